"""Where the text of a long history goes while it grows: to standard output at once, or aside until it is whole."""

from bpdesk.cli.messages import ReaderGone, Refusal
from bpdesk.cli.outputs import STANDARD, write_standard
from bpdesk.export.text_file import GrowingFile
from bpdesk.files.faults import FileError


class TextSink:
    """Text for one target. What can't be written is told at the end, so that a run goes on for its other results."""

    def __init__(self, target: str) -> None:
        self._file = None if target == STANDARD else GrowingFile(target)
        self._failure: Exception | None = None

    @property
    def is_wanted(self) -> bool:
        """Whether there is still somebody to read it."""
        return self._failure is None

    def write(self, text: str) -> None:
        if self._failure is not None or not text:
            return
        try:
            if self._file is None:
                write_standard(text.encode())
            else:
                self._file.write(text)
        except (ReaderGone, Refusal, FileError) as failure:
            self._failure = failure

    def finish(self) -> None:
        """Put the whole in place; raises what kept any part of it from being written."""
        if self._failure is not None:
            if self._file is not None:
                self._file.discard()
            raise self._failure
        if self._file is not None:
            self._file.finish()
