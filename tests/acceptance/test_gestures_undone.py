"""Each gesture of drawing with real events: one undo leads back to the very same document, redo on again, and the canvas goes along."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QDragEnterEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from bpdesk.files.schema import write
from bpdesk.model.document import Document
from bpdesk.ui.canvas.place import Place
from bpdesk.ui.canvas.selection import Selection
from bpdesk.ui.dialogs.change_weights import ChangeWeightsDialog
from bpdesk.ui.main_window import MainWindow
from tests.builders import net
from tests.windows import activate, open_window, point_of, press, settle, step

K, LEFT, NONE = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SHIFT, CTRL, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Hand:
    """A person at the canvas of x1, x2 → h1, h2 → y."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot

    def at(self, node: str, across: float = 0.0, down: float = 0.0) -> QPoint:
        x, y = self.window.session.document.network.node_by_id[node].position
        return self.window.canvas.mapFromScene(QPointF(x + across, y + down))

    @property
    def ground(self) -> QPoint:
        return self.at("h1", 180, -30)

    def send(self, kind: QEvent.Type, at: QPoint, held: Qt.KeyboardModifier = NONE) -> None:
        port = self.window.canvas.viewport()
        own = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else LEFT
        down = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else LEFT
        QApplication.sendEvent(port, QMouseEvent(kind, QPointF(at), QPointF(port.mapToGlobal(at)), own, down, held))

    def drag(self, start: QPoint, end: QPoint, held: Qt.KeyboardModifier = NONE) -> None:
        self.send(QEvent.Type.MouseButtonPress, start, held)
        for part in (0.3, 0.7, 1.0):
            self.send(QEvent.Type.MouseMove, start + (end - start) * part, held)
        self.send(QEvent.Type.MouseButtonRelease, end, held)

    def click(self, at: QPoint) -> None:
        QTest.mouseClick(self.window.canvas.viewport(), LEFT, NONE, at)

    def double_click(self, at: QPoint) -> None:
        self.click(at)
        QTest.mouseDClick(self.window.canvas.viewport(), LEFT, NONE, at)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        if QApplication.activeWindow() is not self.window:
            activate(self.qtbot, self.window)
        press(self.qtbot, self.window, key, held)

    def select(self, nodes: str = "", edges: str = "") -> None:
        self.window.scene.choose(Selection.several(self.window.scene.network, nodes.split(), edges.split()))

    def type(self, text: str, key: Qt.Key | None = K.Key_Return) -> None:
        editor = self.window.canvas.editor
        assert editor is not None
        QTest.keyClicks(editor, text)
        if key is not None:
            QTest.keyClick(editor, key)

    def take(self, name: str, at: QPoint) -> None:
        """The right button's menu there, and that entry of it."""
        port = self.window.canvas.viewport()
        QApplication.sendEvent(port, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, port.mapToGlobal(at)))
        menu = next(each for each in self.window.findChildren(QMenu, "canvas.menu") if each.isVisible())
        action = menu.findChild(QAction, f"canvas.menu.{name}") or self.window.actions_by_name[name]
        action.trigger()
        menu.close()

    def trigger(self, name: str) -> None:
        self.window.actions_by_name[name].trigger()


def _move_over_lit_targets(hand: Hand) -> None:
    hand.select("x1 x2")
    hand.drag(hand.at("x1", 34), hand.at("y"))


def _change_weights(hand: Hand) -> None:
    hand.trigger("select_edges")
    hand.trigger("change_weights")
    dialog = next(each for each in hand.window.findChildren(ChangeWeightsDialog) if each.isVisible())
    QTest.keyClick(dialog.value, K.Key_Return)


def _copy_and_paste(hand: Hand) -> None:
    hand.select("h1 h2")
    hand.press(K.Key_C, CTRL)
    hand.press(K.Key_V, CTRL)


def _drop(hand: Hand) -> None:
    data = QMimeData()
    data.setText(write(hand.window.session.document))
    action, at = Qt.DropAction.CopyAction, hand.ground
    for event in (QDragEnterEvent(at, action, data, LEFT, NONE), QDropEvent(QPointF(at), action, data, LEFT, NONE)):
        QApplication.sendEvent(hand.window.canvas.viewport(), event)


