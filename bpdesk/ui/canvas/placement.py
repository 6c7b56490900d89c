"""Finds the weights' numbers their places along the edges: off nodes, off one another, off other edges where possible."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF

from bpdesk.ui.canvas.geometry import Array, Route, as_row, crossing, overlapping

ALONG = np.array([0.5, 0.42, 0.58, 0.35, 0.65, 0.29, 0.71, 0.24, 0.76, 0.2, 0.8])
_ALONG_FINELY = np.array([round(0.5 + sign * step / 50, 2) for step in range(20) for sign in (1, -1)])
MOST_LABELS = 200
_MOST_PIECES = 2_000
_MOST_LEFT_OUT = 12
_AT_ONCE = 5
"""Requests."""
_TOUCHING, _TOO_NEAR, _CROSSED_EDGE, _OFF_MIDDLE, _OFF_MIDDLE_SELECTED, _STAYING = 100.0, 40.0, 4.0, 6.0, 16.0, -3.0
_NEAR = np.array([-7.0, -5.0, 7.0, 5.0])


@dataclass(frozen=True, slots=True)
class Request:
    """A label of that size for an edge; `before` is where along the edge it stood until now."""

    edge: str
    size: tuple[float, float]
    magnitude: float
    selected: bool
    before: float | None


@dataclass(frozen=True, slots=True)
class Spot:
    """A place along the edge; `free` when nothing else stands there."""

    along: float
    point: QPointF
    free: bool


class Ground:
    """What is taken already: rectangles, and the edges' lines."""

    def __init__(self, taken: Iterable[QRectF], routes: Mapping[str, Route]) -> None:
        self._taken = np.array([as_row(rect) for rect in taken], dtype=np.float64).reshape(-1, 4)
        self._labels: list[str | None] = [None] * len(self._taken)
        self._is_crowd = len(routes) > _MOST_PIECES
        """In a crowd lines run everywhere, and none is counted."""
        pieces = [] if self._is_crowd else [route.pieces() for route in routes.values()]
        self._pieces = np.concatenate(pieces) if pieces else np.zeros((0, 4))
        self._owner = np.repeat(np.arange(len(pieces)), [len(piece) for piece in pieces])
        self._index = {edge: i for i, edge in enumerate(routes)}

    def take(self, rect: QRectF, label: str) -> None:
        """Let the label of that edge stand there."""
        self._taken = np.vstack([self._taken, as_row(rect)])
        self._labels.append(label)

    def leave(self, label: str) -> None:
        """Take the label of that edge away again."""
        place = self._labels.index(label)
        self._taken = np.delete(self._taken, place, axis=0)
        del self._labels[place]

    def is_free(self, rect: QRectF) -> bool:
        """Whether nothing that is taken overlaps it."""
        return not self.touched(np.array([as_row(rect)])).any()

    def only_label(self, rects: Array) -> list[str | None]:
        """For each rectangle the label that is all that stands there; None where there is another thing, more, or nothing."""
        touched = overlapping(rects, self._taken)
        return [self._labels[int(np.argmax(row))] if np.count_nonzero(row) == 1 else None for row in touched]

    def touched(self, rects: Array) -> Array:
        """For each rectangle how many taken ones it overlaps."""
        (left, top), (right, bottom) = rects[:, :2].min(axis=0), rects[:, 2:].max(axis=0)
        lefts, tops, rights, bottoms = self._taken.T
        near = self._taken[(lefts < right) & (tops < bottom) & (rights > left) & (bottoms > top)]
        return np.asarray(overlapping(rects, near).sum(axis=1), dtype=np.float64)

    def crossed(self, rects: Array, edges: Sequence[str]) -> Array:
        """For each rectangle, of the edge that is named in its place, how many pieces of other edges run through it."""
        if self._is_crowd or len(self._pieces) > _MOST_PIECES:
            return np.zeros(len(rects))
        own = np.array([self._index.get(edge, -1) for edge in edges])
        others = crossing(self._pieces, rects) & (self._owner != own[:, None])
        return np.asarray(others.sum(axis=1), dtype=np.float64)


