"""The history of a run as CSV while it is walked: each E-th row, and always the last.

Rows whose cost isn't finite wait: if training diverges they are left out, and the last row whose numbers are all finite is looked for.
"""

import math
from typing import Protocol

import numpy as np

from bpdesk.export.history_tables import HistoryTable, whole_table
from bpdesk.training.walk import Indices, Stretch, Walk, cost_of_row

_SEARCHED_AT_ONCE = 256


class Sink(Protocol):
    """Takes the text of a history, piece by piece."""

    def write(self, text: str) -> None: ...


class History:
    """Listens to a walk, which has to stand at the start now, and writes to `sink`."""

    def __init__(self, walk: Walk, every: int, sink: Sink, table: HistoryTable | None = None) -> None:
        self._table = table or whole_table(walk.engine.program)
        self._walk, self._every, self._sink = walk, every, sink
        self._batch_cost: float | None = None
        self._waiting: list[tuple[int, str]] = []
        self._before = walk.again()
        self._anchor = self._before
        self._anchor_batch_cost: float | None = None
        self._written = -1
        sink.write(self._table.header)

    def take(self, stretch: Stretch) -> None:
        """Write the rows of a stretch that are due."""
        lines: list[str] = []
        found_finite = False
        for place in range(-stretch.begins % self._every, stretch.block.made, self._every):
            cost, line = self._row(stretch, place, self._batch_cost)
            self._waiting.append((stretch.begins + place, line))
            if math.isfinite(cost):
                lines += self._waiting_until(stretch.begins + place)
                self._waiting = []
                found_finite, self._written = True, stretch.begins + place
        if found_finite:
            self._anchor, self._anchor_batch_cost = self._before, self._batch_cost
        self._sink.write("".join(lines))
        if stretch.block.made:
            self._batch_cost = float(stretch.block.batch_costs[-1])
        self._before = self._walk.again()

    def finish(self) -> None:
        """Write the last row: where the walk stands, or after divergence the last one whose numbers are all finite."""
        walk, cost = self._walk, self._walk.cost()
        if walk.stopped_at is None or math.isfinite(cost):
            last = self._table.row(walk.iteration, cost, self._batch_cost, walk.state.parameters.tolist())
            self._sink.write("".join([*self._waiting_until(walk.iteration), last]))
        elif found := self._last_finite_row():
            iteration, last = found
            self._sink.write("".join([*self._waiting_until(iteration - 1), last]))

    def _waiting_until(self, iteration: int) -> list[str]:
        return [line for at, line in self._waiting if at <= iteration]

    def _row(self, stretch: Stretch, place: int, batch_cost_before: float | None) -> tuple[float, str]:
        cost = cost_of_row(self._walk.engine, stretch, place)
        batch_cost = float(stretch.block.batch_costs[place - 1]) if place else batch_cost_before
        return cost, self._table.row(stretch.begins + place, cost, batch_cost, stretch.block.watched[place].tolist())

    def _last_finite_row(self) -> tuple[int, str] | None:
        """Walk once more from before the last finite row that was written, and look at every row after it."""
        walk, batch_cost = self._anchor.again(), self._anchor_batch_cost
        everything: Indices = np.arange(walk.engine.program.parameter_count, dtype=np.int64)
        found: tuple[int, str] | None = None
        while walk.iteration < self._walk.iteration:
            stretch = walk.advance(min(_SEARCHED_AT_ONCE, self._walk.iteration - walk.iteration), everything)
            found = self._last_finite_of(stretch, batch_cost) or found
            batch_cost = float(stretch.block.batch_costs[-1])
        return found

    def _last_finite_of(self, stretch: Stretch, batch_cost: float | None) -> tuple[int, str] | None:
        for place in range(stretch.block.made - 1, max(-1, self._written - stretch.begins), -1):
            cost, line = self._row(stretch, place, batch_cost)
            if math.isfinite(cost):
                return stretch.begins + place, line
        return None
