"""When iterations are worth a recovery copy although stepping is no edit: when making them once more would take some ten seconds."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bpdesk.ui.preparing import work_of
from bpdesk.ui.session import Session

if TYPE_CHECKING:
    from bpdesk.training.run import Run

_WORTH_KEEPING = 4_000_000_000
"""Edges times rows of all iterations together."""


class RunWorth:
    """How far a file, or a copy, holds the run of a session; at first all that was opened."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._run: Run | None = None
        self._held = sys.maxsize
        session.opened.connect(self._hold_all)

    @property
    def is_left(self) -> bool:
        """Whether iterations that aren't held would take long to make again."""
        run = self._session.runs.current
        if run is None:
            return False
        # Another run goes on from where it begins: an opened one from its state, a branch from the run that it left.
        held = self._held if run is self._run else min(self._held, run.first)
        return work_of(run) * (run.newest - held) >= _WORTH_KEEPING

    def hold(self) -> None:
        """The run is held as it stands."""
        self._run = self._session.runs.current
        self._held = sys.maxsize if self._run is None else self._run.newest

    def _hold_all(self) -> None:
        self._run, self._held = None, sys.maxsize
