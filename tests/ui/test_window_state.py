"""Windows come back as they were left; settings that make no sense are set aside."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtWidgets import QApplication, QDockWidget, QToolButton
from pytestqt.qtbot import QtBot

from bpdesk.ui.docks import plots_height, side_width
from bpdesk.ui.main_window import MainWindow
from bpdesk.ui.settings_file import open_settings
from bpdesk.ui.window_state import WindowState
from tests.windows import open_window


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bpdesk.ini"


def opened(qtbot: QtBot, path: Path, size: QSize | None = None) -> MainWindow:
    window = open_window(qtbot, loads_engine=False)
    WindowState(open_settings(path), window)
    if size is not None:
        window.resize(size)
        qtbot.waitUntil(lambda: window.size() == size)
    return window


_AT_FIRST_AWAY = {"dock.landscape": False, "dock.regions": False}


def docks(window: MainWindow) -> dict[str, bool]:
    return {dock.objectName(): dock.isVisible() for dock in window.findChildren(QDockWidget)}


def send(window: MainWindow, kind: QEvent.Type, at: QPoint, button: Qt.MouseButton, buttons: Qt.MouseButton) -> None:
    place = QPointF(at)
    event = QMouseEvent(kind, place, window.mapToGlobal(place), button, buttons, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, event)
    QApplication.processEvents()


def drag_border(window: MainWindow, across: int) -> None:
    """Drag the border at the left of the panels."""
    start = QPoint(window.side.geometry().left() - 3, window.side.geometry().top() + 200)
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    send(window, QEvent.Type.MouseButtonPress, start, left, left)
    for part in (2, 1):
        send(window, QEvent.Type.MouseMove, start + QPoint(across // part, 0), none, left)
    send(window, QEvent.Type.MouseButtonRelease, start + QPoint(across, 0), left, none)


def test_docks_and_the_panel_in_front_come_back(qtbot: QtBot, path: Path) -> None:
    window = opened(qtbot, path)
    window.side.panel.front = "data"
    toggle = next(action for action in window.findChildren(QAction) if action.text() == "Weights plot")
    toggle.trigger()
    assert window.close()
    again = opened(qtbot, path)
    assert docks(again) == {"dock.side": True, "dock.costPlot": True, "dock.weightsPlot": False, **_AT_FIRST_AWAY}
    assert again.side.panel.front == "data"
    toggle = next(action for action in again.findChildren(QAction) if action.text() == "Weights plot")
    toggle.trigger()
    assert docks(again)["dock.weightsPlot"]


def test_the_panels_close_by_their_button_and_come_back_by_the_menu(qtbot: QtBot, path: Path) -> None:
    window = opened(qtbot, path)
    button = window.findChild(QToolButton, "side.close")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not window.side.isVisible()
    window.side.toggleViewAction().trigger()
    assert window.side.isVisible()


@pytest.mark.parametrize(("size", "width", "height"), [(QSize(1440, 900), 400, 244), (QSize(1024, 700), 344, 190)])
def test_docks_follow_the_windows_size(qtbot: QtBot, path: Path, size: QSize, width: int, height: int) -> None:
    assert (side_width(size), plots_height(size)) == (width, height)
    window = opened(qtbot, path, size)
    qtbot.waitUntil(lambda: window.side.width() == width)
    dock = window.findChild(QDockWidget, "dock.costPlot")
    assert dock is not None
    qtbot.waitUntil(lambda: dock.height() == height)


def test_a_width_that_was_dragged_stays(qtbot: QtBot, path: Path) -> None:
    window = opened(qtbot, path, QSize(1440, 900))
    qtbot.waitUntil(lambda: window.side.width() == 400)
    drag_border(window, -90)
    qtbot.waitUntil(lambda: window.side.width() == 490)
    window.resize(1430, 890)
    qtbot.waitUntil(lambda: window.size() == QSize(1430, 890))
    assert window.side.width() != side_width(window.size())
    assert window.close()
    kept = json.loads(str(open_settings(path).value("window")))
    assert kept["chosen"] == [True, False]


@pytest.mark.parametrize("text", ["{broken", "[1, 2]", '{"geometry": 3, "docks": "!!", "panel": 7}', "[" * 100_000])
def test_settings_that_make_no_sense_are_set_aside(qtbot: QtBot, path: Path, text: str) -> None:
    settings = open_settings(path)
    settings.setValue("window", text)
    settings.sync()
    window = opened(qtbot, path)
    assert docks(window) == {"dock.side": True, "dock.costPlot": True, "dock.weightsPlot": True, **_AT_FIRST_AWAY}
    again = open_settings(path)
    assert again.value("window") is None
    assert str(again.value("window.broken")) == text


def test_a_file_that_is_no_settings_file_is_moved_aside(qtbot: QtBot, path: Path) -> None:
    path.write_bytes(b"\x00\xff[[[===\n[window")
    window = opened(qtbot, path)
    assert docks(window) == {"dock.side": True, "dock.costPlot": True, "dock.weightsPlot": True, **_AT_FIRST_AWAY}
    assert path.with_name("bpdesk.ini.broken").read_bytes().startswith(b"\x00\xff")
    assert window.close()
    assert "geometry" in path.read_text(encoding="utf-8")
