"""The timeline: all iterations so far, the shown one as the knob, a diamond where something was changed. Drag it to any moment."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from bpdesk.text import tr, whole
from bpdesk.ui import fonts
from bpdesk.ui.plots.ticks import iteration_ticks
from bpdesk.ui.theme import Theme

_MARGIN, _LINE = 14.0, 17.0
_KNOB, _DIAMOND = 8.0, 4.5


class Timeline(QWidget):
    """Tells which iteration the person wants to see."""

    iteration_requested = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timeline")
        self.setAccessibleName(tr("Timeline"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._iteration, self._newest, self._stopped = 0, 0, False
        self._changes: tuple[int, ...] = ()

    def show_run(self, iteration: int, newest: int, changes: Sequence[int], stopped: bool) -> None:
        """Show where the run is, where it was changed, and whether it ended there."""
        self._iteration, self._newest, self._changes, self._stopped = iteration, newest, tuple(changes), stopped
        self.setAccessibleDescription(tr("Iteration {k} of {newest}", k=whole(iteration), newest=whole(newest)))
        self.update()

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, 44)

    def minimumSizeHint(self) -> QSize:
        return QSize(110, 44)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._request(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._request(event.position().x())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._tip(event.pos().x()), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_line(painter, self.width() - _MARGIN, self._theme.border)
        if self._iteration:
            self._paint_line(painter, self._x(self._iteration), self._theme.accent)
        self._paint_ticks(painter)
        for change in self._changes:
            self._paint_diamond(painter, self._x(change))
        if self._stopped:
            painter.setPen(_round_pen(self._theme.problem, 2))
            x = self._x(self._newest)
            painter.drawLine(QPointF(x, _LINE - 8), QPointF(x, _LINE + 8))
        painter.setPen(QPen(QColor(self._theme.panel), 2))
        painter.setBrush(QColor(self._theme.accent if self._newest else self._theme.field_border))
        painter.drawEllipse(QPointF(self._x(self._iteration), _LINE), _KNOB, _KNOB)
        painter.end()

    def _paint_line(self, painter: QPainter, end: float, colour: str) -> None:
        painter.setPen(_round_pen(colour, 4))
        painter.drawLine(QPointF(_MARGIN, _LINE), QPointF(end, _LINE))

    def _paint_ticks(self, painter: QPainter) -> None:
        font = fonts.font(11)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.muted))
        room = (self.width() - 2 * _MARGIN) / (metrics.horizontalAdvance(whole(self._newest)) + 18)
        for tick in iteration_ticks(0.0, float(max(self._newest, 1)), max(1, int(room)))[: self._newest + 1]:
            width = metrics.horizontalAdvance(tick.text)
            x = min(max(self._x(int(tick.position)) - width / 2, 0.0), self.width() - width)
            painter.drawText(QPointF(x, _LINE + 22), tick.text)

    def _paint_diamond(self, painter: QPainter, x: float) -> None:
        y, d = _LINE - 12, _DIAMOND
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.muted))
        painter.drawPolygon(QPolygonF([QPointF(x, y - d), QPointF(x + d, y), QPointF(x, y + d), QPointF(x - d, y)]))

    def _x(self, iteration: int) -> float:
        return _MARGIN + (self.width() - 2 * _MARGIN) * iteration / max(self._newest, 1)

    def _iteration_at(self, x: float) -> int:
        share = (x - _MARGIN) / max(self.width() - 2 * _MARGIN, 1.0)
        return round(min(max(share, 0.0), 1.0) * self._newest)

    def _request(self, x: float) -> None:
        iteration = self._iteration_at(x)
        if iteration != self._iteration:
            self.iteration_requested.emit(iteration)

    def _tip(self, x: float) -> str:
        iteration = self._iteration_at(x)
        if any(abs(self._x(change) - x) <= _DIAMOND + 2 for change in self._changes):
            return tr("Something was changed at iteration {k}.", k=whole(iteration))
        return tr("Iteration {k}: drag to show another moment.", k=whole(iteration))


def _round_pen(colour: str, width: float) -> QPen:
    return QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
