"""The curves' lines, drawn by one item. While a run goes on only their ends are new, while one looks around in it nothing is: what stood
before is kept as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from pyqtgraph.functions import arrayToQPath
from pyqtgraph.graphicsItems.PlotCurveItem import arrayToLineSegments
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from bpdesk.training.curves import Array
from bpdesk.ui.plots.drawn_curve import DrawnCurve
from bpdesk.ui.plots.frame import Frame
from bpdesk.ui.plots.marks import paint_points
from bpdesk.ui.plots.strokes import curve_pen
from bpdesk.ui.sheet import Sheet

_LIT = 2.5
_SEGMENTS_FROM = 200
_WORTH_KEEPING = 300
"""Segments of all lines from which they are kept as a picture."""
_RIM = 6
"""What points may reach beyond the area."""
_LIVE = 6
"""Points at a line's end that may yet change: the last ones stand for iterations to come too."""


@dataclass(frozen=True)
class Line:
    """A curve in pixels of the scene; NaN breaks it. Drawn piece by piece, or whole where it has few points, or dashes."""

    x: Array
    y: Array
    pen: QPen
    is_in_pieces: bool

    @property
    def settled(self) -> int:
        """How many of its points will hardly change."""
        return max(len(self.x) - _LIVE, 0) if self.is_in_pieces else 0

    def is_as(self, other: Line) -> bool:
        """Whether it looks as the other does."""
        return len(self.x) == len(other.x) and self.is_in_pieces == other.is_in_pieces and self._has_points_of(other, len(self.x))

    def begins_as(self, other: Line, points: int) -> bool:
        """Whether the first so many points are those of the other, and what follows can be drawn by itself."""
        return self.is_in_pieces and self._has_points_of(other, points)

    def _has_points_of(self, other: Line, points: int) -> bool:
        return (
            self.pen == other.pen
            and np.array_equal(self.x[:points], other.x[:points])
            and np.array_equal(self.y[:points], other.y[:points], equal_nan=True)
        )

    def draw(self, painter: QPainter, first: int = 0, last: int | None = None) -> None:
        """From one of its points to before another."""
        x, y = self.x[first:last], self.y[first:last]
        if len(x) < 2:
            return
        painter.setPen(self.pen)
        if self.is_in_pieces:
            pieces = arrayToLineSegments(x, y, connect="finite", finiteCheck=True)
            painter.drawLines(*pieces.drawargs())  # the painter reads the memory of `pieces`, which must live until then
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(arrayToQPath(x, y, connect="finite"))


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
        self._below = LiesBelow()
        self._sheet: Sheet | None = None
        self._kept: list[tuple[Line, int]] = []
        """The lines that the sheet holds, each up to that point."""
        self._stands = False
        """Whether the lines are as they were shown before: nobody looks on as they grow."""

    def show_curves(
        self, curves: Sequence[DrawnCurve], frame: Frame, pen_width: float, lit: str = "", *, quickly: bool, below: LiesBelow = _NOTHING
    ) -> None:
        """Draw those curves and no others, with pens that many device pixels wide; `quickly` where frames count more than joints.

        The curve with the key `lit` is drawn stronger, over the others; else those with dashes or few points, which a dense one would
        hide, lie over the dense ones, and the first over those that follow.
        """
        self.curves = tuple(curves)
        if self._area != frame.area:
            self.prepareGeometryChange()
            self._area, self._sheet = QRectF(frame.area), None
        self._frame, self._below = frame, below
        turned = list(reversed(self.curves))
        under = [curve for curve in turned if curve.lies_under(lit)]
        self._earlier = tuple((curve, _line(curve, frame, pen_width, quickly=quickly)) for curve in under)
        above = [curve for curve in turned if not curve.lies_under(lit)]
        order = sorted(above, key=lambda curve: (curve.plot.key == lit, not is_dense(curve)))
        before = self._lines
        self._lines = tuple(_line(curve, frame, pen_width * (_LIT if curve.plot.key == lit else 1), quickly=quickly) for curve in order)
        self._stands = _are_as(self._lines, before)
        self.update()

    def boundingRect(self) -> QRectF:
        return self._area.adjusted(-_RIM, -_RIM, _RIM, _RIM)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_earlier(painter)
        painter.setClipRect(self._area, Qt.ClipOperation.IntersectClip)
        if widget is None or sum(map(self._to_keep, self._lines)) < _WORTH_KEEPING:
            for line in self._lines:
                line.draw(painter)
            return
        sheet = self._up_to_date(painter)
        sheet.show(painter)
        for line, (_, drawn) in zip(self._lines, self._kept, strict=True):
            line.draw(painter, max(drawn - 1, 0))

    def _paint_earlier(self, painter: QPainter) -> None:
        painter.save()
        painter.setClipRect(self._area, Qt.ClipOperation.IntersectClip)
        for _, line in self._earlier:
            line.draw(painter)
        painter.restore()
        for curve, _ in self._earlier:
            if self._frame is not None:
                paint_points(painter, self._frame, curve, self._below.cursor, self._below.ground)

    def _up_to_date(self, painter: QPainter) -> Sheet:
        """The sheet with all that has settled."""
        if self._sheet is None or not self._sheet.fits(painter) or not self._goes_on():
            self._sheet = Sheet(painter, self._area)
            self._kept = [(line, 0) for line in self._lines]
        on_sheet = None
        for place, (line, (_, drawn)) in enumerate(zip(self._lines, self._kept, strict=True)):
            until = self._to_keep(line)
            if until > drawn:
                on_sheet = on_sheet or self._sheet.painter()
                line.draw(on_sheet, max(drawn - 1, 0), until)
            self._kept[place] = line, max(until, drawn)
        if on_sheet is not None:
            on_sheet.end()
        return self._sheet

    def _to_keep(self, line: Line) -> int:
        """How many of its points are kept on the sheet."""
        return len(line.x) if self._stands and not line.is_in_pieces else line.settled

    def _goes_on(self) -> bool:
        """Whether what the sheet holds is how the lines of now begin."""
        return len(self._lines) == len(self._kept) and all(
            not drawn or (drawn <= len(line.x) and line.begins_as(kept, drawn)) or (drawn == len(kept.x) and line.is_as(kept))
            for line, (kept, drawn) in zip(self._lines, self._kept, strict=True)
        )


def _line(curve: DrawnCurve, frame: Frame, pen_width: float, *, quickly: bool) -> Line:
    (first, last), (low, high), area = frame.iterations, frame.heights, frame.area
    along, heights = curve.until_left((min(low, frame.scale.low), max(high, frame.scale.high)))
    x = area.left() + (along - first) * (area.width() / (last - first))
    y = area.bottom() - (heights - low) * (area.height() / (high - low))
    return Line(x, y, curve_pen(curve.plot.colour, curve.plot.dash, pen_width, cosmetic=True), quickly and is_dense(curve))


def _are_as(lines: Sequence[Line], others: Sequence[Line]) -> bool:
    return len(lines) == len(others) and all(line.is_as(other) for line, other in zip(lines, others, strict=True))


def is_dense(curve: DrawnCurve) -> bool:
    """Whether its line is a solid one of many points. Piece by piece it is drawn two to four times as fast; dashes would start anew."""
    return curve.plot.dash is None and len(curve.x) >= _SEGMENTS_FROM
