"""What stands between matrices: operators and numbers at once, formulas when their turn to be typeset has come."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from bpdesk.explain.matrix_printing import Sign
from bpdesk.ui import fonts
from bpdesk.ui.explain.boxes import Typesetter
from bpdesk.ui.math_label import MathLabel, prepare
from bpdesk.ui.theme import Theme
from bpdesk.ui.typeset import Typeset, paint

_SIZE, _NUMBERS = 16.0, 13 / 16
_AROUND = 5 / 16
_PARENTHESIS = 7.0


@dataclass(frozen=True)
class SignBox:
    """A sign, vertically centred on the axis; a parenthesis is as high as `height`."""

    sign: Sign
    what: MathLabel | Typeset | str
    height: float = 0.0
    size: float = _SIZE

    @classmethod
    def of(cls, sign: Sign, typesetter: Typesetter, height: float, size: float | None = None) -> SignBox:
        """With symbols of that many logical pixels."""
        size = _SIZE * fonts.scale() if size is None else size
        if sign.kind in ("open", "close", "number"):
            return cls(sign, sign.plain, height, size)
        label = prepare("{" + short_name(sign.tex) + "}", size)
        if label.is_typeset:
            return cls(sign, label, size=size)
        formula = typesetter.ask(sign.tex, size)
        return cls(sign, formula if formula is not None else prepare(sign.plain, size), size=size)

    @property
    def width(self) -> float:
        if self.sign.kind in ("open", "close"):
            return _PARENTHESIS * fonts.scale()
        own = QFontMetricsF(self._font).horizontalAdvance(self.what) if isinstance(self.what, str) else self.what.width
        return own + (2 * _AROUND * self.size if self.sign.kind == "operator" else 2.0)

    @property
    def _font(self) -> QFont:
        return fonts.font(round(_NUMBERS * self.size / fonts.scale()))

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """With the left end of the axis at the origin."""
        colour: str = getattr(theme, self.sign.role)
        left = _AROUND * self.size if self.sign.kind == "operator" else 1.0
        if self.sign.kind in ("open", "close"):
            self._paint_parenthesis(painter, colour)
        elif isinstance(self.what, str):
            painter.setFont(self._font)
            painter.setPen(QColor(colour))
            painter.drawText(QPointF(left, QFontMetricsF(painter.font()).capHeight() / 2), self.what)
        elif isinstance(self.what, MathLabel):
            self.what.draw(painter, left, 0.25 * self.size, colour)
        else:
            paint(painter, self.what, QPointF(left, 0.25 * self.size), lambda _mark: colour)

    def _paint_parenthesis(self, painter: QPainter, colour: str) -> None:
        half, width = self.height / 2, _PARENTHESIS * fonts.scale()
        outer, inner = (1.0, width - 1.0) if self.sign.kind == "open" else (width - 1.0, 1.0)
        path = QPainterPath(QPointF(inner, -half))
        path.cubicTo(QPointF(outer, -half * 0.55), QPointF(outer, half * 0.55), QPointF(inner, half))
        painter.strokePath(path, QPen(QColor(colour), 1.25))


def short_name(tex: str) -> str:
    """A derivative on one line, as captions and signs have it: `∂C/∂W`."""
    if tex.startswith(r"\frac{\partial "):
        above, below = tex.removeprefix(r"\frac{").removesuffix("}").split("}{", 1)
        return f"{above} / {below}"
    return tex
