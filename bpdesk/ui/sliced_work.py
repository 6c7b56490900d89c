"""What is computed for a panel beside the run: in slices on the engine's thread, given up where something else is wanted."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import TYPE_CHECKING

from bpdesk.text import tr
from bpdesk.ui.charts.chart_canvas import ChartCanvas
from bpdesk.ui.session import Session

if TYPE_CHECKING:
    from bpdesk.training.run import Run

SLICE = 0.015
"""Seconds that one may take: a step or an edit waits for no longer."""
_NOTICED = 0.5


class SlicedWork:
    """One piece of work at a time; `anew` begins it at the shown moment."""

    def __init__(self, session: Session, anew: Callable[[], None]) -> None:
        self._session, self._anew = session, anew
        self._ticket = 0
        self._run: Run | None = None
        self._is_late = False
        self._begun = 0.0

    def follow(self) -> None:
        """Begin anew; while the run goes on, once what is under way is shown."""
        playback = self._session.playback
        if playback.is_running and self._run is not None and self._run is playback.run:
            self._is_late = True
        else:
            self._anew()

    def give_up(self) -> None:
        """Drop what is under way."""
        self._ticket += 1
        self._run, self._is_late = None, False

    def begin(self, run: Run) -> None:
        """Something of that run is computed from here on."""
        self.give_up()
        self._run, self._begun = run, perf_counter()

    def do(self, job: Callable[[], object], then: Callable[..., None]) -> None:
        """A slice of it; what that finds goes to `then`, unless it was given up meanwhile."""
        ticket = self._ticket

        def arrive(found: object) -> None:
            if ticket == self._ticket:
                then(found)

        self._session.thread_of_engine.do(job, arrive)

    def tell_share(self, canvas: ChartCanvas, share: float, *, is_other: bool) -> None:
        """How far it is, where it takes so long that a person notices: below the chart, or in the place of one of something else."""
        if perf_counter() - self._begun > _NOTICED:
            words = f"{share:.0%}"
            if is_other or canvas.is_empty:
                canvas.show_sentence(tr("The picture is being computed: {share}.", share=words))
            else:
                canvas.show_note(tr("Being computed: {share}", share=words))

    def end(self) -> None:
        """It is shown; what has come meanwhile is next."""
        self._run = None
        if self._is_late:
            self._anew()
