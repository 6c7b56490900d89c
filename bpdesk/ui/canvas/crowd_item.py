"""Draws all edges of a large network at once, in a few pens; the edges' own items then only answer clicks."""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from bpdesk.ui.canvas.canvas_item import is_readable
from bpdesk.ui.canvas.edge_item import EdgeItem, edge_colour
from bpdesk.ui.canvas.paint import arrow_head, head_size, pen
from bpdesk.ui.theme import Theme, edge_width

CROWD = 300
_WIDTHS = ((1.5, 2.0), (2.6, 3.2), (3.8, 4.4), (5.2, math.inf))  # drawn with, for widths below
_HEAD_WIDTH = 1.5


class CrowdItem(QGraphicsItem):
    """Lies under all edges; empty while the network is no crowd."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setZValue(-1)
        self._theme = theme
        self._bounds = QRectF()
        self._edges: tuple[EdgeItem, ...] = ()
        self._ways: list[tuple[list[QLineF], QPolygonF]] = []
        self._looks: list[tuple[str, float]] = []
        self._lines: dict[tuple[str, float], list[QLineF]] = {}
        self._heads: dict[str, QPainterPath] = {}

    def show_edges(self, edges: Iterable[EdgeItem]) -> None:
        """Take the edges of a network, or none."""
        self.prepareGeometryChange()
        self._edges = tuple(edges)
        self._ways = [_way(edge) for edge in self._edges]
        self._looks, self._lines, self._heads = [], {}, {}
        self._bounds = QRectF()
        for edge in self._edges:
            self._bounds = self._bounds.united(edge.boundingRect())
        self.show_values()

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.show_values()

    def show_values(self) -> None:
        """Sort the lines anew where a weight's colour or width changed."""
        looks = [_look(self._theme, edge) for edge in self._edges]
        if looks == self._looks:
            return
        if [colour for colour, _ in looks] != [colour for colour, _ in self._looks]:
            self._sort_heads(looks)
        self._looks = looks
        self._lines = {}
        for look, (lines, _) in zip(looks, self._ways, strict=True):
            self._lines.setdefault(look, []).extend(lines)
        self.update()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        for (colour, width), lines in self._lines.items():
            painter.setPen(pen(colour, width))
            painter.drawLines(lines)
        if is_readable(painter):
            for colour, heads in self._heads.items():
                painter.fillPath(heads, QColor(colour))

    def _sort_heads(self, looks: Sequence[tuple[str, float]]) -> None:
        self._heads = {}
        for (colour, _), (_, head) in zip(looks, self._ways, strict=True):
            path = self._heads.setdefault(colour, QPainterPath())
            path.addPolygon(head)
            path.closeSubpath()


def _look(theme: Theme, edge: EdgeItem) -> tuple[str, float]:
    """Its colour, and the nearest of the few widths."""
    width = edge_width(edge.weight)
    return edge_colour(theme, edge.weight, edge.frozen), next(step for step, below in _WIDTHS if width < below)


def _way(edge: EdgeItem) -> tuple[list[QLineF], QPolygonF]:
    """Its lines up to the head, and the head."""
    route = edge.route
    length, half = head_size(_HEAD_WIDTH)
    points = [QPointF(*piece[:2]) for piece in route.pieces().tolist()]
    points.append(route.end - route.arriving * (0.8 * length))
    return [QLineF(start, end) for start, end in pairwise(points)], arrow_head(route.end, route.arriving, length, half)
