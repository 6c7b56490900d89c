"""`bpdesk trace`: what it holds, in which order, and what isn't finite."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bpdesk.cli.main import main
from bpdesk.files.store import save
from bpdesk.model.document import Document
from bpdesk.model.run_record import Change
from tests.builders import net, one_weight, with_run

Captured = pytest.CaptureFixture[str]


def traced(source: Document, iteration: int, folder: Path) -> dict[str, Any]:
    path, out = folder / "document.bpdesk", folder / "trace.json"
    save(source, path)
    assert main(["trace", str(path), "-k", str(iteration), "-o", str(out)]) == 0
    return json.loads(out.read_text(encoding="utf-8"))  # type: ignore[no-any-return]  # JSON has no type


def test_the_first_iteration_of_the_post(tmp_path: Path) -> None:
    found = traced(one_weight(), 1, tmp_path)
    assert list(found) == [
        "iteration", "batch", "cost", "learning_rate", "samples", "gradients", "before", "after", "optimizer",
    ]  # fmt: skip
    sample = found["samples"][0]
    assert list(sample) == ["row", "cost", "targets", "pre_activations", "activations", "deltas"]
    assert found["cost"] == pytest.approx(33040.3329, rel=1e-12)
    assert sample["targets"] == {"a2": 50.1}
    assert sample["activations"] == pytest.approx({"a1": 5.7, "a2": -131.67})
    assert sample["deltas"] == pytest.approx({"a2": -363.54})
    assert found["gradients"] == {"edges": {"w": pytest.approx(-2072.178)}, "biases": {}}
    assert found["before"]["edges"] == {"w": -23.1}
    assert found["after"]["edges"] == {"w": pytest.approx(-8.594754)}
    assert found["optimizer"] == {}


def test_changes_before_the_update_are_in_it_and_later_ones_arent(tmp_path: Path) -> None:
    source = with_run(one_weight(), 5, [Change(2, {"learning_rate": 0.001}, {"w": 4.0}), Change(3, edges={"w": 9.0})])
    found = traced(source, 3, tmp_path)
    assert found["before"]["edges"] == {"w": 4.0}
    assert found["learning_rate"] == 0.001
    assert found["after"]["edges"]["w"] == pytest.approx(4.0 - 0.001 * found["gradients"]["edges"]["w"], rel=1e-14)
    assert traced(source, 4, tmp_path)["before"]["edges"] == {"w": 9.0}


def test_the_memory_is_that_of_a_saved_state(tmp_path: Path) -> None:
    source = net("x -> h -> y", optimizer="adam", rows=3)
    found = traced(source, 4, tmp_path)["optimizer"]
    assert main(["run", str(tmp_path / "document.bpdesk"), "-n", "4", "--quiet", "--save", str(tmp_path / "saved")]) == 0
    state = json.loads((tmp_path / "saved").read_text(encoding="utf-8"))["run"]["state"]
    assert found == state["optimizer"]
    assert list(found) == ["m", "v", "t"]
    assert found["t"] == 4


def test_the_after_is_the_next_ones_before_and_the_history_agrees(tmp_path: Path, capsys: Captured) -> None:
    source = net("x1 x2 -> h1 h2 -> y", rows=7, batch_size=3, shuffle=True, optimizer="nesterov")
    first, second = traced(source, 5, tmp_path), traced(source, 6, tmp_path)
    assert first["after"] == second["before"]
    assert main(["run", str(tmp_path / "document.bpdesk"), "-n", "5", "--quiet", "--history", "-"]) == 0
    last = capsys.readouterr().out.splitlines()[-1].split(",")
    assert float(last[2]) == first["cost"]
    assert list(map(float, last[3:])) == [*first["after"]["edges"].values(), *first["after"]["biases"].values()]


def test_the_rows_are_those_of_the_batch_in_its_order(tmp_path: Path) -> None:
    source = net("x -> y", rows=5, batch_size=2, shuffle=True, seed=3)
    batches = [traced(source, iteration, tmp_path)["batch"] for iteration in (1, 2, 3)]
    assert sorted(row for batch in batches for row in batch) == [0, 1, 2, 3, 4]
    found = traced(source, 2, tmp_path)
    assert [sample["row"] for sample in found["samples"]] == batches[1]


def test_what_isnt_finite_is_null(tmp_path: Path) -> None:
    source = net("x -> y", output="sigmoid", biases=False, rows=[[1e200, 1.0]])
    (edge,) = source.network.edges
    found = traced(replace(source, network=replace(source.network, edges=(replace(edge, weight=1e200),))), 1, tmp_path)
    assert found["samples"][0]["pre_activations"] == {"y": None}
    assert found["samples"][0]["activations"] == {"x": 1e200, "y": 1.0}
    assert found["samples"][0]["deltas"] == {"y": 0.0}
