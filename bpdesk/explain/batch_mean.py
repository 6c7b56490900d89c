"""From one sample to the batch: the gradient as a mean over its samples, with what regularisation adds; and the cost in the same way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from bpdesk.explain.chain_rule import derivative_by_bias, derivative_by_weight
from bpdesk.explain.costs import COSTS
from bpdesk.explain.derivation import Derivation, Line, both_ways
from bpdesk.explain.formula import (
    HALF,
    ONE,
    Call,
    Constant,
    Expression,
    Fraction,
    More,
    Power,
    Product,
    Quantity,
    Sum,
    folded,
    product,
    total,
    whole,
)
from bpdesk.explain.names import derivative_tex
from bpdesk.explain.situation import Situation

MOST_TERMS = 5

Of = Literal["weight", "bias"]


def gradient(situation: Situation, kind: Of, identifier: str) -> Derivation:
    """∂C/∂w of the batch: the mean of its samples' derivatives, plus l1·sgn w + l2·w for a weight."""
    name = situation.names.weight(identifier) if kind == "weight" else situation.names.bias(identifier)
    left = Quantity(derivative_tex("C", name), situation.values.of("weight_gradient" if kind == "weight" else "bias_gradient", identifier))
    share = _regularisation(situation, identifier) if kind == "weight" else ()
    samples = len(situation.moment.batch)
    own = Quantity(derivative_tex("C_n", name), None)
    rule = [own if samples == 1 else Product((Fraction(ONE, Quantity("B", float(samples))), Quantity(rf"\sum_n {own.tex}", None)))]
    terms = _terms(situation, kind, identifier, left.value, share)
    mean: Expression = terms[0] if samples == 1 else Product((Fraction(ONE, whole(samples)), _folded(terms)))
    return Derivation(left, (Line(total([*rule, *share])), Line(total([mean, *share]), in_numbers=True)), is_main=True)


def batch_cost(situation: Situation) -> Derivation:
    """The cost of the batch: the mean of C_n, plus l1·Σ|w| + (l2/2)·Σ w²."""
    samples, shares = len(situation.moment.batch), _penalties(situation)
    left = Quantity("C", situation.values.of("batch_cost"), "backward")
    held = [Quantity(f"C_{{{row.row + 1}}}", situation.for_row(row).values.of("sample_cost")) for row in situation.values.iteration.samples]
    penalty = sum(share.value or 0.0 for share in shares)
    terms = _with_rest(held, samples, None if left.value is None else samples * (left.value - penalty))
    rule: Expression = Quantity("C_n", None)
    if samples > 1:
        rule = Product((Fraction(ONE, Quantity("B", float(samples))), Quantity(r"\sum_n C_n", None)))
    mean: Expression = terms[0] if samples == 1 else Product((Fraction(ONE, whole(samples)), _folded(terms)))
    return Derivation(left, (Line(total([rule, *shares])), Line(total([mean, *shares]), in_numbers=True)), is_main=True)


def sample_cost(situation: Situation) -> Derivation:
    """C_n of the shown sample, output by output."""
    mathematics = COSTS[situation.training.cost]
    outputs = [node.id for node in situation.network.outputs]
    terms = [mathematics.term(situation.activation(node, "backward"), situation.target(node, "backward")) for node in outputs]
    cost: Expression = _folded(terms)
    if mathematics.is_mean and len(outputs) > 1:
        cost = Product((Fraction(ONE, whole(len(outputs))), cost))
    left = Quantity(situation.cost_name, situation.values.of("sample_cost"), "backward")
    return Derivation(left, both_ways(cost), definition=rf"C_n = {mathematics.definition}", is_main=situation.is_one_sample)


def _terms(situation: Situation, kind: Of, identifier: str, gradient: float | None, shares: tuple[Expression, ...]) -> list[Expression]:
    """The derivative of each sample that is held, and of the others together."""
    derive = derivative_by_weight if kind == "weight" else derivative_by_bias
    held = [derive(situation.for_row(row), identifier).left for row in situation.values.iteration.samples]
    samples = len(situation.moment.batch)
    rest = None if gradient is None else samples * (gradient - sum(share.value or 0.0 for share in shares))
    return _with_rest(held, samples, rest)


def _with_rest(held: list[Expression] | list[Quantity], samples: int, whole_value: float | None) -> list[Expression]:
    """The terms that are held, and one for those that aren't, so that the sum is whole."""
    terms: list[Expression] = list(held)
    if len(terms) < samples:
        left = None if whole_value is None else whole_value - sum(term.value or 0.0 for term in terms)
        terms.append(More(samples - len(terms), left))
    return terms


def _folded(terms: list[Expression]) -> Expression:
    """A sum of a few terms; what is left out already counts with what is left out here."""
    last = terms[-1]
    if len(terms) <= MOST_TERMS:
        return total(terms)
    if not isinstance(last, More):
        return folded(terms, MOST_TERMS)
    shown, rest = terms[: MOST_TERMS - 1], terms[MOST_TERMS - 1 :]
    return Sum((*shown, More(len(rest) - 1 + last.count, Sum(tuple(rest)).value, tuple(rest))))


def _regularisation(situation: Situation, edge_id: str) -> tuple[Expression, ...]:
    """l1·sgn w and l2·w, where they apply."""
    training, weight = situation.training, situation.weight(edge_id)
    shares: list[Expression] = []
    if training.l1:
        shares.append(Product((Quantity("l_1", training.l1, is_given=True), Call("sign", weight))))
    if training.l2:
        shares.append(Product((Quantity("l_2", training.l2, is_given=True), weight)))
    return tuple(shares)


def _penalties(situation: Situation) -> tuple[Expression, ...]:
    training = situation.training
    shares: list[Expression] = []
    if training.l1:
        shares.append(product(Quantity("l_1", training.l1, is_given=True), _all(situation, lambda w: Call("abs", w), abs)))
    if training.l2:
        half = Product((HALF, Quantity("l_2", training.l2, is_given=True)))
        shares.append(Product((*half.factors, _all(situation, lambda w: Power(w, 2), lambda w: w * w))))
    return tuple(shares)


def _all(situation: Situation, term: Callable[[Quantity], Expression], value: Callable[[float], float]) -> Expression:
    """The sum of a term of every weight; of many the first ones are written, and the others are a number."""
    edges = situation.network.edges
    if len(edges) <= MOST_TERMS:
        return total([term(situation.weight(edge.id)) for edge in edges]) if edges else Constant(0.0, "0")
    shown, left = edges[: MOST_TERMS - 1], edges[MOST_TERMS - 1 :]
    rest = sum(value(situation.moment.weights[edge.id]) for edge in left)
    terms = tuple(term(situation.weight(edge.id)) for edge in left)
    return Sum((*(term(situation.weight(edge.id)) for edge in shown), More(len(left), rest, terms)))
