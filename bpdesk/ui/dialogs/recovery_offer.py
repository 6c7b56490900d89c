"""Offers documents that were not saved when bpdesk ended. It only asks; who opens and who removes is told by signals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from bpdesk.files.recovery import Copy
from bpdesk.text import one_line, tr
from bpdesk.ui import fonts

_WIDTH, _TALLEST = 560, 420
_LONGEST_NAME = 120


class RecoveryOffer(QDialog):
    """A row for each copy. It closes when nothing is left to decide; what wasn't decided is offered at the next start."""

    opened = Signal(object)
    discarded = Signal(object)

    def __init__(self, copies: Sequence[Copy], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recovery")
        self.setWindowTitle(tr("Recovered"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._undecided = len(copies)
        title = _words(tr("bpdesk ended without saving."), self)
        title.setFont(fonts.font(15, fonts.SEMIBOLD))
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setSpacing(8)
        self._grid.setColumnStretch(0, 1)
        for number, copy in enumerate(copies):
            self._add(number, copy)
        buttons = QDialogButtonBox(self)
        later = buttons.addButton(tr("Decide later"), QDialogButtonBox.ButtonRole.RejectRole)
        later.setObjectName("recovery.later")
        later.setToolTip(tr("Ask again at the next start"))
        later.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        for widget in (title, _words(tr("What was kept of unsaved work:"), self), self._scrolled(), buttons):
            column.addWidget(widget)
        self.setMinimumWidth(_WIDTH)
        first = self.findChild(QPushButton, "recovery.open0")
        if first is not None:
            first.setFocus()

    def _add(self, number: int, copy: Copy) -> None:
        title = copy.title.strip() if copy.original is None else copy.original.name
        name = one_line(title, _LONGEST_NAME) or tr("Untitled")
        text = _words(f"{name}, {_when(copy.time)}", self._rows)
        text.setObjectName(f"recovery.title{number}")
        place = tr("Never saved") if copy.original is None else str(copy.original)
        text.setToolTip(place)
        text.setAccessibleDescription(place)
        take = _button(f"recovery.open{number}", tr("Open"), tr("Open it in a window of its own, to be looked at and saved"))
        leave = _button(f"recovery.discard{number}", tr("Discard"), tr("Remove this copy"))
        take.setProperty("primary", number == 0)
        take.setDefault(number == 0)
        for column, widget in enumerate((text, take, leave)):
            self._grid.addWidget(widget, number, column)
        take.clicked.connect(lambda: self._decide(copy, self.opened, (text, take, leave)))
        leave.clicked.connect(lambda: self._decide(copy, self.discarded, (text, take, leave)))

    def _decide(self, copy: Copy, answer: SignalInstance, row: Sequence[QWidget]) -> None:
        for widget in row:
            widget.hide()
        self._undecided -= 1
        answer.emit(copy)
        if self._undecided == 0:
            self.accept()

    def _scrolled(self) -> QScrollArea:
        area = QScrollArea(self)
        area.setObjectName("recovery.copies")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(self._rows)
        area.viewport().setAutoFillBackground(False)
        self._rows.setAutoFillBackground(False)
        area.setMinimumHeight(min(self._rows.sizeHint().height(), _TALLEST))
        return area


def _when(time: datetime) -> str:
    """In the person's own time and way of writing it."""
    local, locale = QDateTime.fromSecsSinceEpoch(round(time.timestamp())), QLocale()
    hour = locale.toString(local.time(), "HH:mm")
    days = local.date().daysTo(QDate.currentDate())
    if days in (0, 1):
        return tr("today at {time}", time=hour) if days == 0 else tr("yesterday at {time}", time=hour)
    return tr("{date} at {time}", date=locale.toString(local.date(), QLocale.FormatType.LongFormat), time=hour)


def _words(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _button(name: str, text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setToolTip(tip)
    button.setAutoDefault(False)
    return button
