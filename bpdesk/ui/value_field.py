"""A line to type a value in, and what makes one of what is typed: the same rules in bars and panels as on the canvas.

A new kind of value is a reader (text → value, or ValueError with a sentence for the person), and a writer back.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from bpdesk.model.catalogue import Setting
from bpdesk.text import exact, read_number, tr
from bpdesk.ui import fonts

Read = Callable[[str], Any]
Write = Callable[[Any], str]

_WINDOW_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def not_negative(typed: str) -> float:
    """A number that is at least 0."""
    value = read_number(typed)
    if value < 0:
        raise ValueError(tr("Type a number that is not below 0."))
    return value


def within(setting: Setting) -> Read:
    """A number in that setting's range."""

    def read(typed: str) -> float:
        value = read_number(typed)
        if not setting.allows(value):
            raise ValueError(tr("{name} must be {range}.", name=tr(setting.label), range=setting.range_text))
        return value

    return read


def whole_number(lowest: int, highest: int) -> Read:
    """A whole number in that range, with all its digits."""

    def read(typed: str) -> int:
        plain = typed.strip()
        digits = plain.removeprefix("+")
        value = int(digits) if digits.isdecimal() and len(digits) < 40 else _whole(read_number(plain))
        if value is None or not lowest <= value <= highest:
            raise ValueError(tr("Type a whole number from {lowest} to {highest}.", lowest=lowest, highest=highest))
        return value

    return read


def or_none(read: Read) -> Read:
    """None for an empty line, else what `read` makes of it."""
    return lambda typed: read(typed) if typed.strip() else None


def number_text(value: float | None) -> str:
    """A number with all its digits; nothing for None."""
    return "" if value is None else exact(value)


def is_typing(event: QKeyEvent) -> bool:
    """Whether a key belongs to the field that is typed in: Space types there, it doesn't step. Function keys stay the window's."""
    return not event.modifiers() & _WINDOW_KEYS and not Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35


def _whole(value: float) -> int | None:
    return int(value) if value == int(value) else None


class ValueField(QLineEdit):
    """Enter and leaving it take what is typed; Esc puts back what was there, and is the dialog's where nothing is typed.

    What can't be read stays, and says why.

    `leaves_on_enter`: the keyboard goes back to the window once a value is taken; else it stays here, with all selected.
    """

    value_typed = Signal(object)
    refused = Signal(str)
    """The reason; empty when it no longer holds."""

    def __init__(
        self,
        name: str,
        object_name: str,
        parent: QWidget | None = None,
        *,
        read: Read = read_number,
        write: Write = number_text,
        tip: str = "",
        leaves_on_enter: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self.setFont(fonts.font(13))
        self._read, self.write, self._tip = read, write, tip or name
        self._leaves_on_enter = leaves_on_enter
        self._value: Any = None
        self._reason = ""
        self.setToolTip(self._tip)
        self.editingFinished.connect(self.commit)
        self.textEdited.connect(lambda: self.refuse(""))

    @property
    def value(self) -> Any:
        """The value in force."""
        return self._value

    @property
    def reason(self) -> str:
        """Why what is typed can't be taken."""
        return self._reason

    def show_value(self, value: Any) -> None:
        """Show the value in force; something that is being typed stays."""
        self._value = value
        if not self.isModified():
            self._show()

    def commit(self) -> bool:
        """Take what is typed; False, with the reason told, when it can't be read."""
        if not self.isModified():
            return True
        try:
            value = self._read(self.text())
        except ValueError as reason:
            self.refuse(str(reason))
            return False
        self.setModified(False)
        self.refuse("")
        if value != self._value:
            self.value_typed.emit(value)
        if self._reason:
            self.setModified(True)
            return False
        self._show()
        return True

    def put_back(self) -> None:
        """Forget what is being typed."""
        self.setModified(False)
        self._show()

    def refuse(self, reason: str) -> None:
        """Say why what is typed isn't taken; an empty reason takes that back."""
        if reason == self._reason:
            return
        self._reason = reason
        self.setProperty("invalid", bool(reason))
        self.setToolTip(reason or self._tip)
        self.style().unpolish(self)
        self.style().polish(self)
        self.refused.emit(reason)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_typing(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.setAccepted(self.isModified())  # with nothing to put back it is for the dialog around it
            self.put_back()
            self.clearFocus()
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.isModified():
            if self._leaves_on_enter:
                self.clearFocus()
            else:
                self.selectAll()

    def _show(self) -> None:
        text = self.write(self._value)
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)
        self.refuse("")
