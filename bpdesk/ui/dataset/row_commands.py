"""What can be done with the rows of a table: added, removed, cleared, filled down, sorted. Edits go to the session."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from bpdesk.model import rows
from bpdesk.model.classes import classes_of
from bpdesk.model.dataset import Array
from bpdesk.model.document import Document
from bpdesk.model.rows import Part
from bpdesk.text import count, tr
from bpdesk.ui.dataset.computed import Computed
from bpdesk.ui.dataset.data_table import DataTable
from bpdesk.ui.dataset.forecast import prediction_of
from bpdesk.ui.dataset.rows_model import RowsModel
from bpdesk.ui.refused import unless_refused
from bpdesk.ui.session import Session


class RowCommands:
    """For one table; `part` says which rows it shows, `tell` gets the reason of what can't be done."""

    def __init__(self, session: Session, table: DataTable, model: RowsModel, tell: Callable[[str], None]) -> None:
        self._session, self._table, self._model, self._tell = session, table, model, tell
        self.part: Part = "train"

    def add_row(self) -> None:
        """A row more, to be typed into at once."""
        before = self._model.rowCount()
        self._edit(tr("Add row"), rows.add_row, self.part)
        if self._model.rowCount() > before:
            self._table.setCurrentIndex(self._model.index(before, 0))
            self._table.setFocus()

    def remove_rows(self) -> None:
        """Remove the rows that something is selected in."""
        selected = self._table.selected_rows()
        if len(selected):
            self._edit(count(len(selected), "Remove row", "Remove {n} rows"), rows.remove_rows, self.part, selected)

    def clear_cells(self) -> None:
        """Leave the selected cells without a value."""
        blocks = self._selected()
        if blocks:
            self._edit(tr("Clear cells"), rows.clear_cells, self.part, blocks)

    def fill_down(self) -> None:
        """Give the selected cells what stands in the first row of the selection."""
        selected = self._table.selected_rows()
        names = sorted({name for _, names in self._selected() for name in names})
        if len(selected) < 2 or not names:
            self._tell(tr("Select cells below one another: all get the value of the first row."))
            return
        self._edit(tr("Fill down"), rows.fill_down, self.part, selected, names)

    def take_cell(self, row: int, column: str, value: float | None) -> None:
        """A number was typed over another."""
        self._edit(tr("Set value"), rows.set_cells, self.part, {(row, column): value})

    def sort(self, column: int, descending: bool) -> None:
        """Put the rows in the order of that column; a computed one counts as it is at the shown moment."""
        data = self._session.document.data
        if data is None:
            return
        if column < len(data.columns):
            self._sort_by((data.train if self.part == "train" else data.test).column(column), descending)
        else:
            self._sort_by_computed(self._model.computed[column - len(data.columns)], descending)

    def _sort_by_computed(self, column: Computed, descending: bool) -> None:
        document, part = self._session.document, self.part
        predict = prediction_of(self._session, document, part, np.arange(self._model.rowCount()), self._session.moment)
        data, classes = document.data, classes_of(document) if column.kind == "class" else None
        if predict is None or data is None:
            self._tell(tr("Nothing is computed yet to sort by."))
            return

        def values() -> Array:
            found = predict()
            if column.kind == "class" and classes is not None:
                return np.where(np.isnan(found.outputs).any(axis=1), np.nan, classes.said(found.outputs))
            if column.kind == "cost" or column.node is None:
                return found.costs
            said: Array = found.outputs[:, column.place]
            targets = (data.train if part == "train" else data.test).column(data.columns.index(column.node.id))
            return said if column.kind == "output" else said - targets

        def sort(found: Array) -> None:
            if self._session.document is document:
                self._sort_by(found, descending)

        self._session.thread_of_engine.do(values, sort)

    def _sort_by(self, values: Array, descending: bool) -> None:
        self._edit(tr("Sort rows"), rows.put_in_order, self.part, rows.ascending(values, descending=descending))

    def _selected(self) -> list[tuple[range, list[str]]]:
        """Rows and node ids of each block of selected cells that can be typed into."""
        ids = [node.id for node in self._model.columns]
        blocks = ((block, [ids[column] for column in columns if column < len(ids)]) for block, columns in self._table.selected_blocks())
        return [(block, names) for block, names in blocks if names]

    def _edit(self, text: str, edit: Callable[..., Document], *arguments: object) -> None:
        self._tell("")
        self._session.reshape(text, unless_refused(edit, self._tell), *arguments)
