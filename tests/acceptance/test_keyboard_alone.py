"""Everything that drawing knows, done once with the keyboard alone: drawn, connected, typed, arranged, copied, deleted, undone, redone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from bpdesk.files.schema import read
from bpdesk.model.document import Document
from bpdesk.model.network import Node
from bpdesk.ui.canvas.place import Place
from bpdesk.ui.canvas.tools.gesture import Tool
from bpdesk.ui.dialogs.change_weights import ChangeWeightsDialog
from bpdesk.ui.main_window import MainWindow
from tests.windows import activate, open_window, settle

K = Qt.Key
NONE, SHIFT, CTRL, ALT = (getattr(Qt.KeyboardModifier, name) for name in ("NoModifier", "ShiftModifier", "ControlModifier", "AltModifier"))


class Typist:
    """A person without a mouse: every key goes to where the focus is."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self._qtbot = window, qtbot

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        for key in keys:
            goal = QApplication.activePopupWidget() or QApplication.focusWidget()
            if goal is None:
                self.come_back()
            self._qtbot.keyClick(goal or QApplication.focusWidget(), key, held)
        settle(self.window.session)

    def type(self, text: str, *keys: Qt.Key) -> None:
        for letter in text:
            self._qtbot.keyClicks(QApplication.focusWidget(), letter)
        self.press(*keys)

    def come_back(self) -> None:
        """As a platform with a screen does when a dialog or a menu closes."""
        activate(self._qtbot, self.window)

    def wait_until(self, reached: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(reached)

    def menu(self, name: str) -> None:
        """The menu key, and arrows to that entry."""
        self.press(K.Key_Menu)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        self._take(menu, menu.findChild(QAction, f"canvas.menu.{name}") or self.window.actions_by_name[name])

    def menu_bar(self, letter: Qt.Key, name: str) -> None:
        """Alt with a menu's letter, and arrows to that entry."""
        self.press(letter, held=ALT)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        self._take(menu, self.window.actions_by_name[name])

    def _take(self, menu: QMenu, action: QAction) -> None:
        """Down to the entry, or into the submenu where it is; Enter."""
        inner = menu if action in menu.actions() else next(each for each in menu.findChildren(QMenu) if action in each.actions())
        if inner is not menu:
            self._go_down(menu, inner.menuAction())
            self.press(K.Key_Right)
        self._go_down(inner, action)
        self.press(K.Key_Return)

    def select(self, node: str) -> None:
        """Tab until that node is selected."""
        self.press(K.Key_Escape)
        for _ in self.nodes:
            self.press(K.Key_Tab)
            if self.window.scene.selected_nodes == {node}:
                return
        raise AssertionError(f"Tab doesn't come to {node}")

    @property
    def document(self) -> Document:
        return self.window.session.document

    @property
    def nodes(self) -> dict[str, Node]:
        return {node.id: node for node in self.document.network.nodes}

    @property
    def edges(self) -> set[tuple[str, str]]:
        return {(edge.source, edge.target) for edge in self.document.network.edges}

    def value(self, kind: str, identifier: str) -> float | None:
        return self.window.scene.reading.value(Place(kind, identifier))  # type: ignore[arg-type]  # one of the kinds

    def _go_down(self, menu: QMenu, action: QAction) -> None:
        for _ in range(len(menu.actions()) + 1):
            if menu.activeAction() is action:
                return
            self.press(K.Key_Down)
        raise AssertionError(f"no arrow comes to {action.text()}")


@pytest.fixture
def typist(qtbot: QtBot) -> Typist:
    window = open_window(qtbot)
    window.session.open(Document(), None)
    settle(window.session)
    activate(qtbot, window)
    window.canvas.setFocus()
    return Typist(window, qtbot)


def test_a_network_is_drawn_filled_arranged_and_undone_with_the_keyboard_alone(typist: Typist) -> None:
    empty = typist.document
    _draw_and_connect(typist)
    _type_values_and_names(typist)
    _select_copy_and_delete(typist)
    _grow_and_change_many(typist)
    _arrange(typist)
    drawn, times = typist.document, 0
    while typist.document is not empty:
        typist.press(K.Key_Z, held=CTRL)
        times += 1
        assert times < 60
    for _ in range(times):
        typist.press(K.Key_Z, held=CTRL | SHIFT)
    assert typist.document is drawn


def test_keys_that_add_nodes_one_after_the_other_make_layers_from_left_to_right(typist: Typist) -> None:
    typist.press(K.Key_O, K.Key_I, K.Key_I, K.Key_H, K.Key_H, K.Key_H, K.Key_O)
    places: dict[str, set[float]] = {}
    for node in typist.document.network.nodes:
        places.setdefault(node.kind, set()).add(node.position[0])
    assert all(len(each) == 1 for each in places.values())
    assert min(places["input"]) < min(places["hidden"]) < min(places["output"])
    assert len({node.position for node in typist.document.network.nodes}) == 7


def _draw_and_connect(typist: Typist) -> None:
    typist.press(K.Key_I)
    typist.press(K.Key_Left, K.Key_Left, K.Key_Left, K.Key_Left, K.Key_Left, K.Key_Left, K.Key_Left)
    typist.press(K.Key_H)
    typist.press(K.Key_O)
    typist.press(*[K.Key_Right] * 7)
    assert [node.kind for node in typist.nodes.values()] == ["input", "hidden", "output"]
    typist.select("x1")
    typist.press(K.Key_C, K.Key_Right, K.Key_Return)
    typist.select("h1")
    typist.press(K.Key_C, K.Key_Tab, K.Key_Escape)
    assert typist.edges == {("x1", "h1")}, "Escape gives the connection up"
    typist.press(K.Key_C, K.Key_Right, K.Key_Return)
    assert typist.edges == {("x1", "h1"), ("h1", "y1")}


def _type_values_and_names(typist: Typist) -> None:
    typist.select("x1")
    typist.press(K.Key_Return)
    typist.type("1/3", K.Key_Tab)
    typist.type("-2e-3", K.Key_Tab)
    typist.type("0,5", K.Key_Tab)
    typist.type("7", K.Key_Tab)
    typist.type("9", K.Key_Escape)
    first, second = typist.document.network.edges
    kinds = [("input", "x1"), ("weight", first.id), ("bias", "h1"), ("weight", second.id)]
    assert [typist.value(*each) for each in kinds] == [1 / 3, -2e-3, 0.5, 7.0]
    typist.select("y1")
    typist.press(K.Key_F2)
    typist.type("4", K.Key_Return)
    assert typist.value("target", "y1") == 4.0
    typist.type("-6", K.Key_Return)
    assert typist.value("target", "y1") == -6.0, "digits begin a number where a value is selected"
    typist.press(K.Key_F2, held=SHIFT)
    typist.type("out", K.Key_Return)
    assert typist.nodes["y1"].label == "out"
    typist.press(K.Key_E)
    assert typist.window.scene.selection == ("weight", second.id)
    typist.press(K.Key_F2, held=SHIFT)
    typist.type("v", K.Key_Return)
    assert typist.document.network.edges[1].label == "v"
    typist.press(K.Key_Left, held=ALT)
    assert typist.window.scene.selected_nodes == {"h1"}
    typist.press(K.Key_E, K.Key_E, K.Key_E)
    typist.type("2", K.Key_Return)
    assert [typist.value("weight", edge.id) for edge in (first, second)] == [2.0, 7.0]


def _select_copy_and_delete(typist: Typist) -> None:
    typist.select("x1")
    typist.press(K.Key_Right, held=ALT | SHIFT)
    assert typist.window.scene.selected_nodes == {"x1", "h1"}
    typist.press(K.Key_C, held=CTRL)
    assert [node.id for node in read(QApplication.clipboard().text()).network.nodes] == ["x1", "h1"]
    typist.press(K.Key_V, held=CTRL)
    assert len(typist.nodes) == 5
    typist.press(K.Key_D, held=CTRL)
    assert len(typist.nodes) == 7
    typist.press(K.Key_Delete)
    assert len(typist.nodes) == 5
    typist.press(K.Key_A, held=CTRL)
    typist.press(K.Key_X, held=CTRL)
    assert not typist.nodes
    typist.press(K.Key_V, held=CTRL)
    assert len(typist.nodes) == 5
    typist.press(K.Key_I, held=CTRL | SHIFT)
    assert len(typist.window.scene.selected_nodes) == 5
    typist.press(K.Key_Escape)
    assert typist.window.scene.choice.is_empty


def _grow_and_change_many(typist: Typist) -> None:
    sources = [node.id for node in typist.nodes.values() if node.kind == "hidden"]
    typist.select(sources[0])
    typist.press(K.Key_L, held=CTRL | SHIFT)
    assert len(typist.nodes) == 6
    typist.menu("activation_relu")
    assert sum(node.activation == "relu" for node in typist.nodes.values()) == 1
    typist.menu("freeze")
    typist.menu("select_incoming")
    assert len(typist.window.scene.selected_edges) == 1
    typist.press(K.Key_I, held=CTRL | SHIFT)
    typist.press(K.Key_C, held=CTRL | SHIFT)
    typist.press(K.Key_E, held=CTRL | SHIFT)
    typist.press(K.Key_W, held=CTRL | SHIFT)
    dialog = next(each for each in typist.window.findChildren(ChangeWeightsDialog) if each.isVisible())
    typist.wait_until(dialog.value.hasFocus)
    typist.type("0.25", K.Key_Return)
    assert {edge.weight for edge in typist.document.network.edges} == {0.25}
    typist.come_back()
    assert typist.window.canvas.hasFocus()


def _arrange(typist: Typist) -> None:
    before = {node.id: node.position for node in typist.nodes.values()}
    typist.press(K.Key_L, held=CTRL)
    assert {node.id: node.position for node in typist.nodes.values()} != before
    typist.press(K.Key_Tab)
    typist.press(K.Key_Down, held=ALT | SHIFT)
    chosen = typist.window.scene.selected_nodes
    assert len(chosen) == 2
    typist.press(K.Key_Right, K.Key_Down)
    typist.press(K.Key_Right, held=SHIFT)
    typist.menu_bar(K.Key_N, "align_top")
    assert len({typist.nodes[node].position[1] for node in chosen}) == 1
    typist.menu_bar(K.Key_N, "snap")
    assert typist.window.canvas.snaps
    typist.menu("delete")
    assert not chosen & typist.nodes.keys()
    assert typist.window.canvas.tool is Tool.SELECT
