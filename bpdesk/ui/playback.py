"""Moving along a run: stepping, jumping, running at a speed. Asks the engine's thread for one piece of work at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from bpdesk.engine.moment import Moment
from bpdesk.training.stopping import Conditions, Watch
from bpdesk.ui.engine_thread import EngineThread
from bpdesk.ui.errand import Arrival, Errand, run_errand
from bpdesk.ui.speeds import BY_PHASE, UNLIMITED, USUAL

if TYPE_CHECKING:
    from bpdesk.training.run import Run

FRAME_MILLISECONDS = 16
_BLOCK_SECONDS = 0.024
"""A frame and a half: at full speed the next block is computed while the window draws what the one before brought."""
_LARGEST_BLOCK = 1 << 24


@dataclass(frozen=True)
class Way:
    """A way to an iteration: where it began, how far it has come, where it leads."""

    begins: int
    at: int
    goal: int

    @property
    def share(self) -> float:
        return min(max((self.at - self.begins) / max(self.goal - self.begins, 1), 0.0), 1.0)


class Playback(QObject):
    """Where the person is in a run, and where they want to be. `moment` is what is shown; it is None until the engine has computed it.

    `conditions` end what `start_running` begins.
    """

    moment_changed = Signal()
    history_changed = Signal()
    running_changed = Signal(bool)
    way_changed = Signal()
    speed_changed = Signal()
    phase_due = Signal()
    """While it runs by phases: the next one is to be shown."""
    stopped = Signal()
    """The next update isn't finite; the run tells more."""
    ended = Signal(object)
    """A condition holds: the Reason."""
    out_of_memory = Signal()
    cut_short = Signal(object)
    """An edit has ended the way to new iterations before its goal, or what ran on and on: the Way, or None."""

    def __init__(self, thread: EngineThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = thread
        self.run: Run | None = None
        self.moment: Moment | None = None
        self.speed = USUAL
        self.conditions = Conditions()
        self._row = 0
        self._asks = False
        self._goal: int | None = None
        self._way: Way | None = None
        self._watch: Watch | None = None
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
    def way(self) -> Way | None:
        """The way to an iteration that was asked for; None while it runs on and on, or stands."""
        return self._way

    @property
    def can_go_on(self) -> bool:
        """Whether there is an iteration after the shown one."""
        return self.run is not None and (self.run.stop is None or self.shown_iteration < self.run.newest)

    @property
    def is_at_end(self) -> bool:
        """Whether the newest iteration of a run is shown that has stopped, as the next update isn't finite."""
        return self.run is not None and self.run.stop is not None and self.moment is not None and self.moment.iteration == self.run.newest

    def follow(self, run: Run | None, moment: Moment | None) -> None:
        """Be at that moment of that run; what was on its way is dropped."""
        self.halt()
        self.run, self.moment = run, self._marked(moment)
        self._block = 1  # an iteration of another run may take a thousand times as long
        self._remember_end()
        self._row = 0 if moment is None else moment.shown.row
        self.moment_changed.emit()
        self.history_changed.emit()

    def halt(self) -> None:
        """Stay where it is; what was on its way is dropped."""
        self.pause()
        self._goal = None
        self._ticket += 1
        self._set_way(None)

    def end_for_edit(self) -> None:
        """Stay where it is, for an edit is made there; what it ends is told."""
        way, ran = self._way, self._running
        self.halt()
        if ran or (way is not None and way.goal > self.newest):
            self.cut_short.emit(way)

    def cancel(self) -> None:
        """Stay at what is shown; iterations that were recorded on the way stay too."""
        if self._goal is not None:
            self.halt()
            self.moment_changed.emit()

    def show(self, moment: Moment) -> None:
        """Show a moment of this run that was computed elsewhere, in the place of the one at rest."""
        self.moment = self._marked(moment)
        self._remember_end()
        self.moment_changed.emit()

    def ask(self, asks: bool) -> None:
        """Keep back what the next step brings, as the person finds it out for herself; or show it."""
        if asks != self._asks:
            self._asks = asks
            self.moment = self._marked(self.moment)
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
        begins = self._recorded_before(iteration)
        self._set_way(Way(begins, begins, iteration))
        self._advance()

    def step(self, count: int = 1) -> None:
        """Move by that many iterations; a step asked for while another is on its way adds to it.

        From within an iteration the first step leads to its end, the first one back to its begin.
        """
        left = 1 if self.is_inside and count < 0 else 0
        self.go_to(max(0, self.iteration + count + left))

    def finish_iteration(self) -> None:
        """Make the iteration whose inside is shown; what runs goes on."""
        self._come_to_rest()
        self._goal = self.shown_iteration + 1
        self._advance()

    def choose_speed(self, speed: float) -> None:
        """Run at one of `speeds.SPEEDS` from now on."""
        self.speed, self._owed = speed, 0.0
        self.speed_changed.emit()

    def start_running(self) -> None:
        if self.run is not None and self.can_go_on and not self._running:
            self._set_way(None)
            self._watch = Watch(self.run.engine, self.conditions) if self.conditions.any else None
            self._running, self._owed = True, 1.0 if self.speed == BY_PHASE else 0.0
            self._frame.start()
            self.running_changed.emit(True)
            self._next_frame()

    def pause(self) -> None:
        if self._running:
            self._running = False
            self._watch = None
            self._frame.stop()
            self.running_changed.emit(False)

    def _next_frame(self) -> None:
        """At each frame: as many iterations as the speed owes by now."""
        if not self._running or self._in_flight or self.run is None:
            return
        if self.speed == BY_PHASE:
            self._let_phase_be_shown()
            return
        self._come_to_rest()
        self._owed = min(self._owed + self.speed * FRAME_MILLISECONDS / 1000, _LARGEST_BLOCK)
        due = self._block if self.speed == UNLIMITED else int(self._owed)
        if due >= 1:
            self._owed -= 0 if self.speed == UNLIMITED else due
            self._goal = self._due_after(self.shown_iteration, due, self.run.newest)
            self._advance()

    def _due_after(self, shown: int, due: int, newest: int) -> int:
        """Where a run comes to: what is recorded needn't be made again at full speed, unless it is watched for what ends the run."""
        if shown >= newest:
            return shown + due
        return newest if self.speed == UNLIMITED and self._watch is None else min(shown + due, newest)

    def _let_phase_be_shown(self) -> None:
        self._owed += FRAME_MILLISECONDS / 1000
        if self._owed >= 1.0 and self._goal is None:
            self._owed = 0.0
            self.phase_due.emit()

    def _advance(self) -> None:
        """Hand out the next piece of work towards the goal."""
        if self._in_flight or self._goal is None or self.run is None:
            return
        errand, ticket = Errand(self.run, self._goal, self.shown_iteration, self._block, self._row, self._watch), self._ticket
        self._in_flight = True
        self._thread.do(lambda: run_errand(errand), lambda arrival: self._arrive(errand, ticket, arrival))

    def _arrive(self, errand: Errand, ticket: int, arrival: Arrival | None) -> None:
        self._in_flight = False
        if ticket != self._ticket:
            self._advance()
        elif arrival is None:
            self.halt()
            self.moment_changed.emit()
            self.out_of_memory.emit()
        else:
            self._record(errand, arrival)
            self._show(errand.run, arrival)
            self._advance()
            if self.speed == UNLIMITED:
                self._next_frame()

    def _record(self, errand: Errand, arrival: Arrival) -> None:
        if arrival.part is not None and arrival.work is not None:
            arrival.part.take(arrival.work)
        errand.run.keep(arrival.state)
        self._adapt(arrival)
        if self._way is not None:
            at = arrival.state.iteration
            self._set_way(Way(min(self._way.begins, at), at, self._way.goal))

    def _show(self, run: Run, arrival: Arrival) -> None:
        """Show what has arrived, which may be on the way only."""
        if arrival.moment is not None:
            self.moment = self._marked(self._kept_inside(arrival.moment))
        self._remember_end()
        has_ended = run.stop is not None and self._goal is not None and self._goal > run.newest
        is_stuck = arrival.moment is None and arrival.made == 0
        if has_ended or is_stuck or arrival.reason is not None or self._goal == self.shown_iteration:
            self._goal = None
            self._set_way(None)
        if self._goal is None and self.moment is not None and self.moment.shown.row != self._row:
            self._goal = self.moment.iteration  # another row was chosen while this one was on its way
        if arrival.moment is not None or is_stuck:
            self.moment_changed.emit()
        if arrival.work is not None:
            self.history_changed.emit()
        self._tell_end(has_ended, arrival)

    def _tell_end(self, has_ended: bool, arrival: Arrival) -> None:
        if has_ended:
            self.pause()
            self.stopped.emit()
        elif arrival.reason is not None and self._running:
            self.pause()
            self.ended.emit(arrival.reason)

    def _come_to_rest(self) -> None:
        """Leave the place within an iteration, which changes no number."""
        if self.moment is not None and self.moment.inside is not None:
            self.moment = replace(self.moment, inside=None)

    def _kept_inside(self, arrived: Moment) -> Moment:
        """Another row of the same iteration is shown at the same place within it."""
        if self.moment is None or self.moment.inside is None or self.moment.iteration != arrived.iteration:
            return arrived
        return replace(arrived, inside=self.moment.inside)

    def _marked(self, moment: Moment | None) -> Moment | None:
        return moment if moment is None or moment.is_asked == self._asks else replace(moment, is_asked=self._asks)

    def _remember_end(self) -> None:
        """The moment at the newest iteration is where the curves of costs end, also while an earlier one is shown."""
        if self.run is not None and self.moment is not None and self.moment.iteration == self.run.newest:
            self.run.end = self.moment

    def _recorded_before(self, iteration: int) -> int:
        """From where the way to an iteration leads, as far as that is known."""
        run = self.run
        if run is None or iteration > run.newest:
            return self.newest
        past = run.past
        return iteration if run.has(iteration) or past is None else past.newest

    def _set_way(self, way: Way | None) -> None:
        if way != self._way:
            self._way = way
            self.way_changed.emit()

    def _adapt(self, arrival: Arrival) -> None:
        """Let a block last about as long as a frame and a half, or as long as it takes to find out what is shown after it."""
        made, seconds = arrival.made // arrival.blocks, (arrival.seconds - arrival.besides) / arrival.blocks
        due = max(_BLOCK_SECONDS, arrival.besides)
        if made == self._block or seconds > due:
            factor = min(max(due / max(seconds, 1e-6), 0.25), 4.0)
            self._block = min(max(int(self._block * factor), 1), _LARGEST_BLOCK)
