"""Labels kept apart: as near as possible to where each wants to be, in the same order, none over another."""

from collections.abc import Sequence


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """The places of labels that each want one between `low` and `high`, at least `gap` apart (less only where there is no room).

    Labels that are too close form a group, which is centred where its members want to be, and grows by the neighbours it meets.
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    if len(order) > 1:
        gap = min(gap, (high - low) / (len(order) - 1))
    groups: list[tuple[float, int]] = []
    for i in order:
        groups.append((_within(wanted[i], 1, gap, low, high), 1))
        while len(groups) > 1 and groups[-1][0] < groups[-2][0] + groups[-2][1] * gap:
            groups[-2:] = [_merged(groups[-2], groups[-1], gap, low, high)]
    places = [start + step * gap for start, size in groups for step in range(size)]
    return [place for _, place in sorted(zip(order, places, strict=True))]


def _merged(above: tuple[float, int], below: tuple[float, int], gap: float, low: float, high: float) -> tuple[float, int]:
    size = above[1] + below[1]
    start = (above[0] * above[1] + (below[0] - above[1] * gap) * below[1]) / size
    return _within(start, size, gap, low, high), size


def _within(start: float, size: int, gap: float, low: float, high: float) -> float:
    return max(low, min(start, high - (size - 1) * gap))