def _click_elsewhere(hand: Hand) -> None:
    hand.double_click(point_of(hand.window, Place("weight", "x1_h1")))
    hand.type("1/8", None)
    hand.click(QPoint(20, 20))


def _scrub(hand: Hand) -> None:
    at = point_of(hand.window, Place("weight", "x1_h1"))
    hand.drag(at, at + QPoint(40, 0))


def _in_turn(*deeds: Callable[[Hand], object]) -> Callable[[Hand], None]:
    def do(hand: Hand) -> None:
        for deed in deeds:
            deed(hand)

    return do


GESTURES: dict[str, tuple[Callable[[Hand], object], str]] = {
    "double-click": (lambda hand: hand.double_click(hand.ground), "Add neuron"),
    "Node tool": (_in_turn(lambda hand: hand.trigger("tool_node"), lambda hand: hand.click(hand.ground)), "Add neuron"),
    "I": (_in_turn(lambda hand: hand.send(QEvent.Type.MouseMove, hand.ground), lambda hand: hand.press(K.Key_I)), "Add input"),
    "H": (_in_turn(lambda hand: hand.send(QEvent.Type.MouseMove, hand.ground), lambda hand: hand.press(K.Key_H)), "Add neuron"),
    "O": (_in_turn(lambda hand: hand.send(QEvent.Type.MouseMove, hand.ground), lambda hand: hand.press(K.Key_O)), "Add output"),
    "rim to node": (lambda hand: hand.drag(hand.at("x1", 34), hand.at("y")), "Connect"),
    "rim to the open": (lambda hand: hand.drag(hand.at("h1", 0, -37), hand.ground), "Add connected neuron"),
    "rim of several to node": (_move_over_lit_targets, "Connect"),
    "rim of several to the open": (
        _in_turn(lambda hand: hand.select("x1 x2"), lambda hand: hand.drag(hand.at("x1", 34), hand.ground)),
        "Add connected neuron",
    ),
    "Connect tool": (
        _in_turn(lambda hand: hand.trigger("tool_connect"), lambda hand: hand.drag(hand.at("x1"), hand.at("y"))),
        "Connect",
    ),
    "C and a click": (
        _in_turn(lambda hand: hand.select("x1 x2"), lambda hand: hand.press(K.Key_C), lambda hand: hand.click(hand.at("y"))),
        "Connect",
    ),
    "add layer": (_in_turn(lambda hand: hand.select("h1 h2"), lambda hand: hand.press(K.Key_L, CTRL | SHIFT)), "Add layer"),
    "connect groups": (_in_turn(lambda hand: hand.select("x1 x2 y"), lambda hand: hand.press(K.Key_C, CTRL | SHIFT)), "Connect groups"),
    "drag": (lambda hand: hand.drag(hand.at("h1"), hand.at("h1", 33, 41)), "Move"),
    "drag of several": (
        _in_turn(lambda hand: hand.select("h1 h2"), lambda hand: hand.drag(hand.at("h1"), hand.at("h1", 33, 41))),
        "Move",
    ),
    "drag on one axis": (lambda hand: hand.drag(hand.at("h1"), hand.at("h1", 9, 71), SHIFT), "Move"),
    "drag off the guides": (lambda hand: hand.drag(hand.at("h1"), hand.at("h1", 3, 9), ALT), "Move"),
    "drag on the grid": (
        _in_turn(lambda hand: hand.trigger("snap"), lambda hand: hand.drag(hand.at("h1"), hand.at("h1", 33, 41))),
        "Move",
    ),
    "drag with Ctrl": (lambda hand: hand.drag(hand.at("h1"), hand.at("h1", 150, 60), CTRL), "Duplicate"),
    "arrow": (_in_turn(lambda hand: hand.select("h1"), lambda hand: hand.press(K.Key_Down)), "Move"),
    "Shift+arrow": (_in_turn(lambda hand: hand.select("h1"), lambda hand: hand.press(K.Key_Up, SHIFT)), "Move"),
    "align": (_in_turn(lambda hand: hand.select("x1 h2 y"), lambda hand: hand.trigger("align_top")), "Align"),
    "space evenly": (_in_turn(lambda hand: hand.select("x1 x2 h2 y"), lambda hand: hand.trigger("spread_down")), "Space evenly"),
    "cut": (_in_turn(lambda hand: hand.select("h1"), lambda hand: hand.press(K.Key_X, CTRL)), "Delete"),
    "paste": (_copy_and_paste, "Paste"),
    "duplicate": (_in_turn(lambda hand: hand.select("h1"), lambda hand: hand.press(K.Key_D, CTRL)), "Duplicate"),
    "drop": (_drop, "Paste"),
    "Delete": (_in_turn(lambda hand: hand.select("h1", "x1_h2"), lambda hand: hand.press(K.Key_Delete)), "Delete"),
    "bias deleted": (
        _in_turn(lambda hand: hand.click(point_of(hand.window, Place("bias", "h1"))), lambda hand: hand.press(K.Key_Backspace)),
        "Remove bias",
    ),
    "weight typed": (
        _in_turn(lambda hand: hand.double_click(point_of(hand.window, Place("weight", "x1_h1"))), lambda hand: hand.type("1/3")),
        "Set weight",
    ),
    "bias typed": (
        _in_turn(lambda hand: hand.double_click(point_of(hand.window, Place("bias", "h1"))), lambda hand: hand.type("-2e-3")),
        "Set bias",
    ),
    "input typed": (
        _in_turn(lambda hand: hand.double_click(point_of(hand.window, Place("input", "x1"))), lambda hand: hand.type("0,75")),
        "Set input",
    ),
    "target typed with F2": (
        _in_turn(
            lambda hand: hand.window.scene.select("target", "y"), lambda hand: hand.press(K.Key_F2), lambda hand: hand.type("8", K.Key_Tab)
        ),
        "Set target",
    ),
    "typed, then clicked elsewhere": (_click_elsewhere, "Set weight"),
    "name typed": (
        _in_turn(
            lambda hand: hand.double_click(
                hand.window.canvas.mapFromScene(hand.window.scene.reading.label_rectangle("node", "h1").center())
            ),
            lambda hand: hand.type("s"),
        ),
        "Rename",
    ),
    "name of a weight typed": (
        _in_turn(
            lambda hand: hand.select("", "x1_h1"), lambda hand: hand.press(K.Key_F2, SHIFT), lambda hand: hand.type("v")
        ),
        "Rename",
    ),
    "scrub": (_scrub, "Set weight"),
    "many weights": (_change_weights, "Change weights"),
    "activation of several": (
        _in_turn(lambda hand: hand.select("h1 h2"), lambda hand: hand.take("activation_relu", hand.at("h1"))),
        "Choose activation",
    ),
    "several frozen": (_in_turn(lambda hand: hand.select("h1", "x1_h1"), lambda hand: hand.take("freeze", hand.at("h1"))), "Freeze"),
    "kind": (lambda hand: hand.take("make_output", hand.at("h1")), "Change kind"),
    "bias removed": (lambda hand: hand.take("remove_bias", hand.at("h1")), "Remove bias"),
    "node from the menu": (lambda hand: hand.take("add_input", hand.ground), "Add input"),
}  # fmt: skip


