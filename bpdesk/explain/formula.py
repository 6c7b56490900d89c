"""Expressions: immutable trees that are evaluated here, and printed by `printing` in symbols or in numbers.

A value that isn't known yet is None, and so is every value that depends on it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

Role = Literal["text", "muted", "forward", "backward", "slope", "target", "positive", "negative", "accent"]
"""What a factor stands for, as the token of its colour."""


@dataclass(frozen=True, slots=True)
class Ref:
    """The thing on the canvas that a factor comes from: a `weight` by its edge, else a `bias`, `node`, `delta` or `target` by its node."""

    kind: Literal["weight", "bias", "node", "delta", "target"]
    id: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with a name in LaTeX; one that a person gave is shown with all its digits."""

    tex: str
    value: float | None
    role: Role = "text"
    ref: Ref | None = None
    is_given: bool = False


@dataclass(frozen=True, slots=True)
class Constant:
    """A number that is part of the formula: 2, ½."""

    value: float
    tex: str


@dataclass(frozen=True, slots=True)
class More:
    """Terms that are left out of a sum, and their sum; `terms` where they can be written out."""

    count: int
    value: float | None
    terms: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class Negative:
    of: Expression

    @property
    def value(self) -> float | None:
        return None if self.of.value is None else -self.of.value


@dataclass(frozen=True, slots=True)
class Sum:
    """Terms in their order; a Negative is subtracted."""

    terms: tuple[Expression, ...]

    @property
    def value(self) -> float | None:
        return _combined(sum, self.terms)


@dataclass(frozen=True, slots=True)
class Product:
    factors: tuple[Expression, ...]

    @property
    def value(self) -> float | None:
        return _combined(math.prod, self.factors)


@dataclass(frozen=True, slots=True)
class Fraction:
    above: Expression
    below: Expression

    @property
    def value(self) -> float | None:
        return _combined(lambda parts: _divided(*parts), (self.above, self.below))


@dataclass(frozen=True, slots=True)
class Power:
    base: Expression
    exponent: int

    @property
    def value(self) -> float | None:
        return _combined(lambda parts: _power(parts[0], self.exponent), (self.base,))


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the table `FUNCTIONS`."""

    function: str
    argument: Expression

    @property
    def value(self) -> float | None:
        return _combined(lambda parts: FUNCTIONS[self.function](parts[0]), (self.argument,))


Expression = Quantity | Constant | More | Negative | Sum | Product | Fraction | Power | Call

ONE, TWO, HALF = Constant(1.0, "1"), Constant(2.0, "2"), Constant(0.5, r"\frac{1}{2}")


def whole(value: int) -> Constant:
    """A whole number as part of a formula."""
    return Constant(float(value), str(value))


def difference(one: Expression, other: Expression) -> Sum:
    return Sum((one, Negative(other)))


def product(*factors: Expression) -> Expression:
    """Their product, without factors 1."""
    left = tuple(factor for factor in factors if factor != ONE)
    return left[0] if len(left) == 1 else Product(left) if left else ONE


def total(terms: Iterable[Expression]) -> Expression:
    """Their sum; a term alone stands for itself, and no terms for 0."""
    found = tuple(terms)
    return found[0] if len(found) == 1 else Sum(found) if found else Constant(0.0, "0")


def folded(terms: Iterable[Expression], most: int) -> Expression:
    """Their sum, of which only the first few are written where there are more than `most`."""
    found = tuple(terms)
    if len(found) <= most:
        return total(found)
    shown, rest = found[: most - 1], found[most - 1 :]
    return Sum((*shown, More(len(rest), Sum(rest).value, rest)))


def exponential(z: float) -> float:
    """e^z, infinite where a double ends."""
    return math.exp(z) if z < 709.0 else math.inf


def sigmoid(z: float) -> float:
    return 1.0 / (1.0 + math.exp(-z)) if z >= 0.0 else exponential(z) / (1.0 + exponential(z))


def softplus(z: float) -> float:
    """ln(1 + e^z), stable for large z."""
    return max(z, 0.0) + math.log1p(exponential(-abs(z)))


def _logarithm(x: float) -> float:
    return math.log(x) if x > 0.0 else -math.inf if x == 0.0 else math.nan


def _root(x: float) -> float:
    return math.sqrt(x) if x >= 0.0 else math.nan


FUNCTIONS: dict[str, Callable[[float], float]] = {
    "exp": exponential,
    "expm1": lambda z: math.expm1(z) if z < 709.0 else math.inf,
    "ln": _logarithm,
    "root": _root,
    "abs": abs,
    "sign": lambda x: float((x > 0) - (x < 0)),
    "sigmoid": sigmoid,
    "softplus": softplus,
    "tanh": math.tanh,
    "sin": lambda x: math.sin(x) if math.isfinite(x) else math.nan,
    "cos": lambda x: math.cos(x) if math.isfinite(x) else math.nan,
    "Phi": lambda x: 0.5 * math.erfc(-x / math.sqrt(2.0)),
    "phi": lambda x: exponential(-0.5 * x * x) / math.sqrt(2.0 * math.pi),
}


def _combined(combine: Callable[[list[float]], float], parts: Iterable[Expression]) -> float | None:
    values = [part.value for part in parts]
    known = [value for value in values if value is not None]
    return combine(known) if len(known) == len(values) else None


def _divided(above: float, below: float) -> float:
    if above == 0.0:
        return 0.0
    if below == 0.0:
        return math.copysign(math.inf, above)
    return above / below


def _power(base: float, exponent: int) -> float:
    try:
        return base**exponent
    except OverflowError:
        return math.inf
