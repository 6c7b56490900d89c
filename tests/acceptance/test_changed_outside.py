"""A document's file that another program or another window has: it is noticed, and nobody's work is lost unasked."""

import os
import resource as limits
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from bpdesk.assets import resource
from bpdesk.files.stamp import is_same_file
from bpdesk.files.store import load, save
from bpdesk.model.edits import set_weight
from bpdesk.ui.app import new_window
from bpdesk.ui.canvas.place import Place
from bpdesk.ui.main_window import MainWindow
from tests.windows import open_window, press, settle, shown, type_over, wait, windows_on

WEIGHT = Place("weight", "w")


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "mine.bpdesk"
    path.write_bytes(resource("examples", "one-weight.bpdesk").read_bytes())
    return path


def written_by_another(path: Path, weight: float) -> None:
    save(set_weight(load(path), "w", weight), path)
    now = path.stat()
    os.utime(path, ns=(now.st_atime_ns, now.st_mtime_ns + 1_000_000_000))


def click(qtbot: QtBot, window: MainWindow, number: int) -> None:
    button = window.message.findChild(QPushButton, f"message.answer{number}")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def answer(qtbot: QtBot, window: MainWindow, question: str, words: str) -> None:
    """Click the button of a question that is open."""
    (box,) = [box for box in window.findChildren(QMessageBox, question) if box.isVisible()]
    (button,) = [button for button in box.buttons() if button.text() == words]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_file_that_another_program_has_changed_is_told_and_opened_anew(qtbot: QtBot, document: Path) -> None:
    window = open_window(qtbot, document)
    written_by_another(document, 3.0)
    window.files.look_outside()
    assert "Another program or window has changed mine.bpdesk" in window.message.text
    click(qtbot, window, 0)
    wait(qtbot, lambda: shown(window, "weight", "w") == "3.000")
    window.files.look_outside()
    assert not window.message.isVisible()


def test_it_is_told_while_the_window_has_the_focus_and_stays_until_it_is_settled(qtbot: QtBot, document: Path) -> None:
    window = open_window(qtbot, document)
    written_by_another(document, 3.0)
    wait(qtbot, lambda: "Another program or window has changed mine.bpdesk" in window.message.text)
    assert "your changes" not in window.message.text
    type_over(qtbot, window, WEIGHT, "5")
    settle(window.session)
    assert "Another program or window has changed mine.bpdesk" in window.message.text
    assert "with your changes" in window.message.text
    window.message.tell("news", "Stopped")
    window.message.put_away()
    click(qtbot, window, 0)
    box = window.findChild(QMessageBox, "unsaved")
    assert box is not None
    assert "lose your changes" in box.text()
    assert box.defaultButton().text() == "Save mine as…"
    qtbot.mouseClick(box.button(QMessageBox.StandardButton.Cancel), Qt.MouseButton.LeftButton)
    assert shown(window, "weight", "w") == "5.000"
    assert "Another program or window has changed mine.bpdesk" in window.message.text
    click(qtbot, window, 0)
    again = next(box for box in window.findChildren(QMessageBox, "unsaved") if box.isVisible())
    qtbot.mouseClick(next(button for button in again.buttons() if button.text() == "Open it"), Qt.MouseButton.LeftButton)
    wait(qtbot, lambda: shown(window, "weight", "w") == "3.000")
    assert not window.message.isVisible()


def test_a_file_that_comes_back_as_it_was_is_no_news_any_more(qtbot: QtBot, document: Path) -> None:
    window = open_window(qtbot, document)
    away = document.rename(document.with_name("away"))
    wait(qtbot, lambda: "no longer there" in window.message.text)
    away.rename(document)
    wait(qtbot, lambda: not window.message.isVisible())


def test_what_failed_is_told_until_it_is_settled(qtbot: QtBot, document: Path, tmp_path: Path) -> None:
    window = open_window(qtbot, document)
    type_over(qtbot, window, WEIGHT, "5")
    settle(window.session)
    window.files.open(tmp_path / "none.bpdesk")
    wait(qtbot, lambda: "none.bpdesk can't be opened" in window.message.text)
    window.session.path = tmp_path / "none" / "mine.bpdesk"
    press(qtbot, window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    wait(qtbot, lambda: "mine.bpdesk could not be saved" in window.message.text)
    type_over(qtbot, window, WEIGHT, "6")
    settle(window.session)
    assert "mine.bpdesk could not be saved" in window.message.text
    window.actions_by_name["save_as"].trigger()
    dialog = window.findChild(QFileDialog, "saveDocument")
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "other.bpdesk"))
    dialog.reject()
    wait(qtbot, lambda: window.session.undo_history.is_clean)
    assert not window.message.isVisible()


