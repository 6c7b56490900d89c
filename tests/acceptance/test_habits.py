"""Habits from other programs that draw diagrams: panning, zooming, copying by a drag, the right button, keys for the zoom."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QGraphicsPathItem, QMenu
from pytestqt.qtbot import QtBot

from bpdesk.ui.canvas.selection import Selection
from bpdesk.ui.main_window import MainWindow
from tests.builders import net
from tests.windows import open_drawn, press

BUTTON, NONE = Qt.MouseButton, Qt.KeyboardModifier.NoModifier
SHIFT, CTRL, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
GROUND = QPoint(40, 40)


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    return open_drawn(qtbot, net("x1 x2 -> h1 h2 -> y", seed=1))


def send(window: MainWindow, kind: QEvent.Type, at: QPoint, button: Qt.MouseButton, held: Qt.KeyboardModifier = NONE) -> None:
    port = window.canvas.viewport()
    own = BUTTON.NoButton if kind == QEvent.Type.MouseMove else button
    down = BUTTON.NoButton if kind == QEvent.Type.MouseButtonRelease else button
    QApplication.sendEvent(port, QMouseEvent(kind, QPointF(at), QPointF(port.mapToGlobal(at)), own, down, held))


def drag(window: MainWindow, start: QPoint, end: QPoint, button: Qt.MouseButton, held: Qt.KeyboardModifier = NONE) -> None:
    send(window, QEvent.Type.MouseButtonPress, start, button, held)
    for part in (0.2, 0.6, 1.0):
        send(window, QEvent.Type.MouseMove, start + (end - start) * part, button, held)
    send(window, QEvent.Type.MouseButtonRelease, end, button, held)


def ask_menu(window: MainWindow, at: QPoint) -> None:
    """What the platform sends when the right button goes down (Linux, macOS) or up (Windows)."""
    place = window.canvas.viewport().mapToGlobal(at)
    QApplication.sendEvent(window.canvas.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, place))


def menus(window: MainWindow) -> list[QMenu]:
    return [each for each in window.findChildren(QMenu, "canvas.menu") if each.isVisible()]


def turn(window: MainWindow, notches: int, at: QPoint, held: Qt.KeyboardModifier = NONE) -> None:
    port = window.canvas.viewport()
    places = QPointF(at), QPointF(port.mapToGlobal(at))
    turned = QPoint(0, 120 * notches)
    QApplication.sendEvent(port, QWheelEvent(*places, QPoint(), turned, BUTTON.NoButton, held, Qt.ScrollPhase.NoScrollPhase, False))


def swipe(window: MainWindow, by: QPoint, at: QPoint) -> None:
    """Two fingers on a touchpad."""
    port = window.canvas.viewport()
    places = QPointF(at), QPointF(port.mapToGlobal(at))
    QApplication.sendEvent(port, QWheelEvent(*places, by, by, BUTTON.NoButton, NONE, Qt.ScrollPhase.ScrollUpdate, False))


def node(window: MainWindow, name: str) -> QPoint:
    return window.canvas.mapFromScene(QPointF(*window.session.document.network.node_by_id[name].position))


@pytest.mark.parametrize(("button", "held"), [(BUTTON.MiddleButton, NONE), (BUTTON.RightButton, NONE), (BUTTON.LeftButton, ALT)])
def test_a_drag_of_the_ground_pans(window: MainWindow, button: Qt.MouseButton, held: Qt.KeyboardModifier) -> None:
    before, document, chosen = node(window, "h1"), window.session.document, window.scene.choice
    drag(window, GROUND, GROUND + QPoint(60, 25), button, held)
    assert node(window, "h1") - before == QPoint(60, 25)
    assert window.session.document is document
    assert window.scene.choice == chosen


@pytest.mark.parametrize("is_asked_first", [True, False])
def test_the_right_buttons_menu_opens_when_it_is_let_go_and_not_after_panning(window: MainWindow, is_asked_first: bool) -> None:
    at = node(window, "h1")
    for goal, opened in ((at, 1), (at + QPoint(50, 50), 0)):
        send(window, QEvent.Type.MouseButtonPress, at, BUTTON.RightButton)
        if is_asked_first:
            ask_menu(window, at)
            assert not menus(window)
        if goal != at:
            send(window, QEvent.Type.MouseMove, goal, BUTTON.RightButton)
        send(window, QEvent.Type.MouseButtonRelease, goal, BUTTON.RightButton)
        if not is_asked_first:
            ask_menu(window, goal)
        assert len(menus(window)) == opened
        for menu in menus(window):
            menu.close()
    assert window.scene.selected_nodes == {"h1"}


@pytest.mark.parametrize("held", [NONE, CTRL])
def test_the_wheel_zooms_at_the_pointer(window: MainWindow, held: Qt.KeyboardModifier) -> None:
    at, zoom = node(window, "h2"), window.canvas.zoom
    turn(window, 2, at, held)
    assert window.canvas.zoom == pytest.approx(zoom * 1.44)
    assert (node(window, "h2") - at).manhattanLength() <= 2
    turn(window, -2, at, held)
    assert window.canvas.zoom == pytest.approx(zoom)


def test_shift_and_wheel_go_sideways_and_two_fingers_anywhere(window: MainWindow) -> None:
    before, zoom = node(window, "h1"), window.canvas.zoom
    turn(window, -1, GROUND, SHIFT)
    assert node(window, "h1") == before - QPoint(72, 0)
    swipe(window, QPoint(30, -20), GROUND)
    assert node(window, "h1") == before + QPoint(30 - 72, -20)
    assert window.canvas.zoom == zoom


def test_keys_set_the_zoom(window: MainWindow, qtbot: QtBot) -> None:
    fitted = window.canvas.zoom
    press(qtbot, window, Qt.Key.Key_0, CTRL)
    assert window.canvas.zoom == 1.0
    press(qtbot, window, Qt.Key.Key_1, CTRL)
    assert window.canvas.zoom == fitted
    window.scene.choose(Selection.several(window.scene.network, ["x1"]))
    window.canvas.set_zoom(0.5)
    press(qtbot, window, Qt.Key.Key_F, SHIFT)
    assert window.canvas.zoom > fitted
    assert (node(window, "x1") - window.canvas.viewport().rect().center()).manhattanLength() < 60
    press(qtbot, window, Qt.Key.Key_F)
    assert window.canvas.zoom == fitted


def test_a_drag_with_ctrl_copies_what_is_selected_with_its_edges(window: MainWindow) -> None:
    before = window.session.document
    window.scene.choose(Selection.several(window.scene.network, ["x1", "h1"]))
    start = node(window, "h1")
    send(window, QEvent.Type.MouseButtonPress, start, BUTTON.LeftButton, CTRL)
    send(window, QEvent.Type.MouseMove, start + QPoint(20, 30), BUTTON.LeftButton)
    assert node(window, "h1") == start
    send(window, QEvent.Type.MouseMove, start + QPoint(31, 57), BUTTON.LeftButton, CTRL)
    ghosts = [item for item in window.scene.items() if isinstance(item, QGraphicsPathItem)]
    assert len(ghosts) == 1
    send(window, QEvent.Type.MouseButtonRelease, start + QPoint(31, 57), BUTTON.LeftButton, CTRL)
    after = window.session.document
    assert not [item for item in window.scene.items() if isinstance(item, QGraphicsPathItem)]
    assert [each.position for each in after.network.nodes[:5]] == [each.position for each in before.network.nodes]
    assert (len(after.network.nodes), len(after.network.edges)) == (7, 7)
    assert window.scene.selected_nodes == {each.id for each in after.network.nodes[5:]}
    assert window.session.undo_history.undo_text == "Duplicate"
    window.actions_by_name["undo"].trigger()
    assert window.session.document is before
    window.actions_by_name["redo"].trigger()
    assert window.session.document is after
