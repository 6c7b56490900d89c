"""Small things that every item of the canvas paints with: pens, numbers, arrow heads."""

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


@lru_cache(maxsize=64)
def number_font(size: float, weight: QFont.Weight) -> QFont:
    """The UI font without hinting, so that a text is as wide as measured at every zoom."""
    font = fonts.font(size, weight)
    font.setPixelSize(round(size))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@lru_cache(maxsize=64)
def _metrics(size: float, weight: QFont.Weight) -> QFontMetricsF:
    return QFontMetricsF(number_font(size, weight))


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, weight: QFont.Weight) -> float:
    """Logical pixels at 100 %. A number's is put together of its pairs of figures: to ask for that of each new number takes long."""
    if not text or not _FIGURES.issuperset(text):
        return _metrics(size, weight).horizontalAdvance(text)
    width = _pair_width(text[0], size, weight)
    for pair in pairwise(text):
        width += _pair_width(pair[0] + pair[1], size, weight) - _pair_width(pair[0], size, weight)
    return width


@lru_cache(maxsize=4096)
def _pair_width(pair: str, size: float, weight: QFont.Weight) -> float:
    return _metrics(size, weight).horizontalAdvance(pair)


def cap_height(size: float, weight: QFont.Weight) -> float:
    """How high a digit stands above the baseline."""
    return _metrics(size, weight).capHeight()


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
