"""Outlines of nodes that are about to be: where a copy will stand."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QGraphicsPathItem, QGraphicsScene

from bpdesk.model.network import Node
from bpdesk.ui.canvas.geometry import HALF_SQUARE, RADIUS, SQUARE_CORNER
from bpdesk.ui.canvas.paint import pen


class Ghosts:
    """Dashed outlines in a scene, until they are cleared."""

    def __init__(self, scene: QGraphicsScene, colour: str) -> None:
        self._scene, self._pen = scene, pen(colour, 1.5, dash=(4.0, 3.0))
        self._item: QGraphicsPathItem | None = None

    def show(self, nodes: Mapping[str, Node], positions: Mapping[str, tuple[float, float]]) -> None:
        """Outline those of the nodes there."""
        path = QPainterPath()
        for node, place in positions.items():
            half = HALF_SQUARE if nodes[node].kind == "input" else RADIUS
            body = QRectF(-half, -half, 2 * half, 2 * half).translated(QPointF(*place))
            if nodes[node].kind == "input":
                path.addRoundedRect(body, SQUARE_CORNER, SQUARE_CORNER)
            else:
                path.addEllipse(body)
        if self._item is None:
            self._item = QGraphicsPathItem()
            self._item.setPen(self._pen)
            self._item.setBrush(Qt.BrushStyle.NoBrush)
            self._item.setZValue(9)
            self._scene.addItem(self._item)
        self._item.setPath(path)

    def clear(self) -> None:
        if self._item is not None:
            self._scene.removeItem(self._item)
            self._item = None
