"""The curves' lines, drawn by one item. While a run goes on only their ends are new, while one looks around in it nothing is: what stood
before is kept as a picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from pyqtgraph.functions import arrayToQPath
from pyqtgraph.graphicsItems.PlotCurveItem import arrayToLineSegments
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from bpdesk.training.curves import Array
from bpdesk.ui.plots.drawn_curve import DrawnCurve, apart
from bpdesk.ui.plots.frame import Frame
from bpdesk.ui.plots.marks import paint_points
from bpdesk.ui.plots.strokes import curve_pen
from bpdesk.ui.sheet import Sheet

_LIT = 2.5
_MANY = 200
"""Points from which a solid line is drawn piece by piece, in a quarter or half of the time."""
_SHORT = 32
"""Points of a line that is handed over one by one."""
_WORTH_KEEPING = 300
"""Segments of all lines from which they are kept as a picture."""
_RIM = 6
"""What points may reach beyond the area."""
_LIVE = 6
"""Points at a line's end that may yet change: the last ones stand for iterations to come too."""
_AT_ONCE = 16
"""So many points that have settled are added to the picture at once."""


@dataclass(frozen=True)
class Line:
    """A curve in pixels of the scene; NaN breaks it. One of many points is solid and drawn piece by piece, or has dashes."""

    x: Array
    y: Array
    pen: QPen
    has_many_points: bool
    dash: float = 0.0
    """How long its dash is with the gap behind it, in widths of the pen; 0 of a solid one."""

    @property
    def settled(self) -> int:
        """How many of its points will hardly change."""
        return max(len(self.x) - _LIVE, 0) if self.has_many_points else 0

    def is_as(self, other: Line) -> bool:
        """Whether it looks as the other does."""
        return len(self.x) == len(other.x) and self.has_many_points == other.has_many_points and self._has_points_of(other, len(self.x))

    def begins_as(self, other: Line, points: int) -> bool:
        """Whether the first so many points are those of the other, and what follows can be drawn by itself."""
        return self.has_many_points and self._has_points_of(other, points)

    def _has_points_of(self, other: Line, points: int) -> bool:
        return self.pen == other.pen and _are_equal(self.x[:points], other.x[:points]) and _are_equal(self.y[:points], other.y[:points])

    def draw(self, painter: QPainter, pen: QPen, first: int = 0, last: int | None = None) -> None:
        """From one of its points to before another, with a pen whose dashes begin there."""
        x, y = self.x[first:last], self.y[first:last]
        if len(x) < 2:
            return
        painter.setPen(pen)
        is_short = len(x) <= _SHORT and math.isfinite(y.sum())
        if self.has_many_points and not self.dash and is_short:
            painter.drawLines([QLineF(*a, *b) for a, b in pairwise(zip(x.tolist(), y.tolist(), strict=True))])
        elif self.has_many_points and not self.dash:
            pieces = arrayToLineSegments(x, y, connect="finite", finiteCheck=True)
            painter.drawLines(*pieces.drawargs())  # the painter reads the memory of `pieces`, which must live until then
        elif is_short:
            painter.drawPolyline([QPointF(*point) for point in zip(x.tolist(), y.tolist(), strict=True)])
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(arrayToQPath(x, y, connect="finite"))

    def pen_from(self, first: int, painter: QPainter) -> QPen:
        """The pen with its dashes as they would come had the line been drawn from its beginning."""
        if not self.dash or not first:
            return self.pen
        breaks = np.flatnonzero(np.isnan(self.y[:first]))
        begin = int(breaks[-1]) + 1 if len(breaks) else 0
        across, up = np.abs(np.diff(self.x[begin : first + 1])), np.abs(np.diff(self.y[begin : first + 1]))
        # Along its thinnest lines Qt counts pixels, of which one that goes down steeply has no more than it is high.
        length = (np.maximum(across, up) if self.pen.widthF() <= 1 else np.hypot(across, up)).sum()
        pen = QPen(self.pen)
        pen.setDashOffset(math.fmod(float(length) * painter.deviceTransform().m11() / pen.widthF(), self.dash))
        return pen


