"""The cost over whole sets at some iterations: each costs a pass over all rows, so it is taken once an epoch, and ever more rarely."""

import numpy as np

from bpdesk.training.curves import Curve

MOST_POINTS = 256
Points = list[tuple[int, float]]


class CostPoints:
    """Points at multiples of `distance`; when there are too many, every second one goes and the distance doubles."""

    def __init__(self, distance: int) -> None:
        self.distance = self._finest = distance
        self._train: Points = []
        self._test: Points = []

    def add(self, iteration: int, train: float | None, test: float | None) -> None:
        """Keep what was computed at that iteration."""
        for points, value in ((self._train, train), (self._test, test)):
            if value is not None and iteration % self.distance == 0:
                points.append((iteration, value))
        self._thin_out()

    def ahead(self) -> "CostPoints":
        """Room for the points of the next iterations alone, which `extend` takes over."""
        return CostPoints(self.distance)

    def extend(self, ahead: "CostPoints") -> None:
        """Keep the points that were found ahead."""
        self._set_distance(max(self.distance, ahead.distance))
        self._train += [point for point in ahead._train if point[0] % self.distance == 0]
        self._test += [point for point in ahead._test if point[0] % self.distance == 0]
        self._thin_out()

    def until(self, iteration: int) -> "CostPoints":
        """A copy with the points before that iteration; those that follow are taken as often as in a new one."""
        result = CostPoints(self._finest)
        while result.distance < self.distance and iteration > MOST_POINTS * result.distance:
            result.distance *= 2
        result._train = [point for point in self._train if point[0] < iteration]
        result._test = [point for point in self._test if point[0] < iteration]
        return result

    def train_curve(self) -> Curve:
        return _curve(self._train)

    def test_curve(self) -> Curve:
        return _curve(self._test)

    def _thin_out(self) -> None:
        while max(len(self._train), len(self._test)) > MOST_POINTS:
            self._set_distance(self.distance * 2)

    def _set_distance(self, distance: int) -> None:
        if distance != self.distance:
            self.distance = distance
            self._train = [point for point in self._train if point[0] % distance == 0]
            self._test = [point for point in self._test if point[0] % distance == 0]


def _curve(points: Points) -> Curve:
    table = np.array(points, np.float64).reshape(-1, 2)
    return Curve(table[:, 0], table[:, 1], table[:, 1])
