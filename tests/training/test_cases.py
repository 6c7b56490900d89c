"""The shared cases of `tests/cases`: an automatic-differentiation library's numbers, to the tolerance of the README there."""

import json
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bpdesk.engine.observation import row_pass
from bpdesk.engine.program import Program, compile_document
from bpdesk.engine.step import Engine
from bpdesk.files.store import load
from bpdesk.model.document import Document
from bpdesk.training.run import Run

CASES = Path(__file__).parent.parent / "cases"
NAMES = sorted(path.name.removesuffix(".bpdesk") for path in CASES.glob("*.bpdesk"))
PUBLISHED = [
    (name, index) for name in NAMES for index in range(len(json.loads((CASES / f"{name}.expected.json").read_text()).get("published", [])))
]


def _expected(name: str) -> Any:
    return json.loads((CASES / f"{name}.expected.json").read_text(encoding="utf-8"))


@cache
def _document(name: str) -> Document:
    return load(CASES / f"{name}.bpdesk")


def _fresh_run(name: str) -> Run:
    program = compile_document(_document(name))
    assert isinstance(program, Program)
    return Run(Engine(program))


@cache
def _trained(name: str) -> Run:
    run = _fresh_run(name)
    run.advance(_expected(name)["iterations"])
    return run


def _made(name: str) -> int:
    """How many updates are made: up to K, or up to where it diverges."""
    diverges = _expected(name)["first_iteration_whose_cost_is_not_finite"]
    iterations: int = _expected(name)["iterations"]
    return iterations if diverges is None else min(iterations, diverges - 1)


def _assert_close(actual: Mapping[str, float], expected: Mapping[str, float], names: str = "") -> None:
    """Relative 1e-9, measured against the value, 1e-5 of the group's largest, and 1e-12."""
    assert set(expected) <= set(actual), names
    largest = max((abs(value) for value in expected.values()), default=0.0)
    for name, value in expected.items():
        allowed = 1e-9 * max(abs(value), 1e-5 * largest, 1e-12)
        assert abs(actual[name] - value) <= allowed, f"{names} {name}: {actual[name]!r}, expected {value!r}"


def test_all_cases_are_there() -> None:
    assert len(NAMES) == len(list(CASES.glob("*.expected.json"))) == 37


@pytest.mark.parametrize("name", NAMES)
def test_costs_and_parameters_of_the_whole_run(name: str) -> None:
    expected, run, made = _expected(name), _trained(name), _made(name)
    assert run.newest == made
    costs = [value for value in expected["batch_cost_of_iteration"][:made] if isinstance(value, float | int)]
    observed = {str(k): run.moment(k, 0).batch_cost for k in range(len(costs))}
    for k, cost in enumerate(costs):
        _assert_close(observed, {str(k): cost}, "batch cost")
    _assert_close({"cost": run.moment(0, 0).cost}, {"cost": expected["cost_before_first_update"]})
    if made == expected["iterations"]:
        _assert_close({"cost": run.moment(made, 0).cost}, {"cost": expected["cost_after_last_update"]})
    compared = 0
    for iteration, parameters in expected["parameters_after_iteration"].items():
        if int(iteration) <= made:
            moment = run.moment(int(iteration), 0)
            group = {**parameters["edges"], **{f"{node}.bias": value for node, value in parameters["biases"].items()}}
            actual = {**moment.weights, **{f"{node}.bias": value for node, value in moment.biases.items()}}
            assert set(actual) == set(group)
            _assert_close(actual, group, f"after {iteration}")
            compared += 1
    assert compared >= 2


@pytest.mark.parametrize("name", NAMES)
def test_recorded_batch_costs_are_those_of_the_reference(name: str) -> None:
    run, expected = _fresh_run(name), _expected(name)["batch_cost_of_iteration"]
    run.advance(len(expected))
    recorded = run.batch_cost_curve().low.tolist()
    assert len(recorded) == min(len(expected), _made(name))
    for k, cost in enumerate(recorded):
        _assert_close({"cost": cost}, {"cost": expected[k]}, f"iteration {k + 1}")


