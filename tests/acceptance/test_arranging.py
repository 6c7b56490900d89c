"""Moving, lining up, tidying; many nodes and weights at once; numbers scrubbed and tabbed: each undone and redone exactly."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGraphicsLineItem, QLineEdit
from pytestqt.qtbot import QtBot

from bpdesk.model.document import Document
from bpdesk.model.recipes import layered
from bpdesk.model.rows import set_cells
from bpdesk.ui.canvas.place import Place
from bpdesk.ui.canvas.selection import Selection
from bpdesk.ui.dialogs.change_weights import ChangeWeightsDialog
from bpdesk.ui.main_window import MainWindow
from tests.builders import net
from tests.windows import open_window, point_of, press, settle, step

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SHIFT, CTRL, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    return open_window(qtbot)


def show(window: MainWindow, document: Document) -> None:
    window.session.open(document, None)
    settle(window.session)
    window.canvas.setFocus()


def send(window: MainWindow, kind: QEvent.Type, at: QPoint, held: Qt.KeyboardModifier, button: Qt.MouseButton = LEFT) -> None:
    port = window.canvas.viewport()
    own = LEFT if kind != QEvent.Type.MouseMove else Qt.MouseButton.NoButton
    down = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else button
    QApplication.sendEvent(port, QMouseEvent(kind, QPointF(at), QPointF(port.mapToGlobal(at)), own, down, held))


def drag(window: MainWindow, start: QPoint, *stops: QPoint, held: Qt.KeyboardModifier = NONE, drops: bool = True) -> None:
    """Press, move over the stops with those keys held, and let go."""
    send(window, QEvent.Type.MouseButtonPress, start, held & ALT)
    for stop in stops:
        send(window, QEvent.Type.MouseMove, start + (stop - start) / 2, held)
        send(window, QEvent.Type.MouseMove, stop, held)
    if drops:
        send(window, QEvent.Type.MouseButtonRelease, stops[-1], held)


def node(window: MainWindow, name: str) -> QPoint:
    return window.canvas.mapFromScene(QPointF(*place(window, name)))


def place(window: MainWindow, name: str) -> tuple[float, float]:
    return window.session.document.network.node_by_id[name].position


def trigger(window: MainWindow, name: str) -> None:
    assert window.actions_by_name[name].isEnabled(), name
    window.actions_by_name[name].trigger()


def is_undone_and_redone(window: MainWindow, before: Document) -> None:
    """One step leads back to that document and on again to this one."""
    settle(window.session)
    after = window.session.document
    assert after is not before
    trigger(window, "undo")
    assert window.session.document is before
    trigger(window, "redo")
    assert window.session.document is after
    settle(window.session)


def select(window: MainWindow, nodes: str = "", edges: str = "") -> None:
    window.scene.choose(Selection.several(window.scene.network, nodes.split(), edges.split()))


def lines(window: MainWindow) -> list[QGraphicsLineItem]:
    return [item for item in window.scene.items() if isinstance(item, QGraphicsLineItem)]


def test_a_dragged_node_stops_in_line_with_another_and_the_line_is_shown(window: MainWindow) -> None:
    show(window, net("x -> h -> y", biases=False))
    window.canvas.set_zoom(1.0)
    before = window.session.document
    _, y = place(window, "x")
    start = node(window, "h")
    drag(window, start, start + QPoint(30, 50), start + QPoint(30, 4), drops=False)
    assert len(lines(window)) == 1
    send(window, QEvent.Type.MouseButtonRelease, start + QPoint(30, 4), NONE)
    assert lines(window) == []
    assert place(window, "h")[1] == y
    is_undone_and_redone(window, before)
    start = node(window, "h")
    drag(window, start, start + QPoint(-11, 4), held=ALT)
    assert place(window, "h")[1] == y + 4


def test_shift_keeps_to_one_axis_and_the_grid_stops_nodes(window: MainWindow) -> None:
    show(window, net("x -> h -> y", biases=False))
    window.canvas.set_zoom(1.0)
    x, y = place(window, "h")
    start = node(window, "h")
    drag(window, start, start + QPoint(20, 57), held=SHIFT)
    assert place(window, "h") == (x, y + 57)
    trigger(window, "snap")
    start = node(window, "h")
    before = window.session.document
    drag(window, start, start + QPoint(31, 17))
    assert [value % 24 for value in place(window, "h")] == [0, 0]
    is_undone_and_redone(window, before)


def test_tidy_untangles_and_is_one_step(window: MainWindow, qtbot: QtBot) -> None:
    document = layered([2, 3, 1], "tanh", "linear", True, 1)
    show(window, document)
    select(window, "h1 y1")
    trigger(window, "align_left")
    moved = window.session.document
    assert place(window, "h1")[0] == place(window, "y1")[0]
    press(qtbot, window, Qt.Key.Key_L, CTRL)
    assert [one.position for one in window.session.document.network.nodes] == [one.position for one in document.network.nodes]
    is_undone_and_redone(window, moved)
    assert not window.actions_by_name["undo"].text().endswith("Move")


@pytest.mark.parametrize("name", ["align_top", "align_centre", "spread_across", "spread_down"])
def test_nodes_are_lined_up_from_the_menu(window: MainWindow, name: str) -> None:
    show(window, net("x1 x2 -> h1 h2 h3 -> y", biases=False))
    assert not window.actions_by_name[name].isEnabled()
    select(window, "x1 h2 h3 y")
    before = window.session.document
    trigger(window, name)
    if window.session.document is not before:
        is_undone_and_redone(window, before)


def test_selecting_by_kind_and_by_direction(window: MainWindow, qtbot: QtBot) -> None:
    show(window, net("x1 x2 -> h -> y"))
    press(qtbot, window, Qt.Key.Key_I, CTRL | SHIFT)
    assert (len(window.scene.selected_nodes), len(window.scene.selected_edges)) == (4, 0)
    press(qtbot, window, Qt.Key.Key_E, CTRL | SHIFT)
    assert (len(window.scene.selected_nodes), len(window.scene.selected_edges)) == (0, 3)
    select(window, "h")
    trigger(window, "select_incoming")
    assert window.scene.selected_edges == {"x1_h", "x2_h"}
    select(window, "h")
    trigger(window, "select_outgoing")
    assert window.scene.selected_edges == {"h_y"}


def test_groups_are_connected_and_a_layer_is_added_in_one_step_each(window: MainWindow) -> None:
    show(window, net("x1 x2 -> y1 y2"))
    before = window.session.document
    select(window, "x1 x2")
    trigger(window, "add_layer")
    assert len(window.session.document.network.edges) == 8
    assert window.scene.selected_nodes == {"h1", "h2"}
    is_undone_and_redone(window, before)
    before = window.session.document
    select(window, "x1 x2 y1 y2")
    trigger(window, "connect_groups")
    assert len(window.session.document.network.edges) == 12
    is_undone_and_redone(window, before)
    select(window, "x1 x2")
    assert not window.actions_by_name["connect_groups"].isEnabled()
    assert "two groups" in window.actions_by_name["connect_groups"].toolTip()


def test_three_groups_are_joined_in_a_row_and_all_to_all_only_when_asked(window: MainWindow) -> None:
    show(window, net("x1 x2 -> h1 h2 -> y"))
    window.scene.choose(Selection.several(window.scene.network, [], window.scene.network.edge_by_id))
    trigger(window, "delete")
    select(window, "x1 x2 h1 h2 y")
    bare = window.session.document
    trigger(window, "connect_groups")
    in_a_row = {(edge.source, edge.target) for edge in window.session.document.network.edges}
    assert in_a_row == {(x, h) for x in ("x1", "x2") for h in ("h1", "h2")} | {("h1", "y"), ("h2", "y")}
    is_undone_and_redone(window, bare)
    select(window, "x1 x2 h1 h2 y")
    before = window.session.document
    trigger(window, "connect_skipping")
    assert {(edge.source, edge.target) for edge in window.session.document.network.edges} == in_a_row | {("x1", "y"), ("x2", "y")}
    is_undone_and_redone(window, before)
    select(window, "x1 y")
    assert not window.actions_by_name["connect_skipping"].isEnabled()


def change(window: MainWindow, way: str, value: str = "", seed: str = "") -> ChangeWeightsDialog:
    trigger(window, "change_weights")
    dialog = next(each for each in window.findChildren(ChangeWeightsDialog) if each.isVisible())
    dialog.way.setCurrentIndex(dialog.way.findData(way))
    for field, text in ((dialog.value, value), (dialog.seed, seed)):
        if text:
            field.selectAll()
            QTest.keyClicks(field, text)
    QTest.keyClick(dialog.way, Qt.Key.Key_Return)
    return dialog


def weights(window: MainWindow) -> list[float | None]:
    reading = window.scene.reading
    return [reading.value(Place("weight", edge.id)) for edge in window.scene.network.edges]


@pytest.mark.parametrize("steps", [0, 2])
def test_selected_weights_are_changed_together_also_in_the_middle_of_a_run(window: MainWindow, qtbot: QtBot, steps: int) -> None:
    show(window, net("x1 x2 -> y", biases=False, seed=2))
    for _ in range(steps):
        step(qtbot, window)
    press(qtbot, window, Qt.Key.Key_E, CTRL | SHIFT)
    before = window.session.document
    change(window, "multiply", "0")
    settle(window.session)
    assert weights(window) == [0.0, 0.0]
    is_undone_and_redone(window, before)
    change(window, "set", "1/4")
    settle(window.session)
    assert weights(window) == [0.25, 0.25]
    change(window, "draw xavier", seed="7")
    settle(window.session)
    drawn = weights(window)
    assert drawn[0] != drawn[1]
    change(window, "set", "1")
    press(qtbot, window, Qt.Key.Key_E, CTRL | SHIFT)
    change(window, "draw xavier", seed="7")
    settle(window.session)
    assert weights(window) == drawn


def test_what_cannot_be_read_or_done_to_weights_is_said(window: MainWindow, qtbot: QtBot) -> None:
    show(window, net("x1 x2 -> y"))
    press(qtbot, window, Qt.Key.Key_E, CTRL | SHIFT)
    dialog = change(window, "set", "1e999")
    assert dialog.isVisible()
    assert dialog.form.reason(dialog.value)
    dialog.reject()
    window.scene.choose(Selection.several(window.scene.network, [], ["x1_y", "x2_y"]))
    change(window, "set", "1e300")
    settle(window.session)
    now = window.session.document
    change(window, "multiply", "1e300")
    assert window.session.document is now
    assert weights(window) == [1e300, 1e300]


SCRUBBED: dict[str, tuple[Place, Qt.KeyboardModifier]] = {
    "weight": (Place("weight", "x_y"), NONE),
    "target": (Place("target", "y"), NONE),
    "input": (Place("input", "x"), ALT),
    "bias": (Place("bias", "y"), NONE),
}


@pytest.mark.parametrize("steps", [0, 2])
@pytest.mark.parametrize("what", SCRUBBED)
def test_a_number_dragged_sideways_changes_with_every_move_in_one_step(window: MainWindow, qtbot: QtBot, what: str, steps: int) -> None:
    document = net("x -> y", rows=[[2.0, 3.0]], seed=3)
    show(window, document)
    for _ in range(steps):
        step(qtbot, window)
    where, held = SCRUBBED[what]
    before, start = window.session.document, window.scene.reading.value(where)
    assert start
    at, seen = point_of(window, where), list[float | None]()
    drag(window, at, at + QPoint(20, 0), held=held, drops=False)
    settle(window.session)
    seen.append(window.scene.reading.value(where))
    cost = window.session.moment.cost if window.session.moment else None
    send(window, QEvent.Type.MouseMove, at + QPoint(40, 0), held)
    settle(window.session)
    seen.append(window.scene.reading.value(where))
    assert window.session.moment is not None
    assert window.session.moment.cost != cost
    send(window, QEvent.Type.MouseButtonRelease, at + QPoint(40, 0), held)
    assert seen == pytest.approx([start + 0.2 * abs(start), start + 0.4 * abs(start)], rel=0.01)
    is_undone_and_redone(window, before)


def test_escape_puts_a_scrubbed_number_back_and_leaves_nothing_to_redo(window: MainWindow, qtbot: QtBot) -> None:
    show(window, net("x -> y", rows=[[2.0, 3.0]]))
    before, at = window.session.document, point_of(window, Place("weight", "x_y"))
    drag(window, at, at + QPoint(40, 0), drops=False)
    assert window.session.document is not before
    press(qtbot, window, Qt.Key.Key_Escape)
    assert window.session.document is before
    assert not window.session.undo_history.can_redo
    send(window, QEvent.Type.MouseButtonRelease, at + QPoint(40, 0), NONE)
    assert window.session.document is before


def test_tab_takes_a_number_and_goes_on_to_the_next(window: MainWindow, qtbot: QtBot) -> None:
    show(window, net("x -> y", rows=[[2.0, 3.0]]))
    empty = window.session.document
    where = [Place("input", "x"), Place("weight", "x_y"), Place("bias", "y"), Place("target", "y")]
    window.canvas.edit(where[0])
    for number in range(1, 5):
        field = window.canvas.editor
        assert isinstance(field, QLineEdit)
        assert field.geometry().center() is not None
        QTest.keyClicks(field, str(number / 4))
        QTest.keyClick(field, Qt.Key.Key_Tab)
    settle(window.session)
    assert [window.scene.reading.value(each) for each in where] == [0.25, 0.5, 0.75, 1.0]
    field = window.canvas.editor
    assert isinstance(field, QLineEdit)
    assert field.text() == "0.25"
    QTest.keyClick(field, Qt.Key.Key_Backtab)
    assert window.canvas.editor is not None
    QTest.keyClick(window.canvas.editor, Qt.Key.Key_Escape)
    for _ in where:
        trigger(window, "undo")
    assert window.session.document is empty


def test_new_rows_of_data_do_not_break_a_scrub(window: MainWindow) -> None:
    document = layered([1, 1], "tanh", "linear", False, 1)
    show(window, set_cells(document, "train", {(0, "x1"): 1.0, (0, "y1"): 2.0}))
    at = point_of(window, Place("weight", window.session.document.network.edges[0].id))
    drag(window, at, at + QPoint(30, 0), at + QPoint(10, 0))
    assert window.session.undo_history.undo_text == "Set weight"
