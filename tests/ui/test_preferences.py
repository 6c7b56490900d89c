"""What is chosen about looks holds in all windows at once and at the next start; an argument wins without being kept."""

import gc
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QSlider, QToolBar, QToolButton
from pytestqt.qtbot import QtBot

from bpdesk.ui import fonts, speeds
from bpdesk.ui.app import new_window
from bpdesk.ui.main_window import MainWindow
from bpdesk.ui.preferences import DIGITS, SIZES
from bpdesk.ui.settings_file import open_settings, read
from bpdesk.ui.speeds import SPEEDS, UNLIMITED
from bpdesk.ui.theme_choice import Choice
from bpdesk.ui.windows import Windows
from tests.windows import shown, wait, windows_on

Start = Callable[..., Windows]


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path) -> Iterator[Start]:
    """The program with one window, again and again on the same settings."""
    gc.collect()  # what other tests have left would be dressed anew too, widget by widget
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
            window.deleteLater()


def choose(window: MainWindow, name: str) -> None:
    action(window, name).trigger()


USUAL, LARGER = (13, 20, 96, 150), (20, 30, 144, 225)


def size_of(window: MainWindow) -> tuple[int, int, int, int]:
    """Type of a field, icons of the tool bar, width of a field, and the largest zoom of the fitted network in percent."""
    bar = window.findChild(QToolBar)
    field = window.settings.learning_rate
    assert bar is not None
    largest = window.canvas._sight.lens.largest_fitted
    return field.font().pixelSize(), bar.iconSize().width(), field.minimumWidth(), round(100 * largest)


def action(window: MainWindow, name: str) -> QAction:
    found = window.findChild(QAction, f"action.{name}")
    assert found is not None
    return found


def test_the_next_start_has_the_speed_that_was_chosen_last(start: Start) -> None:
    first = start().all[0]
    first.transport.findChild(QSlider, "transport.speed").setValue(len(SPEEDS) - 1)  # type: ignore[union-attr]  # None fails here
    assert first.session.playback.speed == UNLIMITED
    again = start().all[0]
    assert again.session.playback.speed == UNLIMITED
    assert again.transport.speed == UNLIMITED


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
    assert "2072.1780" in window.side.explain.text.replace("\N{NARROW NO-BREAK SPACE}", "")
    assert all(action(each, "digits.8").isChecked() for each in windows.all)
    assert shown(start("light").all[0], "weight", "w") == "-23.100000"


def test_larger_text_holds_at_once_in_all_windows_and_at_the_next_start(qtbot: QtBot, start: Start) -> None:
    windows = start("light")
    first, second = windows.all[0], windows.open_empty()
    before = [size_of(window) for window in (first, second)]
    choose(first, "size.150")
    assert [size_of(window) for window in (first, second)] == [LARGER] * 2
    assert [size_of(window) for window in start("light").all] == [LARGER]
    choose(first, "theme_dark")
    assert [size_of(window) for window in (first, second)] == [LARGER] * 2
    choose(first, "size.100")
    assert [size_of(window) for window in (first, second)] == before == [USUAL] * 2


def test_what_opens_later_is_as_large(qtbot: QtBot, start: Start) -> None:
    window = start("light").all[0]
    choose(window, "size.150")
    action(window, "new_layered").trigger()
    dialog = window.findChild(QDialog)
    assert dialog is not None
    assert {label.font().pixelSize() for label in dialog.findChildren(QLabel) if label.text()} <= {18, 20}
    dialog.reject()
    choose(window, "size.100")


def test_pictures_do_not_follow_the_size_of_the_window(qtbot: QtBot, start: Start) -> None:
    window = start("light").all[0]
    choose(window, "size.150")
    with fonts.at_full_size():
        assert fonts.font(13).pixelSize() == 13
    assert fonts.font(13).pixelSize() == 20
    choose(window, "size.100")


