"""The ground of a plot: horizontal grid lines, the numbers of both axes, reference lines, and the line of notes below."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from bpdesk.text import tr
from bpdesk.ui import fonts
from bpdesk.ui.icons import paint_icon
from bpdesk.ui.math_label import prepare
from bpdesk.ui.plots.drawn_curve import Note
from bpdesk.ui.plots.frame import Frame
from bpdesk.ui.plots.plot_curve import PlotContent
from bpdesk.ui.plots.strokes import NAME_SIZE, axis_font, draw_text, hairline, text_width
from bpdesk.ui.plots.ticks import Tick, iteration_ticks, value_ticks
from bpdesk.ui.theme import Theme

_BETWEEN_GRID_LINES, _BETWEEN_NUMBERS = 26, 18
_NUMBER_GAP, _NUMBERS_BELOW, _CAPTION_BELOW = 10, 18, 34
_CENTRING = 4
_CAPTION_ABOVE = 11
_LINE, _APART = 14.0, 6.0


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
    below, right = tr("iteration"), area.right()
    right = max(right, text_width(below, axis_font()) + _NUMBER_GAP)
    draw_text(painter, QPointF(right, area.bottom() + _CAPTION_BELOW), below, axis_font(), theme.muted, "right")
    _paint_references(painter, frame, content, theme)


def paint_caption(painter: QPainter, frame: Frame, caption: str, theme: Theme) -> None:
    """The name of the quantity above the value axis, typeset."""
    label = prepare(caption, NAME_SIZE, frame.area.width())
    label.draw(painter, max(8.0, frame.area.left() - _NUMBER_GAP - label.width), frame.area.top() - _CAPTION_ABOVE, theme.muted)


def paint_note(painter: QPainter, frame: Frame, note: Note, theme: Theme) -> None:
    """One line at the lower left about what can't be shown, in short where it has no room."""
    left, baseline = 16.0, frame.area.bottom() + _CAPTION_BELOW
    if note.is_warning:
        paint_icon(painter, "warning", QRectF(left, baseline - 11, 14, 14), theme.warning)
        left += 18
    room = frame.area.right() - text_width(tr("iteration"), axis_font()) - 16 - left
    fitting = note.text if text_width(note.text, axis_font()) <= room else note.short
    shown = QFontMetricsF(axis_font()).elidedText(fitting, Qt.TextElideMode.ElideRight, room)
    draw_text(painter, QPointF(left, baseline), shown, axis_font(), theme.warning if note.is_warning else theme.muted)


def paint_empty(painter: QPainter, area: QRectF, sentence: str, theme: Theme) -> None:
    """What will be here, and how to get it."""
    painter.setFont(fonts.font(13))
    painter.setPen(QColor(theme.muted))
    painter.drawText(area.adjusted(20, 12, -20, -12), int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), sentence)


def heights_of_numbers(frame: Frame) -> list[Tick]:
    """The numbers of the value axis that have room; of those on a log axis powers of ten before others."""
    found = value_ticks(frame.scale, *frame.heights, max(2, int(frame.area.height() / _BETWEEN_GRID_LINES)))
    if frame.scale.logarithmic:
        found.sort(key=lambda tick: not tick.position.is_integer())
    return _apart(found, lambda tick: (frame.y(tick.position) - _LINE / 2, frame.y(tick.position) + _LINE / 2))


def _iterations(frame: Frame) -> list[Tick]:
    low, high = frame.iterations
    widest = max((text_width(tick.text, axis_font()) for tick in iteration_ticks(low, high, 2)), default=0.0)
    most = int(frame.area.width() / (widest + _BETWEEN_NUMBERS))
    found = reversed(iteration_ticks(low, high, max(1, min(most, 12))))

    def taken(tick: Tick) -> tuple[float, float]:
        middle, half = frame.x(tick.position), (text_width(tick.text, axis_font()) + _APART) / 2
        return middle - half, middle + half

    return _apart(found, taken)


def _apart(ticks: Iterable[Tick], taken: Callable[[Tick], tuple[float, float]]) -> list[Tick]:
    """Those that don't run into one that comes before them in the list, by the pixels that each takes; in the order of the axis."""
    kept: list[Tick] = []
    for tick in ticks:
        start, end = taken(tick)
        if all(end <= other_start or start >= other_end for other_start, other_end in map(taken, kept)):
            kept.append(tick)
    return sorted(kept, key=lambda tick: tick.position)


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
