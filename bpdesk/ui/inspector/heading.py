"""The heading of a page: what kind of thing is selected, and its label, typeset where it is maths."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bpdesk.model.math_syntax import is_maths, linear
from bpdesk.ui import fonts
from bpdesk.ui.math_label import MathLabel, prepare
from bpdesk.ui.theme import Theme

_SIZE, _MATHS_SIZE, _GAP = 15, 20, 7


class Heading(QWidget):
    """One line; its words are the accessible name."""

    def __init__(self, theme: Theme, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._words, self._label = "", ""

    @property
    def text(self) -> str:
        """Words and label on one line of plain text."""
        return f"{self._words} {linear(self._label)}".strip()

    def show_text(self, words: str, label: str = "") -> None:
        if (words, label) != (self._words, self._label):
            self._words, self._label = words, label
            self.setAccessibleName(self.text)
            self.update()

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, fonts.scaled(30))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            font = fonts.font(_SIZE, fonts.SEMIBOLD)
            metrics = QFontMetricsF(font)
            baseline = self.height() - fonts.scaled(9)
            painter.setFont(font)
            painter.setPen(QColor(self._theme.text))
            painter.drawText(QPointF(0, baseline), self._words)
            if self._label:
                x = metrics.horizontalAdvance(self._words) + _GAP
                if is_maths(self._label):
                    self._typeset(self.width() - x).draw(painter, x, baseline, self._theme.text)
                else:
                    painter.drawText(QPointF(x, baseline), metrics.elidedText(self._label, Qt.TextElideMode.ElideRight, self.width() - x))

    def _typeset(self, room: float) -> MathLabel:
        return prepare(self._label, _MATHS_SIZE * fonts.scale(), max(room, 1.0))
