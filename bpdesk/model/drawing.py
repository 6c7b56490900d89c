"""Drawing a network: pure edits of nodes, edges and looks, each a document that can be saved, or a Refusal with its reason.

The edits of what a node is are in `neurons`, of connections in `connecting`, of copies in `fragment`; all are offered here.
A new one is a function in one of them.
"""

import math
from collections.abc import Collection, Mapping
from dataclasses import replace

from bpdesk.model.columns import with_columns
from bpdesk.model.connecting import allowed_targets, connect, why_not_connect
from bpdesk.model.document import Document
from bpdesk.model.fragment import fragment, paste
from bpdesk.model.names import PREFIXES, Names, checked_label, label_of
from bpdesk.model.network import Kind, Network
from bpdesk.model.neurons import freeze, new_node, set_activation, set_kind, set_node_bias
from bpdesk.model.parts import with_edges, with_nodes
from bpdesk.model.refusal import Refusal
from bpdesk.text import tr

__all__ = [
    "Refusal",
    "add_node",
    "allowed_targets",
    "connect",
    "delete",
    "fragment",
    "freeze",
    "move",
    "paste",
    "set_activation",
    "set_edge_label",
    "set_kind",
    "set_node_bias",
    "set_node_label",
    "why_not_connect",
]

Place = tuple[float, float]


def add_node(document: Document, kind: Kind, position: Place) -> tuple[Document, str]:
    """The document with a new node of that kind, its centre there, and the node's id."""
    _check_places([position])
    network = document.network
    name = Names.of_nodes(network).counted(PREFIXES[kind])
    node = new_node(network, name, kind, position, label_of(name))
    return with_columns(document, replace(network, nodes=(*network.nodes, node))), name


def delete(document: Document, nodes: Collection[str], edges: Collection[str]) -> Document:
    """The document without those nodes and edges, the edges at those nodes, and the nodes' columns of the data."""
    gone_nodes, gone_edges = set(nodes), set(edges)
    before = document.network
    network = Network(
        tuple(node for node in before.nodes if node.id not in gone_nodes),
        tuple(edge for edge in before.edges if edge.id not in gone_edges and not gone_nodes & {edge.source, edge.target}),
    )
    if len(network.nodes) == len(before.nodes) and len(network.edges) == len(before.edges):
        return document
    return with_columns(document, network)


def move(document: Document, positions: Mapping[str, Place]) -> Document:
    """Put nodes where they are wanted; the run stays."""
    _check_places(positions.values())
    return with_nodes(document, lambda node: replace(node, position=positions.get(node.id, node.position)))


def set_node_label(document: Document, node_id: str, label: str | None) -> Document:
    """Name a node on the canvas; without a label its id is shown. The run stays."""
    text = checked_label(label)
    return with_nodes(document, lambda node: replace(node, label=text) if node.id == node_id else node)


def set_edge_label(document: Document, edge_id: str, label: str | None) -> Document:
    """Name an edge; without a label its id is shown. The run stays."""
    text = checked_label(label)
    return with_edges(document, lambda edge: replace(edge, label=text) if edge.id == edge_id else edge)


def _check_places(places: Collection[Place]) -> None:
    if not all(math.isfinite(x) and math.isfinite(y) for x, y in places):
        raise Refusal(tr("That place is beyond the canvas."))
