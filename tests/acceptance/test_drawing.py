"""Drawing with the mouse from an empty canvas: two weights in a chain drawn, numbered, stepped, undone and redone."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QDragEnterEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from bpdesk.files.examples import load_example
from bpdesk.files.schema import read, write
from bpdesk.model.document import Document
from bpdesk.ui.canvas.place import Place
from bpdesk.ui.canvas.selection import Selection
from bpdesk.ui.main_window import MainWindow
from tests.builders import net
from tests.windows import activate, open_window, point_of, press, settle, shown, step, type_into, type_over

LEFT, NONE, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
X, H, Y = QPoint(150, 200), QPoint(400, 200), QPoint(650, 200)


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    opened = open_window(qtbot)
    opened.resize(1440, 900)
    opened.session.open(Document(), None)
    settle(opened.session)
    opened.canvas.setFocus()
    return opened


def double_click(window: MainWindow, at: QPoint) -> None:
    QTest.mouseClick(window.canvas.viewport(), LEFT, NONE, at)
    QTest.mouseDClick(window.canvas.viewport(), LEFT, NONE, at)


def choose(window: MainWindow, name: str) -> None:
    """Pick an entry of the menu that is open, or of one of its submenus."""
    action = next(found for found in window.findChildren(QAction, f"canvas.menu.{name}") if is_open(found))
    action.trigger()
    for menu in window.findChildren(QMenu):
        menu.close()


def is_open(action: QAction) -> bool:
    menu = action.parent()
    assert isinstance(menu, QMenu)
    above = menu.parent()
    return menu.isVisible() or (isinstance(above, QMenu) and above.isVisible())


def pick_kind(window: MainWindow, at: QPoint, kind: str) -> None:
    """Double-click an empty place, and take that kind from the small menu."""
    double_click(window, at)
    choose(window, f"add_{kind}")


def drag(window: MainWindow, start: QPoint, end: QPoint, *, drops: bool = True, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Press the left button, move in steps, and let go unless told otherwise."""
    port = window.canvas.viewport()
    QTest.mousePress(port, LEFT, modifier, start)
    for part in (0.1, 0.5, 0.9, 1.0):
        move(window, start + (end - start) * part)
    if drops:
        QTest.mouseRelease(port, LEFT, modifier, end)


def move(window: MainWindow, at: QPoint, button: Qt.MouseButton = LEFT) -> None:
    """Move the pointer with that button held: QTest.mouseMove holds none."""
    port = window.canvas.viewport()
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(at), QPointF(port.mapToGlobal(at)), Qt.MouseButton.NoButton, button, NONE)
    QApplication.sendEvent(port, event)


def node_at(window: MainWindow, node: str, across: float = 0.0, down: float = 0.0) -> QPoint:
    """The centre of a node on the viewport, or a point beside it."""
    x, y = window.session.document.network.node_by_id[node].position
    return window.canvas.mapFromScene(QPointF(x + across, y + down))


def connect(window: MainWindow, source: str, target: str) -> None:
    """Drag from the right rim of one node to another."""
    drag(window, node_at(window, source, across=34), node_at(window, target))


def menu_of(window: MainWindow, at: QPoint) -> None:
    """The right button's menu at a point."""
    port = window.canvas.viewport()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, port.mapToGlobal(at))
    QApplication.sendEvent(port, event)


def edges(window: MainWindow) -> set[tuple[str, str]]:
    return {(edge.source, edge.target) for edge in window.session.document.network.edges}


def note(window: MainWindow) -> str:
    """The reason at the pointer."""
    label = window.canvas.findChild(QLabel, "canvas_note")
    assert label is not None
    return label.text() if label.isVisible() else ""


def draw_chain(window: MainWindow) -> None:
    """x1 → h1 → y1, with the mouse alone."""
    pick_kind(window, X, "input")
    pick_kind(window, Y, "output")
    double_click(window, H)
    connect(window, "x1", "h1")
    connect(window, "h1", "y1")


