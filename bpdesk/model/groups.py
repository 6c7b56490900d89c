"""Nodes as they stand in groups, from left to right: what a person means by layers before anything is connected."""

from collections.abc import Collection, Sequence
from itertools import pairwise

from bpdesk.model.network import Network

_APART = 96.0
"""From here on nodes side by side aren't one below the other, however roughly they were put there."""


def columns(network: Network, nodes: Collection[str]) -> list[list[str]]:
    """Those nodes, parted by the gaps that no node spans; one column, where there is none."""
    order, gaps = _ordered(network, nodes)
    return _parted(order, [place for place, gap in enumerate(gaps, 1) if gap >= _APART])


def groups(network: Network, nodes: Collection[str]) -> list[list[str]]:
    """Their columns, or else two groups, parted by the widest gap; one, where all stand below one another."""
    found = columns(network, nodes)
    order, gaps = _ordered(network, nodes)
    widest = max(gaps, default=0.0)
    return _parted(order, [gaps.index(widest) + 1]) if len(found) < 2 and widest > 0 else found


def _ordered(network: Network, nodes: Collection[str]) -> tuple[list[str], list[float]]:
    """From left to right, and the gaps between them."""
    order = sorted((network.node_by_id[node] for node in nodes), key=lambda node: node.position)
    return [node.id for node in order], [after.position[0] - before.position[0] for before, after in pairwise(order)]


def _parted(order: list[str], begins: Sequence[int]) -> list[list[str]]:
    return [order[start:end] for start, end in pairwise([0, *begins, len(order)])]
