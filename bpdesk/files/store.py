"""Documents from and to the disk. A file is replaced whole or not at all, also by exports: `write_atomically`."""

import contextlib
import errno
import hashlib
import os
import platform
import secrets
import stat
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from bpdesk.files.faults import FileError, FormatError
from bpdesk.files.json_text import too_large
from bpdesk.files.limits import MOST_BYTES
from bpdesk.files.process import start_of
from bpdesk.files.schema import encoded, read, write
from bpdesk.model.dataset import Rows
from bpdesk.model.document import Document
from bpdesk.text import one_line, tr

AnyPath = str | os.PathLike[str]

_BINARY: int = getattr(os, "O_BINARY", 0)
_AT_ONCE: int = getattr(os, "O_NONBLOCK", 0)
_READABLE_BY_ALL = 0o666
_PART = ".bpdesk-part"
_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def load(path: AnyPath) -> Document:
    """The document in a file; FileError when it can't be read, FormatError when it holds no document."""
    return read(read_bytes(path))


def save(document: Document, path: AnyPath) -> None:
    """Write the document. What stood there is lost only once the new file is whole and can be opened again."""
    read(write(_with_one_row(document)))
    write_atomically(path, encoded(document))


def _with_one_row(document: Document) -> Document:
    """The document with its first training row only: rows are numbers and nothing else, and reading them all back takes seconds."""
    if document.data is None:
        return document
    width = len(document.data.columns)
    first = Rows.of([document.data.train[0]] if len(document.data.train) else [], width)
    return replace(document, data=replace(document.data, train=first, test=Rows.of([], width)))


def write_atomically(path: AnyPath, data: bytes | Iterator[bytes]) -> None:
    """Put the bytes, or pieces one behind the other, at the path; on any failure what stood there stays, and FileError says why."""
    pieces = data if isinstance(data, Iterator) else (data,)
    try:
        standing = _standing(path)
        if standing is not None and not stat.S_ISREG(standing.st_mode):
            # All of it before a byte is on its way: there is no taking back.
            _write_through(path, b"".join(pieces))
        else:
            _replace(Path(os.path.realpath(path)), pieces, standing)
    except FormatError:
        raise
    except (OSError, ValueError) as failure:
        raise FileError(path, in_words(failure)) from failure


def read_bytes(path: AnyPath) -> bytes:
    """The bytes of a regular file, bounded before memory is taken; FileError, or FormatError for one that is larger than any may be."""
    try:
        with open_file(path) as file:
            if os.fstat(file.fileno()).st_size > MOST_BYTES:
                raise too_large()
            content: bytes | None = file.read(MOST_BYTES + 1)
    except OSError as failure:
        raise FileError(path, in_words(failure)) from failure
    except FormatError:
        raise
    except ValueError as failure:
        raise FileError(path, in_words(failure)) from failure
    if content is None:  # the system's own, as the kernel's log, which calls itself a file and has nothing to say just now
        raise FileError(path, tr("a device, not a file"))
    return content


def open_file(path: AnyPath) -> BinaryIO:
    """A regular file, to be read; FileError for anything else, which nothing waits for, and OSError where the system refuses."""
    # Before it is opened, which alone can wake a device.
    _expect_file(path, os.stat(path))
    # At once: should a pipe have taken the file's place by now, nothing waits for its other end.
    file = os.fdopen(os.open(path, os.O_RDONLY | _BINARY | _AT_ONCE), "rb")
    try:
        _expect_file(path, os.fstat(file.fileno()))
    except FileError:
        file.close()
        raise
    return file


def _expect_file(path: AnyPath, found: os.stat_result) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise FileError(path, tr("a folder, not a file"))
    if not stat.S_ISREG(found.st_mode):
        raise FileError(path, tr("a device, not a file"))


def _standing(path: AnyPath) -> os.stat_result | None:
    """What is at the path, None for nothing; PermissionError where it is protected, IsADirectoryError for a folder."""
    try:
        standing = os.stat(path)
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(standing.st_mode):
        raise IsADirectoryError(errno.EISDIR, "")
    # The bits besides what the system would allow: the superuser may write anything, and wouldn't want to here.
    if not standing.st_mode & _WRITABLE or not os.access(path, os.W_OK):
        raise PermissionError(errno.EROFS, "")
    return standing


def _replace(target: Path, pieces: Iterable[bytes], standing: os.stat_result | None) -> None:
    _remove_stale_parts(target)
    temporary = target.with_name(f".{_parts_of(target)}-{os.getpid()}-{_digest(start_of(os.getpid()) or '')}-{secrets.token_hex(4)}{_PART}")
    mode = _READABLE_BY_ALL if standing is None else stat.S_IMODE(standing.st_mode)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, mode & _READABLE_BY_ALL)
    try:
        with os.fdopen(descriptor, "wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        if standing is not None:
            _take_over(temporary, standing)
        os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    _settle(target.parent)


def _remove_stale_parts(target: Path) -> None:
    """What programs left beside the file that were killed while they wrote it on this computer."""
    with contextlib.suppress(OSError, ValueError):
        for part in target.parent.glob(f".{_parts_of(target)}-*{_PART}"):
            _, pid, start, _ = part.name.removesuffix(_PART).split("-")
            living = start_of(int(pid))
            if living is None or _digest(living) != start:
                part.unlink(missing_ok=True)


def _parts_of(target: Path) -> str:
    """How the names begin of what is on its way to that file, from this computer: elsewhere other processes have these numbers."""
    return _digest(f"{platform.node()} {target.name}")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _take_over(temporary: Path, standing: os.stat_result) -> None:
    """Give the new file the old one's owner and permissions, where user and file system allow that; it never has wider ones."""
    if hasattr(os, "chown"):
        with contextlib.suppress(OSError):
            os.chown(temporary, standing.st_uid, standing.st_gid)
    with contextlib.suppress(OSError):
        os.chmod(temporary, stat.S_IMODE(standing.st_mode))


def _settle(folder: Path) -> None:
    """Have the folder's new entry outlive a power cut, where the system can do that."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _write_through(path: AnyPath, data: bytes) -> None:
    """Write to a device or a pipe, which can't be replaced; one that nobody reads is refused, not waited for."""
    descriptor = os.open(path, os.O_WRONLY | _BINARY | _AT_ONCE)
    with os.fdopen(descriptor, "wb") as file:
        if _AT_ONCE:
            os.set_blocking(descriptor, True)
        file.write(data)


def in_words(failure: OSError | ValueError) -> str:
    """What the disk refused, for a person."""
    if not isinstance(failure, OSError):
        return tr("not a possible name for a file")
    reasons = {
        errno.ENOENT: tr("there is no such file or folder"),
        errno.ENOTDIR: tr("part of the path is a file, not a folder"),
        errno.EEXIST: tr("there is a file of that name"),
        errno.EISDIR: tr("a folder, not a file"),
        errno.EACCES: tr("no permission"),
        errno.EPERM: tr("no permission"),
        errno.EROFS: tr("protected against writing"),
        errno.ENOSPC: tr("the disk is full"),
        errno.EDQUOT: tr("the disk quota is used up"),
        errno.EFBIG: tr("larger than the system allows"),
        errno.ENAMETOOLONG: tr("the name is too long"),
        errno.ELOOP: tr("a link that leads in a circle"),
        errno.ENXIO: tr("a pipe that nobody reads"),
        errno.EIO: tr("the disk failed"),
    }
    return reasons.get(failure.errno or 0) or one_line(failure.strerror or type(failure).__name__, 100)
