"""Knows how a document's file looked when it was read or written last, and so whether another program has written it since."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from bpdesk.files.stamp import Stamp, stamp_of

State = Literal["as left", "changed", "gone"]


class FileWatch:
    """Of one document; `known` is how its file looked, None where there was none or that isn't known.

    What was told once isn't told again until the file changes once more.
    """

    def __init__(self) -> None:
        self._path: Path | None = None
        self.known: Stamp | None = None
        self._told: State = "as left"
        self._told_of: Stamp | None = None

    def remember(self, path: Path, known: Stamp | None) -> None:
        """The file looked like that when it was read or written."""
        self._path, self.known, self._told = path, known, "as left"

    def state_of(self, path: Path) -> State:
        """How the file stands to what is known of it; one that isn't watched is as it was left."""
        return self._state(path, stamp_of(path))

    def news_of(self, path: Path) -> State | None:
        """The same, or None where that was told already."""
        now = stamp_of(path)
        state = self._state(path, now)
        if state == self._told and (state == "as left" or now == self._told_of):
            return None
        self._told, self._told_of = state, now
        return state

    def _state(self, path: Path, now: Stamp | None) -> State:
        if path != self._path or now == self.known:
            return "as left"
        return "gone" if now is None else "changed"
