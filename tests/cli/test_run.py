"""`bpdesk run`: summary, history, saved document, plots, divergence, and what goes to which stream."""

import json
import struct
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpdesk.cli.loading import begin_walk
from bpdesk.cli.main import main
from bpdesk.export.history import History
from bpdesk.files.store import load, save
from bpdesk.model.document import Document
from bpdesk.model.network import Bias, Network
from bpdesk.model.run_record import Branch, Change
from bpdesk.model.settings import Optimizer
from bpdesk.training.walk import Walk, walk_to
from tests.builders import net, one_weight, with_run
from tests.cli.cases import document, read_history

Captured = pytest.CaptureFixture[str]


def stored(document: Document, folder: Path) -> str:
    path = folder / "document.bpdesk"
    save(document, path)
    return str(path)


def overflowing() -> Document:
    """The weight grows tenfold with each of nine rows; the tenth overflows the whole set's cost from iteration 5 on, and ends it at 10."""
    rows = [[1.0, 0.0]] * 9 + [[1e150, 0.0]]
    return net("x -> y", biases=False, rows=rows, batch_size=1, learning_rate=5.5)


def changing() -> Document:
    changes = (
        Change(0, training={"learning_rate": 0.2}),
        Change(3, edges={"x1_h": 0.75}, frozen_edges={"h_y": True}),
        Change(5, training={"optimizer": Optimizer.of("adam"), "batch_size": 2}, biases={"h": -0.5}),
        Change(12, training={"learning_rate": 0.01}),
    )
    return with_run(net("x1 x2 -> h -> y", rows=5), 15, changes, [Branch("other", 4)])


def history_of(document: Document, iterations: int, every: int, block: int | None = None) -> str:
    walk = begin_walk(document, "d")
    sink: list[str] = []
    history = History(walk, every, _Lines(sink))
    if block is None:
        walk_to(walk, iterations, listeners=[history])
    else:
        _walk_in_blocks(walk, iterations, block, history)
    history.finish()
    return "".join(sink)


class _Lines:
    def __init__(self, texts: list[str]) -> None:
        self._texts = texts

    def write(self, text: str) -> None:
        self._texts.append(text)


def _walk_in_blocks(walk: Walk, iterations: int, block: int, history: History) -> None:
    while walk.iteration < iterations and walk.stopped_at is None:
        walk_to(walk, min(walk.iteration + block, iterations), listeners=[history])


def test_the_summary_has_a_line_for_each_number(tmp_path: Path, capsys: Captured) -> None:
    path = stored(net("x -> h -> y", rows=[[1.0, 0.5]]), tmp_path)
    assert main(["run", path, "-n", "0"]) == 0
    captured = capsys.readouterr()
    names = [line.split(" = ")[0] for line in captured.out.splitlines()]
    assert names == ["iterations", "cost before", "cost after", "x_h", "h_y", "h.bias", "y.bias"]
    values = dict(line.split(" = ") for line in captured.out.splitlines())
    assert values["cost before"] == values["cost after"]
    assert repr(float(values["x_h"])) == values["x_h"]
    assert captured.err == ""


def test_quiet_leaves_the_summary_out(capsys: Captured) -> None:
    assert main(["run", document("seed_20it"), "-n", "3", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


def test_the_summary_makes_way_for_a_result_on_standard_output(capsys: Captured) -> None:
    assert main(["run", document("seed_20it"), "-n", "2", "--history", "-"]) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("iteration,cost,batch_cost,w\n0,33040.3329,,-23.1\n1,")
    assert "w = " in captured.err


@pytest.mark.parametrize(("n", "every", "rows"), [(0, 1, [0]), (7, 3, [0, 3, 6, 7]), (6, 3, [0, 3, 6]), (2, 100, [0, 2])])
def test_each_e_th_row_and_the_last(n: int, every: int, rows: list[int], capsys: Captured) -> None:
    assert main(["run", document("seed_20it"), "-n", str(n), "--every", str(every), "--history", "-", "--quiet"]) == 0
    assert [int(row["iteration"]) for row in read_history(capsys.readouterr().out)] == rows


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 40), st.integers(1, 12), st.integers(1, 9))
def test_a_row_is_the_same_whatever_is_left_out_and_however_long_it_goes_on(n: int, every: int, block: int) -> None:
    for source in (changing(), overflowing(), net("x -> y", rows=3)):
        every_row = {line.split(",")[0]: line for line in history_of(source, 40, 1).splitlines()}
        some = history_of(source, n, every, block).splitlines()
        if len(every_row) - 2 >= n:
            assert some == [every_row[line.split(",")[0]] for line in some]
        assert some[1:-1] == [line for line in some[1:-1] if int(line.split(",")[0]) % every == 0]


def test_whole_costs_that_overflow_are_written_while_it_goes_on() -> None:
    rows = read_history(history_of(overflowing(), 9, 3))
    assert [(row["iteration"], row["cost"] == "inf") for row in rows] == [("0", False), ("3", False), ("6", True), ("9", True)]


