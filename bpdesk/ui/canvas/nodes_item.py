"""Draws the nodes of a large network seen from afar, all at once: items cost more than their shapes. Each one's item answers clicks."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from bpdesk.ui.canvas.crowd_film import CrowdFilm, Stroke
from bpdesk.ui.canvas.geometry import HALF_SQUARE, INNER_RADIUS, RADIUS, SQUARE_CORNER
from bpdesk.ui.canvas.node_item import RIM, NodeItem
from bpdesk.ui.canvas.paint import ink, pen

_NO_BRUSH = Qt.BrushStyle.NoBrush
_AROUND = RADIUS + RIM
_IN_A_STROKE = 40


class NodesItem(QGraphicsItem):
    """Lies just below the nodes that draw themselves."""

    def __init__(self, scene: QObject) -> None:
        super().__init__()
        self.setZValue(2.9)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self._film = CrowdFilm(self.update, scene)
        self._nodes: tuple[NodeItem, ...] = ()
        self._drawn: list[NodeItem] = []
        self._bounds = QRectF()

    def show_nodes(self, nodes: Iterable[NodeItem]) -> None:
        """Take the nodes of a network, also when they stand elsewhere now."""
        self.prepareGeometryChange()
        self._nodes, self._bounds = tuple(nodes), QRectF()
        for node in self._nodes:
            self._bounds = self._bounds.united(_around(node))
        self._film.forget()
        self.update()

    def show_values(self) -> None:
        """Fill them with the colours of their new values, bit by bit where they are many."""
        self._film.grow_old()
        self.update()

    def show_theme(self) -> None:
        self._film.forget()
        self.update()

    def follow(self, node: NodeItem) -> None:
        """Take one that has moved."""
        self.prepareGeometryChange()
        self._bounds = self._bounds.united(_around(node))
        self._film.forget()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        drawn = [node for node in self._nodes if node.is_drawn_by_others and node.isVisible()]
        if drawn != self._drawn:
            self._drawn = drawn
            self._film.forget()
        if not drawn:
            return
        if widget is None:
            for stroke in _strokes(drawn, self._bounds):
                stroke(painter)
        else:
            self._film.show(painter, option.exposedRect, lambda _, seen: _strokes(drawn, seen))


def _strokes(nodes: Sequence[NodeItem], seen: QRectF) -> Iterator[Stroke]:
    around = seen.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)
    there = [node for node in nodes if around.contains(node.pos())]
    for first in range(0, len(there), _IN_A_STROKE):
        yield partial(_draw, there[first : first + _IN_A_STROKE])


def _draw(nodes: Sequence[NodeItem], painter: QPainter) -> None:
    painter.setPen(pen(nodes[0].theme.node_line, RIM))
    for node in nodes:
        painter.setBrush(ink(node.fill))
        if node.node.kind == "input":
            square = QRectF(-HALF_SQUARE, -HALF_SQUARE, 2 * HALF_SQUARE, 2 * HALF_SQUARE)
            painter.drawRoundedRect(square.translated(node.pos()), SQUARE_CORNER, SQUARE_CORNER)
        else:
            painter.drawEllipse(node.pos(), RADIUS, RADIUS)
            if node.node.kind == "output":
                painter.setBrush(_NO_BRUSH)
                painter.drawEllipse(node.pos(), INNER_RADIUS, INNER_RADIUS)


def _around(node: NodeItem) -> QRectF:
    return QRectF(node.x() - _AROUND, node.y() - _AROUND, 2 * _AROUND, 2 * _AROUND)
