"""Knows how a document's file looked when it was read or written last, and so whether another program has written it since."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from bpdesk.files.stamp import Stamp, stamp_of

State = Literal["as left", "changed", "gone"]


class FileWatch:
    """Of one document. What was told once isn't told again until the file changes once more."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._known: Stamp | None = None
        self._told: Stamp | None = None
        self._has_told = False

    def remember(self, path: Path) -> None:
        """The file was read or written just now."""
        self._path, self._known, self._has_told = path, stamp_of(path), False

    def state_of(self, path: Path) -> State:
        """How the file stands to what is known of it; one that isn't known is as it was left."""
        if path != self._path or self._known is None:
            return "as left"
        now = stamp_of(path)
        return "as left" if now == self._known else "gone" if now is None else "changed"

    def news_of(self, path: Path) -> State:
        """The same, but what was told already is as left."""
        state, now = self.state_of(path), stamp_of(path)
        if state == "as left" or (self._has_told and now == self._told):
            return "as left"
        self._has_told, self._told = True, now
        return state
