"""What was being done when a bug slips through: noted on the exception on its way out, for the crash report to tell."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def doing(what: str) -> Iterator[None]:
    """Note on whatever is raised within that it was raised at that; it goes on its way."""
    try:
        yield
    except Exception as error:
        error.add_note(what)
        raise


def done_at(error: BaseException) -> list[str]:
    """What was being done when it was raised, the whole before its parts; each once."""
    return list(dict.fromkeys(reversed(getattr(error, "__notes__", []))))
