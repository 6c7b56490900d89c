"""What the canvas says: each number and its text, from the document and the moment. No drawing.

What the moment would know but isn't there yet is None, its text a dash: without a moment all of it (weights, inputs and targets are the
document's then), inside an iteration what it hasn't reached. What the person has not given yet says so.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from bpdesk.engine.moment import Moment
from bpdesk.model.document import Document
from bpdesk.model.network import Edge, Node
from bpdesk.text import NOT_YET, given, number, tr


@dataclass(frozen=True)
class Shown:
    """A document at a moment, its training row `row`, numbers to `digits` digits."""

    document: Document
    moment: Moment | None
    row: int
    digits: int

    def weight(self, edge: Edge) -> float:
        return self.moment.weight_now(edge.id) if self.moment and edge.id in self.moment.weights else edge.weight

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """Of all edges at once, by their ids."""
        moment, edges = self.moment, self.document.network.edge_by_id
        if moment is None or moment.weights.keys() != edges.keys() or (moment.inside is not None and moment.inside.phase == "update"):
            return {edge.id: self.weight(edge) for edge in edges.values()}
        return moment.weights

    @cached_property
    def frozen_weights(self) -> Collection[str]:
        """The ids of all edges whose weight training leaves alone."""
        return self.moment.frozen_weights if self.moment else {edge.id for edge in self.document.network.edges if edge.frozen}

    def weight_gradient(self, edge: Edge) -> float | None:
        return self.moment.weight_gradients.get(edge.id) if self.moment and self.moment.reaches("weight_gradient", edge.id) else None

    def weight_is_frozen(self, edge: Edge) -> bool:
        return edge.id in self.frozen_weights

    def bias(self, node: Node) -> float | None:
        if node.bias is None:
            return None
        return self.moment.bias_now(node.id) if self.moment and node.id in self.moment.biases else node.bias.value

    def bias_gradient(self, node: Node) -> float | None:
        return self.moment.bias_gradients.get(node.id) if self.moment and self.moment.reaches("bias_gradient", node.id) else None

    def bias_is_frozen(self, node: Node) -> bool:
        return node.id in self.moment.frozen_biases if self.moment else node.bias is not None and node.bias.frozen

    def given_value(self, node: Node) -> float | None:
        """The raw value of an input or the raw target of an output in the shown row."""
        value = self._given.get(node.id, math.nan)
        return None if math.isnan(value) else value

    def activation(self, node: Node) -> float | None:
        """The value of a node as the network sees it; an input's raw one while there is no moment."""
        if self.moment and self.moment.reaches("activation", node.id):
            return self.moment.shown.activations.get(node.id)
        return self.given_value(node) if node.kind == "input" else None

    def pre_activation(self, node: Node) -> float | None:
        return self.moment.shown.pre_activations.get(node.id) if self.moment and self.moment.reaches("pre_activation", node.id) else None

    def delta(self, node: Node) -> float | None:
        return self.moment.shown.deltas.get(node.id) if self.moment and self.moment.reaches("delta", node.id) else None

    def error(self, node: Node) -> float | None:
        """a − y of an output, as the network sees both."""
        if self.moment is None or not self.moment.reaches("cost"):
            return None
        if node.id not in self.moment.shown.targets or node.id not in self.moment.shown.activations:
            return None
        return self.moment.shown.activations[node.id] - self.moment.shown.targets[node.id]

    def is_scaled(self, node: Node) -> bool:
        return self.document.data is not None and node.id in self.document.data.scaling

    def text(self, value: float | None) -> str:
        """A computed number as it is shown."""
        return NOT_YET if value is None else number(value, self.digits)

    def given_text(self, node: Node) -> str:
        """An input's value or an output's target as it was typed, or that it is missing."""
        value = self.given_value(node)
        if value is None:
            return "?" if node.kind == "input" else tr("missing")
        return given(value)

    @cached_property
    def _given(self) -> dict[str, float]:
        data = self.document.data
        if data is None or not 0 <= self.row < len(data.train):
            return {}
        return dict(zip(data.columns, data.train[self.row], strict=True))