@pytest.mark.parametrize("kept", ["", "nothing", "[]", '{"theme": 3, "digits": true, "size": "large"}', '{"digits": 400, "size": -1}'])
def test_settings_that_make_no_sense_are_passed_over(qtbot: QtBot, tmp_path: Path, kept: str) -> None:
    settings = open_settings(tmp_path / "bpdesk.ini")
    settings.setValue("preferences", kept)
    settings.sync()
    preferences = windows_on(tmp_path).preferences
    assert (preferences.digits, preferences.size) == (4, 100)
    assert preferences.themes.choice == "system"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\x00\xff[[[===\n[window", "kept as"),
        (Random(1).randbytes(2000), "kept as"),
        (b"[General]\nwindow=\x00\n", "kept as"),
        (b"[General]\nname=\xe4\n", "kept as"),
        (b"[General]\n\nDear diary,\n", "kept as"),
        (b'[General]\nwindow="{broken"\n', "kept in"),
    ],
)
def test_settings_that_are_set_aside_are_told_until_that_was_read(
    qtbot: QtBot, start: Start, tmp_path: Path, content: bytes, told: str
) -> None:
    path = tmp_path / "bpdesk.ini"
    path.write_bytes(content)
    (window,) = start().all
    window.files.open_example("xor")
    assert "Settings can't be read" in window.message.text
    assert told in window.message.text
    assert str(path) in window.message.text
    close = window.message.findChild(QToolButton, "message.close")
    assert close is not None
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert not window.message.isVisible()
    choose(window, "digits.6")
    if told == "kept as":
        assert path.with_name("bpdesk.ini.broken").read_bytes() == content
        assert "%" not in path.read_text(encoding="ascii")
    (again,) = start().all
    assert not again.message.isVisible()
    assert again.preferences.digits == 6


def test_settings_that_were_edited_by_hand_are_settings(start: Start, tmp_path: Path) -> None:
    text = '\ufeff; mine\r\n\r\n[General]\r\n# six digits\r\npreferences = "{\\"digits\\": 6}"\r\nname=Jürgen [x]=;\r\n'
    (tmp_path / "bpdesk.ini").write_bytes(text.encode())
    windows = start()
    assert windows.preferences.digits == 6
    assert not windows.all[0].message.isVisible()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes")
def test_a_pipe_in_place_of_the_settings_is_moved_aside(start: Start, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "bpdesk.ini")
    (window,) = start().all
    assert "Settings can't be read" in window.message.text


def test_every_choice_is_kept_as_one_text(qtbot: QtBot, tmp_path: Path) -> None:
    preferences = windows_on(tmp_path, "light").preferences
    for digits, size in zip(DIGITS, SIZES, strict=False):
        preferences.choose_digits(digits)
        preferences.choose_size(size)
        kept = read(open_settings(tmp_path / "bpdesk.ini"), "preferences")
        assert kept == {"theme": "system", "digits": digits, "travels": True, "snaps": False, "size": size, "speed": speeds.USUAL}
    preferences.choose_size(100)
    assert json.loads(str(open_settings(tmp_path / "bpdesk.ini").value("preferences")))["digits"] == digits


def test_the_grid_stops_dragged_nodes_in_every_window_also_after_the_next_start(qtbot: QtBot, start: Start) -> None:
    first = start("light").all[0]
    assert not action(first, "snap").isChecked()
    action(first, "snap").trigger()
    again = start(None).all[0]
    assert action(again, "snap").isChecked()
    assert first.canvas.snaps
    assert again.canvas.snaps


def test_large_type_in_a_small_window_cuts_nothing_of_the_bar_below(qtbot: QtBot, start: Start) -> None:
    window = start("light").all[0]
    window.resize(1024, 700)
    choose(window, "size.150")
    bar, step = window.transport, window.transport.findChild(QPushButton, "transport.step")
    assert step is not None
    buttons = [*bar.findChildren(QToolButton), step]
    labels = bar.findChildren(QLabel)

    def nothing_is_cut() -> bool:
        whole = all(each.width() >= each.minimumSizeHint().width() for each in buttons if each.isVisible())
        return whole and all(each.width() >= each.fontMetrics().horizontalAdvance(each.text()) for each in labels if each.isVisible())

    qtbot.waitUntil(lambda: not bar.timeline.isVisible() and nothing_is_cut())
    assert step.isVisible()
    choose(window, "size.100")
    window.resize(1440, 900)
    qtbot.waitUntil(bar.timeline.isVisible)