def place(requests: Sequence[Request], routes: Mapping[str, Route], ground: Ground, seen: QRectF | None = None) -> dict[str, Spot]:
    """A spot for each request that is granted, within what is `seen`: the selected first, then the largest weights."""
    order = sorted(requests, key=lambda request: (not request.selected, -request.magnitude))
    spots = {}
    for request, crossed in _crossed(order, routes, ground):
        spot = find_spot(request, routes[request.edge], ground, seen, crossed)
        if spot.free or request.selected:
            ground.take(rectangle(spot.point, request.size), request.edge)
            spots[request.edge] = spot
    left_out = [request for request in order if request.edge not in spots]
    if len(left_out) <= _MOST_LEFT_OUT:
        by_edge = {request.edge: request for request in order}
        for request in left_out:
            _let_one_give_way(request, by_edge, routes, ground, spots)
    return spots


def _crossed(requests: Sequence[Request], routes: Mapping[str, Route], ground: Ground) -> Iterator[tuple[Request, Array]]:
    """Each request with how many edges run through its label at each place of ALONG: where other labels stand changes nothing of that."""
    for start in range(0, len(requests), _AT_ONCE):
        some = requests[start : start + _AT_ONCE]
        rects = np.concatenate([_rectangles(routes[request.edge], request.size, ALONG) for request in some])
        counts = ground.crossed(rects, [request.edge for request in some for _ in ALONG])
        yield from zip(some, counts.reshape(len(some), len(ALONG)), strict=True)


def _let_one_give_way(
    request: Request, by_edge: Mapping[str, Request], routes: Mapping[str, Route], ground: Ground, spots: dict[str, Spot]
) -> None:
    """Find a label a spot where another one stands that has a free spot elsewhere along its edge."""
    route = routes[request.edge]
    in_the_way = ground.only_label(_rectangles(route, request.size, _ALONG_FINELY))
    for along, other in zip(_ALONG_FINELY.tolist(), in_the_way, strict=True):
        if other is None or by_edge[other].selected:
            continue
        ground.leave(other)
        ground.take(rectangle(route.point(along), request.size), request.edge)
        moved = find_spot(by_edge[other], routes[other], ground)
        if moved.free:
            spots[request.edge], spots[other] = Spot(along, route.point(along), free=True), moved
            ground.take(rectangle(moved.point, by_edge[other].size), other)
            return
        ground.leave(request.edge)
        ground.take(rectangle(spots[other].point, by_edge[other].size), other)


def find_spot(request: Request, route: Route, ground: Ground, seen: QRectF | None = None, crossed: Array | None = None) -> Spot:
    """The best place along the part of the route that is seen; where nothing is free, a finer search.

    `crossed` is how many edges run through the label at each place of ALONG, where that is known.
    """
    spot = _best(request, route, ground, ALONG, seen, crossed)
    return spot if spot.free else _best(request, route, ground, _ALONG_FINELY, seen)


def _best(request: Request, route: Route, ground: Ground, places: Array, seen: QRectF | None, crossed: Array | None = None) -> Spot:
    rects = _rectangles(route, request.size, places)
    touched, near = ground.touched(np.concatenate([rects, rects + _NEAR])).reshape(2, -1)
    crossed = ground.crossed(rects, [request.edge] * len(rects)) if crossed is None else crossed
    score = _TOUCHING * touched + _TOO_NEAR * near + _CROSSED_EDGE * crossed
    score += np.abs(places - 0.5) * (_OFF_MIDDLE_SELECTED if request.selected else _OFF_MIDDLE)
    score += np.where(places == request.before, _STAYING, 0.0)
    if seen is not None and (hidden := ~_is_seen(route.points(places), seen)).any() and not hidden.all():
        score[hidden] = np.inf
    best = int(np.argmin(score))
    along = float(places[best])
    return Spot(along, route.point(along), not touched[best])


def _is_seen(points: Array, seen: QRectF) -> npt.NDArray[np.bool_]:
    left, top, right, bottom = as_row(seen)
    x, y = points.T
    there: npt.NDArray[np.bool_] = (x >= left) & (x <= right) & (y >= top) & (y <= bottom)
    return there


def _rectangles(route: Route, size: tuple[float, float], places: Array) -> Array:
    """A label of that size at each of the places along the route: left, top, right, bottom."""
    found = np.empty((len(places), 4))
    found[:, :2] = route.points(places) - np.array(size) / 2
    found[:, 2:] = found[:, :2] + size
    return found


def rectangle(middle: QPointF, size: tuple[float, float]) -> QRectF:
    return QRectF(middle.x() - size[0] / 2, middle.y() - size[1] / 2, *size)
