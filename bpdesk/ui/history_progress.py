"""A line in the status bar while a history is written: how far it is, and a way to end it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from bpdesk.text import tr
from bpdesk.ui import fonts

_WIDTH = 160
_STEPS = 1000


class HistoryProgress(QWidget):
    """Shows what `show_share` is given."""

    cancelled = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("historyProgress")
        label = QLabel(tr("Writing {name}…", name=name), self)
        label.setFont(fonts.font(12))
        self.bar = QProgressBar(self)
        self.bar.setObjectName("historyProgress.bar")
        self.bar.setAccessibleName(tr("How much of the history is written"))
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(_WIDTH, 8)
        self.cancel = QToolButton(self)
        self.cancel.setObjectName("historyProgress.cancel")
        self.cancel.setText(tr("Cancel"))
        self.cancel.setFont(fonts.font(12))
        self.cancel.setToolTip(tr("Stop writing the history; no file is left"))
        self.cancel.setAccessibleName(tr("Stop writing the history"))
        self.cancel.clicked.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.addStretch(1)
        for widget in (label, self.bar, self.cancel):
            row.addWidget(widget)

    def show_share(self, share: float) -> None:
        self.bar.setValue(round(share * _STEPS))
