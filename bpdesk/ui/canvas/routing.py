"""Finds each edge its way: straight, or in a bend where a straight one would run through another node."""

from collections.abc import Iterator, Mapping

import numpy as np
from PySide6.QtCore import QPointF

from bpdesk.model.network import Edge, Network, Node
from bpdesk.ui.canvas.geometry import RADIUS, Array, Route, centre, route_between, unit

_CLEARANCE = RADIUS + 9.0
_BETWEEN_BENDS = 34.0
_MOST_BENT = 2_000
_MOST_BENDS = 300
_LABEL, _ROWS = np.array([0.0, 27.0]), np.array([0.0, 38.0])  # above a node, below it
_BENDS = tuple(sign * height for height in (84.0, 120.0, 160.0, 220.0, 300.0, 400.0) for sign in (-1, 1))


def routes(network: Network, before: Network | None = None, known: Mapping[str, Route] | None = None) -> dict[str, Route]:
    """The way of each edge, by its id, in the network's order; in a crowd, where no single edge can be followed, all are straight.

    So they are where more edges would bend than can be followed.

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
    if len(blocked) > _MOST_BENDS:
        return found
    bent = np.zeros((0, 2))
    for edge in sorted(blocked, key=lambda edge: found[edge.id].length):
        found[edge.id] = _way_round(found[edge.id], nodes[edge.source], nodes[edge.target], others[edge.id], bent)
        bent = np.concatenate([bent, found[edge.id].pieces()[:, 2:]])
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


def _way_round(straight: Route, source: Node, target: Node, others: Array, bent: Array) -> Route:
    """The flattest way that meets no node, or the fewest, nor their texts, and doesn't run along a bend that is there already."""
    texts = _texts(others)
    best, least = straight, (_met(straight, others), _met(straight, texts), _runs_along(straight, bent))
    for route in _bent(source, target):
        met = _met(route, others)
        if met > least[0]:
            continue
        faults = met, _met(route, texts), _runs_along(route, bent)
        if faults < least:
            best, least = route, faults
        if least == (0, 0, False):
            break
    return best


def _runs_along(route: Route, points: Array) -> bool:
    """Whether it comes close to the middle parts of other bends more than once, which is more than crossing them."""
    own = route.pieces()[1:-2, 2:]
    points = _near(points, own, _BETWEEN_BENDS)
    distance = np.hypot(*np.moveaxis(own[:, None] - points[None], 2, 0))
    return bool(np.count_nonzero(distance < _BETWEEN_BENDS) > 1)


def _near(points: Array, others: Array, distance: float) -> Array:
    """Those of the points that may lie so close to any of the others."""
    if not len(points) or not len(others):
        return points[:0]
    inside = (points > others.min(axis=0) - distance) & (points < others.max(axis=0) + distance)
    near: Array = points[inside[:, 0] & inside[:, 1]]
    return near


def _bent(source: Node, target: Node) -> Iterator[Route]:
    """Bends to try, the flattest first, above the line before below."""
    along = unit(centre(target) - centre(source))
    across = QPointF(-along.y(), along.x()) * (1 if along.x() >= 0 else -1)
    middle = (centre(source) + centre(target)) / 2
    return (route_between(source, target, middle + across * (2 * height)) for height in _BENDS)


def _met(route: Route, centres: Array) -> int:
    """How many of those places the way runs through or too close by."""
    pieces = route.pieces()
    centres = _near(centres, np.concatenate([pieces[:, :2], pieces[:, 2:]]), _CLEARANCE)
    if not len(centres):
        return 0
    start, way = pieces[:, None, :2], pieces[:, None, 2:] - pieces[:, None, :2]
    length = np.maximum(np.sum(way**2, axis=2), 1e-9)
    t = np.clip(np.sum((centres[None] - start) * way, axis=2) / length, 0.0, 1.0)
    nearest = start + t[..., None] * way
    distance = np.hypot(*np.moveaxis(nearest - centres[None], 2, 0))
    return int(np.count_nonzero(np.min(distance, axis=0) < _CLEARANCE))
