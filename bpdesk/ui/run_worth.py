"""When iterations are worth a recovery copy although stepping is no edit: when making them once more would take some ten seconds, or when
a person has let it run, and perhaps watched it, for longer than that."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer

from bpdesk.ui.preparing import work_of
from bpdesk.ui.session import Session

if TYPE_CHECKING:
    from bpdesk.training.run import Run

_WORTH_KEEPING = 4_000_000_000
"""Edges times rows of all iterations together."""
_LONG_WATCHED = 30_000
"""Milliseconds for which it has been running, at whatever speed."""


class RunWorth:
    """How far a file, or a copy, holds the run of a session; at first all that was opened."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._run: Run | None = None
        self._held = sys.maxsize
        self._watched = 0
        self._since = QElapsedTimer()
        session.playback.running_changed.connect(self._follow_running)
        session.opened.connect(self._hold_all)

    @property
    def is_left(self) -> bool:
        """Whether there are iterations that aren't held and would take long to make again, or to watch."""
        run = self._session.runs.current
        if run is None:
            return False
        # Another run goes on from where it begins: an opened one from its state, a branch from the run that it left.
        made = run.newest - (self._held if run is self._run else min(self._held, run.first))
        return made > 0 and (work_of(run) * made >= _WORTH_KEEPING or self._milliseconds >= _LONG_WATCHED)

    def hold(self) -> None:
        """The run is held as it stands."""
        self._run = self._session.runs.current
        self._held = sys.maxsize if self._run is None else self._run.newest
        self._begin_anew()

    @property
    def _milliseconds(self) -> int:
        """For how long it has been running since it was held last, pauses apart."""
        return self._watched + (self._since.elapsed() if self._since.isValid() else 0)

    def _follow_running(self, is_running: bool) -> None:
        if is_running:
            self._since.start()
        else:
            self._watched = self._milliseconds
            self._since.invalidate()

    def _begin_anew(self) -> None:
        self._watched = 0
        if self._since.isValid():
            self._since.start()

    def _hold_all(self) -> None:
        self._run, self._held = None, sys.maxsize
        self._begin_anew()
