"""A Run: a program, the changes made on the way, and a history in bounded memory. The same run always replays to the same bits.

Computing and recording are apart, so that a worker thread can compute (`work`, which changes nothing) while the window reads,
and the window's thread records (`take`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bpdesk.engine.moment import Moment
from bpdesk.engine.observation import observe
from bpdesk.engine.program import Floats, Program
from bpdesk.engine.regime import Regime
from bpdesk.engine.state import State, changed, restored, saved, start
from bpdesk.engine.step import Block, Engine
from bpdesk.model.run_record import Change, SavedState
from bpdesk.training.cost_points import CostPoints
from bpdesk.training.curves import Curve, joined
from bpdesk.training.key_frames import KeyFrames
from bpdesk.training.pyramid import Pyramid

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
    """Iterations computed from `begins` on and not yet recorded: rows for the curves, and what the run becomes with them."""

    begins: int
    rows: tuple[Floats, ...]
    state: State
    frames: KeyFrames
    points: CostPoints
    stop: Stop | None


class Run:
    """Iterations 0 … `newest` of a program with changes.

    `watched` are the parameters whose curves are recorded; `cursor` is the iteration that was shown when the run was last left,
    `end` the last moment that was seen at the newest iteration: the curves of costs end there.
    """

    def __init__(self, engine: Engine, changes: Sequence[Change] = ()) -> None:
        self.engine = engine
        self.changes = tuple(changes)
        self.watched = np.arange(min(MOST_WATCHED, engine.program.parameter_count), dtype=np.int64)
        self._regimes = _regimes(engine.program, self.changes)
        self._state = self._at_rest(start(engine.program))
        self._frames = KeyFrames(self._state)
        self._series = Pyramid(1 + len(self.watched))
        self._points = CostPoints(_batches_per_epoch(engine.program))
        self._points.add(0, *self._due_costs(self._state, self._points))
        self.stop: Stop | None = None
        self._held: State | None = None
        self.cursor = 0
        self.end: Moment | None = None

    @property
    def program(self) -> Program:
        return self.engine.program

    @property
    def newest(self) -> int:
        """The newest iteration."""
        return self._state.iteration

    def regime_at(self, iteration: int) -> Regime:
        """The settings in force at rest at that iteration."""
        return next(regime for first, regime in reversed(self._regimes) if first <= iteration)

    @property
    def frame_distance(self) -> int:
        """At its multiples states are kept, so that nothing has to be replayed."""
        return self._frames.distance

    def state_at(self, iteration: int, near: State | None = None) -> State:
        """The state at rest at a recorded iteration, replayed from the key frame before it, or from `near`, a state of this run."""
        if not 0 <= iteration <= self.newest:
            raise IndexError(f"iteration {iteration} of {self.newest}")
        if iteration == self.newest:
            return self._state
        nearest = self._nearest(iteration, near)
        return nearest if nearest.iteration == iteration else self._at_rest(self._arriving(iteration, near))

    def moment(self, iteration: int, row: int) -> Moment:
        """What is shown at rest at a recorded iteration, for that training row."""
        return self.moment_of(self.state_at(iteration), row)

    def moment_of(self, state: State, row: int) -> Moment:
        """What is shown at that state of this run."""
        return observe(self.engine, self.regime_at(state.iteration), state, row)

    def work(self, count: int) -> Work:
        """Compute up to `count` further iterations without recording them; safe on a worker thread while nothing is taken."""
        state, end, stopped_at = self._state, self.newest + count, None
        frames, points = self._frames.until(end + 1), self._points.until(end + 1)
        rows: list[Floats] = []
        while state.iteration < end and self.stop is None and stopped_at is None:
            due = min(end, _next_multiple(state.iteration, frames.distance), self._next_cost_due(state.iteration, points, end))
            block = self._advance(state, due - state.iteration, self.watched)
            state, stopped_at = self._at_rest(block.state), block.stopped_at
            rows.append(np.column_stack((block.batch_costs, block.watched)))
            frames.keep(state)
            points.add(state.iteration, *self._due_costs(state, points))
        return Work(self.newest, tuple(rows), state, frames, points, self.stop if stopped_at is None else Stop(state.iteration, stopped_at))

    def take(self, work: Work) -> None:
        """Record what `work` computed from the newest iteration on."""
        if work.begins != self.newest:
            raise ValueError(f"computed from iteration {work.begins}, but the run stands at {self.newest}")
        for rows in work.rows:
            self._series.extend(rows)
        self._state, self._frames, self._points, self.stop = work.state, work.frames, work.points, work.stop

    def advance(self, count: int) -> None:
        """Compute and record up to `count` further iterations."""
        self.take(self.work(count))

    def with_changes(self, changes: Sequence[Change], iteration: int) -> Run:
        """A run with those changes that shares this one's past up to the iteration, where it stands; the changes before it are the same."""
        result = Run(self.engine, changes)
        series = self._series.first_rows(iteration)
        if len(series):
            shared = len(series)
            result._series, result._points, result._frames = series, self._points.until(shared), self._frames.until(shared)
            result._held = self._held if self._held is not None and self._held.iteration < shared else None
            result._state = result._at_rest(self._arriving(shared))
            result._points.add(shared, *result._due_costs(result._state, result._points))
        result.advance(iteration - result.newest)
        return result

    def hold(self, record: SavedState) -> None:
        """Let the newest state be the one that a document holds: where a replay on another processor ends in other bits, it counts."""
        state = restored(self.program, record, self.regime_at(self.newest), self._state)
        self._state = self._held = state

    def saved_state(self) -> SavedState:
        """The newest state as a document holds it."""
        return saved(self.program, self._state, self.regime_at(self.newest))

    @property
    def width_of_curves(self) -> int:
        """How many iterations a point of a curve of every iteration stands for."""
        return self._series.width

    def batch_costs(self, first: int, end: int) -> Floats:
        """The cost of the batch of each update from iteration `first` to `end`, before it was made, replayed: `(end - first,)`."""
        state, costs = self.state_at(first), [np.zeros(0)]
        while state.iteration < end:
            block = self._advance(state, end - state.iteration, _NOTHING)
            costs.append(block.batch_costs)
            state = self._at_rest(block.state)
        return np.concatenate(costs)

    def batch_cost_curve(self) -> Curve:
        """The cost of the batch that each update used, at the iteration after it, as in the history file."""
        return self._series.curve(0, offset=1)

    def cost_curve(self, newest: Moment | None) -> Curve:
        """The cost over the whole training set: of every iteration where a batch is the whole set, else of some; `newest` ends it."""
        batches, points = self._series.curve(0), self._points.train_curve()
        ends = [*(first for first, _ in self._regimes[1:]), math.inf]
        pieces = [
            batches.between(first, end, self._series.width) if self._is_whole_batch(regime) else points.between(first, end)
            for (first, regime), end in zip(self._regimes, ends, strict=True)
        ]
        curve = joined(pieces)
        return curve if newest is None or newest.iteration != self.newest else curve.ended(newest.iteration, newest.cost)

    def test_cost_curve(self, newest: Moment | None) -> Curve:
        """The cost over the test set at some iterations."""
        curve = self._points.test_curve()
        if newest is None or newest.iteration != self.newest or newest.test_cost is None:
            return curve
        return curve.ended(newest.iteration, newest.test_cost)

    def parameter_curve(self, watched: int) -> Curve:
        """The value of the watched parameter with that index in `watched`."""
        curve = self._series.curve(1 + watched)
        return curve.ended(self.newest, float(self._state.parameters[self.watched[watched]]))

    def _nearest(self, iteration: int, near: State | None = None) -> State:
        """The last state at rest that is kept, or is `near`, at or before that iteration."""
        nearest = self._frames.before(iteration)
        for other in (self._held, near):
            if other is not None and nearest.iteration <= other.iteration <= iteration:
                nearest = other
        return nearest

    def _arriving(self, iteration: int, near: State | None = None) -> State:
        """The state at a recorded iteration before the change that is made there."""
        if iteration == 0:
            return start(self.program)
        state = self._nearest(iteration - 1, near)
        while True:
            state = self._advance(state, iteration - state.iteration, _NOTHING).state
            if state.iteration == iteration:
                return state
            state = self._at_rest(state)

    def _advance(self, state: State, count: int, watched: Indices) -> Block:
        """Iterate under one regime: at most to the next change."""
        until = next((first for first, _ in self._regimes if first > state.iteration), state.iteration + count)
        return self.engine.advance(self.regime_at(state.iteration), state, min(count, until - state.iteration), watched)

    def _at_rest(self, state: State) -> State:
        """The state with the change of its iteration made, if there is one."""
        for place, change in enumerate(self.changes):
            if change.iteration == state.iteration:
                before, after = self._regime_before(place), self.regime_at(state.iteration)
                return changed(self.program, state, change, before, after)
        return state

    def _regime_before(self, change: int) -> Regime:
        return self._regimes[change][1]

    def _next_cost_due(self, iteration: int, points: CostPoints, end: int) -> int:
        """When a pass over a whole set is next due; never where each batch is the training set and there is no test set."""
        if self.program.test is None and self._is_whole_batch(self.regime_at(iteration)):
            return end
        return _next_multiple(iteration, points.distance)

    def _due_costs(self, state: State, points: CostPoints) -> tuple[float | None, float | None]:
        if state.iteration % points.distance:
            return None, None
        regime, program = self.regime_at(state.iteration), self.program
        train = None if self._is_whole_batch(regime) else self.engine.cost(regime, state.parameters, program.train)
        test = None if program.test is None else self.engine.cost(regime, state.parameters, program.test)
        return train, test

    def _is_whole_batch(self, regime: Regime) -> bool:
        return regime.batch_size(len(self.program.train)) == len(self.program.train)


def _regimes(program: Program, changes: Sequence[Change]) -> list[tuple[int, Regime]]:
    """The regime at the very start, before any change, and after each change, with the iteration from which it holds."""
    regimes = [(0, Regime.at_start(program))]
    for change in changes:
        regimes.append((change.iteration, regimes[-1][1].changed(program, change)))
    return regimes


def _batches_per_epoch(program: Program) -> int:
    rows = len(program.train)
    return -(-rows // Regime.at_start(program).batch_size(rows))


def _next_multiple(iteration: int, distance: int) -> int:
    return (iteration // distance + 1) * distance
