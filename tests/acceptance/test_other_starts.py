"""Other starts of the same network: what was run from them stays in the list of runs under its name, and is gone back to; all undone."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from bpdesk.files.examples import load_example
from bpdesk.files.store import save
from bpdesk.model.edits import set_weight
from bpdesk.text import number
from bpdesk.ui.dialogs.new_weights import WeightsChoice
from bpdesk.ui.main_window import MainWindow
from bpdesk.ui.runs.runs_table import NAME
from tests.run_list import cell, choose, click, open_branched, rename, undo
from tests.windows import activate, arrive, open_drawn, open_window, press, settle, step, type_into, wait


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    return open_branched(qtbot)


def test_new_random_weights_come_from_a_seed_and_the_old_start_comes_back_with_undo(window: MainWindow, qtbot: QtBot) -> None:
    session = window.session
    before = session.document
    press(qtbot, window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    dialog = next(dialog for dialog in window.findChildren(QDialog, "newWeights") if dialog.isVisible())
    seed, draw = dialog.findChild(QLineEdit, "newWeights.seed"), dialog.findChild(QPushButton, "newWeights.draw")
    assert seed is not None
    assert draw is not None
    assert seed.text().isdecimal()
    type_into(qtbot, seed, "many", Qt.Key.Key_Tab)
    qtbot.mouseClick(draw, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    type_into(qtbot, seed, "42", Qt.Key.Key_Tab)
    qtbot.mouseClick(draw, Qt.MouseButton.LeftButton)
    settle(session)
    activate(qtbot, window)
    drawn = session.document.network.edges[0].weight
    assert drawn != before.network.edges[0].weight
    assert (session.playback.newest, session.playback.shown_iteration) == (0, 0)
    assert any(curve.label == "run 2" for curve in window.cost_plot.content.curves)
    wait(qtbot, lambda: "seed 42. What was run before stays in Runs as “run 2”" in window.statusBar().currentMessage())
    undo(qtbot, window)
    assert session.document is before
    assert session.playback.newest == 8
    assert not any(curve.label == "run 2" for curve in window.cost_plot.content.curves)


def test_another_start_is_hidden_shown_and_gone_back_to_with_all_its_runs(window: MainWindow, qtbot: QtBot) -> None:
    panel, session = window.side.runs, window.session
    before, shown = session.document, session.moment
    session.numbers.set_start("New random weights", lambda document: set_weight(document, "w", 0.5))
    settle(session)
    window.canvas.setFocus()
    step(qtbot, window, 3)
    own, other = panel.rows
    assert (own.name, own.iterations, other.name, other.iterations, other.is_other_start) == ("run 3", 3, "run 2", 8, True)
    assert other.differs == f"W⁽ᴸ⁾: {number(-23.1)} instead of {number(0.5)}; 1 more run from there"
    choose(qtbot, panel, "run 2")
    assert not panel.buttons["replay"].isEnabled()
    click(qtbot, panel, "toggle")
    assert panel.rows[1].is_hidden
    assert not any(curve.label == "run 2" for curve in window.cost_plot.content.curves)
    assert not {"hidden_runs", "other_starts"} & session.document_to_save().view.keys()
    undo(qtbot, window)
    assert not panel.rows[1].is_hidden
    choose(qtbot, panel, "run 2")
    click(qtbot, panel, "toggle")
    click(qtbot, panel, "goOn")
    settle(session)
    assert [(row.name, row.is_other_start) for row in panel.rows] == [("run 2", False), ("run 1", False), ("run 3", True)]
    assert session.document.run == before.run
    assert session.document.network == before.network
    assert (session.playback.shown_iteration, session.playback.newest) == (8, 8)
    assert shown is not None
    assert session.moment is not None
    assert session.moment.weights == shown.weights
    assert not any(row.is_hidden for row in panel.rows)
    undo(qtbot, window)
    assert session.document.network.edges[0].weight == 0.5
    assert (session.playback.shown_iteration, session.playback.newest) == (3, 3)
    assert [row.name for row in panel.rows] == ["run 3", "run 2"]


def test_a_weight_typed_at_the_start_leaves_what_was_run_in_the_list_and_says_so(window: MainWindow, qtbot: QtBot) -> None:
    session = window.session
    press(qtbot, window, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    arrive(qtbot, window, 0)
    session.numbers.set_number("weight", "w", 2.0)
    settle(session)
    wait(qtbot, lambda: "stays in Runs as “run 2”" in window.statusBar().currentMessage())
    assert [(row.name, row.iterations) for row in window.side.runs.rows] == [("run 3", 0), ("run 2", 8)]


def test_another_start_is_renamed_and_deleted_and_undo_covers_it(window: MainWindow, qtbot: QtBot) -> None:
    panel, session = window.side.runs, window.session
    session.numbers.set_start("Set weight", lambda document: set_weight(document, "w", 0.5))
    settle(session)
    step(qtbot, window, 3)
    choose(qtbot, panel, "run 2")
    rename(qtbot, panel, "run 1")  # a branch of that start
    wait(qtbot, lambda: "Another run is called" in panel.hint.text())
    cell(panel, 1, NAME).setText("the first one")
    assert [row.name for row in panel.rows] == ["run 3", "the first one"]
    assert any(curve.label == "the first one" for curve in window.cost_plot.content.curves)
    choose(qtbot, panel, "the first one")
    click(qtbot, panel, "toggle")
    assert panel.rows[1].is_hidden
    undo(qtbot, window)
    choose(qtbot, panel, "the first one")
    click(qtbot, panel, "delete")
    assert [row.name for row in panel.rows] == ["run 3"]
    assert not any(curve.label == "the first one" for curve in window.cost_plot.content.curves)
    kept = str(session.document_to_save().view)
    assert "other_starts" not in kept
    assert "the first one" not in kept
    undo(qtbot, window)
    assert [row.name for row in panel.rows] == ["run 3", "the first one"]
    assert any(curve.label == "the first one" for curve in window.cost_plot.content.curves)
    undo(qtbot, window)
    assert [row.name for row in panel.rows] == ["run 3", "run 2"]


def test_another_start_is_gone_on_with_from_where_it_ended_though_it_was_left_at_the_start(window: MainWindow, qtbot: QtBot) -> None:
    panel, session = window.side.runs, window.session
    press(qtbot, window, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    arrive(qtbot, window, 0)
    session.numbers.set_number("weight", "w", 2.0)
    settle(session)
    choose(qtbot, panel, "run 2")
    click(qtbot, panel, "goOn")
    arrive(qtbot, window, 8)
    assert session.playback.newest == 8


def test_a_start_that_was_drawn_tells_its_seed(window: MainWindow, qtbot: QtBot) -> None:
    panel, session = window.side.runs, window.session
    window.runs.draw_weights(WeightsChoice(seed=42))
    settle(session)
    step(qtbot, window, 2)
    window.runs.draw_weights(WeightsChoice(seed=43))
    settle(session)
    assert [(row.name, row.differs) for row in panel.rows[1:2]] == [("run 3", "drawn from the seed 42")]
    assert panel.rows[2].differs.startswith(f"W⁽ᴸ⁾: {number(-23.1)} instead of ")


def redo(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    settle(window.session)


@pytest.fixture
def two_starts(qtbot: QtBot) -> MainWindow:
    """100 iterations from one start, and 60 from another, whose weights were drawn from the seed 7; the list is in front."""
    window = open_drawn(qtbot, load_example("xor"))
    window.commands.go_to(100)
    arrive(qtbot, window, 100)
    window.runs.draw_weights(WeightsChoice(seed=7))
    settle(window.session)
    window.commands.go_to(60)
    arrive(qtbot, window, 60)
    window.side.panel.bring_forward(window.side.runs)
    return window


def listed(window: MainWindow) -> list[tuple[str, int]]:
    """Each run with how far it has come, the one that goes on first."""
    return [(row.name, row.iterations) for row in window.side.runs.rows]


def test_runs_of_two_starts_keep_their_names_whichever_one_goes_on_with(two_starts: MainWindow, qtbot: QtBot) -> None:
    window, panel = two_starts, two_starts.side.runs
    assert listed(window) == [("run 2", 60), ("run 1", 100)]
    choose(qtbot, panel, "run 1")
    click(qtbot, panel, "goOn")
    settle(window.session)
    assert listed(window) == [("run 1", 100), ("run 2", 60)]
    choose(qtbot, panel, "run 2")
    click(qtbot, panel, "goOn")
    settle(window.session)
    assert listed(window) == [("run 2", 60), ("run 1", 100)]


def test_typed_names_stay_with_their_runs_and_undo_and_redo_keep_it_so(two_starts: MainWindow, qtbot: QtBot) -> None:
    window, panel = two_starts, two_starts.side.runs
    choose(qtbot, panel, "run 1")
    rename(qtbot, panel, "lesson")
    choose(qtbot, panel, "run 2")
    rename(qtbot, panel, "seven")
    settle(window.session)
    choose(qtbot, panel, "lesson")
    click(qtbot, panel, "goOn")
    settle(window.session)
    assert listed(window) == [("lesson", 100), ("seven", 60)]
    assert window.session.document_to_save().run.name == "lesson"  # type: ignore[union-attr]  # it has one
    choose(qtbot, panel, "lesson")
    rename(qtbot, panel, "the end")
    choose(qtbot, panel, "seven")
    click(qtbot, panel, "goOn")
    settle(window.session)
    seen = [[("seven", 60), ("the end", 100)]]
    assert listed(window) == seen[0]
    window.canvas.setFocus()
    for expected in (
        [("the end", 100), ("seven", 60)],
        [("lesson", 100), ("seven", 60)],
        [("seven", 60), ("lesson", 100)],
        [("run 2", 60), ("lesson", 100)],
        [("run 2", 60), ("run 1", 100)],
        [("run 1", 100), ("run 2", 60)],
    ):
        undo(qtbot, window)
        assert listed(window) == expected
        seen.append(expected)
    for expected in reversed(seen[:-1]):
        redo(qtbot, window)
        assert listed(window) == expected


def test_a_branch_of_another_start_takes_no_name_that_is_in_the_list(two_starts: MainWindow, qtbot: QtBot) -> None:
    window, panel = two_starts, two_starts.side.runs
    window.commands.go_to(20)
    arrive(qtbot, window, 20)
    type_into(qtbot, window.settings.learning_rate, "0.125")
    settle(window.session)
    assert listed(window) == [("run 3", 20), ("run 2", 60), ("run 1", 100)]
    choose(qtbot, panel, "run 1")
    click(qtbot, panel, "goOn")
    settle(window.session)
    assert listed(window) == [("run 1", 100), ("run 3", 20)]


def test_a_run_with_the_same_start_weights_and_other_settings_is_not_called_another_start(qtbot: QtBot) -> None:
    window = open_window(qtbot)
    type_into(qtbot, window.settings.learning_rate, "0.02")
    settle(window.session)
    window.canvas.setFocus()
    step(qtbot, window, 5)
    undo(qtbot, window)
    wait(qtbot, lambda: "What was run before stays in Runs as “run 1”" in window.statusBar().currentMessage())
    window.side.panel.bring_forward(window.side.runs)
    own, other = window.side.runs.rows
    assert (own.name, own.iterations) == ("run 2", 0)
    assert (other.name, other.differs, other.iterations) == ("run 1", "learning rate 0.02", 5)
    redo(qtbot, window)
    assert [row.name for row in window.side.runs.rows] == ["run 1"]


def test_a_file_that_is_saved_without_the_runs_of_another_start_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    save(load_example("one-weight"), tmp_path / "one.bpdesk")
    window = open_window(qtbot, tmp_path / "one.bpdesk")
    window.canvas.setFocus()
    step(qtbot, window, 4)
    press(qtbot, window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    wait(qtbot, lambda: "Saved one.bpdesk" in window.statusBar().currentMessage())
    assert window.message.text == ""
    window.session.numbers.set_start("New random weights", lambda document: set_weight(document, "w", 0.5))
    settle(window.session)
    step(qtbot, window, 2)
    press(qtbot, window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    wait(qtbot, lambda: "one.bpdesk is saved without the runs of 1 other start" in window.message.text)
    assert "run 1 will be gone once this document is closed" in window.message.text
    show = window.message.findChild(QPushButton, "message.answer0")
    assert show is not None
    qtbot.mouseClick(show, Qt.MouseButton.LeftButton)
    assert window.side.panel.currentWidget() is window.side.runs
    assert window.message.text == ""
    window.canvas.setFocus()
    step(qtbot, window)
    press(qtbot, window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    wait(qtbot, lambda: window.session.undo_history.is_clean and "Saved" in window.statusBar().currentMessage())
    assert window.message.text == ""


def test_runs_of_several_starts_are_told_apart_by_colour_in_list_and_plots(window: MainWindow, qtbot: QtBot) -> None:
    for weight in (0.5, 1.5):
        window.session.numbers.set_start("New random weights", partial(set_weight, edge_id="w", weight=weight))
        settle(window.session)
        window.canvas.setFocus()
        step(qtbot, window, 3)
    rows = window.side.runs.rows
    assert [row.is_other_start for row in rows] == [False, True, True]
    colours = {curve.label: curve.colour for curve in window.cost_plot.content.curves if curve.is_earlier}
    assert len(set(colours.values())) == len(colours) == 2
    for place, row in enumerate(rows[1:], 1):
        swatch = cell(window.side.runs, place, NAME).icon().pixmap(17, 12).toImage()
        assert swatch.pixelColor(3, 6) == QColor(colours[row.name])
