"""Pure edits: document → document. What the window changes, and nothing else, goes through here.

A new edit is one function here: its name a verb, its first argument the document.
"""

from collections.abc import Mapping
from dataclasses import replace

from bpdesk.model.document import Document, Json
from bpdesk.model.network import Bias
from bpdesk.model.run_record import RunRecord
from bpdesk.model.settings import Training


def set_weight(document: Document, edge_id: str, weight: float) -> Document:
    """Give an edge its weight at the start."""
    edges = tuple(replace(edge, weight=weight) if edge.id == edge_id else edge for edge in document.network.edges)
    return replace(document, network=replace(document.network, edges=edges))


def set_weights(document: Document, weights: Mapping[str, float]) -> Document:
    """Give edges their weights at the start, by edge id."""
    edges = tuple(replace(edge, weight=weights.get(edge.id, edge.weight)) for edge in document.network.edges)
    return replace(document, network=replace(document.network, edges=edges))


def set_bias(document: Document, node_id: str, value: float) -> Document:
    """Give a node's bias its value at the start; whether it is frozen stays."""
    nodes = tuple(
        replace(node, bias=Bias(value, node.bias is not None and node.bias.frozen)) if node.id == node_id else node
        for node in document.network.nodes
    )
    return replace(document, network=replace(document.network, nodes=nodes))


def set_biases(document: Document, biases: Mapping[str, float]) -> Document:
    """Give nodes' biases their values at the start, by node id; which are frozen stays."""
    for node, value in biases.items():
        document = set_bias(document, node, value)
    return document


def set_training_value(document: Document, row: int, column: str, value: float) -> Document:
    """Give a training row its raw value (an input's value or an output's target) in the column of that node; a cell that has gone is
    passed over."""
    data = document.data
    if data is None or column not in data.columns or not 0 <= row < len(data.train):
        return document
    return replace(document, data=replace(data, train=data.train.with_value(row, data.columns.index(column), value)))


def set_training(document: Document, training: Training) -> Document:
    """Replace the training settings of the start."""
    return replace(document, training=training)


def set_title(document: Document, title: str) -> Document:
    """Give the document another title; the run stays."""
    return replace(document, title=title)


def set_notes(document: Document, notes: str) -> Document:
    """Give the document other notes, in Markdown; the run stays."""
    return replace(document, notes=notes)


def set_view(document: Document, view: Mapping[str, Json]) -> Document:
    """Replace what the window remembers about looks."""
    return replace(document, view=view)


def restart_from(
    document: Document,
    weights: Mapping[str, float],
    biases: Mapping[str, float],
    frozen_weights: frozenset[str],
    frozen_biases: frozenset[str],
    training: Training,
) -> Document:
    """Make those parameters and settings the start, without a run: what precedes an edit of shape or data in the middle of a run."""
    edges = tuple(replace(edge, weight=weights[edge.id], frozen=edge.id in frozen_weights) for edge in document.network.edges)
    nodes = tuple(
        node if node.bias is None else replace(node, bias=Bias(biases[node.id], node.id in frozen_biases))
        for node in document.network.nodes
    )
    return replace(document, network=replace(document.network, nodes=nodes, edges=edges), training=training, run=None)


def change_run(document: Document, record: RunRecord) -> Document:
    """Let the document's run be that one."""
    return replace(document, run=record)
