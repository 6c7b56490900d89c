"""A network as levels and the blocks of weights between them: the shape of its matrix form. No numbers.

Every edge leads to a higher level. An output that feeds nothing stands on the last one, whatever the shortest way to it, as on the canvas.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from bpdesk.model.network import Network, Node
from bpdesk.model.topology import topological_order


@dataclass(frozen=True)
class Block:
    """The weights from level `source` to level `target`: edge ids by the place of their target and of their source on its level."""

    target: int
    source: int
    edges: Mapping[tuple[int, int], str]


@dataclass(frozen=True)
class Layers:
    """The nodes of each level in document order, the inputs on level 0."""

    levels: tuple[tuple[Node, ...], ...]
    blocks: tuple[Block, ...]

    @property
    def last(self) -> int:
        return len(self.levels) - 1

    @cached_property
    def has_skips(self) -> bool:
        """Whether an edge passes over a level: blocks are then named by both their levels."""
        return any(block.source != block.target - 1 for block in self.blocks)

    @cached_property
    def level_of(self) -> Mapping[str, int]:
        """By node id."""
        return {node.id: level for level, nodes in enumerate(self.levels) for node in nodes}

    def into(self, level: int) -> tuple[Block, ...]:
        """The blocks that lead to that level, the nearest source first."""
        return tuple(block for block in self.blocks if block.target == level)

    def out_of(self, level: int) -> tuple[Block, ...]:
        """The blocks that lead on from that level, the nearest target first."""
        return tuple(block for block in reversed(self.blocks) if block.source == level)


def layers_of(network: Network) -> Layers:
    """The levels of a network without a cycle; a level but the inputs' is never empty."""
    level = _levels(network)
    levels: list[list[Node]] = [[] for _ in range(max(level.values(), default=0) + 1)]
    place: dict[str, int] = {}
    for node in network.nodes:
        row = levels[level[node.id]]
        place[node.id] = len(row)
        row.append(node)
    edges: defaultdict[tuple[int, int], dict[tuple[int, int], str]] = defaultdict(dict)
    for edge in network.edges:
        edges[level[edge.target], level[edge.source]][place[edge.target], place[edge.source]] = edge.id
    blocks = tuple(Block(target, source, edges[target, source]) for target, source in sorted(edges, key=lambda key: (-key[0], -key[1])))
    return Layers(tuple(tuple(row) for row in levels), blocks)


def _levels(network: Network) -> dict[str, int]:
    """The longest way to each node from where values begin; a neuron that nothing feeds begins on level 1."""
    arrows = [(edge.source, edge.target) for edge in network.edges]
    level = {node.id: 0 if node.kind == "input" else 1 for node in network.nodes}
    following: defaultdict[str, list[str]] = defaultdict(list)
    for source, target in arrows:
        following[source].append(target)
    for node in topological_order([node.id for node in network.nodes], arrows):
        for target in following[node]:
            level[target] = max(level[target], level[node] + 1)
    last = max(level.values(), default=0)
    level.update({node.id: last for node in network.outputs if not following[node.id]})
    return level
