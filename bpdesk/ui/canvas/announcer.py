"""Tells a screen reader what is selected on the canvas: name, role and values."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from bpdesk.text import count, tr
from bpdesk.ui.canvas.scene import NetworkScene


class Announcer(QObject):
    """Of one view."""

    def __init__(self, view: QWidget, scene: NetworkScene) -> None:
        super().__init__(view)
        self._view, self._scene = view, scene
        scene.selection_changed.connect(self._announce)

    def _announce(self) -> None:
        told = self._told()
        self._view.setAccessibleDescription(told)
        if told and self._view.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._view, told))

    def _told(self) -> str:
        choice, reading = self._scene.choice, self._scene.reading
        if choice.primary is not None:
            return reading.tooltip(*choice.primary).replace("\n", ", ")
        if choice.is_empty:
            return tr("Nothing is selected.")
        nodes, edges = len(choice.nodes), len(choice.edges)
        parts = [count(nodes, "{n} node", "{n} nodes")] if nodes else []
        parts += [count(edges, "{n} connection", "{n} connections")] if edges else []
        return tr("{things} selected", things=tr(" and ").join(parts))
