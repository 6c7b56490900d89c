"""What a person is told when a bug slips through: what happened, whether work is safe, and the ways on. It fits on any screen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QDialog, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from bpdesk.text import tr
from bpdesk.ui import fonts
from bpdesk.ui.form import plain_label, push_button

_WIDTH, _AROUND, _FRAME = 540, 20, 16
_REPORT_HEIGHT = 220
_MAY_BREAK = "\N{ZERO WIDTH SPACE}"


class CrashDialog(QDialog):
    """`told` is what happened, `more` what to do, `report` for whoever mends it. Closing it is going on.

    It is no wider than `room`, the screen where that isn't given.
    """

    quit_wanted = Signal()

    def __init__(self, told: str, more: str, report: str, parent: QWidget | None = None, room: int | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("crashReport")
        self.setWindowTitle(tr("Something went wrong"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.told, self.more = plain_label(told, self), plain_label(_breakable(more), self)
        self.told.setFont(fonts.font(14, fonts.SEMIBOLD))
        self.report = QPlainTextEdit(report, self)
        self.report.setObjectName("crashReport.report")
        self.report.setAccessibleName(tr("The report"))
        self.report.setReadOnly(True)
        self.report.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.report.setMinimumHeight(80)
        self.report.hide()
        self._lay_out(self._buttons(), self._room() if room is None else room)

    def _buttons(self) -> list[QPushButton]:
        """The way on is the first."""
        go_on = push_button(tr("Go on"), "crashReport.goOn", tr("Close this and go on working"), self)
        go_on.setProperty("primary", True)
        go_on.setAutoDefault(True)
        go_on.setDefault(True)
        go_on.clicked.connect(self.accept)
        leave = push_button(tr("Save and quit"), "crashReport.leave", tr("Quit, after what is unsaved has been asked about"), self)
        leave.clicked.connect(self.accept)
        leave.clicked.connect(self.quit_wanted)
        copy = push_button(tr("Copy the report"), "crashReport.copy", tr("Put the report on the clipboard, to send it"), self)
        copy.clicked.connect(lambda: self._copy_report(copy))
        show = push_button(tr("Show the report"), "crashReport.show", tr("What the program writes about the bug"), self)
        show.setCheckable(True)
        show.toggled.connect(self._show_report)
        return [go_on, leave, copy, show]

    def _lay_out(self, buttons: list[QPushButton], room: int) -> None:
        row = QBoxLayout(QBoxLayout.Direction.RightToLeft)
        for button in buttons:
            row.addWidget(button)
        if row.sizeHint().width() + 2 * _AROUND > room:
            row.setDirection(QBoxLayout.Direction.TopToBottom)
        else:
            row.addStretch(1)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(_AROUND, _AROUND, _AROUND, _AROUND)
        column.setSpacing(12)
        for label in (self.told, self.more):
            label.setWordWrap(True)
            column.addWidget(label)
        column.addWidget(self.report, 1)
        column.addLayout(row)
        width = min(fonts.scaled(_WIDTH), room)
        self.resize(width, self._column.totalHeightForWidth(width))

    def _room(self) -> int:
        """How wide a window can be on this screen."""
        parent = self.parentWidget()
        screen = QGuiApplication.primaryScreen() if parent is None else parent.screen()
        return screen.availableGeometry().width() - _FRAME

    def _copy_report(self, button: QPushButton) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        button.setText(tr("Copied"))

    def _show_report(self, shows: bool) -> None:
        self.report.setVisible(shows)
        height = self._column.totalHeightForWidth(self.width()) + (_REPORT_HEIGHT if shows else 0)
        self.resize(self.width(), min(height, self.screen().availableGeometry().height() - 3 * _FRAME))


def _breakable(text: str) -> str:
    """A path is one word, which could be wider than the screen."""
    return text.replace("/", f"/{_MAY_BREAK}").replace("\\", f"\\{_MAY_BREAK}")
