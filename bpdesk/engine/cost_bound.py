"""The least cost that any network can have on a training set: where equal inputs have different targets, it isn't 0."""

from __future__ import annotations

import math

import numpy as np

from bpdesk.engine.program import Floats, Program
from bpdesk.model.catalogue import SOFTMAX

_HALVINGS = 200
_MOST_VALUES = 100_000
"""Inputs × rows beyond which looking for equal rows would keep a window waiting."""


def cost_bound(program: Program, cost: str) -> float | None:
    """The mean over the rows of what the best constant answer to each distinct input costs.

    None where nothing bounds the cost, or where the set is too large to look.
    What the network's own activation functions can't reach is left aside, and so is regularisation, which only adds to it.
    """
    if program.train.inputs.size > _MOST_VALUES:
        return None
    if cost not in program.least_costs:
        with np.errstate(over="ignore", invalid="ignore"):  # of targets whose squares no double holds: no cost of theirs is finite
            bound = _bound(program, cost) if _is_bounded(program, cost) else math.inf
        program.least_costs[cost] = bound if math.isfinite(bound) else None
    return program.least_costs[cost]


def _bound(program: Program, cost: str) -> float:
    targets = program.train.targets
    _, group, sizes = np.unique(program.train.inputs, axis=0, return_inverse=True, return_counts=True)
    group = group.ravel()
    alone = targets[sizes[group] == 1]
    order = np.argsort(group, kind="stable")
    members = np.split(order, np.cumsum(sizes)[:-1])
    answers = [_least(cost, targets[rows]) for rows in members if len(rows) > 1]
    return (float(sum(answers)) + _least_alone(cost, alone)) / len(targets)


def _least_alone(cost: str, y: Floats) -> float:
    """The least Σ C_n over rows that may each have their own answer, the target."""
    if cost == "binary_cross_entropy":
        return -float((_x_log_x(y) + _x_log_x(1 - y)).sum())
    if cost == "cross_entropy":
        return float(_x_log_x(y.sum(axis=1)).sum() - _x_log_x(y).sum())
    return 0.0


def _is_bounded(program: Program, cost: str) -> bool:
    """The entropies are, where targets are shares and answers too."""
    targets = program.train.targets
    if cost == "binary_cross_entropy":
        return bool(((targets >= 0) & (targets <= 1)).all())
    if cost == "cross_entropy":
        return bool((targets >= 0).all()) and any(name == SOFTMAX for name in program.activations)
    return True


def _least(cost: str, y: Floats) -> float:
    """The least Σ C_n over rows that must all have the same answer: y is `(rows, outputs)`."""
    outputs = int(y.shape[1])
    if cost in ("squared_error", "half_squared_error", "mean_squared_error"):
        share = {"squared_error": 1.0, "half_squared_error": 0.5}.get(cost, 1 / outputs)
        return float(((y - y.mean(axis=0)) ** 2).sum()) * share
    if cost == "mean_absolute_error":
        return float(np.abs(y - np.median(y, axis=0)).sum()) / outputs
    if cost == "huber":
        return float(sum(_least_huber(y[:, output]) for output in range(outputs)) / outputs)
    if cost == "binary_cross_entropy":
        mean = y.mean(axis=0)
        return -len(y) * float((_x_log_x(mean) + _x_log_x(1 - mean)).sum())
    total = y.sum(axis=0)
    return float(_x_log_x(np.array([total.sum()]))[0] - _x_log_x(total).sum())


def _least_huber(y: Floats) -> float:
    """Where the sum of the slopes, which rises with the answer, crosses 0: found by halving."""
    low, high = float(y.min()), float(y.max())
    for _ in range(_HALVINGS):
        middle = low / 2 + high / 2
        low, high = (middle, high) if np.clip(middle - y, -1, 1).sum() < 0 else (low, middle)
    error = np.abs(high - y)
    return float(np.where(error <= 1, error**2 / 2, error - 0.5).sum())


def _x_log_x(x: Floats) -> Floats:
    """x ln x, and 0 at 0."""
    return np.where(x > 0, x * np.log(np.where(x > 0, x, 1.0)), 0.0)