@pytest.fixture
def hand(qtbot: QtBot) -> Hand:
    window = open_window(qtbot)
    window.session.open(net("x1 x2 -> h1 h2 -> y", seed=1, rows=[[1.0, 2.0, 3.0]]), None)
    settle(window.session)
    window.canvas.set_zoom(1.0)
    window.canvas.setFocus()
    return Hand(window, qtbot)


def is_drawn(window: MainWindow, document: Document) -> None:
    """The canvas shows just that document."""
    picture = window.scene._picture
    assert {name: item.pos().toTuple() for name, item in picture.nodes.items()} == {
        node.id: node.position for node in document.network.nodes
    }
    assert picture.edges.keys() == document.network.edge_by_id.keys()
    assert all(item.edge == document.network.edge_by_id[name] for name, item in picture.edges.items())


@pytest.mark.parametrize("steps", [0, 1])
def test_every_gesture_is_undone_and_redone_exactly(hand: Hand, steps: int) -> None:
    window = hand.window
    for name, (deed, called) in GESTURES.items():
        hand.select()
        window.canvas.leave_tool()
        window.actions_by_name["start"].trigger()
        if steps:
            settle(window.session)
            step(hand.qtbot, window, steps)
        before = window.session.document
        deed(hand)
        settle(window.session)
        after = window.session.document
        assert after is not before, name
        if window.canvas.editor is not None:
            QTest.keyClick(window.canvas.editor, K.Key_Escape)
        assert window.actions_by_name["undo"].text() == f"Undo: {called}", name
        is_drawn(window, after)
        hand.press(K.Key_Z, CTRL)
        assert window.session.document is before, name
        assert window.actions_by_name["redo"].text() == f"Redo: {called}", name
        settle(window.session)
        is_drawn(window, before)
        hand.press(K.Key_Z, CTRL | SHIFT)
        assert window.session.document is after, name
        settle(window.session)
        is_drawn(window, after)
        hand.press(K.Key_Z, CTRL)
        settle(window.session)
    assert not window.session.undo_history.can_undo


