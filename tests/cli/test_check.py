"""`bpdesk check`: its table, its verdict, and costs that can't be compared."""

from dataclasses import replace
from pathlib import Path

import pytest

from bpdesk.cli.main import main
from bpdesk.files.store import save
from bpdesk.model.run_record import Change
from tests.builders import net, one_weight, with_run
from tests.cli.cases import document

Captured = pytest.CaptureFixture[str]


def test_each_parameter_has_a_line_with_derivative_and_difference(capsys: Captured) -> None:
    assert main(["check", document("seed_20it")]) == 0
    heading, weight, verdict = capsys.readouterr().out.splitlines()
    assert heading.split() == ["parameter", "derivative", "difference", "relative", "verdict"]
    name, derivative, difference, relative, agrees = weight.split()
    assert (name, derivative, agrees) == ("w", "-2072.1780000000003", "agrees")
    assert float(difference) == pytest.approx(-2072.178, rel=1e-6)
    assert float(relative) < 1e-5
    assert verdict == "1 of 1 derivatives agree"


def test_a_kink_is_said_and_doesnt_count(capsys: Captured) -> None:
    assert main(["check", document("edge_relu_at_zero")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith("w1 ")
    assert lines[1].endswith("kink")
    assert lines[-1] == "2 of 4 derivatives agree, 2 at a kink of the cost"


def test_a_cost_that_isnt_finite_cant_be_compared(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "d.bpdesk"
    save(net("x -> y", rows=[[1e200, 0.0]]), path)
    assert main(["check", str(path)]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == f"bpdesk: {path}: the cost at the start is inf: there are no differences to compare with\n"


def test_without_a_parameter_there_is_nothing_to_disagree(tmp_path: Path, capsys: Captured) -> None:
    path, whole = tmp_path / "d.bpdesk", net("x -> y", biases=False, rows=1)
    save(replace(whole, network=replace(whole.network, edges=())), path)
    assert main(["check", str(path)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "0 of 0 derivatives agree"


def test_a_change_at_iteration_0_belongs_to_the_start(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "d.bpdesk"
    save(with_run(one_weight(), 3, [Change(0, edges={"w": 8.0}), Change(2, edges={"w": 1.0})]), path)
    assert main(["check", str(path)]) == 0
    derivative = float(capsys.readouterr().out.splitlines()[1].split()[1])
    assert derivative == pytest.approx(2 * (5.7 * 8.0 - 50.1) * 5.7)
