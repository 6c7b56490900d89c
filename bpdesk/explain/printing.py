"""Prints expressions as rows of tokens, in symbols or in numbers; a row of tokens as LaTeX or as plain text.

A token is what is never broken over two lines: a symbol, a number, a sign, a fraction. It knows what each of its coloured parts stands
for, its marks. A new kind of expression is a case in `_Printer._parts`, a new function a line in `_CALLS`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from bpdesk.explain.formula import (
    HALF,
    Call,
    Constant,
    Expression,
    Fraction,
    More,
    Negative,
    Power,
    Product,
    Quantity,
    Ref,
    Role,
    Sum,
)
from bpdesk.explain.mathsvg import marked
from bpdesk.explain.shown_numbers import ALL_DIGITS, SUPERSCRIPTS, number_tex, shown_value
from bpdesk.model.math_syntax import linear
from bpdesk.text import MINUS, count

_SUM, _FRACTION = r"\sum_n ", (r"\frac{", "}{", "}")
_DERIVATIVES = (r"\frac{\partial ", r"\frac{\Delta ")
_MOST_DIGITS = 15
_EXTRA_DIGITS = 3

Kind = Literal["atom", "operator", "relation", "open", "close", "fraction", "tall"]


@dataclass(frozen=True, slots=True)
class Mark:
    """What a coloured part stands for: its role and thing, its name as plain text, its value in full.

    What `opens` stands for terms that can be written out.
    """

    role: Role
    ref: Ref | None
    name: str
    value: float | None
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """`parts` are LaTeX between the rows of tokens in `inner`: one more than there are of those."""

    kind: Kind
    plain: str
    parts: tuple[str, ...]
    mark: Mark | None = None
    inner: tuple[Tokens, ...] = field(default=())

    @property
    def tex(self) -> str:
        """As LaTeX without colours."""
        return self.parts[0] + "".join(latex(row) + after for row, after in zip(self.inner, self.parts[1:], strict=True))

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Its own and those inside, in the order in which `marked_tex` counts them."""
        own = () if self.mark is None else (self.mark,)
        return own + tuple(mark for row in self.inner for token in row for mark in token.marks)

    def marked_tex(self, first: int = 0) -> str:
        """As LaTeX in which each mark is marked with its place, counted from `first`."""
        place = first + (self.mark is not None)
        text = self.parts[0]
        for row, after in zip(self.inner, self.parts[1:], strict=True):
            for token in row:
                text += token.marked_tex(place) + " "
                place += len(token.marks)
            text += after
        return text if self.mark is None else marked(text, first)


Tokens = tuple[Token, ...]

EQUALS = Token("relation", "=", ("=",))
BECOMES = Token("relation", "←", (r"\leftarrow",))
DOT = Token("operator", "·", (r"\cdot",))
_PLUS, _MINUS = Token("operator", "+", ("+",)), Token("operator", MINUS, ("-",))
_LEADING_MINUS = Token("open", MINUS, ("-",))
_OPEN, _CLOSE = Token("open", "(", ("(",)), Token("close", ")", (")",))


def latex(row: Iterable[Token]) -> str:
    """A row as LaTeX without colours."""
    return " ".join(token.tex for token in row)


def text(row: Iterable[Token]) -> str:
    """A row as one line of plain text."""
    line = ""
    for token in row:
        line += f" {token.plain} " if token.kind in ("operator", "relation") else token.plain
    return line.replace("  ", " ").strip()


def in_symbols(expression: Expression) -> Tokens:
    return _Printer(None).row(expression)


def in_numbers(expression: Expression, digits: int) -> Tokens:
    """With its numbers in, computed ones to so many significant digits."""
    return _Printer(digits).row(expression)


