"""The order of nodes within their levels so that few edges cross: barycentre sweeps after Sugiyama, Tagawa and Toda (1981).

An edge over several levels passes through one stand-in on each that it skips, so that it is counted where it runs.
"""

from bisect import bisect_right, insort
from collections.abc import Mapping, Sequence

from bpdesk.model.topology import Arrow

_MOST_SWEEPS = 12
_MOST_STEPS = 400_000
"""Of edges through all sweeps: a large network is swept less often."""

Columns = list[list[str]]


def with_few_crossings(columns: Sequence[Sequence[str]], arrows: Sequence[Arrow]) -> Columns:
    """The levels' nodes in an order with no more crossings than the given one, which stays where none is better."""
    level = {node: place for place, column in enumerate(columns) for node in column}
    ordered = [list(column) for column in columns]
    steps = _with_stand_ins(ordered, level, arrows)
    best, fewest = [list(column) for column in ordered], _all_crossings(ordered, steps)
    for sweep in range(min(_MOST_SWEEPS, _MOST_STEPS // (sum(map(len, steps)) + 1))):
        if not fewest:
            break
        _sweep(ordered, steps, forward=sweep % 2 == 0)
        found = _all_crossings(ordered, steps)
        if found < fewest:
            best, fewest = [list(column) for column in ordered], found
    return [[node for node in column if node in level] for column in best]


def crossings(left: Sequence[str], right: Sequence[str], arrows: Sequence[Arrow]) -> int:
    """How many pairs of edges between two columns cross."""
    from_place, to_place = _places(left), _places(right)
    ends = sorted((from_place[source], to_place[target]) for source, target in arrows)
    found, seen = 0, list[int]()
    for _, end in ends:
        found += len(seen) - bisect_right(seen, end)
        insort(seen, end)
    return found


def _with_stand_ins(columns: Columns, level: Mapping[str, int], arrows: Sequence[Arrow]) -> list[list[Arrow]]:
    """The edges from each column to the next; stand-ins join the columns, about halfway down where the edge runs."""
    steps: list[list[Arrow]] = [[] for _ in columns]
    height = [{node: place / max(len(column) - 1, 1) for place, node in enumerate(column)} for column in columns]
    for number, (source, target) in enumerate(arrows):
        first, last = level[source], level[target]
        before = source
        for place in range(first + 1, last):
            stand_in = f"\0{number} {place}"
            share = (place - first) / (last - first)
            height[place][stand_in] = height[first][source] * (1 - share) + height[last][target] * share
            steps[place - 1].append((before, stand_in))
            before = stand_in
        steps[last - 1].append((before, target))
    for column, heights in zip(columns, height, strict=True):
        column[:] = sorted(heights, key=lambda node: heights[node])
    return steps


def _sweep(columns: Columns, steps: Sequence[Sequence[Arrow]], forward: bool) -> None:
    """Order each column by the mean place of its nodes' neighbours in the column before it; those without any stay."""
    for place in range(1, len(columns)) if forward else range(len(columns) - 2, -1, -1):
        fixed = _places(columns[place - 1 if forward else place + 1])
        pairs = [(target, source) for source, target in steps[place - 1]] if forward else steps[place]
        neighbours: dict[str, list[int]] = {}
        for node, other in pairs:
            neighbours.setdefault(node, []).append(fixed[other])
        own = _places(columns[place])
        ratio = len(fixed) / max(len(own), 1)
        mean = {node: sum(neighbours[node]) / len(neighbours[node]) if node in neighbours else own[node] * ratio for node in own}
        columns[place].sort(key=lambda node: mean[node])


def _all_crossings(columns: Columns, steps: Sequence[Sequence[Arrow]]) -> int:
    return sum(crossings(left, right, arrows) for left, right, arrows in zip(columns, columns[1:], steps, strict=False))


def _places(column: Sequence[str]) -> dict[str, int]:
    return {node: place for place, node in enumerate(column)}
