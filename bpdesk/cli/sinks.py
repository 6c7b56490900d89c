"""Where the text of a long history goes while it grows: to standard output at once, or aside until it is whole."""

import mmap
import tempfile
from typing import IO

from bpdesk.cli.messages import ReaderGone, Refusal
from bpdesk.cli.outputs import STANDARD, write_standard
from bpdesk.files.faults import FileError, one_line
from bpdesk.files.store import write_atomically


class TextSink:
    """Text for one target. What can't be written is told at the end, so that a run goes on for its other results."""

    def __init__(self, target: str) -> None:
        self._target = target
        self._aside: IO[bytes] | None = None if target == STANDARD else tempfile.TemporaryFile()  # noqa: SIM115 - `finish` closes it, however the run goes on
        self._failure: Exception | None = None

    @property
    def is_wanted(self) -> bool:
        """Whether there is still somebody to read it."""
        return self._failure is None

    def write(self, text: str) -> None:
        if self._failure is not None or not text:
            return
        try:
            if self._aside is None:
                write_standard(text.encode())
            else:
                self._aside.write(text.encode())
        except (ReaderGone, Refusal) as failure:
            self._failure = failure
        except OSError as failure:
            self._failure = FileError(self._target, one_line(failure.strerror or type(failure).__name__, 100))

    def finish(self) -> None:
        """Put the whole in place; raises what kept any part of it from being written."""
        if self._failure is not None:
            raise self._failure
        if self._aside is None:
            return
        with self._aside, mmap.mmap(_flushed(self._aside), 0, access=mmap.ACCESS_READ) as whole:
            write_atomically(self._target, whole)  # type: ignore[arg-type]  # any buffer will do: Python 3.11 has no type for that


def _flushed(file: IO[bytes]) -> int:
    file.flush()
    return file.fileno()
