"""One matrix on the sheet: its caption, brackets and cells, measured around the axis of its line. Large ones show their corners."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from bpdesk.explain.folding import MOST, unfolded
from bpdesk.explain.matrices import Cell, Grid
from bpdesk.explain.matrix_printing import cell_text, role_of
from bpdesk.text import whole
from bpdesk.ui import fonts
from bpdesk.ui.icons import paint_icon
from bpdesk.ui.math_label import MathLabel, prepare
from bpdesk.ui.matrix.lighting import Lighting
from bpdesk.ui.theme import Theme

_DIMENSIONS_SIZE = 11
_BRACKET, _BRACKET_WIDTH = 5.0, 1.25
_LOCK = 11.0
_MOST_MEASURED = 2000


@dataclass(frozen=True)
class Measure:
    """Logical pixels at 100 %: numbers, the caption and what is left below it, a row, what is beside a number and beside a bracket."""

    number: int
    caption: float
    gap: float
    row: float
    room: float
    side: float


WIDE = Measure(13, 14.0, 7.0, 24.0, 5.0, 7.0)
DENSE = Measure(12, 13.0, 4.0, 17.0, 4.0, 5.0)


@dataclass(frozen=True)
class GridBox:
    """`rows` and `columns` are the places that are written, None for those left out; `name` is its caption."""

    grid: Grid
    name: str
    rows: tuple[int | None, ...]
    columns: tuple[int | None, ...]
    digits: int
    measure: Measure

    @classmethod
    def of(cls, grid: Grid, name: str, digits: int, lighting: Lighting, *, is_open: bool, measure: Measure = WIDE) -> GridBox:
        """Folded to its corners and what is selected where it is large, unless it was opened."""
        rows, columns = grid.shape
        if is_open or not is_large(grid):
            return cls(grid, name, tuple(range(rows)), tuple(range(columns)), digits, measure)
        kept_rows, kept_columns = lighting.places(grid)
        return cls(grid, name, unfolded(rows, kept_rows), unfolded(columns, kept_columns), digits, measure)

    @property
    def caption(self) -> MathLabel:
        return prepare("{" + self.name + "}", self.measure.caption * fonts.scale())

    @property
    def dimensions(self) -> str:
        """How large it is, where that isn't seen at a glance."""
        return f"{whole(self.grid.shape[0])} × {whole(self.grid.shape[1] + self.grid.unheld)}" if is_large(self.grid) else ""

    @property
    def width(self) -> float:
        above = self.caption.width + (_dimensions_width(self.dimensions) if self.dimensions else 0.0)
        return max(2 * self.measure.side * fonts.scale() + sum(self._widths), above)

    @property
    def height(self) -> float:
        """Of the brackets."""
        return len(self.rows) * self.measure.row * fonts.scale() + 2.0

    @property
    def above(self) -> float:
        """How far it reaches above the axis, with its caption."""
        return self.height / 2 + (self.measure.gap + self.measure.caption) * fonts.scale() + 4.0

    def cell_at(self, point: QPointF) -> tuple[int, int] | None:
        """The place of the cell there, from the left end of the axis."""
        for place, row in enumerate(self.rows):
            for across, column in enumerate(self.columns):
                if row is not None and column is not None and self._rect(place, across).contains(point):
                    return row, column
        return None

    def is_fold_at(self, point: QPointF) -> bool:
        """Whether that opens or folds a large one: what is left out, or the caption."""
        if not is_large(self.grid):
            return False
        inside = QRectF(0, -self.height / 2, self.width, self.height).contains(point)
        return self.caption_rect.contains(point) or (inside and self.cell_at(point) is None)

    def rect_of(self, row: int, column: int) -> QRectF:
        """Where a cell that is written stands, from the left end of the axis."""
        return self._rect(self.rows.index(row), self.columns.index(column))

    @cached_property
    def caption_rect(self) -> QRectF:
        return QRectF(0, -self.above, self.width, self.above - self.height / 2)

    def paint(self, painter: QPainter, theme: Theme, lighting: Lighting, clip: QRectF) -> None:
        """With the left end of the axis at the origin; cells outside `clip` are left out."""
        self._paint_frame(painter, theme)
        for place, row in enumerate(self.rows):
            for across, column in enumerate(self.columns):
                rect = self._rect(place, across)
                if not rect.intersects(clip):
                    continue
                if row is None or column is None:
                    self._paint_text(painter, rect, "⋱" if row is None and column is None else "⋮" if row is None else "⋯", theme.muted)
                else:
                    self._paint_cell(painter, theme, rect, self.grid.cell(row, column), lighting)
            if self.grid.unheld:
                last = self._rect(place, len(self.columns))
                self._paint_text(painter, last, "⋯", theme.muted)

    def _paint_frame(self, painter: QPainter, theme: Theme) -> None:
        role = role_of(self.grid)
        ink: str = theme.muted if role == "text" else getattr(theme, role)
        self.caption.draw(painter, self._centred(self.caption.width), -self.height / 2 - self.measure.gap * fonts.scale(), ink)
        if self.dimensions:
            painter.setFont(fonts.font(_DIMENSIONS_SIZE))
            painter.setPen(QColor(theme.accent))
            baseline = -self.height / 2 - self.measure.gap * fonts.scale()
            left = self._centred(self.caption.width) + self.caption.width
            painter.drawText(QPointF(left + 6 * fonts.scale(), baseline), self.dimensions)
        painter.setPen(QPen(QColor(theme.text), _BRACKET_WIDTH))
        foot, top, bottom = _BRACKET * fonts.scale(), -self.height / 2, self.height / 2
        for x, inward in ((0.7, foot), (self.width - 0.7, -foot)):
            painter.drawPolyline([QPointF(x + inward, top), QPointF(x, top), QPointF(x, bottom), QPointF(x + inward, bottom)])

    def _centred(self, width: float) -> float:
        return (self.width - width - (_dimensions_width(self.dimensions) if self.dimensions else 0.0)) / 2

    def _paint_cell(self, painter: QPainter, theme: Theme, rect: QRectF, cell: Cell, lighting: Lighting) -> None:
        ground = lighting.ground(cell)
        inner = rect.adjusted(0.5, 1, -0.5, -1) if self.measure is DENSE else rect.adjusted(0.5, 2, -0.5, -2)
        if ground == "selected":
            painter.setPen(QPen(QColor(theme.accent), 2.0))
            painter.setBrush(QColor(theme.accent_soft))
            painter.drawRoundedRect(inner, 4, 4)
        elif ground != "none":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent_soft if ground == "related" else theme.hover))
            painter.drawRoundedRect(inner, 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        is_quiet = cell.kind == "absent" or cell.value is None
        colour: str = theme.muted if is_quiet else getattr(theme, cell.role)
        if cell.kind == "frozen":
            side = _LOCK * fonts.scale()
            paint_icon(painter, "frozen", QRectF(rect.left() + 2, rect.center().y() - side / 2, side, side), theme.frozen)
        self._paint_text(painter, rect, cell_text(cell, self.digits), colour, aligned=Qt.AlignmentFlag.AlignRight)

    def _paint_text(
        self, painter: QPainter, rect: QRectF, text: str, colour: str, aligned: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignHCenter
    ) -> None:
        painter.setFont(_font(self.measure.number))
        painter.setPen(QColor(colour))
        room = self.measure.room * fonts.scale()
        painter.drawText(rect.adjusted(room, 0, -room, 0), aligned | Qt.AlignmentFlag.AlignVCenter, text)

    def _rect(self, place: int, across: int) -> QRectF:
        row, left = self.measure.row * fonts.scale(), self._left + sum(self._widths[:across])
        return QRectF(left, place * row - self.height / 2 + 1, self._widths[across], row)

    @cached_property
    def _left(self) -> float:
        return (self.width - sum(self._widths)) / 2

    @cached_property
    def _widths(self) -> tuple[float, ...]:
        """Of the columns; in a large open one all alike."""
        cells = [
            [self._cell_width(row, column) for row in self.rows] for column in self.columns[: max(1, _MOST_MEASURED // len(self.rows))]
        ]
        widths = [max(column, default=0.0) for column in cells]
        widths += [max(widths, default=0.0)] * (len(self.columns) - len(widths))
        return (*widths, *((_gap_width(),) if self.grid.unheld else ()))

    def _cell_width(self, row: int | None, column: int | None) -> float:
        if row is None or column is None:
            return _gap_width()
        cell = self.grid.cell(row, column)
        lock = (_LOCK + 2) * fonts.scale() if cell.kind == "frozen" else 0.0
        return _text_width(cell_text(cell, self.digits), self.measure.number) + 2 * self.measure.room * fonts.scale() + lock


def is_large(grid: Grid) -> bool:
    """Whether it is folded until it is opened."""
    return max(grid.shape) > MOST


def _font(size: int) -> QFont:
    return fonts.font(size, fonts.MEDIUM)


def _text_width(text: str, size: int) -> float:
    return _metrics(fonts.scale(), size).horizontalAdvance(text)


@lru_cache(maxsize=8)
def _metrics(_scale: float, size: int) -> QFontMetricsF:
    return QFontMetricsF(_font(size))


def _dimensions_width(text: str) -> float:
    return QFontMetricsF(fonts.font(_DIMENSIONS_SIZE)).horizontalAdvance(text) + 6 * fonts.scale()


def _gap_width() -> float:
    return 24.0 * fonts.scale()
