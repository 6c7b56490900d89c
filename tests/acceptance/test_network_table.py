"""The table of nodes and connections: the same document as the canvas, sorted, typed over, pasted into, undone."""

import pytest
from PySide6.QtCore import QCoreApplication, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from bpdesk.model.document import Document
from bpdesk.ui.canvas.place import Place
from bpdesk.ui.main_window import MainWindow
from bpdesk.ui.network_table.parts_table import PartsTable
from tests.builders import net
from tests.windows import open_window, settle, step

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    opened = open_window(qtbot)
    opened.session.open(net("x1 x2 -> h1 h2 -> y", seed=1), None)
    settle(opened.session)
    opened.side.panel.bring_forward(opened.side.table)
    return opened


def cell(table: PartsTable, row: int, key: str) -> QModelIndex:
    column = next(place for place, column in enumerate(table.parts.columns) if column.key == key)
    return table.model().index(row, column)


def click(table: PartsTable, index: QModelIndex) -> None:
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(index).center())


def type_into(table: PartsTable, index: QModelIndex, text: str) -> None:
    click(table, index)
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = next(each for each in table.findChildren(QLineEdit) if each.isVisible())
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QCoreApplication.processEvents()  # Qt's own editors hand a text over only then


def reason(window: MainWindow) -> str:
    label = window.side.table.findChild(QLabel, "table.reason")
    assert label is not None
    return label.text()


def is_undone_and_redone(window: MainWindow, before: Document) -> None:
    settle(window.session)
    after = window.session.document
    assert after is not before
    window.actions_by_name["undo"].trigger()
    assert window.session.document is before
    window.actions_by_name["redo"].trigger()
    assert window.session.document is after
    settle(window.session)


@pytest.mark.parametrize("steps", [0, 2])
def test_weights_and_biases_are_typed_over(window: MainWindow, qtbot: QtBot, steps: int) -> None:
    window.canvas.setFocus()
    if steps:
        step(qtbot, window, steps)
    table, before = window.side.table, window.session.document
    type_into(table.edges, cell(table.edges, 0, "weight"), "1/4")
    is_undone_and_redone(window, before)
    assert window.scene.reading.value(Place("weight", "x1_h1")) == 0.25
    before = window.session.document
    type_into(table.nodes, cell(table.nodes, 2, "bias"), "-2")
    is_undone_and_redone(window, before)
    assert window.scene.reading.value(Place("bias", "h1")) == -2.0


