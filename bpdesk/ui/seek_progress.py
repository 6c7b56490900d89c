"""A line in the status bar while a way to an iteration takes longer than a moment: how far it is, and a way to end it."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from bpdesk.text import tr, whole
from bpdesk.ui import fonts
from bpdesk.ui.playback import Way

_WIDTH, _STEPS = 160, 1000
_PATIENCE_MILLISECONDS = 400


class SeekProgress(QWidget):
    """Shows a way; `shown` tells when it comes and goes."""

    cancelled = Signal()
    shown = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("seekProgress")
        self._label = QLabel(self)
        self._label.setObjectName("seekProgress.label")
        self._label.setFont(fonts.font(12))
        self._bar = QProgressBar(self)
        self._bar.setObjectName("seekProgress.bar")
        self._bar.setAccessibleName(tr("How far the way to the iteration is"))
        self._bar.setRange(0, _STEPS)
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(_WIDTH, 8)
        self.cancel = QToolButton(self)
        self.cancel.setObjectName("seekProgress.cancel")
        self.cancel.setText(tr("Cancel"))
        self.cancel.setFont(fonts.font(12))
        self.cancel.setToolTip(tr("Stay at the iteration that is shown (Esc)"))
        self.cancel.setAccessibleName(tr("Stay at the iteration that is shown"))
        self.cancel.clicked.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.addStretch(1)
        for widget in (self._label, self._bar, self.cancel):
            row.addWidget(widget)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MILLISECONDS)
        self._patience.timeout.connect(self._come)
        self.hide()

    def show_way(self, way: Way | None) -> None:
        """Show how far it is; nothing for a way that is soon done."""
        if way is None:
            self._patience.stop()
            self._go()
            return
        if self.isHidden() and not self._patience.isActive():
            self._patience.start()
        self._label.setText(tr("Iteration {k} of {goal}", k=whole(way.at), goal=whole(way.goal)))
        self._bar.setValue(round(way.share * _STEPS))

    def _come(self) -> None:
        self.show()
        self.shown.emit(True)

    def _go(self) -> None:
        if not self.isHidden():
            self.hide()
            self.shown.emit(False)
