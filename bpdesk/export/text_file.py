"""Text that grows aside until it is whole, and then takes its place at once."""

import contextlib
import mmap
import tempfile
from os import PathLike
from typing import IO

from bpdesk.files.faults import FileError
from bpdesk.files.store import in_words, write_atomically

AnyPath = str | PathLike[str]


class GrowingFile:
    """One file to be; until `finish` nothing is seen of it at its path."""

    def __init__(self, path: AnyPath) -> None:
        self._path = path
        self._aside: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `finish` or `discard`

    def write(self, text: str) -> None:
        """FileError where there is no room for more."""
        try:
            self._aside.write(text.encode())
        except OSError as failure:
            raise self._fault(failure) from failure

    def finish(self) -> None:
        """Put the whole in place, or leave what stands there and raise FileError."""
        try:
            self._aside.flush()
        except OSError as failure:
            self.discard()
            raise self._fault(failure) from failure
        with self._aside, mmap.mmap(self._aside.fileno(), 0, access=mmap.ACCESS_READ) as whole:
            write_atomically(self._path, whole)  # type: ignore[arg-type]  # any buffer will do: Python 3.11 has no type for that

    def discard(self) -> None:
        """Forget it; its place stays as it was. What a full disk didn't take closing would try to write once more."""
        with contextlib.suppress(OSError):
            self._aside.close()

    def _fault(self, failure: OSError) -> FileError:
        return FileError(self._path, in_words(failure))
