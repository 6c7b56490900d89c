"""The field to type a number in."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Signal
from PySide6.QtWidgets import QWidget

from bpdesk.text import exact, read_number, tr
from bpdesk.ui.canvas.field_over import FieldOver
from bpdesk.ui.canvas.place import Place
from bpdesk.ui.canvas.reading import Reading
from bpdesk.ui.theme import Theme


class ValueEditor(FieldOver):
    """Edits one number; None is one that is missing."""

    edited = Signal(Place, float)

    def __init__(self, place: Place, value: float | None, theme: Theme, parent: QWidget) -> None:
        super().__init__("" if value is None else exact(value), theme, parent)
        self.place = place
        self._value = value
        self.setObjectName("value_editor")
        self.setAccessibleName(tr("New value"))
        self.setToolTip(tr("Enter takes the number, Esc leaves it as it was."))

    def read(self) -> Callable[[], None]:
        if self._value is None and not self.text().strip():
            return self.nothing
        value = read_number(self.text())
        return self.nothing if value == self._value else lambda: self.edited.emit(self.place, value)

    def place_in(self, reading: Reading) -> QRectF | None:
        return reading.rectangle(self.place) if reading.has(self.place) else None
