"""The order in which a network computes: topological order, cycles, levels."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

Arrow = tuple[str, str]


def topological_order(nodes: Sequence[str], arrows: Iterable[Arrow]) -> list[str]:
    """The nodes so that every arrow leads onward; those on or behind a cycle are missing (Kahn 1962)."""
    following = _following(nodes, arrows)
    waiting_for = dict.fromkeys(nodes, 0)
    for targets in following.values():
        for target in targets:
            waiting_for[target] += 1
    ready = deque(node for node in nodes if waiting_for[node] == 0)
    order = []
    while ready:
        node = ready.popleft()
        order.append(node)
        for target in following[node]:
            waiting_for[target] -= 1
            if waiting_for[target] == 0:
                ready.append(target)
    return order


def find_cycle(nodes: Sequence[str], arrows: Sequence[Arrow]) -> list[str]:
    """The nodes of one cycle in the order of its arrows, or an empty list."""
    stuck = set(nodes) - set(topological_order(nodes, arrows))
    if not stuck:
        return []
    previous = {target: source for source, target in arrows if source in stuck and target in stuck}
    walked: dict[str, int] = {}
    node = next(name for name in nodes if name in previous)
    path: list[str] = []
    while node not in walked:
        walked[node] = len(path)
        path.append(node)
        node = previous[node]
    return path[walked[node] :][::-1]


def levels(nodes: Sequence[str], arrows: Sequence[Arrow]) -> dict[str, int]:
    """For each node the length of the longest way to it; the nodes and arrows must be without a cycle."""
    level = dict.fromkeys(nodes, 0)
    following = _following(nodes, arrows)
    for node in topological_order(nodes, arrows):
        for target in following[node]:
            level[target] = max(level[target], level[node] + 1)
    return level


def _following(nodes: Sequence[str], arrows: Iterable[Arrow]) -> Mapping[str, list[str]]:
    following: dict[str, list[str]] = {node: [] for node in nodes}
    for source, target in arrows:
        following[source].append(target)
    return following
