"""Every shared case through the commands, against numbers from elsewhere."""

import json
from pathlib import Path
from typing import Any

import pytest

from bpdesk.cli.main import main
from bpdesk.files.store import load
from tests.cli.cases import NAMES, assert_close, assert_group_close, diverges_at, document, expected, read_history

Captured = pytest.CaptureFixture[str]


def by_parameter(row: dict[str, str]) -> dict[str, dict[str, float]]:
    numbers = {name: float(value) for name, value in row.items() if name not in ("iteration", "cost", "batch_cost")}
    biases = {name.removesuffix(".bias"): value for name, value in numbers.items() if name.endswith(".bias")}
    return {"edges": {name: value for name, value in numbers.items() if not name.endswith(".bias")}, "biases": biases}


@pytest.mark.parametrize("name", NAMES)
def test_the_history_is_the_expected_one(name: str, capsys: Captured) -> None:
    wanted = expected(name)
    status = main(["run", document(name), "-n", str(wanted["iterations"]), "--history", "-", "--quiet"])
    rows = read_history(capsys.readouterr().out)
    assert status == (0 if diverges_at(name) is None else 1)
    assert [int(row["iteration"]) for row in rows] == list(range(len(rows)))
    assert rows[0]["batch_cost"] == ""
    assert_close(float(rows[0]["cost"]), wanted["cost_before_first_update"], 0)
    for row, cost in zip(rows[1:], wanted["batch_cost_of_iteration"], strict=False):
        assert_close(float(row["batch_cost"]), cost, 0)
    for iteration, parameters in wanted["parameters_after_iteration"].items():
        if int(iteration) < len(rows):
            found = by_parameter(rows[int(iteration)])
            assert_group_close(found["edges"], parameters["edges"])
            assert_group_close(found["biases"], parameters["biases"])


@pytest.mark.parametrize("name", [name for name in NAMES if diverges_at(name) is None])
def test_the_end_is_the_expected_one(name: str, tmp_path: Path, capsys: Captured) -> None:
    wanted = expected(name)
    last = wanted["iterations"]
    assert main(["run", document(name), "-n", str(last), "--every", "1000000", "--history", "-", "--save", str(tmp_path / "s")]) == 0
    rows = read_history(capsys.readouterr().out)
    assert [int(row["iteration"]) for row in rows] == [0, last]
    assert_close(float(rows[1]["cost"]), wanted["cost_after_last_update"], 0)
    run = load(tmp_path / "s").run
    assert run is not None
    assert (run.name, run.iteration) == ("run 1", last)
    assert_group_close(run.state.parameters.edges, wanted["parameters_after_iteration"][str(last)]["edges"])
    assert_group_close(run.state.parameters.biases, wanted["parameters_after_iteration"][str(last)]["biases"])


@pytest.mark.parametrize("name", NAMES)
def test_the_first_trace_is_the_expected_one(name: str, capsys: Captured) -> None:
    wanted: dict[str, Any] = expected(name)["trace_of_iteration_1"]
    assert main(["trace", document(name)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["batch"] == wanted["batch"]
    assert_close(found["cost"], wanted["cost"], 0)
    for part in ("edges", "biases"):
        assert_group_close(found["gradients"][part], wanted["gradients"][part])
        assert_group_close(found["after"][part], expected(name)["parameters_after_iteration"]["1"][part])
    sample = next(each for each in found["samples"] if each["row"] == 0)
    assert_close(sample["cost"], wanted["sample_of_row_0"]["cost"], 0)
    for quantity in ("pre_activations", "activations", "deltas"):
        assert_group_close(sample[quantity], wanted["sample_of_row_0"][quantity])


@pytest.mark.parametrize("name", NAMES)
def test_backpropagation_agrees_with_differences(name: str, capsys: Captured) -> None:
    assert main(["check", document(name)]) == 0
    assert "derivatives agree" in capsys.readouterr().out


@pytest.mark.parametrize("name", [name for name in NAMES if diverges_at(name) is not None])
def test_divergence_leaves_what_came_before(name: str, tmp_path: Path, capsys: Captured) -> None:
    stops = diverges_at(name)
    assert stops is not None
    assert main(["run", document(name), "-n", str(expected(name)["iterations"]), "--quiet", "--save", str(tmp_path / "s")]) == 1
    run = load(tmp_path / "s").run
    assert run is not None
    assert run.iteration == stops - 1
    assert capsys.readouterr().err.count("\n") == 1
    assert main(["trace", document(name), "-k", str(stops)]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert f"iteration {stops} was not made" in captured.err
    assert main(["trace", document(name), "-k", str(stops - 1)]) == 0


def test_the_posts_weight_is_printed(capsys: Captured) -> None:
    assert main(["run", document("seed_20it"), "-n", "20"]) == 0
    assert "w = 8.7893" in capsys.readouterr().out
