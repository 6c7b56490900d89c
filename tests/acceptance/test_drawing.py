"""Drawing with the mouse from an empty canvas: two weights in a chain drawn, numbered, stepped, undone and redone."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from bpdesk.model.document import Document
from bpdesk.ui.canvas.place import Place
from bpdesk.ui.main_window import MainWindow
from tests.windows import activate, open_window, press, settle, shown, step, type_into, type_over

LEFT, NONE, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
X, H, Y = QPoint(150, 200), QPoint(400, 200), QPoint(650, 200)


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    opened = open_window(qtbot)
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
