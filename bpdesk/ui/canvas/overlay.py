"""The strip below the canvas: a hint with its key on the left, the zoom on the right. No network lies under it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from bpdesk.text import tr, whole
from bpdesk.ui import fonts
from bpdesk.ui.ink import ink
from bpdesk.ui.theme import Theme

STRIP = 40
"""The strip's height at 100 %."""
_FROM_RIM, _APART = 20, 12
_TEXT_SIZE = 13


class Hint(QWidget):
    """One line with one key: `Space` makes the next step."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("canvas_hint")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._is_wanted = self._is_covered = False
        self._key, self._text = QLabel(self), QLabel(self)
        self._told = ""
        for label in (self._key, self._text):
            label.setTextFormat(Qt.TextFormat.PlainText)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._key)
        layout.addWidget(self._text)
        self.hide()

    def show_hint(self, key: str, text: str) -> None:
        self._key.setText(key)
        self._key.setVisible(bool(key))
        self._told = text
        self._text.setText(text)
        self._text.setToolTip(text)
        self.setAccessibleName(f"{key} {text}")
        self.adjustSize()
        self._is_wanted = True
        self.setVisible(not self._is_covered)
        self.raise_()

    def put_away(self) -> None:
        """There is nothing to tell any more."""
        self._is_wanted = False
        self.hide()

    def cover(self, covered: bool) -> None:
        """Give way to what stands in its place now."""
        self._is_covered = covered
        self.setVisible(self._is_wanted and not covered)

    def show_theme(self, theme: Theme) -> None:
        self._key.setFont(fonts.font(_TEXT_SIZE, fonts.MEDIUM))
        self._text.setFont(fonts.font(_TEXT_SIZE))
        self._key.setStyleSheet(
            f"background: {theme.panel}; color: {theme.text}; border: 1px solid {theme.field_border}; border-radius: 5px; padding: 2px 8px;"
        )
        ink(self._text, theme.muted)

    def move_into(self, parent: QWidget, until: int) -> None:
        """Stand at the lower left of the parent, cut short before `until`."""
        room = until - 2 * _FROM_RIM - (self._key.sizeHint().width() + _APART if self._key.text() else 0)
        self._text.setText(self._text.fontMetrics().elidedText(self._told, Qt.TextElideMode.ElideRight, max(room, 0)))
        self.adjustSize()
        self.move(_FROM_RIM, parent.height() - (fonts.scaled(STRIP) + self.height()) // 2)


class ZoomText(QLabel):
    """`150 %`"""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("canvas_zoom")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_zoom(self, zoom: float) -> None:
        self.setText(tr("{percent} %", percent=whole(round(100 * zoom))))
        self.setAccessibleName(tr("Zoom {percent} %", percent=whole(round(100 * zoom))))
        self.adjustSize()

    def show_theme(self, theme: Theme) -> None:
        self.setFont(fonts.font(_TEXT_SIZE))
        ink(self, theme.muted)
        self.adjustSize()

    def move_into(self, parent: QWidget) -> None:
        self.move(parent.width() - self.width() - _FROM_RIM, parent.height() - (fonts.scaled(STRIP) + self.height()) // 2)
