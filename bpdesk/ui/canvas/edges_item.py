"""Draws the edges of a network that is no crowd, all at once: many items cost more than their lines. Each one's item answers clicks."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from bpdesk.ui.canvas.edge_item import EdgeItem
from bpdesk.ui.canvas.paint import ink

_NO_PEN, _NO_BRUSH = Qt.PenStyle.NoPen, Qt.BrushStyle.NoBrush


class EdgesItem(QGraphicsItem):
    """Lies under all that draws itself; empty while the network is a crowd."""

    def __init__(self) -> None:
        super().__init__()
        self.setZValue(-1)
        self._edges: tuple[EdgeItem, ...] = ()
        self._bounds = QRectF()

    def show_edges(self, edges: Iterable[EdgeItem]) -> None:
        """Take the edges of a network, or none; also when they have other ways now."""
        self.prepareGeometryChange()
        self._edges, self._bounds = tuple(edges), QRectF()
        for edge in self._edges:
            self._bounds = self._bounds.united(edge.boundingRect())
        self.update()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """All lines, then all heads, so that pens and brushes change as seldom as they can."""
        drawn = [edge.stroke for edge in self._edges if edge.is_drawn_by_others]
        painter.setBrush(_NO_BRUSH)
        for stroke in drawn:
            stroke.draw_line(painter)
        painter.setPen(_NO_PEN)
        filled = ""
        for stroke in sorted(drawn, key=lambda each: each.colour):
            if stroke.colour != filled:
                filled = stroke.colour
                painter.setBrush(ink(filled))
            painter.drawPolygon(stroke.head)
