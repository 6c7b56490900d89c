"""The sheet of shortcuts says every key that an action has, and stays one for a window."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from bpdesk.ui.actions import ACTIONS
from bpdesk.ui.main_window import MainWindow
from bpdesk.ui.shortcuts_sheet import ShortcutsSheet, groups
from bpdesk.ui.theme import DARK
from tests.windows import open_window, press


def sheet_of(qtbot: QtBot, window: MainWindow) -> ShortcutsSheet:
    press(qtbot, window, Qt.Key.Key_F1)
    (sheet,) = window.findChildren(ShortcutsSheet)
    qtbot.waitUntil(sheet.isVisible)
    return sheet


def test_f1_shows_every_action_that_has_keys_with_its_first_key(qtbot: QtBot) -> None:
    window = open_window(qtbot, loads_engine=False)
    sheet = sheet_of(qtbot, window)
    said = [label.text() for label in sheet.findChildren(QLabel)]
    for entry in ACTIONS:
        if entry.keys:
            assert entry.label in said
            assert window.actions_by_name[entry.name].shortcut().toString(QKeySequence.SequenceFormat.NativeText) in said
    assert "Drag from a rim" in said


def test_no_line_stands_twice_and_none_is_without_keys(qtbot: QtBot) -> None:
    lines = [line for _, group in groups() for line in group]
    assert len({text for text, _ in lines}) == len(lines)
    assert all(keys and all(keys) for _, keys in lines)


def test_no_key_belongs_to_two_actions(qtbot: QtBot) -> None:
    window = open_window(qtbot, loads_engine=False)
    keys: dict[str, str] = {}
    for entry in ACTIONS:
        for key in window.actions_by_name[entry.name].shortcuts():
            assert keys.setdefault(key.toString(), entry.name) == entry.name


def test_asking_twice_shows_the_same_sheet_which_follows_the_theme(qtbot: QtBot) -> None:
    window = open_window(qtbot, loads_engine=False)
    sheet = sheet_of(qtbot, window)
    window.actions_by_name["shortcuts"].trigger()
    assert window.findChildren(ShortcutsSheet) == [sheet]
    window.actions_by_name["theme_dark"].trigger()
    assert DARK.text in sheet.styleSheet()


def test_escape_closes_it(qtbot: QtBot) -> None:
    sheet = sheet_of(qtbot, open_window(qtbot, loads_engine=False))
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
