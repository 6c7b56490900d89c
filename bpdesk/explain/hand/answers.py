"""What is right for a question, and what each of the usual mistakes, made on purpose, makes of it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from bpdesk.explain.hand.backward import of_delta
from bpdesk.explain.hand.forward import of_activation, of_cost, of_pre_activation
from bpdesk.explain.hand.gradients import of_gradient
from bpdesk.explain.hand.mistake import Answers, Question, Wrong
from bpdesk.explain.hand.numbers import Numbers
from bpdesk.explain.hand.update import of_update

if TYPE_CHECKING:
    from bpdesk.engine.regime import Regime
    from bpdesk.engine.state import State
    from bpdesk.engine.step import Engine

_SAME = 1e-12


def answers(engine: Engine, regime: Regime, state: State, row: int, question: Question) -> Answers:
    """For the iteration that begins at that state; z, a and δ are those of the training row `row`.

    Where the update can't be made there is no answer about a parameter after it.
    """
    with np.errstate(all="ignore"):
        numbers = Numbers(engine, regime, state, row)
        right = _right(numbers, question)
        before = float(numbers.parameters[numbers.index(question)]) if question.kind in ("weight", "bias") else None
        return Answers(right, tuple(_told_apart(_wrong(numbers, question), right)), before)


def _right(numbers: Numbers, question: Question) -> float:
    shown = numbers.shown
    if question.kind == "cost":
        return float(shown.costs[0])
    if question.kind in ("pre_activation", "activation", "delta"):
        tables = {"pre_activation": shown.pre_activations, "activation": shown.activations, "delta": shown.deltas}
        return float(tables[question.kind][numbers.node(question.identifier), 0])
    table = numbers.after if question.kind in ("weight", "bias") else numbers.gradient
    return math.nan if table is None else float(table[numbers.index(question)])


def _wrong(numbers: Numbers, question: Question) -> Iterator[Wrong]:
    if question.kind == "cost":
        return of_cost(numbers)
    if question.kind in ("pre_activation", "activation", "delta"):
        made = {"pre_activation": of_pre_activation, "activation": of_activation, "delta": of_delta}
        return made[question.kind](numbers, numbers.node(question.identifier))
    if question.kind in ("weight_gradient", "bias_gradient"):
        return of_gradient(numbers, numbers.index(question))
    return of_update(numbers, numbers.index(question)) if numbers.after is not None else iter(())


def _told_apart(made: Iterable[Wrong], right: float) -> Iterator[Wrong]:
    """Those that change the value, each once; of a family those that give another number."""
    said: dict[str, list[float]] = {}
    for wrong in made:
        if not math.isfinite(wrong.value) or _are_same(wrong.value, right):
            continue
        known = said.setdefault(wrong.mistake.family or f"{wrong.mistake.name} {wrong.of}", [])
        if not any(_are_same(wrong.value, other) for other in known):
            known.append(wrong.value)
            yield wrong


def _are_same(one: float, other: float) -> bool:
    """But for how it was rounded in a double."""
    return abs(one - other) <= _SAME * max(abs(one), abs(other))
