"""Panning: the point that was grasped stays under the pointer."""

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QGraphicsView

from bpdesk.ui.canvas.lens import Lens


class Pan:
    """Moves the view over its scene; a cancelled one stays where it came."""

    def __init__(self, view: QGraphicsView, lens: Lens, at: QPointF) -> None:
        self._view, self._lens, self._grasped = view, lens, at

    def move(self, at: QPointF) -> None:
        self._lens.pan(self._view.mapFromScene(self._grasped) - self._view.mapFromScene(at))

    def end(self, at: QPointF) -> None:
        self.move(at)

    def cancel(self) -> None:
        return