def expected_run(steps: int) -> list[tuple[float, float]]:
    """The chain of two by hand: a = w2·w1·x, C = (a − y)², both biases none, η = 0.01."""
    x, y, w1, w2 = 2.0, 3.0, 0.5, -0.25
    weights = [(w1, w2)]
    for _ in range(steps):
        slope = 2 * (w2 * w1 * x - y)
        w1, w2 = w1 - 0.01 * slope * w2 * x, w2 - 0.01 * slope * w1 * x
        weights.append((w1, w2))
    return weights


def test_a_chain_drawn_from_nothing_trains_as_by_hand_and_undoes_to_nothing(window: MainWindow, qtbot: QtBot) -> None:
    empty = window.session.document
    draw_chain(window)
    assert edges(window) == {("x1", "h1"), ("h1", "y1")}
    first, second = window.session.document.network.edges
    assert first.weight != 0 != second.weight
    menu_of(window, node_at(window, "h1"))
    choose(window, "activation_linear")
    menu_of(window, node_at(window, "h1"))
    choose(window, "remove_bias")
    type_over(qtbot, window, Place("weight", first.id), "0,5")
    type_over(qtbot, window, Place("weight", second.id), "-1/4")
    type_over(qtbot, window, Place("input", "x1"), "2")
    type_over(qtbot, window, Place("target", "y1"), "3")
    type_into(qtbot, window.settings.learning_rate, "0.01")
    settle(window.session)
    activate(qtbot, window)
    window.canvas.setFocus()
    step(qtbot, window, 5)
    expected = expected_run(5)
    for edge, weight in zip((first, second), expected[5], strict=True):
        assert float(shown(window, "weight", edge.id)) == pytest.approx(weight, rel=2e-3)
    for curve, column in ((first.id, 0), (second.id, 1)):
        _, weights = window.weights_plot.curve_values(curve)
        assert np.allclose(weights, [pair[column] for pair in expected], rtol=1e-13)
    drawn = window.session.document
    times = 0
    while window.session.document is not empty:
        press(qtbot, window, Qt.Key.Key_Z, CTRL)
        times += 1
        assert times < 30
    settle(window.session)
    assert not window.session.document.network.nodes
    for _ in range(times):
        press(qtbot, window, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert window.session.document is drawn


def refused(window: MainWindow, document: Document, reason: str) -> None:
    """Nothing was changed, and the reason stands at the pointer and in the status bar."""
    assert window.session.document is document
    assert reason in note(window)
    assert reason in window.statusBar().currentMessage()


def test_a_circle_is_refused_where_it_is_drawn(window: MainWindow) -> None:
    draw_chain(window)
    before = window.session.document
    connect(window, "y1", "h1")
    refused(window, before, "Would close a circle: h₁ → y₁ → h₁.")


def test_a_second_edge_between_the_same_nodes_is_refused(window: MainWindow) -> None:
    draw_chain(window)
    before = window.session.document
    drag(window, node_at(window, "x1", down=34), node_at(window, "h1"))
    refused(window, before, "x₁ → h₁ is there already.")


def test_an_edge_into_an_input_is_refused(window: MainWindow) -> None:
    draw_chain(window)
    before = window.session.document
    drag(window, node_at(window, "h1", down=-36), node_at(window, "x1"))
    refused(window, before, "x₁ is an input")


def test_while_an_edge_is_drawn_its_ends_are_lit_and_the_others_say_why_not(window: MainWindow) -> None:
    draw_chain(window)
    plain = window.canvas.grab().toImage()
    drag(window, node_at(window, "x1", down=34), node_at(window, "y1", down=90), drops=False)
    assert window.canvas.grab().toImage() != plain
    assert note(window) == ""
    move(window, node_at(window, "h1"))
    assert "already" in note(window)
    move(window, node_at(window, "y1"))
    assert note(window) == ""
    QTest.mouseRelease(window.canvas.viewport(), LEFT, NONE, node_at(window, "y1"))
    assert ("x1", "y1") in edges(window)


def test_a_drag_from_the_rim_to_empty_ground_makes_a_connected_neuron(window: MainWindow) -> None:
    pick_kind(window, X, "input")
    settle(window.session)
    drag(window, node_at(window, "x1", across=34), H)
    assert edges(window) == {("x1", "h1")}
    assert window.scene.selected_nodes == {"h1"}
    assert window.session.undo_history.undo_text == "Add connected neuron"


def test_letters_draw_at_the_pointer_and_c_connects(window: MainWindow, qtbot: QtBot) -> None:
    for at, key in ((X, Qt.Key.Key_I), (H, Qt.Key.Key_H), (Y, Qt.Key.Key_O)):
        move(window, at, Qt.MouseButton.NoButton)
        press(qtbot, window, key)
    kinds = [(node.id, node.kind) for node in window.session.document.network.nodes]
    assert kinds == [("x1", "input"), ("h1", "hidden"), ("y1", "output")]
    window.scene.select("input", "x1")
    press(qtbot, window, Qt.Key.Key_C)
    QTest.mouseClick(window.canvas.viewport(), LEFT, NONE, node_at(window, "h1"))
    assert edges(window) == {("x1", "h1")}


def test_the_node_tool_draws_with_each_click_until_escape(window: MainWindow, qtbot: QtBot) -> None:
    kind = window.findChild(QAction, "action.tool_node.input")
    assert kind is not None
    kind.trigger()
    assert window.actions_by_name["tool_node"].isChecked()
    for at in (X, H):
        QTest.mouseClick(window.canvas.viewport(), LEFT, NONE, at)
    press(qtbot, window, Qt.Key.Key_Escape)
    assert window.actions_by_name["tool_select"].isChecked()
    QTest.mouseClick(window.canvas.viewport(), LEFT, NONE, Y)
    assert [node.id for node in window.session.document.network.nodes] == ["x1", "x2"]


@pytest.mark.parametrize("clicks", [False, True])
def test_the_connect_tool_connects_from_anywhere_on_a_node(window: MainWindow, clicks: bool) -> None:
    pick_kind(window, X, "input")
    pick_kind(window, Y, "output")
    window.actions_by_name["tool_connect"].trigger()
    if clicks:
        for node in ("x1", "y1"):
            QTest.mouseClick(window.canvas.viewport(), LEFT, NONE, node_at(window, node))
    else:
        drag(window, node_at(window, "x1"), node_at(window, "y1"))
    assert edges(window) == {("x1", "y1")}


def test_dragging_moves_all_that_is_selected_in_one_step(window: MainWindow, qtbot: QtBot) -> None:
    draw_chain(window)
    before = {node.id: node.position for node in window.session.document.network.nodes}
    window.scene.choose(Selection.several(window.scene.network, ["x1", "h1"]))
    start = node_at(window, "h1")
    drag(window, start, start + QPoint(30, 40), drops=False)
    assert node_at(window, "h1") == start, "the document waits for the end of the drag"
    QTest.mouseRelease(window.canvas.viewport(), LEFT, NONE, start + QPoint(30, 40))
    after = {node.id: node.position for node in window.session.document.network.nodes}
    assert after == {node: (x + 30, y + 40) if node != "y1" else (x, y) for node, (x, y) in before.items()}
    assert window.session.undo_history.undo_text == "Move"
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert {node.id: node.position for node in window.session.document.network.nodes} == before


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Delete, Qt.Key.Key_Z])
@pytest.mark.parametrize("gesture", ["move", "connect", "band"])
def test_a_drag_is_given_up_without_harm(window: MainWindow, qtbot: QtBot, gesture: str, key: Qt.Key) -> None:
    draw_chain(window)
    before = window.session.document
    plain = window.canvas.grab().toImage()
    start = {"move": node_at(window, "h1"), "connect": node_at(window, "x1", down=34), "band": QPoint(20, 20)}[gesture]
    window.scene.select("node", "h1")
    drag(window, start, start + QPoint(60, 70), drops=False)
    press(qtbot, window, key, CTRL if key == Qt.Key.Key_Z else NONE)
    assert window.session.document is before
    QTest.mouseRelease(window.canvas.viewport(), LEFT, NONE, start + QPoint(60, 70))
    assert window.session.document is before
    window.scene.select_edge(before.network.edges[-1].id)
    move(window, QPoint(20, 20), Qt.MouseButton.NoButton)
    assert window.canvas.grab().toImage() == plain


