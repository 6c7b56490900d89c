"""A bug that slips through: told once, logged, work kept, and the program goes on."""

import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from bpdesk.files.recovery import ENDING
from bpdesk.model.document import Document
from bpdesk.ui.app import new_window
from bpdesk.ui.canvas.place import Place
from bpdesk.ui.crash_report import CrashReport
from bpdesk.ui.dialogs.crash_dialog import CrashDialog
from bpdesk.ui.main_window import MainWindow
from bpdesk.ui.windows import Windows
from tests.windows import step, type_over, wait, windows_on


@pytest.fixture
def windows(tmp_path: Path) -> Windows:
    return windows_on(tmp_path / "kept", "light")


@pytest.fixture
def window(qtbot: QtBot, windows: Windows) -> MainWindow:
    window = new_window(windows)
    qtbot.addWidget(window, before_close_func=lambda window: window.session.undo_history.mark_clean())
    windows.show(window)
    wait(qtbot, lambda: window.session.moment is not None)
    return window


def failed(report: CrashReport, act: Callable[[], object] | None = None) -> None:
    """Have the report take what that raises, as the interpreter does with what nobody catches."""
    try:
        if act is not None:
            act()
        raise RuntimeError("a bug")
    except RuntimeError:
        kind, error, trace = sys.exc_info()
        assert kind is not None
        assert error is not None
        report(kind, error, trace)


def boxes(window: MainWindow) -> list[CrashDialog]:
    return [box for box in window.findChildren(CrashDialog) if box.isVisible()]


def more(box: CrashDialog) -> str:
    """The small print, without what lets its long words break."""
    return box.more.text().replace("\N{ZERO WIDTH SPACE}", "")


def button(box: CrashDialog, name: str) -> QPushButton:
    found = box.findChild(QPushButton, f"crashReport.{name}")
    assert isinstance(found, QPushButton)
    return found


def test_it_is_told_once_logged_and_what_is_unsaved_is_kept(qtbot: QtBot, window: MainWindow, windows: Windows, tmp_path: Path) -> None:
    log = tmp_path / "logs" / "bpdesk.log"
    report = CrashReport(lambda: window, windows.keep_unsaved, windows.quit, log)
    type_over(qtbot, window, Place("weight", "w"), "5")
    type_over(qtbot, window, Place("weight", "w"), "6")
    failed(report)
    failed(report)
    assert len(boxes(window)) == 1
    box = boxes(window)[0]
    assert "Your work is safe" in box.told.text()
    assert str(log) in more(box)
    assert log.read_text(encoding="utf-8").count("RuntimeError: a bug") == 2
    copies = list((tmp_path / "kept" / "recovery").glob(f"*{ENDING}"))
    assert ['"weight": 6.0' in copy.read_text(encoding="utf-8") for copy in copies] == [True]
    qtbot.mouseClick(button(box, "copy"), Qt.MouseButton.LeftButton)
    assert box.isVisible()
    assert "RuntimeError: a bug" in QGuiApplication.clipboard().text()
    assert button(box, "copy").text() == "Copied"
    QGuiApplication.clipboard().clear()
    qtbot.mouseClick(button(box, "goOn"), Qt.MouseButton.LeftButton)
    assert not boxes(window)
    step(qtbot, window, 2)


def test_it_does_not_call_safe_what_could_not_be_kept(qtbot: QtBot, window: MainWindow, windows: Windows, tmp_path: Path) -> None:
    blocked = tmp_path / "kept" / "recovery"
    blocked.parent.mkdir(exist_ok=True)
    blocked.write_text("no folder")
    type_over(qtbot, window, Place("weight", "w"), "5")
    report = CrashReport(lambda: window, windows.keep_unsaved, windows.quit, tmp_path / "bpdesk.log")
    failed(report)
    told = boxes(window)[0]
    assert "save it now" in told.told.text()
    assert "safe" not in told.told.text()
    assert f"No recovery copy can be kept in {blocked}" in more(told)
    qtbot.mouseClick(button(told, "goOn"), Qt.MouseButton.LeftButton)
    blocked.unlink()
    failed(report)
    assert "Your work is safe" in boxes(window)[0].told.text()
    assert ['"weight": 5.0' in copy.read_text(encoding="utf-8") for copy in blocked.glob(f"*{ENDING}")] == [True]


def _turn_round(_document: Document) -> Document:
    raise RuntimeError("a bug")


