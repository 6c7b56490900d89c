"""The mathematics of each activation function: its definition, its value and its slope as expressions. Held to the kernel by a test.

A new activation is one entry of `ACTIVATIONS`. Slopes are written the way people compute them by hand: from a where that is shorter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bpdesk.explain.formula import ONE, Call, Constant, Expression, Fraction, Negative, Power, Product, Quantity, Sum, difference
from bpdesk.model.catalogue import LINEAR, SIGMOID

_ZERO, _HUNDREDTH = Constant(0.0, "0"), Constant(0.01, "0.01")


@dataclass(frozen=True)
class ActivationMath:
    """`definition` and `derivative` in general, as LaTeX of f(z) and f′(z); `value(z)` and `slope(z, a)` at one node."""

    definition: str
    derivative: str
    value: Callable[[Quantity], Expression]
    slope: Callable[[Quantity, Quantity], Expression]


def _is_above_zero(z: Quantity) -> bool:
    return z.value is not None and z.value > 0


def _logistic(z: Expression) -> Expression:
    return Fraction(ONE, Sum((ONE, Call("exp", Negative(z)))))


def _sigmoid_slope(z: Quantity) -> Expression:
    """σ′(z) without a, which silu hasn't got."""
    return Product((Call("sigmoid", z), difference(ONE, Call("sigmoid", z))))


ACTIVATIONS: Mapping[str, ActivationMath] = {
    LINEAR: ActivationMath("z", "1", lambda z: z, lambda z, a: ONE),
    SIGMOID: ActivationMath(r"\frac{1}{1 + e^{-z}}", "a(1 - a)", _logistic, lambda z, a: Product((a, difference(ONE, a)))),
    "tanh": ActivationMath(r"\tanh z", "1 - a^{2}", lambda z: Call("tanh", z), lambda z, a: difference(ONE, Power(a, 2))),
    "relu": ActivationMath(
        r"\max(0, z)",
        r"1 \text{ for } z > 0, \text{ else } 0",
        lambda z: z if _is_above_zero(z) else _ZERO,
        lambda z, a: ONE if _is_above_zero(z) else _ZERO,
    ),
    "leaky_relu": ActivationMath(
        r"z \text{ for } z > 0, \text{ else } 0.01\, z",
        r"1 \text{ for } z > 0, \text{ else } 0.01",
        lambda z: z if _is_above_zero(z) else Product((_HUNDREDTH, z)),
        lambda z, a: ONE if _is_above_zero(z) else _HUNDREDTH,
    ),
    "elu": ActivationMath(
        r"z \text{ for } z > 0, \text{ else } e^{z} - 1",
        r"1 \text{ for } z > 0, \text{ else } e^{z}",
        lambda z: z if _is_above_zero(z) else Call("expm1", z),
        lambda z, a: ONE if _is_above_zero(z) else Call("exp", z),
    ),
    "softplus": ActivationMath(r"\ln(1 + e^{z})", r"\sigma(z)", lambda z: Call("softplus", z), lambda z, a: Call("sigmoid", z)),
    "silu": ActivationMath(
        r"z\, \sigma(z)",
        r"\sigma(z) + z\, \sigma(z)(1 - \sigma(z))",
        lambda z: Product((z, Call("sigmoid", z))),
        lambda z, a: Sum((Call("sigmoid", z), Product((z, _sigmoid_slope(z))))),
    ),
    "gelu": ActivationMath(
        r"z\, \Phi(z)",
        r"\Phi(z) + z\, \varphi(z)",
        lambda z: Product((z, Call("Phi", z))),
        lambda z, a: Sum((Call("Phi", z), Product((z, Call("phi", z))))),
    ),
    "sin": ActivationMath(r"\sin z", r"\cos z", lambda z: Call("sin", z), lambda z, a: Call("cos", z)),
}
"""All but softmax, whose value and slope take all outputs: `softmax`."""

SOFTMAX_DEFINITION = r"\frac{e^{z_j}}{\sum_i e^{z_i}}"
SOFTMAX_DERIVATIVE = r"\frac{\partial a_i}{\partial z_j} = a_i ([i = j] - a_j)"


def softmax(z: Quantity, group: tuple[Quantity, ...]) -> Expression:
    """The share of one output among all."""
    return Fraction(Call("exp", z), Sum(tuple(Call("exp", each) for each in group)))


def softmax_slope(of: Quantity, by: Quantity, *, is_same: bool) -> Expression:
    """∂a_of/∂z_by: an entry of the Jacobian."""
    return Product((of, difference(ONE, of))) if is_same else Negative(Product((of, by)))
