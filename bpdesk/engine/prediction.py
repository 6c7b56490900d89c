"""What the network says of rows that are handed to it, in the units of the data."""

from dataclasses import dataclass

import numpy as np

from bpdesk.engine.moment import Moment
from bpdesk.engine.program import Floats, samples_of
from bpdesk.engine.step import Engine
from bpdesk.model.dataset import Array, Dataset
from bpdesk.model.network import Network


@dataclass(frozen=True, eq=False)
class Prediction:
    """For each row the outputs `(B, o)`, in document order and the units of their columns, and the costs C_n `(B,)`, as the network
    sees them. What needs a value that is missing is NaN."""

    outputs: Floats
    costs: Floats


def predict(engine: Engine, moment: Moment, network: Network, data: Dataset, table: Array) -> Prediction:
    """What the parameters of that moment make of rows with the data's columns `(B, columns)`, raw."""
    samples = samples_of(network, data.columns, data.scaled_table(np.array(table)))
    outputs, costs = engine.outputs(moment.training, moment.state.parameters, samples)
    return Prediction(_in_units(network, data, outputs.T), costs)


def _in_units(network: Network, data: Dataset, outputs: Floats) -> Floats:
    for index, node in enumerate(network.outputs):
        if node.id in data.scaling:
            scaling = data.scaling[node.id]
            outputs[:, index] = outputs[:, index] * scaling.scale + scaling.offset
    return outputs
