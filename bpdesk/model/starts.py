"""Going from one start of a network to another one of the same network, with the runs that belong to it."""

from dataclasses import replace

from bpdesk.model.document import Document
from bpdesk.model.edits import change_run
from bpdesk.model.network import Edge, Node
from bpdesk.model.parts import with_edges, with_nodes, without_run
from bpdesk.model.run_looks import with_looks_of
from bpdesk.model.run_record import RunRecord


def with_start_of(document: Document, other: Document, run: RunRecord) -> Document:
    """The document as it looks, with the start weights, biases and settings of the other one, and that run of it."""
    edges, nodes = other.network.edge_by_id, other.network.node_by_id

    def weighed(edge: Edge) -> Edge:
        return replace(edge, weight=edges[edge.id].weight, frozen=edges[edge.id].frozen)

    def biased(node: Node) -> Node:
        return replace(node, bias=nodes[node.id].bias)

    started = replace(without_run(with_nodes(with_edges(document, weighed), biased)), training=other.training)
    names = {} if other.run is None else {other.run.name: run.name}
    return with_looks_of(other, change_run(started, run), names)
