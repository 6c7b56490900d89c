"""A small note at the pointer: why something can't be done. It goes by itself."""

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from bpdesk.ui import fonts
from bpdesk.ui.theme import Theme

_BESIDE = QPoint(16, 18)
_SHOWN_MILLISECONDS = 5000


class Note(QLabel):
    """One line over the canvas."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._canvas = parent
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
        self.show()
        self.raise_()
        self._timer.start()

    def show_theme(self, theme: Theme) -> None:
        self.setStyleSheet(
            f"background: {theme.problem_soft}; color: {theme.text}; border: 1px solid {theme.problem};"
            "border-radius: 5px; padding: 3px 8px;"
        )
