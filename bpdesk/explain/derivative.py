"""The derivative of the cost with respect to one weight or bias, as a product of factors for the shown sample.

∂C_n/∂w_ij = ∂C_n/∂a_j · f′(z_j) · a_i at an output that feeds no other node; δ_j · a_i elsewhere; for a bias without a_i (chain rule;
Rumelhart, Hinton and Williams, 1986). The gradient of the batch is the mean over its samples, plus the regularisation's share.
"""

from dataclasses import dataclass
from math import prod
from typing import Literal

from bpdesk.engine.moment import Moment
from bpdesk.model.catalogue import LINEAR, SOFTMAX, SQUARED_ERROR
from bpdesk.model.document import Document
from bpdesk.model.network import Edge, Node

Role = Literal["backward", "slope", "forward"]


@dataclass(frozen=True)
class Quantity:
    """A number of a formula; one that a person gave is shown with all its digits."""

    value: float
    is_given: bool = False


@dataclass(frozen=True)
class Factor:
    """A factor: its symbol as a label (`2(a-y)`), its value, and what it stands for: what comes back, a slope, a value that goes forward.

    `parts` are the numbers that it is computed from, in the order of the `{}` in `pattern`.
    """

    symbol: str
    value: float
    role: Role
    pattern: str
    parts: tuple[Quantity, ...]


@dataclass(frozen=True)
class Derivative:
    """∂C/∂w of the next update: the shown sample's factors, their product, and the batch's gradient.

    `samples` is how many the mean is over; `in_batch` whether the shown sample is one of them; `regularisation` what l1 and l2 add.
    """

    symbol: str
    factors: tuple[Factor, ...]
    gradient: float
    samples: int
    in_batch: bool
    regularisation: float

    @property
    def product(self) -> float:
        """The shown sample's own derivative."""
        return prod(factor.value for factor in self.factors)

    @property
    def is_product_alone(self) -> bool:
        """Whether the gradient is the shown sample's product and nothing else."""
        return self.samples == 1 and self.in_batch and self.regularisation == 0


def derivative(document: Document, moment: Moment, kind: Literal["weight", "bias"], identifier: str) -> Derivative:
    """The derivative with respect to the weight of that edge, or the bias of that node, at that moment."""
    if kind == "bias":
        node = document.network.node_by_id[identifier]
        factors, gradient = _factors_back(document, moment, node), moment.bias_gradients[identifier]
        return _derivative(moment, rf"b_{{{_name(node)}}}", factors, gradient, 0.0)
    edge = document.network.edge_by_id[identifier]
    source, target = document.network.node_by_id[edge.source], document.network.node_by_id[edge.target]
    is_given = source.kind == "input" and _is_raw(document, source)
    value_in = _plain(_name(source), moment.shown.activations[source.id], "forward", is_given=is_given)
    factors = (*_factors_back(document, moment, target), value_in)
    return _derivative(moment, _maths(edge.label or edge.id), factors, moment.weight_gradients[identifier], _regularisation(moment, edge))


def _derivative(moment: Moment, of: str, factors: tuple[Factor, ...], gradient: float, regularisation: float) -> Derivative:
    symbol = rf"\partial C/\partial {{{of}}}"
    return Derivative(symbol, factors, gradient, len(moment.batch), moment.shown_row_in_batch, regularisation)


def _factors_back(document: Document, moment: Moment, node: Node) -> tuple[Factor, ...]:
    feeds = any(edge.source == node.id for edge in document.network.edges)
    if node.kind != "output" or feeds or node.activation == SOFTMAX:
        return (_plain(rf"\delta_{{{_name(node)}}}", moment.shown.deltas[node.id], "backward"),)
    return (_cost_factor(document, moment, node), _slope_factor(moment, node))


def _slope_factor(moment: Moment, node: Node) -> Factor:
    if node.activation == LINEAR:
        return Factor("{f'}", 1.0, "slope", "1", ())
    return _plain("{f'}", moment.shown.slopes[node.id], "slope")


def _cost_factor(document: Document, moment: Moment, node: Node) -> Factor:
    value = moment.shown.output_gradients[node.id]
    if moment.training.cost != SQUARED_ERROR:
        return _plain(rf"\partial C/\partial {{{_name(node)}}}", value, "backward")
    target = Quantity(moment.shown.targets[node.id], _is_raw(document, node))
    pattern = "2({} − {})" if target.value >= 0 else "2({} − ({}))"
    return Factor(f"2({_name(node)}-y)", value, "backward", pattern, (Quantity(moment.shown.activations[node.id]), target))


def _plain(symbol: str, value: float, role: Role, *, is_given: bool = False) -> Factor:
    return Factor(symbol, value, role, "({})" if value < 0 else "{}", (Quantity(value, is_given),))


def _is_raw(document: Document, node: Node) -> bool:
    """Whether the network sees that input's value or output's target as it was typed."""
    is_scaled = document.data is not None and node.id in document.data.scaling
    return node.kind != "hidden" and not is_scaled


def _regularisation(moment: Moment, edge: Edge) -> float:
    weight, training = moment.weights[edge.id], moment.training
    sign = (weight > 0) - (weight < 0)
    return training.l1 * sign + training.l2 * weight


def _name(node: Node) -> str:
    return _maths(node.label or node.id)


def _maths(label: str) -> str:
    """A label as part of a formula: what is plain text stands upright in it."""
    return label if any(mark in label for mark in "\\^_{}") else rf"\text{{{label}}}"
