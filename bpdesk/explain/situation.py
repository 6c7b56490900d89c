"""What a derivation is about: a document, one iteration of it, one sample; and the named, coloured quantities of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bpdesk.engine.iteration import Iteration
from bpdesk.engine.moment import Moment, RowPass
from bpdesk.explain.formula import Quantity, Ref, Role
from bpdesk.explain.names import Names, derivative_tex
from bpdesk.explain.values import Reached, Values, everything
from bpdesk.explain.wiring import Wiring
from bpdesk.model.catalogue import BINARY_CROSS_ENTROPY, CROSS_ENTROPY, SIGMOID, SOFTMAX
from bpdesk.model.document import Document
from bpdesk.model.network import Edge, Network, Node
from bpdesk.model.settings import Training


@dataclass(frozen=True, eq=False)
class Situation:
    """A document at one iteration. The quantities below are those of the sample that `values` holds."""

    document: Document
    values: Values
    wiring: Wiring

    @classmethod
    def of(cls, document: Document, iteration: Iteration, reached: Reached = everything) -> Situation:
        """With the sample that the moment shows."""
        return cls(document, Values(iteration, iteration.moment.shown, reached), Wiring(document.network))

    @property
    def network(self) -> Network:
        return self.document.network

    @property
    def moment(self) -> Moment:
        return self.values.moment

    @property
    def training(self) -> Training:
        return self.moment.training

    @property
    def names(self) -> Names:
        return self.wiring.names

    @property
    def incoming(self) -> Mapping[str, Sequence[Edge]]:
        """The edges into each node, in document order."""
        return self.wiring.incoming

    @property
    def outgoing(self) -> Mapping[str, Sequence[Edge]]:
        """The edges out of each node, in document order."""
        return self.wiring.outgoing

    def for_row(self, row: RowPass) -> Situation:
        """The same iteration, another sample."""
        return replace(self, values=self.values.for_row(row))

    def node(self, node_id: str) -> Node:
        return self.network.node_by_id[node_id]

    def feeds_on(self, node_id: str) -> bool:
        """Whether its activation goes into further nodes."""
        return bool(self.outgoing[node_id])

    def has_short_delta(self, node_id: str) -> bool:
        """Whether the slope of the activation cancels out of what the cost sends back to that output."""
        node, cost = self.node(node_id), self.training.cost
        return node.kind == "output" and (node.activation, cost) in ((SIGMOID, BINARY_CROSS_ENTROPY), (SOFTMAX, CROSS_ENTROPY))

    def is_raw(self, node_id: str) -> bool:
        """Whether the network sees that input's value or output's target as it was typed."""
        is_scaled = self.document.data is not None and node_id in self.document.data.scaling
        return self.node(node_id).kind != "hidden" and not is_scaled

    def weight(self, edge_id: str) -> Quantity:
        value = self.values.of("weight", edge_id)
        return Quantity(self.names.weight(edge_id), value, _sign(value), Ref("weight", edge_id))

    def bias(self, node_id: str) -> Quantity:
        value = self.values.of("bias", node_id)
        return Quantity(self.names.bias(node_id), value, _sign(value), Ref("bias", node_id))

    def activation(self, node_id: str, role: Role = "forward") -> Quantity:
        given = self.node(node_id).kind == "input" and self.is_raw(node_id)
        return Quantity(self.names.node(node_id), self.values.of("activation", node_id), role, Ref("node", node_id), given)

    def pre_activation(self, node_id: str, role: Role = "forward") -> Quantity:
        return Quantity(self.names.pre_activation(node_id), self.values.of("pre_activation", node_id), role, Ref("node", node_id))

    def target(self, node_id: str, role: Role = "target") -> Quantity:
        value = self.values.of("target", node_id)
        return Quantity(self.names.target(node_id), value, role, Ref("target", node_id), self.is_raw(node_id))

    def slope(self, node_id: str) -> Quantity:
        """f′(z)."""
        tex = rf"f'({self.names.pre_activation(node_id)})"
        return Quantity(tex, self.values.of("slope", node_id), "slope", Ref("node", node_id))

    def delta(self, node_id: str) -> Quantity:
        return Quantity(self.names.delta(node_id), self.values.of("delta", node_id), "backward", Ref("delta", node_id))

    def output_gradient(self, node_id: str) -> Quantity:
        """∂C_n/∂a of an output, from its own target alone."""
        tex = derivative_tex(self.cost_name, self.names.node(node_id))
        return Quantity(tex, self.values.of("output_gradient", node_id), "backward", Ref("target", node_id))

    def slope_as_derivative(self, node_id: str) -> Quantity:
        """∂a/∂z."""
        tex = derivative_tex(self.names.node(node_id), self.names.pre_activation(node_id))
        return Quantity(tex, self.values.of("slope", node_id), "slope", Ref("node", node_id))

    @property
    def is_one_sample(self) -> bool:
        """Whether the gradient is the shown sample's alone, with nothing of regularisation."""
        moment = self.moment
        return len(moment.batch) == 1 and moment.shown_row_in_batch and not (self.training.l1 or self.training.l2)

    @property
    def cost_name(self) -> str:
        """C where the cost is the shown sample's, else C_n."""
        return "C" if self.is_one_sample else "C_n"


def _sign(value: float | None) -> Role:
    return "negative" if value is not None and value < 0 else "positive"
