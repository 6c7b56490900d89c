"""Several windows, recent documents, files dropped on a window: nothing unsaved is lost without a question, and only then is one asked."""

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from bpdesk.assets import resource
from bpdesk.files.store import load
from bpdesk.ui.app import new_window
from bpdesk.ui.canvas.place import Place
from bpdesk.ui.main_window import MainWindow
from bpdesk.ui.windows import Windows
from tests.windows import activate, press, shown, step, type_over, wait, windows_on

WEIGHT = Place("weight", "w")
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Answer = QMessageBox.StandardButton


@pytest.fixture
def windows(qtbot: QtBot, tmp_path: Path) -> Iterator[Windows]:
    """A program with one window on the one-weight network."""
    program = windows_on(tmp_path / "kept", "light")
    show(qtbot, program, new_window(program))
    yield program
    for window in program.all:
        window.close_for_good()


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "mine.bpdesk"
    path.write_bytes(resource("examples", "one-weight.bpdesk").read_bytes())
    return path


def show(qtbot: QtBot, windows: Windows, window: MainWindow) -> MainWindow:
    with qtbot.waitExposed(window):
        windows.show(window)
    activate(qtbot, window)
    wait(qtbot, lambda: window.session.runs.is_ready and not window.session.thread_of_engine.is_busy)
    return window


def another(qtbot: QtBot, windows: Windows, window: MainWindow) -> MainWindow:
    """Ctrl+Shift+N in that window."""
    press(qtbot, window, Qt.Key.Key_N, CONTROL | SHIFT)
    new = windows.all[-1]
    activate(qtbot, new)
    wait(qtbot, lambda: new.session.runs.is_ready and not new.session.thread_of_engine.is_busy)
    return new


def edit(qtbot: QtBot, window: MainWindow, text: str = "1") -> None:
    type_over(qtbot, window, WEIGHT, text)
    wait(qtbot, lambda: not window.session.thread_of_engine.is_busy)


def questions(window: MainWindow) -> list[QMessageBox]:
    return [box for box in window.findChildren(QMessageBox, "unsaved") if box.isVisible()]


def answer(qtbot: QtBot, window: MainWindow, button: Answer) -> None:
    (box,) = questions(window)
    qtbot.mouseClick(box.button(button), Qt.MouseButton.LeftButton)


def drop(target: QWidget, data: QMimeData) -> bool:
    """What the platform sends for a drag that ends on a widget; whether the drag was taken at all."""
    at, either = QPointF(target.rect().center()), Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    buttons, no_key = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at.toPoint(), either, data, buttons, no_key)
    QApplication.sendEvent(target, enter)
    if enter.isAccepted():
        fall = QDropEvent(at, either, data, buttons, no_key)
        QApplication.sendEvent(target, fall)
        assert fall.dropAction() == Qt.DropAction.CopyAction
    return enter.isAccepted()


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def recent_menu(window: MainWindow) -> QMenu:
    menu = window.findChild(QMenu, "menu.recent")
    assert menu is not None
    menu.aboutToShow.emit()
    return menu


def recent(window: MainWindow) -> list[str]:
    return [action.toolTip() for action in recent_menu(window).actions() if action.objectName().removeprefix("action.recent.").isdigit()]


def test_another_window_is_empty_and_lives_for_itself(qtbot: QtBot, windows: Windows) -> None:
    (first,) = windows.all
    step(qtbot, first, 2)
    second = another(qtbot, windows, first)
    assert not second.session.document.network.nodes
    second.files.open_example("chain-of-two")
    wait(qtbot, lambda: second.session.moment is not None)
    step(qtbot, second, 5)
    assert (first.session.playback.shown_iteration, second.session.playback.shown_iteration) == (2, 5)
    assert second.close()
    assert windows.all == [first]
    activate(qtbot, first)
    step(qtbot, first, 1)
    assert shown(first, "weight", "w") != "-23.10"


def test_the_theme_is_one_for_all_windows(qtbot: QtBot, windows: Windows) -> None:
    (first,) = windows.all
    second = another(qtbot, windows, first)
    second.actions_by_name["theme_dark"].trigger()
    assert [window.themes.theme.name for window in windows.all] == ["dark", "dark"]
    assert all(window.actions_by_name["theme_dark"].isChecked() for window in windows.all)
    assert not any(window.actions_by_name["theme_light"].isChecked() for window in windows.all)


