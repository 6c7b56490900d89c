"""Copies of documents with unsaved edits, in a folder that only this person can read: what is left when the program ends without saving.

A copy is a line of JSON, which names the document and the process it belongs to, and then the document as in any file. Who has it
written, and who offers it again, is the window's concern.
"""

import contextlib
import json
import os
import secrets
import stat
from dataclasses import asdict, astuple, dataclass, fields
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any

from platformdirs import user_state_path

from bpdesk.files.faults import FileError, FormatError
from bpdesk.files.json_text import too_large
from bpdesk.files.limits import MOST_BYTES
from bpdesk.files.process import start_of
from bpdesk.files.schema import encoded, read
from bpdesk.files.stamp import Stamp
from bpdesk.files.store import in_words, open_file, write_atomically
from bpdesk.model.document import Document
from bpdesk.text import tr

ENDING = ".bpdesk-copy"
_ASIDE = ".broken"
_LONGEST_HEADER = 100_000
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True)
class Header:
    """What a copy says of itself: `path` is where the document was saved last, from the root on, `time` in ISO 8601.

    `stamp` is how the file there looked when it was read or saved: modified, size, inode. Copies of earlier versions don't know it.
    """

    title: str
    path: str | None
    time: str
    pid: int
    start: str
    stamp: list[int] | None = None

    @property
    def is_left_behind(self) -> bool:
        """Whether the process is gone that it belongs to."""
        return start_of(self.pid) != self.start


@dataclass(frozen=True)
class Copy:
    """A document that nobody saved; `stamp` is how the file it came from looked then, None where that isn't known."""

    file: Path
    title: str
    original: Path | None
    stamp: Stamp | None
    time: datetime
    document: Document


@dataclass(frozen=True)
class Broken:
    """A copy that can't be read, where it lies now, and why."""

    file: Path
    reason: str


def default_folder() -> Path:
    """Where this system keeps what belongs to one computer and no other."""
    return user_state_path("bpdesk", appauthor=False) / "recovery"


def new_token() -> str:
    """A name that nobody can guess and no other copy has."""
    return secrets.token_hex(16)


class RecoveryFolder:
    """The copies in one folder, each named by the token of the window it belongs to."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def keep(self, token: str, document: Document, original: Path | None, stamp: Stamp | None) -> None:
        """Write the copy of that name anew, as this process's; FileError where that fails."""
        self._make_private()
        now = datetime.now(UTC).isoformat(timespec="seconds")
        own = os.getpid()
        place, known = None if original is None else str(original), None if stamp is None else list(astuple(stamp))
        header = Header(document.title, place, now, own, start_of(own) or "", known)
        write_atomically(self._file(token), chain([f"{json.dumps(asdict(header))}\n".encode()], encoded(document)))

    def remove(self, token: str) -> None:
        """The copy is no longer needed; FileError where it can't be removed."""
        _remove(self._file(token))

    def discard(self, copy: Copy) -> None:
        """The person doesn't want it; FileError where it can't be removed."""
        _remove(copy.file)

    def claim(self, copy: Copy, token: str) -> None:
        """Give the copy to the window of that token; FileError when another has taken it since."""
        try:
            copy.file.replace(self._file(token))
        except OSError as failure:
            raise FileError(copy.file, tr("another window has taken it")) from failure

    def left_behind(self) -> tuple[list[Copy], list[Broken]]:
        """The copies whose process is gone, the newest first; and those that can't be read, set aside. What lives isn't touched."""
        copies, broken = [], []
        for file in sorted(self.path.glob(f"*{ENDING}")) if self.path.is_dir() else []:
            try:
                copy = _read(file)
            except (FormatError, FileError, OSError) as failure:
                broken.append(Broken(_set_aside(file), _reason(failure)))
            else:
                copies += [] if copy is None else [copy]
        return sorted(copies, key=lambda copy: copy.time, reverse=True), broken

    def _make_private(self) -> None:
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            standing = self.path.stat()
            if hasattr(os, "getuid") and standing.st_uid != os.getuid():
                raise FileError(self.path, tr("it belongs to somebody else"))
            if os.name == "posix" and standing.st_mode & _OTHERS:
                self.path.chmod(0o700)
        except OSError as failure:
            raise FileError(self.path, _reason(failure)) from failure

    def _file(self, token: str) -> Path:
        return self.path / f"{token}{ENDING}"


def _read(file: Path) -> Copy | None:
    """The copy in that file; None while its process lives."""
    with open_file(file) as stream:
        header = _header(stream.readline(_LONGEST_HEADER))
        if not header.is_left_behind:
            return None
        content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise too_large()
    return Copy(file, header.title, _original(header), _stamp(header), _time(header.time), read(content))


def _original(header: Header) -> Path | None:
    """Where the document was saved last; a path that starts in some folder could be any file by now."""
    return None if header.path is None or not os.path.isabs(header.path) else Path(header.path)


def _stamp(header: Header) -> Stamp | None:
    return None if header.stamp is None else Stamp(*header.stamp)


def _header(line: bytes) -> Header:
    try:
        found: Any = json.loads(line)
        header = Header(**found)
    except (ValueError, TypeError, RecursionError) as failure:
        raise FormatError("", tr("its first line is no header")) from failure
    if not (isinstance(header.title, str) and isinstance(header.path, str | None) and isinstance(header.start, str)):
        raise FormatError("", tr("its first line is no header"))
    if not (isinstance(header.time, str) and type(header.pid) is int and _is_stamp(header.stamp)):
        raise FormatError("", tr("its first line is no header"))
    return header


def _is_stamp(found: Any) -> bool:
    return found is None or (isinstance(found, list) and len(found) == len(fields(Stamp)) and all(type(each) is int for each in found))


def _time(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError) as failure:
        raise FormatError("time", tr("not a time")) from failure


def _set_aside(file: Path) -> Path:
    """Keep what can't be read, to be looked at, where it is no longer offered."""
    aside = file.with_name(file.name + _ASIDE)
    try:
        return file.replace(aside)
    except OSError:
        return file


def _remove(file: Path) -> None:
    try:
        with contextlib.suppress(FileNotFoundError):
            file.unlink()
    except OSError as failure:
        raise FileError(file, _reason(failure)) from failure


def _reason(failure: FormatError | FileError | OSError) -> str:
    if isinstance(failure, FileError):
        return failure.reason
    return str(failure) if isinstance(failure, FormatError) else in_words(failure)
