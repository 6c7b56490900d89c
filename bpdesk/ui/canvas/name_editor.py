"""The field to type a name in, of a node or an edge."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Signal
from PySide6.QtWidgets import QWidget

from bpdesk.model.names import checked_label
from bpdesk.text import tr
from bpdesk.ui.canvas.field_over import FieldOver
from bpdesk.ui.canvas.reading import Reading
from bpdesk.ui.theme import Theme


class NameEditor(FieldOver):
    """Edits one label; without one the id is shown."""

    edited = Signal(str, str, str)
    """Kind (`weight` or another of a node), id and label."""

    def __init__(self, kind: str, identifier: str, label: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(label or identifier, theme, parent)
        self._kind, self._id, self._before = kind, identifier, label
        self.setObjectName("name_editor")
        self.setAccessibleName(tr("New name"))
        self.setToolTip(tr("Enter takes the name, Esc leaves it as it was. h_1 shows an index, a^{(L)} an exponent."))

    def read(self) -> Callable[[], None]:
        name = self.text().strip()
        name = "" if name == self._id else checked_label(name) or ""
        return self.nothing if name == self._before else lambda: self.edited.emit(self._kind, self._id, name)

    def place_in(self, reading: Reading) -> QRectF | None:
        return reading.label_rectangle(self._kind, self._id) if reading.has_thing(self._kind, self._id) else None
