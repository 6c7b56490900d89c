"""The least possible cost, against a search over constant answers, and against what training comes down to."""

import math

import numpy as np
import pytest

from bpdesk.engine.cost_bound import cost_bound
from bpdesk.engine.program import Program, compile_document
from bpdesk.model.catalogue import COSTS
from tests.builders import Table, net

_COST_OF_SAMPLE = {
    "squared_error": lambda a, y: sum((p - q) ** 2 for p, q in zip(a, y, strict=True)),
    "half_squared_error": lambda a, y: sum((p - q) ** 2 for p, q in zip(a, y, strict=True)) / 2,
    "mean_squared_error": lambda a, y: sum((p - q) ** 2 for p, q in zip(a, y, strict=True)) / len(a),
    "mean_absolute_error": lambda a, y: sum(abs(p - q) for p, q in zip(a, y, strict=True)) / len(a),
    "huber": lambda a, y: (
        sum((p - q) ** 2 / 2 if abs(p - q) <= 1 else abs(p - q) - 0.5 for p, q in zip(a, y, strict=True)) / len(a)
    ),
    "binary_cross_entropy": lambda a, y: -sum(q * math.log(p) + (1 - q) * math.log(1 - p) for p, q in zip(a, y, strict=True)),
    "cross_entropy": lambda a, y: -sum(q * math.log(p) for p, q in zip(a, y, strict=True)),
}  # fmt: skip


def program(rows: Table, cost: str, output: str) -> Program:
    compiled = compile_document(net("x -> y1 y2", rows=rows, cost=cost, output=output))
    assert isinstance(compiled, Program)
    return compiled


@pytest.mark.parametrize("cost", [entry.name for entry in COSTS])
def test_no_constant_answer_to_equal_inputs_costs_less(cost: str) -> None:
    output = "softmax" if cost == "cross_entropy" else "sigmoid"
    rows = [[0.0, 0.2, 0.8], [0.0, 1.0, 0.0], [0.0, 0.3, 0.7], [1.0, 0.5, 0.5], [1.0, 0.9, 0.1]]
    bound = cost_bound(program(rows, cost, output), cost)
    assert bound is not None
    grid = np.linspace(0.0005, 0.9995, 1999)
    total = 0.0
    for x in (0.0, 1.0):
        targets = [row[1:] for row in rows if row[0] == x]
        if cost == "cross_entropy":
            total += min(sum(_COST_OF_SAMPLE[cost]([a, 1 - a], y) for y in targets) for a in grid)
        else:
            parts = [[min(sum(_COST_OF_SAMPLE[cost]([a], [y[o]]) for y in targets) for a in grid)] for o in (0, 1)]
            mean = cost in ("mean_squared_error", "mean_absolute_error", "huber")
            total += sum(part[0] for part in parts) / (2 if mean else 1)
    assert bound <= total / 5 + 1e-12
    assert bound == pytest.approx(total / 5, rel=1e-5)


def test_where_each_input_has_one_target_nothing_keeps_the_cost_from_0() -> None:
    for cost in ("squared_error", "mean_absolute_error", "huber"):
        assert cost_bound(program([[0.0, 3.0, -2.0], [1.0, 5.0, 1.0], [1.0, 5.0, 1.0]], cost, "linear"), cost) == pytest.approx(
            0.0, abs=1e-30
        )


def test_entropies_of_what_is_no_share_have_no_bound() -> None:
    assert cost_bound(program([[0.0, 2.0, 0.5]], "binary_cross_entropy", "sigmoid"), "binary_cross_entropy") is None
    assert cost_bound(program([[0.0, 0.5, 0.5]], "cross_entropy", "sigmoid"), "cross_entropy") is None


def test_targets_whose_squares_are_beyond_all_numbers_have_no_bound() -> None:
    program = compile_document(net("x -> y", rows=[[1.0, 1e200], [1.0, -1e200]]))
    assert isinstance(program, Program)
    assert cost_bound(program, "squared_error") is None
    assert cost_bound(program, "mean_absolute_error") == 1e200
