"""Slips in the update of a weight or a bias: those of its gradient, and those of the step."""

from __future__ import annotations

from collections.abc import Iterator

from bpdesk.explain.hand.gradients import made_wrong
from bpdesk.explain.hand.mistake import Mistake, Wrong
from bpdesk.explain.hand.neighbours import beside
from bpdesk.explain.hand.numbers import Numbers, updated
from bpdesk.model.catalogue import GRADIENT_DESCENT

_BY_ROOT = ("adagrad", "rmsprop", "adam")


def of_update(numbers: Numbers, index: int) -> Iterator[Wrong]:
    """The new value of a parameter; a frozen one keeps its own."""
    before, gradient = float(numbers.parameters[index]), float(numbers.gradient[index])
    if numbers.regime.frozen[index]:
        yield Wrong(Mistake.FROZEN, numbers.after_step(index, gradient))
        return
    assert numbers.after is not None
    after, rate = float(numbers.after[index]), numbers.training.learning_rate
    yield Wrong(Mistake.ADDED, 2 * before - after)
    if rate not in (0.0, 1.0):
        yield Wrong(Mistake.NO_RATE, before + (after - before) / rate)
    for wrong in made_wrong(numbers, index):
        yield Wrong(wrong.mistake, numbers.after_step(index, wrong.value), wrong.of)
    for sign in (1.0, -1.0):
        yield Wrong(Mistake.STEP_ALONE, sign * (after - before))
        yield Wrong(Mistake.GRADIENT_ALONE, sign * gradient)
    yield Wrong(Mistake.NO_STEP, before)
    yield from _of_optimizer(numbers, index, before, gradient)
    for other in beside(numbers, index):
        yield Wrong(Mistake.OTHER_PARAMETER, float(numbers.after[other]), numbers.name_of_parameter(other))


def _of_optimizer(numbers: Numbers, index: int, before: float, gradient: float) -> Iterator[Wrong]:
    """Its memory, and how it makes a step of it."""
    training, steps = numbers.training, numbers.state.steps
    memory, name = [float(slot[index]) for slot in numbers.state.memory], training.optimizer.name
    if name == GRADIENT_DESCENT:
        return
    yield Wrong(Mistake.NO_MEMORY, updated(training, before, gradient, [0.0] * len(memory), steps))
    yield Wrong(Mistake.PLAIN_STEP, before - training.learning_rate * gradient)
    if name == "adam":
        yield Wrong(Mistake.NO_CORRECTION, updated(training, before, gradient, memory, steps, corrects=False))
    if name in _BY_ROOT and gradient:
        yield Wrong(Mistake.NO_ROOT, updated(training, before, gradient, memory, steps, root=1.0))
