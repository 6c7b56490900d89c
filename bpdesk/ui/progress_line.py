"""A line while something takes longer than a moment: what, how far it is, and a way to end it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QToolButton, QWidget

from bpdesk.text import tr
from bpdesk.ui import fonts

_NARROWEST, _WIDEST = 60, 160
_STEPS = 1000


class ProgressLine(QWidget):
    """Shows what `show_share` is given. `words` say what is being done, `stop` what its button does."""

    cancelled = Signal()

    def __init__(self, object_name: str, words: str, stop: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self._label = QLabel(words, self)
        self._label.setObjectName(f"{object_name}.label")
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setFont(fonts.font(12))
        self.bar = QProgressBar(self)
        self.bar.setObjectName(f"{object_name}.bar")
        self.bar.setAccessibleName(words)
        self.bar.setRange(0, _STEPS)
        self.bar.setTextVisible(False)
        self.bar.setMinimumWidth(_NARROWEST)
        self.bar.setMaximumWidth(_WIDEST)
        self.bar.setFixedHeight(8)
        self.bar.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.cancel = QToolButton(self)
        self.cancel.setObjectName(f"{object_name}.cancel")
        self.cancel.setText(tr("Cancel"))
        self.cancel.setFont(fonts.font(12))
        self.cancel.setToolTip(stop)
        self.cancel.setAccessibleName(stop)
        self.cancel.clicked.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.addStretch(1)
        row.addWidget(self._label)
        row.addWidget(self.bar, 2)
        row.addWidget(self.cancel)

    def show_share(self, share: float) -> None:
        """From 0 to 1."""
        self.bar.setValue(round(share * _STEPS))
