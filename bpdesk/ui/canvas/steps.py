"""From a node to the next one in a direction: what arrow keys walk by."""

import math
from typing import Literal

from bpdesk.model.network import Network

Direction = Literal["left", "right", "up", "down"]
_WAYS: dict[Direction, tuple[float, float]] = {"left": (-1.0, 0.0), "right": (1.0, 0.0), "up": (0.0, -1.0), "down": (0.0, 1.0)}


def along_edges(network: Network, node: str, direction: Direction) -> str | None:
    """To the right a node that this one feeds, to the left one that feeds it, the nearest in height; up and down as it stands."""
    if direction in ("up", "down"):
        return nearest(network, node, direction)
    if direction == "right":
        ends = [edge.target for edge in network.edges if edge.source == node]
    else:
        ends = [edge.source for edge in network.edges if edge.target == node]
    x, y = network.node_by_id[node].position
    return min(ends, key=lambda end: _away(network, end, x, y), default=None)


def next_edge(network: Network, node: str | None, edge: str | None) -> str | None:
    """After that edge the next one at the node, round and round; of all edges where the node is none or has none."""
    edges = [each.id for each in network.edges if node in (each.source, each.target)] or [each.id for each in network.edges]
    place = edges.index(edge) + 1 if edge in edges else 0
    return edges[place % len(edges)] if edges else None


def nearest(network: Network, node: str, direction: Direction) -> str | None:
    """The nearest node within 45° of that direction."""
    x, y = network.node_by_id[node].position
    across, down = _WAYS[direction]
    found = []
    for other in network.nodes:
        right, below = other.position[0] - x, other.position[1] - y
        ahead, aside = right * across + below * down, abs(right * down) + abs(below * across)
        if ahead > 0 and aside <= ahead:
            found.append((math.hypot(ahead, 2 * aside), other.id))
    return min(found, default=(0.0, None))[1]


def _away(network: Network, node: str, x: float, y: float) -> tuple[float, float]:
    right, below = network.node_by_id[node].position
    return abs(below - y), abs(right - x)
