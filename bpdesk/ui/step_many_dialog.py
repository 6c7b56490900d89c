"""Asks how many iterations to go on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from bpdesk.text import read_number, tr
from bpdesk.ui import fonts
from bpdesk.ui.ink import ink
from bpdesk.ui.theme import Theme

MOST = 10**12


class StepManyDialog(QDialog):
    """Tells the whole number that was typed."""

    count_chosen = Signal(object)
    """A Python int: it may be beyond what a signal's own int holds."""

    def __init__(self, count: int, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stepMany")
        self.setWindowTitle(tr("Step N iterations"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.field = QLineEdit(str(count), self)
        self.field.setObjectName("stepMany.count")
        self.field.setAccessibleName(tr("Iterations"))
        self.field.selectAll()
        self.reason = QLabel(self)
        self.reason.setObjectName("stepMany.reason")
        self.reason.setFont(fonts.font(12))
        self.reason.setTextFormat(Qt.TextFormat.PlainText)
        self.reason.setWordWrap(True)
        ink(self.reason, theme.problem)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        go = QPushButton(tr("Step"), buttons)
        go.setObjectName("stepMany.go")
        go.setProperty("primary", True)
        go.setDefault(True)
        buttons.addButton(go, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        label = QLabel(tr("How many iterations to go on:"), self)
        label.setBuddy(self.field)
        for widget in (label, self.field, self.reason, buttons):
            column.addWidget(widget)
        self.setMinimumWidth(320)

    def accept(self) -> None:
        try:
            value = read_number(self.field.text())
            if value != int(value) or not 1 <= value <= MOST:
                raise ValueError(tr("Type a whole number from 1 to a million million."))
        except ValueError as reason:
            self.reason.setText(str(reason))
            self._give_room()
            self.field.setFocus()
            return
        self.count_chosen.emit(int(value))
        super().accept()

    def _give_room(self) -> None:
        """A dialog doesn't grow by itself for text that wraps."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))
