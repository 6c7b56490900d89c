"""Quantities that no kernel records (gradients, activations, deltas, parameters beyond the watched ones), taken at iterations of a run.

Each value is exact for its iteration. Up to `EVERY` iterations all are taken; beyond, those at even distances that double, each with
its neighbour, since what plain gradient descent does worst is to jump to and fro. What is missing is replayed in slices, beginning
with the states that are kept anyway; where a replay of all would take too long, those alone remain.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from bpdesk.engine.program import Floats
from bpdesk.engine.state import State
from bpdesk.model.quantities import Quantity
from bpdesk.training.curves import NOTHING, Curve, with_gap
from bpdesk.training.quantity_values import is_of_program, values_at

if TYPE_CHECKING:
    from bpdesk.training.run import Run

EVERY = 4096
_NEIGHBOURS_FROM = 4
_REPLAY_WORTH = 5e9
"""Multiplications that a replay may take: some ten seconds."""
_LEAST_PER_ITERATION = 100
_AT_ONCE = 64

Taken = list[tuple[int, Floats]]


class Samples:
    """The values of some quantities along a run, activations and deltas for one training row.

    `work` computes, on any thread, and changes nothing that is shown; `take` records what it brought.
    """

    def __init__(self, run: Run, wanted: Sequence[Quantity], row: int) -> None:
        self.run, self.row = run, row
        self.wanted = tuple(quantity for quantity in wanted if is_of_program(run.program, quantity))
        self._points: dict[int, Floats] = {}
        self._table: tuple[Floats, Floats] | None = None
        self._near: State | None = None

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing up to the run's newest iteration."""
        return not self.wanted or next(self._reachable(), None) is None

    def work(self, seconds: float) -> Taken:
        """Compute what is missing for about so long; at least one value where any is missing."""
        ends, found = time.perf_counter() + seconds, Taken()
        for iteration in list(islice(self._reachable(), _AT_ONCE)):
            state = self.run.state_at(iteration, self._near)
            self._near = state
            found.append((iteration, values_at(self.run, state, self.row, self.wanted)))
            if time.perf_counter() > ends:
                break
        return found

    def take(self, found: Taken) -> None:
        """Record what `work` found; what the distance of today no longer holds goes."""
        points = {**self._points, **dict(found)}
        distance = distance_for(self.run.newest)
        self._points = {at: values for at, values in points.items() if _is_kept(at, distance)} if distance > 1 else points
        self._table = None

    def curve(self, quantity: Quantity) -> Curve:
        """That quantity at the iterations that are known."""
        if quantity not in self.wanted:
            return NOTHING
        if self._table is None:
            points = sorted(self._points.items())
            values = np.array([values for _, values in points], np.float64).reshape(len(points), len(self.wanted))
            self._table = np.array([at for at, _ in points], np.float64), values
        iterations, values = self._table
        column = values[:, self.wanted.index(quantity)]
        first = int(np.searchsorted(iterations, self.run.first))
        own = Curve(iterations[first:], column[first:], column[first:])
        return own if not first else with_gap(Curve(iterations[:first], column[:first], column[:first]), own, self.run.first)

    def _reachable(self) -> Iterator[int]:
        """What is missing of what the run has: of one that begins at a saved state the past may not be replayed yet."""
        return (at for at in self._missing() if self.run.has(at))

    def _missing(self) -> Iterator[int]:
        newest, points, has = self.run.newest, self._points, self.run.has
        distance, kept = distance_for(newest), self.run.frame_distance
        coarse = max(distance, kept)
        yield from (at for at in range(0, newest + 1, coarse) if at not in points and has(at))
        if distance < kept and not self._is_worth_replaying(newest):
            return
        for at in range(0, newest + 1, distance):
            if at not in points and has(at):
                yield at
            if distance >= _NEIGHBOURS_FROM and at < newest and at + 1 not in points and has(at + 1):
                yield at + 1

    def _is_worth_replaying(self, newest: int) -> bool:
        program = self.run.program
        each = max(_LEAST_PER_ITERATION, len(program.edge_ids) * self.run.regime_at(newest).batch_size(len(program.train)))
        return newest * each <= _REPLAY_WORTH


def distance_for(newest: int) -> int:
    """The distance of the iterations that are taken: a power of 2."""
    distance = 1
    while newest >= EVERY * distance // (2 if distance >= _NEIGHBOURS_FROM else 1):
        distance *= 2
    return distance


def _is_kept(iteration: int, distance: int) -> bool:
    return iteration % distance == 0 or (distance >= _NEIGHBOURS_FROM and iteration % distance == 1)
