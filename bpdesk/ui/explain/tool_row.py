"""The row under the heading of the Explain page: all paths, all terms, the check of all derivatives, copies, the worked solution."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from bpdesk.text import tr, whole
from bpdesk.ui.explain.page_tools import copy_menu, menu_of, page_button, with_menu

_EXPORTS = (
    ("derivation", "This page as a picture…"),
    ("iteration", "The iteration worked out, as a picture…"),
    ("solution", "The iteration worked out, as PDF, LaTeX or Markdown…"),
)


class ToolRow(QWidget):
    """Tells what is wanted; `copy_wanted` says as what, `export_wanted` what."""

    paths_wanted = Signal(bool)
    terms_wanted = Signal(bool)
    copy_wanted = Signal(str)
    check_wanted = Signal()
    export_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("explain.tools")
        self._paths = page_button(
            self, "explain.paths", tr("All paths"), tr("Write the derivative as a sum over every way from here to an output")
        )
        self._paths.setCheckable(True)
        self._paths.toggled.connect(self.paths_wanted)
        self._terms = page_button(
            self, "explain.terms", tr("All terms"), tr("Write long sums out, also where they are copied and exported")
        )
        self._terms.setCheckable(True)
        self._terms.clicked.connect(self.terms_wanted)
        copy = page_button(self, "explain.copy", tr("Copy"), tr("Copy this page; a right click copies one section"))
        with_menu(copy, copy_menu(copy, "explain.copy", self.copy_wanted.emit))
        self._check = page_button(self, "explain.check_all", tr("Check all…"), tr("Hold every derivative against a central difference"))
        self._check.clicked.connect(self.check_wanted)
        export = page_button(self, "explain.export", tr("Export"), tr("Save this page as a picture, or the iteration as a worked solution"))
        with_menu(export, menu_of(export, "explain.export", _EXPORTS, self.export_wanted.emit))
        self._lay_out((self._paths, copy, self._check, export), (self._terms,))

    def _lay_out(self, *rows: tuple[QToolButton, ...]) -> None:
        """In rows, so that all find room in a narrow panel."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for buttons in rows:
            row = QHBoxLayout()
            row.setSpacing(2)
            for button in buttons:
                row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)

    def show_paths(self, number: int) -> None:
        """How many paths there are; without any there is nothing to write out."""
        self._paths.setVisible(number > 0)
        self._paths.setText(tr("All paths ({n})", n=whole(number)) if number < 1_000_000 else tr("All paths"))

    def show_terms(self, are_left_out: bool, are_written: bool) -> None:
        """Whether the page's sums would be shorter without all their terms, and whether they have them."""
        self._terms.setVisible(are_left_out)
        self._terms.setChecked(are_written)

    def show_asked(self, is_asked: bool) -> None:
        """While the person is asked for a value, the table of all derivatives stays closed."""
        self._check.setEnabled(not is_asked)
