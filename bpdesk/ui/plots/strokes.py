"""The few strokes that all parts of a plot are drawn with: text, hairlines, pens."""

from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from bpdesk.ui import fonts

Side = Literal["left", "centre", "right"]
_SHARE_BEFORE: dict[Side, float] = {"left": 0.0, "centre": 0.5, "right": 1.0}
AXIS_SIZE = 12
NAME_SIZE = 16  # of typeset symbols; plain words beside them come out at 12


def axis_font() -> QFont:
    return fonts.font(AXIS_SIZE)


def text_width(text: str, font: QFont) -> float:
    return _text_width(text, font.pixelSize(), font.weight())


@lru_cache(maxsize=2048)
def _text_width(text: str, pixels: int, weight: QFont.Weight) -> float:
    """In the UI font."""
    return QFontMetricsF(fonts.in_pixels(pixels, weight)).horizontalAdvance(text)


def draw_text(painter: QPainter, at: QPointF, text: str, font: QFont, colour: str, side: Side = "left") -> None:
    """One line of text with its baseline at `at`, which is its left or right end or its middle."""
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(QPointF(at.x() - text_width(text, font) * _SHARE_BEFORE[side], at.y()), text)


def hairline(painter: QPainter, start: QPointF, length: float, colour: str, *, upright: bool = False) -> None:
    """A filled rectangle on whole pixels: sharp at every device pixel ratio, as a stroke isn't."""
    x, y = round(start.x()), round(start.y())
    painter.fillRect(QRectF(x, y, 1, length) if upright else QRectF(x, y, length, 1), QColor(colour))


@lru_cache(maxsize=512)
def curve_pen(colour: str, dash: tuple[float, float] | None, width: float, *, cosmetic: bool) -> QPen:
    """The pen of a curve; a cosmetic one is `width` device pixels wide whatever the transform. Not to be changed."""
    pen = QPen(QColor(colour), width)
    pen.setCosmetic(cosmetic)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap if dash else Qt.PenCapStyle.RoundCap)
    if dash:
        pen.setDashPattern(list(dash))
    return pen
