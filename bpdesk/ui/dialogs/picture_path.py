"""Asking where a picture goes: a file dialog as an object, which nothing waits for."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from bpdesk.text import tr

TakePath = Callable[[str], None]
AskPath = Callable[[TakePath], None]


def file_dialog(name: str, parent: QWidget) -> AskPath:
    """Asks with the system's file dialog, which proposes that name. Whether to replace a file is asked by the one who saves."""

    def ask(take_path: TakePath) -> None:
        dialog = QFileDialog(parent, tr("Save picture"), f"{name}.png", tr("PNG picture (*.png)"))
        dialog.setObjectName("exportPicture.path")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(take_path)
        dialog.open()

    return ask


def with_ending(path: str) -> str:
    """The path with .png at its end."""
    return path if path.lower().endswith(".png") else f"{path}.png"
