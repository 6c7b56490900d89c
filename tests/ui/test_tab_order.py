"""Tab goes through the window as a person reads it, and reaches all that takes the focus."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bpdesk.ui.docks import Arrangement
from bpdesk.ui.main_window import MainWindow
from tests.builders import net
from tests.windows import open_drawn, press

TAB, BACK = Qt.Key.Key_Tab, Qt.Key.Key_Backtab


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    opened = open_drawn(qtbot, net("x -> y", seed=1, rows=[[1.0, 2.0]]))
    opened.resize(1440, 900)
    opened.scene.deselect()
    return opened


def walked(window: MainWindow, qtbot: QtBot, key: Qt.Key) -> list[QWidget]:
    """All that the key leads to from the canvas until it is there again."""
    window.canvas.setFocus()
    found: list[QWidget] = []
    for _ in range(200):
        press(qtbot, window, key)
        now = QApplication.focusWidget()
        assert now is not None
        if now is window.canvas and any(each is not window.canvas for each in found):
            return [each for each in found if each is not window.canvas]
        found.append(now)
    raise AssertionError("Tab never comes back")


def area_of(window: MainWindow, widget: QWidget) -> str:
    areas = {
        "transport": window.transport, "side": window.side, "cost": window.docks.dock_of(window.cost_plot),
        "weights": window.docks.dock_of(window.weights_plot), "settings": window.settings,
    }  # fmt: skip
    return next((name for name, area in areas.items() if area.isAncestorOf(widget)), widget.objectName())


def test_tab_reads_the_window_from_the_canvas_on_and_back(window: MainWindow, qtbot: QtBot) -> None:
    there = walked(window, qtbot, TAB)
    areas = list(dict.fromkeys(area_of(window, widget) for widget in there))
    assert areas == ["transport", "side", "cost", "weights", "settings"]
    assert [area_of(window, widget) for widget in there] == sorted((area_of(window, widget) for widget in there), key=areas.index), (
        "no area is left and come back to"
    )
    window.scene.deselect()
    assert walked(window, qtbot, BACK) == there[::-1]


def test_tab_reaches_all_that_takes_the_focus(window: MainWindow, qtbot: QtBot) -> None:
    reached = set(walked(window, qtbot, TAB)) | {window.canvas}
    taking = {
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None
    }
    assert {widget.objectName() for widget in taking - reached} == set()


def test_tab_follows_plots_that_stand_otherwise(window: MainWindow, qtbot: QtBot) -> None:
    window.docks.arrange(Arrangement.STACKED)
    areas = list(dict.fromkeys(area_of(window, widget) for widget in walked(window, qtbot, TAB)))
    assert areas == ["transport", "side", "cost", "weights", "settings"]
    window.docks.dock_of(window.cost_plot).hide()
    areas = list(dict.fromkeys(area_of(window, widget) for widget in walked(window, qtbot, TAB)))
    assert areas == ["transport", "side", "weights", "settings"]
