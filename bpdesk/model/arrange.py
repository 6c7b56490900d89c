"""Positions by level: data flows from left to right, each level centred on the tallest, far enough apart for their edges."""

import math
from collections.abc import Mapping, Sequence

from bpdesk.model.topology import Arrow, levels

BETWEEN_LEVELS = 320.0
BETWEEN_NODES = 148.0
_WIDEST_GAP = 1_400.0
_STEEPEST = math.tan(math.radians(42))
"""An edge that is no steeper leaves what stands under its ends readable, and its number a place of its own."""


def positions_by_level(nodes: Sequence[str], outputs: Sequence[str], arrows: Sequence[Arrow]) -> dict[str, tuple[float, float]]:
    """A centre for each node: x by its level, the outputs in the last one, y by its place within it."""
    level = levels(nodes, arrows)
    deepest = max(level.values(), default=0)
    feeding = {source for source, _ in arrows}
    for output in outputs:
        if output not in feeding:
            level[output] = deepest
    columns: dict[int, list[str]] = {}
    for node in nodes:
        columns.setdefault(level[node], []).append(node)
    tallest = max((len(column) for column in columns.values()), default=0)
    y = {node: (row + (tallest - len(members)) / 2) * BETWEEN_NODES for members in columns.values() for row, node in enumerate(members)}
    x = _columns(level, y, arrows)
    return {node: (x[level[node]], y[node]) for members in columns.values() for node in members}


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