def test_a_document_that_changes_in_the_middle_of_a_drag_ends_it(window: MainWindow) -> None:
    draw_chain(window)
    drag(window, node_at(window, "h1"), H + QPoint(50, 50), drops=False)
    window.session.undo()
    undone = window.session.document
    QTest.mouseRelease(window.canvas.viewport(), LEFT, NONE, H + QPoint(50, 50))
    assert window.session.document is undone
    assert edges(window) == {("x1", "h1")}


def test_closing_in_the_middle_of_a_drag_asks_as_always(window: MainWindow) -> None:
    draw_chain(window)
    drawn = window.session.document
    drag(window, node_at(window, "h1"), H + QPoint(50, 50), drops=False)
    window.close()
    assert window.isVisible()
    assert window.session.document is drawn
    assert window.findChild(QMessageBox, "unsaved") is not None


def test_a_button_let_go_outside_the_window_ends_the_drag(window: MainWindow) -> None:
    draw_chain(window)
    drawn = window.session.document
    drag(window, node_at(window, "h1"), H + QPoint(50, 50), drops=False)
    move(window, H + QPoint(60, 60), Qt.MouseButton.NoButton)
    assert window.session.undo_history.undo_text == "Move"
    moved = window.session.document
    move(window, H + QPoint(90, 90), Qt.MouseButton.NoButton)
    assert window.session.document is moved is not drawn
    drag(window, node_at(window, "x1", across=34), QPoint(-200, -200))
    assert window.session.document is moved, "no node is drawn where nobody looks"


