"""The ground of a chart: two axes with their numbers and typeset names, and the rectangle that lies between them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from bpdesk.text import tr
from bpdesk.training.curves import Array
from bpdesk.ui.math_label import prepare
from bpdesk.ui.plots.axes import paint_note
from bpdesk.ui.plots.drawn_curve import Note
from bpdesk.ui.plots.frame import Frame
from bpdesk.ui.plots.scale import Scale, scale_for
from bpdesk.ui.plots.strokes import NAME_SIZE, axis_font, draw_text, hairline, text_width
from bpdesk.ui.plots.ticks import Tick, value_ticks
from bpdesk.ui.theme import Theme

_LEFT, _TOP, _BOTTOM = 30.0, 32.0, 44.0
_BETWEEN_ROWS, _BETWEEN_NUMBERS = 30.0, 52.0
_GAP, _BELOW, _NAME_BELOW, _BESIDE = 8.0, 18.0, 36.0, 22.0
_RIM = 6.0
_NOTHING, _BEYOND_ALL = 1e-290, 1e300
"""Between these an axis has steps and a length that are normal doubles; below is as good as 0, beyond as good as infinite."""


@dataclass(frozen=True)
class Axis:
    """From `low` to `high`; `label` is typed as a document's labels are."""

    low: float
    high: float
    label: str = ""


@contextmanager
def clipped(painter: QPainter, frame: Frame) -> Iterator[None]:
    """What is painted within ends at the chart's rectangle, but for the rim of a point that lies at its edge."""
    painter.save()
    painter.setClipRect(frame.area.adjusted(-_RIM, -_RIM, _RIM, _RIM))
    try:
        yield
    finally:
        painter.restore()


def value_axis(values: Sequence[Array], label: str) -> Axis:
    """The axis that holds all the values that can be shown."""
    shown = [each[np.abs(each) < _BEYOND_ALL] for each in values]
    scale = scale_for([np.where(np.abs(each) < _NOTHING, 0.0, each) for each in shown], False)
    return Axis(scale.low * scale.unit, scale.high * scale.unit, label)


def paint_unshown(painter: QPainter, frame: Frame, values: Array, theme: Theme) -> None:
    """Say it where some of the values can't be shown."""
    if not (np.abs(values) < _BEYOND_ALL).all():
        note = Note(tr("Where nothing is drawn the value isn't finite."), True, tr("Gaps: not finite"))
        paint_note(painter, frame, note, theme)


def lay_out(size: QSizeF, x: Axis, y: Axis, room_right: float = 24.0) -> Frame:
    """Where a chart of that size has its rectangle."""
    height = max(8.0, size.height() - _TOP - _BOTTOM)
    longest = max((text_width(tick.text, axis_font()) for tick in ticks(y, height / _BETWEEN_ROWS)), default=0.0)
    left = max(_LEFT, longest + 2 * _GAP)
    area = QRectF(left, _TOP, max(8.0, size.width() - left - room_right), height)
    return Frame(area, (x.low, x.high), (y.low, y.high), Scale(False, y.low, y.high))


def paint_ground(painter: QPainter, frame: Frame, x: Axis, y: Axis, theme: Theme, *, grid: bool = True) -> None:
    """Grid lines, the numbers of both axes, their names."""
    area = frame.area
    for tick in ticks(y, area.height() / _BETWEEN_ROWS):
        at = frame.y(tick.position)
        if grid:
            hairline(painter, QPointF(area.left(), at), area.width(), theme.border if tick.position == 0 else theme.grid)
        draw_text(painter, QPointF(area.left() - _GAP, at + 4), tick.text, axis_font(), theme.muted, "right")
    for tick in _across(x, frame):
        at = min(frame.x(tick.position), area.right() + _BESIDE - text_width(tick.text, axis_font()) / 2)
        draw_text(painter, QPointF(at, area.bottom() + _BELOW), tick.text, axis_font(), theme.muted, "centre")
    above, below = prepare(y.label, NAME_SIZE, area.width()), prepare(x.label, NAME_SIZE, area.width())
    above.draw(painter, max(4.0, area.left() - _GAP - above.width), area.top() - 12, theme.muted)
    below.draw(painter, area.right() - below.width, area.bottom() + _NAME_BELOW, theme.muted)


def ticks(axis: Axis, most: float) -> list[Tick]:
    """The numbers that have room."""
    return value_ticks(Scale(False, axis.low, axis.high), axis.low, axis.high, max(2, min(int(most), 12)))


def _across(axis: Axis, frame: Frame) -> list[Tick]:
    """The numbers that have room beside one another below the chart."""
    widest = max(2, int(frame.area.width() / _BETWEEN_NUMBERS))
    tried = (ticks(axis, most) for most in range(widest, 1, -1))
    return next((found for found in tried if not _collide(found, frame)), ticks(axis, 2))


def _collide(found: list[Tick], frame: Frame) -> bool:
    halves = [text_width(tick.text, axis_font()) / 2 + _GAP / 2 for tick in found]
    places = [frame.x(tick.position) for tick in found]
    return any(right - left < half + other for (left, right), (half, other) in zip(pairwise(places), pairwise(halves), strict=True))


def line(painter: QPainter, frame: Frame, x: Array, y: Array, pen: QPen) -> None:
    """A line through those points, broken where one isn't finite; what lies outside is cut off by the painter's clip."""
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    points: list[QPointF] = []
    low, high = frame.heights
    beyond = (high - low) * 50
    for across, height in zip(x.tolist(), y.tolist(), strict=True):
        if height != height or not low - beyond <= height <= high + beyond:
            _draw(painter, points)
            points = []
        else:
            points.append(frame.point(across, height))
    _draw(painter, points)


def height_in(frame: Frame, value: float, otherwise: float) -> float:
    """Where a value lies, at the edge where it lies beyond it; `otherwise` for one that lies nowhere."""
    y = frame.y(value)
    return otherwise if math.isnan(y) else min(max(y, frame.area.top()), frame.area.bottom())


def is_near(frame: Frame, at: QPointF) -> bool:
    """Whether a point is in the chart, or so little beside it that what is drawn there can be followed."""
    area = frame.area
    around = area.adjusted(-area.width(), -area.height(), area.width(), area.height())
    return math.isfinite(at.x() + at.y()) and around.contains(at)  # Qt has a rectangle contain what is no number


def dot(painter: QPainter, at: QPointF, radius: float, fill: str | None, rim: str, width: float = 1.5) -> None:
    """A disc, or without a fill a ring."""
    painter.setPen(QPen(QColor(rim), width))
    painter.setBrush(Qt.BrushStyle.NoBrush if fill is None else QColor(fill))
    painter.drawEllipse(at, radius, radius)


def arrow(painter: QPainter, start: QPointF, end: QPointF, colour: str, width: float = 2.0) -> None:
    """A line with a head at its end, as long as there is room for one."""
    along = end - start
    length = (along.x() ** 2 + along.y() ** 2) ** 0.5
    painter.setPen(QPen(QColor(colour), width))
    if length < 2:
        return
    step = along / length
    head = min(9.0, length)
    painter.drawLine(start, end - step * head * 0.8)
    aside = QPointF(-step.y(), step.x()) * head * 0.42
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawPolygon(QPolygonF([end, end - step * head + aside, end - step * head - aside]))


def _draw(painter: QPainter, points: list[QPointF]) -> None:
    if len(points) > 1:
        painter.drawPolyline(QPolygonF(points))
