"""The list of runs as a person works with it: two runs to begin with, rows chosen, renamed, buttons clicked."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QTableWidgetItem
from pytestqt.qtbot import QtBot

from bpdesk.ui.main_window import MainWindow
from bpdesk.ui.runs.runs_panel import RunsPanel
from bpdesk.ui.runs.runs_table import DIFFERS
from tests.windows import arrive, open_window, press, settle, step, type_into


def open_branched(qtbot: QtBot) -> MainWindow:
    """A run of 6 iterations, and one that branched off at 4 with another rate and stands at 8; the list is in front."""
    window = open_window(qtbot)
    step(qtbot, window, 6)
    window.commands.go_to(4)
    arrive(qtbot, window, 4)
    type_into(qtbot, window.settings.learning_rate, "0.01")
    settle(window.session)
    window.canvas.setFocus()
    step(qtbot, window, 4)
    window.side.panel.bring_forward(window.side.runs)
    return window


def click(qtbot: QtBot, panel: RunsPanel, name: str) -> None:
    button = panel.findChild(QPushButton, f"runs.{name}")
    assert button is not None
    assert button.isEnabled(), button.toolTip()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def cell(panel: RunsPanel, row: int, column: int) -> QTableWidgetItem:
    found = panel.table.item(row, column)
    assert found is not None
    return found


def choose(qtbot: QtBot, panel: RunsPanel, name: str) -> None:
    place = next(place for place, row in enumerate(panel.rows) if row.name == name)
    where = panel.table.visualItemRect(cell(panel, place, DIFFERS)).center()
    qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=where)


def rename(qtbot: QtBot, panel: RunsPanel, name: str) -> None:
    """Call the selected run so."""
    click(qtbot, panel, "rename")
    editor = next(each for each in panel.table.findChildren(QLineEdit) if each.isVisible())
    editor.selectAll()
    qtbot.keyClicks(editor, name)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def undo(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(window.session)
