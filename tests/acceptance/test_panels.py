"""The panels at the right, in the real window: what is selected, the training settings, the data, and how all of it comes back."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDockWidget, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from bpdesk.assets import resource
from bpdesk.files.examples import load_example
from bpdesk.files.store import load, save
from bpdesk.text import MINUS
from bpdesk.ui.canvas.place import Place
from bpdesk.ui.dataset import row_pasting
from bpdesk.ui.main_window import MainWindow
from tests.builders import net
from tests.windows import activate, arrive, open_window, point_of, press, shown, step, type_into, type_over, wait

MANY_ROWS = "".join(f"{row}.5\t-{row}\n" for row in range(20_000))
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    return open_window(qtbot)


@pytest.fixture
def xor(qtbot: QtBot) -> MainWindow:
    window = open_window(qtbot, Path(str(resource("examples", "xor.bpdesk"))))
    settle(qtbot, window)
    return window


def settle(qtbot: QtBot, window: MainWindow) -> None:
    wait(qtbot, lambda: not window.session.thread_of_engine.is_busy)


def part(window: MainWindow, name: str) -> QWidget:
    found = window.findChild(QWidget, name)
    assert found is not None, name
    return found


def words(window: MainWindow, name: str) -> str:
    """What a label or a line says, with an ASCII minus."""
    found = part(window, name)
    assert isinstance(found, QLabel | QLineEdit)
    return found.text().replace(MINUS, "-")


def click(qtbot: QtBot, window: MainWindow, name: str) -> None:
    """Click a button as a person does: where its text or box begins."""
    button = part(window, name)
    assert isinstance(button, QAbstractButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(12, button.height() // 2))


def choose(qtbot: QtBot, window: MainWindow, name: str, label: str) -> None:
    """Open a combo box and take an entry by the keyboard."""
    box = part(window, name)
    assert isinstance(box, QComboBox)
    index = box.findText(label)
    assert index >= 0
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    view = box.view()
    view.setCurrentIndex(box.model().index(index, 0))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    activate(qtbot, window)


def turn(qtbot: QtBot, window: MainWindow, title: str) -> None:
    """Click a tab."""
    tabs = window.side.panel.header.tabs
    place = next(index for index in range(tabs.count()) if tabs.tabText(index) == title)
    qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(place).center())


def cell(window: MainWindow, row: int, column: int) -> QPoint:
    table = window.side.data.table
    return table.visualRect(table.model().index(row, column)).center()


def type_into_cell(qtbot: QtBot, window: MainWindow, row: int, column: int, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    """Click a cell, type over it, and press a key."""
    table = window.side.data.table
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell(window, row, column))
    qtbot.keyClick(table, text[0])
    editor = table.editor
    assert editor is not None
    qtbot.keyClicks(editor, text[1:])
    qtbot.keyClick(editor, key)


def paste(qtbot: QtBot, window: MainWindow, text: str, row: int = 0, column: int = 0) -> None:
    """Click a cell and paste that text."""
    QGuiApplication.clipboard().setText(text)
    table = window.side.data.table
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell(window, row, column))
    qtbot.keyClick(table, Qt.Key.Key_V, CONTROL)
    QGuiApplication.clipboard().clear()


def train(window: MainWindow) -> list[tuple[float, ...]]:
    data = window.session.document.data
    assert data is not None
    return list(data.train)


class TestInspect:
    @pytest.fixture
    def window(self, window: MainWindow, qtbot: QtBot) -> MainWindow:
        turn(qtbot, window, "Inspect")
        return window

    @pytest.fixture
    def xor(self, xor: MainWindow, qtbot: QtBot) -> MainWindow:
        turn(qtbot, xor, "Inspect")
        return xor

    def test_the_selected_weight_is_shown_in_full_and_follows_each_step(self, window: MainWindow, qtbot: QtBot) -> None:
        assert words(window, "inspector.edge.weight") == "-23.1"
        assert words(window, "inspector.edge.gradient") == "-2072"
        step(qtbot, window)
        moment = window.session.moment
        assert moment is not None
        assert words(window, "inspector.edge.weight") == repr(moment.weights["w"])
        assert part(window, "inspector.edge.gradient").toolTip() == repr(moment.weight_gradients["w"])

    def test_a_weight_typed_there_is_the_same_edit_as_on_the_canvas(self, window: MainWindow, qtbot: QtBot) -> None:
        type_into(qtbot, part(window, "inspector.edge.weight"), "1/4")
        settle(qtbot, window)
        assert window.session.document.network.edges[0].weight == 0.25
        assert shown(window, "weight", "w") == "0.250"
        assert window.session.undo_history.undo_text == "Set weight"

    @pytest.mark.parametrize("typed", ["abc", "1e999", "1/0", ""])
    def test_what_is_no_number_is_refused_below_the_field_and_esc_puts_it_back(self, window: MainWindow, qtbot: QtBot, typed: str) -> None:
        field = part(window, "inspector.edge.weight")
        type_into(qtbot, field, typed or " ")
        reason = part(window, "inspector.edge.weight.reason")
        assert reason.isVisible()
        assert words(window, "inspector.edge.weight.reason")
        assert not window.session.undo_history.can_undo
        qtbot.keyClick(field, Qt.Key.Key_Escape)
        assert not reason.isVisible()
        assert words(window, "inspector.edge.weight") == "-23.1"

    def test_freezing_within_a_run_holds_from_there_on(self, window: MainWindow, qtbot: QtBot) -> None:
        step(qtbot, window, 2)
        click(qtbot, window, "inspector.edge.frozen")
        settle(qtbot, window)
        before = shown(window, "weight", "w")
        step(qtbot, window, 2)
        assert shown(window, "weight", "w") == before
        assert not window.session.document.network.edges[0].frozen
        press(qtbot, window, Qt.Key.Key_Z, CONTROL)
        settle(qtbot, window)
        box = part(window, "inspector.edge.frozen")
        assert isinstance(box, QAbstractButton)
        assert not box.isChecked()

    def test_a_click_on_a_node_shows_its_numbers(self, xor: MainWindow, qtbot: QtBot) -> None:
        output = xor.session.document.network.outputs[0]
        xor.scene.select("node", output.id)
        moment = xor.session.moment
        assert moment is not None
        for name, value in (("z", moment.shown.pre_activations), ("a", moment.shown.activations), ("delta", moment.shown.deltas)):
            assert part(xor, f"inspector.node.{name}").toolTip() == repr(value[output.id])
        assert words(xor, "inspector.node.given") == repr(moment.shown.targets[output.id])

    def test_activation_bias_and_label_of_a_node(self, xor: MainWindow, qtbot: QtBot) -> None:
        node = next(node for node in xor.session.document.network.nodes if node.kind == "hidden")
        xor.scene.select("node", node.id)
        choose(qtbot, xor, "inspector.node.activation", "ReLU")
        type_into(qtbot, part(xor, "inspector.node.bias"), "0,75")
        type_into(qtbot, part(xor, "inspector.node.label"), r"\alpha_1")
        settle(qtbot, xor)
        after = xor.session.document.network.node_by_id[node.id]
        assert after.bias is not None
        assert (after.activation, after.bias.value, after.label) == ("relu", 0.75, r"\alpha_1")
        heading = part(xor, "inspector.node.heading")
        assert heading.accessibleName().endswith("α₁")
        field = part(xor, "inspector.node.bias")
        type_into(qtbot, field, " ")
        settle(qtbot, xor)
        assert xor.session.document.network.node_by_id[node.id].bias is None
        for _ in range(4):
            press(qtbot, xor, Qt.Key.Key_Z, CONTROL)
            settle(qtbot, xor)
        assert xor.session.document.network.node_by_id[node.id] == node

    def test_softmax_on_a_hidden_node_is_refused_where_it_was_chosen(self, xor: MainWindow, qtbot: QtBot) -> None:
        node = next(node for node in xor.session.document.network.nodes if node.kind == "hidden")
        xor.scene.select("node", node.id)
        choose(qtbot, xor, "inspector.node.activation", "Softmax")
        assert "softmax" in words(xor, "inspector.node.activation.reason")
        box = part(xor, "inspector.node.activation")
        assert isinstance(box, QComboBox)
        assert box.currentData() == node.activation
        assert not xor.session.undo_history.can_undo

    def test_several_things_are_counted_and_changed_in_one_step(self, xor: MainWindow, qtbot: QtBot) -> None:
        xor.canvas.setFocus()
        press(qtbot, xor, Qt.Key.Key_A, CONTROL)
        network = xor.session.document.network
        heading = part(xor, "inspector.several.heading").accessibleName()
        assert str(len(network.nodes)) in heading
        assert str(len(network.edges)) in heading
        click(qtbot, xor, "inspector.several.freeze")
        settle(qtbot, xor)
        moment = xor.session.moment
        assert moment is not None
        assert moment.frozen_weights == {edge.id for edge in network.edges}
        assert moment.frozen_biases == {node.id for node in network.biased}
        choose(qtbot, xor, "inspector.several.activation", "tanh")
        settle(qtbot, xor)
        assert {node.activation for node in xor.session.document.network.nodes if node.kind != "input"} == {"tanh"}
        press(qtbot, xor, Qt.Key.Key_Z, CONTROL)
        press(qtbot, xor, Qt.Key.Key_Z, CONTROL)
        settle(qtbot, xor)
        assert not any(edge.frozen for edge in xor.session.document.network.edges)
        assert not xor.session.undo_history.can_undo

    def test_title_and_notes_while_nothing_is_selected(self, xor: MainWindow, qtbot: QtBot) -> None:
        xor.scene.deselect()
        type_into(qtbot, part(xor, "inspector.document.title"), "My own")
        assert xor.session.document.title == "My own"
        click(qtbot, xor, "inspector.notes.edit")
        editor = part(xor, "inspector.notes.editor")
        assert isinstance(editor, QPlainTextEdit)
        qtbot.keyClick(editor, Qt.Key.Key_A, CONTROL)
        qtbot.keyClicks(editor, "# Seen")
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.keyClicks(editor, "*so*")
        click(qtbot, xor, "inspector.notes.edit")
        assert xor.session.document.notes == "# Seen\n*so*"
        assert not editor.isVisible()
        press(qtbot, xor, Qt.Key.Key_Z, CONTROL)
        press(qtbot, xor, Qt.Key.Key_Z, CONTROL)
        assert not xor.session.undo_history.can_undo

    def test_what_is_typed_goes_to_the_weight_that_it_was_typed_for(self, xor: MainWindow, qtbot: QtBot) -> None:
        one, other = xor.session.document.network.edges[:2]
        points = [point_of(xor, Place("weight", edge.id)) for edge in (one, other)]
        field = part(xor, "inspector.edge.weight")
        qtbot.mouseClick(xor.canvas.viewport(), Qt.MouseButton.LeftButton, pos=points[0])
        for typed in ("5", "5x"):
            qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
            qtbot.keyClick(field, Qt.Key.Key_A, CONTROL)
            qtbot.keyClicks(field, typed)
            qtbot.mouseClick(xor.canvas.viewport(), Qt.MouseButton.LeftButton, pos=points[1])
            settle(qtbot, xor)
            points.reverse()
        assert [edge.weight for edge in xor.session.document.network.edges[:2]] == [5.0, other.weight]
        assert words(xor, "inspector.edge.weight") == "5.0"

    def test_what_is_typed_for_a_document_does_not_go_to_the_next(self, xor: MainWindow, qtbot: QtBot) -> None:
        xor.scene.deselect()
        title = part(xor, "inspector.document.title")
        qtbot.mouseClick(title, Qt.MouseButton.LeftButton)
        qtbot.keyClicks(title, "zzz")
        click(qtbot, xor, "inspector.notes.edit")
        qtbot.keyClicks(part(xor, "inspector.notes.editor"), "q")
        xor.session.open(load_example("mazur"), None)
        settle(qtbot, xor)
        assert xor.session.document == load_example("mazur")
        assert words(xor, "inspector.document.title") == xor.session.document.title

    def test_closing_takes_notes_that_are_being_typed(self, window: MainWindow, qtbot: QtBot) -> None:
        window.scene.deselect()
        click(qtbot, window, "inspector.notes.edit")
        qtbot.keyClicks(part(window, "inspector.notes.editor"), "x")
        assert not window.close()
        assert "x" in window.session.document.notes

    def test_space_in_a_field_types_and_after_a_click_on_a_box_steps(self, window: MainWindow, qtbot: QtBot) -> None:
        click(qtbot, window, "inspector.edge.frozen")
        click(qtbot, window, "inspector.edge.frozen")
        settle(qtbot, window)
        step(qtbot, window)
        qtbot.mouseClick(part(window, "inspector.edge.label"), Qt.MouseButton.LeftButton)
        press(qtbot, window, Qt.Key.Key_Space)
        settle(qtbot, window)
        assert window.session.playback.shown_iteration == 1


class TestTrain:
    def test_a_rate_typed_there_shows_in_the_tool_bar_and_the_other_way_round(self, window: MainWindow, qtbot: QtBot) -> None:
        turn(qtbot, window, "Train")
        type_into(qtbot, part(window, "training.learning_rate"), "0.01")
        settle(qtbot, window)
        assert window.settings.learning_rate.text() == "0.01"
        type_into(qtbot, window.settings.learning_rate, "0.02")
        settle(qtbot, window)
        assert words(window, "training.learning_rate") == "0.02"

    def test_an_optimizer_within_a_run_is_a_change_there(self, window: MainWindow, qtbot: QtBot) -> None:
        step(qtbot, window, 3)
        turn(qtbot, window, "Train")
        assert "from iteration 3" in words(window, "training.when")
        choose(qtbot, window, "training.optimizer", "Adam")
        settle(qtbot, window)
        assert part(window, "training.adam.beta1").isVisible()
        assert not part(window, "training.momentum.momentum").isVisible()
        type_into(qtbot, part(window, "training.adam.beta1"), "0.5")
        settle(qtbot, window)
        record = window.session.document.run
        assert record is not None
        assert [change.iteration for change in record.changes] == [3]
        assert window.session.training.optimizer.settings["beta1"] == 0.5
        assert window.session.document.training.optimizer.name == "gradient_descent"

    def test_a_setting_out_of_its_range_is_refused_with_the_range(self, window: MainWindow, qtbot: QtBot) -> None:
        turn(qtbot, window, "Train")
        choose(qtbot, window, "training.optimizer", "Momentum")
        settle(qtbot, window)
        type_into(qtbot, part(window, "training.momentum.momentum"), "1")
        assert "at least 0 and below 1" in words(window, "training.momentum.momentum.reason")
        assert window.session.training.optimizer.settings["momentum"] == 0.9

    def test_batches_shuffle_seed_and_penalties(self, xor: MainWindow, qtbot: QtBot) -> None:
        turn(qtbot, xor, "Train")
        for name, typed in (("batch_size", "2"), ("seed", str(2**63 - 1)), ("l1", "1e-3"), ("l2", "0,5")):
            type_into(qtbot, part(xor, f"training.{name}"), typed)
            settle(qtbot, xor)
        click(qtbot, xor, "training.shuffle")
        settle(qtbot, xor)
        training = xor.session.document.training
        found = (training.batch_size, training.seed, training.l1, training.l2, training.shuffle)
        assert found == (2, 2**63 - 1, 1e-3, 0.5, True)
        type_into(qtbot, part(xor, "training.batch_size"), " ")
        assert xor.session.document.training.batch_size is None

    def test_what_can_not_be_read_holds_stepping_back_and_comes_to_the_front(self, xor: MainWindow, qtbot: QtBot) -> None:
        turn(qtbot, xor, "Train")
        field = part(xor, "training.l1")
        qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
        qtbot.keyClick(field, Qt.Key.Key_A, CONTROL)
        qtbot.keyClicks(field, "-1")
        turn(qtbot, xor, "Data")
        xor.canvas.setFocus()
        press(qtbot, xor, Qt.Key.Key_Space)
        settle(qtbot, xor)
        assert xor.side.panel.front == "training"
        assert xor.session.playback.iteration == 0
        assert not xor.close()
        qtbot.keyClick(field, Qt.Key.Key_Escape)
        assert xor.close()

    @pytest.mark.parametrize(
        ("name", "typed"), [("batch_size", "0"), ("batch_size", "1.5"), ("seed", "-1"), ("seed", str(2**63)), ("l1", "-1")]
    )
    def test_what_can_not_be_is_refused(self, window: MainWindow, qtbot: QtBot, name: str, typed: str) -> None:
        turn(qtbot, window, "Train")
        before = window.session.document
        type_into(qtbot, part(window, f"training.{name}"), typed)
        assert part(window, f"training.{name}.reason").isVisible()
        assert window.session.document is before


class TestData:
    def test_a_cell_typed_over_is_one_undo_step_and_shows_on_the_canvas(self, window: MainWindow, qtbot: QtBot) -> None:
        turn(qtbot, window, "Data")
        type_into_cell(qtbot, window, 0, 1, "1/4")
        settle(qtbot, window)
        assert train(window) == [(5.7, 0.25)]
        assert shown(window, "target", "a2") == "0.25"
        press(qtbot, window, Qt.Key.Key_Z, CONTROL)
        assert train(window) == [(5.7, 50.1)]

    def test_what_is_no_number_stays_open_with_the_reason(self, window: MainWindow, qtbot: QtBot) -> None:
        turn(qtbot, window, "Data")
        type_into_cell(qtbot, window, 0, 1, "4x")
        table = window.side.data.table
        assert table.editor is not None
        assert "4x" in words(window, "data.reason")
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell(window, 0, 0))
        assert table.editor is not None
        qtbot.keyClick(table.editor, Qt.Key.Key_Backspace)
        qtbot.keyClick(table.editor, Qt.Key.Key_Return)
        assert train(window) == [(5.7, 4.0)]
        assert not part(window, "data.reason").isVisible()

    def test_the_current_row_is_the_shown_one(self, xor: MainWindow, qtbot: QtBot) -> None:
        turn(qtbot, xor, "Data")
        qtbot.mouseClick(xor.side.data.table.viewport(), Qt.MouseButton.LeftButton, pos=cell(xor, 2, 0))
        settle(qtbot, xor)
        moment = xor.session.moment
        assert moment is not None
        assert (moment.shown.row, xor.session.row) == (2, 2)
        names = [node.id for node in xor.session.document.network.inputs]
        assert [shown(xor, "input", name) for name in names] == [repr(value) for value in train(xor)[2][: len(names)]]
        xor.session.runs.show_row(1)
        settle(qtbot, xor)
        assert xor.side.data.table.currentIndex().row() == 1

    def test_the_row_keys_are_followed_however_fast(self, xor: MainWindow, qtbot: QtBot) -> None:
        turn(qtbot, xor, "Data")
        table = xor.side.data.table
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell(xor, 0, 0))
        for _ in range(3):
            qtbot.keyClick(table, Qt.Key.Key_Down)
        settle(qtbot, xor)
        assert xor.session.moment is not None
        assert xor.session.moment.shown.row == 3
        qtbot.keyClick(table, Qt.Key.Key_PageUp)
        settle(qtbot, xor)
        assert (xor.session.moment.shown.row, xor.session.moment.iteration) == (0, 0)
        qtbot.keyClick(table, Qt.Key.Key_Space)
        arrive(qtbot, xor, 1)

    def test_removing_every_row_and_undoing_that(self, xor: MainWindow, qtbot: QtBot) -> None:
        turn(qtbot, xor, "Data")
        table = xor.side.data.table
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell(xor, 2, 0))
        qtbot.keyClick(table, Qt.Key.Key_A, CONTROL)
        click(qtbot, xor, "data.remove")
        settle(qtbot, xor)
        assert train(xor) == []
        assert part(xor, "data.empty").isVisible()
        press(qtbot, xor, Qt.Key.Key_Z, CONTROL)
        settle(qtbot, xor)
        assert len(train(xor)) == 4
        step(qtbot, xor, 2)

    def test_stepping_takes_what_is_typed_in_a_cell_or_waits_for_it(self, xor: MainWindow, qtbot: QtBot) -> None:
        turn(qtbot, xor, "Data")
        table = xor.side.data.table
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell(xor, 1, 2))
        qtbot.keyClick(table, "8")
        qtbot.keyClick(table.editor, Qt.Key.Key_F10)
        arrive(qtbot, xor, 1)
        assert train(xor)[1][2] == 8.0
        qtbot.keyClick(table, "8")
        qtbot.keyClick(table.editor, Qt.Key.Key_X)
        qtbot.keyClick(table.editor, Qt.Key.Key_F10)
        click(qtbot, xor, "data.test")
        settle(qtbot, xor)
        assert xor.session.playback.iteration == 1
        assert table.editor is not None
        assert table.model().rowCount() == 4

    def test_a_row_added_waits_for_its_values(self, window: MainWindow, qtbot: QtBot) -> None:
        turn(qtbot, window, "Data")
        click(qtbot, window, "data.add")
        table = window.side.data.table
        assert table.model().rowCount() == 2
        assert table.currentIndex().row() == 1
        assert table.hasFocus()
        assert table.model().index(1, 1).data() == "—"
        assert "row 2: target of a⁽ᴸ⁾ is missing" in table.model().index(1, 1).data(Qt.ItemDataRole.ToolTipRole)
        assert not window.actions_by_name["step"].isEnabled()
        assert "row 2" in window.actions_by_name["step"].toolTip()
        type_into_cell(qtbot, window, 1, 0, "1")
        type_into_cell(qtbot, window, 1, 1, "2")
        settle(qtbot, window)
        assert train(window) == [(5.7, 50.1), (1.0, 2.0)]
        assert window.actions_by_name["step"].isEnabled()
        assert window.session.moment is not None
        assert window.session.moment.shown.row == 1
        click(qtbot, window, "data.remove")
        settle(qtbot, window)
        assert train(window) == [(5.7, 50.1)]
        assert window.session.row == 0
        step(qtbot, window)

    def test_a_data_edit_within_a_run_starts_from_the_shown_weights(self, window: MainWindow, qtbot: QtBot) -> None:
        step(qtbot, window, 3)
        before = window.session.moment
        turn(qtbot, window, "Data")
        type_into_cell(qtbot, window, 0, 1, "40")
        settle(qtbot, window)
        after = window.session.moment
        assert before is not None
        assert after is not None
        assert (after.iteration, after.weights) == (0, before.weights)
        press(qtbot, window, Qt.Key.Key_Z, CONTROL)
        arrive(qtbot, window, 3)

    @pytest.mark.parametrize("text", ["1\t2\n3,5\t-4\n", "1;2\r\n3,5;-4", "1,2\n3.5,-4\n", '1,2\n"3,5","-4"'])
    def test_rows_pasted_from_a_spreadsheet(self, window: MainWindow, qtbot: QtBot, text: str) -> None:
        turn(qtbot, window, "Data")
        paste(qtbot, window, text)
        settle(qtbot, window)
        assert train(window) == [(1.0, 2.0), (3.5, -4.0)]
        press(qtbot, window, Qt.Key.Key_Z, CONTROL)
        assert train(window) == [(5.7, 50.1)]

    @pytest.mark.parametrize(
        ("text", "told"), [("1\t2\n3\tfour", ("Line 2", "column 2", "four")), ("1\t2\t3", ("room for 2",)), ("1e999\t2", ("1e999",))]
    )
    def test_what_can_not_be_pasted_is_refused_whole(self, window: MainWindow, qtbot: QtBot, text: str, told: tuple[str, ...]) -> None:
        turn(qtbot, window, "Data")
        before = window.session.document
        paste(qtbot, window, text)
        assert window.session.document is before
        for word in told:
            assert word in words(window, "data.reason")

    def test_rows_are_pasted_where_there_are_none_yet(self, window: MainWindow, qtbot: QtBot) -> None:
        window.session.open(replace(net("x -> y"), data=None), None)
        settle(qtbot, window)
        turn(qtbot, window, "Data")
        QGuiApplication.clipboard().setText("1\t2\n3\t4")
        qtbot.mouseClick(part(window, "data.empty"), Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
        press(qtbot, window, Qt.Key.Key_V, CONTROL)
        settle(qtbot, window)
        assert train(window) == [(1.0, 2.0), (3.0, 4.0)]

    def test_many_rows_are_read_behind_the_window_and_come_as_one_step(self, window: MainWindow, qtbot: QtBot) -> None:
        turn(qtbot, window, "Data")
        paste(qtbot, window, MANY_ROWS)
        assert train(window) == [(5.7, 50.1)]
        assert part(window, "data.progress").isVisible()
        settle(qtbot, window)
        assert not part(window, "data.progress").isVisible()
        assert train(window) == [(row + 0.5, -row) for row in range(20_000)]
        assert window.session.undo_history.undo_text == "Paste 20\N{NARROW NO-BREAK SPACE}000 rows"
        press(qtbot, window, Qt.Key.Key_Z, CONTROL)
        assert train(window) == [(5.7, 50.1)]

    @pytest.mark.parametrize("how", ["Esc", "Cancel"])
    def test_reading_what_is_pasted_can_be_ended(self, window: MainWindow, qtbot: QtBot, how: str) -> None:
        turn(qtbot, window, "Data")
        before = window.session.document
        paste(qtbot, window, MANY_ROWS)
        if how == "Esc":
            press(qtbot, window, Qt.Key.Key_Escape)
        else:
            click(qtbot, window, "data.progress.cancel")
        assert not part(window, "data.progress").isVisible()
        settle(qtbot, window)
        assert window.session.document is before
        assert words(window, "data.reason") == "Nothing was pasted."

    def test_an_edit_while_rows_are_read_is_not_pasted_over(self, window: MainWindow, qtbot: QtBot) -> None:
        turn(qtbot, window, "Data")
        paste(qtbot, window, MANY_ROWS)
        type_into_cell(qtbot, window, 0, 0, "40")
        settle(qtbot, window)
        assert train(window) == [(40.0, 50.1)]
        assert "Paste it once more" in words(window, "data.reason")

    def test_too_much_to_paste_is_told_with_how_much_and_another_way(
        self, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        turn(qtbot, window, "Data")
        monkeypatch.setattr(row_pasting, "MOST_PASTED", 1000)
        paste(qtbot, window, "1\t2\n" * 251)
        told = words(window, "data.reason").replace("\N{NARROW NO-BREAK SPACE}", " ")
        assert told == "1004 characters are too many to paste: at most 1000. Save them as a CSV file, and choose Data ▸ Import table…"
        assert any(action.text() == "Import table…" for action in part(window, "menu.data").actions())
        assert train(window) == [(5.7, 50.1)]

    def test_an_export_without_rows_says_why_it_is_off(self, window: MainWindow, qtbot: QtBot) -> None:
        action = window.actions_by_name["export_test"]
        assert not action.isEnabled()
        assert action.toolTip().endswith("\nThere is no test row: set some aside with Data ▸ Split into training and test…")
        assert action.statusTip().startswith("There is no test row:")
        turn(qtbot, window, "Data")
        click(qtbot, window, "data.test")
        click(qtbot, window, "data.add")
        assert action.isEnabled()
        assert action.statusTip() == "Save the test rows as a CSV file"

    @pytest.mark.parametrize("width", [1440, 1100, 800])
    def test_the_button_that_makes_panels_large_stays_beside_the_tabs(self, window: MainWindow, qtbot: QtBot, width: int) -> None:
        window.resize(width, 800)
        button, tabs = part(window, "side.large"), window.side.panel.header.tabs
        qtbot.waitUntil(button.isVisible)
        assert tabs.width() >= tabs.sizeHint().width()
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert isinstance(button, QAbstractButton)
        assert button.isChecked()

    def test_copying_gives_what_a_spreadsheet_takes(self, xor: MainWindow, qtbot: QtBot) -> None:
        turn(qtbot, xor, "Data")
        table = xor.side.data.table
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell(xor, 0, 0))
        qtbot.keyClick(table, Qt.Key.Key_A, CONTROL)
        qtbot.keyClick(table, Qt.Key.Key_C, CONTROL)
        copied = QGuiApplication.clipboard().text()
        QGuiApplication.clipboard().clear()
        assert copied == "".join("\t".join(repr(value) for value in row) + "\n" for row in train(xor))

    def test_test_rows_have_a_table_of_their_own(self, window: MainWindow, qtbot: QtBot) -> None:
        turn(qtbot, window, "Data")
        click(qtbot, window, "data.test")
        assert part(window, "data.empty").isVisible()
        assert "only tested" in words(window, "data.empty")
        click(qtbot, window, "data.add")
        type_into_cell(qtbot, window, 0, 0, "1")
        type_into_cell(qtbot, window, 0, 1, "2")
        settle(qtbot, window)
        data = window.session.document.data
        assert data is not None
        assert list(data.test) == [(1.0, 2.0)]
        assert train(window) == [(5.7, 50.1)]
        assert window.session.moment is not None
        assert window.session.moment.test_cost is not None

    def test_deleting_cells_leaves_them_without_a_value(self, window: MainWindow, qtbot: QtBot) -> None:
        turn(qtbot, window, "Data")
        qtbot.mouseClick(window.side.data.table.viewport(), Qt.MouseButton.LeftButton, pos=cell(window, 0, 1))
        qtbot.keyClick(window.side.data.table, Qt.Key.Key_Delete)
        assert len(window.session.document.network.nodes) == 2
        assert np.isnan(train(window)[0][1])
        assert "target" in window.actions_by_name["step"].toolTip()

    def test_many_rows_scroll_to_the_end(self, qtbot: QtBot, tmp_path: Path) -> None:
        save(net("x1 x2 -> y", rows=20_000), tmp_path / "many.bpdesk")
        window = open_window(qtbot, tmp_path / "many.bpdesk")
        settle(qtbot, window)
        turn(qtbot, window, "Data")
        table = window.side.data.table
        table.scrollToBottom()
        assert table.rowAt(table.viewport().height() - 4) == 19_999
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell(window, 19_999, 0))
        settle(qtbot, window)
        assert window.session.moment is not None
        assert window.session.moment.shown.row == 19_999


class TestKept:
    def test_the_shown_row_and_iteration_are_saved_and_come_back(self, xor: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
        step(qtbot, xor, 6)
        press(qtbot, xor, Qt.Key.Key_Space, SHIFT)
        press(qtbot, xor, Qt.Key.Key_Space, SHIFT)
        arrive(qtbot, xor, 4)
        xor.session.runs.show_row(3)
        settle(qtbot, xor)
        path = tmp_path / "kept.bpdesk"
        xor.session.path = path
        press(qtbot, xor, Qt.Key.Key_S, CONTROL)
        document = load(path)
        assert (document.view["row"], document.view["iteration"]) == (3, 4)
        again = open_window(qtbot, path)
        wait(qtbot, lambda: again.session.moment is not None and again.session.playback.newest == 6)
        arrive(qtbot, again, 4)
        assert again.session.moment is not None
        assert xor.session.moment is not None
        assert again.session.moment.shown.row == 3
        assert again.session.moment.weights == xor.session.moment.weights
        assert again.session.document_to_save() == document

    @pytest.mark.parametrize("view", [{"row": 99, "iteration": 99}, {"row": -1, "iteration": "x"}, {"row": True, "iteration": 1.5}])
    def test_a_view_that_does_not_fit_is_passed_over(self, qtbot: QtBot, tmp_path: Path, view: dict[str, object]) -> None:
        path = tmp_path / "odd.bpdesk"
        save(net("x -> y", rows=2), path)
        content = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps(content | {"view": view}), encoding="utf-8")
        window = open_window(qtbot, path)
        settle(qtbot, window)
        assert window.session.moment is not None
        assert (window.session.moment.shown.row, window.session.moment.iteration) == (0, 0)

    def test_a_target_typed_on_the_canvas_shows_in_the_table(self, window: MainWindow, qtbot: QtBot) -> None:
        turn(qtbot, window, "Data")
        type_over(qtbot, window, Place("target", "a2"), "7")
        settle(qtbot, window)
        assert window.side.data.table.model().index(0, 1).data() == "7.0"


@pytest.mark.parametrize("name", ["dock.costPlot", "dock.side"])
def test_a_double_click_on_a_header_moves_no_panel(window: MainWindow, qtbot: QtBot, name: str) -> None:
    dock = window.findChild(QDockWidget, name)
    assert dock is not None
    before = {each.objectName(): each.geometry() for each in window.findChildren(QDockWidget)}
    ground = dock.titleBarWidget()
    for _ in range(2):
        qtbot.mouseClick(ground, Qt.MouseButton.LeftButton, pos=QPoint(ground.width() // 2, 2))
        qtbot.mouseDClick(ground, Qt.MouseButton.LeftButton, pos=QPoint(ground.width() // 2, 2))
    assert not dock.isFloating()
    assert {each.objectName(): each.geometry() for each in window.findChildren(QDockWidget)} == before
    dock.setFloating(True)
    qtbot.mouseDClick(ground, Qt.MouseButton.LeftButton, pos=QPoint(ground.width() // 2, 2))
    assert not dock.isFloating()


def test_a_click_that_only_closes_a_menu_leaves_the_docks_sizes_to_the_window(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseRelease(window, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert not window.docks.chosen_width
    assert not window.docks.chosen_height
