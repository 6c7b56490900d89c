"""One sortable table, of nodes or of edges, with a spreadsheet's keys."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QItemSelectionRange, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from bpdesk.text import exact
from bpdesk.ui import fonts
from bpdesk.ui.dataset.cell_editor import CellDelegate
from bpdesk.ui.form import leave_space
from bpdesk.ui.network_table.columns import NUMBERS, Cell, Column
from bpdesk.ui.network_table.parts_model import SORTED_BY, PartsModel

_K = QKeySequence.StandardKey
_ROW = 28


class PartsTable(QTableView):
    """Shows a PartsModel in the order that a header asks for; what changes while it is shown doesn't move the rows."""

    copy_requested = Signal()
    paste_requested = Signal()
    rows_chosen = Signal()
    refused = Signal(str)

    def __init__(self, columns: Sequence[Column], object_name: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self.parts = PartsModel(columns, self)
        self._order = QSortFilterProxyModel(self)
        self._order.setSourceModel(self.parts)
        self._order.setSortRole(SORTED_BY)
        self._order.setDynamicSortFilter(False)
        self.setModel(self._order)
        self.numbers = next(place for place, column in enumerate(columns) if column.key in NUMBERS)
        self.delegate = CellDelegate(self)
        self.delegate.refused.connect(self.refused)
        self.setItemDelegateForColumn(self.numbers, self.delegate)
        self._set_up()
        leave_space(self)
        self._is_told = False
        self.selectionModel().selectionChanged.connect(lambda: None if self._is_told else self.rows_chosen.emit())

    def ids_from(self, row: int, count: int) -> list[str]:
        """The nodes or edges of so many rows, in the order in which they are seen."""
        last = min(row + count, self._order.rowCount())
        return [self._id(each) for each in range(row, last)]

    def chosen_ids(self) -> list[str]:
        """The nodes or edges in whose rows something is selected."""
        return [self._id(row) for row in self._chosen_rows()]

    def choose(self, ids: Collection[str]) -> None:
        """Select the rows of those nodes or edges and no others, and bring the first into view; that isn't told as a choice."""
        rows = [row for row in range(self._order.rowCount()) if self._id(row) in ids] if ids else []
        if rows == self._chosen_rows():
            return
        last = self._order.columnCount() - 1
        chosen = QItemSelection()
        for first, end in _stretches(rows):
            chosen.select(self._order.index(first, 0), self._order.index(end, last))
        self._is_told = True
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._is_told = False
        if rows:
            self.scrollTo(self._order.index(rows[0], max(self.currentIndex().column(), 0)))

    def current(self, identifier: str, column: Column) -> Cell:
        """What stands there now, in full."""
        return self.parts.read(identifier, column)

    def text(self) -> str:
        """The selected rows as lines with every digit, as a spreadsheet takes them."""
        rows = [self._order.mapToSource(self._order.index(row, 0)).row() for row in self._chosen_rows()]
        places = range(self.parts.columnCount())
        return "".join("\t".join(_as_text(self.parts.cell(self.parts.index(row, place))) for place in places) + "\n" for row in rows)

    def _chosen_rows(self) -> list[int]:
        ranges: Iterable[QItemSelectionRange] = self.selectionModel().selection()  # type: ignore[assignment]  # a list
        return sorted({row for each in ranges for row in range(each.top(), each.bottom() + 1)})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(_K.Copy):
            self.copy_requested.emit()
        elif event.matches(_K.Paste):
            self.paste_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.state() != QAbstractItemView.State.EditingState:
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Copying and pasting are the table's while it has the focus."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and (event.matches(_K.Copy) or event.matches(_K.Paste))
        ):
            event.accept()
            return True
        return super().event(event)

    def _id(self, row: int) -> str:
        return self.parts.parts[self._order.mapToSource(self._order.index(row, 0)).row()].id

    def _set_up(self) -> None:
        self.setFont(fonts.font(13))
        self.setSortingEnabled(True)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().setSortIndicatorClearable(True)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setDefaultSectionSize(fonts.scaled(84))
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().setDefaultSectionSize(fonts.scaled(_ROW))
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        edits = QAbstractItemView.EditTrigger
        self.setEditTriggers(edits.DoubleClicked | edits.EditKeyPressed | edits.AnyKeyPressed)


def _stretches(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of each row of neighbours."""
    for place, row in enumerate(rows):
        if place == 0 or rows[place - 1] != row - 1:
            first = row
        if place == len(rows) - 1 or rows[place + 1] != row + 1:
            yield first, row


def _as_text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return exact(cell) if isinstance(cell, float) else cell or ""
