"""The ground of a plot: horizontal grid lines, the numbers of both axes, reference lines, and the line of notes below."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from bpdesk.text import tr
from bpdesk.ui import fonts
from bpdesk.ui.icons import paint_icon
from bpdesk.ui.math_label import prepare
from bpdesk.ui.plots.frame import Frame
from bpdesk.ui.plots.plot_curve import PlotContent
from bpdesk.ui.plots.strokes import NAME_SIZE, axis_font, draw_text, hairline, text_width
from bpdesk.ui.plots.ticks import Tick, iteration_ticks, value_ticks
from bpdesk.ui.theme import Theme

_BETWEEN_GRID_LINES, _BETWEEN_NUMBERS = 26, 18
_NUMBER_GAP, _NUMBERS_BELOW, _CAPTION_BELOW = 10, 18, 34
_CENTRING = 4
_CAPTION_ABOVE = 11


def paint_axes(painter: QPainter, frame: Frame, content: PlotContent, theme: Theme) -> None:
    """Grid and numbers, and the dotted lines of reference values."""
    area = frame.area
    for tick in heights_of_numbers(frame):
        is_zero = not frame.scale.logarithmic and tick.position == 0
        y = frame.y(tick.position)
        hairline(painter, QPointF(area.left(), y), area.width(), theme.border if is_zero else theme.grid)
        draw_text(painter, QPointF(area.left() - _NUMBER_GAP, y + _CENTRING), tick.text, axis_font(), theme.muted, "right")
    for tick in _iterations(frame):
        draw_text(painter, QPointF(frame.x(tick.position), area.bottom() + _NUMBERS_BELOW), tick.text, axis_font(), theme.muted, "centre")
    draw_text(painter, QPointF(area.right(), area.bottom() + _CAPTION_BELOW), tr("iteration"), axis_font(), theme.muted, "right")
    _paint_references(painter, frame, content, theme)


def paint_caption(painter: QPainter, frame: Frame, caption: str, theme: Theme) -> None:
    """The name of the quantity above the value axis, typeset."""
    label = prepare(caption, NAME_SIZE, frame.area.width())
    label.draw(painter, max(8.0, frame.area.left() - _NUMBER_GAP - label.width), frame.area.top() - _CAPTION_ABOVE, theme.muted)


def paint_note(painter: QPainter, frame: Frame, note: str, theme: Theme, *, is_warning: bool = True) -> None:
    """One line at the lower left about what can't be shown."""
    left, baseline = 16.0, frame.area.bottom() + _CAPTION_BELOW
    if is_warning:
        paint_icon(painter, "warning", QRectF(left, baseline - 11, 14, 14), theme.warning)
        left += 18
    room = frame.area.right() - text_width(tr("iteration"), axis_font()) - 16 - left
    shown = QFontMetricsF(axis_font()).elidedText(note, Qt.TextElideMode.ElideRight, room)
    draw_text(painter, QPointF(left, baseline), shown, axis_font(), theme.warning if is_warning else theme.muted)


def paint_empty(painter: QPainter, area: QRectF, sentence: str, theme: Theme) -> None:
    """What will be here, and how to get it."""
    painter.setFont(fonts.font(13))
    painter.setPen(QColor(theme.muted))
    painter.drawText(area.adjusted(20, 12, -20, -12), int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), sentence)


def heights_of_numbers(frame: Frame) -> list[Tick]:
    """The numbers of the value axis that have room."""
    return value_ticks(frame.scale, *frame.heights, max(2, int(frame.area.height() / _BETWEEN_GRID_LINES)))


def _iterations(frame: Frame) -> list[Tick]:
    low, high = frame.iterations
    widest = max((text_width(tick.text, axis_font()) for tick in iteration_ticks(low, high, 2)), default=0.0)
    most = int(frame.area.width() / (widest + _BETWEEN_NUMBERS))
    return iteration_ticks(low, high, max(1, min(most, 12)))


def _paint_references(painter: QPainter, frame: Frame, content: PlotContent, theme: Theme) -> None:
    for height in reference_heights(frame, content):
        y = round(frame.y(height)) + 0.5
        pen = QPen(QColor(theme.muted), 1)
        pen.setDashPattern([1.5, 4])
        painter.setPen(pen)
        painter.drawLine(QPointF(frame.area.left(), y), QPointF(frame.area.right(), y))


def reference_heights(frame: Frame, content: PlotContent) -> list[float]:
    """Where the reference lines lie that this scale can show, in axis coordinates."""
    return [height for height in (frame.scale.height_of(each.value) for each in content.references) if height is not None]
