"""Slips in the gradient of a weight or a bias: those of its δ, and those of what is made of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bpdesk.explain.hand.backward import wrong_deltas
from bpdesk.explain.hand.mistake import Mistake, Wrong
from bpdesk.explain.hand.neighbours import beside
from bpdesk.explain.hand.numbers import MOST, Numbers

if TYPE_CHECKING:
    from bpdesk.engine.program import Floats


def of_gradient(numbers: Numbers, index: int) -> Iterator[Wrong]:
    """The batch's gradient that is asked for."""
    right, rate = float(numbers.gradient[index]), numbers.training.learning_rate
    yield from made_wrong(numbers, index)
    yield Wrong(Mistake.STEP_FOR_GRADIENT, rate * right)
    yield Wrong(Mistake.STEP_FOR_GRADIENT, -rate * right)
    if numbers.after is not None:
        yield Wrong(Mistake.NEW_FOR_GRADIENT, float(numbers.after[index]))
    for other in beside(numbers, index):
        yield Wrong(Mistake.OTHER_GRADIENT, float(numbers.gradient[other]), numbers.name_of_parameter(other))


def made_wrong(numbers: Numbers, index: int) -> Iterator[Wrong]:
    """The gradients that somebody goes on with who has made a slip."""
    source, target = numbers.ends(index)
    right, penalty = float(numbers.gradient[index]), numbers.penalty(index)
    yield Wrong(Mistake.SIGN, -right)
    if penalty:
        yield Wrong(Mistake.SIGN, 2 * penalty - right)
    yield from _of_delta(numbers, source, target, penalty)
    yield from _of_batch(numbers, source, target, right, penalty)
    if penalty:
        yield Wrong(Mistake.NO_PENALTY, right - penalty)
        yield Wrong(Mistake.PENALTY_TWICE, right + numbers.training.l2 * float(numbers.parameters[index]))
    yield from _of_value_in(numbers, source, target, penalty)


def _of_delta(numbers: Numbers, source: int | None, target: int, penalty: float) -> Iterator[Wrong]:
    for wrong in wrong_deltas(numbers, numbers.batch, target):
        yield Wrong(wrong.mistake, _mean(numbers, wrong.values, source) + penalty, wrong.of)


def _of_batch(numbers: Numbers, source: int | None, target: int, right: float, penalty: float) -> Iterator[Wrong]:
    """The mean over the samples."""
    samples = len(numbers.rows)
    if samples == 1:
        return
    yield Wrong(Mistake.NO_MEAN, (right - penalty) * samples + penalty)
    yield Wrong(Mistake.NO_MEAN, right * samples)
    yield Wrong(Mistake.MEAN_TWICE, (right - penalty) / samples + penalty)
    shown = float(numbers.shown.deltas[target, 0] * (1.0 if source is None else numbers.shown.activations[source, 0]))
    yield Wrong(Mistake.ONE_SAMPLE, shown + penalty)
    if source is not None:
        means = float(numbers.batch.deltas[target].mean() * numbers.batch.activations[source].mean())
        yield Wrong(Mistake.PRODUCT_OF_MEANS, means + penalty)


def _of_value_in(numbers: Numbers, source: int | None, target: int, penalty: float) -> Iterator[Wrong]:
    """δ times the value that comes in; of a bias δ as it is."""
    batch = numbers.batch
    delta = batch.deltas[target]
    if source is None:
        for _, each in numbers.incoming[target][:MOST]:
            yield Wrong(Mistake.BIAS_TIMES_INPUT, _mean(numbers, delta, each), numbers.name(each))
        return
    yield Wrong(Mistake.NO_INPUT, float(delta.mean()) + penalty)
    yield Wrong(Mistake.NO_DELTA, float(batch.activations[source].mean()) + penalty)
    if numbers.program.activations[source] is not None:
        yield Wrong(Mistake.Z_FOR_INPUT, float((delta * batch.pre_activations[source]).mean()) + penalty)
    yield Wrong(Mistake.OWN_ACTIVATION, float((delta * batch.activations[target]).mean()) + penalty, numbers.name(target))


def _mean(numbers: Numbers, delta: Floats, source: int | None) -> float:
    return float((delta if source is None else delta * numbers.batch.activations[source]).mean())
