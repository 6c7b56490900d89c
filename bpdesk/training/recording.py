"""What a run keeps of its iterations, in bounded memory: key frames to replay from, least and largest values for the curves, costs."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from bpdesk.engine.program import Program
from bpdesk.engine.regime import Regime
from bpdesk.engine.state import State
from bpdesk.engine.step import Block, Buckets, Engine, Folded
from bpdesk.training.cost_points import CostPoints
from bpdesk.training.curves import Curve, joined
from bpdesk.training.key_frames import KeyFrames
from bpdesk.training.pyramid import CAPACITY, EARLY, Pyramid
from bpdesk.training.regimes import Regimes

_WORK_BETWEEN_FRAMES = 5_000_000
"""Edges times rows: a fraction of 50 ms."""
_WORK_BESIDES = 16
"""What an iteration takes besides its edges, in edges."""


_FIRST_DISTANCE = 4
"""Of the first frames, in iterations, where replaying so many takes no time at all."""

_STRETCHES, _STRETCHES_OF_MANY = 8, 4
"""Into so many stretches work is cut at most, for what is kept at their ends: each begins the kernel anew and copies all parameters."""

_MANY = 2_000
"""Parameters whose copies take longer than it takes to begin."""

EVERY_EPOCH = 1024
"""Iterations of a piece of work that are few enough to take the cost over all rows once an epoch, where that is little work."""

_LITTLE_WORK = 2_000_000
"""Edges times rows: a small part of what a piece of work takes."""

_SHARE_OF_COSTS, _PASSES, _WORK_OF_A_CUT = 0.05, 3, 35_000
"""What the costs over all rows may add to the iterations' work, the backward pass and the update counted as passes too; and what
it takes to end a piece of work and begin the next, in edges times rows."""

_FEW = 8
"""Iterations that are few enough to keep all that is due."""


@dataclass
class Fresh:
    """What was computed ahead of a recording and isn't in it yet; no state is kept nearer than `step` iterations, a power of 2, no cost
    nearer than `point_step`.

    `width` is that of the buckets that values are folded into; `folded` has them with the iterations that they are of.
    """

    frames: KeyFrames
    points: CostPoints
    step: int
    point_step: int
    width: int
    folded: list[tuple[int, Folded]] = field(default_factory=list)


class Recording:
    """The iterations from `origin` on. Each row has the batch cost and `watched` parameters before the update of that iteration."""

    def __init__(self, engine: Engine, regimes: Regimes, origin: State, watched: int) -> None:
        self._engine, self._regimes, self._first, self._watched = engine, regimes, origin.iteration, watched
        near = _near(engine.program)
        self._frames = KeyFrames(origin, near, _FIRST_DISTANCE if near > 2 * _FIRST_DISTANCE else 1)
        self._series = Pyramid(1 + watched, early=EARLY)
        self._points = CostPoints(_batches_per_epoch(engine.program))
        self._add_costs(self._points, origin)

    @property
    def size(self) -> int:
        """Bytes, about."""
        return self._frames.size + self._series.size

    @property
    def end(self) -> int:
        """The iteration after the last row."""
        return self._first + len(self._series)

    @property
    def frame_distance(self) -> int:
        """At its multiples states are kept."""
        return self._frames.distance

    def nearest(self, iteration: int) -> State:
        """The last state at rest that is kept at or before that iteration."""
        return self._frames.before(iteration)

    def ahead(self, count: int) -> Fresh:
        """Room for the next so many iterations."""
        stretches = _STRETCHES if self._engine.program.parameter_count < _MANY else _STRETCHES_OF_MANY
        step = 1 << (count // stretches).bit_length()
        of_frames = 1 if count <= _FEW else step
        of_points = 1 if count <= EVERY_EPOCH and self._work_of_costs(count) <= _LITTLE_WORK else min(2 * of_frames, self._affordable)
        return Fresh(self._frames.ahead(), self._points.ahead(), of_frames, of_points, self._series.width)

    def buckets(self, fresh: Fresh, iteration: int) -> Buckets:
        """How what is computed from that iteration on is to be folded."""
        rows = iteration - self._first
        fresh.width = self._series.width_for(rows + 1, fresh.width)
        return Buckets(self._watched, fresh.width, fresh.width - rows % fresh.width)

    def due(self, fresh: Fresh, iteration: int, end: int) -> int:
        """Where between the iteration and the end something has to be kept next."""
        rows = iteration - self._first
        full = iteration + CAPACITY * self._series.width_for(rows + 1, fresh.width) - rows
        due = min(end, full, _next_multiple(iteration, max(fresh.frames.distance, fresh.step)))
        never = self._engine.program.test is None and self._regimes.is_whole_batch(self._regimes.at(iteration))
        if never:
            return due
        distance = fresh.points.distance
        while distance < fresh.point_step:
            distance *= 2
        return min(due, _next_multiple(iteration, distance))

    def note(self, fresh: Fresh, block: Block, state: State) -> None:
        """Gather what a block brought, and the state at rest after it."""
        if block.folded is not None:
            fresh.folded.append((block.made, block.folded))
        fresh.frames.keep(state)
        self._add_costs(fresh.points, state)

    def take(self, fresh: Fresh) -> None:
        """Go on with what was gathered."""
        for iterations, folded in fresh.folded:
            self._series.extend_folded(iterations, folded.width, folded.costs, folded.parameters)
        self._frames.extend(fresh.frames)
        self._points.extend(fresh.points)

    def share(self, other: Recording, iteration: int) -> None:
        """Take the place of a new recording with the other's whole buckets before that iteration; both have the same origin."""
        self._series = other._series.first_rows(iteration - self._first)
        self._points, self._frames = other._points.until(self.end), other._frames.until(self.end)

    def note_arrival(self, state: State) -> None:
        """Keep the costs of a state at rest that no block has ended in."""
        self._add_costs(self._points, state)

    def batch_costs(self) -> Curve:
        """The cost of the batch that each update used, at the iteration after it, as in the history file."""
        return self._series.curve(0, offset=self._first + 1)

    def costs(self) -> Curve:
        """The cost over the whole training set: of every iteration where a batch is the whole set, else of some."""
        points = self._points.train_curve()
        if not self._regimes.is_ever_whole:
            return points
        batches = self._series.curve(0, self._first)
        widths = np.diff(batches.iterations, append=float(self.end))
        return joined((
            batches.where(self._regimes.where(batches.iterations, widths, whole=True)),
            points.where(self._regimes.where(points.iterations, np.ones_like(points.iterations), whole=False)),
        ))  # fmt: skip

    def test_costs(self) -> Curve:
        """The cost over the test set at some iterations."""
        return self._points.test_curve()

    def parameter(self, watched: int, now: float) -> Curve:
        """The watched parameter with that index, up to its value of now."""
        return self._series.curve(1 + watched, self._first, now)

    def _work_of_costs(self, count: int) -> int:
        """Edges times rows, for the cost once an epoch."""
        program = self._engine.program
        rows = len(program.train) + (0 if program.test is None else len(program.test))
        return len(program.edge_ids) * rows * (count // self._points.distance)

    @property
    def _affordable(self) -> int:
        """From one cost over all rows to the next, in iterations, where both together take their share of the work."""
        program = self._engine.program
        rows = len(program.train) + (0 if program.test is None else len(program.test))
        edges, batch = len(program.edge_ids) + _WORK_BESIDES, Regime.at_start(program).batch_size(len(program.train))
        return math.ceil((edges * rows / _PASSES + _WORK_OF_A_CUT) / (_SHARE_OF_COSTS * edges * batch))

    def _add_costs(self, points: CostPoints, state: State) -> None:
        if state.iteration % points.distance:
            return
        regime, program, engine = self._regimes.at(state.iteration), self._engine.program, self._engine
        train = None if self._regimes.is_whole_batch(regime) else engine.cost(regime, state.parameters, program.train)
        test = None if program.test is None else engine.cost(regime, state.parameters, program.test)
        points.add(state.iteration, train, test)


def _batches_per_epoch(program: Program) -> int:
    rows = len(program.train)
    return -(-rows // Regime.at_start(program).batch_size(rows))


def _near(program: Program) -> int:
    """How many iterations are replayed in no time."""
    batch = Regime.at_start(program).batch_size(len(program.train))
    return max(1, _WORK_BETWEEN_FRAMES // ((len(program.edge_ids) + _WORK_BESIDES) * batch))


def _next_multiple(iteration: int, distance: int) -> int:
    return (iteration // distance + 1) * distance
