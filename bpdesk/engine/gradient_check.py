"""The derivatives of backpropagation against central differences of the cost, which know nothing of the chain rule."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from bpdesk.engine.program import Floats
from bpdesk.engine.regime import Regime
from bpdesk.engine.step import Engine

_STEP = 6e-6
_TOLERANCE, _KINK_TOLERANCE = 1e-5, 1e-4
_LEAST_SCALE = 1e-3
_ROUNDING = 1e-9


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


def check_gradient(engine: Engine, regime: Regime, parameters: Floats) -> GradientCheck:
    """Compare each derivative of the cost over the whole training set at those parameters."""
    rows = np.arange(len(engine.program.train), dtype=np.int64)
    _, gradient = engine.gradient(regime, parameters, rows)
    cost = engine.cost(regime, parameters, engine.program.train)
    if not math.isfinite(cost):
        return GradientCheck(cost, ())
    largest = float(np.max(np.abs(gradient), initial=0.0))
    derivatives = gradient.tolist()
    return GradientCheck(
        cost,
        tuple(_compare(engine, regime, parameters, index, derivative, cost, largest) for index, derivative in enumerate(derivatives)),
    )


def _compare(engine: Engine, regime: Regime, parameters: Floats, index: int, derivative: float, cost: float, largest: float) -> Comparison:
    h = _STEP * max(1.0, abs(float(parameters[index])))
    above, width_above = _cost_beside(engine, regime, parameters, index, h)
    below, width_below = _cost_beside(engine, regime, parameters, index, -h)
    if not all(map(math.isfinite, (derivative, above, below))):
        return Comparison(index, derivative, math.nan, math.nan, Verdict.NOT_FINITE)
    difference = (above - below) / (width_above - width_below)
    scale = max(abs(derivative), _LEAST_SCALE * largest)
    apart = abs(derivative - difference)
    sides = sorted(((above - cost) / width_above, (below - cost) / width_below))
    if apart <= _TOLERANCE * scale + _ROUNDING * max(1.0, abs(cost)):
        verdict = Verdict.AGREES
    elif sides[0] - _KINK_TOLERANCE * scale <= derivative <= sides[1] + _KINK_TOLERANCE * scale:
        verdict = Verdict.KINK
    else:
        verdict = Verdict.DIFFERS
    return Comparison(index, derivative, difference, apart / scale if scale else math.inf if apart else 0.0, verdict)


def _cost_beside(engine: Engine, regime: Regime, parameters: Floats, index: int, h: float) -> tuple[float, float]:
    """The cost with that parameter moved by h, and by how much it moved in doubles."""
    moved = parameters.copy()
    moved[index] += h
    moved.flags.writeable = False
    return engine.cost(regime, moved, engine.program.train), float(moved[index] - parameters[index])
