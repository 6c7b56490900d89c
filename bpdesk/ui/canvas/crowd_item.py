"""Draws all edges of a large network at once, in a few pens; the edges' own items then only answer clicks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from bpdesk.ui.canvas.canvas_item import is_readable
from bpdesk.ui.canvas.crowd_film import CrowdFilm, FilmTurns, Stroke
from bpdesk.ui.canvas.edge_item import EdgeItem, EdgeValues, edge_colour
from bpdesk.ui.canvas.geometry import Array, Route
from bpdesk.ui.canvas.paint import arrow_head, head_size, pen
from bpdesk.ui.theme import Theme, magnitude_at

CROWD = 300
_IN_A_TURN = 250
"""Lines drawn in a turn of all pens, and without a rest."""
_WIDTHS, _BELOW = (1.5, 2.6, 3.8, 5.2), (2.0, 3.2, 4.4)
"""Drawn with, for edges that are narrower than the one beside it."""
_HEAD_WIDTH, _HEAD_REACH = 1.5, 12.0
_NEGATIVE, _FROZEN, _HIDDEN = 4, 8, -1
Looks = npt.NDArray[np.int64]
"""Of each edge which of the widths, more for a negative weight and for a frozen one; -1 for one that draws itself."""


class CrowdItem(QGraphicsItem):
    """Lies under all edges; empty while the network is no crowd."""

    def __init__(self, theme: Theme, turns: FilmTurns, values: EdgeValues) -> None:
        super().__init__()
        self.setZValue(-1)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self._theme, self._values = theme, values
        self._film = CrowdFilm(self.update, turns)
        self._bounds = QRectF()
        self._edges: tuple[EdgeItem, ...] = ()
        self._loose: frozenset[str] = frozenset()
        self._ways: dict[str, _Way] = {}
        self._lines = _Lines(())
        self._looks: Looks = np.zeros(0, np.int64)

    def show_edges(self, edges: Iterable[EdgeItem]) -> None:
        """Take the edges of a network, or none."""
        self.prepareGeometryChange()
        self._edges, self._loose = tuple(edges), frozenset()
        self._ways = {edge.identifier: _way(edge.route, self._ways.get(edge.identifier)) for edge in self._edges}
        self._lines = _Lines(tuple(self._ways.values()))
        pieces = np.concatenate([edge.route.pieces() for edge in self._edges]) if self._edges else np.zeros((0, 4))
        self._bounds = _around(pieces)
        self._look_anew()

    def let_loose(self, edges: Collection[str]) -> None:
        """Leave those edges out, for they draw themselves."""
        self._loose = frozenset(edges)
        self._look_anew()

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._film.forget()
        self.update()

    def show_values(self) -> None:
        """Draw the lines anew where a weight's sign or width changed."""
        looks = _looks(self._values, tuple(self._ways), self._loose)
        if not np.array_equal(looks, self._looks):
            self._looks = looks
            self._film.grow_old()
            self.update()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if widget is None:
            for stroke in self._draw(painter, self._bounds):
                stroke(painter)
        else:
            self._film.show(painter, option.exposedRect, self._draw)

    def _draw(self, painter: QPainter, seen: QRectF) -> Iterator[Stroke]:
        return _strokes(self._lines, self._looks, self._theme, seen, with_heads=is_readable(painter))

    def _look_anew(self) -> None:
        self._looks = _looks(self._values, tuple(self._ways), self._loose)
        self._film.forget()
        self.update()


class _Way:
    """Of one route its lines up to the head, and the head."""

    def __init__(self, route: Route) -> None:
        length, half = head_size(_HEAD_WIDTH)
        points = [QPointF(*piece[:2]) for piece in route.pieces().tolist()]
        points.append(route.end - route.arriving * (0.8 * length))
        self.route = route
        self.lines = [QLineF(start, end) for start, end in pairwise(points)]
        self.head: QPolygonF = arrow_head(route.end, route.arriving, length, half)


