"""The two ways in which a file can fail: its content (FormatError) and the disk (FileError)."""

import json
import os

from bpdesk.text import LONGEST_QUOTED, one_line


class FormatError(ValueError):
    """A text that is no document. `place` is where, as in `edges[3].weight`, or empty; one line in all."""

    def __init__(self, place: str, message: str) -> None:
        super().__init__(f"{place}: {message}" if place else message)
        self.place = place
        self.message = message


class FileError(Exception):
    """What the disk refused. `reason` is in plain words, `path` as it was asked for."""

    def __init__(self, path: str | os.PathLike[str], reason: str) -> None:
        super().__init__(f"{one_line(os.fspath(path), 1000)}: {reason}")
        self.path = path
        self.reason = reason


def quoted(text: str, longest: int = LONGEST_QUOTED) -> str:
    """Foreign text for a message, in quotation marks."""
    return one_line(json.dumps(text if len(text) <= longest else text[: longest - 1] + "…", ensure_ascii=False), 6 * longest)
