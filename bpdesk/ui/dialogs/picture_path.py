"""Asking where a picture goes: a file dialog as an object, which nothing waits for."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from bpdesk.text import tr
from bpdesk.ui.file_dialogs import ask_to_save
from bpdesk.ui.pictures import PictureFormat

TakePath = Callable[[str], None]
AskPath = Callable[[str, PictureFormat, TakePath], None]
"""Gets the proposed path, the format, and who takes the answer."""


def file_dialog(parent: QWidget) -> AskPath:
    """Asks with the system's file dialog. Whether to replace a file is asked by the one who saves."""

    def ask(proposed: str, kind: PictureFormat, take_path: TakePath) -> None:
        known = tr("{format} picture (*{ending})", format=kind.name, ending=kind.value)
        dialog = ask_to_save(parent, "exportPicture.path", tr("Save picture"), with_ending(proposed, kind), known, "", take_path)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)

    return ask


def with_ending(path: str, kind: PictureFormat) -> str:
    """The path with that format's ending, in the place of another format's."""
    ending = Path(path).suffix
    if ending.lower() == kind.value:
        return path
    known = any(ending.lower() == other.value for other in PictureFormat)
    return (path.removesuffix(ending) if known else path) + kind.value