@dataclass(frozen=True)
class _Printer:
    """`digits` None prints symbols."""

    digits: int | None

    def row(self, expression: Expression) -> Tokens:
        if isinstance(expression, Sum):
            return self._sum(expression)
        if isinstance(expression, Product):
            return self._product(expression)
        if isinstance(expression, Negative):
            return (_LEADING_MINUS, *self._factor(expression.of, leads=False))
        return self._parts(expression)

    def _sum(self, expression: Sum) -> Tokens:
        printer = self if self.digits is None else _Printer(max(self.digits, _digits_of_difference(expression)))
        row: Tokens = ()
        for place, term in enumerate(expression.terms):
            if isinstance(term, Negative):
                row += (_MINUS if place else _LEADING_MINUS, *printer._factor(term.of, leads=False))
            elif place:
                row += (_PLUS, *(printer._factor(term, leads=False) if isinstance(term, Sum) else printer._guarded(term)))
            else:
                row += printer.row(term)
        return row

    def _guarded(self, term: Expression) -> Tokens:
        """A term after a sign, in parentheses where it begins with one itself."""
        row = self._product(term, leads=False) if isinstance(term, Product) else self.row(term)
        return (_OPEN, *row, _CLOSE) if self._begins_with_minus(row) else row

    def _product(self, expression: Product, *, leads: bool = True) -> Tokens:
        row: Tokens = ()
        for place, factor in enumerate(expression.factors):
            printed = self._factor(factor, leads=leads and place == 0)
            glued = place > 0 and _is_glued(expression.factors[place - 1], factor)
            row += (() if place == 0 or glued else (DOT,)) + printed
        return row

    def _factor(self, factor: Expression, *, leads: bool) -> Tokens:
        row = self._product(factor, leads=leads) if isinstance(factor, Product) else self.row(factor)
        needs = isinstance(factor, Sum | Negative) or (not leads and self._begins_with_minus(row))
        return (_OPEN, *row, _CLOSE) if needs and len(row) + (not leads) > 1 else row

    @staticmethod
    def _begins_with_minus(row: Tokens) -> bool:
        return row[0].plain.startswith(MINUS)

    def _parts(self, expression: Expression) -> Tokens:
        if isinstance(expression, Quantity):
            return (self._quantity(expression),)
        if isinstance(expression, Constant):
            return (_constant(expression),)
        if isinstance(expression, More):
            words = count(expression.count, "… and {n} more term", "… and {n} more terms")
            return (
                Token(
                    "atom",
                    words,
                    (r"\text{" + words + "}",),
                    Mark("accent" if expression.terms else "muted", None, words, expression.value, bool(expression.terms)),
                ),
            )
        if isinstance(expression, Fraction):
            above, below = self.row(expression.above), self.row(expression.below)
            return (Token("fraction", f"{_grouped(above)}/{_grouped(below)}", _FRACTION, inner=(above, below)),)
        if isinstance(expression, Power):
            return self._power(expression)
        if isinstance(expression, Call):
            return self._call(expression)
        return self.row(expression)

    def _quantity(self, quantity: Quantity) -> Token:
        mark = Mark(quantity.role, quantity.ref, linear_name(quantity.tex), quantity.value)
        if self.digits is None:
            return _named(quantity.tex, mark)
        is_setting = quantity.is_given and quantity.ref is None  # chosen by the person, with the digits that it was meant to have
        shown = shown_value(quantity.value, ALL_DIGITS if is_setting else self.digits, is_given=quantity.is_given)
        return Token("atom", shown, (number_tex(shown),), mark)

    def _power(self, expression: Power) -> Tokens:
        row, small = self.row(expression.base), str(expression.exponent)
        above = small.translate(str.maketrans("0123456789", SUPERSCRIPTS[:10]))
        if len(row) == 1 and not self._begins_with_minus(row) and not (self.digits is not None and row[0].kind == "tall"):
            return (Token("tall", row[0].plain + above, ("{", f"}}^{{{small}}}"), inner=(row,)),)
        return (_OPEN, *row, Token("close", ")" + above, (f")^{{{small}}}",)))

    def _call(self, expression: Call) -> Tokens:
        before, after, plain = _CALLS[expression.function]
        inner = self.row(expression.argument)
        return (Token("tall", plain.format(text(inner)), (before, after), inner=(inner,)),)


_CALLS = {
    "exp": ("e^{", "}", "e^({})"),
    "expm1": ("e^{", "} - 1", "e^({}) − 1"),
    "ln": (r"\ln(", ")", "ln({})"),
    "root": (r"\sqrt{", "}", "√({})"),
    "abs": ("|", "|", "|{}|"),
    "sign": (r"\operatorname{sgn}(", ")", "sgn({})"),
    "sigmoid": (r"\sigma(", ")", "σ({})"),
    "softplus": (r"\ln(1 + e^{", "})", "ln(1 + e^({}))"),
    "tanh": (r"\tanh(", ")", "tanh({})"),
    "sin": (r"\sin(", ")", "sin({})"),
    "cos": (r"\cos(", ")", "cos({})"),
    "Phi": (r"\Phi(", ")", "Φ({})"),
    "phi": (r"\varphi(", ")", "φ({})"),
}


def linear_name(tex: str) -> str:
    r"""A name as plain text: `\frac{\partial C}{\partial w_1}` is ∂C/∂w₁."""
    if tex.startswith(_SUM):
        return f"∑ₙ {linear_name(tex.removeprefix(_SUM))}"
    if tex.startswith(_DERIVATIVES):
        above, below = tex.removeprefix(r"\frac{").removesuffix("}").split("}{", 1)
        return f"{linear(above)}/{linear(below)}"
    return linear(tex)


def _named(tex: str, mark: Mark) -> Token:
    if not tex.startswith(_DERIVATIVES):
        return Token("tall" if _SUM in tex else "atom", mark.name, (tex,), mark)
    above, below = tex.removeprefix(r"\frac{").removesuffix("}").split("}{", 1)
    rows = tuple((Token("atom", linear(part), (part,)),) for part in (above, below))
    return Token("fraction", mark.name, _FRACTION, mark, rows)


def _is_glued(one: Expression, other: Expression) -> bool:
    """Whether a product is written without a dot, as 2(a − y)."""
    if not isinstance(other, Sum):
        return False
    return isinstance(one, Constant | Fraction) or (isinstance(one, Quantity) and not one.tex.endswith(")"))


def _constant(constant: Constant) -> Token:
    if constant == HALF:
        return Token("fraction", "½", _FRACTION, inner=((Token("atom", "1", ("1",)),), (Token("atom", "2", ("2",)),)))
    return Token("atom", constant.tex, (constant.tex,))


def _grouped(row: Tokens) -> str:
    line = text(row)
    return line if len(row) == 1 else f"({line})"


def _digits_of_difference(expression: Sum) -> int:
    """How many digits the parts of a difference need, so that it can be checked by hand even where it is small."""
    values = [term.value for term in expression.terms]
    if len(values) != 2 or not isinstance(expression.terms[1], Negative):
        return 0
    known, result = [abs(value) for value in values if value is not None], expression.value
    if len(known) < 2 or not result or not math.isfinite(max(known) / abs(result)):
        return 0
    return min(math.ceil(math.log10(max(max(known) / abs(result), 1.0))) + _EXTRA_DIGITS, _MOST_DIGITS)
