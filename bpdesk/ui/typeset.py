"""Typeset formulas as painter paths: the same on screen, in PDF and in SVG, at any scale. Each marked piece is a path of its own.

Simple labels don't come here (`math_label` is twenty times cheaper), nor do matrices of numbers, which are native grids.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath

from bpdesk.explain.mathsvg import DoesNotTypeset, svg, unmarked
from bpdesk.ui import fonts
from bpdesk.ui.svg_paths import pieces
from bpdesk.ui.vector.reading import is_recorded, note_words

_TEXT_SIZE = 0.78  # of the symbols' size, where a formula is shown as it was typed
_REACH = 2.0  # how far beside a symbol one may point


@dataclass(frozen=True)
class Part:
    """A run of symbols that stand for one thing: an outline to fill, with the baseline's left end at the origin."""

    path: QPainterPath
    mark: int | None
    bounds: QRectF


@dataclass(frozen=True)
class Typeset:
    """A formula ready to draw, in logical pixels; `failure` says why it is only its own text, where it is."""

    tex: str
    parts: tuple[Part, ...]
    width: float
    ascent: float
    descent: float
    failure: str | None = None

    def bounds(self, mark: int) -> tuple[QRectF, ...]:
        """Where the pieces with that mark stand, the baseline's left end at the origin."""
        return tuple(part.bounds for part in self.parts if part.mark == mark)

    def mark_at(self, point: QPointF) -> int | None:
        """The mark of the smallest piece there, the baseline's left end at the origin."""
        reach = (-_REACH, -_REACH, _REACH, _REACH)
        found = [part for part in self.parts if part.mark is not None and part.bounds.adjusted(*reach).contains(point)]
        return min(found, key=lambda part: part.bounds.width() * part.bounds.height()).mark if found else None


@lru_cache(maxsize=64)
def typeset(tex: str, size: float) -> Typeset:
    """The formula with symbols of `size` logical pixels; what doesn't typeset as it was typed."""
    try:
        drawn = svg(tex, size)
    except DoesNotTypeset as refusal:
        return _as_typed(unmarked(tex), size, str(refusal))
    parts = tuple(Part(path, mark, path.boundingRect()) for path, mark in pieces(drawn.root, QPointF(-drawn.left, 0)))
    return Typeset(tex, parts, drawn.width, drawn.ascent, drawn.descent)


def paint(painter: QPainter, formula: Typeset, origin: QPointF, colour_of_mark: Callable[[int | None], str]) -> None:
    """Draw with the baseline's left end at `origin`; `colour_of_mark(None)` is the ink of the rest."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(origin)
    for part in formula.parts:
        painter.fillPath(part.path, QColor(colour_of_mark(part.mark)))
    if is_recorded(painter):
        note_words(painter, unmarked(formula.tex), fonts.font(formula.ascent + formula.descent), formula.width)
    painter.restore()


def _as_typed(text: str, size: float, failure: str) -> Typeset:
    font = fonts.font(size * _TEXT_SIZE)
    metrics = QFontMetricsF(font)
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addText(QPointF(), font, text)
    part = Part(path, None, path.boundingRect())
    return Typeset(text, (part,), metrics.horizontalAdvance(text), metrics.ascent(), metrics.descent(), failure)
