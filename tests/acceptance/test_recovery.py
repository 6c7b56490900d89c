"""A program that is killed loses no edit: the next start offers it. Programs that live keep theirs."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from bpdesk.assets import resource
from bpdesk.files.log import write_log
from bpdesk.files.recovery import ENDING
from bpdesk.files.schema import read
from bpdesk.files.store import load, save
from bpdesk.model.edits import set_weight
from bpdesk.ui.app import new_window
from bpdesk.ui.canvas.place import Place
from bpdesk.ui.dialogs.recovery_offer import RecoveryOffer
from bpdesk.ui.main_window import MainWindow
from bpdesk.ui.windows import Windows
from tests.builders import net
from tests.windows import activate, arrive, press, settle, shown, step, type_over, wait, windows_on

EDITED = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from bpdesk.ui.app import new_application, new_window
from bpdesk.ui.settings_file import open_settings
from bpdesk.ui.windows import Windows
kept, path = Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None
application = new_application(sys.argv)
windows = Windows(application, open_settings(kept / "bpdesk.ini"), kept / "recovery", kept / "open")
window = new_window(windows, path)
windows.show(window)
window.session.opened.connect(lambda: edit())
edit = lambda: QTimer.singleShot(0, lambda: window.session.numbers.set_number("weight", "w", 4.5))
def run():
    if not window.session.undo_history.is_clean and not window.session.playback.is_running:
        window.session.runs.when_settled(window.session.playback.start_running)
if "run" in sys.argv:
    frames = (kept / "frames").open("ab", buffering=0)
    window.session.playback.moment_changed.connect(run)
    window.session.playback.history_changed.connect(lambda: frames.write(b"."))
if path is None:
    edit()
application.exec()
"""
Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@pytest.fixture
def start(qtbot: QtBot, kept: Path) -> Iterator[Start]:
    """A program of its own in which a weight was changed to 4.5; ready once its copy is there."""
    running: list[subprocess.Popen[bytes]] = []

    def started(*arguments: Path | str, cwd: Path | None = None) -> subprocess.Popen[bytes]:
        kept.mkdir(exist_ok=True)
        known = len(copies(kept))
        running.append(subprocess.Popen([sys.executable, "-c", EDITED, str(kept), *map(str, arguments)], cwd=cwd))
        wait(qtbot, lambda: len(copies(kept)) > known)
        return running[-1]

    yield started
    for process in running:
        process.kill()
        process.wait()


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "mine.bpdesk"
    path.write_bytes(resource("examples", "one-weight.bpdesk").read_bytes())
    return path


@pytest.fixture
def program(qtbot: QtBot, kept: Path) -> Iterator[Callable[[], Windows]]:
    """The next start."""
    begun: list[Windows] = []

    def begin() -> Windows:
        windows = windows_on(kept, "light")
        begun.append(windows)
        windows.noted.connect(lambda text: write_log(kept / "bpdesk.log", text))
        window = new_window(windows)
        with qtbot.waitExposed(window):
            windows.show(window)
        activate(qtbot, window)
        windows.offer_left_behind()
        windows.wait_for_files()
        return windows

    yield begin
    for windows in begun:
        for window in windows.all:
            window.close_for_good()


def copies(kept: Path) -> list[Path]:
    return sorted((kept / "recovery").glob(f"*{ENDING}"))


