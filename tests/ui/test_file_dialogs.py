"""Dialogs that ask for a path look at a folder's names only."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QFileSystemModel
from pytestqt.qtbot import QtBot

from tests.windows import open_window, wait

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(100)


def test_listing_a_folder_opens_no_file(qtbot: QtBot, tmp_path: Path) -> None:
    """What a file without an ending holds would have to be read for its kind to be known."""
    (tmp_path / "unknown").write_bytes(PICTURE)
    (tmp_path / "folder").mkdir()
    window = open_window(qtbot, loads_engine=False)
    window.session.path = tmp_path / "mine.bpdesk"
    for ask in (window.files.ask_open, window.files.ask_save, window.commands.data.importing.ask_which):
        ask()
        dialog = window.findChildren(QFileDialog)[-1]
        assert kinds(qtbot, dialog, tmp_path) == {"unknown": "File", "folder": "Folder"}
        dialog.reject()


def kinds(qtbot: QtBot, dialog: QFileDialog, folder: Path) -> dict[str, str]:
    """What the dialog says of what is in the folder."""
    dialog.setNameFilter("All files (*)")
    listed = dialog.findChild(QFileSystemModel)
    assert listed is not None
    wait(qtbot, lambda: listed.rowCount(listed.index(str(folder))) == 2)
    return {each.name: listed.type(listed.index(str(each))) for each in folder.iterdir()}
