"""The line under the network where a prediction is typed, and judged: a question, a field, and what the answer says."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from bpdesk.explain.hand.diagnosis import Diagnosis
from bpdesk.text import read_number, tr
from bpdesk.ui.icons import icon, pixmap
from bpdesk.ui.inspector.heading import Heading
from bpdesk.ui.theme import Theme
from bpdesk.ui.value_field import ValueField

_ICON = 18


class PredictBar(QFrame):
    """Asks for a value; tells what was typed, and which line of the derivation the person wants to see."""

    answered = Signal(str)
    line_wanted = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("predict")
        self._theme, self._found = theme, Diagnosis("other", "")
        self._question = Heading(theme, "predict.question", self)
        tip = tr("Your own result: a number with as many digits as you like, as 8.79, 8,79 or 1/3. Enter checks it.")
        self.field = ValueField(
            tr("Your result"), "predict.field", self, read=_number_as_typed, write=_as_typed, tip=tip, leaves_on_enter=False
        )
        self.field.setFixedWidth(150)
        self.field.value_typed.connect(self._take)
        self.field.refused.connect(self._show_refusal)
        self._check = QPushButton(tr("Check"), self)
        self._check.setObjectName("predict.check")
        self._check.setToolTip(tr("Say whether this is right, and if not, what may have gone wrong"))
        self._check.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._check.clicked.connect(self.field.commit)
        self._sign, self._told = QLabel(self), QLabel(self)
        self._told.setObjectName("predict.told")
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setWordWrap(True)
        self._told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._where = QPushButton(tr("Show where"), self)
        self._where.setObjectName("predict.where")
        self._where.setToolTip(tr("Show the line of the derivation where this belongs"))
        self._where.clicked.connect(lambda: self.line_wanted.emit(self._found.lines[0]))
        self._close = QToolButton(self)
        self._close.setObjectName("predict.close")
        self._close.setToolTip(tr("Stop asking"))
        self._close.setAccessibleName(tr("Stop asking"))
        self._close.setIconSize(QSize(16, 16))
        self._close.clicked.connect(self.closed)
        self._lay_out()
        self.ask("", "", is_possible=False)
        self.show_theme(theme)

    @property
    def text(self) -> str:
        """What is asked and what was told."""
        return f"{self._question.text} {self._told.text()}".strip()

    def ask(self, words: str, label: str, *, is_possible: bool) -> None:
        """Show another question, or why there is none."""
        self._question.show_text(words, label)
        self.field.setEnabled(is_possible)
        self._check.setEnabled(is_possible)
        self.field.show_value(None)
        self.field.put_back()
        self.show_diagnosis(Diagnosis("other", ""))

    def show_diagnosis(self, found: Diagnosis) -> None:
        """Show what the answer was worth. After a right one the keyboard is the window's again, so that Space steps on."""
        self._found = found
        if self._is_right and not self.field.isModified():
            self.field.clearFocus()
        self._told.setText(found.text)
        self._told.setAccessibleDescription(found.text)
        self._where.setVisible(bool(found.lines))
        self._show_sign()

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.setStyleSheet(f"#predict {{ background: {theme.accent_soft}; }} .QLabel {{ color: {theme.text}; background: transparent; }}")
        self._question.show_theme(theme)
        self._close.setIcon(icon("close", theme, 16))
        self._show_sign()

    @property
    def _is_right(self) -> bool:
        return self._found.outcome in ("right", "rounded")

    def _show_sign(self) -> None:
        self._sign.setVisible(bool(self._found.text))
        name, ink = ("check", self._theme.good) if self._is_right else ("warning", self._theme.warning)
        self._sign.setPixmap(pixmap(name, ink, _ICON, self.devicePixelRatioF()))

    def _take(self, typed: str) -> None:
        """It stays to be seen beside what is told of it."""
        self.field.show_value(typed)
        self.answered.emit(typed)

    def _show_refusal(self, reason: str) -> None:
        self.show_diagnosis(Diagnosis("other", reason))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 12, 8)
        column.setSpacing(4)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(10)
            column.addLayout(row)
        first.addWidget(self._question, 1)
        first.addWidget(self.field)
        first.addWidget(self._check)
        first.addWidget(self._close)
        second.addWidget(self._sign)
        second.addWidget(self._told, 1)
        second.addWidget(self._where)


def _number_as_typed(typed: str) -> str:
    """The text itself, whose digits tell how exact it means to be; ValueError where it is no number."""
    read_number(typed)
    return typed.strip()


def _as_typed(value: str | None) -> str:
    return value or ""
