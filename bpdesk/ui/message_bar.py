"""One message above the canvas: what happened and what to do. It pushes the canvas down and never covers it."""

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from bpdesk.text import tr
from bpdesk.ui import fonts
from bpdesk.ui.icons import icon, pixmap
from bpdesk.ui.theme import Theme

Kind = Literal["news", "warning", "problem"]
"""Something that was asked for, something that wasn't, something that failed."""
Answer = tuple[str, Callable[[], None]]
_ICONS: dict[Kind, str] = {"news": "stop", "warning": "warning", "problem": "problem"}


class MessageBar(QFrame):
    """Shows one message at a time, the newest."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self.setMinimumHeight(60)
        self._theme: Theme = theme
        self._kind: Kind = "warning"
        self._still_holds: Callable[[], bool] = _always
        self._icon, self._title, self._text = QLabel(self), _label(self, "message.title"), _label(self, "message.text")
        self._title.setFont(fonts.font(13, fonts.SEMIBOLD))
        self._close = QToolButton(self)
        self._close.setObjectName("message.close")
        self._close.setToolTip(tr("Close this message"))
        self._close.setAccessibleName(tr("Close this message"))
        self._close.setIconSize(QSize(16, 16))
        self._close.clicked.connect(self.hide)
        self._answers: list[QPushButton] = []
        self._lay_out()
        self.show_theme(theme)
        self.hide()

    @property
    def tells_problem(self) -> bool:
        """Whether something that failed is being told: it stays until it is closed."""
        return not self.isHidden() and self._kind == "problem"

    @property
    def text(self) -> str:
        """Title and sentence, or nothing while there is no message."""
        return "" if self.isHidden() else f"{self._title.text()} {self._text.text()}".strip()

    def tell(
        self, kind: Kind, title: str, text: str = "", answers: Sequence[Answer] = (), *, while_holds: Callable[[], bool] | None = None
    ) -> None:
        """Show a message with a button for each answer; an answer closes it, and `look_again` once it no longer holds."""
        self._kind, self._still_holds = kind, while_holds or _always
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        for button in self._answers:
            self._row.removeWidget(button)
            button.deleteLater()
        self._answers = [self._new_answer(number, *answer) for number, answer in enumerate(answers)]
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.show_theme(self._theme)
        self.show()

    def look_again(self) -> None:
        """Put away what has become untrue."""
        if not self.isHidden() and not self._still_holds():
            self.hide()

    def tell_problem(self, title: str, text: str) -> None:
        """Show that something has failed."""
        self.tell("problem", title, text)

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        ink, ground = {
            "news": (theme.accent, theme.accent_soft),
            "warning": (theme.warning, theme.warning_soft),
            "problem": (theme.problem, theme.problem_soft),
        }[self._kind]
        self.setStyleSheet(f"#message {{ background: {ground}; border-left: 4px solid {ink}; }} .QLabel {{ color: {theme.text}; }}")
        self._icon.setPixmap(pixmap(_ICONS[self._kind], ink, 22, self.devicePixelRatioF()))
        self._close.setIcon(icon("close", theme, 16))

    def _new_answer(self, number: int, text: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(f"message.answer{number}")
        button.clicked.connect(self.hide)
        button.clicked.connect(lambda: act())
        self._row.insertWidget(self._row.count() - 1, button)
        return button

    def _lay_out(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 8, 12, 8)
        self._row.setSpacing(12)
        self._row.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self._title)
        column.addWidget(self._text)
        self._row.addLayout(column, 1)
        self._row.addWidget(self._close)


def _always() -> bool:
    return True


def _label(parent: QWidget, object_name: str) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(object_name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label
