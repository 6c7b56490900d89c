"""A page as a figure: within any room, in as many columns as fit, at 100 % or as much smaller as it must be."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPainter

from bpdesk.explain.page import Page
from bpdesk.ui import fonts
from bpdesk.ui.explain.boxes import Typesetter
from bpdesk.ui.explain.page_sheets import pieces
from bpdesk.ui.explain.sheet import Sheet
from bpdesk.ui.pictures import PictureSize, size_fitting
from bpdesk.ui.theme import Theme

_COLUMN, _BETWEEN_COLUMNS, _MARGIN = 420.0, 32.0, 16.0
_NARROWER = (350.0, 290.0, 240.0)
"""To what widths lines are broken where a page is drawn smaller, so that more of it finds room beside one another."""
_LONGEST_COLUMN, _USUAL_SHAPE = 1_100.0, 1.4
_SHRINKING, _SMALLEST = 0.97, 0.01
_BALANCING, _TINY = 8.0, 0.01

Columns = list[list[Sheet]]


@dataclass(frozen=True)
class _Arrangement:
    """Columns, each as wide as the widest of its parts, to be painted so much smaller."""

    columns: Columns
    scale: float

    @cached_property
    def widths(self) -> list[float]:
        return [max((part.width for part in column), default=0.0) for column in self.columns]

    @cached_property
    def extent(self) -> QSizeF:
        """How large it is before it is made smaller."""
        across = sum(self.widths) + _BETWEEN_COLUMNS * (len(self.columns) - 1)
        return QSizeF(across + 2 * _MARGIN, max(map(_height, self.columns)) + 2 * _MARGIN)

    def is_within(self, room: QSizeF) -> bool:
        """Whether it finds room at its scale."""
        extent, most = self.extent, room / self.scale
        return extent.width() <= most.width() + _TINY and extent.height() <= most.height() + _TINY


class PageFigure:
    """Typesets each formula once, whatever rooms it is painted in."""

    def __init__(self, page: Page, digits: int) -> None:
        self._page, self._digits = page, digits
        self._typesetter = Typesetter()
        self._pieces: dict[float, list[Sheet]] = {}

    @property
    def extent(self) -> QSizeF:
        """How large it is at 100 %, in logical pixels: one column, or as many as make an upright page."""
        parts = self._laid_out(_COLUMN)
        total = _height(parts)
        number = 1 if total <= _LONGEST_COLUMN else math.ceil(math.sqrt(total / (_USUAL_SHAPE * (_COLUMN + _BETWEEN_COLUMNS))))
        return _Arrangement(_balanced(parts, number), 1.0).extent

    def fitting(self, dpi: int) -> PictureSize:
        """The pixels that it takes at that resolution, within what a picture can have."""
        return size_fitting(self.extent, dpi)

    def scale_in(self, room: QSizeF) -> float:
        """How large it is drawn in that room: 1 is full size."""
        return self._arranged(room).scale

    def paint(self, painter: QPainter, room: QSizeF, theme: Theme) -> None:
        """From the top, in the middle between left and right."""
        with fonts.at_full_size():
            arranged = self._arranged(room)
            painter.save()
            painter.scale(arranged.scale, arranged.scale)
            x = max(0.0, (room.width() / arranged.scale - arranged.extent.width()) / 2) + _MARGIN
            for column, width in zip(arranged.columns, arranged.widths, strict=True):
                _paint_column(painter, column, x, theme)
                x += width + _BETWEEN_COLUMNS
            painter.restore()

    def _arranged(self, room: QSizeF) -> _Arrangement:
        """The largest scale at which all of it is within the room, with lines as long as they can be."""
        with fonts.at_full_size():
            best = _largest(self._laid_out(_COLUMN), room, _SMALLEST)
            for width in _NARROWER if best.scale < 1.0 else ():
                narrow = _largest(self._laid_out(width), room, best.scale)
                best = narrow if narrow.scale > best.scale else best
            return best

    def _laid_out(self, width: float) -> list[Sheet]:
        if width not in self._pieces:
            with fonts.at_full_size():
                self._pieces[width] = pieces(self._page, self._digits, width, self._typesetter)
        return self._pieces[width]


def _largest(parts: list[Sheet], room: QSizeF, least: float) -> _Arrangement:
    """At the largest scale at which they find room, if it is larger than the least one; at that in one column else."""
    scale = 1.0
    while scale > least:
        columns = _flowed(parts, room.height() / scale - 2 * _MARGIN)
        if columns:
            for each in (_balanced(parts, len(columns)), columns):
                arranged = _Arrangement(each, scale)
                if arranged.is_within(room):
                    return arranged
        scale *= _SHRINKING
    return _Arrangement([parts], least)


def _flowed(parts: list[Sheet], height: float) -> Columns:
    """The parts under one another in columns no higher than that; none where a part is higher by itself."""
    columns: Columns = [[]]
    used = 0.0
    for part in parts:
        if part.height > height:
            return []
        if used + part.height > height:
            columns.append([])
            used = 0.0
        columns[-1].append(part)
        used += part.height
    return columns


def _balanced(parts: list[Sheet], number: int) -> Columns:
    """At most so many columns, as equally high as they can be."""
    height = max(_height(parts) / number, *(part.height for part in parts), 1.0)
    columns = _flowed(parts, height)
    while len(columns) > number:
        height += _BALANCING
        columns = _flowed(parts, height)
    return columns


def _height(parts: list[Sheet]) -> float:
    return sum(part.height for part in parts)


def _paint_column(painter: QPainter, column: list[Sheet], left: float, theme: Theme) -> None:
    y = _MARGIN
    for sheet in column:
        painter.save()
        painter.translate(left, y)
        sheet.paint(painter, theme)
        painter.restore()
        y += sheet.height
