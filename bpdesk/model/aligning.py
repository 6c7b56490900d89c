"""Where nodes that are to stand in a line, or evenly, come to stand."""

from collections.abc import Callable, Mapping, Sequence
from statistics import fmean

Place = tuple[float, float]
Places = Mapping[str, Place]

_PICKS: Mapping[str, tuple[int, Callable[[Sequence[float]], float]]] = {
    "left": (0, min),
    "centre": (0, fmean),
    "right": (0, max),
    "top": (1, min),
    "middle": (1, fmean),
    "bottom": (1, max),
}
ALIGNMENTS = tuple(_PICKS)
SPREADS = ("across", "down")


def aligned(places: Places, alignment: str) -> dict[str, Place]:
    """All at the leftmost, mean, rightmost, topmost … place; the other coordinate stays. KeyError for another alignment."""
    axis, pick = _PICKS[alignment]
    line = float(round(pick([place[axis] for place in places.values()])))
    return {node: (line, y) if axis == 0 else (x, line) for node, (x, y) in places.items()}


def spread(places: Places, direction: str) -> dict[str, Place]:
    """The first and the last where they are, the others evenly between them, across or down."""
    axis = SPREADS.index(direction)
    order = sorted(places, key=lambda node: places[node][axis])
    first, last = places[order[0]][axis], places[order[-1]][axis]
    step = (last - first) / max(len(order) - 1, 1)
    result = {}
    for number, node in enumerate(order):
        x, y = places[node]
        at = float(round(first + number * step))
        result[node] = (at, y) if axis == 0 else (x, at)
    return result
