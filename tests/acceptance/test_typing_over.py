"""Numbers typed over, right where they stand: learning rate, weight, bias, input, target; before, at the end of and within a run."""

from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from bpdesk.files.examples import load_example
from bpdesk.ui.canvas.place import Place
from bpdesk.ui.main_window import MainWindow
from bpdesk.ui.plotting.plotted import TRACE_DASH
from tests.windows import LONG, arrive, open_window, press, shown, step, type_into, type_over, wait

WEIGHT, INPUT, TARGET = Place("weight", "w"), Place("input", "a1"), Place("target", "a2")


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    return open_window(qtbot)


def settle(qtbot: QtBot, window: MainWindow) -> None:
    wait(qtbot, lambda: not window.session.thread_of_engine.is_busy)


def test_a_weight_typed_at_the_start_changes_the_start(window: MainWindow, qtbot: QtBot) -> None:
    type_over(qtbot, window, WEIGHT, "1/3")
    settle(qtbot, window)
    assert window.session.document.network.edges[0].weight == 1 / 3
    assert shown(window, "weight", "w") == "0.333"
    assert shown(window, "value", "a2") == "1.900"
    step(qtbot, window)
    expected = 1 / 3 - 0.007 * 2 * (5.7 / 3 - 50.1) * 5.7
    assert window.session.moment is not None
    assert window.session.moment.weights["w"] == pytest.approx(expected, rel=1e-14)


def test_input_and_target_typed_at_the_start(window: MainWindow, qtbot: QtBot) -> None:
    type_over(qtbot, window, INPUT, "2,5")
    type_over(qtbot, window, TARGET, "-2e1")
    settle(qtbot, window)
    assert window.session.document.data is not None
    assert window.session.document.data.train[0] == (2.5, -20.0)
    assert (shown(window, "input", "a1"), shown(window, "target", "a2")) == ("2.5", "-20.0")
    assert shown(window, "value", "a2") == "-57.75"


