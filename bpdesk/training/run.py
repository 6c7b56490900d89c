"""A Run: a program, the changes made on the way, and a history in bounded memory. The same run always replays to the same bits.

Computing and recording are apart, so that a worker thread can compute (`work` and `towards`, which change nothing) while the window
reads, and the window's thread records (`take`, `keep`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from weakref import WeakValueDictionary

import numpy as np
import numpy.typing as npt

from bpdesk.engine.moment import Moment
from bpdesk.engine.observation import observe
from bpdesk.engine.program import Floats, Program
from bpdesk.engine.regime import Regime
from bpdesk.engine.state import State, saved
from bpdesk.engine.step import Block, Buckets, Engine
from bpdesk.model.run_record import Change, RunRecord, SavedState
from bpdesk.training.curves import Curve, with_gap
from bpdesk.training.recording import Fresh, Recording
from bpdesk.training.regimes import Regimes
from bpdesk.training.stopping import Reason, Watch

Indices = npt.NDArray[np.int64]

MOST_WATCHED = 64
_NOTHING: Indices = np.zeros(0, np.int64)


@dataclass(frozen=True)
class Stop:
    """Training ended after `iteration`: the next update was not finite. `cost` is the batch cost that it would have used."""

    iteration: int
    cost: float


@dataclass(frozen=True)
class Work:
    """Iterations computed from `begins` on and not yet recorded, the state they lead to, and what ended them before their time.

    `stop`: the next update isn't finite; `reason`: what was watched for is so.
    """

    begins: int
    state: State
    fresh: Fresh
    stop: Stop | None
    reason: Reason | None

    @property
    def made(self) -> int:
        return self.state.iteration - self.begins


class Run:
    """Iterations `first` … `newest` of a program with changes; `first` is 0 but where a run begins at an `origin` that a document holds.

    What is before such an origin is recorded by `past`, a run from the start, as far as it has been replayed. `watched` are the
    parameters whose curves are recorded; `cursor` is the iteration that was shown when the run was last left, `end` the last moment
    that was seen at the newest iteration: the curves of costs end there.
    """

    def __init__(self, engine: Engine, changes: Sequence[Change] = (), origin: State | None = None, past: Run | None = None) -> None:
        self.engine = engine
        self.changes = tuple(changes)
        self.watched = np.arange(min(MOST_WATCHED, engine.program.parameter_count), dtype=np.int64)
        self._regimes = Regimes(engine.program, self.changes)
        self._origin = self._regimes.start() if origin is None else origin
        self._state, self._waypoint = self._origin, self._origin
        self.past = past if past is not None or self.first == 0 else Run(engine, _before(self.changes, self.first))
        self._recording = Recording(engine, self._regimes, self._origin, len(self.watched))
        self.stop: Stop | None = None
        self.cursor = 0
        self.end: Moment | None = None
        self._taken = 0
        self._curves: WeakValueDictionary[tuple[object, ...], Curve] = WeakValueDictionary()
        """As long as they are shown: another moment of the same run has the same curves."""

    @classmethod
    def opened(cls, engine: Engine, record: RunRecord) -> Run:
        """A run at the state that a document holds; where a replay on another processor ends in other bits, that state counts."""
        if record.iteration == 0:
            return cls(engine, record.changes)
        return cls(engine, record.changes, Regimes(engine.program, record.changes).restored(record.iteration, record.state))

    @property
    def program(self) -> Program:
        return self.engine.program

    @property
    def first(self) -> int:
        """The iteration from which on this run itself has recorded."""
        return self._origin.iteration

    @property
    def newest(self) -> int:
        """The newest iteration."""
        return self._state.iteration

    @property
    def size(self) -> int:
        """Bytes of its history, about."""
        return self._recording.size + (0 if self.past is None else self.past.size)

    @property
    def lacks_past(self) -> bool:
        """Whether what is before `first` isn't all replayed, and can be."""
        return self.past is not None and self.past.newest < self.first and self.past.stop is None

    def has(self, iteration: int) -> bool:
        """Whether that iteration is recorded."""
        return self.first <= iteration <= self.newest or (self.past is not None and 0 <= iteration <= self.past.newest)

    def regime_at(self, iteration: int) -> Regime:
        """The settings in force at rest at that iteration."""
        return self._regimes.at(iteration)

    @property
    def frame_distance(self) -> int:
        """At its multiples states are kept, so that nothing has to be replayed."""
        return self._recording.frame_distance

    def state_at(self, iteration: int, near: State | None = None) -> State:
        """The state at rest at a recorded iteration, replayed from the key frame before it, or from `near`, a state of this run."""
        if not self.has(iteration):
            raise IndexError(f"iteration {iteration} of {self.newest}")
        return self.towards(iteration, self.newest + 1, near)

    def towards(self, iteration: int, most: int, near: State | None = None) -> State:
        """The state at rest at a recorded iteration, or on the way to it where more than `most` iterations have to be replayed."""
        if iteration < self.first and self.past is not None:
            return self.past.towards(iteration, most, near)
        if iteration == self.newest:
            return self._state
        state = self._nearest(iteration, near)
        goal = min(iteration, state.iteration + most)
        return state if state.iteration == goal else self._regimes.at_rest(self._arriving(state, goal))

    def replayed_origin(self) -> State | None:
        """Where a replay from the start comes to at `first`; None where this run is from the start, or not replayed so far."""
        past = self.past
        return None if past is None or past.newest < self.first else self._regimes.at_rest(past.state_at(self.first))

    def take_past(self, past: Run) -> None:
        """Have what was replayed elsewhere for the past, where it has come further."""
        if self.past is not None and self.past.newest < past.newest:
            self.past = past
            self._curves.clear()

    def keep(self, state: State) -> None:
        """Remember a state that was replayed: what lies after it is replayed from there."""
        if state.iteration < self.first and self.past is not None:
            self.past.keep(state)
        else:
            self._waypoint = state

    def moment(self, iteration: int, row: int) -> Moment:
        """What is shown at rest at a recorded iteration, for that training row."""
        return self.moment_of(self.state_at(iteration), row)

    def moment_of(self, state: State, row: int) -> Moment:
        """What is shown at that state of this run."""
        return observe(self.engine, self.regime_at(state.iteration), state, row)

    def work(self, count: int, watch: Watch | None = None, since: State | None = None) -> Work:
        """Compute up to `count` further iterations without recording them, fewer where what is watched for comes to be so.

        Safe on a worker thread while nothing is taken. `since` is a recorded state to begin at instead of the newest; that isn't taken.
        """
        state, stop, reason = since or self._state, self.stop if since is None else None, None
        begins, end, fresh = state.iteration, state.iteration + count, self._recording.ahead(count)
        while state.iteration < end and stop is None and reason is None:
            block, reason = self._watch(watch, state, self._due(fresh, state, end, watch), self._recording.buckets(fresh, state.iteration))
            state = self._regimes.at_rest(block.state)
            stop = None if block.stopped_at is None else Stop(state.iteration, block.stopped_at)
            self._recording.note(fresh, block, state)
        return Work(begins, state, fresh, stop, reason)

    def take(self, work: Work) -> None:
        """Record what `work` computed from the newest iteration on."""
        if work.begins != self.newest:
            raise ValueError(f"computed from iteration {work.begins}, but the run stands at {self.newest}")
        self._recording.take(work.fresh)
        self._state, self.stop = work.state, work.stop
        self._taken += 1

    def advance(self, count: int) -> None:
        """Compute and record up to `count` further iterations."""
        self.take(self.work(count))

    def with_changes(self, changes: Sequence[Change], iteration: int) -> Run:
        """A run with those changes that shares this one's past up to the iteration, where it stands; the changes before it are the same.

        Where that past isn't replayed yet, the run stands at the start.
        """
        if iteration < self.first or (iteration == self.first and self._regimes.has_change(iteration)):
            past = self.past
            return Run(self.engine, changes) if past is None or past.newest < iteration else past.with_changes(changes, iteration)
        result = Run(self.engine, changes, self._origin_with(changes, iteration), self.past)
        if iteration > self.first:
            result._share(self, iteration)
        return result

    def anew(self, changes: Sequence[Change]) -> Run:
        """A run of the same start with other changes, at that start."""
        return Run(self.engine, changes)

    def find_stop(self) -> None:
        """Have `stop` known where the next update isn't finite, without making it."""
        self.stop = self.work(1).stop

    def saved_state(self) -> SavedState:
        """The newest state as a document holds it."""
        return saved(self.program, self._state, self.regime_at(self.newest))

    def batch_costs(self, first: int, end: int) -> Floats:
        """The cost of the batch of each update from iteration `first` to `end`, before it was made, replayed: `(end - first,)`."""
        state, costs = self.state_at(first), [np.zeros(0)]
        while state.iteration < end:
            block = self._advance(state, end - state.iteration, costs=True)
            costs.append(block.batch_costs)
            state = self._regimes.at_rest(block.state)
        return np.concatenate(costs)

    def batch_cost_curve(self) -> Curve:
        """The cost of the batch that each update used, at the iteration after it, as in the history file."""
        return self._curve("batch cost", self._recording.batch_costs, Run.batch_cost_curve, self.first + 1)

    def cost_curve(self, newest: Moment | None) -> Curve:
        """The cost over the whole training set: of every iteration where a batch is the whole set, else of some; `newest` ends it."""
        end = newest.cost if newest is not None and newest.iteration == self.newest else None
        return self._curve("cost", self._recording.costs, lambda past: past.cost_curve(None), self.first, end)

    def test_cost_curve(self, newest: Moment | None) -> Curve:
        """The cost over the test set at some iterations."""
        end = newest.test_cost if newest is not None and newest.iteration == self.newest else None
        return self._curve("test cost", self._recording.test_costs, lambda past: past.test_cost_curve(None), self.first, end)

    def parameter_curve(self, watched: int) -> Curve:
        """The value of the watched parameter with that index in `watched`."""
        now = float(self._state.parameters[self.watched[watched]])
        key, record = (watched, now), self._recording
        return self._curve(key, lambda: record.parameter(watched, now), lambda past: past.parameter_curve(watched), self.first)

    def _curve(self, key: object, own: Callable[[], Curve], of_past: Callable[[Run], Curve], first: int, end: float | None = None) -> Curve:
        """What the past and this run have recorded, with that value at the newest iteration; the same curve until more is recorded."""
        stand = key, end, self._stand
        found = self._curves.get(stand)
        if found is None:
            found = own() if end is None else own().ended(self.newest, end)
            if self.past is not None:
                found = with_gap(of_past(self.past), found, first)
            self._curves[stand] = found
        return found

    @property
    def _stand(self) -> tuple[object, ...]:
        """Another one whenever something was recorded."""
        return self._taken, None if self.past is None else self.past._stand

    def _share(self, other: Run, iteration: int) -> None:
        """Have the past of a run of the same origin up to that iteration, and stand there."""
        self._recording.share(other._recording, iteration)
        shared = self._recording.end
        if shared > self.first:
            self._state = self._regimes.at_rest(self._arriving(self._nearest(shared - 1), shared))
            self._recording.note_arrival(self._state)
        self.advance(iteration - shared)

    def _origin_with(self, changes: Sequence[Change], iteration: int) -> State | None:
        """Where a run with those changes begins; the change that is made there comes on top of what a document holds."""
        if self.past is None:
            return None
        return Regimes(self.program, changes).at_rest(self._origin) if iteration == self.first else self._origin

    def _nearest(self, iteration: int, near: State | None = None) -> State:
        """The last state at rest that is kept, or is `near`, at or before that iteration."""
        nearest = self._recording.nearest(iteration)
        for other in (self._waypoint, near):
            if other is not None and nearest.iteration < other.iteration <= iteration:
                nearest = other
        return nearest

    def _arriving(self, state: State, iteration: int) -> State:
        """From a state at rest to one at a later iteration, before the change that is made there."""
        while True:
            state = self._advance(state, iteration - state.iteration).state
            if state.iteration == iteration:
                return state
            state = self._regimes.at_rest(state)

    def _advance(
        self, state: State, count: int, watched: Indices = _NOTHING, buckets: Buckets | None = None, *, costs: bool = False
    ) -> Block:
        """Iterate under one regime: at most to the next change."""
        until = self._regimes.next_change(state.iteration)
        most = count if until is None else min(count, until - state.iteration)
        return self.engine.advance(self.regime_at(state.iteration), state, most, watched, buckets, costs=costs)

    def _watch(self, watch: Watch | None, state: State, due: int, buckets: Buckets) -> tuple[Block, Reason | None]:
        """A block up to `due`, or up to where what is watched for is so: made anew up to there, to the same bits."""
        if watch is None:
            return self._advance(state, due - state.iteration, buckets=buckets), None
        block = self._advance(state, due - state.iteration, watch.watched, buckets, costs=True)
        reason = watch.find(state, self.regime_at(state.iteration), block)
        if reason is not None and (reason.iteration < block.state.iteration or block.stopped_at is not None):
            block = self._advance(state, reason.iteration - state.iteration, buckets=buckets)
        return block, reason

    def _due(self, fresh: Fresh, state: State, end: int, watch: Watch | None) -> int:
        """The iteration up to which a block may go."""
        due = self._recording.due(fresh, state.iteration, end)
        return due if watch is None else min(due, watch.due(state, self.regime_at(state.iteration)))


def _before(changes: Sequence[Change], iteration: int) -> tuple[Change, ...]:
    return tuple(change for change in changes if change.iteration < iteration)
