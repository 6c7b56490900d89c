"""Edits of what a node is: its kind, its activation function, its bias; and what is frozen."""

import math
from collections.abc import Collection
from dataclasses import replace

from bpdesk.model.catalogue import ACTIVATION_NAMES, LINEAR, SOFTMAX
from bpdesk.model.columns import with_columns
from bpdesk.model.document import Document
from bpdesk.model.names import one_line
from bpdesk.model.network import Bias, Edge, Kind, Network, Node
from bpdesk.model.parts import with_edges, with_nodes, without_run
from bpdesk.model.refusal import Refusal
from bpdesk.text import tr

HIDDEN_ACTIVATION = "tanh"
Place = tuple[float, float]


def new_node(network: Network, name: str, kind: Kind, position: Place, label: str | None) -> Node:
    """A node with the defaults of its kind: hidden tanh with bias 0, an output linear, or softmax like the other outputs."""
    if kind == "input":
        return Node(name, kind, position, label=label)
    if kind == "hidden":
        return Node(name, kind, position, HIDDEN_ACTIVATION, Bias(0.0), label)
    return Node(name, kind, position, SOFTMAX if outputs_are_softmax(network) else LINEAR, None, label)


def outputs_are_softmax(network: Network) -> bool:
    return any(node.activation == SOFTMAX for node in network.outputs)


def check_softmax(network: Network) -> None:
    """Refusal where an output of a softmax group feeds another node."""
    feeding = {edge.source for edge in network.edges}
    for node in network.outputs:
        if node.activation == SOFTMAX and node.id in feeding:
            raise Refusal(tr("{name} feeds another node: a softmax output can't.", name=one_line(node)))


def set_activation(document: Document, node_ids: Collection[str], name: str) -> Document:
    """Give neurons an activation function; inputs have none. Softmax is taken and left by all outputs together."""
    if name not in ACTIVATION_NAMES:
        raise Refusal(tr("There is no activation function {name}.", name=name))
    network = document.network
    chosen = [node for node in network.nodes if node.id in set(node_ids) and node.kind != "input"]
    hidden = next((node for node in chosen if node.kind == "hidden"), None)
    if name == SOFTMAX and hidden is not None:
        raise Refusal(tr("{name} is no output: only the outputs take softmax, all together.", name=one_line(hidden)))
    wanted = {node.id for node in chosen}
    if any(node.kind == "output" for node in chosen) and (name == SOFTMAX or outputs_are_softmax(network)):
        wanted |= {node.id for node in network.outputs}
    edited = with_nodes(document, lambda node: replace(node, activation=name) if node.id in wanted else node)
    check_softmax(edited.network)
    return without_run(edited)


def set_node_bias(document: Document, node_id: str, value: float | None) -> Document:
    """Give a node a bias of that value, or none; whether it is frozen stays."""
    node = document.network.node_by_id[node_id]
    if node.kind == "input":
        raise Refusal(tr("{name} is an input: it has no bias.", name=one_line(node)))
    if value is not None and not math.isfinite(value):
        raise Refusal(tr("A bias is a finite number."))
    bias = None if value is None else Bias(value, node.bias is not None and node.bias.frozen)
    return without_run(with_nodes(document, lambda each: replace(each, bias=bias) if each.id == node_id else each))


def set_kind(document: Document, node_id: str, kind: Kind) -> Document:
    """Make a node an input, hidden or an output; what it has no more goes, what it needs has the defaults of a new one."""
    node = document.network.node_by_id[node_id]
    if node.kind == kind:
        return document
    if kind == "input" and any(edge.target == node_id for edge in document.network.edges):
        raise Refusal(tr("Edges lead into {name}, and none leads into an input: delete them first.", name=one_line(node)))
    made = new_node(document.network, node_id, kind, node.position, node.label)
    if node.kind != "input" and kind != "input":
        made = replace(made, bias=node.bias)
        if SOFTMAX not in (node.activation, made.activation):
            made = replace(made, activation=node.activation)
    edited = with_nodes(document, lambda each: made if each.id == node_id else each)
    check_softmax(edited.network)
    return with_columns(edited, edited.network)


def freeze(document: Document, edges: Collection[str], biases: Collection[str], frozen: bool) -> Document:
    """Freeze weights (by edge id) and biases (by node id), or let them go."""

    def bias_set(node: Node) -> Node:
        return node if node.bias is None or node.id not in of_nodes else replace(node, bias=Bias(node.bias.value, frozen))

    def weight_set(edge: Edge) -> Edge:
        return replace(edge, frozen=frozen) if edge.id in of_edges else edge

    of_edges, of_nodes = set(edges), set(biases)
    return without_run(with_edges(with_nodes(document, bias_set), weight_set))
