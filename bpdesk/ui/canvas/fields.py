"""The one field that may be open over the canvas: opened over a number or a name, kept in its place, closed."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtWidgets import QGraphicsView

from bpdesk.ui.canvas.field_over import FieldOver
from bpdesk.ui.canvas.name_editor import NameEditor
from bpdesk.ui.canvas.place import Place
from bpdesk.ui.canvas.scene import NetworkScene
from bpdesk.ui.canvas.value_editor import ValueEditor
from bpdesk.ui.theme import Theme


class Fields(QObject):
    """Fields over one view."""

    value_edited = Signal(Place, float)
    name_edited = Signal(str, str, str)

    def __init__(self, view: QGraphicsView, scene: NetworkScene) -> None:
        super().__init__(view)
        self._view, self._scene = view, scene
        self.field: FieldOver | None = None

    def edit(self, place: Place, begins: str = "") -> None:
        """Open a field over a number, with what is typed already; one that is open with something unreadable stays."""
        if self.commit() and self._scene.reading.has(place):
            editor = ValueEditor(place, self._scene.reading.value(place), self._scene.theme, self._view)
            editor.edited.connect(self.value_edited)
            editor.tabbed.connect(lambda forward: self._go_on(place, forward))
            self._open(editor)
            if begins:
                editor.insert(begins)

    def rename(self, kind: str, identifier: str) -> None:
        """Open a field over the name of an edge (`weight`) or a node."""
        if self.commit() and self._scene.reading.has_thing(kind, identifier):
            editor = NameEditor(kind, identifier, self._scene.reading.label(kind, identifier), self._scene.theme, self._view)
            editor.edited.connect(self.name_edited)
            editor.tabbed.connect(lambda _forward: self.commit())
            self._open(editor)

    def commit(self) -> bool:
        """Take what is being typed; False when it can't be read, and stays open."""
        return self.field is None or self.field.commit()

    def show_theme(self, theme: Theme) -> None:
        if self.field is not None:
            self.field.show_theme(theme)

    def follow(self) -> None:
        """Stay over the text, and close when that is gone."""
        if self.field is None:
            return
        rect = self.field.place_in(self._scene.reading)
        if rect is None:
            self.field.cancel()
        else:
            self.field.cover(QRectF(self._view.mapFromScene(rect).boundingRect()))

    def _go_on(self, place: Place, forward: bool) -> None:
        """Take what is typed, and open a field over the next number."""
        if self.commit():
            places = self._scene.reading.places()
            if place in places:
                self.edit(places[(places.index(place) + (1 if forward else -1)) % len(places)])

    def _open(self, field: FieldOver) -> None:
        field.closed.connect(self._forget)
        self.field = field
        self.follow()
        field.show()
        field.setFocus()

    def _forget(self) -> None:
        self.field = None
        self._view.setFocus()
