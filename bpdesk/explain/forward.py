"""The way forward at one node: z = b + Σ w a, then a = f(z)."""

from __future__ import annotations

from bpdesk.explain.activations import ACTIVATIONS, SOFTMAX_DEFINITION, softmax
from bpdesk.explain.derivation import Derivation, both_ways
from bpdesk.explain.formula import Expression, folded, product
from bpdesk.explain.situation import Situation
from bpdesk.model.catalogue import LINEAR, SOFTMAX

_MOST_TERMS = 5


def pre_activation(situation: Situation, node_id: str) -> Derivation:
    """z of a node; 0 where nothing leads to it and it has no bias."""
    terms: list[Expression] = [
        product(situation.weight(edge.id), situation.activation(edge.source)) for edge in situation.incoming[node_id]
    ]
    if situation.node(node_id).bias is not None:
        terms.append(situation.bias(node_id))
    return Derivation(situation.pre_activation(node_id), both_ways(folded(terms, _MOST_TERMS)))


def activation(situation: Situation, node_id: str) -> Derivation:
    """a of a node."""
    name = situation.node(node_id).activation or LINEAR
    z, left = situation.pre_activation(node_id), situation.activation(node_id)
    if name == SOFTMAX:
        group = tuple(situation.pre_activation(node.id) for node in situation.network.outputs)
        return Derivation(left, both_ways(softmax(z, group)), definition=rf"f(z)_j = {SOFTMAX_DEFINITION}", is_main=True)
    mathematics = ACTIVATIONS[name]
    definition = "" if name == LINEAR else f"f(z) = {mathematics.definition}"
    return Derivation(left, both_ways(mathematics.value(z)), definition=definition, is_main=True)
