"""One message above the canvas: what happened and what to do. It pushes the canvas down and never covers it.

A passing message takes the place of the one before. One about something that can be settled, as a file that couldn't be saved, stands
behind newer ones and comes back when they go, until whoever told it says that it is settled, or the person closes it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from bpdesk.text import tr
from bpdesk.ui import fonts
from bpdesk.ui.icons import icon, pixmap
from bpdesk.ui.scrolled import ScrolledText
from bpdesk.ui.theme import Theme

Kind = Literal["news", "warning", "problem"]
"""Something that was asked for, something that wasn't, something that failed."""
Answer = tuple[str, Callable[[], None]]
READING, SAVING, EXPORTING, OUTSIDE, ELSEWHERE = "reading", "saving", "exporting", "outside", "elsewhere"
"""What can be settled: a file that couldn't be read or saved, what couldn't be exported, a document's file that another program has
changed, or has open."""
SETTINGS, COPIES, LEFT_OUT = "settings", "copies", "left out"
"""What the person has to have seen: settings, and recovery copies, that were set aside; runs that a saved file doesn't hold."""
_NARROW = 640
_ICONS: dict[Kind, str] = {"news": "stop", "warning": "warning", "problem": "problem"}


def _always() -> bool:
    return True


@dataclass(frozen=True)
class _Message:
    """`about` names what can be settled; it is empty for a passing one."""

    kind: Kind = "warning"
    title: str = ""
    text: str = ""
    answers: Sequence[Answer] = ()
    about: str = ""
    holds: Callable[[], bool] = _always


class MessageBar(QFrame):
    """Shows one message at a time, the newest of those that still hold."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self.setMinimumHeight(60)
        self._theme: Theme = theme
        self._messages: list[_Message] = []
        """The newest last; at most one of them is passing."""
        self._icon, self._title, self._text = QLabel(self), _label(self, "message.title"), _label(self, "message.text")
        self._title.setFont(fonts.font(13, fonts.SEMIBOLD))
        self._sentence = ScrolledText(self._text, self)
        self._close = QToolButton(self)
        self._close.setObjectName("message.close")
        self._close.setToolTip(tr("Close this message"))
        self._close.setAccessibleName(tr("Close this message"))
        self._close.setIconSize(QSize(16, 16))
        self._close.clicked.connect(lambda: self.settle(self._shown.about))
        self._answers: list[QPushButton] = []
        self._is_narrow: bool | None = None
        self._lay_out()
        self.show_theme(theme)
        self.hide()

    @property
    def stays(self) -> bool:
        """Whether the passing message is of something that failed, which stays over edits."""
        return any(message.kind == "problem" and not message.about for message in self._messages)

    @property
    def shows_passing(self) -> bool:
        """Whether the message in front is a passing one."""
        return bool(self._messages) and not self._shown.about

    @property
    def text(self) -> str:
        """Title and sentence, or nothing while there is no message."""
        return "" if self.isHidden() else f"{self._title.text()} {self._text.text()}".strip()

    def tell(
        self,
        kind: Kind,
        title: str,
        text: str = "",
        answers: Sequence[Answer] = (),
        *,
        about: str = "",
        while_holds: Callable[[], bool] | None = None,
    ) -> None:
        """Show a message with a button for each answer.

        A passing one goes with an answer, and with `look_again` once it no longer holds; one `about` something, once that is settled.
        """
        self._messages = [message for message in self._messages if message.about != about]
        self._messages.append(_Message(kind, title, text, answers, about, while_holds or _always))
        self._show_newest()

    def tell_problem(self, title: str, text: str, about: str = "") -> None:
        """Show that something has failed."""
        self.tell("problem", title, text, about=about)

    def look_again(self) -> None:
        """Put away what has become untrue."""
        self._keep([message for message in self._messages if message.holds()])

    def put_away(self) -> None:
        """Show no passing message any more."""
        self.settle("")

    def settle(self, *abouts: str) -> None:
        """What was told about these is settled."""
        self._keep([message for message in self._messages if message.about not in abouts])

    def is_told(self, about: str) -> bool:
        """Whether something about that is still to be settled."""
        return any(message.about == about for message in self._messages)

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        ink, ground = {
            "news": (theme.accent, theme.accent_soft),
            "warning": (theme.warning, theme.warning_soft),
            "problem": (theme.problem, theme.problem_soft),
        }[self._shown.kind]
        self.setStyleSheet(f"#message {{ background: {ground}; border-left: 4px solid {ink}; }} .QLabel {{ color: {theme.text}; }}")
        self._icon.setPixmap(pixmap(_ICONS[self._shown.kind], ink, 22, self.devicePixelRatioF()))
        self._close.setIcon(icon("close", theme, 16))

    @property
    def _shown(self) -> _Message:
        return self._messages[-1] if self._messages else _Message()

    def _keep(self, messages: list[_Message]) -> None:
        if len(messages) < len(self._messages):
            self._messages = messages
            self._show_newest()

    def _show_newest(self) -> None:
        for button in self._answers:
            self._row.removeWidget(button)
            button.deleteLater()
        message = self._shown
        self._title.setText(message.title)
        self._text.setText(message.text)
        self._sentence.setVisible(bool(message.text))
        self._sentence.verticalScrollBar().setValue(0)
        self._sentence.updateGeometry()
        self._answers = [self._new_answer(number, *answer) for number, answer in enumerate(message.answers)]
        self.setAccessibleName(message.title)
        self.setAccessibleDescription(message.text)
        self.show_theme(self._theme)
        self.setVisible(bool(self._messages))

    def _new_answer(self, number: int, text: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(f"message.answer{number}")
        button.clicked.connect(lambda: self._answer(act))
        self._row.insertWidget(self._row.count() - 1, button)
        return button

    def _answer(self, act: Callable[[], None]) -> None:
        if not self._shown.about:
            self.put_away()
        act()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _lay_out(self) -> None:
        self._row = QHBoxLayout()
        self._row.setSpacing(12)
        self._row.addWidget(self._close)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 8, 12, 8)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self._icon, 0, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self._title, 0, 1)
        self._arrange()

    def _arrange(self) -> None:
        """The answers beside title and sentence; in a narrow bar beside the title alone, for the sentence needs all of the width."""
        is_narrow = self.width() < fonts.scaled(_NARROW)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._grid.removeWidget(self._sentence)
            self._grid.removeItem(self._row)
            self._grid.addWidget(self._sentence, 1, 1, 1, 2 if is_narrow else 1)
            self._grid.addLayout(self._row, 0, 2, 1 if is_narrow else 2, 1)


def _label(parent: QWidget, object_name: str) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(object_name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label
