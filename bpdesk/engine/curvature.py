"""How sharply the cost bends: the largest eigenvalue of its Hessian, and the learning rate below which steps don't grow.

The Hessian over the free parameters is found column by column, as central differences of the gradient of the whole training set, so
that it knows nothing of second derivatives. Near a minimum the cost is a parabola along each eigenvector, and there the
update is stable where the rate stays below 2/λ (gradient descent), 2(1+μ)/λ (momentum: Polyak, 1964) or
2(1+μ)/((1+2μ)λ) (Nesterov's: from the roots of z² − (1+μ)(1−ηλ)z + μ(1−ηλ), which leave the unit circle at −1).
"""

import math
from collections.abc import Iterator

import numpy as np

from bpdesk.engine.program import Floats, Program
from bpdesk.engine.regime import Regime
from bpdesk.engine.step import Engine
from bpdesk.model.catalogue import GRADIENT_DESCENT, KINKED_ACTIVATIONS, KINKED_COSTS

MOST_PARAMETERS = 200
_STEP = 6e-6


def has_stable_rate(program: Program, regime: Regime) -> bool:
    """Whether a bound for the learning rate can be told from the curvature: a smooth cost, whole batches, an optimizer without a
    scale of its own, and few enough free parameters."""
    training = regime.training
    free = int(np.count_nonzero(~regime.frozen))
    return (
        0 < free <= MOST_PARAMETERS
        and training.optimizer.name in _FACTORS
        and regime.batch_size(len(program.train)) == len(program.train)
        and training.l1 == 0
        and training.cost not in KINKED_COSTS
        and not KINKED_ACTIVATIONS.intersection(filter(None, program.activations))
    )


def hessian_columns(engine: Engine, regime: Regime, parameters: Floats) -> Iterator[Floats]:
    """∂²C/∂w∂w_j over the free parameters `(F,)`, one j after the other; two gradients each."""
    free = np.flatnonzero(~regime.frozen)
    rows = np.arange(len(engine.program.train), dtype=np.int64)
    for index in free:
        h = _STEP * max(1.0, abs(float(parameters[index])))
        above, below = parameters.copy(), parameters.copy()
        above[index] += h
        below[index] -= h
        with np.errstate(over="ignore", invalid="ignore"):  # where training diverged the cost isn't finite: see largest_eigenvalue
            rise = engine.gradient(regime, above, rows)[1] - engine.gradient(regime, below, rows)[1]
            column = rise[free] / float(above[index] - below[index])
        yield column


def largest_eigenvalue(columns: list[Floats]) -> float | None:
    """λ of the Hessian with those columns; None where it isn't finite."""
    matrix = np.array(columns)
    if not np.isfinite(matrix).all():
        return None
    largest = float(np.linalg.eigvalsh(matrix / 2 + matrix.T / 2)[-1])
    return largest if math.isfinite(largest) else None


def stable_rate(regime: Regime, eigenvalue: float | None) -> float | None:
    """The rate from which on steps grow along the sharpest direction; None where nothing holds them back."""
    if eigenvalue is None or eigenvalue <= 0:
        return None
    optimizer = regime.training.optimizer
    top, bottom = _FACTORS[optimizer.name]
    momentum = optimizer.settings.get("momentum", 0.0)
    return 2 * (1 + top * momentum) / ((1 + bottom * momentum) * eigenvalue)


_FACTORS = {GRADIENT_DESCENT: (0, 0), "momentum": (1, 0), "nesterov": (1, 2)}
"""By optimizer a and b of the bound 2(1 + aμ)/((1 + bμ)λ)."""
