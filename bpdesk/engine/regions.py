"""What a node says at many inputs, over a plane or along one: each is a forward pass of the network as it stands."""

import numpy as np

from bpdesk.engine.filling import Filling
from bpdesk.engine.program import Floats
from bpdesk.engine.step import Engine
from bpdesk.model.settings import Training


def sweep(engine: Engine, training: Training, parameters: Floats, node: int, inputs: Floats) -> Filling:
    """The activation of one node, by its place in the document, at inputs `(points, i)` as the network sees them."""
    return Filling(len(inputs), engine.activations(training, parameters, node, inputs))


def grid(x: Floats, y: Floats) -> Floats:
    """Every point of a plane, row by row: `(len(y) · len(x), 2)`."""
    return np.column_stack((np.tile(x, len(y)), np.repeat(y, len(x))))