@pytest.mark.parametrize("every", [1, 2, 3, 4, 100])
@pytest.mark.parametrize("block", [1, 4, None])
def test_after_divergence_the_history_ends_with_the_last_finite_row(every: int, block: int | None) -> None:
    rows = read_history(history_of(overflowing(), 1000, every, block))
    assert [int(row["iteration"]) for row in rows] == [*range(0, 4, every), 4]
    assert all("inf" not in row.values() for row in rows)


def test_a_history_without_a_finite_row_is_its_header(tmp_path: Path, capsys: Captured) -> None:
    path = stored(net("x -> y", biases=False, rows=[[1e200, 0.0]]), tmp_path)
    assert main(["run", path, "-n", "5", "--history", "-", "--quiet"]) == 1
    captured = capsys.readouterr()
    assert captured.out == "iteration,cost,batch_cost,x_y\n"
    assert "training diverged and stopped after iteration 0: update 1 is not finite" in captured.err


def test_changes_are_made_at_their_iterations(capsys: Captured, tmp_path: Path) -> None:
    assert main(["run", stored(changing(), tmp_path), "-n", "15", "--history", "-", "--quiet"]) == 0
    rows = read_history(capsys.readouterr().out)
    assert rows[3]["x1_h"] == "0.75"
    assert rows[5]["h.bias"] == "-0.5"
    assert rows[2]["h_y"] != rows[3]["h_y"]
    assert {row["h_y"] for row in rows[3:]} == {rows[3]["h_y"]}
    assert rows[3]["cost"] == rows[4]["batch_cost"]


def test_a_saved_document_goes_on_with_what_the_run_has(capsys: Captured, tmp_path: Path) -> None:
    path = stored(changing(), tmp_path)
    assert main(["run", path, "-n", "8", "--quiet", "--save", str(tmp_path / "out")]) == 0
    assert "1 change after iteration 8 left out" in capsys.readouterr().err
    before, after = load(path), load(tmp_path / "out")
    assert before.run is not None
    assert after.run is not None
    assert after.network == before.network
    assert (after.run.name, after.run.iteration, after.run.branches) == ("run 1", 8, before.run.branches)
    assert [change.iteration for change in after.run.changes] == [0, 3, 5]
    assert after.run.state.steps == 3
    assert set(after.run.state.memory) == {"m", "v"}


def test_a_document_can_take_its_own_place(tmp_path: Path) -> None:
    path = stored(one_weight(), tmp_path)
    assert main(["run", path, "-n", "3", "--quiet", "--save", path]) == 0
    run = load(path).run
    assert run is not None
    assert run.iteration == 3


def test_a_history_never_takes_the_place_of_the_document(tmp_path: Path, capsys: Captured) -> None:
    path = stored(one_weight(), tmp_path)
    before = Path(path).read_bytes()
    assert main(["run", path, "-n", "3", "--history", str(tmp_path / "." / "document.bpdesk")]) == 2
    assert "would take the place of the document" in capsys.readouterr().err
    assert Path(path).read_bytes() == before


def test_what_can_be_written_is_written(tmp_path: Path, capsys: Captured) -> None:
    asked = ["--history", str(tmp_path / "no" / "h.csv"), "--save", str(tmp_path / "saved.bpdesk")]
    assert main(["run", document("seed_20it"), "-n", "3", *asked, "--quiet"]) == 2
    assert load(tmp_path / "saved.bpdesk").run is not None
    assert capsys.readouterr().err == f"bpdesk: {tmp_path / 'no' / 'h.csv'}: there is no such file or folder\n"


def test_a_plot_is_written_beside_the_rest(tmp_path: Path) -> None:
    plot, history = tmp_path / "p.PNG", tmp_path / "h.csv"
    assert main(["run", document("dag_01"), "-n", "10", "--plot", str(plot), "--history", str(history), "--quiet"]) == 0
    assert struct.unpack(">II", plot.read_bytes()[16:24]) == (960, 840)
    assert len(history.read_text(encoding="utf-8").splitlines()) == 12


def test_remarks_are_told_and_dont_keep_it_from_running(tmp_path: Path, capsys: Captured) -> None:
    whole = net("x -> y", biases=False, rows=[[1.0, 2.0]])
    unfed = replace(whole, network=replace(whole.network, edges=()))
    assert main(["run", stored(unfed, tmp_path), "-n", "1", "--quiet"]) == 0
    assert "Nothing feeds y" in capsys.readouterr().err


def test_ids_are_quoted_as_the_table_needs(tmp_path: Path, capsys: Captured) -> None:
    source = one_weight()
    (given_to, output), (edge,) = source.network.nodes, source.network.edges
    network = Network((given_to, replace(output, bias=Bias(0.5))), (replace(edge, id='say "w", please'),))
    changed = replace(source, network=network)
    assert main(["run", stored(changed, tmp_path), "-n", "0", "--history", "-", "--quiet"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == 'iteration,cost,batch_cost,"say ""w"", please",a2.bias'


def test_a_saved_document_may_go_to_standard_output(capsys: Captured) -> None:
    assert main(["run", document("seed_20it"), "-n", "4", "--save", "-"]) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out)["run"]["iteration"] == 4
    assert "cost after = " in captured.err
