"""A hand calculation of one iteration, node by node and sample by sample in plain Python, in which one thing can be done wrong.

Built on the slow reference alone; slopes and derivatives of costs are written down here once more.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from bpdesk.model.document import Document
from bpdesk.model.network import Edge
from tests.engine import reference
from tests.engine.reference import Point, Sample, sigmoid


def _bell(z: float) -> float:
    return math.exp(-z * z / 2) / math.sqrt(2 * math.pi)


SLOPES = {
    "linear": lambda z: 1.0,
    "sigmoid": lambda z: sigmoid(z) * (1 - sigmoid(z)),
    "tanh": lambda z: 1 - math.tanh(z) ** 2,
    "relu": lambda z: 1.0 if z > 0 else 0.0,
    "leaky_relu": lambda z: 1.0 if z > 0 else 0.01,
    "elu": lambda z: 1.0 if z > 0 else math.exp(z),
    "softplus": sigmoid,
    "silu": lambda z: sigmoid(z) * (1 + z * (1 - sigmoid(z))),
    "gelu": lambda z: 0.5 * math.erfc(-z / math.sqrt(2)) + z * _bell(z),
    "sin": math.cos,
}


@dataclass(frozen=True)
class Hand:
    """The calculation of the batch of those training rows."""

    document: Document
    rows: tuple[int, ...]

    @cached_property
    def point(self) -> Point:
        return reference.start_of(self.document)

    @cached_property
    def _passes(self) -> dict[int, Sample]:
        return {}

    def passed(self, row: int) -> Sample:
        assert self.document.data is not None
        if row not in self._passes:
            self._passes[row] = reference.sample(self.document, self.point, self.document.data.train[row])
        return self._passes[row]

    @cached_property
    def updated(self) -> dict[str, float]:
        """All weights after the first update; frozen ones as they are."""
        edges = self.document.network.edges
        return {edge.id: edge.weight if edge.frozen else self.stepped(edge.id, self.gradient(edge.id)) for edge in edges}

    def out_of(self, node: str) -> list[Edge]:
        return [edge for edge in self.document.network.edges if edge.source == node]

    def is_output(self, node: str) -> bool:
        return self.document.network.node_by_id[node].kind == "output"

    def activation_of(self, node: str) -> str:
        return self.document.network.node_by_id[node].activation or "linear"

    def error(self, passed: Sample, node: str) -> float:
        """∂C_n/∂a of an output."""
        a, y, m = passed.a[node], passed.targets[node], len(self.document.network.outputs)
        e, cost = a - y, self.document.training.cost
        if cost == "binary_cross_entropy":
            return (-y / a if y else 0.0) + ((1 - y) / (1 - a) if y != 1 else 0.0)
        sign = (e > 0) - (e < 0)
        return {
            "squared_error": 2 * e,
            "half_squared_error": e,
            "mean_squared_error": 2 * e / m,
            "mean_absolute_error": sign / m,
            "huber": (e if abs(e) <= 1 else sign) / m,
            "cross_entropy": -y / a if a else math.nan,
        }[cost]

    def own(self, passed: Sample, node: str, without: Collection[str]) -> float:
        """What comes from the targets to that output's z."""
        if self.activation_of(node) != "softmax":
            return self.error(passed, node) * (1.0 if node in without else SLOPES[self.activation_of(node)](passed.z[node]))
        if node in without:
            return self.error(passed, node)
        group = [each.id for each in self.document.network.outputs]
        return sum(self.error(passed, each) * passed.a[each] * ((each == node) - passed.a[node]) for each in group)

    def delta(
        self,
        passed: Sample,
        node: str,
        *,
        without: Collection[str] = (),
        weights: Mapping[str, float] | None = None,
        through: Collection[str] | None = None,
    ) -> float:
        """δ of a node; slopes are left out of some, weights are others, only some of the ways from this very node on are taken."""
        way = self.point.weights if weights is None else weights
        own = self.own(passed, node, without) if self.is_output(node) and (through is None or "own" in through) else 0.0
        back = sum(
            way[edge.id] * self.delta(passed, edge.target, without=without, weights=weights)
            for edge in self.out_of(node)
            if through is None or edge.target in through
        )
        return own + back * (1.0 if node in without else SLOPES[self.activation_of(node)](passed.z[node])) if back else own

    def ahead(self, node: str) -> set[str]:
        """That node and all that it leads to."""
        return {node}.union(*(self.ahead(edge.target) for edge in self.out_of(node)))

    def penalty(self, name: str) -> float:
        if name.endswith(".bias"):
            return 0.0
        w, training = self.point.weights[name], self.document.training
        return training.l1 * ((w > 0) - (w < 0)) + training.l2 * w

    def ends(self, name: str) -> tuple[str | None, str]:
        if name.endswith(".bias"):
            return None, name.removesuffix(".bias")
        edge = self.document.network.edge_by_id[name]
        return edge.source, edge.target

    def products(self, name: str, **slips: object) -> list[float]:
        """δ a of each sample."""
        source, target = self.ends(name)
        samples = [self.passed(row) for row in self.rows]
        return [self.delta(each, target, **slips) * (1.0 if source is None else each.a[source]) for each in samples]  # type: ignore[arg-type]

    def gradient(self, name: str, **slips: object) -> float:
        """∂C/∂w of the batch; of a bias `node.bias`."""
        products = self.products(name, **slips)
        return sum(products) / len(products) + self.penalty(name)

    def stepped(self, name: str, gradient: float) -> float:
        """After the first update, by an optimizer whose memory is still empty."""
        training, before = self.document.training, self.point[name]
        rate, settings = training.learning_rate, training.optimizer.settings
        kind = training.optimizer.name
        if kind in ("gradient_descent", "momentum"):
            return before - rate * gradient
        if kind == "nesterov":
            return before - rate * (1 + settings["momentum"]) * gradient
        if kind == "adam":
            return before - rate * gradient / (abs(gradient) + settings["epsilon"])
        share = 1.0 if kind == "adagrad" else 1 - settings["decay"]
        return before - rate * gradient / (math.sqrt(share) * abs(gradient) + settings["epsilon"])
