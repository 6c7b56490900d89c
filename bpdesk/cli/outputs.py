"""Where results go: standard output, or a file that is replaced whole. `-` is standard output."""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from bpdesk.cli.messages import ReaderGone, Refusal, path_in_words, say
from bpdesk.files.faults import FileError, FormatError
from bpdesk.files.store import write_atomically
from bpdesk.text import one_line

STANDARD = "-"
PICTURE_ENDINGS = (".png", ".svg", ".pdf")
Job = Callable[[], None]


def deliver(target: str, data: bytes) -> None:
    """Write the bytes to the target, whole or not at all."""
    if target == STANDARD:
        write_standard(data)
    else:
        write_atomically(target, data)


def write_standard(data: bytes) -> None:
    """Write to standard output; ReaderGone when nobody reads it any more."""
    if sys.stdout is None:
        raise Refusal("standard output is closed")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        forget_standard()
        raise ReaderGone from None
    except OSError as failure:
        forget_standard()
        raise Refusal(f"standard output: {one_line(failure.strerror or type(failure).__name__, 100)}") from failure


def write_line(text: str) -> None:
    """A line of a result on standard output."""
    write_standard(f"{text}\n".encode("utf-8", "backslashreplace"))


def forget_standard() -> None:
    """Lead standard output nowhere, so that what is left in its buffer fails no more when Python ends."""
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


def check_targets(document: str, targets: Iterable[str | None], may_replace: str | None = None) -> None:
    """Refuse two results in one place, and a result that would take the document's place; `may_replace` may do that."""
    asked = [target for target in targets if target is not None]
    if asked.count(STANDARD) > 1:
        raise Refusal("- can stand for one output only: there is one standard output")
    paths = [_real(target) for target in asked if target != STANDARD]
    for target, path in zip([target for target in asked if target != STANDARD], paths, strict=True):
        if paths.count(path) > 1:
            raise Refusal(f"{path_in_words(target)}: asked for as more than one output")
        if path == _real(document) and target != may_replace:
            raise Refusal(f"{path_in_words(target)}: would take the place of the document")


def _real(path: str) -> str:
    try:
        return os.path.normcase(os.path.realpath(path))
    except (OSError, ValueError):
        return path


def ending_of(target: str, known: Sequence[str]) -> str:
    """The ending of what is written, in small letters; refused where it isn't known. Standard output takes the first kind."""
    ending = Path(target).suffix
    if target == STANDARD:
        return known[0]
    if ending.lower() not in known:
        endings = f"{', '.join(known[:-1])} or {known[-1]}"
        raise Refusal(f"can't write {one_line(ending) or 'a file without an ending'}: it can be {endings}")
    return ending.lower()


def do_all(jobs: Iterable[Job]) -> bool:
    """Do each job, also after one of them couldn't be done, which standard error says; whether all were done."""
    done = True
    for job in jobs:
        try:
            job()
        except (FileError, FormatError, Refusal) as failure:
            say(str(failure))
            done = False
        except ReaderGone:
            continue
    return done
