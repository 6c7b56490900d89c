"""Where a chart is painted in the window, with the read-out under the pointer; the wheel asks for more or less of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, QSizeF, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from bpdesk.ui import fonts
from bpdesk.ui.charts.reading import Chart, Reading, paint_reading, reading_at
from bpdesk.ui.plots.axes import paint_empty
from bpdesk.ui.plots.strokes import draw_text
from bpdesk.ui.theme import Theme

_WHEEL_STEP = 1.2
_NOTE_LEFT, _NOTE_ABOVE = 12.0, 8.0
_SMOOTH = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing


class ChartCanvas(QWidget):
    """Paints what it was handed last, or the sentence that says how to get something."""

    width_wanted = Signal(float)
    """So many times as wide a range."""

    def __init__(self, theme: Theme, object_name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setMinimumSize(QSize(120, 80))
        self.setMouseTracking(True)
        self._theme = theme
        self._chart: Chart | None = None
        self._sentence = self._note = ""
        self._pointer: QPointF | None = None
        self._kept: QPixmap | None = None

    @property
    def is_empty(self) -> bool:
        return self._chart is None

    @property
    def reading(self) -> Reading | None:
        """What the card under the pointer says now."""
        return None if self._chart is None or self._pointer is None else reading_at(self._chart, self._pointer, QSizeF(self.size()))

    @property
    def note(self) -> str:
        """What is said below the chart."""
        return self._note

    def show_chart(self, chart: Chart) -> None:
        self._chart, self._kept, self._note = chart, None, ""
        self.setAccessibleDescription("")
        self.update()

    def show_note(self, note: str) -> None:
        """Say that below the chart, until there is another."""
        self._note = note
        self.update()

    def show_sentence(self, sentence: str) -> None:
        self._chart, self._sentence, self._kept, self._note = None, sentence, None, ""
        self.setAccessibleDescription(sentence)
        self.update()

    def show_theme(self, theme: Theme) -> None:
        self._theme, self._kept = theme, None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._kept = None

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if self._chart is None:
                painter.fillRect(self.rect(), QColor(self._theme.panel))
                paint_empty(painter, self.rect().toRectF(), self._sentence, self._theme)
            else:
                painter.drawPixmap(0, 0, self._painted(self._chart))
                painter.setRenderHints(_SMOOTH)
                draw_text(painter, QPointF(_NOTE_LEFT, self.height() - _NOTE_ABOVE), self._note, fonts.font(12), self._theme.muted)
                self._paint_reading(painter)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position()
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pointer = None
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.angleDelta().y():
            self.width_wanted.emit(_WHEEL_STEP ** (-event.angleDelta().y() / 120))
        event.accept()

    def _painted(self, chart: Chart) -> QPixmap:
        """The chart as it was painted when it came: the pointer moves over it, and painting a map takes longer than a frame."""
        if self._kept is None or self._kept.devicePixelRatio() != self.devicePixelRatioF():
            self._kept = QPixmap(self.size() * self.devicePixelRatioF())
            self._kept.setDevicePixelRatio(self.devicePixelRatioF())
            self._kept.fill(QColor(self._theme.panel))
            with QPainter(self._kept) as painter:
                painter.setRenderHints(_SMOOTH)
                chart.paint(painter, QSizeF(self.size()), self._theme)
        return self._kept

    def _paint_reading(self, painter: QPainter) -> None:
        reading = self.reading
        if reading is not None and self._pointer is not None:
            paint_reading(painter, reading, self._pointer, self.rect().toRectF().adjusted(4, 4, -4, -4), self._theme)
