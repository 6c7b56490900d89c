"""The row above what stands in a dock: the panel's ground, also where the dock has taken it out, and the hairline that parts it."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolButton, QWidget

from bpdesk.ui.icons import IN_BUTTONS
from bpdesk.ui.theme import Theme

_HEIGHT = 36


class Header(QWidget):
    """What it holds is laid out by whoever is one."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumHeight(_HEIGHT)
        self._theme = theme

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(self._theme.panel))
            painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(self._theme.border))

    def icon_button(self, object_name: str, tool_tip: str, name: str = "") -> QToolButton:
        """A button that will show an icon; its accessible name is the tooltip where it has no shorter one."""
        button = QToolButton(self)
        button.setObjectName(object_name)
        button.setIconSize(QSize(IN_BUTTONS, IN_BUTTONS))
        button.setToolTip(tool_tip)
        button.setAccessibleName(name or tool_tip)
        return button