def test_names_activations_and_freezing_are_changed_there(window: MainWindow) -> None:
    table = window.side.table
    type_into(table.nodes, cell(table.nodes, 2, "name"), "s_1")
    type_into(table.nodes, cell(table.nodes, 2, "activation"), "relu")
    index = cell(table.edges, 1, "frozen")
    table.edges.model().setData(index, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    settle(window.session)
    assert cell(table.nodes, 2, "name").data() == "s₁"
    node, edge = window.session.document.network.nodes[2], window.session.document.network.edges[1]
    assert (node.label, node.activation, edge.frozen) == ("s_1", "relu", True)
    now = window.session.document
    type_into(table.nodes, cell(table.nodes, 2, "activation"), "magic")
    assert window.session.document is now
    assert "magic" in reason(window)


def test_a_name_that_is_being_typed_is_saved(window: MainWindow) -> None:
    table = window.side.table.nodes
    click(table, cell(table, 2, "name"))
    QTest.keyClick(table, Qt.Key.Key_F2)
    editor = next(each for each in table.findChildren(QLineEdit) if each.isVisible())
    QTest.keyClicks(editor, "s")
    assert window.commit_typing()
    assert window.session.document.network.nodes[2].label == "s"


def test_a_column_is_pasted_in_the_order_that_is_seen(window: MainWindow) -> None:
    table, before = window.side.table.edges, window.session.document
    table.sortByColumn(cell(table, 0, "weight").column(), Qt.SortOrder.AscendingOrder)
    seen = table.ids_from(0, 6)
    weights = {edge.id: edge.weight for edge in before.network.edges}
    assert seen == sorted(weights, key=lambda edge: weights[edge])
    QGuiApplication.clipboard().setText("0,5\n1/4\n-3\n")
    click(table, cell(table, 1, "weight"))
    QTest.keyClick(table, Qt.Key.Key_V, CTRL)
    is_undone_and_redone(window, before)
    after = {edge.id: edge.weight for edge in window.session.document.network.edges}
    assert [after[edge] for edge in seen[1:4]] == [0.5, 0.25, -3.0]
    assert table.ids_from(0, 6) == seen


def test_a_block_is_pasted_in_one_step_and_what_is_copied_pastes_back(window: MainWindow) -> None:
    table, before = window.side.table.nodes, window.session.document
    QGuiApplication.clipboard().setText("s_1\thidden\tReLU\t0,5\ttrue\ns_2\thidden\ttanh\t-1/4\tno\n")
    click(table, cell(table, 2, "name"))
    QTest.keyClick(table, Qt.Key.Key_V, CTRL)
    is_undone_and_redone(window, before)
    first, second = window.session.document.network.nodes[2:4]
    assert first.bias is not None
    assert second.bias is not None
    assert (first.label, first.activation, first.bias.value, first.bias.frozen) == ("s_1", "relu", 0.5, True)
    assert (second.label, second.activation, second.bias.value, second.bias.frozen) == ("s_2", "tanh", -0.25, False)
    settle(window.session)
    table.selectAll()
    QTest.keyClick(table, Qt.Key.Key_C, CTRL)
    now = window.session.document
    table.setCurrentIndex(cell(table, 0, "name"))
    QTest.keyClick(table, Qt.Key.Key_V, CTRL)
    assert window.session.document is now
    assert reason(window) == ""


def test_pasted_weights_of_a_run_change_it_where_it_stands(window: MainWindow, qtbot: QtBot) -> None:
    window.canvas.setFocus()
    step(qtbot, window, 2)
    table, before = window.side.table.edges, window.session.document
    click(table, cell(table, 0, "from"))
    QGuiApplication.clipboard().setText("x_1\th_1\t0.5\n\t\t-0.5\nz\t\t\n")
    QTest.keyClick(table, Qt.Key.Key_V, CTRL)
    is_undone_and_redone(window, before)
    reading = window.scene.reading
    assert [reading.value(Place("weight", edge)) for edge in table.ids_from(0, 2)] == [0.5, -0.5]
    assert window.session.playback.shown_iteration == 2
    assert "can't be typed over" in reason(window)


@pytest.mark.parametrize(
    ("column", "text", "told"),
    [
        ("activation", "magic", "magic"),
        ("bias", "x", "Line 1, column Bias"),
        ("frozen", "perhaps", "neither yes nor no"),
        ("bias", "1\t2", ""),
    ],
)
def test_a_block_that_cannot_be_read_says_where_and_changes_nothing(window: MainWindow, column: str, text: str, told: str) -> None:
    table, before = window.side.table.nodes, window.session.document
    click(table, cell(table, 2, column))
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(table, Qt.Key.Key_V, CTRL)
    assert told in reason(window)
    assert reason(window)
    assert window.session.document is before


def test_what_is_selected_on_the_canvas_is_selected_in_the_table(window: MainWindow, qtbot: QtBot) -> None:
    nodes, edges = window.side.table.nodes, window.side.table.edges
    edges.sortByColumn(cell(edges, 0, "weight").column(), Qt.SortOrder.DescendingOrder)
    at = window.canvas.mapFromScene(QPointF(*window.session.document.network.node_by_id["h2"].position))
    QTest.mouseClick(window.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert (nodes.chosen_ids(), edges.chosen_ids()) == (["h2"], [])
    window.canvas.setFocus()
    QTest.keyClick(window.canvas, Qt.Key.Key_E)
    assert (nodes.chosen_ids(), len(edges.chosen_ids())) == ([], 1)
    QTest.keyClick(window.canvas, Qt.Key.Key_A, CTRL)
    assert (len(nodes.chosen_ids()), len(edges.chosen_ids())) == (5, 6)
    edges.setFocus()
    click(edges, cell(edges, 1, "from"))
    assert window.scene.selected_edges == set(edges.chosen_ids()) == set(edges.ids_from(1, 1))
    assert nodes.chosen_ids() == []
    QTest.keyClick(edges, Qt.Key.Key_Down)
    assert window.scene.selected_edges == set(edges.ids_from(2, 1))


@pytest.mark.parametrize(("text", "told"), [("one\ntwo", "Line 1"), ("1\n2\n3\n4\n5\n6\n7\n8", "2 lines")])
def test_what_cannot_be_pasted_is_said(window: MainWindow, text: str, told: str) -> None:
    table = window.side.table.edges
    QGuiApplication.clipboard().setText(text)
    click(table, cell(table, 0, "weight"))
    QTest.keyClick(table, Qt.Key.Key_V, CTRL)
    assert told in reason(window)
    click(table, cell(table, 0, "from"))
    QTest.keyClick(table, Qt.Key.Key_V, CTRL)
    assert "Weight or Bias" in reason(window)


def test_a_row_is_selected_on_the_canvas_and_copied(window: MainWindow) -> None:
    table = window.side.table.edges
    table.setFocus()
    click(table, cell(table, 4, "weight"))
    assert window.scene.selected_edges == {"h1_y"}
    QTest.keyClick(table, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text().startswith("h1_y\th1\ty\t")


def test_the_table_follows_the_run(window: MainWindow, qtbot: QtBot) -> None:
    table = window.side.table.edges
    before = cell(table, 0, "weight").data()
    window.canvas.setFocus()
    step(qtbot, window, 3)
    assert cell(table, 0, "weight").data() == window.scene.reading.text("weight", "x1_h1") != before
    assert table.rowAt(QPoint(5, 5).y()) == 0