def test_the_rubber_band_selects_what_it_holds_and_shift_adds(window: MainWindow) -> None:
    draw_chain(window)
    drag(window, node_at(window, "x1", across=-60, down=-90), node_at(window, "h1", across=60, down=120))
    assert window.scene.selected_nodes == {"x1", "h1"}
    assert len(window.scene.selected_edges) == 1
    corner = node_at(window, "y1", across=-60, down=-90)
    drag(window, corner, node_at(window, "y1", across=40, down=90), modifier=Qt.KeyboardModifier.ShiftModifier)
    assert window.scene.selected_nodes == {"x1", "h1", "y1"}
    QTest.mouseClick(window.canvas.viewport(), LEFT, CTRL, node_at(window, "h1"))
    assert window.scene.selected_nodes == {"x1", "y1"}
    QTest.mouseClick(window.canvas.viewport(), LEFT, NONE, node_at(window, "x1"))
    assert window.scene.selection == ("input", "x1")


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_delete_takes_all_that_is_selected_with_its_edges(window: MainWindow, qtbot: QtBot, key: Qt.Key) -> None:
    draw_chain(window)
    before = window.session.document
    QTest.mouseClick(window.canvas.viewport(), LEFT, NONE, node_at(window, "h1"))
    press(qtbot, window, key)
    assert [node.id for node in window.session.document.network.nodes] == ["x1", "y1"]
    assert not edges(window)
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert window.session.document is before


def test_copy_cut_paste_and_duplicate(window: MainWindow, qtbot: QtBot) -> None:
    draw_chain(window)
    press(qtbot, window, Qt.Key.Key_A, CTRL)
    for key, nodes in ((Qt.Key.Key_D, 6), (Qt.Key.Key_C, 6), (Qt.Key.Key_V, 9), (Qt.Key.Key_V, 12), (Qt.Key.Key_X, 9)):
        press(qtbot, window, key, CTRL)
        assert len(window.session.document.network.nodes) == nodes
    positions = {node.position for node in window.session.document.network.nodes}
    assert len(positions) == 9, "what is pasted doesn't hide what is there"
    assert len(edges(window)) == 6
    assert read(QApplication.clipboard().text()).network.nodes


@pytest.mark.parametrize(
    "text", ["hello", "", "{}", '{"format": "bpdesk", "version": 1, "nodes": 3, "edges": []}', "[" * 100_000, "1" * 70_000_000]
)
def test_foreign_text_is_refused_in_a_sentence(window: MainWindow, qtbot: QtBot, text: str) -> None:
    draw_chain(window)
    before = window.session.document
    QApplication.clipboard().setText(text)
    press(qtbot, window, Qt.Key.Key_V, CTRL)
    settle(window.session)
    assert window.session.document is before
    assert 10 < len(note(window)) < 200


