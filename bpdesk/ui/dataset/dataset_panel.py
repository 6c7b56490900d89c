"""The data panel: the table, a switch between training and test rows, and what can be done with them. Edits go to the session."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from bpdesk.model import rows
from bpdesk.model.document import Document
from bpdesk.model.rows import Part
from bpdesk.text import count, tr, whole
from bpdesk.ui import fonts
from bpdesk.ui.dataset.data_table import DataTable
from bpdesk.ui.dataset.pasting import rows_of, text_of
from bpdesk.ui.dataset.rows_model import RowsModel
from bpdesk.ui.form import keep_space, plain_label, push_button
from bpdesk.ui.refused import unless_refused
from bpdesk.ui.session import Session
from bpdesk.ui.theme import Theme


class DatasetPanel(QWidget):
    """Shows a document's rows; the current training row is the one that the canvas shows."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data")
        self._session = session
        self._part: Part = "train"
        self._document = Document()
        self._model = RowsModel(theme, self)
        self.table = DataTable(self._model, self)
        self._switches = {
            "train": _switch("data.train", tr("The rows that the network learns from"), self),
            "test": _switch("data.test", tr("Rows that it is only tested with: they never change a weight"), self),
        }
        self._empty, self._told = plain_label("", self), plain_label("", self)
        self._add = push_button(tr("Add row"), "data.add", tr("Add a row at the end, with nothing given yet"), self)
        self._remove = push_button(tr("Remove rows"), "data.remove", tr("Remove the rows that are selected"), self)
        self._lay_out()
        self._connect()
        self.show_theme(theme)

    def show_rows(self, document: Document, row: int) -> None:
        """The rows of a document, that training row being the shown one."""
        self._document = document
        self._model.show_rows(document, self._part)
        self._model.show_row(row)
        if self._part == "train":
            self.table.show_row(row)
        train, test = (0, 0) if document.data is None else (len(document.data.train), len(document.data.test))
        self._switches["train"].setText(tr("Training rows {n}", n=whole(train)))
        self._switches["test"].setText(tr("Test rows {n}", n=whole(test)))
        self._show_emptiness()

    def show_theme(self, theme: Theme) -> None:
        self._model.show_theme(theme)
        self._empty.setStyleSheet(f"color: {theme.muted}; background: transparent;")
        self._told.setStyleSheet(f"color: {theme.problem}; background: transparent;")
        self.table.setStyleSheet(_table_style(theme))

    def commit_typing(self) -> bool:
        """Take what is being typed; False when it can't be read, and stays open."""
        return self.table.commit_typing()

    def add_row(self) -> None:
        """A row more, to be typed into at once."""
        before = self._model.rowCount()
        self._edit(tr("Add row"), rows.add_row, self._part)
        if self._model.rowCount() > before:
            self.table.setCurrentIndex(self._model.index(before, 0))
            self.table.setFocus()

    def remove_rows(self) -> None:
        """Remove the rows that something is selected in."""
        selected = self.table.selected_rows()
        if selected:
            self._edit(count(len(selected), "Remove row", "Remove {n} rows"), rows.remove_rows, self._part, selected)

    def clear_cells(self) -> None:
        """Leave the selected cells without a value."""
        ids = [node.id for node in self._model.columns]
        blocks = self.table.selected_blocks()
        cells = {(row, ids[column]): None for block, columns in blocks for row in block for column in columns}
        if cells:
            self._edit(tr("Clear cells"), rows.set_cells, self._part, cells)

    def copy(self) -> None:
        """Put the selected cells on the clipboard, as a spreadsheet takes them."""
        blocks = self.table.selected_blocks()
        if blocks:
            columns = range(min(each.start for _, each in blocks), max(each.stop for _, each in blocks))
            table = ([self._model.value(row, column) for column in columns] for row in self.table.selected_rows())
            QGuiApplication.clipboard().setText(text_of(table))

    def paste(self) -> None:
        """Put what was copied elsewhere in, from the current cell on; where it can't be read, nothing is changed."""
        text = QGuiApplication.clipboard().text()
        columns = self._model.columns
        if not text.strip():
            self._tell(tr("There is no text on the clipboard to paste."))
            return
        at = self.table.currentIndex()
        row, column = (at.row(), at.column()) if at.isValid() else (self._model.rowCount(), 0)
        try:
            values = rows_of(text, len(columns) - column)
        except ValueError as reason:
            self._tell(tr("{reason} Nothing was changed.", reason=str(reason)))
            return
        first = columns[column].id if columns else ""
        self._edit(count(len(values), "Paste row", "Paste {n} rows"), rows.paste_rows, self._part, row, first, values)

    def _edit(self, text: str, edit: Callable[..., Document], *arguments: object) -> None:
        self._tell("")
        self._session.reshape(text, unless_refused(edit, self._tell), *arguments)

    def _take_cell(self, row: int, column: str, value: float | None) -> None:
        self._edit(tr("Set value"), rows.set_cells, self._part, {(row, column): value})

    def _choose_row(self, row: int) -> None:
        if self._part == "train":
            self._session.show_row(row)

    def _choose_part(self, part: Part) -> None:
        if self.commit_typing():
            self._part = part
            self._tell("")
            self.show_rows(self._document, self._session.row)
        self._switches[self._part].setChecked(True)

    def _tell(self, reason: str) -> None:
        self._told.setText(reason)
        self._told.setVisible(bool(reason))

    def _show_emptiness(self) -> None:
        """Say what will be here and how to get it, in place of an empty table."""
        columns, shown = len(self._model.columns), self._model.rowCount()
        network = self._document.network
        can_have_rows = bool(network.inputs or network.outputs)
        if not can_have_rows:
            self._empty.setText(
                tr("The values of the inputs and the targets of the outputs, a row per sample. Draw an input or an output first.")
            )
        elif self._part == "train":
            self._empty.setText(tr("The rows that the network learns from. Press Add row, or paste rows from a spreadsheet with Ctrl+V."))
        else:
            self._empty.setText(
                tr("Rows that the network is only tested with. Press Add row, or paste rows from a spreadsheet with Ctrl+V.")
            )
        self._stack.setCurrentIndex(0 if columns and shown else 1)
        self._add.setEnabled(can_have_rows)
        self._remove.setEnabled(shown > 0)

    def _show_menu(self, point: QPoint) -> None:
        menu = QMenu(self)
        menu.setObjectName("data.menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        entries = (
            (tr("Copy"), self.copy),
            (tr("Paste"), self.paste),
            (tr("Clear cells"), self.clear_cells),
            (tr("Add row"), self.add_row),
            (tr("Remove rows"), self.remove_rows),
        )
        for label, act in entries:
            menu.addAction(label, act)
        menu.popup(self.table.viewport().mapToGlobal(point))

    def _connect(self) -> None:
        self._group = QButtonGroup(self)
        for part, button in self._switches.items():
            self._group.addButton(button)
            button.clicked.connect(lambda _on=False, part=part: self._choose_part(part))
        self._switches["train"].setChecked(True)
        self._model.cell_typed.connect(self._take_cell)
        self.table.delegate.refused.connect(self._tell)
        self.table.row_chosen.connect(self._choose_row)
        self.table.copy_requested.connect(self.copy)
        self.table.paste_requested.connect(self.paste)
        self.table.clear_requested.connect(self.clear_cells)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self._add.clicked.connect(self.add_row)
        self._remove.clicked.connect(self.remove_rows)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addLayout(_row(*self._switches.values()))
        self._empty.setObjectName("data.empty")
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(8, 8, 8, 8)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        column.addWidget(self._stack, 1)
        self._told.setObjectName("data.reason")
        self._told.setFont(fonts.font(12))
        self._told.setWordWrap(True)
        self._told.hide()
        column.addWidget(self._told)
        column.addLayout(_row(self._add, self._remove))


def _switch(object_name: str, tip: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setObjectName(object_name)
    button.setCheckable(True)
    button.setFont(fonts.font(13))
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    keep_space(button)
    return button


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def _table_style(theme: Theme) -> str:
    return (
        f"QTableView {{ background: {theme.canvas}; color: {theme.text}; gridline-color: {theme.grid};"
        f" selection-background-color: {theme.accent_soft}; selection-color: {theme.text}; border: 1px solid {theme.border}; }}"
        f"QTableView:focus {{ border: 1px solid {theme.focus}; }}"
        f"QHeaderView {{ background: {theme.panel}; color: {theme.muted}; border: none; }}"
        f"QHeaderView::section {{ background: {theme.panel}; color: {theme.muted}; border: none; padding: 4px 8px;"
        f" border-bottom: 1px solid {theme.border}; }}"
        f"QTableCornerButton::section {{ background: {theme.panel}; border: none; }}"
        f"QLineEdit {{ border-radius: 0; padding: 0 4px; min-height: 0; border: 2px solid {theme.focus}; }}"
        f'QLineEdit[invalid="true"] {{ border: 2px solid {theme.problem}; padding: 0 4px; }}'
    )
