"""The conventions that hold at a moment, each in a phrase, with what would change under the other one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bpdesk.explain.situation import Situation
from bpdesk.model.catalogue import OPTIMIZERS, SQUARED_ERROR
from bpdesk.text import tr, whole

_BY_SIZE = ("adagrad", "rmsprop", "adam")
"""Optimizers whose steps hardly depend on how large gradients are."""


@dataclass(frozen=True, slots=True)
class Convention:
    """`holds` says which one holds here, `otherwise` what would change with the other."""

    holds: str
    otherwise: str


def conventions(situation: Situation) -> tuple[Convention, ...]:
    """Those that matter for this network and its training."""
    return (*_of_cost(situation), *_of_batch(situation), *_of_update(situation), *_of_corners(situation), _of_signs())


def _of_cost(situation: Situation) -> Iterator[Convention]:
    cost, outputs = situation.training.cost, len(situation.network.outputs)
    if cost == SQUARED_ERROR:
        yield Convention(
            tr("Squared error without ½: its derivative has the factor 2."),
            tr("With ½ {change}.", change=_change(situation, tr("half as large"), tr("twice the learning rate"))),
        )
    elif cost == "half_squared_error":
        yield Convention(
            tr("Squared error with ½: its derivative is a − y, without a factor 2."),
            tr("Without ½ {change}.", change=_change(situation, tr("twice as large"), tr("half the learning rate"))),
        )
    elif cost in ("mean_squared_error", "mean_absolute_error", "huber") and outputs > 1:
        yield Convention(
            tr("The cost of a sample is the mean over its {m} outputs.", m=whole(outputs)),
            tr("As a sum {change}.", change=_change_by_sum(situation, outputs)),
        )


def _of_batch(situation: Situation) -> Iterator[Convention]:
    samples = len(situation.moment.batch)
    if samples > 1:
        yield Convention(
            tr("The gradient is the mean over the batch's {n} samples.", n=whole(samples)),
            tr("As their sum {change}.", change=_change_by_sum(situation, samples)),
        )


def _change_by_sum(situation: Situation, count: int) -> str:
    return _change(situation, tr("{n} times as large", n=whole(count)), tr("1/{n} of the learning rate", n=whole(count)))


def _change(situation: Situation, size: str, rate: str) -> str:
    """What a cost of another size changes: gradients in proportion but for the share of regularisation, steps as the optimizer does."""
    training = situation.training
    if training.l1 or training.l2:
        return tr("the cost's part of each gradient would be {size}, beside the same regularisation", size=size)
    if training.optimizer.name in _BY_SIZE:
        label = next(entry.label for entry in OPTIMIZERS if entry.name == training.optimizer.name)
        return tr(
            "each gradient would be {size}; {optimizer} divides by its size, so the steps stay nearly the same", size=size, optimizer=label
        )
    return tr("each gradient would be {size}, and {rate} would make the same steps", size=size, rate=rate)


def _of_update(situation: Situation) -> Iterator[Convention]:
    if any(situation.outgoing[node.id] for node in situation.network.nodes if node.kind != "input"):
        yield Convention(
            tr("All parameters are updated together, from the gradients of the same pass."),
            tr("With the output's weights updated first, the deltas behind them would be no longer the gradient's."),
        )
    biased, frozen = situation.moment.biases.keys(), situation.moment.frozen_biases
    if biased and frozen.issuperset(biased):
        yield Convention(tr("Biases are frozen: they take part, but aren't updated."), tr("Unfrozen, each would change by −η ∂C/∂b."))
    elif biased and not frozen:
        yield Convention(tr("Biases are updated like weights."), tr("Frozen, they would stay, and the weights learn alone."))
    elif biased:
        yield Convention(
            tr("{n} of {m} biases are frozen; the others are updated like weights.", n=whole(len(frozen)), m=whole(len(biased))),
            tr("Unfrozen, each would change by −η ∂C/∂b."),
        )


def _of_corners(situation: Situation) -> Iterator[Convention]:
    used = {node.activation for node in situation.network.nodes}
    if "relu" in used:
        yield Convention(tr("ReLU′(0) = 0."), tr("With 1 a node at z = 0 would pass its error on; any value from 0 to 1 would do."))
    if "leaky_relu" in used:
        yield Convention(tr("The slope of leaky ReLU at 0 is 0.01."), tr("Any value from 0.01 to 1 would do."))
    if situation.training.cost == "mean_absolute_error":
        yield Convention(tr("The derivative of |a − y| at 0 is 0."), tr("Any value from −1 to 1 would do."))
    if situation.training.l1:
        yield Convention(tr("l1: the derivative of |w| at 0 is 0."), tr("Any value from −1 to 1 would do."))
    if situation.training.l2:
        yield Convention(
            tr("l2: the cost has (l2/2)·w², so the gradient has l2·w; biases are left out."),
            tr("Without ½ the share would be twice as large."),
        )


def _of_signs() -> Convention:
    return Convention(
        tr("δ is ∂C/∂z."),
        tr("Some books (Han & Kamber) call −δ the error of a node and add where others subtract: the same step."),
    )
