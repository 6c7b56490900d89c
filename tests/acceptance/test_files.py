"""Opening, saving, closing: documents come and go whole, and what fails says what and where."""

import json
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from bpdesk.assets import resource
from bpdesk.files.store import load, save
from bpdesk.model import edits
from bpdesk.ui.canvas.place import Place
from bpdesk.ui.dialogs.export_picture import ExportPictureDialog
from bpdesk.ui.main_window import MainWindow
from tests.builders import net
from tests.windows import LONG, arrive, open_window, press, shown, step, type_over, wait

WEIGHT = Place("weight", "w")


def settle(qtbot: QtBot, window: MainWindow) -> None:
    wait(qtbot, lambda: not window.session.thread_of_engine.is_busy)


def question(window: MainWindow) -> QMessageBox:
    box = window.findChild(QMessageBox, "unsaved")
    assert box is not None
    return box


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "mine.bpdesk"
    path.write_bytes(resource("examples", "one-weight.bpdesk").read_bytes())
    return path


@pytest.mark.parametrize("name", ["one-weight", "chain-of-two", "chain-of-two-frozen", "layered", "xor", "mazur", "han-kamber"])
def test_every_example_opens_from_the_menu_and_steps(qtbot: QtBot, name: str) -> None:
    window = open_window(qtbot)
    action = window.findChild(QAction, f"action.example.{name}")
    assert action is not None
    action.trigger()
    settle(qtbot, window)
    before = window.session.moment
    step(qtbot, window, 3)
    after = window.session.moment
    assert before is not None
    assert after is not None
    assert after.cost < before.cost
    assert not window.message.isVisible()


def test_a_document_given_as_an_argument_opens(qtbot: QtBot, document: Path) -> None:
    window = open_window(qtbot, document)
    settle(qtbot, window)
    assert window.windowTitle().startswith("mine.bpdesk")
    assert shown(window, "weight", "w") == "-23.10"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"not json", "JSON"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b'{"format": "bpdesk", "version": 99}', "newer"),
        (b"[" * 100_000, "deep"),
    ],
)
def test_a_broken_file_is_told_and_changes_nothing(qtbot: QtBot, tmp_path: Path, content: bytes, told: str) -> None:
    window = open_window(qtbot)
    step(qtbot, window, 2)
    before = window.session.document
    path = tmp_path / "broken.bpdesk"
    path.write_bytes(content)
    window.files.open(path)
    wait(qtbot, lambda: bool(window.message.text))
    assert "broken.bpdesk" in window.message.text
    assert told in window.message.text
    assert "Nothing was changed" in window.message.text
    assert window.session.document is before
    assert window.session.playback.shown_iteration == 2


def test_a_network_without_data_says_what_is_missing_and_stepping_waits(qtbot: QtBot, document: Path) -> None:
    content = json.loads(document.read_text(encoding="utf-8"))
    content["data"]["train"] = [[5.7, None]]
    document.write_text(json.dumps(content), encoding="utf-8")
    window = open_window(qtbot, document)
    wait(qtbot, lambda: "target" in window.message.text)
    assert "row 1: target of a⁽ᴸ⁾ is missing" in window.message.text
    assert not window.actions_by_name["step"].isEnabled()
    assert "row 1" in window.actions_by_name["step"].toolTip().lower()
    press(qtbot, window, Qt.Key.Key_Space)
    type_over(qtbot, window, Place("target", "a2"), "50.1")
    settle(qtbot, window)
    assert not window.message.isVisible()
    step(qtbot, window)
    assert shown(window, "weight", "w") == "-8.595"


