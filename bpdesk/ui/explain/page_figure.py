"""A page as a figure: within any room, in as many columns as fit, at 100 % or as much smaller as it must be."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPainter

from bpdesk.explain.page import Page
from bpdesk.ui import fonts
from bpdesk.ui.explain.boxes import Typesetter
from bpdesk.ui.explain.page_sheets import pieces
from bpdesk.ui.explain.sheet import Sheet
from bpdesk.ui.pictures import PictureSize, size_fitting
from bpdesk.ui.theme import Theme

_COLUMN, _BETWEEN_COLUMNS, _MARGIN = 420.0, 36.0, 16.0
_LONGEST_COLUMN, _USUAL_SHAPE = 1_100.0, 1.4
_NARROWEST = 240.0
_SHRINKING, _SMALLEST = 0.97, 0.01
_BALANCING = 8.0

Columns = list[list[Sheet]]


@dataclass(frozen=True)
class _Arrangement:
    """Columns of that width, to be painted so much smaller."""

    columns: Columns
    width: float
    scale: float

    @property
    def extent(self) -> QSizeF:
        """How large it is before it is made smaller."""
        across = len(self.columns) * (self.width + _BETWEEN_COLUMNS) - _BETWEEN_COLUMNS
        return QSizeF(across + 2 * _MARGIN, max(map(_height, self.columns)) + 2 * _MARGIN)


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
        return _Arrangement(_balanced(parts, number), _COLUMN, 1.0).extent

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
            left = max(0.0, (room.width() / arranged.scale - arranged.extent.width()) / 2) + _MARGIN
            for place, column in enumerate(arranged.columns):
                _paint_column(painter, column, left + place * (arranged.width + _BETWEEN_COLUMNS), theme)
            painter.restore()

    def _arranged(self, room: QSizeF) -> _Arrangement:
        """The largest scale at which all of it is within the room."""
        free = room.width() - 2 * _MARGIN
        if _NARROWEST <= free < _COLUMN:
            narrow = self._laid_out(free)
            if _height(narrow) <= room.height() - 2 * _MARGIN:
                return _Arrangement([narrow], free, 1.0)
        parts, scale = self._laid_out(_COLUMN), 1.0
        while scale > _SMALLEST:
            width, height = room.width() / scale - 2 * _MARGIN, room.height() / scale - 2 * _MARGIN
            most = int((width + _BETWEEN_COLUMNS) // (_COLUMN + _BETWEEN_COLUMNS))
            columns = _flowed(parts, height)
            if 0 < len(columns) <= most:
                return _Arrangement(_balanced(parts, len(columns)), _COLUMN, scale)
            scale *= _SHRINKING
        return _Arrangement([parts], _COLUMN, _SMALLEST)

    def _laid_out(self, width: float) -> list[Sheet]:
        if width not in self._pieces:
            with fonts.at_full_size():
                self._pieces[width] = pieces(self._page, self._digits, width, self._typesetter)
        return self._pieces[width]


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
