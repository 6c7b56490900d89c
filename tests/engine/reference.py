"""What a document computes, said once more in plain Python from the file format's section 2: slow, and independent of the engine.

Nothing here reads a Program or a Regime. A new activation or cost is an entry of the table here as well.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bpdesk.model.document import Document

Values = dict[str, float]


def sigmoid(z: float) -> float:
    return 1.0 / (1.0 + math.exp(-z)) if z >= 0.0 else math.exp(z) / (1.0 + math.exp(z))


def softplus(z: float) -> float:
    return max(z, 0.0) + math.log1p(math.exp(-abs(z)))


ACTIVATIONS: dict[str, Callable[[float], float]] = {
    "linear": lambda z: z,
    "sigmoid": sigmoid,
    "tanh": math.tanh,
    "relu": lambda z: max(0.0, z),
    "leaky_relu": lambda z: z if z > 0.0 else 0.01 * z,
    "elu": lambda z: z if z > 0.0 else math.expm1(z),
    "softplus": softplus,
    "silu": lambda z: z * sigmoid(z),
    "gelu": lambda z: z * 0.5 * math.erfc(-z / math.sqrt(2.0)),
    "sin": math.sin,
}


@dataclass(frozen=True)
class Point:
    """Weights by edge id and biases by node id: where the cost is looked at."""

    weights: Values
    biases: Values

    def moved(self, name: str, by: float) -> "Point":
        """Another point, with that weight (edge id) or bias (`id.bias`) moved."""
        if name.endswith(".bias"):
            node = name.removesuffix(".bias")
            return Point(self.weights, {**self.biases, node: self.biases[node] + by})
        return Point({**self.weights, name: self.weights[name] + by}, self.biases)

    def __getitem__(self, name: str) -> float:
        return self.biases[name.removesuffix(".bias")] if name.endswith(".bias") else self.weights[name]

    @property
    def names(self) -> list[str]:
        return [*self.weights, *(f"{node}.bias" for node in self.biases)]


def start_of(document: Document) -> Point:
    """The document's own weights and biases."""
    weights = {edge.id: edge.weight for edge in document.network.edges}
    return Point(weights, {node.id: node.bias.value for node in document.network.nodes if node.bias is not None})


@dataclass
class Sample:
    """One row's pass: z and a by node, and its cost."""

    z: Values = field(default_factory=dict)
    a: Values = field(default_factory=dict)
    targets: Values = field(default_factory=dict)
    cost: float = 0.0


def sample(document: Document, point: Point, row: Sequence[float], nudge: Mapping[str, float] | None = None) -> Sample:
    """The pass of that raw row; `nudge` is added to the pre-activations of the nodes that it names."""
    assert document.data is not None
    scaling = document.data.scaling
    seen = {
        name: (value - scaling[name].offset) / scaling[name].scale if name in scaling else value
        for name, value in zip(document.data.columns, row, strict=True)
    }
    result = Sample()
    nodes = document.network.node_by_id
    incoming = {name: [edge for edge in document.network.edges if edge.target == name] for name in nodes}

    def activation(name: str) -> float:
        if name not in result.a:
            node = nodes[name]
            if node.activation is None:
                result.a[name] = seen[name]
            elif node.activation == "softmax":
                group = [other.id for other in document.network.outputs]
                exponentials = {other: math.exp(pre_activation(other) - max(map(pre_activation, group))) for other in group}
                result.a[name] = exponentials[name] / sum(exponentials.values())
            else:
                result.a[name] = ACTIVATIONS[node.activation](pre_activation(name))
        return result.a[name]

    def pre_activation(name: str) -> float:
        if name not in result.z:
            total = point.biases.get(name, 0.0) + (nudge or {}).get(name, 0.0)
            result.z[name] = total + sum(point.weights[edge.id] * activation(edge.source) for edge in incoming[name])
        return result.z[name]

    for name in nodes:
        activation(name)
    result.targets = {node.id: seen[node.id] for node in document.network.outputs}
    result.cost = _cost(document, result)
    return result


def _cost(document: Document, passed: Sample) -> float:
    """C_n of one sample."""
    outputs = document.network.outputs
    terms = [_term(document, passed, node.id) for node in outputs]
    shared = document.training.cost in ("mean_squared_error", "mean_absolute_error", "huber")
    return sum(terms) / len(outputs) if shared else sum(terms)


def _term(document: Document, passed: Sample, name: str) -> float:
    cost, activation = document.training.cost, document.network.node_by_id[name].activation
    a, y, z = passed.a[name], passed.targets[name], passed.z[name]
    error = a - y
    if cost in ("squared_error", "mean_squared_error"):
        return error**2
    if cost == "half_squared_error":
        return error**2 / 2
    if cost == "mean_absolute_error":
        return abs(error)
    if cost == "huber":
        return error**2 / 2 if abs(error) <= 1 else abs(error) - 0.5
    if cost == "binary_cross_entropy":
        if activation == "sigmoid":
            return (y * softplus(-z) if y else 0.0) + ((1 - y) * softplus(z) if y != 1 else 0.0)
        return (-y * math.log(a) if y else 0.0) - ((1 - y) * math.log(1 - a) if y != 1 else 0.0)
    if activation == "softmax":
        pre = [passed.z[node.id] for node in document.network.outputs]
        return y * (max(pre) + math.log(sum(math.exp(other - max(pre)) for other in pre)) - z) if y else 0.0
    return -y * math.log(a) if y else 0.0


def cost(document: Document, point: Point, rows: Sequence[int]) -> float:
    """The mean cost of those training rows, with regularisation."""
    assert document.data is not None
    training = document.training
    mean = sum(sample(document, point, document.data.train[row]).cost for row in rows) / len(rows)
    weights = point.weights.values()
    return mean + training.l1 * sum(map(abs, weights)) + training.l2 / 2 * sum(w * w for w in weights)
