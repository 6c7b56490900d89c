"""Which nodes can be connected, why others can't, and connecting them."""

import math
from collections import deque
from dataclasses import replace

from bpdesk.model.catalogue import SOFTMAX
from bpdesk.model.document import Document
from bpdesk.model.names import EDGE_PREFIX, Names, label_of, one_line
from bpdesk.model.network import Edge, Network
from bpdesk.model.refusal import Refusal
from bpdesk.text import tr

_MOST_NODES_TOLD = 7


def why_not_connect(network: Network, source: str, target: str) -> str | None:
    """Why no edge can lead from the one node to the other, as a sentence; None where one can."""
    nodes = network.node_by_id
    if source not in nodes or target not in nodes:
        return tr("That node is no longer there.")
    if source == target:
        return tr("A node can't feed itself.")
    if nodes[target].kind == "input":
        return tr("{name} is an input: no edge leads into it.", name=one_line(nodes[target]))
    if nodes[source].activation == SOFTMAX:
        return tr("{name} is a softmax output: it can't feed another node.", name=one_line(nodes[source]))
    if any(edge.source == source and edge.target == target for edge in network.edges):
        return tr("{source} → {target} is there already.", source=one_line(nodes[source]), target=one_line(nodes[target]))
    circle = _way(network, target, source)
    return tr("Would close a circle: {walk}.", walk=_told(network, [*circle, target])) if circle else None


def allowed_targets(network: Network, source: str) -> frozenset[str]:
    """The nodes that an edge from that node can lead to."""
    node = network.node_by_id.get(source)
    if node is None or node.activation == SOFTMAX:
        return frozenset()
    taken = {edge.target for edge in network.edges if edge.source == source} | _leading_to(network, source)
    return frozenset(other.id for other in network.nodes if other.kind != "input" and other.id not in taken)


def connect(document: Document, source: str, target: str, weight: float) -> tuple[Document, str]:
    """The document with an edge from the one node to the other, and the edge's id; Refusal where there can be none."""
    network = document.network
    reason = why_not_connect(network, source, target)
    if reason is None and not math.isfinite(weight):
        reason = tr("A weight is a finite number.")
    if reason is not None:
        raise Refusal(reason)
    name = Names.of_edges(network).counted(EDGE_PREFIX)
    edge = Edge(name, source, target, weight, label=label_of(name))
    return replace(document, network=replace(network, edges=(*network.edges, edge)), run=None), name


def _way(network: Network, start: str, end: str) -> list[str]:
    """The nodes of a shortest way along the edges from the one to the other; empty where there is none."""
    following: dict[str, list[str]] = {}
    for edge in network.edges:
        following.setdefault(edge.source, []).append(edge.target)
    came_from = {start: start}
    waiting = deque([start])
    while waiting and end not in came_from:
        node = waiting.popleft()
        for target in following.get(node, ()):
            if target not in came_from:
                came_from[target] = node
                waiting.append(target)
    if end not in came_from:
        return []
    way = [end]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return way[::-1]


def _leading_to(network: Network, node: str) -> set[str]:
    """The node and all from which a way leads to it."""
    feeding: dict[str, list[str]] = {}
    for edge in network.edges:
        feeding.setdefault(edge.target, []).append(edge.source)
    found, waiting = {node}, [node]
    while waiting:
        for source in feeding.get(waiting.pop(), ()):
            if source not in found:
                found.add(source)
                waiting.append(source)
    return found


def _told(network: Network, walk: list[str]) -> str:
    names = [one_line(network.node_by_id[node]) for node in walk]
    if len(names) > _MOST_NODES_TOLD:
        names = [*names[: _MOST_NODES_TOLD - 3], "…", *names[-2:]]
    return " → ".join(names)
