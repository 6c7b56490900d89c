"""One line under the canvas: the derivative of the selected weight or bias, in symbols, with its numbers, and the result."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from bpdesk.explain.derivative import Derivative, Factor
from bpdesk.model.math_syntax import linear
from bpdesk.text import count, exact, given, number, tr, whole
from bpdesk.ui import fonts
from bpdesk.ui.math_label import prepare
from bpdesk.ui.plain import as_rich_text
from bpdesk.ui.theme import Theme

_SIZES = (17.0, 15.5, 14.0)
_MARGIN, _GAP = 20.0, 6.0
_MOST_DIGITS = 15


@dataclass(frozen=True)
class _Piece:
    """A symbol in maths, or a number or word in the UI font, with what its tooltip says."""

    text: str
    token: str = "text"
    is_maths: bool = False
    is_strong: bool = False
    tip: str = ""


class DerivativeStrip(QWidget):
    """Shows a Derivative, or a sentence that says how to get one."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("derivative")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(44)
        self._theme = theme
        self._digits = 4
        self._derivative: Derivative | None = None
        self._sentence = ""
        self._placed: list[tuple[QRectF, _Piece]] = []

    @property
    def shown_text(self) -> str:
        """What stands there, on one line of plain text."""
        if self._derivative is None:
            return self._sentence
        return " ".join(linear(piece.text) if piece.is_maths else piece.text for piece in _pieces(self._derivative, self._digits, True))

    def show_derivative(self, derivative: Derivative) -> None:
        self._derivative = derivative
        self._tell()

    def show_sentence(self, sentence: str) -> None:
        """Show that there is none, and how to get one."""
        self._derivative, self._sentence = None, sentence
        self._tell()

    def show_digits(self, digits: int) -> None:
        """Show computed numbers to so many significant digits."""
        self._digits = digits
        self._tell()

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(self._theme.panel))
        size, pieces = self._fitting()
        self._placed = []
        x, baseline = _MARGIN, self.height() / 2 + size * 0.32 * fonts.scale()
        for piece in pieces:
            width = _width(piece, size)
            self._paint(painter, piece, x, baseline, size)
            self._placed.append((QRectF(x, 0, width, self.height()), piece))
            x += width + _GAP
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._show_tip(event)
            return True
        return super().event(event)

    def _show_tip(self, event: QHelpEvent) -> None:
        tip = next((piece.tip for rect, piece in self._placed if rect.contains(QPointF(event.pos()))), "")
        QToolTip.showText(event.globalPos(), as_rich_text(tip) if tip else "", self)

    def _fitting(self) -> tuple[float, list[_Piece]]:
        """The line at the largest size that has room, without its symbols where none has."""
        if self._derivative is None:
            return 14.0, [_Piece(self._sentence, "muted")]
        room = self.width() - 2 * _MARGIN
        for with_symbols in (True, False):
            pieces = list(_pieces(self._derivative, self._digits, with_symbols))
            for size in _SIZES:
                if sum(_width(piece, size) + _GAP for piece in pieces) <= room:
                    return size, pieces
        return _SIZES[-1], pieces

    def _paint(self, painter: QPainter, piece: _Piece, x: float, baseline: float, size: float) -> None:
        colour = getattr(self._theme, piece.token)
        if piece.is_maths:
            prepare(piece.text, size * 1.12 * fonts.scale()).draw(painter, x, baseline, colour)
            return
        painter.setFont(_font(piece, size))
        painter.setPen(QColor(colour))
        painter.drawText(QPointF(x, baseline), piece.text)

    def _tell(self) -> None:
        self.setAccessibleName(tr("Derivative"))
        self.setAccessibleDescription(self.shown_text)
        self.update()


def _pieces(shown: Derivative, digits: int, with_symbols: bool) -> Iterator[_Piece]:
    yield _Piece(shown.symbol, is_maths=True, tip=tr("How the cost changes with this parameter: the slope of the cost along it."))
    if with_symbols:
        yield _Piece("=")
        yield from _product(_Piece(factor.symbol, factor.role, is_maths=True, tip=_meaning(factor)) for factor in shown.factors)
    yield _Piece("=")
    yield from _product(_Piece(_in_numbers(factor, digits), factor.role, tip=_meaning(factor)) for factor in shown.factors)
    if shown.is_product_alone:
        yield _Piece("=")
        yield _Piece(number(shown.gradient, digits), is_strong=True, tip=exact(shown.gradient))
    else:
        yield from _mean(shown, digits)


def _mean(shown: Derivative, digits: int) -> Iterator[_Piece]:
    """The shown sample's share, and the whole gradient."""
    yield _Piece("=")
    yield _Piece(number(shown.product, digits), tip=exact(shown.product))
    samples = count(shown.samples, "mean of {n} sample", "mean of {n} samples")
    rest = tr("{samples}, with regularisation", samples=samples) if shown.regularisation else samples
    why = tr("The update uses the mean over the {n} samples of the next batch.", n=whole(shown.samples))
    if not shown.in_batch:
        why += " " + tr("The shown row isn't one of them.")
    yield _Piece(f"·  {rest}:", "muted", tip=why)
    yield _Piece(number(shown.gradient, digits), is_strong=True, tip=exact(shown.gradient))


def _product(factors: Iterator[_Piece]) -> Iterator[_Piece]:
    for place, factor in enumerate(factors):
        if place:
            yield _Piece("·")
        yield factor


def _in_numbers(factor: Factor, digits: int) -> str:
    enough = max(digits, _digits_of_difference(factor))
    shown = (given(part.value) if part.is_given else number(part.value, enough) for part in factor.parts)
    return factor.pattern.format(*shown)


def _digits_of_difference(factor: Factor) -> int:
    """How many digits the parts of a difference need, so that it can be checked by hand even where it is small."""
    largest = max((abs(part.value) for part in factor.parts), default=0.0)
    if len(factor.parts) < 2 or factor.value == 0 or not math.isfinite(largest / factor.value):
        return 0
    return min(math.ceil(math.log10(max(largest / abs(factor.value), 1.0))) + 3, _MOST_DIGITS)


def _meaning(factor: Factor) -> str:
    words = {
        "backward": tr("What comes back from the cost: how it changes with this node."),
        "slope": tr("Slope of the activation function at the node's pre-activation."),
        "forward": tr("Value in: the activation that the weight multiplies."),
    }
    return f"{words[factor.role]}\n{exact(factor.value)}"


def _font(piece: _Piece, size: float) -> QFont:
    return fonts.font(size * 0.92, fonts.SEMIBOLD if piece.is_strong else fonts.REGULAR)


def _width(piece: _Piece, size: float) -> float:
    if piece.is_maths:
        return prepare(piece.text, size * 1.12 * fonts.scale()).width
    return QFontMetricsF(_font(piece, size)).horizontalAdvance(piece.text)
