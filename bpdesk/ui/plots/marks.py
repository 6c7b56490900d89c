"""What is marked on the curves: the shown moment, points while there are few, and values that lie beyond every scale."""

import math
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from bpdesk.ui.plots.drawn_curve import DrawnCurve
from bpdesk.ui.plots.frame import Frame
from bpdesk.ui.plots.strokes import hairline

_LARGE_POINTS_BELOW, _MOST_POINTS = 12, 40
_LARGE, _SMALL, _SHOWN = 3.5, 2.5, 4.5


def paint_cursor(painter: QPainter, frame: Frame, iteration: int, colour: str) -> None:
    """The shown moment as an upright line."""
    start = QPointF(frame.x(iteration), frame.area.top())
    if frame.shows(start):
        hairline(painter, start, frame.area.height(), colour, upright=True)


def paint_rectangle(painter: QPainter, rectangle: QRectF, colour: str) -> None:
    """What will be shown alone."""
    painter.setPen(QPen(QColor(colour), 1, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rectangle)


def paint_points(painter: QPainter, frame: Frame, curve: DrawnCurve, cursor: int | None, ground: str | None) -> None:
    """A point per iteration while there are few, with a rim of the ground that parts it from other lines; else where one stands alone."""
    number_of = len(curve.plot.curve.iterations)
    painter.setBrush(QColor(curve.plot.colour))
    if number_of <= _MOST_POINTS:
        radius = _LARGE if number_of < _LARGE_POINTS_BELOW else _SMALL
        _use_pen_of_rim(painter, ground if number_of < _LARGE_POINTS_BELOW else None)
        for x, y in zip(curve.x, curve.y, strict=True):
            _paint_point(painter, frame, (float(x), float(y)), radius)
    elif not curve.is_whole:
        _use_pen_of_rim(painter, None)
        for point in curve.lone_points:
            _paint_point(painter, frame, point, _SMALL)
    value = None if cursor is None else curve.value_at(cursor)
    height = None if value is None else frame.scale.height_of(value)
    if cursor is not None and height is not None:
        _use_pen_of_rim(painter, ground)
        _paint_point(painter, frame, (float(cursor), height), _SHOWN)


def paint_beyond(painter: QPainter, frame: Frame, curve: DrawnCurve) -> None:
    """A triangle at the edge where a curve first leaves the scale: upwards to infinity, downwards to what no axis shows; and where
    an earlier run goes on beyond what is shown."""
    if curve.plot.is_earlier and (leaves := curve.leaving(frame.iterations, frame.heights)) is not None:
        is_above = leaves[1] == frame.heights[1]
        _paint_triangle(painter, frame.point(*leaves), 1 if is_above else -1, curve.plot.colour)
    if curve.is_whole:
        return
    with np.errstate(invalid="ignore"):
        above, below = curve.values == math.inf, np.isnan(curve.y) & (curve.values <= 0)
    for beyond, edge, inwards in ((above, frame.area.top(), 1), (below, frame.area.bottom(), -1)):
        if beyond.any() and frame.iterations[0] <= (first := float(curve.x[np.argmax(beyond)])) <= frame.iterations[1]:
            _paint_triangle(painter, QPointF(frame.x(first), edge), inwards, curve.plot.colour)


def _paint_triangle(painter: QPainter, tip: QPointF, inwards: int, colour: str) -> None:
    x, base = tip.x(), tip.y() + 8 * inwards
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawPolygon(QPolygonF([tip, QPointF(x - 5, base), QPointF(x + 5, base)]))


def _use_pen_of_rim(painter: QPainter, ground: str | None) -> None:
    painter.setPen(_rim(ground) if ground else Qt.PenStyle.NoPen)


@lru_cache(maxsize=8)
def _rim(ground: str) -> QPen:
    return QPen(QColor(ground), 1.5)


def _paint_point(painter: QPainter, frame: Frame, place: tuple[float, float], radius: float) -> None:
    if not math.isnan(place[1]) and frame.shows(at := frame.point(*place)):
        painter.drawEllipse(at, radius, radius)
