"""Stepping inside an iteration: moves the place within it that goes out with the moment. Computes only where an iteration is entered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from bpdesk.engine.moment import Moment
from bpdesk.engine.phases import Pace, Phase
from bpdesk.ui.engine_thread import EngineThread
from bpdesk.ui.playback import Playback


class InsideSteps(QObject):
    """The moves from rest to rest through all that an iteration computes, and back. `pace` is how far a move leads."""

    pace_changed = Signal()

    def __init__(self, thread: EngineThread, playback: Playback, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread, self._playback = thread, playback
        self.pace: Pace = "thing"
        self.begins_empty = False
        """Whether an iteration is entered before its first thing, as the person is asked for that too."""
        self._wishes: list[Callable[[], None]] = []
        self._is_entering = False
        playback.moment_changed.connect(self._go_on)
        playback.phase_due.connect(self._run_on)

    def choose_pace(self, pace: Pace) -> None:
        """Move by one thing, one level or one phase from now on."""
        self.pace = pace
        moment = self._playback.moment
        if moment is not None and moment.inside is not None:
            self._playback.show(replace(moment, inside=moment.inside.at_pace(pace)))
        self.pace_changed.emit()

    def step(self, pace: Pace | None = None) -> None:
        """Go on inside: into the next iteration, on within it, and at its end to rest after it."""
        self._wish(lambda: self._step(pace or self.pace))

    def back(self, pace: Pace | None = None) -> None:
        """Go back inside: within the iteration, at its begin to rest before it, from rest into the iteration that led there."""
        self._wish(lambda: self._back(pace or self.pace))

    def go_to(self, phase: Phase) -> None:
        """Go to the end of that phase of the iteration whose inside is shown."""
        moment = self._playback.moment
        if moment is not None and moment.inside is not None:
            self._playback.show(replace(moment, inside=moment.inside.at_end_of(phase)))

    def finish(self) -> None:
        """Make the iteration whose inside is shown, as a plain step does."""
        if self._playback.is_inside:
            self._playback.step(1)

    def _wish(self, move: Callable[[], None]) -> None:
        self._playback.pause()
        self._wishes.append(move)
        self._go_on()

    def _go_on(self) -> None:
        """Make the moves that were asked for, once nothing else is on its way to be shown."""
        if self._playback.run is None:
            self._wishes.clear()
        while self._wishes and not self._is_entering and self._playback.iteration == self._playback.shown_iteration:
            self._wishes.pop(0)()

    def _run_on(self) -> None:
        """Go on by a phase while it runs."""
        if not self._is_entering and not self._wishes:
            self._step("phase")

    def _step(self, pace: Pace) -> None:
        moment = self._playback.moment
        if moment is None:
            return
        if moment.inside is None:
            self._enter(moment.iteration, pace, from_behind=False)
            return
        place = moment.inside.at_pace(pace).onward()
        if place is None:
            self._playback.finish_iteration()
        else:
            self._playback.show(replace(moment, inside=place))

    def _back(self, pace: Pace) -> None:
        moment = self._playback.moment
        if moment is None:
            return
        if moment.inside is not None:
            self._playback.show(replace(moment, inside=moment.inside.at_pace(pace).back()))
        elif moment.iteration > 0:
            self._enter_before(moment.iteration - 1, pace)

    def _enter_before(self, after: int, pace: Pace) -> None:
        """Into the iteration that led to the shown one; where it isn't recorded it is replayed first."""
        run = self._playback.run
        if run is None or run.has(after):
            self._enter(after, pace, from_behind=True)
        else:
            self._wishes.insert(0, lambda: self._enter(after, pace, from_behind=True))
            self._playback.go_to(after)

    def _enter(self, after: int, pace: Pace, *, from_behind: bool) -> None:
        run, asked_at = self._playback.run, self._playback.moment
        if run is None or asked_at is None:
            return
        row, at_begin = asked_at.shown.row, self.begins_empty

        def enter() -> Moment:
            from bpdesk.training.inside import entered, entered_from_behind

            return entered_from_behind(run, after, row, pace) if from_behind else entered(run, after, row, pace, at_begin=at_begin)

        self._is_entering = True
        self._thread.do(enter, lambda moment: self._arrive(asked_at, moment))

    def _arrive(self, asked_at: Moment, moment: Moment) -> None:
        """Show what was asked for, unless something else is shown by now."""
        self._is_entering = False
        if self._playback.moment is asked_at and self._playback.iteration == asked_at.iteration:
            self._playback.show(moment)
        else:
            self._wishes.clear()