def test_quitting_closes_all_windows_without_a_word_when_all_is_saved(qtbot: QtBot, windows: Windows) -> None:
    (first,) = windows.all
    second = another(qtbot, windows, first)
    activate(qtbot, first)
    step(qtbot, first, 3)
    press(qtbot, first, Qt.Key.Key_Q, CONTROL)
    assert windows.all == []
    assert not first.isVisible()
    assert not second.isVisible()


def test_quitting_asks_each_window_with_unsaved_edits_and_one_no_keeps_all(qtbot: QtBot, windows: Windows, document: Path) -> None:
    (first,) = windows.all
    first.files.open(document)
    wait(qtbot, lambda: first.session.path == document and first.session.moment is not None)
    edit(qtbot, first)
    second = another(qtbot, windows, first)
    another(qtbot, windows, first)
    second.files.open_example("one-weight")
    wait(qtbot, lambda: second.session.moment is not None)
    edit(qtbot, second)
    activate(qtbot, first)
    press(qtbot, first, Qt.Key.Key_Q, CONTROL)
    assert [len(questions(window)) for window in windows.all] == [1, 0, 0]
    answer(qtbot, first, Answer.Save)
    assert load(document).network.edges[0].weight == 1.0
    assert [len(questions(window)) for window in windows.all] == [0, 1, 0]
    answer(qtbot, second, Answer.Cancel)
    assert len(windows.all) == 3
    assert all(window.isVisible() for window in windows.all)
    press(qtbot, second, Qt.Key.Key_Q, CONTROL)
    assert [len(questions(window)) for window in windows.all] == [0, 1, 0]
    answer(qtbot, second, Answer.Discard)
    assert windows.all == []


def test_a_window_that_is_edited_after_its_answer_is_asked_again(qtbot: QtBot, windows: Windows) -> None:
    (first,) = windows.all
    edit(qtbot, first)
    second = another(qtbot, windows, first)
    second.files.open_example("one-weight")
    wait(qtbot, lambda: second.session.moment is not None)
    edit(qtbot, second)
    windows.quit()
    answer(qtbot, first, Answer.Discard)
    edit(qtbot, first, "3")
    answer(qtbot, second, Answer.Discard)
    assert windows.all == [first, second]
    answer(qtbot, first, Answer.Discard)
    assert windows.all == []


def test_quitting_while_typing_takes_what_is_typed_and_asks(qtbot: QtBot, windows: Windows) -> None:
    (window,) = windows.all
    window.canvas.edit(WEIGHT)
    assert window.canvas.editor is not None
    qtbot.keyClicks(window.canvas.editor, "1e999")
    windows.quit()
    assert window.canvas.editor is not None
    assert windows.all == [window]
    assert questions(window) == []
    window.canvas.editor.clear()
    qtbot.keyClicks(window.canvas.editor, "7")
    windows.quit()
    assert window.session.document.network.edges[0].weight == 7.0
    answer(qtbot, window, Answer.Cancel)


@pytest.mark.parametrize("losing", ["new", "open", "example", "recent", "drop", "close", "quit"])
def test_every_way_of_losing_edits_asks_and_only_then(qtbot: QtBot, windows: Windows, document: Path, losing: str) -> None:
    (window,) = windows.all
    window.files.open(document)
    wait(qtbot, lambda: window.session.path == document and window.session.moment is not None)
    edit(qtbot, window)
    edited = window.session.document
    lose = {
        "new": window.actions_by_name["new"].trigger,
        "open": window.actions_by_name["open"].trigger,
        "example": lambda: window.files.open_example("xor"),
        "recent": lambda: recent_menu(window).actions()[0].trigger(),
        "drop": lambda: drop(window.transport, files(document)),
        "close": window.close,
        "quit": windows.quit,
    }[losing]
    lose()
    assert len(questions(window)) == 1
    lose()
    answer(qtbot, window, Answer.Cancel)
    assert window.session.document is edited
    assert windows.all == [window]
    window.session.undo()
    lose()
    assert questions(window) == []


