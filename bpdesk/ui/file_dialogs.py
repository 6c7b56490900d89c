"""Dialogs that ask for a path. Listing a folder opens no file in it: one that never ends, or waits, would hold the window for good."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QFileInfo, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog, QFileIconProvider, QWidget

from bpdesk.text import tr

Take = Callable[[str], None]


def ask_to_open(parent: QWidget, name: str, title: str, folder: str, filters: str, take: Take) -> QFileDialog:
    """Ask for a file that is there; `name` is the dialog's object name."""
    dialog = _PathDialog(parent, name, title, folder, filters, take)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.open()
    return dialog


def ask_to_save(parent: QWidget, name: str, title: str, proposed: str, filters: str, ending: str, take: Take) -> QFileDialog:
    """Ask where to write; what is typed without an ending gets that one, where it isn't empty."""
    dialog = _PathDialog(parent, name, title, proposed, filters, take)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(ending)
    dialog.open()
    return dialog


class _PathDialog(QFileDialog):
    def __init__(self, parent: QWidget, name: str, title: str, place: str, filters: str, take: Take) -> None:
        super().__init__(parent, title, place, filters)
        self.setObjectName(name)
        self.setIconProvider(_icons())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fileSelected.connect(take)


@lru_cache(maxsize=1)
def _icons() -> _IconsByKind:
    """One for all dialogs: none of them would keep it, nor let it go."""
    return _IconsByKind()


class _IconsByKind(QFileIconProvider):
    """A folder or a file. Qt's own looks into files for what kind of file they are."""

    def icon(self, of: QFileInfo | QFileIconProvider.IconType) -> QIcon:
        if isinstance(of, QFileInfo):
            of = QFileIconProvider.IconType.Folder if of.isDir() else QFileIconProvider.IconType.File
        return super().icon(of)

    def type(self, info: QFileInfo) -> str:
        return tr("Folder") if info.isDir() else tr("File")
