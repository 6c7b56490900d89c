"""What lies over a plot while it is zoomed: back to all of it, and to follow the newest iteration."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from bpdesk.text import tr
from bpdesk.ui import fonts
from bpdesk.ui.theme import Theme


class ZoomButtons(QWidget):
    """`show_all_wanted` and `follow_chosen` come from a person only."""

    show_all_wanted = Signal()
    follow_chosen = Signal(bool)

    def __init__(self, object_name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.follow = self._button(f"{object_name}.follow", tr("Follow"), tr("Keep the newest iteration in view"))
        self.follow.setCheckable(True)
        self.show_all = self._button(f"{object_name}.showAll", tr("Show all"), tr("Back to the whole plot"))
        self.follow.toggled.connect(self.follow_chosen)
        self.show_all.clicked.connect(self.show_all_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.follow)
        row.addWidget(self.show_all)
        self.hide()

    def show_zoom(self, zoomed: bool) -> None:
        """Be there while it is zoomed; a new zoom stays where it is."""
        if not zoomed:
            self.follow.setChecked(False)
        self.setVisible(zoomed)

    def show_theme(self, theme: Theme) -> None:
        self.setStyleSheet(
            f"QToolButton {{ background: {theme.canvas}; border: 1px solid {theme.field_border}; padding: 3px 8px; }}"
            f"QToolButton:checked {{ background: {theme.accent_soft}; border: 1px solid {theme.accent}; }}"
        )

    def _button(self, object_name: str, label: str, tool_tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(object_name)
        button.setText(label)
        button.setFont(fonts.font(12))
        button.setToolTip(tool_tip)
        button.setAccessibleName(label)
        return button
