"""A derivation: what it is about, and the lines that lead to its value. Values only; `chain_rule` and its neighbours make them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bpdesk.explain.formula import Expression, Quantity, Ref, Role
from bpdesk.explain.printing import BECOMES, EQUALS, Token, Tokens, in_numbers, in_symbols
from bpdesk.explain.shown_numbers import ALL_DIGITS, shown_value


@dataclass(frozen=True, slots=True)
class Line:
    """One form of the right-hand side: in symbols, or with its numbers in."""

    expression: Expression
    in_numbers: bool = False

    def tokens(self, digits: int) -> Tokens:
        return in_numbers(self.expression, digits) if self.in_numbers else in_symbols(self.expression)


@dataclass(frozen=True, slots=True)
class Caption:
    """A word under a factor that says what it stands for, and a sentence for its tooltip."""

    word: str
    role: Role
    tip: str


@dataclass(frozen=True, slots=True)
class Derivation:
    """`left` = line = line = … = the value of `left`, which is the engine's own.

    With `captions` each line is a product of as many factors, which stand under one another. `definition` is the general rule as LaTeX,
    which comes first. A `main` one ends in the result that the page is about; `lights` are the things that are lit
    on the canvas while any part of it is pointed at. Its numbers have at least `least_digits`.
    """

    left: Quantity
    lines: tuple[Line, ...]
    captions: tuple[Caption, ...] = ()
    definition: str = ""
    relation: Literal["=", "←"] = "="
    is_main: bool = False
    lights: tuple[Ref, ...] = ()
    least_digits: int = 0

    @property
    def relation_token(self) -> Token:
        return EQUALS if self.relation == "=" else BECOMES

    def result(self, digits: int) -> str:
        """The value of `left`: a given one as it was typed, where nothing else says what it is."""
        is_told = self.left.is_given and not self.lines
        return shown_value(self.left.value, ALL_DIGITS if is_told else max(digits, self.least_digits), is_given=self.left.is_given)

    def printed(self, digits: int) -> tuple[Tokens, ...]:
        """The lines, of which none says the same as the one before it."""
        rows: list[Tokens] = []
        for line in self.lines:
            row = line.tokens(max(digits, self.least_digits))
            if not rows or [token.plain for token in row] != [token.plain for token in rows[-1]]:
                rows.append(row)
        return tuple(rows)


def both_ways(*expressions: Expression) -> tuple[Line, ...]:
    """Each in symbols, and the last one with its numbers in."""
    return (*(Line(expression) for expression in expressions), Line(expressions[-1], in_numbers=True))
