"""Random gestures and keys on the canvas of the real window: whatever is done, document, undo history and canvas agree."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QGraphicsItem, QMenu, QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from bpdesk.engine.program import compile_document
from bpdesk.files.schema import read, write
from bpdesk.model.document import Document
from bpdesk.model.network import Network
from bpdesk.ui.canvas.place import Place
from bpdesk.ui.canvas.tools.gesture import Tool
from bpdesk.ui.main_window import MainWindow
from tests.builders import net, one_weight
from tests.windows import open_window, settle

LEFT, MIDDLE, RIGHT, NO_BUTTON = (getattr(Qt.MouseButton, name) for name in ("LeftButton", "MiddleButton", "RightButton", "NoButton"))
NONE, SHIFT, CTRL, ALT = (getattr(Qt.KeyboardModifier, name) for name in ("NoModifier", "ShiftModifier", "ControlModifier", "AltModifier"))
_MOST_NODES = 14
STARTS = {
    "empty": Document,
    "one weight": one_weight,
    "chain": lambda: net("x -> h -> y", rows=2),
    "layers": lambda: net("x1 x2 -> h1 h2 -> y1 y2", rows=3, test=1, batch_size=2),
}
SPOTS = st.tuples(
    st.sampled_from(["node", "node", "rim", "rim", "edge", "number", "number", "name", "empty", "empty", "outside"]),
    st.integers(0, 30),
    st.floats(0.02, 0.98),
    st.floats(0.02, 0.98),
)
Spot = tuple[str, int, float, float]
HELD = st.sampled_from([NONE, NONE, NONE, SHIFT, CTRL, ALT])
LETTERS = st.sampled_from("IHOCF")
KEYS = st.sampled_from(
    ["Escape", "Delete", "Backspace", "Tab", "Backtab", "Return", "F2", "Left", "Right", "Up", "Down", "Space", "F11", "Menu"]
)
COMMANDS = st.sampled_from(
    [
        "select_all", "select_nodes", "select_edges", "select_incoming", "select_outgoing", "copy", "cut", "paste", "duplicate",
        "delete", "tidy", "align_left", "align_middle", "spread_across", "snap", "connect_groups", "add_layer", "undo", "redo",
        "tool_select", "tool_node", "tool_connect", "fit", "zoom_in", "zoom_out", "start", "newest", "step", "back", "inside",
    ]
)  # fmt: skip
TYPED = st.sampled_from(["0,5", "1/3", "-2e-3", "abc", "", "1e999", "7"])
ENDS = st.sampled_from(["Return", "Escape", "Tab", "Backtab", "click"])


class CanvasMachine(RuleBasedStateMachine):
    """A person at the canvas, who may do anything in the middle of anything."""

    window: ClassVar[MainWindow]
    raised: ClassVar[list[Any]]

    @initialize(start=st.sampled_from(sorted(STARTS)))
    def open(self, start: str) -> None:
        window = self.window
        window.canvas.cancel_gesture()
        window.session.open(STARTS[start](), None)
        window.canvas.take_tool(Tool.SELECT)
        window.canvas.snaps = False
        window.canvas.fit()
        window.canvas.setFocus()
        self.held = NO_BUTTON
        self.at = window.canvas.viewport().rect().center()
        self._settle()
        self.start = window.session.document

    @rule(spot=SPOTS, button=st.sampled_from([LEFT, LEFT, LEFT, MIDDLE]), held=HELD)
    def press(self, spot: Spot, button: Qt.MouseButton, held: Qt.KeyboardModifier) -> None:
        self.held |= button
        self._send(QEvent.Type.MouseButtonPress, self._point(spot), button, held)

    @rule(spot=SPOTS, held=HELD)
    def move(self, spot: Spot, held: Qt.KeyboardModifier) -> None:
        self._move(self._point(spot), held)

    @rule(held=HELD)
    def release(self, held: Qt.KeyboardModifier) -> None:
        for button in (LEFT, MIDDLE):
            if self.held & button:
                self.held &= ~button
                self._send(QEvent.Type.MouseButtonRelease, self.at, button, held)

    @rule()
    def let_go_where_nobody_sees(self) -> None:
        self.held = NO_BUTTON

    @rule(start=SPOTS, end=SPOTS, held=HELD)
    def drag(self, start: Spot, end: Spot, held: Qt.KeyboardModifier) -> None:
        self.press(start, LEFT, held)
        goal = self._point(end)
        self._move(self.at + (goal - self.at) / 2, held)
        self._move(goal, held)
        self.release(held)

    @rule(kind=st.sampled_from(["node", "rim", "number", "empty"]), which=st.integers(0, 30), end=SPOTS, held=HELD)
    def begin_a_drag(self, kind: str, which: int, end: Spot, held: Qt.KeyboardModifier) -> None:
        """What comes next comes in the middle of it."""
        self.press((kind, which, 0.5, 0.5), LEFT, held)
        self._move(self._point(end), held)

    @rule(source=st.integers(0, 30), goal=st.integers(0, 30), kind=st.sampled_from(["node", "empty"]), place=st.floats(0.1, 0.9))
    def connect(self, source: int, goal: int, kind: str, place: float) -> None:
        self.drag(("rim", source, 0.5, 0.5), (kind, goal, place, place), NONE)

    @rule(spot=SPOTS, held=HELD)
    def click(self, spot: Spot, held: Qt.KeyboardModifier) -> None:
        self.press(spot, LEFT, held)
        self.release(held)

    @rule(spot=SPOTS)
    def double_click(self, spot: Spot) -> None:
        self.click(spot, NONE)
        self._send(QEvent.Type.MouseButtonDblClick, self.at, LEFT, NONE)
        self._send(QEvent.Type.MouseButtonRelease, self.at, LEFT, NONE)
        self._pick(0)

    @rule(spot=SPOTS, choice=st.integers(0, 40))
    def take_from_the_menu(self, spot: Spot, choice: int) -> None:
        at = self._point(spot)
        place = self.window.canvas.viewport().mapToGlobal(at)
        QApplication.sendEvent(self.window.canvas.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, place))
        self._pick(choice)

    @rule(spot=SPOTS, text=TYPED, end=ENDS)
    def type_over(self, spot: Spot, text: str, end: str) -> None:
        self.double_click(("number", *spot[1:]))
        self.type_into_what_is_open(text, end)

    @rule(text=TYPED, end=ENDS)
    def type_into_what_is_open(self, text: str, end: str) -> None:
        editor = self.window.canvas.editor
        if editor is None:
            return
        QTest.keyClicks(editor, text)
        if end == "click":
            self.click(("empty", 0, 0.03, 0.03), NONE)
        else:
            QTest.keyClick(editor, getattr(Qt.Key, f"Key_{end}"))

    @rule(spot=SPOTS, letter=LETTERS)
    def press_a_letter(self, spot: Spot, letter: str) -> None:
        self._move(self._point(spot), NONE)
        self._key(getattr(Qt.Key, f"Key_{letter}"), NONE)

    @rule(key=KEYS, held=st.sampled_from([NONE, NONE, SHIFT, ALT]))
    def press_a_key(self, key: str, held: Qt.KeyboardModifier) -> None:
        self._key(getattr(Qt.Key, f"Key_{key}"), held)
        self._pick(None)

    @precondition(lambda self: len(self.window.scene.network.nodes) < _MOST_NODES)
    @rule(name=COMMANDS)
    def command(self, name: str) -> None:
        self.window.actions_by_name[name].trigger()

    @rule(notches=st.integers(-3, 3))
    def turn_the_wheel(self, notches: int) -> None:
        port = self.window.canvas.viewport()
        turned, at = QPoint(0, 120 * notches), QPointF(self.at)
        none = Qt.ScrollPhase.NoScrollPhase
        QApplication.sendEvent(port, QWheelEvent(at, QPointF(port.mapToGlobal(self.at)), QPoint(), turned, NO_BUTTON, NONE, none, False))

    @rule(density=st.sampled_from(["plain", "values", "everything"]))
    def show_more_or_less(self, density: Any) -> None:
        self.window.scene.set_density(density)

    @rule(text=st.sampled_from(["hello", "{}", "\x00"]))
    def paste_what_is_foreign(self, text: str) -> None:
        self.window.canvas.cancel_gesture()
        before = self.window.session.document
        QApplication.clipboard().setText(text)
        self.window.actions_by_name["paste"].trigger()
        assert self.window.session.document is before

    @rule()
    def undo_to_the_start_and_redo(self) -> None:
        self._give_up_what_is_under_way()
        session, now = self.window.session, self.window.session.document
        while session.undo_history.can_undo:
            self.window.actions_by_name["undo"].trigger()
        assert session.document is self.start
        self._settle()
        self._look()
        while session.document is not now and session.undo_history.can_redo:
            self.window.actions_by_name["redo"].trigger()
        assert session.document is now

    @invariant()
    def everything_agrees(self) -> None:
        self._settle()
        self._look()

    def teardown(self) -> None:
        if hasattr(self, "start"):
            self.undo_to_the_start_and_redo()
            self.everything_agrees()

    def _look(self) -> None:
        window, scene = self.window, self.window.scene
        document = window.session.document
        assert window.session.waiting_edits == 0
        self._is_valid(document)
        assert scene.selected_nodes <= document.network.node_by_id.keys()
        assert scene.selected_edges <= document.network.edge_by_id.keys()
        self._is_drawn(document.network)
        if window.session.moment is not None:
            for edge in document.network.edges:
                assert scene.reading.value(Place("weight", edge.id)) == window.session.moment.weights[edge.id]

    def _is_valid(self, document: Document) -> None:
        """It can be saved and read back, has no circle, and what it needs is told or it runs."""
        assert read(write(document)).network == document.network
        compiled = compile_document(document)
        if isinstance(compiled, list):
            assert all(problem.message for problem in compiled)
            assert not any("circle" in problem.message for problem in compiled)

    def _is_drawn(self, network: Network) -> None:
        """Each node and edge has its item, where it is in the document unless it is being dragged, and there is nothing else."""
        picture = self.window.scene._picture
        assert picture.nodes.keys() == network.node_by_id.keys()
        assert picture.edges.keys() == network.edge_by_id.keys()
        assert picture.targets.keys() == {node.id for node in network.outputs}
        if self.window.canvas._pointer.gesture is None:
            assert {name: item.pos().toTuple() for name, item in picture.nodes.items()} == {
                node.id: node.position for node in network.nodes
            }
            assert len(self._items()) == self._items_wanted(network)

    def _items(self) -> list[QGraphicsItem]:
        return [item for item in self.window.scene.items() if item.parentItem() is None]

    def _items_wanted(self, network: Network) -> int:
        """Nodes, targets, edges, numbers, and what each picture has once: walk, captions, crowd, lines, shapes, bare numbers, light."""
        labels = len(list(self.window.scene._picture.labels.items()))
        return len(network.nodes) + len(network.outputs) + len(network.edges) + labels + 7

    def _give_up_what_is_under_way(self) -> None:
        self.release(NONE)
        self.window.canvas.cancel_gesture()
        if self.window.canvas.editor is not None:
            self.window.canvas.editor.cancel()

    def _point(self, spot: Spot) -> QPoint:
        """A place on the viewport where that is; where there is none, an empty one."""
        kind, which, across, down = spot
        network, canvas = self.window.scene.network, self.window.canvas
        if kind in ("node", "rim", "name") and network.nodes:
            node = network.nodes[which % len(network.nodes)]
            place = QPointF(*node.position)
            if kind == "name":
                place = self.window.scene.reading.label_rectangle("node", node.id).center()
            return canvas.mapFromScene(place + (QPointF(34, 0) if kind == "rim" else QPointF()))
        places = self.window.scene.reading.places() if kind == "number" else []
        places += [Place("weight", edge.id) for edge in network.edges] if kind == "edge" else []
        if places:
            return canvas.mapFromScene(self.window.scene.reading.rectangle(places[which % len(places)]).center())
        size = canvas.viewport().size()
        if kind == "outside":
            return QPoint(-round(500 * across), round(down * size.height() + 400))
        return QPoint(round(across * size.width()), round(down * size.height()))

    def _move(self, at: QPoint, held: Qt.KeyboardModifier) -> None:
        self._send(QEvent.Type.MouseMove, at, NO_BUTTON, held)

    def _send(self, kind: QEvent.Type, at: QPoint, button: Qt.MouseButton, held: Qt.KeyboardModifier) -> None:
        port = self.window.canvas.viewport()
        self.at = at
        QApplication.sendEvent(port, QMouseEvent(kind, QPointF(at), QPointF(port.mapToGlobal(at)), button, self.held, held))

    def _key(self, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
        editor = self.window.canvas.editor
        if editor is None and not self.window.canvas.hasFocus():
            self.window.canvas.setFocus()
        QTest.keyClick(editor or self.window.canvas, key, held)

    def _pick(self, choice: int | None) -> None:
        """Take that entry of the menu that is open, and close all that is open over the window."""
        menus = [each for each in self.window.findChildren(QMenu) if each.isVisible()]
        for menu in menus[:1]:
            found = [each for one in (menu, *menu.findChildren(QMenu)) for each in one.actions()]
            actions = [each for each in found if each.isEnabled() and not each.isSeparator() and not each.menu()]
            if choice is not None and actions:
                actions[choice % len(actions)].trigger()
        for menu in menus:
            menu.close()
        open_above: list[QWidget] = [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]
        for dialog in open_above:
            dialog.close()

    def _settle(self) -> None:
        settle(self.window.session)
        QCoreApplication.processEvents()
        for _, exception, _ in self.raised:
            raise exception


@pytest.mark.timeout(600)
def test_whatever_is_done_on_the_canvas_all_agrees(qtbot: QtBot) -> None:
    CanvasMachine.window = open_window(qtbot)
    try:
        with capture_exceptions() as CanvasMachine.raised:
            run_state_machine_as_test(CanvasMachine, settings=settings(settings(), stateful_step_count=40))
    finally:
        # A window that outlives the application takes the interpreter down with it.
        del CanvasMachine.window
