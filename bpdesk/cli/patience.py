"""What takes its time after the run has come to where it is drawn: shown on a terminal, and ended by Ctrl+C."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from bpdesk.cli.messages import CutShort
from bpdesk.cli.progress import Progress

SLICE = 0.05
"""Seconds between two looks at whether it is to end."""
_PER_MILLE = 1000


class Sliced(Protocol):
    """Something that is computed in slices."""

    @property
    def is_done(self) -> bool: ...

    @property
    def share(self) -> float: ...

    def work(self, seconds: float) -> object: ...


def make_whole(sliced: Sliced, what: str, ends: Callable[[], bool]) -> None:
    """Compute all of it; CutShort where `ends` says so before, since a part of it is no picture."""
    progress = Progress(_PER_MILLE)
    while not sliced.is_done:
        if ends():
            progress.clear()
            raise CutShort(f"the {what} was interrupted at {sliced.share:.0%}, so nothing is written")
        sliced.work(SLICE)
        progress.show(round(sliced.share * _PER_MILLE))
    progress.clear()