def test_keeping_mine_is_told_once_and_counts_as_unsaved(qtbot: QtBot, document: Path) -> None:
    window = open_window(qtbot, document)
    written_by_another(document, 3.0)
    window.files.look_outside()
    click(qtbot, window, 1)
    window.files.look_outside()
    assert not window.message.isVisible()
    assert not window.session.undo_history.is_clean


def test_saving_over_what_another_program_wrote_asks_first(qtbot: QtBot, document: Path) -> None:
    window = open_window(qtbot, document)
    type_over(qtbot, window, WEIGHT, "5")
    written_by_another(document, 3.0)
    window.commands.by_name()["save"]()
    box = window.findChild(QMessageBox, "changedOutside")
    assert box is not None
    assert load(document).network.edges[0].weight == 3.0
    replace = next(button for button in box.buttons() if button.text() == "Replace")
    qtbot.mouseClick(replace, Qt.MouseButton.LeftButton)
    settle(window.session)
    wait(qtbot, lambda: load(document).network.edges[0].weight == 5.0)
    assert window.session.undo_history.is_clean


def test_a_file_that_is_gone_is_told_and_can_be_saved_again(qtbot: QtBot, document: Path) -> None:
    window = open_window(qtbot, document)
    document.unlink()
    window.files.look_outside()
    assert "no longer there" in window.message.text
    assert not window.session.undo_history.is_clean
    press(qtbot, window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    answer(qtbot, window, "gone", "Save here anyway")
    wait(qtbot, document.exists)
    assert load(document).network.edges[0].weight == -23.1
    assert window.session.undo_history.is_clean
    assert not window.message.isVisible()


def test_saving_at_once_onto_a_drive_that_is_gone_asks_where(qtbot: QtBot, tmp_path: Path) -> None:
    """The folder that the drive stood in stays, and is empty."""
    drive = tmp_path / "drive"
    drive.mkdir()
    path = drive / "mine.bpdesk"
    path.write_bytes(resource("examples", "one-weight.bpdesk").read_bytes())
    window = open_window(qtbot, path)
    type_over(qtbot, window, WEIGHT, "5")
    settle(window.session)
    drive.rename(tmp_path / "unplugged")
    drive.mkdir()
    press(qtbot, window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert list(drive.iterdir()) == []
    box = window.findChild(QMessageBox, "gone")
    assert box is not None
    assert f"“mine.bpdesk” is no longer in {drive}" in box.text()
    assert "drive" in box.informativeText()
    assert box.defaultButton().text() == "Save as…"
    answer(qtbot, window, "gone", "Cancel")
    assert window.isWindowModified()
    drive.rmdir()
    (tmp_path / "unplugged").rename(drive)
    press(qtbot, window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    wait(qtbot, lambda: not window.isWindowModified())
    assert load(path).network.edges[0].weight == 5.0


def test_one_file_has_one_window(qtbot: QtBot, document: Path, tmp_path: Path) -> None:
    windows = windows_on(tmp_path / "kept", "light")
    first, second = new_window(windows, document), new_window(windows)
    for window in (first, second):
        qtbot.addWidget(window, before_close_func=lambda window: window.session.undo_history.mark_clean())
        windows.show(window)
    wait(qtbot, lambda: first.session.path is not None)
    link = tmp_path / "link.bpdesk"
    link.symlink_to(document)
    assert is_same_file(link, document)
    second.files.open(link)
    settle(second.session)
    assert second.session.path is None
    assert "open in this window already" in first.statusBar().currentMessage()


def test_a_full_disk_while_saving_loses_nothing(qtbot: QtBot, document: Path) -> None:
    """A limit on the size of files stands for the disk: the system refuses in the middle of writing."""
    window = open_window(qtbot, document)
    type_over(qtbot, window, WEIGHT, "5")
    before, limit = document.read_bytes(), limits.getrlimit(limits.RLIMIT_FSIZE)
    limits.setrlimit(limits.RLIMIT_FSIZE, (200, limit[1]))
    try:
        press(qtbot, window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        wait(qtbot, lambda: bool(window.message.text))
    finally:
        limits.setrlimit(limits.RLIMIT_FSIZE, limit)
    assert "could not be saved" in window.message.text
    assert "Your work is still here" in window.message.text
    assert document.read_bytes() == before
    assert not window.session.undo_history.is_clean
    press(qtbot, window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    wait(qtbot, lambda: window.session.undo_history.is_clean)
    assert load(document).network.edges[0].weight == 5.0
