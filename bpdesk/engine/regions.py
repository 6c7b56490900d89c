"""What every node says over a grid of inputs: each point is a forward pass of the network as it stands."""

from __future__ import annotations

import numpy as np

from bpdesk.engine.program import Floats, Samples
from bpdesk.engine.regime import Regime
from bpdesk.engine.step import Engine

_CHUNK = 2_000


def activations_at(engine: Engine, regime: Regime, parameters: Floats, inputs: Floats) -> Floats:
    """The activations `(nodes, points)` for inputs `(points, i)` as the network sees them; nodes and inputs in document order."""
    parts = []
    for begin in range(0, len(inputs), _CHUNK):
        some = np.ascontiguousarray(inputs[begin : begin + _CHUNK])
        samples = Samples(some, np.zeros((len(some), len(engine.program.outputs))))
        rows = np.arange(len(some), dtype=np.int64)
        parts.append(engine.trace(regime, parameters, samples, rows).activations)
    return np.concatenate(parts, axis=1)


def grid(x: Floats, y: Floats) -> Floats:
    """Every point of a plane, row by row: `(len(y) · len(x), 2)`."""
    return np.column_stack((np.tile(x, len(y)), np.repeat(y, len(x))))
