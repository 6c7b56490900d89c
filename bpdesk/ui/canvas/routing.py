"""Finds each edge its way: straight, or in a bend where a straight one would run through another node."""

from collections.abc import Mapping, Sequence

import numpy as np
from PySide6.QtCore import QPointF

from bpdesk.model.network import Edge, Network, Node
from bpdesk.ui.canvas.geometry import RADIUS, Array, Route, centre, route_between, unit

_CLEARANCE = RADIUS + 9.0
_BETWEEN_BENDS = 34.0
_MOST_BENT = 2_000
_LABEL, _ROWS = np.array([0.0, 27.0]), np.array([0.0, 38.0])  # above a node, below it
_BENDS = tuple(sign * height for height in (84.0, 120.0, 160.0, 220.0, 300.0, 400.0) for sign in (-1, 1))


def routes(network: Network, before: Network | None = None, known: Mapping[str, Route] | None = None) -> dict[str, Route]:
    """The way of each edge, by its id, in the network's order; in a crowd, where no single edge can be followed, all are straight.

    Of a crowd the ways `known` from the network `before` stay the same objects where both ends are.
    """
    nodes = network.node_by_id
    if len(network.edges) > _MOST_BENT:
        kept = {} if before is None or len(before.edges) <= _MOST_BENT else known or {}
        resting = _resting(network, before) if before is not None else frozenset()
        return {
            edge.id: kept[edge.id]
            if edge.id in kept and edge.source in resting and edge.target in resting and _joins_the_same(edge, before)
            else route_between(nodes[edge.source], nodes[edge.target])
            for edge in network.edges
        }
    centres = np.array([node.position for node in network.nodes], dtype=np.float64).reshape(-1, 2)
    index = {node.id: i for i, node in enumerate(network.nodes)}
    found = {edge.id: route_between(nodes[edge.source], nodes[edge.target]) for edge in network.edges}
    others = {edge.id: np.delete(centres, [index[edge.source], index[edge.target]], axis=0) for edge in network.edges}
    blocked = [edge for edge in network.edges if _is_blocked(found[edge.id], nodes[edge.source], nodes[edge.target], others[edge.id])]
    bent: list[Route] = []
    for edge in sorted(blocked, key=lambda edge: found[edge.id].length):
        found[edge.id] = _way_round(found[edge.id], nodes[edge.source], nodes[edge.target], others[edge.id], bent)
        bent.append(found[edge.id])
    return found


def _resting(network: Network, before: Network) -> frozenset[str]:
    """The nodes that are where and what they were."""
    there = before.node_by_id
    return frozenset(
        node.id
        for node in network.nodes
        if node.id in there and (there[node.id].position, there[node.id].kind) == (node.position, node.kind)
    )


def _joins_the_same(edge: Edge, before: Network | None) -> bool:
    there = None if before is None else before.edge_by_id.get(edge.id)
    return there is not None and (there.source, there.target) == (edge.source, edge.target)


def _is_blocked(straight: Route, source: Node, target: Node, others: Array) -> bool:
    """Whether it runs through a node that it leaps over, or through that node's texts.

    A steep edge may graze a node of its own two layers: a bend there would mislead more.
    """
    left, right = sorted((source.position[0], target.position[0]))
    if right - left < 4 * RADIUS:
        return bool(_met(straight, others))
    between = others[(others[:, 0] > left + 2 * RADIUS) & (others[:, 0] < right - 2 * RADIUS)]
    return bool(_met(straight, between) or _met(straight, _texts(between)))


def _texts(centres: Array) -> Array:
    """Where nodes have their names and their rows, as places to keep off."""
    return np.concatenate([centres - _LABEL, centres + _ROWS])


def _way_round(straight: Route, source: Node, target: Node, others: Array, bent: Sequence[Route]) -> Route:
    """The flattest way that meets no node, or the fewest, nor their texts, and doesn't run along a bend that is there already."""
    there = np.concatenate([route.pieces()[:, 2:] for route in bent]) if bent else np.zeros((0, 2))
    texts = _texts(others)
    ways = [straight, *_bent(source, target)]
    return min(ways, key=lambda route: (_met(route, others), _met(route, texts), _runs_along(route, there)))


def _runs_along(route: Route, points: Array) -> bool:
    """Whether it comes close to the middle parts of other bends more than once, which is more than crossing them."""
    own = route.pieces()[1:-2, 2:]
    distance = np.hypot(*np.moveaxis(own[:, None] - points[None], 2, 0))
    return bool(np.count_nonzero(distance < _BETWEEN_BENDS) > 1)


def _bent(source: Node, target: Node) -> Sequence[Route]:
    """Bends to try, the flattest first, above the line before below."""
    along = unit(centre(target) - centre(source))
    across = QPointF(-along.y(), along.x()) * (1 if along.x() >= 0 else -1)
    middle = (centre(source) + centre(target)) / 2
    return [route_between(source, target, middle + across * (2 * height)) for height in _BENDS]


def _met(route: Route, centres: Array) -> int:
    """How many of those places the way runs through or too close by."""
    if not len(centres):
        return 0
    pieces = route.pieces()
    start, way = pieces[:, None, :2], pieces[:, None, 2:] - pieces[:, None, :2]
    length = np.maximum(np.sum(way**2, axis=2), 1e-9)
    t = np.clip(np.sum((centres[None] - start) * way, axis=2) / length, 0.0, 1.0)
    nearest = start + t[..., None] * way
    distance = np.hypot(*np.moveaxis(nearest - centres[None], 2, 0))
    return int(np.count_nonzero(np.min(distance, axis=0) < _CLEARANCE))
