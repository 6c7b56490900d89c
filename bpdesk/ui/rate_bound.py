"""Finds the bound of the learning rate at the shown moment, on the engine's thread, in slices, and only at rest.

A moment that changes meanwhile ends the search; a later one begins another. Where the cost is undefined no rate would help.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from bpdesk.ui.session import Session

if TYPE_CHECKING:
    from bpdesk.engine.program import Floats
    from bpdesk.training.run import Run

_REST_MILLISECONDS, _STALE_MILLISECONDS = 50, 250
"""A bound that follows soon takes the place of the one before without a gap; one that doesn't leaves its place empty meanwhile."""
_SLICE_SECONDS = 0.008
_MOST_WORK = 200_000_000
"""Edges × rows × parameters up to which the hint comes soon enough to be one."""


@dataclass(frozen=True)
class RateBound:
    """The rate that the curvature allows at a moment, the curvature (λ, the Hessian's largest eigenvalue), the optimizer that it is for."""

    rate: float
    eigenvalue: float
    optimizer: str


class RateBoundFinder(QObject):
    """Tells the bound that belongs to what is shown, or None while there is none. It lives as long as the session, whose thread it asks."""

    found = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._ticket = 0
        self._rest = _timer(self, _REST_MILLISECONDS, self._begin)
        self._stale = _timer(self, _STALE_MILLISECONDS, lambda: self.found.emit(None))
        session.document_changed.connect(self._wait)
        session.playback.moment_changed.connect(self._wait)
        session.playback.running_changed.connect(self._wait)

    def _wait(self) -> None:
        self._ticket += 1
        self._rest.start()
        if not self._stale.isActive():
            self._stale.start()

    def _begin(self) -> None:
        run, playback, moment = self._session.playback.run, self._session.playback, self._session.moment
        if run is not None and not playback.is_running and moment is not None and math.isfinite(moment.cost):
            ticket, iteration = self._ticket, playback.shown_iteration
            self._session.thread_of_engine.do(lambda: _begun(run, iteration), lambda search: self._go_on(ticket, search))

    def _go_on(self, ticket: int, search: _Search | None) -> None:
        if search is None or ticket != self._ticket:
            return
        if search.is_done:
            self._stale.stop()
            self.found.emit(search.bound)
        else:
            self._session.thread_of_engine.do(search.advanced, lambda further: self._go_on(ticket, further))


def _timer(parent: QObject, milliseconds: int, act: Callable[[], object]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(act)
    return timer


class _Search:
    """A Hessian on its way; used by one thread at a time."""

    def __init__(self, run: Run, iteration: int) -> None:
        from bpdesk.engine import curvature

        self._curvature = curvature
        self._regime = run.regime_at(iteration)
        self._left: Iterator[Floats] = curvature.hessian_columns(run.engine, self._regime, run.state_at(iteration).parameters)
        self._columns: list[Floats] = []
        self.is_done = False
        self.bound: RateBound | None = None

    def advanced(self) -> _Search:
        """Some columns further."""
        until = perf_counter() + _SLICE_SECONDS
        while not self.is_done and perf_counter() < until:
            column = list(islice(self._left, 1))
            self._columns += column
            self.is_done = not column
        if self.is_done:
            eigenvalue = self._curvature.largest_eigenvalue(self._columns)
            rate = self._curvature.stable_rate(self._regime, eigenvalue)
            self.bound = None if rate is None or eigenvalue is None else RateBound(rate, eigenvalue, self._regime.training.optimizer.name)
        return self


def _begun(run: Run, iteration: int) -> _Search | None:
    """A search, where the curvature tells a bound and comes soon enough."""
    from bpdesk.engine.curvature import has_stable_rate

    program = run.program
    work = len(program.edge_ids) * len(program.train) * program.parameter_count
    if work > _MOST_WORK or iteration > run.newest or not has_stable_rate(program, run.regime_at(iteration)):
        return None
    return _Search(run, iteration)