def test_dropped_text_becomes_a_network_or_a_reason(window: MainWindow) -> None:
    draw_chain(window)
    before = window.session.document
    for text in ("hello", write(before)):
        data = QMimeData()
        data.setText(text)
        drop(window, data, QPoint(300, 300))
        assert (window.session.document is before) == (text == "hello")
    assert len(window.session.document.network.nodes) == 6


def drop(window: MainWindow, data: QMimeData, at: QPoint) -> None:
    action = Qt.DropAction.CopyAction
    for event in (QDragEnterEvent(at, action, data, LEFT, NONE), QDropEvent(QPointF(at), action, data, LEFT, NONE)):
        QApplication.sendEvent(window.canvas.viewport(), event)
        assert event.isAccepted()


def test_arrows_nudge_by_the_grid_and_with_shift_by_a_pixel_in_one_step(window: MainWindow, qtbot: QtBot) -> None:
    draw_chain(window)
    before = window.session.document
    x, y = before.network.node_by_id["h1"].position
    window.scene.select("node", "h1")
    press(qtbot, window, Qt.Key.Key_Right)
    press(qtbot, window, Qt.Key.Key_Down)
    press(qtbot, window, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert window.session.document.network.node_by_id["h1"].position == (x + 23, y + 24)
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert window.session.document is before


def test_a_double_click_on_a_name_renames(window: MainWindow, qtbot: QtBot) -> None:
    draw_chain(window)
    rect = window.scene.reading.label_rectangle("node", "h1")
    double_click(window, window.canvas.mapFromScene(rect.center()))
    editor = window.canvas.editor
    assert editor is not None
    qtbot.keyClicks(editor, r"\sigma_1")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert window.session.document.network.node_by_id["h1"].label == r"\sigma_1"
    window.canvas.rename("node", "h1")
    editor = window.canvas.editor
    assert editor is not None
    qtbot.keyClicks(editor, "x" * 300)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert "200" in editor.reason
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert window.session.document.network.node_by_id["h1"].label == r"\sigma_1"


def test_the_menu_of_a_node_and_of_a_weight_does_what_it_says(window: MainWindow) -> None:
    draw_chain(window)
    network = window.session.document.network
    at = point_of(window, Place("weight", network.edges[0].id))
    for name, frozen in (("freeze", True), ("unfreeze", False)):
        menu_of(window, at)
        choose(window, name)
        assert window.session.document.network.edges[0].frozen is frozen
    for name, kind in (("make_output", "output"), ("make_hidden", "hidden")):
        menu_of(window, node_at(window, "h1"))
        choose(window, name)
        assert window.session.document.network.node_by_id["h1"].kind == kind
    menu_of(window, node_at(window, "y1"))
    choose(window, "add_bias")
    assert window.session.document.network.node_by_id["y1"].bias is not None


def test_what_cannot_be_made_an_input_says_why(window: MainWindow) -> None:
    draw_chain(window)
    before = window.session.document
    menu_of(window, node_at(window, "h1"))
    choose(window, "make_input")
    assert window.session.document is before
    assert note(window)


@pytest.mark.parametrize(("key", "modifier"), [(Qt.Key.Key_Menu, NONE), (Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)])
def test_keys_open_the_menu(window: MainWindow, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    draw_chain(window)
    window.scene.select("node", "h1")
    activate(qtbot, window)
    window.canvas.setFocus()
    press(qtbot, window, key, modifier)
    choose(window, "activation_relu")
    assert window.session.document.network.node_by_id["h1"].activation == "relu"


def test_what_is_missing_is_marked_where_it_is_missing(window: MainWindow, qtbot: QtBot) -> None:
    draw_chain(window)
    assert shown(window, "input", "x1") == "?"
    assert shown(window, "target", "y1") == "missing"
    assert "Missing" in window.scene.tooltip(Place("target", "y1")).title()
    hint = window.canvas.findChild(QWidget, "canvas_hint")
    assert hint is not None
    assert "Stepping waits" in hint.accessibleName()
    type_over(qtbot, window, Place("input", "x1"), "1")
    type_over(qtbot, window, Place("target", "y1"), "2")
    assert (shown(window, "input", "x1"), shown(window, "target", "y1")) == ("1.0", "2.0")
    assert "Stepping waits" not in hint.accessibleName()


def test_drawing_does_not_move_what_is_drawn_from_under_the_pointer(window: MainWindow) -> None:
    pick_kind(window, X, "input")
    at = window.canvas.viewport().mapToGlobal(node_at(window, "x1"))
    pick_kind(window, Y, "output")
    connect(window, "x1", "y1")
    assert window.canvas.viewport().mapToGlobal(node_at(window, "x1")) == at


def test_ten_thousand_connections_can_be_pasted_and_more_are_refused(window: MainWindow, qtbot: QtBot) -> None:
    left, right = (" ".join(f"{name}{i}" for i in range(100)) for name in "xy")
    large = net(f"{left} -> {right}", rows=1)
    QApplication.clipboard().setText(write(large))
    press(qtbot, window, Qt.Key.Key_V, CTRL)
    settle(window.session)
    pasted = window.session.document
    assert len(pasted.network.edges) == 10_000
    press(qtbot, window, Qt.Key.Key_V, CTRL)
    settle(window.session)
    assert window.session.document is pasted
    assert "Too large to paste" in note(window)


def test_a_text_that_is_too_large_to_paste_is_told_with_its_size(window: MainWindow, qtbot: QtBot) -> None:
    before = window.session.document
    QApplication.clipboard().setText(write(net("x -> y", rows=1)).rstrip() + " " * 8_000_000)
    press(qtbot, window, Qt.Key.Key_V, CTRL)
    assert "8 000 000 can be. Save it as a file, and open that." in note(window).replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert window.session.document is before


def test_the_first_number_of_a_network_without_rows_makes_its_row(window: MainWindow, qtbot: QtBot) -> None:
    draw_chain(window)
    window.session.open(replace(window.session.document, data=None), None)
    settle(window.session)
    type_over(qtbot, window, Place("target", "y1"), "4")
    data = window.session.document.data
    assert data is not None
    assert [len(data.train), data.train[0][data.columns.index("y1")]] == [1, 4.0]


def test_another_document_is_fitted_and_an_empty_one_is_at_full_size(window: MainWindow) -> None:
    draw_chain(window)
    window.canvas.set_zoom(9.0)
    window.session.open(load_example("mazur"), None)
    shown_now = window.canvas.mapFromScene(window.scene.bounds()).boundingRect()
    assert window.canvas.viewport().rect().contains(shown_now)
    window.session.open(Document(), None)
    assert window.canvas.zoom == 1.0


def test_tab_walks_the_nodes_and_leads_an_edge(window: MainWindow, qtbot: QtBot) -> None:
    for at, kind in ((Y, "output"), (X, "input")):
        pick_kind(window, at, kind)
    activate(qtbot, window)
    window.canvas.setFocus()
    window.scene.deselect()
    for expected in ({"x1"}, {"y1"}):
        press(qtbot, window, Qt.Key.Key_Tab)
        assert window.scene.selected_nodes == expected
    press(qtbot, window, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert window.scene.selected_nodes == {"x1"}
    press(qtbot, window, Qt.Key.Key_C)
    press(qtbot, window, Qt.Key.Key_Tab)
    press(qtbot, window, Qt.Key.Key_Return)
    assert edges(window) == {("x1", "y1")}
    window.scene.select("node", "y1")
    press(qtbot, window, Qt.Key.Key_Tab)
    assert not window.canvas.hasFocus()


def test_pasting_from_an_empty_clipboard_says_so(window: MainWindow, qtbot: QtBot) -> None:
    QApplication.clipboard().clear()
    press(qtbot, window, Qt.Key.Key_V, CTRL)
    assert note(window) == "The clipboard holds no network."
