"""A field exactly over a text on the canvas, to type another one. What is typed, and what for, is decided by each kind of field."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from bpdesk.ui import fonts
from bpdesk.ui.canvas.paint import LINE_HEIGHT
from bpdesk.ui.canvas.reading import Reading
from bpdesk.ui.theme import Theme

_WINDOW_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_NARROWEST, _AROUND = 72, 6
_SMALLEST_TYPE, _LARGEST_TYPE, _REASON_SIZE = 12, 28, 13


class FieldOver(QLineEdit):
    """Takes what is typed on Enter or when it is left. What can't be read stays open, with the reason below in one line."""

    closed = Signal()
    tabbed = Signal(bool)
    """To the next text, or back to the one before."""

    def __init__(self, text: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._canvas = parent
        self._is_open = True
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._reason = QLabel(parent)
        self._reason.setObjectName("value_editor_reason")
        self._reason.setFont(fonts.font(_REASON_SIZE))
        self._reason.setTextFormat(Qt.TextFormat.PlainText)
        self._reason.hide()
        self.show_theme(theme)
        self.textEdited.connect(self._forget_reason)
        self.selectAll()

    @property
    def reason(self) -> str:
        """Why the text can't be taken; empty when nothing was wrong."""
        return "" if self._reason.isHidden() else self._reason.text()

    def read(self) -> Callable[[], None]:
        """What tells what was typed, if it is something new; ValueError with a sentence for the person when it can't be read."""
        raise NotImplementedError

    def place_in(self, reading: Reading) -> QRectF | None:
        """Where its text stands in the scene; None when that is gone."""
        raise NotImplementedError

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._reason.setStyleSheet(
            f"background: {theme.problem_soft}; color: {theme.problem}; border: 1px solid {theme.problem};"
            "border-radius: 5px; padding: 3px 8px;"
        )
        self._style()

    def cover(self, number: QRectF) -> None:
        """Stand over a text, given in the parent's coordinates, in its size."""
        size = min(max(number.height() / LINE_HEIGHT, fonts.scaled(_SMALLEST_TYPE)), fonts.scaled(_LARGEST_TYPE))
        font = fonts.font(size, fonts.MEDIUM)
        font.setPixelSize(round(size))
        self.setFont(font)
        text_width = self.fontMetrics().horizontalAdvance(self.text() + "0") + 4 * _AROUND
        width = round(max(number.width() + 2 * _AROUND, text_width, _NARROWEST))
        height = round(max(number.height(), self.fontMetrics().height()) + _AROUND)
        rect = QRect(0, 0, width, height)
        rect.moveCenter(number.center().toPoint())
        self.setGeometry(self._inside(rect))
        self._place_reason()

    def commit(self) -> bool:
        """Take what is typed, unless it can't be read; then say why and stay open."""
        if not self._is_open:
            return True
        try:
            tell = self.read()
        except ValueError as problem:
            self._show_reason(str(problem))
            return False
        self._close()
        tell()
        return True

    def nothing(self) -> None:
        """What is told where nothing is new."""

    def cancel(self) -> None:
        """Leave all as it was."""
        self._close()

    def event(self, event: QEvent) -> bool:
        """A key alone is the editor's while it is open: Space types, it doesn't step. Those with Ctrl or Alt may be the window's."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and not event.modifiers() & _WINDOW_KEYS:
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab takes what is typed, and goes on to the next text."""
        self.tabbed.emit(forward)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.commit()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancel()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.commit()

    def _close(self) -> None:
        if self._is_open:
            self._is_open = False
            if self.hasFocus():
                # A widget that hides with the focus hands it on as Tab does, and Tab on the canvas walks to another node.
                self._canvas.setFocus()
            self._reason.deleteLater()
            self._reason.hide()
            self.hide()
            self.closed.emit()
            self.deleteLater()

    def _show_reason(self, reason: str) -> None:
        self._reason.setText(reason)
        self._reason.adjustSize()
        self._place_reason()
        self._reason.show()
        self._reason.raise_()
        self._style()

    def _forget_reason(self) -> None:
        self._reason.hide()
        self._style()

    def _place_reason(self) -> None:
        rect = self._reason.geometry()
        rect.moveTopLeft(self.geometry().bottomLeft())
        rect.translate(0, 5)
        self._reason.setGeometry(self._inside(rect))

    def _inside(self, rect: QRect) -> QRect:
        """Moved so that it lies within the parent."""
        room = self._canvas.rect().adjusted(4, 4, -4, -4)
        rect.moveLeft(max(min(rect.left(), room.right() - rect.width()), room.left()))
        rect.moveTop(max(min(rect.top(), room.bottom() - rect.height()), room.top()))
        return rect

    def _style(self) -> None:
        theme = self._theme
        outline = theme.problem if self.reason else theme.focus
        self.setStyleSheet(
            f"background: {theme.field}; color: {theme.text}; border: 2px solid {outline};"
            "border-radius: 5px; padding: 0 4px; min-height: 0;"
            f"selection-background-color: {theme.accent}; selection-color: {theme.on_accent};"
        )
