"""Positions by level: data flows from left to right, each level centred on the tallest."""

from collections.abc import Sequence

from bpdesk.model.topology import Arrow, levels

BETWEEN_LEVELS = 320.0
BETWEEN_NODES = 148.0


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
    return {
        node: (column * BETWEEN_LEVELS, (row + (tallest - len(members)) / 2) * BETWEEN_NODES)
        for column, members in columns.items()
        for row, node in enumerate(members)
    }
