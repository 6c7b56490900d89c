"""Connecting many nodes at once: a group with another, many with one, a new layer behind a group."""

from collections.abc import Callable, Collection
from dataclasses import replace
from itertools import combinations, pairwise

from bpdesk.model.arrange import BETWEEN_LEVELS
from bpdesk.model.columns import with_columns
from bpdesk.model.connecting import connect, why_not_connect
from bpdesk.model.document import Document
from bpdesk.model.groups import groups
from bpdesk.model.names import PREFIXES, Names, label_of
from bpdesk.model.network import Network, Node
from bpdesk.model.neurons import new_node
from bpdesk.model.refusal import Refusal
from bpdesk.text import tr

Draw = Callable[[], float]
"""Gives the next start weight."""


def connect_groups(document: Document, nodes: Collection[str], draw: Draw, *, skipping: bool) -> tuple[Document, list[str]]:
    """The document with each group of those nodes connected with the next one, or with all behind it, and the new edges' ids."""
    parted = groups(document.network, nodes)
    if len(parted) < 2:
        raise Refusal(tr("Select two groups of nodes, one to the right of the other."))
    made: list[str] = []
    reason: Refusal | None = None
    for sources, targets in combinations(parted, 2) if skipping else pairwise(parted):
        try:
            document, edges = connect_all(document, sources, targets, draw)
            made += edges
        except Refusal as refusal:
            reason = reason or refusal
    if reason is not None and not made:
        raise reason
    return document, made


def connect_all(document: Document, sources: Collection[str], targets: Collection[str], draw: Draw) -> tuple[Document, list[str]]:
    """The document with an edge from each source to each target where there can be one, and their ids; Refusal where there can be none."""
    made: list[str] = []
    reason = ""
    for source in sources:
        for target in targets:
            why_not = why_not_connect(document.network, source, target)
            if why_not is None:
                document, edge = connect(document, source, target, draw())
                made.append(edge)
            reason = reason or why_not or ""
    if not made:
        raise Refusal(reason or tr("Select two groups of nodes, one to the right of the other."))
    return document, made


def add_layer(document: Document, after: Collection[str], draw: Draw) -> tuple[Document, list[str]]:
    """The document with as many new hidden neurons behind those nodes, and their ids.

    They take over what the nodes fed: each node feeds each new one, each new one all that was fed. What stood to the right makes room.
    """
    network = document.network
    behind = [network.node_by_id[node] for node in after]
    if not behind:
        raise Refusal(tr("Select the nodes that the new layer comes after."))
    fed = list(dict.fromkeys(edge.target for edge in network.edges if edge.source in after and edge.target not in after))
    x = max(node.position[0] for node in behind) + BETWEEN_LEVELS
    rows = sorted(node.position[1] for node in behind)
    names = Names.of_nodes(network)
    layer = [_neuron(network, names.counted(PREFIXES["hidden"]), (x, row)) for row in rows]
    moved = tuple(
        replace(node, position=(node.position[0] + BETWEEN_LEVELS, node.position[1]))
        if node.id not in after and node.position[0] > x - BETWEEN_LEVELS
        else node
        for node in network.nodes
    )
    kept = tuple(edge for edge in network.edges if edge.source not in after or edge.target not in fed)
    grown = with_columns(document, Network((*moved, *layer), kept))
    ids = [node.id for node in layer]
    grown, _ = connect_all(grown, [node.id for node in behind], ids, draw)
    return (connect_all(grown, ids, fed, draw)[0] if fed else grown), ids


def _neuron(network: Network, name: str, position: tuple[float, float]) -> Node:
    return new_node(network, name, "hidden", position, label_of(name))
