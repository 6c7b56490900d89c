"""Draws the nodes of a large network seen from afar, all at once: items cost more than their shapes. Each one's item answers clicks."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from bpdesk.ui.canvas.geometry import HALF_SQUARE, INNER_RADIUS, RADIUS, SQUARE_CORNER
from bpdesk.ui.canvas.node_item import RIM, NodeItem
from bpdesk.ui.canvas.paint import ink, pen

_NO_BRUSH = Qt.BrushStyle.NoBrush
_AROUND = RADIUS + RIM


class NodesItem(QGraphicsItem):
    """Lies just below the nodes that draw themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.setZValue(2.9)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self._nodes: tuple[NodeItem, ...] = ()
        self._bounds = QRectF()

    def show_nodes(self, nodes: Iterable[NodeItem]) -> None:
        """Take the nodes of a network, also when they stand elsewhere now."""
        self.prepareGeometryChange()
        self._nodes, self._bounds = tuple(nodes), QRectF()
        for node in self._nodes:
            self._bounds = self._bounds.united(_around(node))
        self.update()

    def follow(self, node: NodeItem) -> None:
        """Take one that has moved."""
        self.prepareGeometryChange()
        self._bounds = self._bounds.united(_around(node))

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        seen = self._bounds if widget is None else option.exposedRect.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)
        drawn = [node for node in self._nodes if node.is_drawn_by_others and seen.contains(node.pos()) and node.isVisible()]
        if not drawn:
            return
        painter.setPen(pen(drawn[0].theme.node_line, RIM))
        for node in drawn:
            painter.setBrush(ink(node.fill))
            if node.node.kind == "input":
                square = QRectF(-HALF_SQUARE, -HALF_SQUARE, 2 * HALF_SQUARE, 2 * HALF_SQUARE)
                painter.drawRoundedRect(square.translated(node.pos()), SQUARE_CORNER, SQUARE_CORNER)
            else:
                painter.drawEllipse(node.pos(), RADIUS, RADIUS)
        painter.setBrush(_NO_BRUSH)
        for node in drawn:
            if node.node.kind == "output":
                painter.drawEllipse(node.pos(), INNER_RADIUS, INNER_RADIUS)


def _around(node: NodeItem) -> QRectF:
    return QRectF(node.x() - _AROUND, node.y() - _AROUND, 2 * _AROUND, 2 * _AROUND)
