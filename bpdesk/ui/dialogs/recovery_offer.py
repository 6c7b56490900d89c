"""Offers documents that were not saved when bpdesk ended. It only asks; who opens and who removes is told by signals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from bpdesk.files.recovery import Broken, Copy
from bpdesk.text import count, one_line, tr
from bpdesk.ui import fonts

_WIDTH, _TALLEST = 560, 420
_LONGEST_NAME, _LONGEST_PLACE = 120, 400
_MOST_NAMED = 5


class RecoveryOffer(QDialog):
    """A row for each copy, and a word on those that can't be read. It closes when all are open; what wasn't decided is offered at the
    next start.

    What is discarded goes when it closes, so that it can be taken back until then. It appears while the person is about to do something
    else: no key does anything before one of its buttons is chosen.
    """

    opened = Signal(object)
    discarded = Signal(object)

    def __init__(self, copies: Sequence[Copy], broken: Sequence[Broken] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recovery")
        self.setWindowTitle(tr("Recovered"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._undecided, self._discarded = list(copies), list[Copy]()
        title = _words(tr("bpdesk ended without saving."), self)
        title.setFont(fonts.font(15, fonts.SEMIBOLD))
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnStretch(0, 1)
        for number, (copy, text) in enumerate(zip(copies, _told_apart(copies), strict=True)):
            self._add(number, copy, text)
        rows = self._scrolled()
        # Behind the rows, as Tab leads.
        buttons = QDialogButtonBox(self)
        self._later = buttons.addButton(tr("Decide later"), QDialogButtonBox.ButtonRole.RejectRole)
        self._later.setObjectName("recovery.later")
        self._later.setToolTip(tr("Ask again at the next start"))
        self._later.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        self.finished.connect(self._let_go)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        told = _words("", self)
        told.setObjectName("recovery.broken")
        told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        told.setVisible(bool(broken))
        if broken:
            told.setText("{}. {}".format(*broken_in_words(broken)))
        for widget in (title, _words(tr("What was kept of unsaved work:"), self), rows, told, buttons):
            column.addWidget(widget)
        self.setMinimumWidth(_WIDTH)
        self.setFocus()

    def _add(self, number: int, copy: Copy, text: str) -> None:
        label, place = _words(text, self._rows), _words("", self._rows)
        for widget, name in ((label, "title"), (place, "place")):
            widget.setObjectName(f"recovery.{name}{number}")
        place.setFont(fonts.font(11))
        both = QVBoxLayout()
        both.setSpacing(2)
        both.addWidget(label)
        both.addWidget(place)
        take = _button(f"recovery.open{number}", tr("Open"), tr("Open it in a window of its own, to be looked at and saved"))
        leave = _button(f"recovery.discard{number}", tr("Discard"), tr("Remove this copy when this is closed"))
        leave.setCheckable(True)
        for column, button in enumerate((take, leave), 1):
            button.setAccessibleDescription(text)
            self._grid.addWidget(button, number, column)
        self._grid.addLayout(both, number, 0)

        def open_it() -> None:
            for widget in (label, place, take, leave):
                widget.hide()
            self._undecided.remove(copy)
            self.opened.emit(copy)
            self._show_decided()

        def show(is_discarded: bool) -> None:
            place.setText(tr("Discarded.") if is_discarded else _place(copy))
            leave.setText(tr("Keep") if is_discarded else tr("Discard"))
            take.setEnabled(not is_discarded)

        def discard(is_discarded: bool) -> None:
            source, goal = (self._undecided, self._discarded) if is_discarded else (self._discarded, self._undecided)
            source.remove(copy)
            goal.append(copy)
            show(is_discarded)
            self._show_decided()

        show(False)
        take.clicked.connect(open_it)
        leave.toggled.connect(discard)

    def _show_decided(self) -> None:
        if not self._undecided and not self._discarded:
            self.accept()
        self._later.setText(tr("Decide later") if self._undecided else tr("Close"))

    def _let_go(self) -> None:
        for copy in self._discarded:
            self.discarded.emit(copy)

    def _scrolled(self) -> QScrollArea:
        area = QScrollArea(self)
        area.setObjectName("recovery.copies")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(self._rows)
        area.viewport().setAutoFillBackground(False)
        self._rows.setAutoFillBackground(False)
        area.setMinimumHeight(min(self._rows.sizeHint().height(), _TALLEST))
        return area


def broken_in_words(broken: Sequence[Broken]) -> tuple[str, str]:
    """A title and what is told of copies that can't be read: each by its name, and why."""
    title = count(len(broken), "A recovery copy can't be read", "{n} recovery copies can't be read")
    if len(broken) == 1:
        return title, tr("{reason}. It is kept as {path}.", reason=broken[0].reason.rstrip("."), path=str(broken[0].file))
    named = "; ".join(f"{one.file.name}: {one.reason.rstrip('.')}" for one in broken[:_MOST_NAMED])
    more = " …" if len(broken) > _MOST_NAMED else ""
    return title, tr("They are kept in {folder}. {named}.{more}", folder=str(broken[0].file.parent), named=named, more=more)


def _told_apart(copies: Sequence[Copy]) -> list[str]:
    """Name and time of each; with seconds where two would be the same."""
    short = [f"{_name(copy)}, {_when(copy.time, 'HH:mm')}" for copy in copies]
    twice = {text for text, count in Counter(short).items() if count > 1}
    return [f"{_name(copy)}, {_when(copy.time, 'HH:mm:ss')}" if text in twice else text for copy, text in zip(copies, short, strict=True)]


def _name(copy: Copy) -> str:
    title = copy.title.strip() if copy.original is None else copy.original.name
    return one_line(title, _LONGEST_NAME) or tr("Untitled")


def _place(copy: Copy) -> str:
    return tr("Never saved") if copy.original is None else one_line(str(copy.original.parent), _LONGEST_PLACE)


def _when(time: datetime, clock: str) -> str:
    """In the person's own time and way of writing it."""
    local, locale = QDateTime.fromSecsSinceEpoch(int(time.timestamp())), QLocale()
    hour = locale.toString(local.time(), clock)
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
