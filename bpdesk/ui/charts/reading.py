"""What stands under the pointer in a chart, and the card that says it with all digits."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from bpdesk.text import given, number
from bpdesk.training.curves import Array
from bpdesk.ui import fonts
from bpdesk.ui.charts.ground import height_in
from bpdesk.ui.math_label import prepare
from bpdesk.ui.plots.frame import Frame
from bpdesk.ui.plots.read_out import card_rect
from bpdesk.ui.plots.strokes import draw_text, text_width
from bpdesk.ui.theme import Theme

REACH = 9.0
"""Within so many pixels the pointer means a thing that is drawn."""
_PADDING, _LINE, _TITLE, _BETWEEN, _NAME_SIZE = 10.0, 20.0, 18.0, 18.0, 16
_CROSS = 5.0


@dataclass(frozen=True)
class Reading:
    """`lines` are names, as labels are typed, with values in full precision; they hold at the point `at` of the chart."""

    title: str
    lines: tuple[tuple[str, str], ...]
    at: QPointF


Columns = list[tuple[str, list[float]]]
"""Numbers under their names, as a table has them."""


class Chart(Protocol):
    """A value that paints itself at any size, says what is to be read at a point between its axes, and has its numbers as columns."""

    def frame(self, size: QSizeF) -> Frame:
        """Where its axes lie within that many logical pixels."""
        ...

    def paint(self, painter: QPainter, size: QSizeF, theme: Theme) -> None: ...

    def reading(self, frame: Frame, pointer: QPointF) -> Reading: ...

    @property
    def columns(self) -> Columns: ...


def reading_at(chart: Chart, pointer: QPointF, size: QSizeF) -> Reading | None:
    """What a chart of that size says under the pointer; beside its axes nothing."""
    frame = chart.frame(size)
    return chart.reading(frame, pointer) if frame.area.contains(pointer) else None


def full(value: float) -> str:
    """All digits; a word for what isn't finite."""
    return given(value) if math.isfinite(value) else number(value)


def nearest(values: Array, value: float) -> int:
    """The place of the nearest of them."""
    return int(np.abs(values - value).argmin())


def ends(values: Array) -> tuple[float, float]:
    """The first and the last of them."""
    return float(values[0]), float(values[-1])


def reading_along(frame: Frame, pointer: QPointF, x: Array, values: Array, names: tuple[str, str], title: str) -> Reading:
    """What a function along the axis has at the place, of those that were computed, nearest to the pointer."""
    place = nearest(x, frame.iteration(pointer.x()))
    across, value = float(x[place]), float(values[place])
    at = QPointF(frame.x(across), height_in(frame, value, pointer.y()))
    return Reading(title, tuple(zip(names, (full(across), full(value)), strict=True)), at)


def reading_over(frame: Frame, pointer: QPointF, x: Array, y: Array, values: Array, names: tuple[str, str, str], title: str) -> Reading:
    """What a function over the plane, `values (ny, nx)`, has at the point, of those that were computed, nearest to the pointer."""
    column, row = nearest(x, frame.iteration(pointer.x())), nearest(y, frame.height(pointer.y()))
    across, up, value = float(x[column]), float(y[row]), float(values[row, column])
    return Reading(title, tuple(zip(names, map(full, (across, up, value)), strict=True)), frame.point(across, up))


def plane_columns(x: Array, y: Array, values: Array, names: tuple[str, ...]) -> Columns:
    """A function over a plane, `values (ny, nx)`, as three columns, a row of the plane after the other."""
    columns = np.tile(x, len(y)), np.repeat(y, len(x)), values.ravel()
    return [(name, column.tolist()) for name, column in zip(names, columns, strict=True)]


def within_reach(frame: Frame, x: Array, y: Array, pointer: QPointF) -> int | None:
    """The last of those points nearest to the pointer, where it means one."""
    if not len(x):
        return None
    (left, right), (low, high), area = frame.iterations, frame.heights, frame.area
    with np.errstate(all="ignore"):
        across = area.left() + (x - left) / (right - left) * area.width() - pointer.x()
        down = area.bottom() - (y - low) / (high - low) * area.height() - pointer.y()
        distances = np.where(np.isfinite(across + down), across**2 + down**2, np.inf)[::-1]
    place = int(distances.argmin())
    return len(x) - 1 - place if distances[place] <= REACH**2 else None


def paint_reading(painter: QPainter, reading: Reading, pointer: QPointF, inside: QRectF, theme: Theme) -> None:
    """A cross where the values hold, and the card beside the pointer."""
    painter.setPen(QPen(QColor(theme.text), 1.25))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawLine(reading.at - QPointF(_CROSS, 0), reading.at + QPointF(_CROSS, 0))
    painter.drawLine(reading.at - QPointF(0, _CROSS), reading.at + QPointF(0, _CROSS))
    names = [prepare(name, _NAME_SIZE) for name, _ in reading.lines]
    values = fonts.font(13, fonts.MEDIUM)
    widest = max((name.width for name in names), default=0.0) + _BETWEEN
    width = max(text_width(reading.title, fonts.font(12)), widest + max((text_width(each, values) for _, each in reading.lines), default=0))
    size = QSizeF(math.ceil(width) + 2 * _PADDING, 2 * _PADDING + _TITLE + _LINE * len(names))
    card = card_rect(size, pointer, inside)
    painter.setPen(QPen(QColor(theme.field_border), 1))
    painter.setBrush(QColor(theme.canvas))
    painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    draw_text(painter, QPointF(card.left() + _PADDING, card.top() + _PADDING + 11), reading.title, fonts.font(12), theme.muted)
    for place, (name, (_, value)) in enumerate(zip(names, reading.lines, strict=True)):
        baseline = card.top() + _PADDING + _TITLE + _LINE * place + 14
        name.draw(painter, card.left() + _PADDING, baseline, theme.text)
        draw_text(painter, QPointF(card.right() - _PADDING, baseline), value, values, theme.text, "right")