def test_saving_keeps_the_run_and_reopening_shows_it(qtbot: QtBot, document: Path) -> None:
    window = open_window(qtbot, document)
    settle(qtbot, window)
    step(qtbot, window, 7)
    type_over(qtbot, window, WEIGHT, "1")
    settle(qtbot, window)
    step(qtbot, window, 2)
    press(qtbot, window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert window.session.undo_history.is_clean
    record = load(document).run
    assert record is not None
    assert (record.iteration, [change.iteration for change in record.changes]) == (9, [7])
    again = open_window(qtbot, document)
    arrive(qtbot, again, 9)
    assert again.session.moment is not None
    assert window.session.moment is not None
    assert again.session.moment.weights == window.session.moment.weights


def test_saving_where_that_fails_says_so_and_loses_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot)
    type_over(qtbot, window, WEIGHT, "1")
    window.session.path = tmp_path / "gone" / "x.bpdesk"
    press(qtbot, window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert "x.bpdesk could not be saved" in window.message.text
    assert not window.session.undo_history.is_clean
    assert window.isWindowModified()


def test_stepping_is_no_reason_to_ask_at_closing(qtbot: QtBot) -> None:
    window = open_window(qtbot)
    step(qtbot, window, 3)
    assert window.close()


def test_closing_asks_before_an_edit_is_lost(qtbot: QtBot, document: Path) -> None:
    window = open_window(qtbot, document)
    settle(qtbot, window)
    type_over(qtbot, window, WEIGHT, "1")
    settle(qtbot, window)
    assert not window.close()
    box = question(window)
    qtbot.mouseClick(box.button(QMessageBox.StandardButton.Cancel), Qt.MouseButton.LeftButton)
    assert window.isVisible()
    assert not window.close()
    boxes = [box for box in window.findChildren(QMessageBox, "unsaved") if box.isVisible()]
    qtbot.mouseClick(boxes[0].button(QMessageBox.StandardButton.Save), Qt.MouseButton.LeftButton)
    assert not window.isVisible()
    assert load(document).network.edges[0].weight == 1.0


def test_closing_while_typing_takes_what_is_typed(qtbot: QtBot) -> None:
    window = open_window(qtbot)
    window.canvas.edit(WEIGHT)
    editor = window.canvas.editor
    assert editor is not None
    qtbot.keyClicks(editor, "7")
    assert not window.close()
    assert window.session.document.network.edges[0].weight == 7.0
    question(window).reject()


def test_a_plot_saves_as_a_picture_from_the_button_beside_it(qtbot: QtBot, tmp_path: Path) -> None:
    window = open_window(qtbot)
    step(qtbot, window, 20)
    button = window.weights_plot.header.export
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = window.findChild(ExportPictureDialog, "exportPicture")
    assert dialog is not None
    dialog._ask_path = lambda _name, _kind, take: take(str(tmp_path / "weights"))
    save_button = dialog.findChild(QPushButton, "exportPicture.save")
    qtbot.mouseClick(save_button, Qt.MouseButton.LeftButton)
    picture = tmp_path / "weights.png"
    assert picture.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
    assert "weights.png" in window.statusBar().currentMessage()


def test_an_argument_that_cannot_be_read_is_told_until_closed(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "broken.bpdesk"
    path.write_text('{"format": "bpdesk", "version": 1, "nodes": [], "edges": 3}', encoding="utf-8")
    window = open_window(qtbot, path)
    wait(qtbot, lambda: window.session.runs.is_ready and not window.session.thread_of_engine.is_busy)
    assert "broken.bpdesk can't be opened" in window.message.text
    window.files.open_example("xor")
    assert window.message.text == ""


def test_a_large_document_is_written_behind_the_window_and_edits_meanwhile_stay_unsaved(qtbot: QtBot, tmp_path: Path) -> None:
    document = net("x1 x2 -> y", rows=20_000)
    save(document, tmp_path / "large.bpdesk")
    window = open_window(qtbot, tmp_path / "large.bpdesk")
    session = window.session
    session.apply("Set title", edits.set_title, "before")
    with qtbot.waitSignal(window.files.saved, timeout=LONG):
        window.files.save()
        assert not session.undo_history.is_clean, "it is not written on the window's thread"
        session.apply("Set title", edits.set_title, "after")
    assert load(tmp_path / "large.bpdesk").title == "before"
    assert not session.undo_history.is_clean
    session.undo()
    assert session.undo_history.is_clean
    session.apply("Set title", edits.set_title, "last")
    window.files.save()
    with qtbot.waitSignal(window.closed, timeout=LONG):
        window.close()
    assert load(tmp_path / "large.bpdesk").title == "last"


def test_an_edit_made_while_a_document_is_read_is_asked_about(qtbot: QtBot, document: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.bpdesk"
    save(net("x -> y"), other)
    window = open_window(qtbot, document)
    busy = Event()
    window.files.thread_of_files.do(lambda: busy.wait(LONG / 1e3), lambda _done: None)
    window.files.open(other)
    type_over(qtbot, window, WEIGHT, "5")
    wait(qtbot, lambda: shown(window, "weight", "w") == "5.000")
    busy.set()
    wait(qtbot, lambda: any(box.isVisible() for box in window.findChildren(QMessageBox, "unsaved")))
    assert window.session.path == document
    box = next(box for box in window.findChildren(QMessageBox, "unsaved") if box.isVisible())
    qtbot.mouseClick(box.button(QMessageBox.StandardButton.Discard), Qt.MouseButton.LeftButton)
    wait(qtbot, lambda: window.session.path == other)


def test_a_large_document_that_is_read_is_told_until_it_is_there(qtbot: QtBot, tmp_path: Path) -> None:
    large = tmp_path / "large.bpdesk"
    save(replace(net("x -> y"), notes="n" * 6_000_000), large)
    window = open_window(qtbot)
    window.files.open(large)
    assert window.statusBar().currentMessage() == "Reading large.bpdesk…"
    wait(qtbot, lambda: window.session.path == large)
    assert window.statusBar().currentMessage() == ""
