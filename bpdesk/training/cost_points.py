"""The cost over whole sets at some iterations: each costs a pass over all rows, so it is taken once an epoch, and ever more rarely."""

import numpy as np

from bpdesk.training.curves import Curve

MOST_POINTS = 1024


class CostPoints:
    """Points at multiples of `distance`; when there are too many, every second one goes and the distance doubles."""

    def __init__(self, distance: int) -> None:
        self.distance = distance
        self._train: list[tuple[int, float]] = []
        self._test: list[tuple[int, float]] = []

    def add(self, iteration: int, train: float | None, test: float | None) -> None:
        """Keep what was computed at that iteration."""
        for points, value in ((self._train, train), (self._test, test)):
            if value is not None and iteration % self.distance == 0:
                points.append((iteration, value))
        if max(len(self._train), len(self._test)) > MOST_POINTS:
            self.distance *= 2
            self._train = [point for point in self._train if point[0] % self.distance == 0]
            self._test = [point for point in self._test if point[0] % self.distance == 0]

    def until(self, iteration: int) -> "CostPoints":
        """A copy with the points before that iteration."""
        result = CostPoints(self.distance)
        result._train = [point for point in self._train if point[0] < iteration]
        result._test = [point for point in self._test if point[0] < iteration]
        return result

    def train_curve(self) -> Curve:
        return _curve(self._train)

    def test_curve(self) -> Curve:
        return _curve(self._test)


def _curve(points: list[tuple[int, float]]) -> Curve:
    table = np.array(points, np.float64).reshape(-1, 2)
    return Curve(table[:, 0], table[:, 1], table[:, 1])
