"""Another start for a network: its weights drawn anew."""

from dataclasses import replace

from bpdesk.model.document import Document
from bpdesk.model.initializers import Initializer
from bpdesk.model.network import Bias, Edge, Node
from bpdesk.model.parts import with_edges, with_nodes, without_run
from bpdesk.model.weighing import drawn


def draw_start(document: Document, initializer: Initializer, seed: int, *, resets_biases: bool) -> Document:
    """The document with each start weight drawn anew, and biases 0 where asked. What is frozen stays, and no run is left."""
    free = {edge.id: edge.weight for edge in document.network.edges if not edge.frozen}
    weights = drawn(document.network, free, initializer, seed)

    def weighed(edge: Edge) -> Edge:
        return replace(edge, weight=weights.get(edge.id, edge.weight))

    def reset(node: Node) -> Node:
        return node if node.bias is None or node.bias.frozen else replace(node, bias=Bias(0.0))

    result = without_run(with_edges(document, weighed))
    return with_nodes(result, reset) if resets_biases else result
