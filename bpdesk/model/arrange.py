"""Positions by level: data flows from left to right, each level centred on the tallest, far enough apart for their edges."""

import math
from collections.abc import Mapping, Sequence
from statistics import median

from bpdesk.model.groups import columns
from bpdesk.model.network import Network
from bpdesk.model.ordering import with_few_crossings
from bpdesk.model.topology import Arrow, levels

Place = tuple[float, float]

BETWEEN_LEVELS = 320.0
BETWEEN_NODES = 148.0
_WIDEST_GAP = 1_400.0
_STEEPEST = math.tan(math.radians(42))
"""An edge that is no steeper leaves what stands under its ends readable, and its number a place of its own."""


def positions_by_level(nodes: Sequence[str], outputs: Sequence[str], arrows: Sequence[Arrow]) -> dict[str, Place]:
    """A centre for each node: x by its level, the outputs in the last one, y by its place within it."""
    level = _levels(nodes, outputs, arrows)
    return _spread(_by_level(nodes, level), level, arrows)


def tidied(network: Network) -> dict[str, Place]:
    """A centre for each node: levels from left to right, evenly, with few crossings.

    A node that nothing joins goes where its kind belongs. Within a level nodes keep their order from top to bottom where no other
    has fewer crossings, and the whole stays about where it is: what is tidy already doesn't move.
    """
    if not network.nodes:
        return {}
    arrows = [(edge.source, edge.target) for edge in network.edges]
    downward = [node.id for node in sorted(network.nodes, key=lambda node: (node.position[1], node.position[0]))]
    level = _with_loose(network, _levels(downward, [node.id for node in network.outputs], arrows))
    places = _spread(with_few_crossings(_by_level(downward, level), arrows), level, arrows)
    across, down = (round(median(node.position[axis] - places[node.id][axis] for node in network.nodes)) for axis in (0, 1))
    return {node: (x + across, y + down) for node, (x, y) in places.items()}


def _levels(nodes: Sequence[str], outputs: Sequence[str], arrows: Sequence[Arrow]) -> dict[str, int]:
    level = levels(nodes, arrows)
    deepest = max(level.values(), default=0)
    feeding = {source for source, _ in arrows}
    return level | {output: deepest for output in outputs if output not in feeding}


def _with_loose(network: Network, level: Mapping[str, int]) -> dict[str, int]:
    """The levels, with nodes that nothing joins between the inputs on the left and the outputs on the right.

    Neurons join the nearest layer of neurons; where there is none, they make layers as they stand.
    """
    joined = {end for edge in network.edges for end in (edge.source, edge.target)}
    neurons = [node for node in network.nodes if node.kind == "hidden"]
    loose = [node for node in neurons if node.id not in joined]
    layers: dict[int, list[float]] = {}
    for node in neurons:
        if node.id in joined:
            layers.setdefault(level[node.id], []).append(node.position[0])
    found = dict(level)
    first = int(any(node.kind == "input" for node in network.nodes))
    if layers:
        middle = {depth: sum(xs) / len(xs) for depth, xs in layers.items()}
        found |= {node.id: _nearest(middle, node.position[0]) for node in loose}
    elif loose:
        found |= {node: depth for depth, column in enumerate(columns(network, [node.id for node in loose]), first) for node in column}
    feeding = {edge.source for edge in network.edges}
    last = max(max(found.values(), default=0), first, *(found[node.id] + 1 for node in loose))
    return found | {node.id: last for node in network.outputs if node.id not in feeding}


def _nearest(middle: Mapping[int, float], x: float) -> int:
    return min(middle, key=lambda depth: abs(middle[depth] - x))


def _by_level(nodes: Sequence[str], level: Mapping[str, int]) -> list[list[str]]:
    columns: list[list[str]] = [[] for _ in range(max(level.values(), default=-1) + 1)]
    for node in nodes:
        columns[level[node]].append(node)
    return columns


def _spread(columns: Sequence[Sequence[str]], level: Mapping[str, int], arrows: Sequence[Arrow]) -> dict[str, Place]:
    tallest = max((len(column) for column in columns), default=0)
    y = {node: (row + (tallest - len(members)) / 2) * BETWEEN_NODES for members in columns for row, node in enumerate(members)}
    x = _columns(level, y, arrows)
    return {node: (x[level[node]], y[node]) for members in columns for node in members}


def _columns(level: Mapping[str, int], y: Mapping[str, float], arrows: Sequence[Arrow]) -> list[float]:
    """x of each level: the gap before it keeps the edges that end there flat, within reason."""
    ending: dict[int, list[tuple[int, float]]] = {}
    for source, target in arrows:
        ending.setdefault(level[target], []).append((level[source], abs(y[target] - y[source])))
    x = [0.0]
    for here in range(1, max(level.values(), default=0) + 1):
        flat = max((x[there] + rise / _STEEPEST for there, rise in ending.get(here, ())), default=0.0)
        x.append(min(max(flat, x[-1] + BETWEEN_LEVELS), x[-1] + _WIDEST_GAP))
    return x
