"""Giving many weights other values at once."""

import math
from collections.abc import Mapping

import numpy as np

from bpdesk.model.initializers import Initializer
from bpdesk.model.network import Network
from bpdesk.model.refusal import Refusal
from bpdesk.text import tr

Weights = Mapping[str, float]

SET, ADD, MULTIPLY = "set", "add", "multiply"
WAYS = (SET, ADD, MULTIPLY)


def changed(weights: Weights, way: str, value: float) -> dict[str, float]:
    """Each weight set to the value, with it added, or multiplied by it; Refusal where one would not be finite."""
    after = {edge: value if way == SET else weight + value if way == ADD else weight * value for edge, weight in weights.items()}
    if not all(math.isfinite(weight) for weight in after.values()):
        raise Refusal(tr("A weight would become larger than a number can be."))
    return after


def drawn(network: Network, edges: Weights, initializer: Initializer, seed: int) -> dict[str, float]:
    """A new weight for each of those edges, in the document's order, from that seed."""
    random = np.random.default_rng(seed)
    entering: dict[str, int] = {}
    leaving: dict[str, int] = {}
    for edge in network.edges:
        entering[edge.target] = entering.get(edge.target, 0) + 1
        leaving[edge.source] = leaving.get(edge.source, 0) + 1
    return {edge.id: initializer.draw(random, entering[edge.target], leaving[edge.source]) for edge in network.edges if edge.id in edges}
