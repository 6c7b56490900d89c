"""Exports that the disk refuses, from window and command line: said in plain words, nothing half-written, the old file whole."""

import os
import resource
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from bpdesk.cli.main import main
from bpdesk.files.examples import load_example
from bpdesk.files.store import save
from bpdesk.ui.main_window import MainWindow
from bpdesk.ui.pictures import PictureFormat
from tests.acceptance.test_export import choose_path, export_dialog
from tests.windows import open_window, step, wait

_LEFT = Qt.MouseButton.LeftButton
_NOBODY = 65534


@contextmanager
def full_disk(after: int) -> Iterator[None]:
    """A limit on the size of files stands for the disk: the system refuses in the middle of writing."""
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (after, limit[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)


@contextmanager
def nobody() -> Iterator[None]:
    """As a user who may write only where all may; the superuser may write anywhere."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(before)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may look into."""
    with tempfile.TemporaryDirectory(prefix="bpdesk-export-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    window = open_window(qtbot)
    step(qtbot, window, 3)
    return window


@pytest.mark.parametrize("old", [b"", b"the picture of before"])
@pytest.mark.parametrize("kind", list(PictureFormat))
@pytest.mark.parametrize("what", ["network", "weights", "derivation"])
def test_a_disk_that_fills_leaves_no_part_of_a_picture(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, what: str, kind: PictureFormat, old: bytes
) -> None:
    path = tmp_path / f"picture{kind.value}"
    if old:
        path.write_bytes(old)
    window.commands.pictures.export(what)
    dialog = export_dialog(window)
    qtbot.mouseClick(dialog.fields.kinds[kind], _LEFT)
    with full_disk(1_000):
        qtbot.mouseClick(dialog.save_button, _LEFT)
        choose_path(window, "exportPicture.path", path)
        if old:
            qtbot.mouseClick(dialog.replace_button, _LEFT)
    assert dialog.message.text().startswith("Not saved.")
    assert "larger than the system allows" in dialog.message.text()
    assert dialog.isVisible()
    assert [each.name for each in tmp_path.iterdir()] == ([path.name] if old else [])
    assert not old or path.read_bytes() == old


def test_the_numbers_that_no_longer_fit_are_said_and_the_picture_is_whole(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    step(qtbot, window, 17)
    window.commands.pictures.export("weights")
    dialog = export_dialog(window)
    qtbot.mouseClick(dialog.fields.style_fields.table, _LEFT)
    (tmp_path / "p.csv").mkdir()
    qtbot.mouseClick(dialog.save_button, _LEFT)
    choose_path(window, "exportPicture.path", tmp_path / "p.png")
    qtbot.mouseClick(dialog.replace_button, _LEFT)
    assert "p.png is saved, its numbers are not." in dialog.message.text()
    assert "a folder, not a file" in dialog.message.text()
    assert (tmp_path / "p.png").read_bytes().startswith(b"\x89PNG")


def test_a_folder_that_may_not_be_written_to_is_said(window: MainWindow, qtbot: QtBot, open_folder: Path) -> None:
    window.commands.pictures.export("network")
    dialog = export_dialog(window)
    qtbot.mouseClick(dialog.save_button, _LEFT)
    with nobody():
        open_folder.chmod(0o555) if os.geteuid() != _NOBODY else None
        choose_path(window, "exportPicture.path", open_folder / "picture.png")
    assert "no permission" in dialog.message.text()
    assert list(open_folder.iterdir()) == []
    qtbot.mouseClick(dialog.cancel_button, _LEFT)


def test_a_history_and_a_solution_that_no_longer_fit_leave_nothing(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    step(qtbot, window, 37)
    with full_disk(500):
        window.commands.history.write_to(str(tmp_path / "history.csv"))
        wait(qtbot, lambda: not window.commands.history.is_writing)
    assert "history.csv could not be saved" in window.message.text
    with full_disk(500):
        window.explaining.write_to(str(tmp_path / "solution.pdf"))
    assert "solution.pdf could not be saved" in window.message.text
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("what", "ending"),
    [
        ("network", "svg"), ("cost", "png"), ("weights", "csv"), ("gradients", "csv"), ("landscape", "pdf"), ("regions", "svg"),
        ("derivation", "pdf"), ("derivation", "tex"),
    ],
)  # fmt: skip
def test_no_command_leaves_part_of_a_file(what: str, ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = tmp_path / "xor.bpdesk", tmp_path / f"out.{ending}"
    save(load_example("xor"), source)
    with full_disk(700):
        status = main(["export", str(source), "-o", str(out), "--what", what, "-n", "40"])
    captured = capsys.readouterr()
    assert status == 2
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert f"out.{ending}: " in captured.err
    assert [each.name for each in tmp_path.iterdir()] == ["xor.bpdesk"]


def test_a_device_that_is_always_full_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, link = tmp_path / "xor.bpdesk", tmp_path / "out.svg"
    save(load_example("xor"), source)
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    link.symlink_to("/dev/full")
    assert main(["export", str(source), "-o", str(link)]) == 2
    assert "the disk is full" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("folder", "said"), [("gone", "there is no such file or folder"), ("file", "part of the path is a file"), ("closed", "no permission")]
)
def test_a_folder_that_is_none_is_said_by_the_command(
    folder: str, said: str, open_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = open_folder / "xor.bpdesk"
    save(load_example("xor"), source)
    source.chmod(0o644)
    (open_folder / "file").write_text("")
    (open_folder / "closed").mkdir(mode=0o555)
    with nobody():
        assert main(["export", str(source), "-o", str(open_folder / folder / "out.pdf")]) == 2
    captured = capsys.readouterr().err
    assert said in captured
    assert captured.count("\n") == 1
    assert sorted(each.name for each in open_folder.iterdir()) == ["closed", "file", "xor.bpdesk"]
