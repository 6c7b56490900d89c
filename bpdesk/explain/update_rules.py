"""The update of one parameter: each optimizer's rule with its memory, before and after (format: section 2 of the document format).

A new optimizer is one function in `_RULES`; a test holds each to the kernel.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from bpdesk.explain.derivation import Derivation, both_ways
from bpdesk.explain.formula import ONE, Call, Expression, Fraction, Power, Product, Quantity, Sum, difference
from bpdesk.explain.names import derivative_tex
from bpdesk.explain.situation import Situation

Of = Literal["weight", "bias"]
_MOST_DIGITS = 15


@dataclass(frozen=True)
class Parameter:
    """A weight (by its edge) or a bias (by its node) at one iteration, and what its rule is made of."""

    situation: Situation
    kind: Of
    identifier: str

    @property
    def now(self) -> Quantity:
        return self.situation.weight(self.identifier) if self.kind == "weight" else self.situation.bias(self.identifier)

    @property
    def new(self) -> Quantity:
        kind: Literal["new_weight", "new_bias"] = "new_weight" if self.kind == "weight" else "new_bias"
        return Quantity(self.now.tex, self.situation.values.of(kind, self.identifier), "text", self.now.ref)

    @property
    def gradient(self) -> Quantity:
        kind: Literal["weight_gradient", "bias_gradient"] = "weight_gradient" if self.kind == "weight" else "bias_gradient"
        return Quantity(derivative_tex("C", self.now.tex), self.situation.values.of(kind, self.identifier), "text", self.now.ref)

    @property
    def rate(self) -> Quantity:
        return Quantity(r"\eta", self.situation.training.learning_rate, is_given=True)

    def setting(self, tex: str, name: str) -> Quantity:
        return Quantity(tex, self.situation.training.optimizer.settings[name], is_given=True)

    def memory(self, slot: str, *, after: bool) -> Quantity:
        """Of the optimizer, before the update or after it."""
        return Quantity(slot, self.situation.values.memory(slot, self.kind, self.identifier, after=after))

    @property
    def is_frozen(self) -> bool:
        moment = self.situation.moment
        return self.identifier in (moment.frozen_weights if self.kind == "weight" else moment.frozen_biases)


def update(situation: Situation, kind: Of, identifier: str) -> tuple[Derivation, ...]:
    """The rule's lines: first its memory, last the parameter. None for a frozen one, which isn't updated."""
    parameter = Parameter(situation, kind, identifier)
    return () if parameter.is_frozen else tuple(_RULES[situation.training.optimizer.name](parameter))


def _becomes(left: Quantity, *lines: Expression) -> Derivation:
    return Derivation(left, both_ways(*lines), relation="←")


def _final(parameter: Parameter, expression: Expression) -> Derivation:
    least = _digits_of_step(parameter.now.value, parameter.new.value)
    return Derivation(parameter.new, both_ways(expression), relation="←", is_main=True, least_digits=least)


def _digits_of_step(now: float | None, new: float | None) -> int:
    """How many digits it takes to see a small step by two of its own."""
    if now is None or new is None or not math.isfinite(new) or new == now:
        return 0
    size = max(abs(now), abs(new)) / abs(new - now)
    return min(math.ceil(math.log10(size)) + 2, _MOST_DIGITS) if math.isfinite(size) else 0


def _less(one: Expression) -> Sum:
    return difference(ONE, one)


def _gradient_descent(parameter: Parameter) -> list[Derivation]:
    return [_final(parameter, difference(parameter.now, Product((parameter.rate, parameter.gradient))))]


def _momentum(parameter: Parameter) -> list[Derivation]:
    mu, v = parameter.setting(r"\mu", "momentum"), parameter.memory("v", after=True)
    old = parameter.memory("v", after=False)
    step = difference(Product((mu, old)), Product((parameter.rate, parameter.gradient)))
    return [_becomes(v, step), _final(parameter, Sum((parameter.now, v)))]


def _nesterov(parameter: Parameter) -> list[Derivation]:
    mu, v = parameter.setting(r"\mu", "momentum"), parameter.memory("v", after=True)
    sums = Sum((Product((mu, parameter.memory("v", after=False))), parameter.gradient))
    step = Product((parameter.rate, Sum((parameter.gradient, Product((mu, v))))))
    return [_becomes(v, sums), _final(parameter, difference(parameter.now, step))]


def _adagrad(parameter: Parameter) -> list[Derivation]:
    s, epsilon = parameter.memory("s", after=True), parameter.setting(r"\varepsilon", "epsilon")
    sums = Sum((parameter.memory("s", after=False), Power(parameter.gradient, 2)))
    return [_becomes(s, sums), _final(parameter, _scaled(parameter, parameter.gradient, s, epsilon))]


def _rmsprop(parameter: Parameter) -> list[Derivation]:
    rho, epsilon = parameter.setting(r"\rho", "decay"), parameter.setting(r"\varepsilon", "epsilon")
    s = parameter.memory("s", after=True)
    mean = _mean(rho, parameter.memory("s", after=False), Power(parameter.gradient, 2))
    return [_becomes(s, mean), _final(parameter, _scaled(parameter, parameter.gradient, s, epsilon))]


def _adam(parameter: Parameter) -> list[Derivation]:
    """Kingma and Ba, 2015: both means are made larger at first, as they begin at 0."""
    beta1, beta2 = parameter.setting(r"\beta_1", "beta1"), parameter.setting(r"\beta_2", "beta2")
    epsilon, t = parameter.setting(r"\varepsilon", "epsilon"), parameter.situation.values.iteration.steps + 1
    m, v = parameter.memory("m", after=True), parameter.memory("v", after=True)
    unbiased_m, unbiased_v = (
        Fraction(m, _less(Power(beta1, t))),
        Fraction(v, _less(Power(beta2, t))),
    )
    m_hat, v_hat = Quantity(r"\hat{m}", unbiased_m.value), Quantity(r"\hat{v}", unbiased_v.value)
    return [
        _becomes(m, _mean(beta1, parameter.memory("m", after=False), parameter.gradient)),
        _becomes(v, _mean(beta2, parameter.memory("v", after=False), Power(parameter.gradient, 2))),
        Derivation(m_hat, both_ways(unbiased_m)),
        Derivation(v_hat, both_ways(unbiased_v)),
        _final(parameter, _scaled(parameter, m_hat, v_hat, epsilon)),
    ]


def _mean(share: Quantity, old: Expression, new: Expression) -> Sum:
    """A running mean: share · old + (1 − share) · new."""
    return Sum((Product((share, old)), Product((_less(share), new))))


def _scaled(parameter: Parameter, direction: Expression, spread: Expression, epsilon: Quantity) -> Sum:
    """w − η · direction / (√spread + ε)."""
    step = Product((parameter.rate, Fraction(direction, Sum((Call("root", spread), epsilon)))))
    return difference(parameter.now, step)


_RULES: Mapping[str, Callable[[Parameter], list[Derivation]]] = {
    "gradient_descent": _gradient_descent,
    "momentum": _momentum,
    "nesterov": _nesterov,
    "adagrad": _adagrad,
    "rmsprop": _rmsprop,
    "adam": _adam,
}