class _Lines:
    """Those of all ways, and where they are: found by numpy, for there are tens of thousands."""

    def __init__(self, ways: Sequence[_Way]) -> None:
        self.all = [line for way in ways for line in way.lines]
        self.heads = [way.head for way in ways]
        self.way = np.repeat(np.arange(len(ways)), [len(way.lines) for way in ways])
        """Of each line that of which it is a part."""
        ends = np.array([(line.x1(), line.y1(), line.x2(), line.y2()) for line in self.all]).reshape(-1, 4)
        self._low, self._high = np.minimum(ends[:, :2], ends[:, 2:]), np.maximum(ends[:, :2], ends[:, 2:])
        self._last = np.cumsum([len(way.lines) for way in ways], dtype=np.int64) - 1

    def seen_in(self, rect: QRectF) -> npt.NDArray[np.bool_]:
        """Which of them may come into the rectangle."""
        above, below = np.array([rect.left(), rect.top()]), np.array([rect.right(), rect.bottom()])
        return np.asarray(((self._high >= above) & (self._low <= below)).all(axis=1))

    def heads_in(self, rect: QRectF) -> npt.NDArray[np.bool_]:
        """Which ways' heads may."""
        return self.seen_in(rect.adjusted(-_HEAD_REACH, -_HEAD_REACH, _HEAD_REACH, _HEAD_REACH))[self._last]


def _strokes(lines: _Lines, looks: Looks, theme: Theme, seen: QRectF, *, with_heads: bool) -> Iterator[Stroke]:
    """Those of all pens in turns, so that no colour lies over all the others."""
    inks = {look: edge_colour(theme, -1.0 if look & _NEGATIVE else 1.0, bool(look & _FROZEN)) for look in _present(looks)}
    there, looks_there = lines.seen_in(seen), looks[lines.way]
    by_look = {look: [lines.all[place] for place in np.flatnonzero(there & (looks_there == look)).tolist()] for look in inks}
    turns = -(-sum(map(len, by_look.values())) // _IN_A_TURN)
    for turn in range(turns):
        for look, members in by_look.items():
            part = members[turn * len(members) // turns : (turn + 1) * len(members) // turns]
            yield partial(_draw_lines, part, pen(inks[look], _WIDTHS[look % _NEGATIVE]))
    heads = lines.heads_in(seen) if with_heads else np.zeros(len(looks), np.bool_)
    for look, ink in inks.items():
        places = np.flatnonzero(heads & (looks == look)).tolist()
        for first in range(0, len(places), _IN_A_TURN):
            yield partial(_fill, [lines.heads[place] for place in places[first : first + _IN_A_TURN]], QColor(ink))


def _present(looks: Looks) -> list[int]:
    return [look for look in np.unique(looks).tolist() if look != _HIDDEN]


def _draw_lines(lines: list[QLineF], pen_of_all: QPen, painter: QPainter) -> None:
    painter.setPen(pen_of_all)
    painter.drawLines(lines)


def _fill(shapes: list[QPolygonF], colour: QColor, painter: QPainter) -> None:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for shape in shapes:
        path.addPolygon(shape)
        path.closeSubpath()
    painter.fillPath(path, colour)


def _way(route: Route, before: _Way | None) -> _Way:
    return before if before is not None and before.route is route else _Way(route)


def _around(pieces: Array) -> QRectF:
    if not len(pieces):
        return QRectF()
    xs, ys = pieces[:, 0::2], pieces[:, 1::2]
    return QRectF(QPointF(xs.min(), ys.min()), QPointF(xs.max(), ys.max())).adjusted(-12, -12, 12, 12)


def _looks(values: EdgeValues, edges: Collection[str], loose: frozenset[str]) -> Looks:
    weights = np.fromiter(map(values.weights.__getitem__, edges), np.float64, len(edges))
    frozen = np.fromiter(map(values.frozen.__contains__, edges), np.bool_, len(edges)) if values.frozen else np.zeros(len(edges), np.bool_)
    widths = np.digitize(np.abs(weights), [magnitude_at(width) for width in _BELOW])
    looks = widths + _NEGATIVE * (weights < 0) + _FROZEN * frozen
    if loose:
        looks[np.fromiter(map(loose.__contains__, edges), np.bool_, len(edges))] = _HIDDEN
    return np.asarray(looks, np.int64)
