"""What a plot of a walk needs, gathered while it is walked, in bounded memory however long it is."""

import numpy as np

from bpdesk.engine.cost_bound import cost_bound
from bpdesk.training.cost_points import CostPoints
from bpdesk.training.curves import Curve
from bpdesk.training.pyramid import Pyramid
from bpdesk.training.walk import Stretch, Walk, cost_of_row, is_whole_batch

MOST_WEIGHTS = 64


class Curves:
    """Listens to a walk, which has to stand at the start now. `name` is that of the run, where it is to be told from others."""

    def __init__(self, walk: Walk, name: str = "") -> None:
        self.name = name
        program = walk.engine.program
        self._walk = walk
        self._weights = min(MOST_WEIGHTS, len(program.edge_ids))
        self._series = Pyramid(1 + self._weights)
        rows = len(program.train)
        self._points = CostPoints(-(-rows // walk.regime.batch_size(rows)))
        self._is_whole = is_whole_batch(walk.engine, walk.regime)

    @property
    def newest(self) -> int:
        """The iteration at which the curves end."""
        return self._walk.iteration

    def take(self, stretch: Stretch) -> None:
        """Gather the values before each update of the stretch."""
        block = stretch.block
        self._series.extend(np.column_stack((block.batch_costs, block.watched[:, : self._weights])))
        self._is_whole &= is_whole_batch(self._walk.engine, stretch.regime)
        place = -stretch.begins % self._points.distance
        while place < block.made:
            self._points.add(stretch.begins + place, cost_of_row(self._walk.engine, stretch, place), None)
            place += self._points.distance - (stretch.begins + place) % self._points.distance

    def cost(self) -> Curve:
        """The cost over the whole training set, up to where the walk stands."""
        curve = self._series.curve(0) if self._is_whole else self._points.train_curve()
        return curve.ended(self._walk.iteration, self._walk.cost())

    @property
    def least(self) -> float | None:
        """What bounds the cost from below, where that is more than 0."""
        engine, training = self._walk.engine, self._walk.regime.training
        return cost_bound(engine.program, training.cost) or None

    def weights(self) -> list[tuple[str, Curve]]:
        """The first weights in document order by their edges' ids, up to where the walk stands."""
        ids, now = self._walk.engine.program.edge_ids, self._walk.state.parameters
        return [
            (ids[index], self._series.curve(1 + index).ended(self._walk.iteration, float(now[index]))) for index in range(self._weights)
        ]
