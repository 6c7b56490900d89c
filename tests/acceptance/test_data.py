"""Data in the real window: what the network says of each row beside it, sorting and filling, trying inputs of one's own."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QMenu, QStyleOptionViewItem, QWidget
from pytestqt.qtbot import QtBot

from bpdesk.files.built_in import built_in
from bpdesk.files.store import save
from bpdesk.model.document import Document
from bpdesk.model.scaling import scale
from bpdesk.text import MINUS, NOT_YET, exact, number
from bpdesk.ui.dataset.rows_model import RowsModel
from bpdesk.ui.dialogs.split_data import SplitDialog
from bpdesk.ui.main_window import MainWindow
from tests.builders import net
from tests.engine.reference import Point, sample, start_of
from tests.windows import activate, open_window, press, settle, shown, step, wait

CONTROL = Qt.KeyboardModifier.ControlModifier


def _opened(qtbot: QtBot, tmp_path: Path, document: Document) -> MainWindow:
    save(document, tmp_path / "data.bpdesk")
    window = open_window(qtbot, tmp_path / "data.bpdesk")
    window.side.panel.bring_forward(window.side.data)
    return window


def _part(window: MainWindow, name: str) -> QWidget:
    found = window.findChild(QWidget, name)
    assert found is not None, name
    return found


def _click(qtbot: QtBot, window: MainWindow, name: str) -> None:
    button = _part(window, name)
    assert isinstance(button, QAbstractButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(12, button.height() // 2))


def _cell(window: MainWindow, row: int, column: int) -> str:
    return str(window.side.data.table.model().index(row, column).data())


def _says(window: MainWindow, row: int, cells: list[str]) -> bool:
    heads = _heads(window)
    return [_cell(window, row, heads.index(head)) for head in ("output", "error", "cost")] == cells


def _heads(window: MainWindow) -> list[str]:
    model = window.side.data.table.model()
    return [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]


def _now(window: MainWindow) -> Point:
    moment = window.session.moment
    assert moment is not None
    return Point(dict(moment.weights), dict(moment.biases))


def _choose_from_menu(qtbot: QtBot, window: MainWindow, column: int, entry: str) -> None:
    across = window.side.data.table.horizontalHeader()
    across.customContextMenuRequested.emit(QPoint(across.sectionViewportPosition(column) + 5, 5))
    menu = next(menu for menu in window.findChildren(QMenu, "data.menu") if menu.isVisible())
    action = next(action for action in menu.actions() if action.text() == entry)
    menu.setActiveAction(action)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    activate(qtbot, window)


def test_what_the_network_says_stands_beside_each_row_and_follows_each_step(qtbot: QtBot, tmp_path: Path) -> None:
    document = net("x1 x2 -> h -> y", seed=2, rows=[[0, 1, 0], [1, 1, 1], [1, 0, 1]], learning_rate=1.0)
    window = _opened(qtbot, tmp_path, document)
    assert _heads(window) == ["x1", "x2", "y", "class", "output", "error", "cost"]
    for _ in range(3):
        settle(window.session)
        assert document.data is not None
        for row, values in enumerate(document.data.train):
            passed = sample(document, _now(window), values)
            expected = [passed.a["y"], passed.a["y"] - values[2], passed.cost]
            said = [number(value, 4) for value in expected]
            wait(qtbot, partial(_says, window, row, said))
        step(qtbot, window)


def test_accuracy_is_counted_for_classes_on_training_and_test_rows(qtbot: QtBot, tmp_path: Path) -> None:
    document = net("x -> y", biases=False, rows=[[1, 1], [2, 1], [3, 0], [-4, 0]], test=[[5, 1], [-6, 1]])
    edge = replace(document.network.edges[0], weight=1.0)
    window = _opened(qtbot, tmp_path, replace(document, network=replace(document.network, edges=(edge,))))
    told = _part(window, "data.accuracy")
    assert isinstance(told, QLabel)
    wait(qtbot, lambda: bool(told.text()))
    assert told.text().replace("\N{NO-BREAK SPACE}", " ") == "Accuracy: training 75.0 % (3 of 4), test 50.0 % (1 of 2)"
    _click(qtbot, window, "data.test")
    wait(qtbot, lambda: [_cell(window, row, 3) for row in (0, 1)] == ["5.000", f"{MINUS}6.000"])
    assert [_cell(window, row, 2) for row in (0, 1)] == ["1 ✓", "0 ✗"]


def test_the_class_that_is_said_of_a_row_stands_first_beside_it_and_follows_steps(qtbot: QtBot, tmp_path: Path) -> None:
    window = _opened(qtbot, tmp_path, built_in("iris"))
    settle(window.session)
    _click(qtbot, window, "data.train")
    place = _heads(window).index("class")
    assert _heads(window)[place + 1].startswith("output")
    model, told = window.side.data.table.model(), _part(window, "data.accuracy")
    assert isinstance(told, QLabel)
    wait(qtbot, lambda: _cell(window, 0, place) != NOT_YET and bool(told.text()))
    document = window.session.document
    assert document.data is not None
    for row in range(8):
        said = [float(model.index(row, place + 1 + output).data(Qt.ItemDataRole.ToolTipRole)) for output in range(3)]
        named = ("setosa", "versicolor", "virginica")[int(np.argmax(said))]
        is_right = document.data.train[row][4 + int(np.argmax(said))] == 1.0
        assert _cell(window, row, place) == f"{named} {'✓' if is_right else '✗'}"
    for _ in range(10):
        window.actions_by_name["ten_on"].trigger()
    wait(qtbot, lambda: window.session.playback.iteration == 100)
    settle(window.session)
    wait(qtbot, lambda: [_cell(window, row, place)[-1] for row in range(8)].count("✓") >= 7)


def test_a_number_that_finds_no_room_is_shown_to_fewer_digits_and_never_cut(qtbot: QtBot, tmp_path: Path) -> None:
    rows = [[1 / 3, 4.18256789e-25, -1.23456789e-30, 2.0]]
    window = _opened(qtbot, tmp_path, net("x1 x2 x3 -> y", rows=rows))
    settle(window.session)
    table = window.side.data.table
    for column, expected in enumerate(("0.3", "×10⁻²⁵", "×10⁻³⁰", "2.0")):
        index, option = table.model().index(0, column), QStyleOptionViewItem()
        table.initViewItemOption(option)
        option.rect = table.visualRect(index)
        table.delegate.initStyleOption(option, index)
        assert expected in option.text
        assert option.fontMetrics.horizontalAdvance(option.text) <= option.rect.width()
    assert table.model().index(0, 2).data(Qt.ItemDataRole.ToolTipRole) == "-1.23456789e-30"


def test_rows_are_sorted_by_what_stands_in_a_column_given_or_computed(qtbot: QtBot, tmp_path: Path) -> None:
    document = net("x -> y", seed=4, rows=[[3, 0], [1, 5], [2, 1]])
    window = _opened(qtbot, tmp_path, document)
    settle(window.session)
    _choose_from_menu(qtbot, window, 0, "Sort rows, smallest first")
    settle(window.session)
    assert [_cell(window, row, 0) for row in range(3)] == ["1.0", "2.0", "3.0"]
    _choose_from_menu(qtbot, window, 4, "Sort rows, largest first")
    by_cost = sorted(document.data.train if document.data else [], key=lambda row: -sample(document, start_of(document), row).cost)
    wait(qtbot, lambda: window.session.document.data is not None and list(window.session.document.data.train) == by_cost)
    for _ in range(2):
        press(qtbot, window, Qt.Key.Key_Z, CONTROL)
    assert [_cell(window, row, 0) for row in range(3)] == ["3.0", "1.0", "2.0"]


def test_the_first_selected_row_is_filled_down(qtbot: QtBot, tmp_path: Path) -> None:
    window = _opened(qtbot, tmp_path, net("x1 x2 -> y", rows=[[3, 0, 7], [1, 5, 8], [2, 1, 9]]))
    table = window.side.data.table
    model = table.model()
    table.setFocus()
    table.setCurrentIndex(model.index(0, 1))
    table.selectionModel().select(model.index(1, 1), QItemSelectionModel.SelectionFlag.Select)
    qtbot.keyClick(table, Qt.Key.Key_D, CONTROL)
    assert [_cell(window, row, 1) for row in range(3)] == ["0.0", "0.0", "1.0"]
    assert window.session.undo_history.undo_text == "Fill down"
    press(qtbot, window, Qt.Key.Key_Z, CONTROL)
    assert [_cell(window, row, 1) for row in range(3)] == ["0.0", "5.0", "1.0"]


def _selected(window: MainWindow) -> set[tuple[int, int]]:
    return {(row, column) for rows, columns in window.side.data.table.selected_blocks() for row in rows for column in columns}


@pytest.mark.parametrize(
    ("key", "rows", "columns"),
    [
        (Qt.Key.Key_End, range(1, 60), range(1, 6)),
        (Qt.Key.Key_Home, range(2), range(2)),
        (Qt.Key.Key_Down, range(1, 60), range(1, 2)),
        (Qt.Key.Key_Up, range(2), range(1, 2)),
        (Qt.Key.Key_Right, range(1, 2), range(1, 6)),
        (Qt.Key.Key_Left, range(1, 2), range(2)),
    ],
)
def test_control_and_shift_select_as_far_as_the_table_goes(qtbot: QtBot, tmp_path: Path, key: Qt.Key, rows: range, columns: range) -> None:
    window = _opened(qtbot, tmp_path, net("x1 x2 -> y", rows=60))
    settle(window.session)
    table = window.side.data.table
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(table.model().index(1, 1)).center())
    settle(window.session)
    qtbot.keyClick(table, key, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    settle(window.session)
    assert _selected(window) == {(row, column) for row in rows for column in columns}


def test_space_steps_while_the_table_has_the_keyboard(qtbot: QtBot, tmp_path: Path) -> None:
    window = _opened(qtbot, tmp_path, net("x1 x2 -> y", rows=3))
    settle(window.session)
    table = window.side.data.table
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(table.model().index(0, 1)).center())
    assert table.hasFocus()
    assert not window.actions_by_name["back"].isEnabled()
    for modifier in (Qt.KeyboardModifier.ShiftModifier, CONTROL):
        qtbot.keyClick(table, Qt.Key.Key_Space, modifier)
        assert table.editor is None
    qtbot.keyClick(table, Qt.Key.Key_Space)
    wait(qtbot, window.actions_by_name["back"].isEnabled)
    assert window.session.playback.iteration == 1
    qtbot.keyClick(table, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    wait(qtbot, lambda: window.session.playback.iteration == 0)
    assert table.editor is None


def test_all_of_a_large_table_is_cleared_without_going_through_its_cells(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = np.arange(4000 * 4, dtype=np.float64).reshape(4000, 4)
    window = _opened(qtbot, tmp_path, net("x1 x2 x3 -> y", rows=rows.tolist()))
    settle(window.session)
    asked: list[int] = []
    flags = RowsModel.flags

    def counted(model: RowsModel, index: QModelIndex) -> Qt.ItemFlag:
        asked.append(index.row())
        return flags(model, index)

    before, table = window.session.document, window.side.data.table
    monkeypatch.setattr(RowsModel, "flags", counted)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(table.model().index(0, 0)).center())
    for key, modifiers in ((Qt.Key.Key_A, CONTROL), (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier)):
        qtbot.keyClick(table, key, modifiers)
        table.repaint()
        table.horizontalHeader().viewport().repaint()
    assert window.session.document.data is not None
    assert window.session.document.data.train.gap_count() == 16_000
    assert window.session.undo_history.undo_text == "Clear cells"
    press(qtbot, window, Qt.Key.Key_Z, CONTROL)
    table.horizontalHeader().viewport().repaint()
    assert window.session.document is before
    assert len(asked) < 2000


@pytest.mark.parametrize("text", ["0,5\t1,25\n-2,5\t3\n", "0,5;1,25\r\n-2,5;3\r\n", "0.5,1.25\n-2.5,3"])
def test_rows_with_either_decimal_sign_are_pasted_over_and_behind_in_one_step(qtbot: QtBot, tmp_path: Path, text: str) -> None:
    window = _opened(qtbot, tmp_path, net("x1 x2 -> y", rows=[[7, 8, 9]]))
    before, table = window.session.document, window.side.data.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 1))
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(table, Qt.Key.Key_V, CONTROL)
    QGuiApplication.clipboard().clear()
    assert [[_cell(window, row, column) for column in range(3)] for row in range(2)] == [
        ["7.0", "0.5", "1.25"],
        [NOT_YET, "-2.5".replace("-", MINUS), "3.0"],
    ]
    assert window.session.undo_history.undo_text == "Paste 2 rows"
    press(qtbot, window, Qt.Key.Key_Z, CONTROL)
    assert window.session.document is before


def _paste(qtbot: QtBot, window: MainWindow, text: str, column: int = 0) -> None:
    table = window.side.data.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, column))
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(table, Qt.Key.Key_V, CONTROL)
    QGuiApplication.clipboard().clear()


def test_a_column_with_decimal_commas_is_pasted_as_one_column(qtbot: QtBot, tmp_path: Path) -> None:
    window = _opened(qtbot, tmp_path, net("x -> y", rows=[[7, 8], [7, 8], [7, 8]]))
    _paste(qtbot, window, "1,5\n2,5\n3\n")
    assert [[_cell(window, row, column) for column in range(2)] for row in range(3)] == [["1.5", "8.0"], ["2.5", "8.0"], ["3.0", "8.0"]]


def test_how_a_doubtful_paste_was_read_is_said_below(qtbot: QtBot, tmp_path: Path) -> None:
    window = _opened(qtbot, tmp_path, net("x -> y", rows=[[7, 8]]))
    before = window.session.document
    _paste(qtbot, window, "1,5\n2,5\n")
    assert [[_cell(window, row, column) for column in range(2)] for row in range(2)] == [["1.0", "5.0"], ["2.0", "5.0"]]
    wait(qtbot, lambda: "“1,5” was read as two values" in window.statusBar().currentMessage())
    press(qtbot, window, Qt.Key.Key_Z, CONTROL)
    assert window.session.document is before
    _paste(qtbot, window, "x\ty\n1\t2\n")
    assert [_cell(window, 0, column) for column in range(2)] == ["1.0", "2.0"]
    wait(qtbot, lambda: "“x”, “y”" in window.statusBar().currentMessage())


def test_a_large_table_is_copied_behind_the_window_and_pasted_back(qtbot: QtBot, tmp_path: Path) -> None:
    rows = np.random.default_rng(1).normal(size=(9000, 3))
    window = _opened(qtbot, tmp_path, net("x1 x2 -> y", rows=rows.tolist()))
    settle(window.session)
    before, table = window.session.document, window.side.data.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 0))
    QGuiApplication.clipboard().setText("before")
    qtbot.keyClick(table, Qt.Key.Key_A, CONTROL)
    qtbot.keyClick(table, Qt.Key.Key_C, CONTROL)
    assert _part(window, "data.copying").isVisible()
    wait(qtbot, lambda: "Copied 9000 rows." in window.statusBar().currentMessage())
    assert _part(window, "data.copying").isHidden()
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    qtbot.keyClick(table, Qt.Key.Key_Home, CONTROL)
    qtbot.keyClick(table, Qt.Key.Key_V, CONTROL)
    QGuiApplication.clipboard().clear()
    assert before.data is not None
    given = before.data.train
    wait(qtbot, lambda: window.session.document.data is not None and window.session.document.data.train == given)


def test_a_typed_cell_and_an_added_and_removed_row_are_a_step_each(qtbot: QtBot, tmp_path: Path) -> None:
    window = _opened(qtbot, tmp_path, net("x -> y", rows=[[1, 2], [3, 4]]))
    documents, table = [window.session.document], window.side.data.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(1, 0))
    qtbot.keyClick(table, Qt.Key.Key_9)
    assert table.editor is not None
    qtbot.keyClicks(table.editor, ",25")
    qtbot.keyClick(table.editor, Qt.Key.Key_Return)
    assert _cell(window, 1, 0) == "9.25"
    documents.append(window.session.document)
    _click(qtbot, window, "data.add")
    documents.append(window.session.document)
    table.selectRow(0)
    _click(qtbot, window, "data.remove")
    assert [_cell(window, row, 0) for row in range(2)] == ["9.25", NOT_YET]
    for document in reversed(documents):
        press(qtbot, window, Qt.Key.Key_Z, CONTROL)
        assert window.session.document is document


def test_a_row_that_is_gone_to_is_shown_on_the_canvas(qtbot: QtBot, tmp_path: Path) -> None:
    window = _opened(qtbot, tmp_path, net("x -> y", rows=[[1, 2], [3, 4], [5, 6]]))
    settle(window.session)
    table = window.side.data.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 0))
    for value in ("3", "5"):
        qtbot.keyClick(table, Qt.Key.Key_Down)
        wait(qtbot, lambda value=value: shown(window, "input", "x").startswith(value))  # type: ignore[misc]  # bound at once
    assert window.session.undo_history.is_clean


def test_a_computed_cell_is_not_typed_into_and_takes_no_paste(qtbot: QtBot, tmp_path: Path) -> None:
    window = _opened(qtbot, tmp_path, net("x -> y", rows=2))
    table = window.side.data.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 2))
    qtbot.keyClick(table, Qt.Key.Key_5)
    assert table.editor is None
    QGuiApplication.clipboard().setText("1\t2")
    qtbot.keyClick(table, Qt.Key.Key_V, CONTROL)
    QGuiApplication.clipboard().clear()
    told = _part(window, "data.reason")
    assert isinstance(told, QLabel)
    assert "computed" in told.text()
    assert window.session.undo_history.is_clean


def test_inputs_of_ones_own_are_tried_at_the_shown_iteration(qtbot: QtBot, tmp_path: Path) -> None:
    document = net("x1 x2 -> h -> y", seed=6, rows=[[0.5, 1, 0]], learning_rate=1.0)
    window = _opened(qtbot, tmp_path, document)
    _click(qtbot, window, "data.try")
    table = window.side.data.trying.table
    model = table.model()
    assert [model.index(row, 0).data() for row in (0, 1)] == ["0.5", "1.0"]
    table.setFocus()
    table.setCurrentIndex(model.index(0, 0))
    qtbot.keyClick(table, Qt.Key.Key_2)
    editor = window.side.data.trying.delegate.editor
    assert editor is not None
    qtbot.keyClicks(editor, ",5")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    for _ in range(2):
        wait(qtbot, lambda: model.index(2, 0).data() == number(sample(document, _now(window), [2.5, 1.0, 0.0]).a["y"], 4))
        step(qtbot, window)
    assert window.session.undo_history.is_clean


def test_data_that_come_along_are_opened_scaled_and_split_each_in_one_step(qtbot: QtBot, tmp_path: Path) -> None:
    window = _opened(qtbot, tmp_path, net("x -> y"))
    _trigger(window, "builtIn.moons")
    settle(window.session)
    before = window.session.document
    assert before.title == "Two moons"
    window.actions_by_name["split_data"].trigger()
    dialog = window.findChild(SplitDialog)
    assert dialog is not None
    assert dialog.findChild(QLabel, "splitData.scaled") is None
    dialog.reject()
    wait(qtbot, lambda: window.findChild(SplitDialog) is None)
    window.actions_by_name["scale_data"].trigger()
    _finish(qtbot, window, "scaleData")
    assert before.data is not None
    data = window.session.document.data
    assert data is not None
    assert set(data.scaling) == {node.id for node in before.network.inputs}
    assert _label(window, "data.scaled") == "The network sees 2 columns scaled."
    window.actions_by_name["split_data"].trigger()
    assert "scale again after splitting" in _label(window, "splitData.scaled")
    share = window.findChild(QLineEdit, "splitData.share")
    assert share is not None
    share.setText("10")
    assert _label(window, "splitData.preview") == "180 training rows, 20 test rows"
    _finish(qtbot, window, "splitData")
    dealt = window.session.document
    window.actions_by_name["split_data"].trigger()
    share = window.findChild(QLineEdit, "splitData.share")
    assert share is not None
    share.setText("10")
    _finish(qtbot, window, "splitData")
    assert window.session.document is dealt
    press(qtbot, window, Qt.Key.Key_Z, CONTROL)
    press(qtbot, window, Qt.Key.Key_Z, CONTROL)
    assert window.session.document is before


def test_a_min_max_scaling_is_saved_shown_when_asked_for_again_and_removed(qtbot: QtBot, tmp_path: Path) -> None:
    window = _opened(qtbot, tmp_path, net("x1 x2 -> y", rows=[[1, 5, 0], [3, 5, 2], [5, 9, 1]]))
    settle(window.session)
    window.actions_by_name["scale_data"].trigger()
    way = _part(window, "scaleData.way")
    assert isinstance(way, QComboBox)
    way.setCurrentIndex(way.findData("min_max"))
    _finish(qtbot, window, "scaleData")
    scaled = window.session.document.data
    assert scaled is not None
    assert {name: (each.offset, each.scale) for name, each in scaled.scaling.items()} == {"x1": (1.0, 4.0), "x2": (5.0, 4.0)}
    qtbot.keyClick(window, Qt.Key.Key_S, CONTROL)
    wait(qtbot, lambda: not window.isWindowModified())
    again = open_window(qtbot, tmp_path / "data.bpdesk")
    again.side.panel.bring_forward(again.side.data)
    settle(again.session)
    assert again.session.document.data == scaled
    assert _label(again, "data.scaled") == "The network sees 2 columns scaled."
    again.actions_by_name["scale_data"].trigger()
    way, inputs = _part(again, "scaleData.way"), _part(again, "scaleData.inputs")
    assert isinstance(way, QComboBox)
    assert isinstance(inputs, QAbstractButton)
    assert (way.currentData(), inputs.isChecked()) == ("min_max", True)
    way.setCurrentIndex(way.findData("none"))
    assert _label(again, "scaleData.preview") == "No column will be scaled."
    _finish(qtbot, again, "scaleData")
    assert again.session.document.data is not None
    assert not again.session.document.data.scaling
    press(qtbot, again, Qt.Key.Key_Z, CONTROL)
    assert again.session.document.data == scaled


def _trigger(window: MainWindow, name: str) -> None:
    action = window.findChild(QAction, f"action.{name}")
    assert action is not None
    action.trigger()


def _label(window: MainWindow, name: str) -> str:
    found = _part(window, name)
    assert isinstance(found, QLabel)
    return found.text()


def _finish(qtbot: QtBot, window: MainWindow, dialog: str) -> None:
    _click(qtbot, window, f"{dialog}.act")
    settle(window.session)
    activate(qtbot, window)


def test_nothing_is_told_before_it_is_reached_inside_an_iteration(qtbot: QtBot, tmp_path: Path) -> None:
    window = _opened(qtbot, tmp_path, net("x -> y", rows=2))
    wait(qtbot, lambda: _cell(window, 0, 2) != NOT_YET)
    window.actions_by_name["inside"].trigger()
    wait(qtbot, lambda: _cell(window, 0, 2) == NOT_YET)
    step(qtbot, window)
    wait(qtbot, lambda: _cell(window, 0, 2) != NOT_YET)


def test_the_tooltip_of_a_scaled_input_tells_both_numbers_and_how(qtbot: QtBot, tmp_path: Path) -> None:
    window = _opened(qtbot, tmp_path, scale(net("x -> y", rows=[[1, 0], [3, 0], [5, 3]]), "standard", ["x", "y"]))
    settle(window.session)
    given, target = (window.scene.reading.tooltip(kind, name).splitlines() for kind, name in (("input", "x"), ("target", "y")))
    seen = exact(float(-2 / np.std([1, 3, 5])))
    assert given[1].startswith(f"x = 1.0, scaled to {seen}: (x − 3.000) / 1.633, with the mean 3.000")
    assert target[1].startswith("y = 0.0, scaled to -0.70710678")
    assert target[1].endswith(": (y − 1.000) / 1.414, with the mean 1.000 and the deviation 1.414 of the training rows")
