"""The mathematics of each cost: its definition, an output's term and its derivative as expressions. Held to the kernel by a test.

A new cost is one entry of `COSTS`. A term whose factor y or 1 − y is 0 is 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bpdesk.explain.formula import (
    HALF,
    ONE,
    TWO,
    Call,
    Constant,
    Expression,
    Fraction,
    Negative,
    Power,
    Product,
    Quantity,
    Sum,
    difference,
    whole,
)
from bpdesk.model.catalogue import BINARY_CROSS_ENTROPY, CROSS_ENTROPY, SQUARED_ERROR

_ZERO = Constant(0.0, "0")


@dataclass(frozen=True)
class CostMath:
    """`definition` of C_n as LaTeX; `term(a, y)` of one output; `derivative(a, y, m)` by its activation.

    Where `is_mean`, C_n is the mean of the m terms, else their sum.
    """

    definition: str
    term: Callable[[Quantity, Quantity], Expression]
    derivative: Callable[[Quantity, Quantity, int], Expression]
    is_mean: bool = False


def _error(a: Quantity, y: Quantity) -> Expression:
    return difference(a, y)


def _squared(a: Quantity, y: Quantity) -> Expression:
    return Power(_error(a, y), 2)


def _is_far(a: Quantity, y: Quantity) -> bool:
    error = _error(a, y).value
    return error is not None and abs(error) > 1


def _huber(a: Quantity, y: Quantity) -> Expression:
    return difference(Call("abs", _error(a, y)), HALF) if _is_far(a, y) else Product((HALF, _squared(a, y)))


def _of_mean(m: int, derivative: Expression) -> Expression:
    return derivative if m == 1 else Product((Fraction(ONE, whole(m)), derivative))


def _logarithm(share: Expression, of: Expression) -> Expression:
    """share · ln(of); where both are 0 the term is 0, as the kernel has it."""
    return _ZERO if share.value == 0.0 and of.value is not None and not of.value > 0 else Product((share, Call("ln", of)))


def _binary_term(a: Quantity, y: Quantity) -> Expression:
    return Negative(Sum((_logarithm(y, a), _logarithm(difference(ONE, y), difference(ONE, a)))))


def _binary_derivative(a: Quantity, y: Quantity, m: int) -> Expression:
    return Sum((Negative(Fraction(y, a)), Fraction(difference(ONE, y), difference(ONE, a))))


COSTS: Mapping[str, CostMath] = {
    SQUARED_ERROR: CostMath(r"\sum_j (a_j - y_j)^{2}", _squared, lambda a, y, m: Product((TWO, _error(a, y)))),
    "half_squared_error": CostMath(
        r"\frac{1}{2} \sum_j (a_j - y_j)^{2}", lambda a, y: Product((HALF, _squared(a, y))), lambda a, y, m: _error(a, y)
    ),
    "mean_squared_error": CostMath(
        r"\frac{1}{m} \sum_j (a_j - y_j)^{2}",
        _squared,
        lambda a, y, m: Product((TWO if m == 1 else Fraction(TWO, whole(m)), _error(a, y))),
        is_mean=True,
    ),
    "mean_absolute_error": CostMath(
        r"\frac{1}{m} \sum_j |a_j - y_j|",
        lambda a, y: Call("abs", _error(a, y)),
        lambda a, y, m: _of_mean(m, Call("sign", _error(a, y))),
        is_mean=True,
    ),
    "huber": CostMath(
        r"\frac{1}{m} \sum_j H(a_j - y_j), \quad H(e) = \frac{e^{2}}{2} \text{ for } |e| \leq 1, \text{ else } |e| - \frac{1}{2}",
        _huber,
        lambda a, y, m: _of_mean(m, Call("sign", _error(a, y)) if _is_far(a, y) else _error(a, y)),
        is_mean=True,
    ),
    BINARY_CROSS_ENTROPY: CostMath(r"-\sum_j \left[ y_j \ln a_j + (1 - y_j) \ln(1 - a_j) \right]", _binary_term, _binary_derivative),
    CROSS_ENTROPY: CostMath(r"-\sum_j y_j \ln a_j", lambda a, y: Negative(_logarithm(y, a)), lambda a, y, m: Negative(Fraction(y, a))),
}
