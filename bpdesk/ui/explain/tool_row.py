"""The row under the heading of the Explain page: all paths, the check of all derivatives, copies, the worked solution."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from bpdesk.text import tr, whole
from bpdesk.ui import fonts

_EXPORTS = (
    ("derivation", "This page as a picture…"),
    ("iteration", "The iteration worked out, as a picture…"),
    ("solution", "The iteration worked out, as PDF, LaTeX or Markdown…"),
)
_COPIES = (("latex", "As LaTeX"), ("text", "As plain text"), ("picture", "As a picture"))


class ToolRow(QWidget):
    """Tells what is wanted; `copy_wanted` says as what, `export_wanted` what."""

    paths_wanted = Signal(bool)
    copy_wanted = Signal(str)
    check_wanted = Signal()
    export_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("explain.tools")
        self._paths = self._button("explain.paths", "", tr("Write the derivative as a sum over every way from here to an output"))
        self._paths.setCheckable(True)
        self._paths.toggled.connect(self.paths_wanted)
        copy = self._button("explain.copy", tr("Copy"), tr("Copy this page; a right click copies one section"))
        copy.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        copy.setMenu(copy_menu(copy, self.copy_wanted.emit))
        self._check = self._button("explain.check_all", tr("Check all…"), tr("Hold every derivative against a central difference"))
        self._check.clicked.connect(self.check_wanted)
        export = self._button("explain.export", tr("Export"), tr("Save this page as a picture, or the iteration as a worked solution"))
        export.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        export.setMenu(_export_menu(export, self.export_wanted.emit))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for button in (self._paths, copy, self._check, export):
            row.addWidget(button)
        row.addStretch(1)

    def show_paths(self, number: int) -> None:
        """How many paths there are; without any there is nothing to write out."""
        self._paths.setVisible(number > 0)
        self._paths.setText(tr("All paths ({n})", n=whole(number)) if number < 1_000_000 else tr("All paths"))

    def show_asked(self, is_asked: bool) -> None:
        """While the person is asked for a value, the table of all derivatives stays closed."""
        self._check.setEnabled(not is_asked)

    def _button(self, object_name: str, text: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(object_name)
        button.setText(text)
        button.setAccessibleName(text or tr("All paths"))
        button.setToolTip(tip)
        button.setFont(fonts.font(12))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button


def copy_menu(parent: QWidget, copy: Callable[[str], None]) -> QMenu:
    """The ways in which formulas are copied."""
    menu = QMenu(parent)
    for form, label in _COPIES:
        action = menu.addAction(tr(label))
        action.setObjectName(f"explain.copy.{form}")
        action.triggered.connect(lambda _checked=False, form=form: copy(form))
    return menu


def _export_menu(parent: QWidget, export: Callable[[str], None]) -> QMenu:
    menu = QMenu(parent)
    for what, label in _EXPORTS:
        action = menu.addAction(tr(label))
        action.setObjectName(f"explain.export.{what}")
        action.triggered.connect(lambda _checked=False, what=what: export(what))
    return menu