MENUS: dict[str, tuple[str, str, str]] = {
    "an input": ("x1", "", "set_input rename make_hidden make_output add_layer SELECT"),
    "a neuron with a bias": (
        "h1", "", "set_bias rename make_input make_output ACTIVATIONS remove_bias freeze add_layer SELECT",
    ),
    "an output": ("y", "", "set_target set_bias rename make_input make_hidden ACTIVATIONS remove_bias freeze add_layer"
                  " SELECT"),
    "a weight": ("", "x1_h1", "set_weight rename freeze"),
    "two weights": ("", "x1_h1 x2_h1", "freeze change_weights"),
    "two neurons": ("h1 h2", "", "ACTIVATIONS remove_bias freeze add_layer SELECT"),
    "a layer and the next": ("x1 x2 h1", "", "ACTIVATIONS remove_bias freeze add_layer SELECT connect_groups"),
    "three layers": ("x1 h1 y", "", "ACTIVATIONS remove_bias freeze add_layer SELECT"
                     " connect_groups connect_skipping"),
    "an input and a weight": ("x1", "x1_h1", "freeze add_layer SELECT"),
    "nothing": ("", "", "add_input add_hidden add_output"),
}  # fmt: skip
FROM_NODES = "begin_edge select_incoming select_outgoing"
OF_SELECTION = {"cut", "copy", "duplicate", "delete"}


@pytest.mark.parametrize("what", MENUS)
def test_a_menu_has_what_fits_and_nothing_else(hand: Hand, what: str) -> None:
    nodes, edges, own = MENUS[what]
    hand.select(nodes, edges)
    hand.press(K.Key_Menu)
    menu = next(each for each in hand.window.findChildren(QMenu, "canvas.menu") if each.isVisible())
    expected = set(own.replace("SELECT", FROM_NODES).split()) - {"ACTIVATIONS"} | (OF_SELECTION if nodes or edges else set())
    found = [action for one in (menu, *menu.findChildren(QMenu)) for action in one.actions() if action.menu() is None]
    assert all(action.isEnabled() for action in found if not action.isSeparator())
    names = {action.objectName().removeprefix("canvas.menu.").removeprefix("action.") for action in found if not action.isSeparator()}
    activations = {name for name in names if name.startswith("activation_")}
    others = {name for name in names if name.split(".")[0] in ("plot", "explain", "explain_with_paths")} | activations
    assert (len(activations) > 5) is ("ACTIVATIONS" in own)
    assert names - others == expected
    told = [action for action in found if not action.isSeparator() and action.objectName().startswith("canvas.menu.")]
    assert all(action.toolTip() and action.text() for action in told)
    assert menu.toolTipsVisible()
    menu.close()
