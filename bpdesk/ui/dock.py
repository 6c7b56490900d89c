"""A panel's dock that doesn't come off by mistake."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QDockWidget


class Dock(QDockWidget):
    """A double-click on its header only brings it back; to come off it is dragged.

    By itself Qt would put a window without a frame over the very place, and move the others below it.
    """

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonDblClick and not self.isFloating():
            return True
        return super().event(event)
