"""The derivatives of backpropagation against central differences of the cost, which know nothing of the chain rule."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from bpdesk.engine.program import Floats, Samples
from bpdesk.engine.regime import Regime
from bpdesk.engine.step import Engine, Rows

_STEP = 6e-6
_TOLERANCE, _KINK_TOLERANCE = 1e-5, 1e-4
_LEAST_SCALE = 1e-3
_ROUNDING, _ROUNDING_OF_SIDES = 1e-9, 1e-8
_NEARER = 8.0


class Verdict(Enum):
    """What a comparison says; at a kink the cost has no derivative to compare with."""

    AGREES = "agrees"
    KINK = "kink"
    DIFFERS = "differs"
    NOT_FINITE = "not finite"


@dataclass(frozen=True)
class Comparison:
    """A parameter's derivative and its central difference; `relative` is how far they are apart, in units of the derivative's scale."""

    parameter: int
    derivative: float
    difference: float
    relative: float
    verdict: Verdict


@dataclass(frozen=True)
class GradientCheck:
    """The comparisons of all parameters at one place, and the cost there; none where it isn't finite."""

    cost: float
    comparisons: Sequence[Comparison]

    def number_of(self, verdict: Verdict) -> int:
        return sum(comparison.verdict is verdict for comparison in self.comparisons)

    @property
    def holds(self) -> bool:
        """Whether the cost is finite and no derivative disagrees."""
        return math.isfinite(self.cost) and not self.number_of(Verdict.DIFFERS) and not self.number_of(Verdict.NOT_FINITE)


def check_gradient(engine: Engine, regime: Regime, parameters: Floats, rows: Rows | None = None) -> GradientCheck:
    """Compare each derivative of the cost over those training rows, or over all, at those parameters."""
    place = _place(engine, regime, parameters, rows)
    if not math.isfinite(place.cost):
        return GradientCheck(place.cost, ())
    return GradientCheck(place.cost, tuple(_compare(place, index) for index in range(len(parameters))))


def comparisons(engine: Engine, regime: Regime, parameters: Floats, rows: Rows) -> Iterator[Comparison]:
    """The comparisons of `check_gradient`, one when asked for the next; none where the cost isn't finite."""
    place = _place(engine, regime, parameters, rows)
    if math.isfinite(place.cost):
        yield from (_compare(place, index) for index in range(len(parameters)))


def check_parameter(engine: Engine, regime: Regime, parameters: Floats, rows: Rows, index: int) -> Comparison:
    """Compare one derivative of the cost over those training rows; `index` counts parameters."""
    place = _place(engine, regime, parameters, rows)
    if not math.isfinite(place.cost):
        return Comparison(index, float(place.gradient[index]), math.nan, math.nan, Verdict.NOT_FINITE)
    return _compare(place, index)


@dataclass(frozen=True, eq=False)
class _Place:
    """Where the cost is looked at: some samples under one regime at some parameters."""

    engine: Engine
    regime: Regime
    samples: Samples
    parameters: Floats
    gradient: Floats
    cost: float
    largest: float

    def cost_beside(self, index: int, h: float) -> tuple[float, float]:
        """The cost with that parameter moved by h, and by how much it moved in doubles."""
        moved = self.parameters.copy()
        moved[index] += h
        moved.flags.writeable = False
        return self.engine.cost(self.regime, moved, self.samples), float(moved[index] - self.parameters[index])


def _place(engine: Engine, regime: Regime, parameters: Floats, rows: Rows | None) -> _Place:
    train = engine.program.train
    samples = train if rows is None else Samples(train.inputs[rows], train.targets[rows])
    _, gradient = engine.gradient(regime, parameters, np.arange(len(train), dtype=np.int64) if rows is None else rows)
    cost, largest = engine.cost(regime, parameters, samples), float(np.max(np.abs(gradient), initial=0.0))
    return _Place(engine, regime, samples, parameters, gradient, cost, largest)


def _is_corner(place: _Place, index: int, h: float, gap: float, scale: float) -> bool:
    """Whether the slopes at both sides stay apart however near they are taken, though their mean is what is derived."""
    if gap <= _KINK_TOLERANCE * scale + _ROUNDING_OF_SIDES * max(1.0, abs(place.cost)):
        return False
    nearer = h / _NEARER
    (above, right), (below, left) = place.cost_beside(index, nearer), place.cost_beside(index, -nearer)
    return abs((above - place.cost) / right - (below - place.cost) / left) > gap / 2


def _compare(place: _Place, index: int) -> Comparison:
    derivative, cost, largest = float(place.gradient[index]), place.cost, place.largest
    h = _STEP * max(1.0, abs(float(place.parameters[index])))
    above, width_above = place.cost_beside(index, h)
    below, width_below = place.cost_beside(index, -h)
    if not all(map(math.isfinite, (derivative, above, below))):
        return Comparison(index, derivative, math.nan, math.nan, Verdict.NOT_FINITE)
    difference = (above - below) / (width_above - width_below)
    scale = max(abs(derivative), _LEAST_SCALE * largest)
    apart = abs(derivative - difference)
    sides = sorted(((above - cost) / width_above, (below - cost) / width_below))
    if apart <= _TOLERANCE * scale + _ROUNDING * max(1.0, abs(cost)):
        verdict = Verdict.KINK if _is_corner(place, index, h, sides[1] - sides[0], scale) else Verdict.AGREES
    elif sides[0] - _KINK_TOLERANCE * scale <= derivative <= sides[1] + _KINK_TOLERANCE * scale:
        verdict = Verdict.KINK
    else:
        verdict = Verdict.DIFFERS
    return Comparison(index, derivative, difference, apart / scale if scale else math.inf if apart else 0.0, verdict)