def kill(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()


def offer(windows: Windows) -> RecoveryOffer | None:
    return next((each for window in windows.all for each in window.findChildren(RecoveryOffer) if each.isVisible()), None)


def click(qtbot: QtBot, windows: Windows, name: str) -> None:
    dialog = offer(windows)
    assert dialog is not None
    button = dialog.findChild(QPushButton, name)
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def recovered(qtbot: QtBot, windows: Windows) -> MainWindow:
    """The window that opens with Open."""
    click(qtbot, windows, "recovery.open0")
    window = windows.all[-1]
    activate(qtbot, window)
    wait(qtbot, lambda: window.session.moment is not None)
    return window


def test_what_a_killed_program_had_unsaved_is_offered_opened_and_kept_until_saved(
    qtbot: QtBot, kept: Path, document: Path, start: Start, program: Callable[[], Windows]
) -> None:
    kill(start(document))
    windows = program()
    dialog = offer(windows)
    assert dialog is not None
    title = dialog.findChild(QLabel, "recovery.title0")
    assert title is not None
    assert title.text().startswith("mine.bpdesk, ")
    window = recovered(qtbot, windows)
    assert len(windows.all) == 2
    assert shown(window, "weight", "w") == "4.500"
    assert window.windowTitle().startswith("mine.bpdesk")
    assert window.isWindowModified()
    assert load(document).network.edges[0].weight == -23.1
    windows.wait_for_files()
    assert len(copies(kept)) == 1
    step(qtbot, window)
    window.actions_by_name["save"].trigger()
    windows.wait_for_files()
    assert copies(kept) == []
    assert load(document).network.edges[0].weight == 4.5
    assert not window.isWindowModified()


@pytest.mark.parametrize("seed", range(3))
def test_killed_while_it_runs_it_leaves_the_file_whole_and_the_copy_is_offered(
    qtbot: QtBot, kept: Path, document: Path, start: Start, program: Callable[[], Windows], seed: int
) -> None:
    before = document.read_bytes()
    running = start(document, "run")
    frames = Random(seed).randint(1, 6)
    wait(qtbot, lambda: (kept / "frames").exists() and (kept / "frames").stat().st_size >= frames)
    kill(running)
    windows = program()
    assert document.read_bytes() == before
    window = recovered(qtbot, windows)
    edges = window.session.document.network.edges
    changes = [] if window.session.document.run is None else window.session.document.run.changes
    assert edges[0].weight == 4.5 or [change.edges for change in changes] == [{"w": 4.5}]
    assert window.isWindowModified()


def test_a_document_opened_by_a_name_in_its_folder_comes_back_to_that_folder(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, document: Path, start: Start, program: Callable[[], Windows]
) -> None:
    kill(start(document.name, cwd=document.parent))
    other = tmp_path / "other" / document.name
    other.parent.mkdir()
    other.write_bytes(resource("examples", "xor.bpdesk").read_bytes())
    monkeypatch.chdir(other.parent)
    window = recovered(qtbot, program())
    press(qtbot, window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    wait(qtbot, lambda: not window.isWindowModified())
    assert load(document).network.edges[0].weight == 4.5
    assert other.read_bytes() == resource("examples", "xor.bpdesk").read_bytes()


def test_a_file_that_was_changed_before_recovery_is_not_overwritten_unasked(
    qtbot: QtBot, document: Path, start: Start, program: Callable[[], Windows]
) -> None:
    kill(start(document))
    save(set_weight(load(document), "w", 3.0), document)
    window = recovered(qtbot, program())
    press(qtbot, window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    wait(qtbot, lambda: window.findChild(QMessageBox, "changedOutside") is not None)
    assert load(document).network.edges[0].weight == 3.0
    assert window.isWindowModified()


def test_a_recovered_document_is_asked_for_at_closing_and_survives_another_crash(
    qtbot: QtBot, kept: Path, start: Start, program: Callable[[], Windows]
) -> None:
    kill(start())
    windows = program()
    window = recovered(qtbot, windows)
    windows.wait_for_files()
    (copy,) = copies(kept)
    assert json.loads(copy.read_text(encoding="utf-8").partition("\n")[0])["path"] is None
    assert not window.close()
    (box,) = [box for box in window.findChildren(QMessageBox, "unsaved") if box.isVisible()]
    qtbot.mouseClick(box.button(QMessageBox.StandardButton.Discard), Qt.MouseButton.LeftButton)
    windows.wait_for_files()
    assert copies(kept) == []


def test_discarding_can_be_taken_back_until_the_offer_is_closed_and_deciding_later_keeps_all(
    qtbot: QtBot, kept: Path, start: Start, program: Callable[[], Windows]
) -> None:
    kill(start())
    kill(start())
    windows = program()
    click(qtbot, windows, "recovery.discard0")
    click(qtbot, windows, "recovery.discard1")
    assert len(copies(kept)) == 2
    click(qtbot, windows, "recovery.discard0")
    click(qtbot, windows, "recovery.later")
    assert offer(windows) is None
    assert len(copies(kept)) == 1
    again = program()
    click(qtbot, again, "recovery.later")
    assert len(copies(kept)) == 1
    last = program()
    click(qtbot, last, "recovery.discard0")
    click(qtbot, last, "recovery.later")
    assert copies(kept) == []
    assert offer(program()) is None


def test_keys_that_were_meant_for_the_window_open_nothing(qtbot: QtBot, kept: Path, start: Start, program: Callable[[], Windows]) -> None:
    kill(start())
    windows = program()
    dialog = offer(windows)
    assert dialog is not None
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
        qtbot.keyClick(dialog.focusWidget() or dialog, key)
    assert offer(windows) is dialog
    assert len(windows.all) == 1
    reached = []
    for _ in range(3):
        qtbot.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Tab)
        focused = dialog.focusWidget()
        assert focused is not None
        reached.append(focused.objectName())
    assert reached == ["recovery.open0", "recovery.discard0", "recovery.later"]


def test_copies_of_one_name_are_told_apart_by_their_folders_and_seconds(kept: Path, tmp_path: Path, program: Callable[[], Windows]) -> None:
    for number, (folder, second) in enumerate((("a", 7), ("b", 7), ("b", 9))):
        path = str(tmp_path / folder / "mine.bpdesk")
        header = {"title": "", "path": path, "time": f"2026-01-02T10:00:{second:02}+00:00", "pid": 2**22 + 1, "start": ""}
        copy = kept / "recovery" / f"{number}{ENDING}"
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(json.dumps(header).encode() + b"\n" + resource("examples", "xor.bpdesk").read_bytes())
    dialog = offer(program())
    assert dialog is not None
    told = [tuple(label(dialog, f"recovery.{part}{row}").text() for part in ("title", "place")) for row in range(3)]
    assert len(set(told)) == 3
    assert [title.startswith("mine.bpdesk, ") for title, _ in told] == [True] * 3
    assert sorted(place for _, place in told) == [str(tmp_path / folder) for folder in "abb"]


def label(dialog: RecoveryOffer, name: str) -> QLabel:
    found = dialog.findChild(QLabel, name)
    assert found is not None
    return found


def test_copies_of_a_living_program_are_left_alone(kept: Path, start: Start, program: Callable[[], Windows]) -> None:
    start()
    before = {path: path.read_bytes() for path in copies(kept)}
    assert len(before) == 1
    assert offer(program()) is None
    assert {path: path.read_bytes() for path in copies(kept)} == before


def test_a_copy_goes_when_the_edit_is_taken_back(qtbot: QtBot, kept: Path, program: Callable[[], Windows]) -> None:
    windows = program()
    (window,) = windows.all
    wait(qtbot, lambda: window.session.moment is not None)
    type_over(qtbot, window, Place("weight", "w"), "2")
    wait(qtbot, lambda: len(copies(kept)) == 1)
    window.session.undo()
    windows.wait_for_files()
    assert copies(kept) == []


def test_stepping_makes_no_copy(qtbot: QtBot, kept: Path, program: Callable[[], Windows]) -> None:
    windows = program()
    (window,) = windows.all
    step(qtbot, window, 3)
    QApplication.processEvents()
    windows.wait_for_files()
    assert copies(kept) == []


def test_a_broken_copy_is_told_and_set_aside(kept: Path, program: Callable[[], Windows]) -> None:
    (kept / "recovery").mkdir(parents=True)
    broken = kept / "recovery" / f"{'0' * 32}{ENDING}"
    broken.write_bytes(b"nothing")
    (window,) = program().all
    assert "A recovery copy can't be read" in window.message.text
    assert str(broken) in window.message.text
    assert copies(kept) == []
    window.files.open_example("xor")
    assert "A recovery copy can't be read" in window.message.text


def test_broken_copies_beside_a_good_one_are_told_where_it_is_offered_and_logged(
    qtbot: QtBot, kept: Path, program: Callable[[], Windows], start: Start
) -> None:
    kill(start())
    for number in range(2):
        (kept / "recovery" / f"{number}{ENDING}").write_bytes(b"nothing")
    windows = program()
    dialog = offer(windows)
    assert dialog is not None
    told = label(dialog, "recovery.broken")
    assert told.isVisible()
    assert "2 recovery copies can't be read" in told.text()
    assert str(kept / "recovery") in told.text()
    log = (kept / "bpdesk.log").read_text(encoding="utf-8")
    assert all(f"recovery copy can't be read: its first line is no header. Kept as {kept / 'recovery' / str(n)}" in log for n in range(2))
    click(qtbot, windows, "recovery.later")
    assert not windows.all[0].message.isVisible()


def test_every_broken_copy_is_named(kept: Path, program: Callable[[], Windows]) -> None:
    (kept / "recovery").mkdir(parents=True)
    for number in range(3):
        (kept / "recovery" / f"{number}{ENDING}").write_bytes(b"nothing")
    (window,) = program().all
    assert "3 recovery copies can't be read" in window.message.text
    assert all(f"{number}{ENDING}.broken" in window.message.text for number in range(3))


def test_a_document_that_another_process_has_open_is_told_when_it_is_opened(
    qtbot: QtBot, document: Path, start: Start, program: Callable[[], Windows]
) -> None:
    other = start(document)
    windows = program()
    (window,) = windows.all
    window.files.open(document)
    wait(qtbot, lambda: "mine.bpdesk is open in another bpdesk too" in window.message.text)
    window.files.open_example("xor")
    assert window.message.text == ""
    kill(other)
    window.files.open(document)
    wait(qtbot, lambda: window.session.path == document)
    windows.wait_for_files()
    assert window.message.text == ""


def test_who_had_a_document_open_first_is_told_of_the_second_and_when_that_one_is_gone(
    qtbot: QtBot, document: Path, start: Start, program: Callable[[], Windows]
) -> None:
    (window,) = program().all
    window.files.open(document)
    wait(qtbot, lambda: window.session.path == document)
    other = start(document)
    wait(qtbot, lambda: "mine.bpdesk is open in another bpdesk too" in window.message.text)
    kill(other)
    wait(qtbot, lambda: window.message.text == "")


def test_that_another_process_has_it_open_stays_told_while_values_are_missing(
    qtbot: QtBot, document: Path, start: Start, program: Callable[[], Windows]
) -> None:
    start(document)
    (window,) = program().all
    window.files.open(document)
    wait(qtbot, lambda: "mine.bpdesk is open in another bpdesk too" in window.message.text)
    wait(qtbot, lambda: window.session.moment is not None)
    window.side.panel.front = "data"
    add = window.side.data.findChild(QPushButton, "data.add")
    assert add is not None
    qtbot.mouseClick(add, Qt.MouseButton.LeftButton)
    wait(qtbot, lambda: bool(window.session.problems))
    assert "mine.bpdesk is open in another bpdesk too" in window.message.text
    hint = window.canvas.findChild(QWidget, "canvas_hint")
    assert hint is not None
    assert "Stepping waits: row 2" in hint.accessibleName()
    window.message.tell("warning", "No more plots")
    window.session.undo()
    assert "mine.bpdesk is open in another bpdesk too" in window.message.text


def test_where_no_copy_can_be_kept_it_is_told_and_work_goes_on(qtbot: QtBot, kept: Path, program: Callable[[], Windows]) -> None:
    kept.mkdir()
    (kept / "recovery").write_text("a file, not a folder")
    windows = program()
    (window,) = windows.all
    wait(qtbot, lambda: window.session.moment is not None)
    type_over(qtbot, window, Place("weight", "w"), "2")
    wait(qtbot, lambda: "No recovery copy" in window.statusBar().currentMessage())
    assert shown(window, "weight", "w") == "2.000"


def test_a_run_that_took_long_is_kept_without_any_edit_until_it_is_saved(
    qtbot: QtBot, kept: Path, tmp_path: Path, program: Callable[[], Windows]
) -> None:
    windows = program()
    (window,) = windows.all
    inputs, hidden = (" ".join(f"{kind}{number}" for number in range(20)) for kind in "xh")
    save(net(f"{inputs} -> {hidden} -> y", rows=2_000, learning_rate=0.001), tmp_path / "large.bpdesk")
    window.files.open(tmp_path / "large.bpdesk")
    wait(qtbot, lambda: window.session.path is not None and window.session.moment is not None)
    window.commands.step(5)
    arrive(qtbot, window, 5)
    windows.wait_for_files()
    assert copies(kept) == []
    window.commands.step(4_995)
    arrive(qtbot, window, 5_000)
    wait(qtbot, lambda: len(copies(kept)) == 1)
    assert window.session.undo_history.is_clean
    windows.wait_for_files()
    content = copies(kept)[0].read_bytes().partition(b"\n")[2]
    run = read(content).run
    assert run is not None
    assert run.iteration > 4_500
    press(qtbot, window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    wait(qtbot, lambda: copies(kept) == [])
    assert load(tmp_path / "large.bpdesk").run is not None


def test_a_run_that_was_watched_for_long_is_kept_without_a_question_at_closing(
    qtbot: QtBot, kept: Path, monkeypatch: pytest.MonkeyPatch, program: Callable[[], Windows]
) -> None:
    """A fifth of a second stands for the half minute."""
    windows = program()
    (window,) = windows.all
    wait(qtbot, lambda: window.session.moment is not None)
    press(qtbot, window, Qt.Key.Key_F5)
    wait(qtbot, lambda: window.session.playback.newest >= 3)
    windows.wait_for_files()
    assert copies(kept) == []
    monkeypatch.setattr("bpdesk.ui.run_worth._LONG_WATCHED", 200)
    wait(qtbot, lambda: len(copies(kept)) == 1)
    press(qtbot, window, Qt.Key.Key_F5)
    windows.wait_for_files()
    run = read(copies(kept)[0].read_bytes().partition(b"\n")[2]).run
    assert run is not None
    assert run.iteration >= 3
    assert not window.isWindowModified()
    assert window.close()
    assert copies(kept) == []


def test_a_watched_run_that_is_saved_needs_no_copy_any_more(
    qtbot: QtBot, kept: Path, document: Path, monkeypatch: pytest.MonkeyPatch, program: Callable[[], Windows]
) -> None:
    monkeypatch.setattr("bpdesk.ui.run_worth._LONG_WATCHED", 200)
    windows = program()
    (window,) = windows.all
    window.files.open(document)
    wait(qtbot, lambda: window.session.path is not None and window.session.moment is not None)
    press(qtbot, window, Qt.Key.Key_F5)
    wait(qtbot, lambda: len(copies(kept)) == 1)
    press(qtbot, window, Qt.Key.Key_F5)
    settle(window.session)
    press(qtbot, window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    wait(qtbot, lambda: copies(kept) == [])
    assert load(document).run is not None
    step(qtbot, window)
    windows.wait_for_files()
    assert copies(kept) == []
