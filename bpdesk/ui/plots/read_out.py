"""The card under the pointer: an iteration, and there the curves that are nearest to the pointer with their full values."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from bpdesk import text
from bpdesk.text import tr
from bpdesk.ui import fonts
from bpdesk.ui.plots.drawn_curve import DrawnCurve, Reading
from bpdesk.ui.plots.end_names import name_of
from bpdesk.ui.plots.frame import Frame
from bpdesk.ui.plots.plot_curve import PlotCurve
from bpdesk.ui.plots.strokes import curve_pen, draw_text, text_width
from bpdesk.ui.theme import Theme

_MOST_LINES = 6
_LINE_HEIGHT, _PADDING, _FROM_POINTER = 20, 10, 16
_PIECE, _BEFORE_VALUE = 22, 16


@dataclass(frozen=True)
class ReadOutLine:
    """One curve's value, with the iteration where it is another one; `point` is where it lies in the plot, if it can be shown there."""

    curve: PlotCurve
    value: str
    point: QPointF | None


@dataclass(frozen=True)
class ReadOut:
    """What the card says; `nearest` is the index of the curve that the pointer is nearest to."""

    iteration: int
    lines: tuple[ReadOutLine, ...]
    nearest: int

    @property
    def title(self) -> str:
        return tr("Iteration {n}", n=text.whole(self.iteration))


def read_out(frame: Frame, curves: tuple[DrawnCurve, ...], pointer: QPointF) -> ReadOut | None:
    """What is to be read under the pointer, in the order of the curves' heights; None beside the plot or the curves.

    Of many curves those nearest to the pointer, as many as leave the card smaller than the plot.
    """
    if not frame.area.contains(pointer):
        return None
    pointed = frame.iteration(pointer.x())
    read = [(curve, reading) for curve in curves if (reading := curve.reading(pointed)) is not None]
    if not read:
        return None
    iteration = min((reading.iteration for _, reading in read), key=lambda each: abs(each - pointed))
    lines = [line for curve, reading in read if (line := _line(frame, curve.plot, reading, iteration)) is not None]
    if not lines:
        return None
    most = max(1, min(_MOST_LINES, int(frame.area.height() / _LINE_HEIGHT)))
    chosen = sorted(sorted(lines, key=lambda line: _distance(line, pointer))[:most], key=_height)
    return ReadOut(iteration, tuple(chosen), min(range(len(chosen)), key=lambda i: _distance(chosen[i], pointer)))


def paint_read_out(painter: QPainter, shown: ReadOut, pointer: QPointF, inside: QRectF, theme: Theme) -> None:
    """A dot on each curve and the card beside the pointer, within `inside`."""
    for line in shown.lines:
        if line.point is not None:
            painter.setPen(QPen(QColor(theme.panel), 1.5))
            painter.setBrush(QColor(line.curve.colour))
            painter.drawEllipse(line.point, 4, 4)
    card = card_rect(card_size(shown), pointer, inside)
    painter.setPen(QPen(QColor(theme.field_border), 1))
    painter.setBrush(QColor(theme.canvas))
    painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    draw_text(painter, QPointF(card.left() + _PADDING, card.top() + _PADDING + 11), shown.title, fonts.font(12), theme.muted)
    for i in range(len(shown.lines)):
        _paint_line(painter, shown, i, card, theme)


def card_rect(size: QSizeF, pointer: QPointF, inside: QRectF) -> QRectF:
    """The card to the right of the pointer, or to its left where there is no room, never beyond `inside`."""
    left = pointer.x() + _FROM_POINTER
    if left + size.width() > inside.right():
        left = pointer.x() - _FROM_POINTER - size.width()
    left = max(inside.left(), min(left, inside.right() - size.width()))
    top = max(inside.top(), min(pointer.y() - size.height() / 2, inside.bottom() - size.height()))
    return QRectF(QPointF(round(left), round(top)), size)


def card_size(shown: ReadOut) -> QSizeF:
    """As large as its lines need."""
    names = max(name_of(line.curve).width for line in shown.lines)
    values = max(text_width(line.value, fonts.font(13, fonts.SEMIBOLD)) for line in shown.lines)
    width = max(_PIECE + names + _BEFORE_VALUE + values, text_width(shown.title, fonts.font(12)))
    return QSizeF(math.ceil(width) + 2 * _PADDING, 2 * _PADDING + 16 + _LINE_HEIGHT * len(shown.lines))


def _paint_line(painter: QPainter, shown: ReadOut, index: int, card: QRectF, theme: Theme) -> None:
    line = shown.lines[index]
    baseline = card.top() + _PADDING + 16 + _LINE_HEIGHT * index + 15
    left, right = card.left() + _PADDING, card.right() - _PADDING
    painter.setPen(curve_pen(line.curve.colour, line.curve.dash, 2, cosmetic=False))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawLine(QPointF(left, baseline - 4.5), QPointF(left + _PIECE - 6, baseline - 4.5))
    name_of(line.curve).draw(painter, left + _PIECE, baseline, theme.text)
    weight = fonts.SEMIBOLD if index == shown.nearest and len(shown.lines) > 1 else fonts.REGULAR
    draw_text(painter, QPointF(right, baseline), line.value, fonts.font(13, weight), theme.text, "right")


def _value(reading: Reading, iteration: int) -> str:
    """Not every curve has a value everywhere: the cost over all rows is taken once an epoch. One of elsewhere says so."""
    value = _full(reading.low) if reading.is_exact else tr("from {low} to {high}", low=_full(reading.low), high=_full(reading.high))
    return value if reading.iteration == iteration else tr("{value} at {n}", value=value, n=text.whole(reading.iteration))


def _full(value: float) -> str:
    return text.given(value) if math.isfinite(value) else text.number(value)


def _line(frame: Frame, curve: PlotCurve, reading: Reading, iteration: int) -> ReadOutLine | None:
    """None where a zoom has left the curve outside; a value that no place stands for can be read all the same."""
    height = frame.scale.height_of(reading.low / 2 + reading.high / 2)
    point = None if height is None else frame.point(reading.iteration, height)
    return ReadOutLine(curve, _value(reading, iteration), point) if point is None or frame.shows(point) else None


def _distance(line: ReadOutLine, pointer: QPointF) -> float:
    return math.inf if line.point is None else abs(line.point.y() - pointer.y())


def _height(line: ReadOutLine) -> float:
    return math.inf if line.point is None else line.point.y()
