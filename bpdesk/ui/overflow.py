"""A button at the end of a bar that is too narrow: its menu offers what had to give way."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from bpdesk.text import tr
from bpdesk.ui.icons import icon
from bpdesk.ui.theme import Theme


class Overflow(QToolButton):
    """It is there while anything is hidden."""

    def __init__(self, object_name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setAccessibleName(tr("More"))
        self.setToolTip(tr("What finds no room in this bar"))
        self.setIconSize(QSize(20, 20))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menu = QMenu(self)
        menu.setObjectName(f"{object_name}.menu")
        menu.setToolTipsVisible(True)
        self.setMenu(menu)
        self.hide()

    def offer(self, actions: Sequence[QAction]) -> None:
        """Offer those actions, in their order; none where there is room for all."""
        self.menu().clear()
        self.menu().addActions(list(actions))
        self.setVisible(bool(actions))

    def show_theme(self, theme: Theme) -> None:
        self.setIcon(icon("more", theme))
