"""A sheet: symbols, formulas, words and rules in their places, painted on any device, with what each part stands for.

Positions are logical pixels from the sheet's upper left corner. `boxes` and `blocks` fill it; it decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from bpdesk.explain.formula import Ref
from bpdesk.explain.printing import Mark
from bpdesk.ui.math_label import MathLabel
from bpdesk.ui.theme import Theme
from bpdesk.ui.typeset import Typeset, paint

_ROUND = 4.0
_GROUNDS: dict[str, str] = {"forward": "forward_soft", "backward": "backward_soft", "slope": "slope_soft"}


@dataclass(frozen=True, slots=True)
class Ink:
    """A symbol, a formula or words with the left end of the baseline at `x`, `y`; the roles of a formula are by mark."""

    x: float
    y: float
    what: MathLabel | Typeset | str
    roles: tuple[str, ...]
    font: QFont | None = None

    def moved(self, x: float, y: float) -> Ink:
        return Ink(self.x + x, self.y + y, self.what, self.roles, self.font)


@dataclass(frozen=True, slots=True)
class Rule:
    """A filled rectangle; an outline with round corners where `is_outline`."""

    rect: QRectF
    role: str
    is_outline: bool = False

    def moved(self, x: float, y: float) -> Rule:
        return Rule(self.rect.translated(x, y), self.role, self.is_outline)


@dataclass(frozen=True, slots=True)
class Hit:
    """A part that can be pointed at, with what it stands for, or words about it; `also` are further things that it lights."""

    rect: QRectF
    mark: Mark | None
    tip: str = ""
    also: tuple[Ref, ...] = ()

    @property
    def refs(self) -> tuple[Ref, ...]:
        """The things on the canvas that it stands for."""
        own = () if self.mark is None or self.mark.ref is None else (self.mark.ref,)
        return own + self.also

    def moved(self, x: float, y: float) -> Hit:
        return Hit(self.rect.translated(x, y), self.mark, self.tip, self.also)


Part = Ink | Rule


@dataclass
class Sheet:
    """`height` is as far down as it is filled; `lines` is what it says, line by line; `tops` is where each item of a section begins."""

    height: float = 0.0
    parts: list[Part] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    tops: list[float] = field(default_factory=list)

    @property
    def width(self) -> float:
        """How far to the right it is filled."""
        return max(map(_right_of, self.parts), default=0.0)

    def hit_at(self, point: QPointF) -> Hit | None:
        """The smallest part there."""
        found = [hit for hit in self.hits if hit.rect.contains(point)]
        return min(found, key=lambda hit: hit.rect.width() * hit.rect.height(), default=None)

    def item_rect(self, place: int, width: float) -> QRectF:
        """Where that item stands."""
        bottom = self.tops[place + 1] if place + 1 < len(self.tops) else self.height
        return QRectF(0, self.tops[place], width, bottom - self.tops[place])

    def paint(self, painter: QPainter, theme: Theme, lit: Collection[Ref] = ()) -> None:
        """With the parts that stand for a thing that is `lit` on a ground of their colour."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for hit in self.hits:
            if hit.mark is not None and hit.mark.ref in lit:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(getattr(theme, _GROUNDS.get(hit.mark.role, "accent_soft"))))
                painter.drawRoundedRect(hit.rect.adjusted(-2, -1, 2, 1), _ROUND, _ROUND)
        for part in self.parts:
            _paint_part(painter, part, theme)


def _right_of(part: Part) -> float:
    if isinstance(part, Rule):
        return part.rect.right()
    if isinstance(part.what, str):
        return part.x + QFontMetricsF(part.font or QFont()).horizontalAdvance(part.what)
    return part.x + part.what.width


def _paint_part(painter: QPainter, part: Part, theme: Theme) -> None:
    if isinstance(part, Rule):
        _paint_rule(painter, part, theme)
    elif isinstance(part.what, MathLabel):
        part.what.draw(painter, part.x, part.y, getattr(theme, part.roles[0]))
    elif isinstance(part.what, Typeset):
        paint(painter, part.what, QPointF(part.x, part.y), _colours(part.roles, theme))
    else:
        painter.setFont(part.font or painter.font())
        painter.setPen(QColor(getattr(theme, part.roles[0])))
        painter.drawText(QPointF(part.x, part.y), part.what)


def _paint_rule(painter: QPainter, rule: Rule, theme: Theme) -> None:
    colour = QColor(getattr(theme, rule.role))
    if rule.is_outline:
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rule.rect, _ROUND + 2, _ROUND + 2)
    else:
        painter.fillRect(rule.rect, colour)


def _colours(roles: tuple[str, ...], theme: Theme) -> Callable[[int | None], str]:
    """The last role is the ink of what isn't marked."""

    def colour_of(mark: int | None) -> str:
        return str(getattr(theme, roles[-1] if mark is None or mark >= len(roles) - 1 else roles[mark]))

    return colour_of
