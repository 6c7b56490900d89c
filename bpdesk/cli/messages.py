"""What goes to standard error, and the ways in which a command ends early."""

import sys
from collections.abc import Sequence

from bpdesk.text import one_line

DONE, FAILED, REFUSED, INTERRUPTED = 0, 1, 2, 130
"""Exit statuses: 1 a check that failed or training that diverged, 2 what was asked for can't be done, 130 Ctrl+C."""

_LONGEST_MESSAGE = 2000


class Refusal(Exception):
    """What was asked for can't be done, said in one line; the exit status is 2."""


class CutShort(Exception):
    """Ctrl+C came before what was asked for was whole, said in one line; nothing is written, the exit status is 130."""


class ReaderGone(Exception):
    """Nobody reads standard output any more, as after `| head`."""


def say(message: str) -> None:
    """One line on standard error."""
    plain = message.replace("\N{NARROW NO-BREAK SPACE}", " ")
    write_error(f"bpdesk: {one_line(plain, _LONGEST_MESSAGE)}\n")


def write_error(text: str) -> None:
    """Write to standard error, if there is one."""
    if sys.stderr is not None:
        sys.stderr.write(text)
        sys.stderr.flush()


def path_in_words(path: str) -> str:
    return one_line(path, 1000)


def speak_utf8(streams: Sequence[object]) -> None:
    """Let standard output and error be UTF-8 whatever the system's code page is, and never fail for a letter."""
    for stream in streams:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
