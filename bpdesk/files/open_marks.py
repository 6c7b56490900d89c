"""Marks in a private folder of which documents are open in which process, so that a second one can be told.

A mark is a courtesy: where none can be written or read, nothing is told. What keeps work safe is that saving looks at the file first.
"""

import contextlib
import hashlib
import json
import os
from pathlib import Path
from typing import Any

from platformdirs import user_state_path

from bpdesk.files.faults import FileError
from bpdesk.files.process import start_of
from bpdesk.files.store import open_file

ENDING = ".open"
_LONGEST = 1000
"""Bytes."""


def default_folder() -> Path:
    """Where this system keeps what belongs to one computer and no other."""
    return user_state_path("bpdesk", appauthor=False) / "open"


class OpenMarks:
    """The marks in one folder, each named by the file that is open and the token of the window that has it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, path: Path, token: str) -> bool:
        """That window has the file open; whether a window of another process has it too."""
        with contextlib.suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            own = os.getpid()
            self._mark(path, token).write_text(json.dumps({"pid": own, "start": start_of(own) or ""}), encoding="utf-8")
        # After that: of two that come at once, at least one sees the other.
        return self.is_elsewhere(path)

    def is_elsewhere(self, path: Path) -> bool:
        """Whether a window of another process has the file open."""
        with contextlib.suppress(OSError):
            others = [mark.name for mark in self._folder.glob(f"*{ENDING}") if _is_of_another(mark)]
            return any(name.startswith(f"{_name(path)}-") for name in others)
        return False

    def remove(self, path: Path, token: str) -> None:
        """That window has it open no more."""
        with contextlib.suppress(OSError):
            self._mark(path, token).unlink()

    def _mark(self, path: Path, token: str) -> Path:
        return self._folder / f"{_name(path)}-{token}{ENDING}"


def _name(path: Path) -> str:
    """One for a file, whatever links lead to it; it tells nothing of the path."""
    place = os.path.normcase(os.path.realpath(path))
    return hashlib.sha256(place.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _is_of_another(mark: Path) -> bool:
    """Whether another process put it that still lives; what a dead one left is removed."""
    try:
        with open_file(mark) as stream:
            found: Any = json.loads(stream.read(_LONGEST))
        pid, start = found["pid"], found["start"]
    except (FileError, OSError, ValueError, TypeError, KeyError, RecursionError):
        return False
    if type(pid) is not int or start_of(pid) != start:
        mark.unlink(missing_ok=True)
        return False
    return pid != os.getpid()
