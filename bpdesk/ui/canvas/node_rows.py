"""The rows below a neuron: its bias and its delta. Positions are relative to the node's centre."""

from typing import ClassVar

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from bpdesk.text import NOT_YET
from bpdesk.ui import fonts
from bpdesk.ui.canvas.geometry import RADIUS
from bpdesk.ui.canvas.paint import LINE_HEIGHT, draw_text, paint_ground, pen, text_width
from bpdesk.ui.icons import ON_CANVAS, paint_icon
from bpdesk.ui.math_label import prepare
from bpdesk.ui.theme import Theme

_SIZE = 13.0
_FIRST_BASELINE, _BETWEEN_BASELINES = RADIUS + 18, 21.0
_AFTER_SYMBOL, _BEFORE_GRADIENT = 5.0, 9.0
_PILL_HEIGHT, _PILL_SIDE = 20.0, 9.0
_RESERVED = "−0.00000"


def height_below(has_bias: bool, has_delta: bool) -> float:
    """From the rim down to the end of the rows."""
    rows = has_bias + has_delta
    return 18 + 8 + (rows - 1) * _BETWEEN_BASELINES if rows else 0.0


def _widest_number(digits: int) -> float:
    return text_width(f"\N{MINUS SIGN}0.00{'8' * max(digits, 5)}×10⁻³⁰⁸", _SIZE, fonts.MEDIUM)


class _Row:
    """A symbol and a number, centred; `rect` is what is drawn, `reserved_rect` what other labels keep off."""

    name: ClassVar[str]
    symbol: ClassVar[str]
    symbol_size: ClassVar[float]
    side: ClassVar[float] = 3.0

    def __init__(self, second: bool = False) -> None:
        self.text = NOT_YET
        self.work = ""
        """The token of the colour in which it is outlined while it is in work."""
        self._symbol = prepare(self.symbol, self.symbol_size)
        self._baseline = _FIRST_BASELINE + (_BETWEEN_BASELINES if second else 0)
        self._before = 0.0

    @property
    def rect(self) -> QRectF:
        return self._rect(self._number_width())

    @property
    def reserved_rect(self) -> QRectF:
        return self._rect(max(self._number_width(), text_width(_RESERVED, _SIZE, fonts.MEDIUM)))

    @property
    def number_rect(self) -> QRectF:
        width = self._number_width()
        return QRectF(self._left() + self._lead(), self._baseline - _SIZE, width, LINE_HEIGHT * _SIZE)

    @property
    def half_width(self) -> float:
        return self.reserved_rect.width() / 2 + 2

    def reach(self, digits: int, *, with_gradient: bool) -> float:
        """How far it reaches to either side at most, whatever number of so many digits it has."""
        return (self._symbol.width + _AFTER_SYMBOL + _widest_number(digits)) / 2 + self.side + 2

    def _rect(self, number_width: float) -> QRectF:
        half = (self._lead() + number_width + self._after()) / 2 + self.side
        return QRectF(-half, self._baseline - 0.5 * _PILL_HEIGHT - 4.7, 2 * half, _PILL_HEIGHT)

    def _number_width(self) -> float:
        return text_width(self.text, _SIZE, fonts.MEDIUM)

    def _lead(self) -> float:
        """What stands before the number."""
        return self._before + self._symbol.width + _AFTER_SYMBOL

    def _left(self) -> float:
        return -(self._lead() + self._number_width() + self._after()) / 2

    def _after(self) -> float:
        """What stands after the number."""
        return 0.0

    def _paint_outline(self, painter: QPainter, theme: Theme) -> None:
        if self.work:
            painter.setPen(pen(getattr(theme, self.work), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect, _PILL_HEIGHT / 2, _PILL_HEIGHT / 2)

    def _paint(self, painter: QPainter, symbol_colour: str, colour: str) -> None:
        left = self._left()
        self._symbol.draw(painter, left + self._before, self._baseline, symbol_colour)
        draw_text(painter, left + self._lead(), self._baseline, self.text, _SIZE, fonts.MEDIUM, colour)


class BiasRow(_Row):
    """`b 0.350`, with a padlock before it when frozen."""

    name, symbol, symbol_size = "bias", "{b}", 16.0

    def __init__(self) -> None:
        super().__init__()
        self._value = 0.0
        self._gradient = ""
        self._partial = prepare(r"\partial C/\partial {b}", _SIZE)

    def show(self, text: str, value: float, frozen: bool, gradient: str = "") -> bool:
        """Take a value, and the text of its gradient where that is shown; whether the row looks otherwise now."""
        before = ON_CANVAS + 3.0 if frozen else 0.0
        changed = (text, before, gradient) != (self.text, self._before, self._gradient)
        self.text, self._value, self._before, self._gradient = text, value, before, gradient
        return changed

    def reach(self, digits: int, *, with_gradient: bool) -> float:
        lock, gradient = ON_CANVAS + 3.0, _BEFORE_GRADIENT + self._partial.width + _AFTER_SYMBOL + _widest_number(digits)
        return super().reach(digits, with_gradient=with_gradient) + (lock + (gradient if with_gradient else 0.0)) / 2

    def _after(self) -> float:
        if not self._gradient:
            return 0.0
        return _BEFORE_GRADIENT + self._partial.width + _AFTER_SYMBOL + text_width(self._gradient, _SIZE, fonts.MEDIUM)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        paint_ground(painter, self.rect.adjusted(0, 2, 0, -2), theme)
        if self._before:
            paint_icon(painter, "frozen", QRectF(self._left() - 1, self._baseline - 12, ON_CANVAS, ON_CANVAS), theme.frozen)
        self._paint(painter, theme.muted, theme.sign(self._value))
        if self._gradient:
            left = self._left() + self._lead() + self._number_width() + _BEFORE_GRADIENT
            self._partial.draw(painter, left, self._baseline, theme.muted)
            ink = theme.muted if self._gradient == NOT_YET else theme.text
            draw_text(painter, left + self._partial.width + _AFTER_SYMBOL, self._baseline, self._gradient, _SIZE, fonts.MEDIUM, ink)
        self._paint_outline(painter, theme)


class DeltaRow(_Row):
    """`δ −58.89` in a pill; a pale dash without one while it isn't computed."""

    name, symbol, symbol_size, side = "delta", r"\delta", 17.0, _PILL_SIDE

    def __init__(self, second: bool) -> None:
        super().__init__(second)
        self._known = False

    def show(self, text: str, known: bool) -> bool:
        """Take a value; whether the row looks otherwise now."""
        changed = (text, known) != (self.text, self._known)
        self.text, self._known = text, known
        return changed

    def paint(self, painter: QPainter, theme: Theme) -> None:
        if not self._known:
            paint_ground(painter, self.rect, theme)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.backward_soft))
            painter.drawRoundedRect(self.rect, _PILL_HEIGHT / 2, _PILL_HEIGHT / 2)
        colour = theme.backward if self._known else theme.muted
        self._paint(painter, colour, colour)
        self._paint_outline(painter, theme)
