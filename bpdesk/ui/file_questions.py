"""The questions that are asked before work is lost. They don't block: each answer is a function that is called."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from bpdesk.text import tr

Then = Callable[[], None]
_Answers = QMessageBox.StandardButton


def ask_to_save_changes(window: QWidget, name: str, save: Then, discard: Then) -> None:
    """Something would be lost that the document's file doesn't hold."""
    box = _box(window, "unsaved", tr("Unsaved changes"))
    box.setText(tr("Save the changes to “{title}”?", title=name))
    box.setInformativeText(tr("Without saving they are lost."))
    box.setStandardButtons(_Answers.Save | _Answers.Discard | _Answers.Cancel)
    box.setDefaultButton(_Answers.Save)
    box.button(_Answers.Save).clicked.connect(lambda: save())
    box.button(_Answers.Discard).clicked.connect(lambda: discard())
    box.open()


def ask_to_replace(window: QWidget, name: str, save_as: Then, replace: Then) -> None:
    """The file isn't what it was when it was read: whose work is kept is the person's to say."""
    box = _box(window, "changedOutside", tr("Changed by another program"))
    box.setText(tr("Another program or window has changed “{name}” since it was opened here.", name=name))
    box.setInformativeText(tr("Saving replaces what it wrote. Under another name both are kept."))
    _offer(box, (tr("Save as…"), save_as), (tr("Replace"), replace))


def ask_to_save_again(window: QWidget, path: Path, save_as: Then, save_here: Then) -> None:
    """The file is gone, but its folder isn't: that may be the bare folder which a drive stood in."""
    box = _box(window, "gone", tr("No longer there"))
    box.setText(tr("“{name}” is no longer in {folder}.", name=path.name, folder=str(path.parent)))
    told = tr(
        "It was moved or deleted, or its drive is no longer connected. Saving here then leaves it in the empty folder the drive was in."
    )
    box.setInformativeText(told)
    _offer(box, (tr("Save as…"), save_as), (tr("Save here anyway"), save_here))


def ask_to_reread(window: QWidget, name: str, save_as: Then, reread: Then) -> None:
    """Both have been changed. What is here goes only when the person says so."""
    box = _box(window, "unsaved", tr("Changed by another program"))
    box.setText(tr("Open “{name}” as it is now, and lose your changes?", name=name))
    box.setInformativeText(tr("Saved under another name, yours are kept too."))
    _offer(box, (tr("Save mine as…"), save_as), (tr("Open it"), reread))


def _box(window: QWidget, name: str, title: str) -> QMessageBox:
    box = QMessageBox(window)
    box.setObjectName(name)
    box.setIcon(QMessageBox.Icon.NoIcon)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return box


def _offer(box: QMessageBox, keeping: tuple[str, Then], losing: tuple[str, Then]) -> None:
    """Two ways on, of which the default surely loses nothing, and none."""
    keep = box.addButton(keeping[0], QMessageBox.ButtonRole.ActionRole)
    lose = box.addButton(losing[0], QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(_Answers.Cancel)
    box.setDefaultButton(keep)
    keep.clicked.connect(lambda: keeping[1]())
    lose.clicked.connect(lambda: losing[1]())
    box.open()
