"""Moments made by hand, for what shows them: no engine is needed to look at numbers."""

from collections.abc import Mapping

import numpy as np

from bpdesk.engine.moment import Moment, RowPass
from bpdesk.engine.state import State
from bpdesk.model.document import Document


def moment(
    document: Document,
    *,
    iteration: int = 0,
    weights: Mapping[str, float] | None = None,
    gradients: Mapping[str, float] | None = None,
    activations: Mapping[str, float] | None = None,
    deltas: Mapping[str, float] | None = None,
    targets: Mapping[str, float] | None = None,
) -> Moment:
    """A moment of that document; what isn't given is the document's, or 0.5."""
    network = document.network
    neurons = [node.id for node in network.nodes if node.kind != "input"]
    outputs = [node.id for node in network.outputs]
    row = dict(zip(document.data.columns, document.data.train[0], strict=True)) if document.data else {}
    inputs = {node.id: row[node.id] for node in network.inputs}
    shown = RowPass(
        row=0,
        cost=0.25,
        targets={output: row[output] for output in outputs} | dict(targets or {}),
        pre_activations=dict.fromkeys(neurons, 0.5),
        activations=inputs | dict.fromkeys(neurons, 0.5) | dict(activations or {}),
        deltas=dict.fromkeys(neurons, 0.5) | dict(deltas or {}),
        slopes=dict.fromkeys(neurons, 1.0),
        output_gradients=dict.fromkeys(outputs, 0.5),
    )
    return Moment(
        state=State(iteration, np.zeros(0), np.zeros((0, 0))),
        training=document.training,
        cost=0.25,
        test_cost=None,
        weights={edge.id: edge.weight for edge in network.edges} | dict(weights or {}),
        biases={node.id: node.bias.value for node in network.biased if node.bias},
        frozen_weights=frozenset(edge.id for edge in network.edges if edge.frozen),
        frozen_biases=frozenset(node.id for node in network.biased if node.bias and node.bias.frozen),
        weight_gradients={edge.id: 0.5 for edge in network.edges} | dict(gradients or {}),
        bias_gradients={node.id: 0.5 for node in network.biased},
        batch=np.array([0]),
        batch_cost=0.25,
        shown=shown,
    )


def third_of_the_post(document: Document) -> Moment:
    """The one-weight network after three iterations, as the post prints it."""
    return moment(
        document,
        iteration=3,
        weights={"w": 3.62331206256},
        gradients={"w": -335.6986},
        activations={"a2": 20.652878756592},
        deltas={"a2": -58.894242486816},
    )
