"""The scale of the nodes' fills, shown once: which colour stands for which activation."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from bpdesk.text import number, tr
from bpdesk.ui import fonts
from bpdesk.ui.canvas.overlay import STRIP
from bpdesk.ui.theme import Theme

_ENDS = (-2.0, 2.0)
_BAR, _HEIGHT, _GAP, _BEFORE_ZOOM, _LEAST_ROOM = 64, 10, 6, 16, 620


class FillScale(QWidget):
    """A small bar from −2 to 2 at the lower right."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("canvas_fills")
        told = tr("The fill of a node shows the sign and size of its activation a, paler towards 0.")
        self.setToolTip(told)
        self.setAccessibleName(told)
        self._theme = theme

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def move_into(self, view: QWidget, until: int) -> None:
        """Stand before `until`; in a narrow view not at all."""
        low, high = (self._width(end) for end in _ENDS)
        self.resize(round(self._letter() + low + high + fonts.scaled(_BAR) + 3 * _GAP), fonts.scaled(22))
        self.move(until - self.width() - fonts.scaled(_BEFORE_ZOOM), view.height() - (fonts.scaled(STRIP) + self.height()) // 2)
        self.setVisible(view.width() >= fonts.scaled(_LEAST_ROOM))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setFont(fonts.font(11))
            painter.setPen(QColor(self._theme.muted))
            baseline = self.height() / 2 + QFontMetricsF(fonts.font(11)).capHeight() / 2
            left = 0.0
            for text, width in (("a", self._letter()), (number(_ENDS[0], 1), self._width(_ENDS[0]))):
                painter.drawText(QPointF(left, baseline), text)
                left += width + _GAP
            self._paint_bar(painter, QRectF(left, (self.height() - fonts.scaled(_HEIGHT)) / 2, fonts.scaled(_BAR), fonts.scaled(_HEIGHT)))
            painter.setPen(QColor(self._theme.muted))
            painter.drawText(QPointF(left + fonts.scaled(_BAR) + _GAP, baseline), number(_ENDS[1], 1))

    def _paint_bar(self, painter: QPainter, bar: QRectF) -> None:
        low, high = _ENDS
        for step in range(int(bar.width())):
            value = low + (high - low) * (step + 0.5) / bar.width()
            painter.fillRect(QRectF(bar.left() + step, bar.top(), 1.0, bar.height()), QColor(self._theme.fill(value)))
        painter.setPen(QColor(self._theme.node_line))
        painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5))

    def _letter(self) -> float:
        return QFontMetricsF(fonts.font(11)).horizontalAdvance("a")

    def _width(self, end: float) -> float:
        return QFontMetricsF(fonts.font(11)).horizontalAdvance(number(end, 1))
