"""Text that is dropped on the canvas. Files are the window's: they pass through."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QGraphicsView

Take = Callable[[str, QPointF], None]


class Drops(QObject):
    """Watches a view's viewport, and hands text on with the point of the scene where it fell."""

    def __init__(self, view: QGraphicsView, take: Take) -> None:
        super().__init__(view)
        self._view, self._take = view, take
        view.setAcceptDrops(True)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, (QDragEnterEvent, QDragMoveEvent, QDropEvent)):
            return False
        data = event.mimeData()
        if data.hasUrls() or not data.hasText():
            event.ignore()
            return True
        # A copy, also where a move is proposed: the other program keeps its text.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.type() == QEvent.Type.Drop:
            self._take(data.text(), self._view.mapToScene(event.position().toPoint()))
        return True
