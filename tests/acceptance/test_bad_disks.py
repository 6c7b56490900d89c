"""Disks that fail under the real window: what is told, that the document still counts as unsaved, that the old file is whole."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from bpdesk.assets import resource
from bpdesk.files.store import load
from bpdesk.ui.canvas.place import Place
from bpdesk.ui.main_window import MainWindow
from tests.windows import activate, open_window, press, shown, type_over, wait

WEIGHT, CONTROL = Place("weight", "w"), Qt.KeyboardModifier.ControlModifier
posix = pytest.mark.skipif(os.name != "posix", reason="permissions as POSIX has them")
NOBODY = 65534
LONG = "n" * 200


def _document(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(resource("examples", "one-weight.bpdesk").read_bytes())
    return path


def _edited(qtbot: QtBot, path: Path) -> MainWindow:
    """A window with that document, its weight changed and not yet saved."""
    window = open_window(qtbot, path)
    type_over(qtbot, window, WEIGHT, "5")
    wait(qtbot, lambda: shown(window, "weight", "w") == "5.000")
    return window


def _save(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, window, Qt.Key.Key_S, CONTROL)


def _assert_told_and_unsaved(window: MainWindow, path: Path, reason: str) -> None:
    assert window.message.text == (
        f"{path.name} could not be saved In {path.parent}: {reason}. Your work is still here: save it in another place."
    )
    assert not window.session.undo_history.is_clean
    assert window.isWindowModified()
    assert shown(window, "weight", "w") == "5.000"


@contextmanager
def _without_permission(folder: Path) -> Iterator[None]:
    """Nothing may be made in that folder meanwhile, not by the superuser either, who is somebody else for so long."""
    own = os.geteuid()
    folder.chmod(0o500)
    try:
        if own == 0:
            os.seteuid(NOBODY)
        yield
    finally:
        os.seteuid(own)
        folder.chmod(0o700)


@posix
def test_a_folder_without_permission(qtbot: QtBot, tmp_path: Path) -> None:
    path = _document(tmp_path / "locked" / "mine.bpdesk")
    window = _edited(qtbot, path)
    before = path.read_bytes()
    with _without_permission(path.parent):
        _save(qtbot, window)
        wait(qtbot, lambda: bool(window.message.text))
        told = window.message.text
    assert told.startswith(f"mine.bpdesk could not be saved In {path.parent}: no permission.")
    _assert_told_and_unsaved(window, path, "no permission")
    assert (path.read_bytes(), os.listdir(path.parent)) == (before, ["mine.bpdesk"])
    _save(qtbot, window)
    wait(qtbot, lambda: window.session.undo_history.is_clean)
    assert load(path).network.edges[0].weight == 5.0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_a_disk_that_is_full(qtbot: QtBot, tmp_path: Path) -> None:
    path = _document(tmp_path / "mine.bpdesk")
    window = _edited(qtbot, path)
    full = tmp_path / "full.bpdesk"
    full.symlink_to("/dev/full")
    before, window.session.path = path.read_bytes(), full
    _save(qtbot, window)
    _assert_told_and_unsaved(window, full, "the disk is full")
    assert path.read_bytes() == before


def test_a_drive_that_has_vanished_and_comes_back(qtbot: QtBot, tmp_path: Path) -> None:
    path = _document(tmp_path / "drive" / "mine.bpdesk")
    window = _edited(qtbot, path)
    shutil.move(path.parent, tmp_path / "unplugged")
    _save(qtbot, window)
    _assert_told_and_unsaved(window, path, "there is no such file or folder")
    shutil.move(tmp_path / "unplugged", path.parent)
    _save(qtbot, window)
    wait(qtbot, lambda: window.session.undo_history.is_clean)
    assert load(path).network.edges[0].weight == 5.0
    assert os.listdir(path.parent) == ["mine.bpdesk"]


@pytest.mark.parametrize(
    "place",
    [
        "Übung für Jürgen/Netz äöü ß.bpdesk",
        "  spaces  and 'quotes' \"/a b.bpdesk",
        "网络 \N{PILE OF POO}/שלום.bpdesk",
        "%20 #1?&/a;b.bpdesk",
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="not all of these are names there")
def test_names_with_spaces_and_umlauts(qtbot: QtBot, tmp_path: Path, place: str) -> None:
    path = _document(tmp_path / place)
    window = _edited(qtbot, path)
    _save(qtbot, window)
    wait(qtbot, lambda: window.session.undo_history.is_clean)
    assert load(path).network.edges[0].weight == 5.0
    assert path.name in window.windowTitle()


@posix
def test_very_long_paths(qtbot: QtBot, tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d" * 200] * 15)
    path = _document(deep / f"{LONG}.bpdesk")
    short = _edited(qtbot, _document(tmp_path / "short.bpdesk"))
    window = _edited(qtbot, path)
    wait(qtbot, lambda: window.minimumSizeHint().width() == short.minimumSizeHint().width())  # once both show all their numbers
    _save(qtbot, window)
    wait(qtbot, lambda: window.session.undo_history.is_clean)
    assert load(path).network.edges[0].weight == 5.0
    window.session.path = path.with_name("x" * 300)
    type_over(qtbot, window, WEIGHT, "6")
    _save(qtbot, window)
    assert "the name is too long" in window.message.text
    activate(qtbot, short)
    type_over(qtbot, short, WEIGHT, "6")
    wait(qtbot, lambda: window.minimumSizeHint().width() == short.minimumSizeHint().width())  # once both show all their numbers


UNREADABLE = [
    (".", "a folder, not a file"),
    ("/dev/zero", "a device, not a file"),
    ("/dev/null", "a device, not a file"),
    ("x" * 300, "too long"),
]


@posix
@pytest.mark.parametrize(("place", "reason"), UNREADABLE)
def test_opening_a_folder_or_a_device(qtbot: QtBot, tmp_path: Path, place: str, reason: str) -> None:
    window = open_window(qtbot)
    before = window.session.document
    for read in (window.files.open, window.commands.data.importing.read):
        window.message.put_away()
        read(tmp_path / place)
        wait(qtbot, lambda: reason in window.message.text)
        assert "Nothing was changed." in window.message.text
    assert window.session.document is before


@pytest.mark.parametrize("seconds", [0, 1, 4_102_444_800])
def test_a_clock_that_has_jumped(qtbot: QtBot, tmp_path: Path, seconds: int) -> None:
    """Files from 1970 and from 2100: nobody has changed them behind the window's back, and they are saved as ever."""
    path = _document(tmp_path / "mine.bpdesk")
    os.utime(path, (seconds, seconds))
    window = open_window(qtbot, path)
    window.files.look_outside()
    assert window.message.text == ""
    type_over(qtbot, window, WEIGHT, "5")
    _save(qtbot, window)
    wait(qtbot, lambda: window.session.undo_history.is_clean)
    window.files.look_outside()
    assert window.message.text == ""
    assert load(path).network.edges[0].weight == 5.0
