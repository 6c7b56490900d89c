"""Moving along a run: stepping, jumping, running at a speed. Asks the engine's thread for one piece of work at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from bpdesk.engine.moment import Moment
from bpdesk.ui.engine_thread import EngineThread

if TYPE_CHECKING:
    from bpdesk.training.run import Run, Work

FRAME_MILLISECONDS = 16
_BLOCK_SECONDS = 0.008
_LARGEST_BLOCK = 1 << 24
UNLIMITED = float("inf")


@dataclass(frozen=True)
class _Arrival:
    """What one piece of work brought: iterations to record, the moment to show, how long it took."""

    work: Work | None
    moment: Moment
    seconds: float


class Playback(QObject):
    """Where the person is in a run, and where they want to be. `moment` is what is shown; it is None until the engine has computed it."""

    moment_changed = Signal()
    history_changed = Signal()
    running_changed = Signal(bool)
    stopped = Signal()
    """The next update isn't finite; the run tells more."""

    def __init__(self, thread: EngineThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = thread
        self.run: Run | None = None
        self.moment: Moment | None = None
        self.speed = UNLIMITED
        self._row = 0
        self._goal: int | None = None
        self._running = False
        self._in_flight = False
        self._ticket = 0
        self._block = 1
        self._owed = 0.0
        self._frame = QTimer(self)
        self._frame.setInterval(FRAME_MILLISECONDS)
        self._frame.timeout.connect(self._next_frame)

    @property
    def is_running(self) -> bool:
        return self._running

    @property
    def iteration(self) -> int:
        """The shown iteration, or the one on its way."""
        return self._goal if self._goal is not None else self.shown_iteration

    @property
    def shown_iteration(self) -> int:
        return 0 if self.moment is None else self.moment.iteration

    @property
    def is_inside(self) -> bool:
        """Whether it stands within the iteration after the shown one."""
        return self.moment is not None and self.moment.inside is not None

    @property
    def newest(self) -> int:
        return 0 if self.run is None else self.run.newest

    @property
    def can_go_on(self) -> bool:
        """Whether there is an iteration after the shown one."""
        return self.run is not None and (self.run.stop is None or self.shown_iteration < self.run.newest)

    def follow(self, run: Run | None, moment: Moment | None) -> None:
        """Be at that moment of that run; what was on its way is dropped."""
        self.halt()
        self.run, self.moment = run, moment
        self._remember_end()
        self._row = 0 if moment is None else moment.shown.row
        self.moment_changed.emit()
        self.history_changed.emit()

    def halt(self) -> None:
        """Stay where it is; what was on its way is dropped."""
        self.pause()
        self._goal = None
        self._ticket += 1

    def show(self, moment: Moment) -> None:
        """Show a moment of this run that was computed elsewhere, in the place of the one at rest."""
        self.moment = moment
        self._remember_end()
        self.moment_changed.emit()

    def show_row(self, row: int) -> None:
        """Show that training row."""
        self._row = row
        if self.run is not None:
            self._goal = self.iteration
            self._advance()

    def go_to(self, iteration: int) -> None:
        """Show that iteration, computing what isn't there yet."""
        if self.run is None or iteration < 0:
            return
        self.pause()
        self._come_to_rest()
        self._goal = iteration
        self._advance()

    def step(self, count: int = 1) -> None:
        """Move by that many iterations; a step asked for while another is on its way adds to it.

        From within an iteration the first step leads to its end, the first one back to its begin.
        """
        left = 1 if self.is_inside and count < 0 else 0
        self.go_to(max(0, self.iteration + count + left))

    def start_running(self) -> None:
        if self.run is not None and self.can_go_on and not self._running:
            self._come_to_rest()
            self._running, self._owed = True, 0.0
            self._frame.start()
            self.running_changed.emit(True)
            self._next_frame()

    def pause(self) -> None:
        if self._running:
            self._running = False
            self._frame.stop()
            self.running_changed.emit(False)

    def _next_frame(self) -> None:
        """At each frame: as many iterations as the speed owes by now."""
        if not self._running or self._in_flight or self.run is None:
            return
        self._owed = min(self._owed + self.speed * FRAME_MILLISECONDS / 1000, _LARGEST_BLOCK)
        due = self._block if self.speed == UNLIMITED else int(self._owed)
        if due >= 1:
            self._owed -= 0 if self.speed == UNLIMITED else due
            self._goal = self.shown_iteration + due
            self._advance()

    def _advance(self) -> None:
        """Hand out the next piece of work towards the goal."""
        if self._in_flight or self._goal is None or self.run is None:
            return
        run, goal, row, ticket = self.run, self._goal, self._row, self._ticket
        missing = min(goal - run.newest, self._block)
        self._in_flight = True
        self._thread.do(lambda: _work_towards(run, goal, missing, row), lambda arrival: self._arrive(run, ticket, arrival))

    def _arrive(self, run: Run, ticket: int, arrival: _Arrival) -> None:
        self._in_flight = False
        if ticket != self._ticket:
            self._advance()
            return
        if arrival.work is not None:
            run.take(arrival.work)
            self._adapt(arrival.work.state.iteration - arrival.work.begins, arrival.seconds)
        self.moment = self._kept_inside(arrival.moment)
        self._remember_end()
        has_ended = run.stop is not None and self._goal is not None and self._goal > run.newest
        if has_ended or self._goal == self.moment.iteration:
            self._goal = None
        if self._goal is None and self.moment.shown.row != self._row:
            self._goal = self.moment.iteration  # another row was chosen while this one was on its way
        self.moment_changed.emit()
        if arrival.work is not None:
            self.history_changed.emit()
        if has_ended:
            self.pause()
            self.stopped.emit()
        self._advance()

    def _come_to_rest(self) -> None:
        """Leave the place within an iteration, which changes no number."""
        if self.moment is not None and self.moment.inside is not None:
            self.moment = replace(self.moment, inside=None)

    def _kept_inside(self, arrived: Moment) -> Moment:
        """Another row of the same iteration is shown at the same place within it."""
        if self.moment is None or self.moment.inside is None or self.moment.iteration != arrived.iteration:
            return arrived
        return replace(arrived, inside=self.moment.inside)

    def _remember_end(self) -> None:
        """The moment at the newest iteration is where the curves of costs end, also while an earlier one is shown."""
        if self.run is not None and self.moment is not None and self.moment.iteration == self.run.newest:
            self.run.end = self.moment

    def _adapt(self, made: int, seconds: float) -> None:
        """Let a block last about as long as half a frame."""
        if made == self._block or seconds > _BLOCK_SECONDS:
            factor = min(max(_BLOCK_SECONDS / max(seconds, 1e-6), 0.25), 4.0)
            self._block = min(max(int(self._block * factor), 1), _LARGEST_BLOCK)


def _work_towards(run: Run, goal: int, missing: int, row: int) -> _Arrival:
    """On the engine's thread: at most `missing` further iterations, and the moment at their end or at the goal."""
    began = perf_counter()
    if missing <= 0:
        return _Arrival(None, run.moment(goal, row), perf_counter() - began)
    work = run.work(missing)
    return _Arrival(work, run.moment_of(work.state, row), perf_counter() - began)
