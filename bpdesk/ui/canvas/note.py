"""A small note at the pointer: why something can't be done. It goes with the next thing that is done, or else by itself."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from bpdesk.ui import fonts
from bpdesk.ui.theme import Theme

_BESIDE = QPoint(16, 18)
_SHOWN_MILLISECONDS = 8000
_MOVED_ON = 30
"""Pixels on the screen: a hand at rest trembles less."""
_NEXT = (QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.NativeGesture, QEvent.Type.WindowDeactivate)
_KEYS = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
_HELD = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)
"""Keys that do nothing by themselves."""


class Note(QLabel):
    """One line over the canvas. While it is shown it watches for what the person does next."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._canvas = parent
        self._told_at: QPoint | None = None
        application = QApplication.instance()
        assert application is not None
        self._application = application
        self.setObjectName("canvas_note")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(fonts.font(13))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_MILLISECONDS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def tell(self, text: str, at: QPoint) -> None:
        """Show the text beside a point of the parent, or nothing for an empty one."""
        if not text:
            self.hide()
            return
        self.setText(text)
        self.setAccessibleName(text)
        self.adjustSize()
        room = self._canvas.rect().adjusted(4, 4, -4, -4)
        corner = at + _BESIDE
        self.move(max(min(corner.x(), room.right() - self.width()), room.left()), min(corner.y(), room.bottom() - self.height()))
        if self.isHidden():
            self._application.installEventFilter(self)
        self._told_at = None
        self.show()
        self.raise_()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._application.removeEventFilter(self)
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._is_next(event):
            self.hide()
        return False

    def show_theme(self, theme: Theme) -> None:
        self.setStyleSheet(
            f"background: {theme.problem_soft}; color: {theme.text}; border: 1px solid {theme.problem};"
            "border-radius: 5px; padding: 3px 8px;"
        )

    def _is_next(self, event: QEvent) -> bool:
        if event.type() in _KEYS and isinstance(event, QKeyEvent):
            return event.key() not in _HELD
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            return self._has_moved_on(event)
        return event.type() in _NEXT

    def _has_moved_on(self, event: QMouseEvent) -> bool:
        """Whether the pointer has come away from where it first moved after the note was told."""
        at = event.globalPosition().toPoint()
        if self._told_at is None:
            self._told_at = at
        return (at - self._told_at).manhattanLength() > _MOVED_ON
