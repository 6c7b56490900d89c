"""The view follows what is drawn and walked to; a reason at the pointer goes with the next thing done; menus paste only what can be."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from bpdesk.files.schema import write
from bpdesk.ui.canvas.selection import Selection
from bpdesk.ui.main_window import MainWindow
from tests.builders import net
from tests.windows import hover, open_drawn, press

K, CTRL, ALT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    return open_drawn(qtbot, net("x1 x2 -> h1 h2 -> y", seed=1))


def is_seen(window: MainWindow, node: str) -> bool:
    """Whether the node's whole circle is in view."""
    x, y = window.session.document.network.node_by_id[node].position
    port, canvas = window.canvas.viewport().rect(), window.canvas
    return port.contains(canvas.mapFromScene(QPointF(x - 30, y - 30))) and port.contains(canvas.mapFromScene(QPointF(x + 30, y + 30)))


def select(window: MainWindow, nodes: str) -> None:
    window.scene.choose(Selection.several(window.scene.network, nodes.split()))


def test_new_layers_and_copies_are_seen_and_so_is_all_that_was_seen(window: MainWindow, qtbot: QtBot) -> None:
    for _ in range(3):
        select(window, " ".join(window.scene.selected_nodes) or "h1 h2")
        press(qtbot, window, K.Key_L, CTRL | SHIFT)
        assert all(is_seen(window, node.id) for node in window.session.document.network.nodes)
    zoom = window.canvas.zoom
    for _ in range(4):
        press(qtbot, window, K.Key_D, CTRL)
        assert all(is_seen(window, node.id) for node in window.session.document.network.nodes)
    assert window.canvas.zoom <= zoom


def test_where_only_a_part_was_seen_the_new_comes_into_view_at_the_same_zoom(window: MainWindow, qtbot: QtBot) -> None:
    window.canvas.set_zoom(3.0)
    window.canvas.reveal(["x1"])
    select(window, "h2")
    press(qtbot, window, K.Key_D, CTRL)
    (new,) = window.scene.selected_nodes
    assert is_seen(window, new)
    assert not is_seen(window, "x1")
    assert window.canvas.zoom == 3.0


def test_what_is_seen_already_moves_nothing(window: MainWindow, qtbot: QtBot) -> None:
    window.canvas.set_zoom(0.5)
    before = window.canvas.mapFromScene(QPointF(0, 0))
    hover(window, QPoint(120, 60))
    press(qtbot, window, K.Key_H)
    assert (window.canvas.mapFromScene(QPointF(0, 0)), window.canvas.zoom) == (before, 0.5)


@pytest.mark.parametrize("way", ["tab", "arrows", "aim"])
def test_the_view_follows_whoever_walks_out_of_it(window: MainWindow, qtbot: QtBot, way: str) -> None:
    select(window, "x1")
    window.canvas.set_zoom(4.0)
    window.canvas.reveal(["x1"])
    assert not is_seen(window, "y")
    if way == "tab":
        for _ in range(4):
            press(qtbot, window, K.Key_Tab)
    elif way == "arrows":
        press(qtbot, window, K.Key_Right, ALT)
        press(qtbot, window, K.Key_Right, ALT)
    else:
        press(qtbot, window, K.Key_C)
        press(qtbot, window, K.Key_Right)
        press(qtbot, window, K.Key_Right)
    assert is_seen(window, "y")
    assert window.canvas.zoom == 4.0


def note(window: MainWindow) -> QLabel:
    label = window.canvas.findChild(QLabel, "canvas_note")
    assert label is not None
    return label


NEXT: dict[str, Callable[[QtBot, MainWindow], None]] = {
    "Esc": lambda qtbot, window: press(qtbot, window, K.Key_Escape),
    "a key": lambda qtbot, window: press(qtbot, window, K.Key_Right),
    "a shortcut": lambda qtbot, window: press(qtbot, window, K.Key_A, CTRL),
    "a click": lambda qtbot, window: qtbot.mouseClick(window.canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 40)),
    "moving on": lambda qtbot, window: hover(window, QPoint(90, 60)),
    "elsewhere": lambda qtbot, window: qtbot.mouseClick(window.statusBar(), Qt.MouseButton.LeftButton),
}


@pytest.mark.parametrize("what", NEXT)
def test_a_reason_goes_with_the_next_thing_that_is_done(window: MainWindow, qtbot: QtBot, what: str) -> None:
    QApplication.clipboard().setText("a shopping list")
    press(qtbot, window, K.Key_V, CTRL)
    assert note(window).isVisible()
    hover(window, QPoint(40, 40))
    hover(window, QPoint(44, 43))
    press(qtbot, window, K.Key_Shift)
    assert note(window).isVisible(), "a hand at rest trembles"
    NEXT[what](qtbot, window)
    assert not note(window).isVisible()


@pytest.mark.parametrize("holds", [True, False])
def test_menus_offer_to_paste_what_is_a_network(window: MainWindow, qtbot: QtBot, holds: bool) -> None:
    QApplication.clipboard().setText(write(net("x -> y")) if holds else '{"not": "a network"}')
    paste = window.actions_by_name["paste"]
    edit = window.menuBar().findChild(QMenu, "menu.edit")
    assert edit is not None
    edit.aboutToShow.emit()
    assert paste.isEnabled() is holds
    assert ("Copy nodes first" in paste.toolTip()) is not holds
    edit.aboutToHide.emit()
    assert paste.isEnabled()
    press(qtbot, window, K.Key_Menu)
    menu = next(each for each in window.findChildren(QMenu, "canvas.menu") if each.isVisible())
    assert (paste in menu.actions()) is holds
    menu.close()
    before = window.session.document
    press(qtbot, window, K.Key_V, CTRL)
    assert (window.session.document is not before) is holds
    assert note(window).isVisible() is not holds


def test_an_edge_alone_leaves_the_view_where_it_is(window: MainWindow, qtbot: QtBot) -> None:
    window.canvas.set_zoom(3.0)
    before = window.canvas.mapFromScene(QPointF(0, 0))
    select(window, "x1 y")
    press(qtbot, window, K.Key_C, CTRL | SHIFT)
    assert len(window.session.document.network.edges) == 7
    assert (window.canvas.mapFromScene(QPointF(0, 0)), window.canvas.zoom) == (before, 3.0)
