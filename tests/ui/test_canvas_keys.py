"""The canvas without a mouse: walking along the edges, connecting with arrows, many at once; what a screen reader hears."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bpdesk.ui.canvas.selection import Selection
from bpdesk.ui.canvas.steps import along_edges, nearest
from bpdesk.ui.main_window import MainWindow
from tests.builders import net
from tests.windows import open_drawn, press

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    return open_drawn(qtbot, net("x1 x2 -> h1 h2 -> y", seed=1))


def select(window: MainWindow, nodes: str) -> None:
    window.scene.choose(Selection.several(window.scene.network, nodes.split()))


def edges(window: MainWindow) -> set[tuple[str, str]]:
    return {(edge.source, edge.target) for edge in window.session.document.network.edges}


def test_alt_and_arrows_walk_along_the_edges(window: MainWindow, qtbot: QtBot) -> None:
    select(window, "x1")
    walked: list[str] = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Up):
        press(qtbot, window, key, ALT)
        walked += window.scene.selected_nodes
    assert walked == ["h1", "h2", "y", "y", "h1", "h1"]
    assert window.session.undo_history.is_clean


def test_arrows_choose_the_end_of_an_edge_and_enter_makes_it(window: MainWindow, qtbot: QtBot) -> None:
    before = window.session.document
    select(window, "x1 x2")
    press(qtbot, window, Qt.Key.Key_C)
    press(qtbot, window, Qt.Key.Key_Right)
    press(qtbot, window, Qt.Key.Key_Right)
    press(qtbot, window, Qt.Key.Key_Return)
    assert edges(window) - {(edge.source, edge.target) for edge in before.network.edges} == {("x1", "y"), ("x2", "y")}
    after = window.session.document
    window.actions_by_name["undo"].trigger()
    assert window.session.document is before
    window.actions_by_name["redo"].trigger()
    assert window.session.document is after


def test_what_is_selected_is_told(window: MainWindow, qtbot: QtBot) -> None:
    select(window, "h1")
    assert window.canvas.accessibleDescription().startswith("Neuron h1")
    select(window, "h1 h2")
    assert window.canvas.accessibleDescription() == "2 nodes selected"
    select(window, "")
    assert window.canvas.accessibleDescription() == "Nothing is selected."


def test_a_ring_shows_the_focus_once_keys_are_used(window: MainWindow, qtbot: QtBot) -> None:
    def ring() -> str:
        return window.canvas.viewport().grab().toImage().pixelColor(1, 1).name().upper()

    assert ring() != window.themes.theme.focus
    press(qtbot, window, Qt.Key.Key_Tab)
    assert ring() == window.themes.theme.focus
    QTest.mouseClick(window.canvas.viewport(), Qt.MouseButton.LeftButton)
    assert ring() != window.themes.theme.focus


def test_steps_from_a_node_that_stands_alone_lead_nowhere() -> None:
    network = net("x -> y").network
    assert nearest(network, "y", "right") is None
    assert along_edges(network, "y", "right") is None
    assert along_edges(network, "y", "left") == "x"
