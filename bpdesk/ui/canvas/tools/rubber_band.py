"""The rubber band: selects the nodes whose centres it holds, and the edges that lie wholly within it."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush, QColor, QPen
from PySide6.QtWidgets import QGraphicsRectItem

from bpdesk.ui.canvas.scene import NetworkScene
from bpdesk.ui.canvas.selection import Selection


class RubberBand:
    """Selects while it is drawn; `before` is what stays selected all the same."""

    def __init__(self, scene: NetworkScene, before: Selection, at: QPointF) -> None:
        self._scene, self._before, self._from = scene, before, at
        self._band = QGraphicsRectItem(QRectF(at, at))
        self._band.setZValue(10)
        outline, ground = QPen(QColor(scene.theme.accent), 1), QColor(scene.theme.accent)
        outline.setCosmetic(True)
        ground.setAlpha(28)
        self._band.setPen(outline)
        self._band.setBrush(QBrush(ground))
        scene.addItem(self._band)

    def move(self, at: QPointF) -> None:
        rect = QRectF(self._from, at).normalized()
        self._band.setRect(rect)
        nodes, edges = self._scene.within(rect)
        self._scene.choose(self._before.with_others(self._scene.network, nodes, edges))

    def end(self, at: QPointF) -> None:
        self.move(at)
        self._scene.removeItem(self._band)

    def cancel(self) -> None:
        self._scene.removeItem(self._band)
        self._scene.choose(self._before.within(self._scene.network))