class _Kept(NamedTuple):
    """A line of which so many points are in the picture, and the pen with which it goes on from the last of them."""

    line: Line
    points: int
    pen: QPen


@dataclass(frozen=True)
class LiesBelow:
    """What the points of earlier runs are drawn with, which lie below the other curves' lines: the shown moment, the colour behind all."""

    cursor: int | None = None
    ground: str | None = None


_NOTHING = LiesBelow()


class Lines(QGraphicsItem):
    """Draws curves within their area, those of earlier runs first, with their points. The pointer goes through it."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.curves: tuple[DrawnCurve, ...] = ()
        self._area = QRectF()
        self._lines: tuple[Line, ...] = ()
        self._earlier: tuple[tuple[DrawnCurve, Line], ...] = ()
        self._frame: Frame | None = None
        self._how: object = None
        """In which frame, with what pens."""
        self._below = LiesBelow()
        self._sheet: Sheet | None = None
        self._kept: list[_Kept] = []
        """What the sheet holds."""
        self._stands = False
        """Whether the lines are as they were shown before: nobody looks on as they grow."""

    def show_curves(
        self, curves: Sequence[DrawnCurve], frame: Frame, pen_width: float, lit: str = "", *, quickly: bool, below: LiesBelow = _NOTHING
    ) -> None:
        """Draw those curves and no others, with pens that many device pixels wide; `quickly` where frames count more than joints.

        The curve with the key `lit` is drawn stronger, over the others; else noise lies under all, those with dashes or few points, which
        a dense one would hide, lie over the dense ones, and the first over those that follow.
        """
        how, before = (frame, pen_width, lit, quickly), self.curves
        self.curves, self._below = tuple(curves), below
        under = [curve for curve in reversed(self.curves) if curve.lies_under(lit)]
        self.update()
        if how == self._how and _have_same_lines(self.curves, before):
            self._earlier, self._stands = tuple(zip(under, [line for _, line in self._earlier], strict=True)), True
            return
        self._how = how
        if self._area != frame.area:
            self.prepareGeometryChange()
            self._area, self._sheet = QRectF(frame.area), None
        self._frame = frame
        self._earlier = tuple(zip(under, _lines(under, [pen_width] * len(under), frame, quickly=quickly), strict=True))
        above = [curve for curve in reversed(self.curves) if not curve.lies_under(lit)]
        order = sorted(above, key=lambda curve: (curve.plot.key == lit, not curve.plot.is_noise, not _is_dense(curve)))
        lines = self._lines
        widths = [pen_width * (_LIT if curve.plot.key == lit else 1) for curve in order]
        self._lines = _lines(order, widths, frame, quickly=quickly)
        self._stands = _are_as(self._lines, lines)

    def boundingRect(self) -> QRectF:
        return self._area.adjusted(-_RIM, -_RIM, _RIM, _RIM)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_earlier(painter)
        painter.setClipRect(self._area, Qt.ClipOperation.IntersectClip)
        if widget is None or sum(map(self._to_keep, self._lines)) < _WORTH_KEEPING:
            for line in self._lines:
                line.draw(painter, line.pen)
            return
        sheet = self._up_to_date(painter)
        sheet.show(painter)
        for kept in self._kept:
            kept.line.draw(painter, kept.pen, max(kept.points - 1, 0))

    def _paint_earlier(self, painter: QPainter) -> None:
        painter.save()
        painter.setClipRect(self._area, Qt.ClipOperation.IntersectClip)
        for _, line in self._earlier:
            line.draw(painter, line.pen)
        painter.restore()
        for curve, _ in self._earlier:
            if self._frame is not None:
                paint_points(painter, self._frame, curve, self._below.cursor, self._below.ground)

    def _up_to_date(self, painter: QPainter) -> Sheet:
        """The sheet with all that has settled."""
        if self._sheet is None or not self._sheet.fits(painter) or not self._goes_on():
            self._sheet = Sheet(painter, self._area)
            self._kept = [_Kept(line, 0, line.pen) for line in self._lines]
        reach = self._settled_until()
        untils = [self._to_keep(line, reach) for line in self._lines]
        due = [until >= (drawn + _AT_ONCE if drawn else 1) for until, (_, drawn, _) in zip(untils, self._kept, strict=True)]
        with self._sheet.painting() if any(due) else nullcontext() as on_sheet:
            for place, (line, until, (_, drawn, pen)) in enumerate(zip(self._lines, untils, self._kept, strict=True)):
                if on_sheet is not None and until > drawn:
                    line.draw(on_sheet, pen, max(drawn - 1, 0), until)
                    drawn, pen = until, line.pen_from(until - 1, on_sheet)
                self._kept[place] = _Kept(line, drawn, pen)
        return self._sheet

    def _settled_until(self) -> float:
        """Up to where all lines that go on have settled: they are added to the picture side by side, so that none comes to lie over another
        that belongs on top of it."""
        pairs = [(line, kept) for line, kept in zip(self._lines, self._kept, strict=True) if line.settled]
        growing = [line for line, kept in pairs if not kept.points or line.x[-1] > kept.line.x[-1]]
        return min((float(line.x[line.settled - 1]) for line in growing), default=math.inf)

    def _to_keep(self, line: Line, reach: float = math.inf) -> int:
        """How many of its points are kept on the sheet."""
        if self._stands and not line.has_many_points:
            return len(line.x)
        return min(line.settled, int(np.searchsorted(line.x, reach, "right")))

    def _goes_on(self) -> bool:
        """Whether what the sheet holds is how the lines of now begin."""
        return len(self._lines) == len(self._kept) and all(
            not kept.points
            or (kept.points <= len(line.x) and line.begins_as(kept.line, kept.points))
            or (kept.points == len(kept.line.x) and line.is_as(kept.line))
            for line, kept in zip(self._lines, self._kept, strict=True)
        )


def _lines(curves: Sequence[DrawnCurve], widths: Sequence[float], frame: Frame, *, quickly: bool) -> tuple[Line, ...]:
    """The curves in pixels, each with a pen of its width."""
    (first, last), (low, high), area = frame.iterations, frame.heights, frame.area
    drawn = [curve.until_left((min(low, frame.scale.low), max(high, frame.scale.high))) for curve in curves]
    lengths = [len(along) for along, _ in drawn]
    x = np.concatenate([np.zeros(0), *(along for along, _ in drawn)])
    y = np.concatenate([np.zeros(0), *(heights for _, heights in drawn)])
    x = area.left() + (x - first) * (area.width() / (last - first))
    y = area.bottom() - (y - low) * (area.height() / (high - low))
    return tuple(
        Line(its_x, its_y, curve_pen(look.colour, look.dash, width, cosmetic=True), quickly and len(its_x) >= _MANY, sum(look.dash or ()))
        for look, width, its_x, its_y in zip((each.plot for each in curves), widths, apart(x, lengths), apart(y, lengths), strict=True)
    )


def _are_equal(some: Array, others: Array) -> bool:
    """Bit for bit, where NaN is like NaN."""
    return len(some) == len(others) and bool((some.view(np.int64) == others.view(np.int64)).all())


def _have_same_lines(curves: Sequence[DrawnCurve], others: Sequence[DrawnCurve]) -> bool:
    """Whether the very same points are drawn in the same looks: where only the shown moment is another."""
    return len(curves) == len(others) and all(
        one.x is other.x
        and one.y is other.y
        and (one.plot.key, one.plot.colour, one.plot.dash, one.plot.is_earlier)
        == (other.plot.key, other.plot.colour, other.plot.dash, other.plot.is_earlier)
        for one, other in zip(curves, others, strict=True)
    )


def _are_as(lines: Sequence[Line], others: Sequence[Line]) -> bool:
    return len(lines) == len(others) and all(line.is_as(other) for line, other in zip(lines, others, strict=True))


def _is_dense(curve: DrawnCurve) -> bool:
    """Whether its line is a solid one of many points."""
    return curve.plot.dash is None and len(curve.x) >= _MANY
