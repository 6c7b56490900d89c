"""Knows how a document's file looked when it was read or written last, and so whether another program has written it since."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from bpdesk.files.stamp import Stamp, stamp_of

State = Literal["as left", "changed", "gone"]


class FileWatch:
    """Of one document; `known` is how its file looked, None where there was none or that isn't known. What was told once isn't told
    again until the file changes once more."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self.known: Stamp | None = None
        self._told: Stamp | None = None
        self._has_told = False

    def remember(self, path: Path, known: Stamp | None) -> None:
        """The file looked like that when it was read or written."""
        self._path, self.known, self._has_told = path, known, False

    def state_of(self, path: Path) -> State:
        """How the file stands to what is known of it; one that isn't watched is as it was left."""
        if path != self._path:
            return "as left"
        now = stamp_of(path)
        return "as left" if now == self.known else "gone" if now is None else "changed"

    def news_of(self, path: Path) -> State:
        """The same, but what was told already is as left."""
        state, now = self.state_of(path), stamp_of(path)
        if state == "as left" or (self._has_told and now == self._told):
            return "as left"
        self._has_told, self._told = True, now
        return state