def test_a_learning_rate_typed_at_the_end_of_the_run_holds_from_there_on(window: MainWindow, qtbot: QtBot) -> None:
    step(qtbot, window, 2)
    before = window.session.moment
    type_into(qtbot, window.settings.learning_rate, "0.01")
    settle(qtbot, window)
    assert window.session.training.learning_rate == 0.01
    assert window.session.document.training.learning_rate == 0.007
    window.canvas.setFocus()
    step(qtbot, window)
    after = window.session.moment
    assert before is not None
    assert after is not None
    assert after.weights["w"] == pytest.approx(before.weights["w"] - 0.01 * before.weight_gradients["w"], rel=1e-14)
    press(qtbot, window, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    arrive(qtbot, window, 0)
    assert window.settings.learning_rate.text() == "0.007"


def test_a_weight_typed_within_a_run_branches_and_undo_brings_the_old_run_back(window: MainWindow, qtbot: QtBot) -> None:
    step(qtbot, window, 5)
    old = window.session.moment
    window.commands.go_to(2)
    arrive(qtbot, window, 2)
    type_over(qtbot, window, WEIGHT, "4")
    settle(qtbot, window)
    assert window.session.playback.newest == 2
    assert shown(window, "weight", "w") == "4.000"
    record = window.session.document.run
    assert record is not None
    assert [branch.iteration for branch in record.branches] == [5]
    press(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    assert window.session.playback.newest == 5
    assert window.session.playback.shown_iteration == 2
    window.commands.go_to(5)
    arrive(qtbot, window, 5)
    back = window.session.moment
    assert old is not None
    assert back is not None
    assert back.weights == old.weights


def test_a_target_typed_within_a_run_makes_the_shown_weight_the_start(window: MainWindow, qtbot: QtBot) -> None:
    step(qtbot, window, 3)
    moment = window.session.moment
    assert moment is not None
    type_over(qtbot, window, TARGET, "10")
    settle(qtbot, window)
    assert window.session.playback.newest == 0
    assert window.session.document.network.edges[0].weight == moment.weights["w"]
    press(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    assert window.session.document.network == load_example("one-weight").network
    assert window.session.playback.shown_iteration == 3


def test_undo_and_redo_lead_to_the_very_same_documents(window: MainWindow, qtbot: QtBot) -> None:
    documents = [window.session.document]
    for place, text in ((WEIGHT, "3"), (TARGET, "7"), (INPUT, "1")):
        type_over(qtbot, window, place, text)
        settle(qtbot, window)
        documents.append(window.session.document)
    for expected in reversed(documents[:-1]):
        press(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert window.session.document is expected
    for expected in documents[1:]:
        press(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        assert window.session.document is expected
    settle(qtbot, window)
    assert shown(window, "weight", "w") == "3.000"


@pytest.mark.parametrize("typed", ["abc", "1e999", "", "1/0", "0x10", "nan"])
def test_what_is_no_number_stays_open_with_the_reason(window: MainWindow, qtbot: QtBot, typed: str) -> None:
    before = window.session.document
    type_over(qtbot, window, WEIGHT, typed if typed else " ")
    editor = window.canvas.editor
    assert editor is not None
    assert editor.isVisible()
    assert editor.reason
    press(qtbot, window, Qt.Key.Key_Escape)
    assert window.canvas.editor is None
    assert window.session.document is before


@pytest.mark.parametrize("typed", ["abc", "1e999", "-1", "inf"])
def test_a_learning_rate_that_is_none_is_refused_and_can_be_put_back(window: MainWindow, qtbot: QtBot, typed: str) -> None:
    field = window.settings.learning_rate
    type_into(qtbot, field, typed)
    assert field.property("invalid") is True
    assert field.toolTip()
    assert window.session.training.learning_rate == 0.007
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "0.007"
    assert field.property("invalid") is False


def test_space_types_into_a_field_and_does_not_step(window: MainWindow, qtbot: QtBot) -> None:
    field = window.settings.learning_rate
    type_into(qtbot, field, "0.0 1")
    settle(qtbot, window)
    assert window.session.training.learning_rate == 0.01
    assert window.session.playback.iteration == 0


def test_another_cost_chosen_within_a_run_is_marked_there(window: MainWindow, qtbot: QtBot) -> None:
    step(qtbot, window, 2)
    combo = window.settings.findChild(QComboBox, "settings.cost")
    assert combo is not None
    combo.setFocus()
    qtbot.keyClick(combo, Qt.Key.Key_Down)
    settle(qtbot, window)
    moment, run = window.session.moment, window.session.playback.run
    assert moment is not None
    assert run is not None
    assert moment.training.cost == "half_squared_error"
    assert [change.iteration for change in run.changes] == [2]
    assert moment.cost == pytest.approx(0.5 * 2917.9417219202446, rel=1e-12)


def test_a_bias_can_be_typed_over(qtbot: QtBot) -> None:
    window = open_window(qtbot)
    window.files.open_example("mazur")
    settle(qtbot, window)
    type_over(qtbot, window, Place("bias", "h1"), "0.5")
    settle(qtbot, window)
    bias = window.session.document.network.node_by_id["h1"].bias
    assert bias is not None
    assert bias.value == 0.5
    assert shown(window, "bias", "h1") == "0.500"


def test_the_old_continuation_stays_pale_in_the_plots(window: MainWindow, qtbot: QtBot) -> None:
    step(qtbot, window, 5)
    window.commands.go_to(2)
    arrive(qtbot, window, 2)
    type_over(qtbot, window, WEIGHT, "4")
    settle(qtbot, window)
    assert "run 1" in window.statusBar().currentMessage()
    curves = {curve.key: curve for curve in window.cost_plot.content.curves}
    assert list(curves["cost run 1"].curve.iterations) == [0, 1, 2, 3, 4, 5]
    assert list(curves["cost"].curve.iterations) == [0, 1, 2]
    assert curves["cost run 1"].dash == TRACE_DASH


def test_the_curves_keep_their_newest_point_while_an_earlier_moment_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    step(qtbot, window, 4)
    window.commands.go_to(1)
    arrive(qtbot, window, 1)
    for plot, key in ((window.cost_plot, "cost"), (window.weights_plot, "w")):
        assert list(plot.curve_values(key)[0]) == [0, 1, 2, 3, 4]


def test_a_small_difference_is_shown_with_digits_enough_to_check_it(window: MainWindow, qtbot: QtBot) -> None:
    step(qtbot, window, 20)
    assert "2(50.09902" in window.side.explain.text


def test_edits_never_wait_for_the_engines_first_compilation(window: MainWindow, qtbot: QtBot) -> None:
    """A job that takes long stands before the new run; edits of numbers, data and settings are made meanwhile."""
    released = Event()
    window.session.thread_of_engine.do(lambda: released.wait(LONG / 1000), lambda _released: None)
    type_over(qtbot, window, WEIGHT, "1")
    type_over(qtbot, window, TARGET, "2")
    type_into(qtbot, window.settings.learning_rate, "0.01")
    window.session.undo()
    document = window.session.document
    assert not released.is_set()
    assert (document.network.edges[0].weight, document.training.learning_rate) == (1.0, 0.007)
    assert window.session.document_to_save().run is None
    released.set()
    settle(qtbot, window)
    assert shown(window, "value", "a2") == "5.700"
    assert shown(window, "target", "a2") == "2.0"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_what_was_edited_stays_selected(window: MainWindow, qtbot: QtBot, key: Qt.Key) -> None:
    type_over(qtbot, window, WEIGHT, "2", key)
    settle(qtbot, window)
    assert window.scene.selection == ("weight", "w")
    assert window.canvas.hasFocus()


def test_an_edit_of_the_data_says_that_a_new_run_begins(window: MainWindow, qtbot: QtBot) -> None:
    step(qtbot, window, 3)
    type_over(qtbot, window, TARGET, "2")
    settle(qtbot, window)
    assert "3 iterations" in window.statusBar().currentMessage()
