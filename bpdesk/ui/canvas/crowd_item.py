"""Draws all edges of a large network at once, in a few pens; the edges' own items then only answer clicks."""

from collections.abc import Iterable

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from bpdesk.ui.canvas.canvas_item import is_readable
from bpdesk.ui.canvas.edge_item import EdgeItem, edge_colour
from bpdesk.ui.canvas.paint import arrow_head, head_size, pen
from bpdesk.ui.theme import Theme, edge_width

CROWD = 300
_WIDTHS = (1.5, 2.6, 3.8, 5.2)
_HEAD_WIDTH = 1.5


class CrowdItem(QGraphicsItem):
    """Lies under all edges; empty while the network is no crowd."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setZValue(-1)
        self._theme = theme
        self._bounds = QRectF()
        self._edges: tuple[EdgeItem, ...] = ()
        self._lines: dict[tuple[str, float], list[QLineF]] = {}
        self._shapes: dict[str, QPainterPath] = {}

    def show_edges(self, edges: Iterable[EdgeItem]) -> None:
        """Take the edges of a network, or none."""
        self.prepareGeometryChange()
        self._edges = tuple(edges)
        self._bounds = QRectF()
        for edge in self._edges:
            self._bounds = self._bounds.united(edge.boundingRect())
        self.sort()

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.sort()

    def sort(self) -> None:
        """Sort the lines anew by colour and width, after weights changed."""
        if not self._edges and not self._lines:
            return
        self._lines, self._shapes = {}, {}
        for edge in self._edges:
            colour = edge_colour(self._theme, edge.weight, edge.frozen)
            width = min(_WIDTHS, key=lambda step: abs(step - edge_width(edge.weight)))
            self._add(edge, colour, width)
        self.update()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        for (colour, width), lines in self._lines.items():
            painter.setPen(pen(colour, width))
            painter.drawLines(lines)
        if is_readable(painter):
            painter.setPen(Qt.PenStyle.NoPen)
            for colour, heads in self._shapes.items():
                painter.fillPath(heads, QColor(colour))

    def _add(self, edge: EdgeItem, colour: str, width: float) -> None:
        length, half = head_size(_HEAD_WIDTH)
        points = [QPointF(*piece[:2]) for piece in edge.route.pieces().tolist()]
        points.append(edge.route.end - edge.route.arriving * (0.8 * length))
        lines = self._lines.setdefault((colour, width), [])
        lines.extend(QLineF(start, end) for start, end in zip(points, points[1:], strict=False))
        heads = self._shapes.setdefault(colour, QPainterPath())
        heads.addPolygon(arrow_head(edge.route.end, edge.route.arriving, length, half))
        heads.closeSubpath()
