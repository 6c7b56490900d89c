"""The list of runs: branches by name, with what they differ in; gone back to, renamed, hidden, deleted, replayed; all undone."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from pytestqt.qtbot import QtBot

from bpdesk.files.store import save
from bpdesk.model.edits import set_training_value
from bpdesk.model.run_record import Branch, Change
from bpdesk.text import number
from bpdesk.ui.main_window import MainWindow
from bpdesk.ui.plotting.plotted import TRACE_DASH
from bpdesk.ui.runs.runs_table import DIFFERS, END, NAME
from tests.builders import one_weight, with_run
from tests.run_list import cell, choose, click, open_branched, rename, undo
from tests.windows import arrive, open_window, press, settle, step, type_into, wait


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    return open_branched(qtbot)


def test_runs_are_listed_with_what_they_differ_in(window: MainWindow) -> None:
    moment = window.session.moment
    assert moment is not None
    current, old = window.side.runs.rows
    assert (current.name, current.is_current, current.iterations, current.cost) == ("run 2", True, 8, moment.cost)
    assert current.differs == "learning rate 0.01 from iteration 4"
    assert (old.name, old.is_current, old.iterations, old.differs) == ("run 1", False, 6, "as at the start")
    assert old.cost is not None
    assert cell(window.side.runs, 1, DIFFERS).text() == "as at the start"
    # 0.007 shrinks the error to 0.545 of it each time, 0.01 to 0.350: each cost is less than the one before
    at_4 = (5.7 * -23.1 - 50.1) * (1 - 2 * 0.007 * 5.7**2) ** 4
    assert current.least is not None
    assert current.least[0] == pytest.approx((at_4 * (1 - 2 * 0.01 * 5.7**2) ** 4) ** 2)
    assert current.least[1] == 8
    assert old.least == (old.cost, 6)
    assert cell(window.side.runs, 0, END).text() == f"8\n{number(current.least[0])}"


def test_the_least_cost_of_a_run_that_went_astray_is_the_one_on_the_way(qtbot: QtBot) -> None:
    window = open_window(qtbot)
    window.side.panel.bring_forward(window.side.runs)
    step(qtbot, window, 3)
    best = (5.7 * -23.1 - 50.1) ** 2 * (1 - 2 * 0.007 * 5.7**2) ** 6
    type_into(qtbot, window.settings.learning_rate, "0.05")
    settle(window.session)
    window.canvas.setFocus()
    step(qtbot, window, 4)
    [row] = window.side.runs.rows
    assert row.least is not None
    assert row.least[0] == pytest.approx(best)
    assert row.least[1] == 3
    assert row.cost == pytest.approx(best * (1 - 2 * 0.05 * 5.7**2) ** 8)
    assert "Least cost" in row.tip
    assert cell(window.side.runs, 0, END).text() == f"7\n{number(row.cost or 0.0)}\nleast {number(best)}"


def test_runs_are_pale_traces_by_their_names_in_the_plot_and_told_apart(window: MainWindow) -> None:
    pale, current = [curve for curve in window.cost_plot.content.curves if curve.key != "batch_cost"]
    assert pale.label == "run 1"
    assert pale.dash == TRACE_DASH
    assert pale.colour != current.colour
    assert pale.curve.iterations[-1] == 6
    named = [each.plot.label for each in window.cost_plot.view.drawn]
    assert "run 1" in named
    assert "“run 1” went another way" in window.transport.timeline.marks[1].text


def test_a_run_is_gone_back_to_exactly_and_undo_returns(window: MainWindow, qtbot: QtBot) -> None:
    panel, session = window.side.runs, window.session
    newer = session.moment
    choose(qtbot, panel, "run 1")
    click(qtbot, panel, "goOn")
    settle(session)
    assert [row.name for row in panel.rows if row.is_current] == ["run 1"]
    arrive(qtbot, window, 6)
    assert session.playback.newest == 6
    assert session.moment is not None
    assert session.moment.weights["w"] == pytest.approx(session.playback.run.moment(6, 0).weights["w"] if session.playback.run else 0)
    assert session.training.learning_rate == 0.007
    undo(qtbot, window)
    assert session.playback.newest == 8
    assert newer is not None
    window.commands.go_to(8)
    arrive(qtbot, window, 8)
    assert session.moment.weights == newer.weights


def test_rename_hide_and_delete_can_be_undone(window: MainWindow, qtbot: QtBot) -> None:
    panel = window.side.runs
    choose(qtbot, panel, "run 1")
    rename(qtbot, panel, "slow")
    wait(qtbot, lambda: [row.name for row in panel.rows] == ["run 2", "slow"])
    choose(qtbot, panel, "slow")
    assert any(curve.label == "slow" for curve in window.cost_plot.content.curves)
    click(qtbot, panel, "toggle")
    assert panel.rows[1].is_hidden
    assert not any(curve.label == "slow" for curve in window.cost_plot.content.curves)
    click(qtbot, panel, "delete")
    assert [row.name for row in panel.rows] == ["run 2"]
    assert panel.hint.isVisible()
    for names, hidden in ((["run 2", "slow"], True), (["run 2", "slow"], False), (["run 2", "run 1"], False)):
        undo(qtbot, window)
        assert [row.name for row in panel.rows] == names
        assert panel.rows[1].is_hidden == hidden


def test_a_name_that_is_taken_is_refused_with_the_reason(window: MainWindow, qtbot: QtBot) -> None:
    panel = window.side.runs
    before = window.session.document
    cell(panel, 1, NAME).setText("run 2")
    assert window.session.document is before
    assert "Another run is called" in panel.hint.text()
    assert cell(panel, 1, NAME).text() == "run 1"


def test_a_saved_branch_is_replayed_when_asked_for(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    cost = window.side.runs.rows[1].cost
    path = tmp_path / "branched.bpdesk"
    save(window.session.document_to_save(), path)
    other = open_window(qtbot, path)
    panel = other.side.runs
    other.side.panel.bring_forward(panel)
    assert [(row.name, row.iterations, row.is_known) for row in panel.rows] == [("run 2", 8, True), ("run 1", 6, False)]
    assert "Replay it" in panel.rows[1].tip
    assert cell(panel, 1, END).text() == "6\nnot replayed\nyet"
    assert not any(curve.label == "run 1" for curve in other.cost_plot.content.curves)
    choose(qtbot, panel, "run 1")
    click(qtbot, panel, "replay")
    wait(qtbot, lambda: panel.rows[1].is_known)
    assert panel.rows[1].cost == cost
    assert any(curve.label == "run 1" for curve in other.cost_plot.content.curves)
    third = open_window(qtbot, path)
    third.session.numbers.switch_run("run 1")
    settle(third.session)
    assert (third.session.playback.shown_iteration, third.session.playback.newest) == (6, 6)
    assert third.session.moment is not None
    assert third.session.moment.cost == cost


def test_a_branch_of_a_file_that_can_not_come_so_far_is_listed_as_far_as_it_comes(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "wild.bpdesk"
    save(with_run(one_weight(), 0, [], [Branch("wild", 5_000, (Change(0, {"learning_rate": 5.0}),))]), path)
    window = open_window(qtbot, path)
    panel = window.side.runs
    window.side.panel.bring_forward(panel)
    assert panel.rows[1].iterations == 5_000
    choose(qtbot, panel, "wild")
    click(qtbot, panel, "replay")
    wait(qtbot, lambda: panel.rows[1].is_known)
    # The error grows by 2·5·5.7² − 1 at each step, and its square must stay below the largest double.
    error, last = abs(5.7 * -23.1 - 50.1), 0
    while error < 1e154:
        error, last = error * (2 * 5 * 5.7**2 - 1), last + 1
    assert abs(panel.rows[1].iterations - last) <= 1
    assert "the next update isn't finite" in panel.rows[1].tip


def test_a_file_opens_where_it_was_saved_whatever_was_run_before(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "branched.bpdesk"
    save(window.session.document_to_save(), path)
    window.canvas.setFocus()
    step(qtbot, window, 3)
    window.session.undo_history.mark_clean()
    window.files.open_chosen(path)
    wait(qtbot, lambda: window.session.path == path and window.session.moment is not None)
    settle(window.session)
    assert (window.session.playback.shown_iteration, window.session.playback.newest) == (8, 8)
    assert [row.is_known for row in window.side.runs.rows] == [True, False]


def test_the_pale_trace_of_a_long_run_is_exact_where_another_one_branches_off(qtbot: QtBot) -> None:
    window = open_window(qtbot)
    window.commands.go_to(200_000)
    arrive(qtbot, window, 200_000)
    window.commands.go_to(2)
    arrive(qtbot, window, 2)
    type_into(qtbot, window.settings.learning_rate, "0.01")
    settle(window.session)
    step(qtbot, window, 2)
    pale = next(each for each in window.weights_plot.view.drawn if each.plot.is_earlier)
    weights = [-23.1]
    for _ in range(20):
        weights.append(weights[-1] - 0.007 * 2 * (5.7 * weights[-1] - 50.1) * 5.7)
    assert pale.x[:20].tolist() == list(range(20))
    assert pale.values[:20].tolist() == pytest.approx(weights[:20])
    assert window.weights_plot.view.frame.iterations == (0.0, 50.0)


def test_news_of_an_edit_go_when_it_is_undone_or_another_follows(window: MainWindow, qtbot: QtBot) -> None:
    status, session = window.statusBar(), window.session
    window.commands.go_to(2)
    arrive(qtbot, window, 2)
    session.numbers.set_training("Set learning rate", learning_rate=0.02)
    settle(session)
    wait(qtbot, lambda: "Undo brings it back" in status.currentMessage())
    undo(qtbot, window)
    assert status.currentMessage() == ""
    session.reshape("Set target", set_training_value, 0, "a2", 30.0)
    settle(session)
    wait(qtbot, lambda: "A new run begins" in status.currentMessage())
    undo(qtbot, window)
    assert status.currentMessage() == ""
    session.reshape("Set target", set_training_value, 0, "a2", 30.0)
    settle(session)
    wait(qtbot, lambda: "A new run begins" in status.currentMessage())
    session.reshape("Set target", set_training_value, 0, "a2", 31.0)
    assert status.currentMessage() == ""


@pytest.mark.parametrize("size", [100, 150])
def test_every_column_of_the_list_can_be_read_in_the_usual_dock(qtbot: QtBot, size: int) -> None:
    branches = [Branch("a name of many letters", 12_345, (Change(5, {"learning_rate": 0.002}),)), Branch("run 1", 10_000_000)]
    window = open_window(qtbot)
    window.preferences.choose_size(size)
    window.resize(1024, 700)
    window.session.open(with_run(one_weight(), 10_000_000, [Change(0, {"learning_rate": 0.01})], branches), None)
    settle(window.session)
    panel = window.side.runs
    window.side.panel.bring_forward(panel)
    table = panel.table
    wait(qtbot, lambda: not table.horizontalScrollBar().isVisible())
    assert sum(table.columnWidth(column) for column in range(3)) <= table.viewport().width()
    assert table.columnWidth(END) >= table.sizeHintForColumn(END)
    assert table.columnWidth(DIFFERS) >= table.fontMetrics().horizontalAdvance("learning rate") + 12
    assert table.columnWidth(NAME) < table.sizeHintForColumn(NAME)
    assert "a name of many letters" in cell(panel, 2, NAME).toolTip()
    window.preferences.choose_size(100)


def test_a_run_that_nothing_has_changed_is_renamed_too(qtbot: QtBot) -> None:
    window = open_window(qtbot)
    step(qtbot, window, 2)
    panel = window.side.runs
    window.side.panel.bring_forward(panel)
    choose(qtbot, panel, "run 1")
    rename(qtbot, panel, "the first")
    wait(qtbot, lambda: [row.name for row in panel.rows] == ["the first"])
    settle(window.session)
    assert panel.rows[0].iterations == 2
    window.canvas.setFocus()
    step(qtbot, window, 1)
    assert [(row.name, row.iterations) for row in panel.rows] == [("the first", 3)]
    assert window.session.document_to_save().run.name == "the first"  # type: ignore[union-attr]  # it has one: three steps were made
    undo(qtbot, window)
    assert [(row.name, row.iterations) for row in panel.rows] == [("run 1", 3)]


def test_a_name_that_has_room_is_shown_whole(window: MainWindow) -> None:
    table = window.side.runs.table
    box_and_swatch = 60
    for place, row in enumerate(window.side.runs.rows):
        assert table.columnWidth(NAME) >= table.fontMetrics().horizontalAdvance(row.name) + box_and_swatch, place


def test_an_edit_of_the_data_tells_which_runs_leave_the_list(window: MainWindow, qtbot: QtBot) -> None:
    status, session = window.statusBar(), window.session
    session.reshape("Set target", set_training_value, 0, "a2", 30.0)
    settle(session)
    told = "A new run begins from what was shown. The run of 8 iterations and 1 other run leave the list; undo brings them back."
    wait(qtbot, lambda: status.currentMessage() == told)
    undo(qtbot, window)
    assert [row.name for row in window.side.runs.rows] == ["run 2", "run 1"]
    go_to_start(qtbot, window)
    session.numbers.set_number("weight", "w", 2.0)
    settle(session)
    session.reshape("Set target", set_training_value, 0, "a2", 30.0)
    settle(session)
    wait(qtbot, lambda: status.currentMessage().endswith("1 other run leaves the list; undo brings it back."))


def go_to_start(qtbot: QtBot, window: MainWindow) -> None:
    """Go to the start."""
    press(qtbot, window, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    arrive(qtbot, window, 0)


def test_the_list_of_one_run_says_what_makes_a_branch(qtbot: QtBot) -> None:
    window = open_window(qtbot)
    window.side.panel.bring_forward(window.side.runs)
    step(qtbot, window, 2)
    assert window.side.runs.hint.text().startswith("Change a weight or a setting at an earlier iteration: the run branches there")


def test_a_selected_run_keeps_the_colour_that_its_curve_has(window: MainWindow, qtbot: QtBot) -> None:
    panel = window.side.runs
    window.side.panel.bring_forward(panel)
    for place in range(2):
        swatch = cell(panel, place, NAME).icon()
        usual, selected = (swatch.pixmap(17, 12, mode).toImage() for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected))
        assert usual == selected


def test_runs_with_the_same_changes_have_each_a_past_and_a_future_of_their_own(qtbot: QtBot) -> None:
    window = open_window(qtbot)
    session, panel = window.session, window.side.runs
    window.side.panel.bring_forward(panel)
    step(qtbot, window, 6)
    for rate in (0.02, 0.01, 0.02):
        window.commands.go_to(0)
        arrive(qtbot, window, 0)
        session.numbers.set_training("Set learning rate", learning_rate=rate)
        settle(session)
        step(qtbot, window, 3)
    assert [(row.name, row.iterations) for row in panel.rows] == [("run 4", 3), ("run 3", 3), ("run 2", 3), ("run 1", 6)]
    assert panel.rows[0].differs == panel.rows[2].differs
    step(qtbot, window, 2)
    assert [(row.name, row.iterations) for row in panel.rows] == [("run 4", 5), ("run 3", 3), ("run 2", 3), ("run 1", 6)]
    choose(qtbot, panel, "run 2")
    click(qtbot, panel, "goOn")
    settle(session)
    assert (session.playback.shown_iteration, session.playback.newest) == (3, 3)
    assert [row.iterations for row in panel.rows if row.name == "run 4"] == [5]


def test_runs_of_a_file_with_the_same_changes_stand_where_the_file_says(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "twins.bpdesk"
    change = (Change(2, {"learning_rate": 0.02}),)
    save(with_run(one_weight(), 5, [], [Branch("short", 3), Branch("a", 9, change), Branch("b", 4, change)]), path)
    window = open_window(qtbot, path)
    session, panel = window.session, window.side.runs
    window.side.panel.bring_forward(panel)
    for name in ("short", "a", "b"):
        choose(qtbot, panel, name)
        click(qtbot, panel, "replay")
    wait(qtbot, lambda: all(row.is_known for row in panel.rows))
    told = {row.name: row.iterations for row in panel.rows}
    assert told == {"run 1": 5, "short": 3, "a": 9, "b": 4}
    choose(qtbot, panel, "b")
    click(qtbot, panel, "goOn")
    settle(session)
    step(qtbot, window, 1)
    assert {row.name: row.iterations for row in panel.rows} == {**told, "b": 5}


FAR = 10**12
"""More iterations than any test waits for."""


def _open_far(qtbot: QtBot, path: Path) -> MainWindow:
    save(with_run(one_weight(), 5, [], [Branch("far", FAR, (Change(2, {"learning_rate": 0.002}),))]), path)
    window = open_window(qtbot, path)
    window.side.panel.bring_forward(window.side.runs)
    choose(qtbot, window.side.runs, "far")
    return window


def test_going_on_with_a_run_that_takes_long_to_replay_can_be_given_up(qtbot: QtBot, tmp_path: Path) -> None:
    window = _open_far(qtbot, tmp_path / "far.bpdesk")
    session, before = window.session, window.session.document
    moment = session.moment
    for again in (False, True):
        if again:
            press(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        else:
            click(qtbot, window.side.runs, "goOn")
        wait(qtbot, lambda: window.runs.progress.isVisible() and session.playback.shown_iteration > 0)
        press(qtbot, window, Qt.Key.Key_Escape)
        settle(session)
        assert session.document is before
        assert (session.playback.shown_iteration, session.playback.newest) == (5, 5)
        assert session.moment is not None
        assert moment is not None
        assert session.moment.weights == moment.weights
        assert "“far” isn't replayed to its end" in window.statusBar().currentMessage()
        assert not window.runs.progress.isVisible()
        assert session.undo_history.is_clean
    assert [(row.name, row.is_current, row.iterations) for row in window.side.runs.rows] == [("run 1", True, 5), ("far", False, FAR)]


def test_a_replay_ends_by_escape(qtbot: QtBot, tmp_path: Path) -> None:
    window = _open_far(qtbot, tmp_path / "far.bpdesk")
    panel = window.side.runs
    click(qtbot, panel, "replay")
    wait(qtbot, lambda: bool(panel.rows[1].share))
    press(qtbot, window, Qt.Key.Key_Escape)
    wait(qtbot, lambda: panel.rows[1].share is None)
    assert not panel.rows[1].is_known
    assert not window.actions_by_name["cancel_way"].isEnabled()


def test_a_way_that_leads_elsewhere_leaves_the_rest_of_a_run_to_be_replayed(qtbot: QtBot, tmp_path: Path) -> None:
    window = _open_far(qtbot, tmp_path / "far.bpdesk")
    panel, session = window.side.runs, window.session
    click(qtbot, panel, "goOn")
    wait(qtbot, lambda: session.playback.shown_iteration > 10)
    window.commands.go_to(10)
    arrive(qtbot, window, 10)
    settle(session)
    row = next(row for row in panel.rows if row.name == "far")
    assert row.is_current
    assert row.saved == FAR
    assert "of 1 000 000 000 000" in cell(panel, panel.rows.index(row), END).text().replace("\u202f", " ").replace("\u2009", " ")
    choose(qtbot, panel, "far")
    click(qtbot, panel, "replay")
    wait(qtbot, lambda: session.playback.shown_iteration > row.iterations)
    press(qtbot, window, Qt.Key.Key_Escape)
    record = session.document_to_save().run
    assert record is not None
    assert max(branch.iteration for branch in record.branches) == FAR


def test_a_run_whose_changes_all_others_share_tells_what_it_keeps(qtbot: QtBot) -> None:
    window = open_window(qtbot)
    window.side.panel.bring_forward(window.side.runs)
    session = window.session
    step(qtbot, window, 2)
    session.numbers.set_training("Set learning rate", learning_rate=0.01)
    settle(session)
    step(qtbot, window, 4)
    window.commands.go_to(4)
    arrive(qtbot, window, 4)
    session.numbers.set_training("Set learning rate", learning_rate=0.02)
    settle(session)
    step(qtbot, window, 1)
    assert [row.differs for row in window.side.runs.rows] == ["learning rate 0.02 from iteration 4", "goes on with learning rate 0.01"]
    undo(qtbot, window)
    window.commands.go_to(4)
    arrive(qtbot, window, 4)
    session.numbers.set_number("weight", "w", 3.0)
    settle(session)
    assert [row.differs for row in window.side.runs.rows][1] == "goes on unchanged"