@pytest.mark.parametrize("name", NAMES)
def test_trace_of_iteration_1(name: str) -> None:
    expected, run = _expected(name)["trace_of_iteration_1"], _fresh_run(name)
    moment = run.moment(0, 0)
    assert moment.batch.tolist() == expected["batch"]
    _assert_close({"cost": moment.batch_cost}, {"cost": expected["cost"]})
    gradients = {**expected["gradients"]["edges"], **{f"{node}.bias": g for node, g in expected["gradients"]["biases"].items()}}
    actual = {**moment.weight_gradients, **{f"{node}.bias": g for node, g in moment.bias_gradients.items()}}
    assert set(actual) == set(gradients)
    _assert_close(actual, gradients, "gradient")
    row = expected["sample_of_row_0"]
    engine, regime, state = run.engine, run.regime_at(0), run.state_at(0)
    traced = (
        row_pass(run.program, engine.trace(regime, state.parameters, run.program.train, moment.batch), 0) if 0 in moment.batch else None
    )
    for shown in (moment.shown, traced):
        if shown is not None and shown.row == 0:
            _assert_close({"cost": shown.cost}, {"cost": row["cost"]})
            _assert_close(shown.pre_activations, row["pre_activations"], "z")
            _assert_close(shown.activations, row["activations"], "a")
            _assert_close(shown.deltas, row["deltas"], "delta")


@pytest.mark.parametrize("name", [name for name in NAMES if _expected(name)["first_iteration_whose_cost_is_not_finite"] is not None])
def test_divergence_stops_where_the_reference_is_no_longer_finite(name: str) -> None:
    run, first = _trained(name), _expected(name)["first_iteration_whose_cost_is_not_finite"]
    assert run.stop is not None
    assert run.stop.iteration == run.newest == first - 1
    assert np.isfinite(run.state_at(run.newest).parameters).all()
    run.advance(5)
    assert run.newest == first - 1


@pytest.mark.parametrize(("name", "index"), PUBLISHED)
def test_published_values(name: str, index: int) -> None:
    """Printed numbers, in the file's own tolerance; paths lead through the same quantities as ours."""
    entry = _expected(name)["published"][index]
    run = _trained(name)
    actual = _by_path(run, [str(part) for part in entry["path"]])
    assert abs(actual - float(entry["value"])) <= entry["tol"]


def _by_path(run: Run, path: list[str]) -> float:
    """Our own number at the place of the expected file where the printed one would stand."""
    moment = run.moment(0, 0)
    sample = moment.shown
    found: Any = {
        "cost_before_first_update": moment.cost,
        "cost_after_last_update": run.moment(run.newest, 0).cost,
        "batch_cost_of_iteration": _BatchCosts(run),
        "parameters_after_iteration": _Parameters(run),
        "trace_of_iteration_1": {
            "cost": moment.batch_cost,
            "gradients": {"edges": moment.weight_gradients, "biases": moment.bias_gradients},
            "sample_of_row_0": {
                "cost": sample.cost,
                "pre_activations": sample.pre_activations,
                "activations": sample.activations,
                "deltas": sample.deltas,
            },
        },
    }
    for part in path:
        found = found[part]
    assert isinstance(found, float)
    assert math.isfinite(found)
    return found


class _BatchCosts:
    def __init__(self, run: Run) -> None:
        self._run = run

    def __getitem__(self, index: str) -> float:
        return self._run.moment(int(index), 0).batch_cost


class _Parameters:
    def __init__(self, run: Run) -> None:
        self._run = run

    def __getitem__(self, iteration: str) -> dict[str, Mapping[str, float]]:
        moment = self._run.moment(int(iteration), 0)
        return {"edges": moment.weights, "biases": moment.biases}
