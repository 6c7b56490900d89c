"""Small things that every item of the canvas paints with: pens, numbers, arrow heads."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from bpdesk.text import MINUS
from bpdesk.ui import fonts
from bpdesk.ui.theme import Theme

NEGATIVE_DASH = (11.0, 5.0)
LINE_HEIGHT = 1.3  # of the rectangle of a number, in sizes of its type
_NO_PEN = Qt.PenStyle.NoPen
_MOST_WIDTHS, _MOST_RULERS = 2048, 64
_FIGURES = frozenset("0123456789." + MINUS)


@lru_cache(maxsize=2048)
def ink(colour: str) -> QColor:
    """The colour of that name or number; not to be changed."""
    return QColor(colour)


@lru_cache(maxsize=1024)
def pen(colour: str, width: float, dash: tuple[float, float] | None = None, round_ends: bool = False) -> QPen:
    """An opaque pen; `dash` in pixels. Not to be changed: making one takes longer than drawing with it."""
    result = QPen(QColor(colour), width)
    result.setCapStyle(Qt.PenCapStyle.RoundCap if round_ends else Qt.PenCapStyle.FlatCap)
    if dash:
        result.setDashPattern([length / width for length in dash])
    return result


def paint_ground(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """The opaque ground that every label lies on, so that no line runs through it."""
    painter.setPen(_NO_PEN)
    painter.setBrush(ink(theme.canvas))
    painter.drawRoundedRect(rect, 4, 4)


def paint_grounds(painter: QPainter, rects: Sequence[QRectF], theme: Theme) -> None:
    """Those of many bare numbers: on a ground of the same colour nobody sees their corners and edges, which take most of the time."""
    smooth = painter.testRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(_NO_PEN)
    painter.setBrush(ink(theme.canvas))
    painter.drawRects(rects)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)


@lru_cache(maxsize=64)
def number_font(size: float, weight: QFont.Weight) -> QFont:
    """The UI font without hinting, so that a text is as wide as measured at every zoom."""
    font = fonts.font(size, weight)
    font.setPixelSize(round(size))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


class _Ruler:
    """Measures texts of one size and weight. A number's width is put together of its pairs of figures: to ask for that of each new number
    takes long."""

    def __init__(self, size: float, weight: QFont.Weight) -> None:
        self.metrics = QFontMetricsF(number_font(size, weight))
        self._widths: dict[str, float] = {}
        self._firsts: dict[str, float] = {}
        self._pairs: dict[str, float] = {}
        """How much wider a text is with another figure behind its last one, by these two."""

    def width(self, text: str) -> float:
        """Logical pixels at 100 %."""
        found = self._widths.get(text)
        if found is None:
            if len(self._widths) >= _MOST_WIDTHS:
                self._widths.clear()
            found = self._widths[text] = self._measured(text)
        return found

    def _measured(self, text: str) -> float:
        if not text or not _FIGURES.issuperset(text):
            return self.metrics.horizontalAdvance(text)
        width = self._first(text[0])
        for first, second in pairwise(text):
            pair = first + second
            if pair not in self._pairs:
                self._pairs[pair] = self.metrics.horizontalAdvance(pair) - self._first(first)
            width += self._pairs[pair]
        return width

    def _first(self, figure: str) -> float:
        if figure not in self._firsts:
            self._firsts[figure] = self.metrics.horizontalAdvance(figure)
        return self._firsts[figure]


_RULERS: dict[tuple[float, int], _Ruler] = {}
"""By size and weight, whose identity is found a few times as fast as its hash."""


def _ruler(size: float, weight: QFont.Weight) -> _Ruler:
    found = _RULERS.get((size, id(weight)))
    if found is None:
        if len(_RULERS) >= _MOST_RULERS:
            _RULERS.clear()
        found = _RULERS[size, id(weight)] = _Ruler(size, weight)
    return found


def text_width(text: str, size: float, weight: QFont.Weight) -> float:
    """Logical pixels at 100 %."""
    return _ruler(size, weight).width(text)


@lru_cache(maxsize=64)
def cap_height(size: float, weight: QFont.Weight) -> float:
    """How high a digit stands above the baseline."""
    return _ruler(size, weight).metrics.capHeight()


def draw_text(painter: QPainter, x: float, baseline: float, text: str, size: float, weight: QFont.Weight, colour: str) -> None:
    """Draw with the left end at `x`."""
    painter.setFont(number_font(size, weight))
    painter.setPen(ink(colour))
    painter.drawText(QPointF(x, baseline), text)


def fitting_size(text: str, width: float, sizes: tuple[float, ...], weight: QFont.Weight) -> float:
    """The first of the sizes at which the text is no wider than `width`, else the last."""
    return next((size for size in sizes if text_width(text, size, weight) <= width), sizes[-1])


def head_size(edge_width: float) -> tuple[float, float]:
    """Length and half width of an edge's arrow head."""
    return 9 + 0.7 * edge_width, 3.2 + 0.55 * edge_width


def arrow_head(tip: QPointF, along: QPointF, length: float, half: float) -> QPolygonF:
    """A triangle whose tip points in the unit direction `along`."""
    base = tip - along * length
    across = QPointF(-along.y(), along.x()) * half
    return QPolygonF([tip, base + across, base - across])
