"""A label that is read while it changes with every frame."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QLabel, QWidget


class ReadingLabel(QLabel):
    """Its room only grows, and is fixed in between: Qt lays a whole window out anew for each text of a label that isn't."""

    _least = 0

    def __init__(self, text: str, object_name: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setObjectName(object_name)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def show_text(self, text: str) -> None:
        """Show that, in more room where it needs more."""
        if text != self.text():
            self.setText(text)
            needed = self.sizeHint()
            if needed.width() > self.minimumWidth() or needed.height() != self.minimumHeight():
                self.setFixedSize(max(needed.width(), self.minimumWidth()), needed.height())

    def set_least_width(self, least: int) -> None:
        """Be at least that many logical pixels wide, and no wider than the text of now needs."""
        self._least = least
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        self.setMinimumSize(0, 0)  # which its hint would not go below
        self.setFixedSize(self.sizeHint().expandedTo(QSize(self._least, 0)))