def test_what_was_being_done_is_told(qtbot: QtBot, window: MainWindow, windows: Windows, tmp_path: Path) -> None:
    report = CrashReport(lambda: window, windows.keep_unsaved, windows.quit, tmp_path / "bpdesk.log")
    failed(report, lambda: window.session.apply("Turn it round", _turn_round))
    assert "It happened at “Turn it round”." in more(boxes(window)[0])
    qtbot.mouseClick(button(boxes(window)[0], "goOn"), Qt.MouseButton.LeftButton)
    failed(report)
    assert "It happened at" not in more(boxes(window)[0])


def test_a_bug_in_keeping_copies_hides_nothing(window: MainWindow, windows: Windows, tmp_path: Path) -> None:
    log = tmp_path / "bpdesk.log"

    def keep() -> list[str]:
        raise LookupError("another bug")

    failed(CrashReport(lambda: window, keep, windows.quit, log))
    assert "save it now" in boxes(window)[0].told.text()
    assert "another bug" in more(boxes(window)[0])
    assert "RuntimeError: a bug" in log.read_text(encoding="utf-8")
    assert "LookupError: another bug" in log.read_text(encoding="utf-8")


def test_a_bug_in_a_thread_is_told_too(qtbot: QtBot, window: MainWindow, windows: Windows, tmp_path: Path) -> None:
    report = CrashReport(lambda: window, windows.keep_unsaved, windows.quit, tmp_path / "bpdesk.log")
    thread = threading.Thread(target=lambda: failed(report))
    thread.start()
    thread.join()
    wait(qtbot, lambda: len(boxes(window)) == 1)


def test_save_and_quit_asks_as_quitting_does(qtbot: QtBot, window: MainWindow, windows: Windows, tmp_path: Path) -> None:
    report = CrashReport(lambda: window, windows.keep_unsaved, windows.quit, tmp_path / "bpdesk.log")
    type_over(qtbot, window, Place("weight", "w"), "5")
    failed(report)
    qtbot.mouseClick(button(boxes(window)[0], "leave"), Qt.MouseButton.LeftButton)
    wait(qtbot, lambda: window.findChild(QMessageBox, "unsaved") is not None)
    question = window.findChild(QMessageBox, "unsaved")
    assert question is not None
    qtbot.mouseClick(question.button(QMessageBox.StandardButton.Cancel), Qt.MouseButton.LeftButton)
    assert window.isVisible()


def test_a_log_that_can_t_be_written_hides_nothing(qtbot: QtBot, window: MainWindow, windows: Windows, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    failed(CrashReport(lambda: window, windows.keep_unsaved, windows.quit, blocked / "bpdesk.log"))
    assert len(boxes(window)) == 1


def test_enter_and_escape_go_on(qtbot: QtBot, window: MainWindow, windows: Windows, tmp_path: Path) -> None:
    report = CrashReport(lambda: window, windows.keep_unsaved, windows.quit, tmp_path / "bpdesk.log")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        failed(report)
        (box,) = boxes(window)
        qtbot.keyClick(box, key)
        assert not boxes(window)
        assert window.isVisible()


def test_the_report_is_shown_on_demand(qtbot: QtBot, window: MainWindow, windows: Windows, tmp_path: Path) -> None:
    failed(CrashReport(lambda: window, windows.keep_unsaved, windows.quit, tmp_path / "bpdesk.log"))
    (box,) = boxes(window)
    assert not box.report.isVisible()
    qtbot.mouseClick(button(box, "show"), Qt.MouseButton.LeftButton)
    assert box.report.isVisible()
    assert "RuntimeError: a bug" in box.report.toPlainText()
    assert box.frameGeometry().height() <= box.screen().availableGeometry().height()


@pytest.mark.parametrize("width", [300, 400, 1200])
def test_all_of_it_is_in_sight_however_narrow_it_is(qtbot: QtBot, width: int) -> None:
    path = "/home/somebody/" + "/".join(["a-folder-with-a-long-name"] * 6) + "/bpdesk.log"
    box = CrashDialog("Something went wrong inside bpdesk. Your work is safe.", f"The report is in\n{path}", "report", None, width)
    qtbot.addWidget(box)
    box.show()
    assert box.width() <= width
    for part in (box.told, box.more, *box.findChildren(QPushButton)):
        assert box.rect().contains(part.geometry())
    for label in (box.told, box.more):
        room = label.contentsRect()
        needed = label.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), label.text())
        assert needed.width() <= room.width()
        assert needed.height() <= room.height()
