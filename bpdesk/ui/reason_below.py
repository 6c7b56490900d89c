"""Why what is typed in a field of a bar can't be taken, in one line below it: there is no other room for it, and it must not be missed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QLabel

from bpdesk.text import tr
from bpdesk.ui import fonts
from bpdesk.ui.theme import Theme
from bpdesk.ui.value_field import ValueField

_SIZE, _BELOW = 13, 4


class ReasonBelow(QLabel):
    """Lies over what is below the field, its right end under the field's, for as long as the reason holds."""

    def __init__(self, field: ValueField, theme: Theme) -> None:
        super().__init__(field)
        self._field = field
        self.setObjectName(f"{field.objectName()}.reason")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        self.show_theme(theme)
        field.refused.connect(self._tell)

    def show_theme(self, theme: Theme) -> None:
        self.setFont(fonts.font(_SIZE))
        self.setStyleSheet(
            f"background: {theme.problem_soft}; color: {theme.problem}; border: 1px solid {theme.problem};"
            "border-radius: 5px; padding: 3px 8px;"
        )
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Move):
            self._place()
        return False

    def _tell(self, reason: str) -> None:
        window = self._field.window()
        if self.parent() is not window:
            self.setParent(window)
            window.installEventFilter(self)
            self._field.installEventFilter(self)
        before = self._field.write(self._field.value)
        self.setText(f"{reason} {tr('Esc puts {value} back.', value=before)}" if reason else "")
        self.setVisible(bool(reason))
        self._place()

    def _place(self) -> None:
        if self.isHidden() or not self.text():
            return
        self.adjustSize()
        window = self._field.window()
        below = self._field.mapTo(window, QPoint(self._field.width(), self._field.height() + _BELOW))
        self.move(max(0, min(below.x(), window.width()) - self.width()), below.y())
        self.raise_()
