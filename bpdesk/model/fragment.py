"""Copying a part of a network, and pasting it into one: the part is a document of its own."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from bpdesk.model.catalogue import LINEAR, SOFTMAX
from bpdesk.model.columns import with_columns
from bpdesk.model.dataset import Rows
from bpdesk.model.document import Document
from bpdesk.model.names import Names, label_of
from bpdesk.model.network import Edge, Network, Node
from bpdesk.model.neurons import check_softmax, outputs_are_softmax
from bpdesk.model.telling_apart import Labels

Offset = tuple[float, float]


def fragment(document: Document, nodes: Collection[str], edges: Collection[str]) -> Document:
    """A document of those nodes and all edges between them; an edge that is named brings its ends along. It holds no data."""
    network = document.network
    named = set(edges)
    chosen = set(nodes) | {end for edge in network.edges if edge.id in named for end in (edge.source, edge.target)}
    inside = tuple(edge for edge in network.edges if edge.source in chosen and edge.target in chosen)
    part = Network(tuple(node for node in network.nodes if node.id in chosen), inside)
    return Document(network=part, training=document.training)


def paste(document: Document, fragment: Document, offset: Offset) -> tuple[Document, list[str], list[str]]:
    """The document with the fragment's nodes and edges beside its own, and their new ids; Refusal where softmax forbids it.

    A label that counts with its id counts on with it, another where it is taken already. Given values come from the fragment's first
    row, if it has one.
    """
    network, part = document.network, fragment.network
    node_names = Names.of_nodes(network)
    labels = Labels((node.label or node.id for node in network.nodes), (node.label for node in part.nodes))
    nodes_by_id = {node.id: _pasted(node, node_names.like(node.id), labels, offset) for node in part.nodes}
    nodes = _alike(network, tuple(nodes_by_id.values()))
    grown = Network((*network.nodes, *nodes), network.edges)
    edge_names = Names.of_edges(grown)
    ends = {old: node.id for old, node in nodes_by_id.items()}
    labels = Labels((edge.label or edge.id for edge in network.edges), (edge.label for edge in part.edges))
    edges = [_connected(edge, edge_names.like(edge.id), labels, ends) for edge in part.edges]
    grown = replace(grown, edges=(*network.edges, *edges))
    check_softmax(grown)
    pasted = _with_values(with_columns(document, grown), fragment, ends) if nodes else document
    return pasted, [node.id for node in nodes], [edge.id for edge in edges]


def _pasted(node: Node, name: str, labels: Labels, offset: Offset) -> Node:
    position = (_moved(node.position[0], offset[0]), _moved(node.position[1], offset[1]))
    return replace(node, id=name, label=labels.told_apart(_counted_on(node.label, node.id, name)), position=position)


def _connected(edge: Edge, name: str, labels: Labels, ends: Mapping[str, str]) -> Edge:
    label = labels.told_apart(_counted_on(edge.label, edge.id, name))
    return replace(edge, id=name, source=ends[edge.source], target=ends[edge.target], label=label)


def _counted_on(label: str | None, before: str, name: str) -> str | None:
    return label_of(name) if label is not None and label == label_of(before) else label


def _moved(value: float, by: float) -> float:
    """Where it was, if that place is beyond all numbers."""
    return value + by if math.isfinite(value + by) else value


def _alike(network: Network, nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Outputs are softmax all or none: what is pasted follows what is there."""
    if not network.outputs:
        return tuple(nodes)
    softmax = outputs_are_softmax(network)
    return tuple(
        replace(node, activation=SOFTMAX if softmax else LINEAR)
        if node.kind == "output" and softmax != (node.activation == SOFTMAX)
        else node
        for node in nodes
    )


def _with_values(document: Document, fragment: Document, ends: Mapping[str, str]) -> Document:
    """The fragment's first row in the first row."""
    source, data = fragment.data, document.data
    if source is None or data is None or not len(source.train) or not len(data.train):
        return document
    place = {name: index for index, name in enumerate(data.columns)}
    table = data.train.array()
    table[0, [place[ends[name]] for name in source.columns]] = source.train[0]
    return replace(document, data=replace(data, train=Rows.of(table, len(data.columns))))
