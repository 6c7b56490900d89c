"""The cost over the training set as a function of one or two parameters, all others held at one moment. Exact, no model of it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from bpdesk.engine.filling import Filling
from bpdesk.engine.program import Floats
from bpdesk.engine.regime import Regime
from bpdesk.engine.regions import grid
from bpdesk.engine.state import State
from bpdesk.engine.step import Engine

COARSE, FINE = 50, 200
ALONG = 241
_AIR, _LEAST_SHARE = 0.15, 0.25
_ROUND = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
_FARTHEST = 1e300
"""A way is followed no farther out: differences must be numbers."""

Bounds = tuple[float, float]


@dataclass(frozen=True)
class Stand:
    """Where a run stands in the landscape: the chosen parameters, the cost, its gradient there, and where the next update leads.

    `after` is None where the next update isn't finite and so is not made.
    """

    iteration: int
    at: tuple[float, ...]
    cost: float
    slopes: tuple[float, ...]
    after: tuple[float, ...] | None


@dataclass(frozen=True)
class Ground:
    """What a landscape is computed from; two are equal when they give the same costs."""

    engine: Engine
    regime: Regime = field(compare=False)
    chosen: tuple[int, ...]
    parameters: Floats = field(compare=False)
    key: bytes = b""

    @classmethod
    def of(cls, engine: Engine, regime: Regime, parameters: Floats, chosen: tuple[int, ...]) -> Ground:
        """The landscape of those parameters around that point."""
        others = parameters.copy()
        others[list(chosen)] = 0.0
        training = regime.training
        rule = repr((training.cost, training.l1, training.l2)).encode()
        return cls(engine, regime, chosen, parameters, rule + others.tobytes())

    def costs(self, points: Floats) -> Iterator[float]:
        """The cost at each of the points `(n, chosen)`, as they are asked for."""
        return self.engine.costs(self.regime, self._moved(points), self.engine.program.train)

    def _moved(self, points: Floats) -> Iterator[Floats]:
        """The parameters with the chosen ones at each of the points; one array, filled anew."""
        parameters, columns = self.parameters.copy(), list(self.chosen)
        for point in points:
            parameters[columns] = point
            yield parameters


@dataclass(frozen=True)
class Profile:
    """The cost along one parameter: `values` and `costs` `(n,)`."""

    values: Floats
    costs: Floats


@dataclass(frozen=True)
class Surface:
    """The cost over two parameters: `x (nx,)`, `y (ny,)`, `costs (ny, nx)`."""

    x: Floats
    y: Floats
    costs: Floats


class Survey(Filling):
    """The cost at even distances along one parameter or over two, computed in slices of any length; `found` once it `is_done`."""

    def __init__(self, ground: Ground, across: Sequence[Bounds], size: int) -> None:
        self.ground, self.across, self.size = ground, tuple(across), size
        self._sides = [np.linspace(*bounds, size) for bounds in across]
        points = self._sides[0][:, None] if len(self._sides) == 1 else grid(self._sides[0], self._sides[1])
        super().__init__(len(points), (np.array([cost]) for cost in ground.costs(points)))

    @property
    def found(self) -> Profile | Surface:
        """Along one parameter a profile, over two a surface."""
        if len(self._sides) == 1:
            return Profile(self._sides[0], self.values)
        return Surface(self._sides[0], self._sides[1], self.values.reshape(self.size, self.size))


def stand(engine: Engine, regime: Regime, state: State, chosen: tuple[int, ...]) -> Stand:
    """Where the run stands: the gradient is that of the whole training set, the update that of the next batch."""
    rows = np.arange(len(engine.program.train), dtype=np.int64)
    _, gradient = engine.gradient(regime, state.parameters, rows)
    cost = engine.cost(regime, state.parameters, engine.program.train)
    block = engine.advance(regime, state, 1, np.zeros(0, np.int64))
    after = None if block.made == 0 else tuple(float(block.state.parameters[each]) for each in chosen)
    at, slopes = (tuple(float(values[each]) for each in chosen) for values in (state.parameters, gradient))
    return Stand(state.iteration, at, cost, slopes, after)


def extent(path: Floats, after: float | None) -> Bounds:
    """Bounds that hold a parameter's way so far and its next step, as far to either side of where the way ends: the valley is seen whole.

    They grow in steps, so that the picture stands still while the way goes on.
    """
    known = path[np.isfinite(path)]
    known = known if after is None or not math.isfinite(after) else np.append(known, after)
    if not len(known):
        return -1.0, 1.0
    known, end = np.clip(known, -_FARTHEST, _FARTHEST), min(max(float(path[-1]), -_FARTHEST), _FARTHEST)
    reach = float(np.abs(known - end).max())
    half = _rounded_up(max(reach * (1 + _AIR), _LEAST_SHARE * abs(end), 1e-9 if end else 1.0))
    step = half / 4
    middle = round(end / step) * step if math.isfinite(end / step) else end
    return middle - half - step / 2, middle + half + step / 2


def _rounded_up(value: float) -> float:
    decade = 10.0 ** math.floor(math.log10(value))
    return next((each * decade for each in _ROUND if each * decade >= value), 10 * decade)
