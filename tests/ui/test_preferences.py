"""What is chosen about looks holds in all windows at once and at the next start; an argument wins without being kept."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from bpdesk.ui.app import new_window
from bpdesk.ui.main_window import MainWindow
from bpdesk.ui.preferences import DIGITS, SIZES
from bpdesk.ui.settings_file import open_settings, read
from bpdesk.ui.theme_choice import Choice
from bpdesk.ui.windows import Windows
from tests.windows import shown, wait, windows_on

START = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
import bpdesk.ui.app as app
import bpdesk.ui.settings_file as settings_file
new_window = app.new_window
def look(window):
    print(window.devicePixelRatioF())
    app.QApplication.exit(0)
def new_window_and_look(windows, path):
    window = new_window(windows, path)
    QTimer.singleShot(0, lambda: look(window))
    return window
app.new_window = new_window_and_look
app.open_settings = lambda: settings_file.open_settings(Path(sys.argv[1]) / "bpdesk.ini")
app.default_folder = lambda: Path(sys.argv[1]) / "recovery"
sys.exit(app.main())
"""
Start = Callable[..., Windows]


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path) -> Iterator[Start]:
    """The program with one window, again and again on the same settings."""
    begun: list[Windows] = []

    def begin(theme: Choice | None = None) -> Windows:
        windows = windows_on(tmp_path, theme)
        begun.append(windows)
        window = new_window(windows)
        with qtbot.waitExposed(window):
            windows.show(window)
        wait(qtbot, lambda: window.session.moment is not None)
        return windows

    yield begin
    for windows in begun:
        for window in windows.all:
            window.close_for_good()


def choose(window: MainWindow, name: str) -> None:
    action(window, name).trigger()


def action(window: MainWindow, name: str) -> QAction:
    found = window.findChild(QAction, f"action.{name}")
    assert found is not None
    return found


def test_the_chosen_theme_is_there_at_the_next_start(start: Start) -> None:
    choose(start("light").all[0], "theme_dark")
    again = start()
    assert again.preferences.themes.theme.name == "dark"
    assert action(again.all[0], "theme_dark").isChecked()


def test_a_theme_given_as_an_argument_wins_and_is_not_kept(start: Start) -> None:
    choose(start().all[0], "theme_dark")
    given = start("light")
    assert given.preferences.themes.theme.name == "light"
    choose(given.all[0], "digits.6")
    assert start().preferences.themes.theme.name == "dark"


def test_digits_hold_everywhere_in_all_windows_and_at_the_next_start(qtbot: QtBot, start: Start) -> None:
    windows = start("light")
    (window,) = windows.all
    second = windows.open_empty()
    assert shown(window, "weight", "w") == "-23.10"
    assert window.transport._cost.text() == "33\N{NARROW NO-BREAK SPACE}040"
    choose(second, "digits.8")
    assert shown(window, "weight", "w") == "-23.100000"
    assert window.transport._cost.text() == "33\N{NARROW NO-BREAK SPACE}040.333"
    assert "2072.1780" in window.derivative.shown_text.replace("\N{NARROW NO-BREAK SPACE}", "")
    assert all(action(each, "digits.8").isChecked() for each in windows.all)
    assert shown(start("light").all[0], "weight", "w") == "-23.100000"


def test_larger_text_is_put_off_to_the_next_start_and_said(qtbot: QtBot, start: Start, tmp_path: Path) -> None:
    windows = start("light")
    choose(windows.all[0], "size.150")
    assert "150 %" in windows.all[0].statusBar().currentMessage()
    windows.quit()
    done = subprocess.run([sys.executable, "-c", START, str(tmp_path)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "1.5\n"), done.stderr


@pytest.mark.parametrize("kept", ["", "nothing", "[]", '{"theme": 3, "digits": true, "size": "large"}', '{"digits": 400, "size": -1}'])
def test_settings_that_make_no_sense_are_passed_over(qtbot: QtBot, tmp_path: Path, kept: str) -> None:
    settings = open_settings(tmp_path / "bpdesk.ini")
    settings.setValue("preferences", kept)
    settings.sync()
    preferences = windows_on(tmp_path).preferences
    assert (preferences.digits, preferences.size) == (4, 100)
    assert preferences.themes.choice == "system"


def test_every_choice_is_kept_as_one_text(qtbot: QtBot, tmp_path: Path) -> None:
    preferences = windows_on(tmp_path, "light").preferences
    for digits, size in zip(DIGITS, SIZES, strict=False):
        preferences.choose_digits(digits)
        preferences.choose_size(size)
        assert read(open_settings(tmp_path / "bpdesk.ini"), "preferences") == {"theme": "system", "digits": digits, "size": size}
    assert json.loads(str(open_settings(tmp_path / "bpdesk.ini").value("preferences")))["digits"] == digits