def test_what_was_opened_or_saved_is_listed_and_opens_from_there(qtbot: QtBot, windows: Windows, document: Path, tmp_path: Path) -> None:
    (window,) = windows.all
    window.files.open(document)
    wait(qtbot, lambda: window.session.path == document)
    other = tmp_path / "R&D.bpdesk"
    window.session.path = other
    window.files.save()
    assert window.windowTitle().startswith("R&D.bpdesk")
    assert recent(window) == [str(other), str(document)]
    assert recent_menu(window).actions()[0].text().startswith("R&&D.bpdesk")
    second = another(qtbot, windows, window)
    assert recent(second) == [str(other), str(document)]
    recent_menu(second).actions()[1].trigger()
    wait(qtbot, lambda: second.session.path == document and second.session.moment is not None)
    assert shown(second, "weight", "w") == "-23.10"
    assert recent(window) == [str(document), str(other)]


def test_a_document_that_vanished_stands_last_and_goes_off_the_list(qtbot: QtBot, windows: Windows, document: Path, tmp_path: Path) -> None:
    (window,) = windows.all
    gone = tmp_path / "gone.bpdesk"
    windows.recent.put(document)
    windows.recent.put(gone)
    assert recent(window) == [str(document), str(gone)]
    recent_menu(window).actions()[1].trigger()
    assert "gone.bpdesk is no longer there" in window.message.text
    assert recent(window) == [str(document)]
    assert shown(window, "weight", "w") == "-23.10"


def test_an_ampersand_in_a_title_is_no_mnemonic(windows: Windows) -> None:
    action = windows.all[0].findChild(QAction, "action.example.han-kamber")
    assert action is not None
    assert "Han && Kamber" in action.text()


def test_ten_documents_are_listed_and_the_list_can_be_cleared(windows: Windows, tmp_path: Path) -> None:
    (window,) = windows.all
    for number in range(12):
        windows.recent.put(tmp_path / f"{number}.bpdesk")
    assert recent(window) == [str(tmp_path / f"{number}.bpdesk") for number in range(11, 1, -1)]
    recent_menu(window).actions()[-1].trigger()
    assert recent(window) == []


@pytest.mark.parametrize("where", ["canvas", "transport", "side", "menu bar"])
def test_a_document_dropped_anywhere_on_the_window_opens(qtbot: QtBot, windows: Windows, document: Path, where: str) -> None:
    (window,) = windows.all
    targets = {"canvas": window.canvas.viewport(), "transport": window.transport, "side": window.side, "menu bar": window.menuBar()}
    assert drop(targets[where], files(document))
    wait(qtbot, lambda: window.session.path == document)
    assert window.windowTitle().startswith("mine.bpdesk")


def test_what_is_no_document_is_refused_with_the_reason_when_dropped(windows: Windows, document: Path, tmp_path: Path) -> None:
    (window,) = windows.all
    before = window.session.document
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"")
    remote, text = QMimeData(), QMimeData()
    remote.setUrls([QUrl("https://example.org/x.bpdesk")])
    text.setText("1 2 3")
    reasons = {
        "picture.png is neither a bpdesk document": files(picture),
        "is a folder": files(tmp_path),
        "one document at a time": files(document, picture),
        "Only files of this computer": remote,
        "Text can be dropped on the canvas": text,
    }
    for reason, data in reasons.items():
        drop(window.transport, data)
        assert reason in window.statusBar().currentMessage()
    assert not drop(window.transport, QMimeData())
    assert window.session.document is before


def test_a_broken_document_dropped_is_told_and_changes_nothing(qtbot: QtBot, windows: Windows, tmp_path: Path) -> None:
    (window,) = windows.all
    before = window.session.document
    broken = tmp_path / "broken.bpdesk"
    broken.write_bytes(b"{")
    assert drop(window.canvas.viewport(), files(broken))
    wait(qtbot, lambda: "broken.bpdesk can't be opened" in window.message.text)
    assert window.session.document is before
    assert recent(window) == []


def test_nothing_of_a_closed_window_stays(qtbot: QtBot, tmp_path: Path) -> None:
    windows = windows_on(tmp_path)
    stays, goes = (new_window(windows) for _ in range(2))
    for window in (stays, goes):
        windows.show(window)
    wait(qtbot, lambda: all(window.session.moment is not None for window in windows.all))
    seen = weakref.ref(goes), weakref.ref(goes.session)
    goes.close_for_good()
    del goes, window

    def is_gone() -> bool:
        gc.collect()
        return [each() for each in seen] == [None, None]

    qtbot.waitUntil(is_gone)
    assert windows.all == [stays]
    stays.close_for_good()
