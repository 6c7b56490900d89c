"""Training or test rows as Qt's table views read them: straight from the document's shared blocks, a row when it comes into view."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from bpdesk.model.dataset import Dataset, Rows
from bpdesk.model.document import Document
from bpdesk.model.network import Node
from bpdesk.model.rows import Part
from bpdesk.text import NOT_YET, exact, given, tr, whole
from bpdesk.ui import fonts
from bpdesk.ui.canvas.wording import name
from bpdesk.ui.plain import as_rich_text
from bpdesk.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROLE = Qt.ItemDataRole
_NUMBER = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class RowsModel(QAbstractTableModel):
    """Shows what it is handed; a cell that is typed over is told, not changed."""

    cell_typed = Signal(int, str, object)
    """Row, the id of the column's node, and the number or None."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._part: Part = "train"
        self._columns: list[Node] = []
        self._rows = Rows.of([], 0)
        self._shown_row = -1
        self._held: tuple[int, tuple[float, ...]] = (-1, ())

    @property
    def columns(self) -> list[Node]:
        """The node of each column."""
        return self._columns

    def show_rows(self, document: Document, part: Part) -> None:
        """Show that part of a document's data; while the columns are the same, the view stays where it is."""
        data = document.data
        columns = [] if data is None else [document.network.node_by_id[column] for column in data.columns]
        rows = _rows(data, part)
        if rows is self._rows and columns == self._columns and part == self._part:
            return
        if part != self._part or [node.id for node in columns] != [node.id for node in self._columns]:
            self.beginResetModel()
            self._take(part, columns, rows)
            self.endResetModel()
        else:
            self._grow_or_shrink(part, columns, rows)

    def show_row(self, row: int) -> None:
        """Mark the row that canvas and panels show."""
        if row != self._shown_row:
            before, self._shown_row = self._shown_row, row
            for changed in (before, row):
                if 0 <= changed < len(self._rows):
                    self.headerDataChanged.emit(Qt.Orientation.Vertical, changed, changed)

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._tell_all()
        if self._columns:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)

    def value(self, row: int, column: int) -> float | None:
        """A cell's number; None where it is missing."""
        if self._held[0] != row:
            self._held = (row, self._rows[row])
        value = self._held[1][column]
        return None if math.isnan(value) else value

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        if role == _ROLE.TextAlignmentRole:
            return _NUMBER
        if role not in (_ROLE.DisplayRole, _ROLE.EditRole, _ROLE.ToolTipRole, _ROLE.ForegroundRole, _ROLE.BackgroundRole):
            return None
        value = self.value(index.row(), index.column())
        if value is None:
            return self._missing(index, role)
        return {_ROLE.DisplayRole: given, _ROLE.EditRole: exact, _ROLE.ToolTipRole: exact}.get(_ROLE(role), _nothing)(value)

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        if role != _ROLE.EditRole or value == self.value(index.row(), index.column()):
            return False
        self.cell_typed.emit(index.row(), self._columns[index.column()].id, value)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return self._row_header(section, role)
        return self._column_header(self._columns[section], role) if section < len(self._columns) else None

    def _missing(self, index: Index, role: int) -> Any:
        if role == _ROLE.DisplayRole:
            return NOT_YET
        if role == _ROLE.ToolTipRole:
            return as_rich_text(self._why_missing(index))
        if role == _ROLE.ForegroundRole:
            return QColor(self._theme.warning if self._part == "train" else self._theme.muted)
        if role == _ROLE.BackgroundRole and self._part == "train":
            return QColor(self._theme.warning_soft)
        return ""

    def _why_missing(self, index: Index) -> str:
        node = self._columns[index.column()]
        what = tr("value of {name}", name=name(node)) if node.kind == "input" else tr("target of {name}", name=name(node))
        missing = tr("row {row}: {what} is missing", row=whole(index.row() + 1), what=what)
        waits = tr("Stepping waits until it is given.") if self._part == "train" else tr("Without it there is no test cost.")
        return f"{missing}\n{waits}"

    def _row_header(self, row: int, role: int) -> Any:
        is_shown = row == self._shown_row and self._part == "train"
        if role == _ROLE.DisplayRole:
            return whole(row + 1)
        if role == _ROLE.ToolTipRole and self._part == "train":
            return tr("The canvas shows this row") if is_shown else tr("A click lets the canvas show this row")
        if role == _ROLE.FontRole:
            return fonts.font(12, fonts.SEMIBOLD if is_shown else fonts.REGULAR)
        if role == _ROLE.ForegroundRole:
            return QColor(self._theme.accent if is_shown else self._theme.muted)
        return None

    def _column_header(self, node: Node, role: int) -> Any:
        if role == _ROLE.DisplayRole:
            return name(node)
        if role == _ROLE.ToolTipRole:
            kind = (
                tr("Input {name}: its value", name=name(node)) if node.kind == "input" else tr("Output {name}: its target", name=name(node))
            )
            return as_rich_text(kind)
        return None

    def _grow_or_shrink(self, part: Part, columns: list[Node], rows: Rows) -> None:
        """Rows come and go at the end as far as the view is concerned; what is in them is told anew."""
        before, after = len(self._rows), len(rows)
        if after > before:
            self.beginInsertRows(_NOWHERE, before, after - 1)
            self._take(part, columns, rows)
            self.endInsertRows()
        elif after < before:
            self.beginRemoveRows(_NOWHERE, after, before - 1)
            self._take(part, columns, rows)
            self.endRemoveRows()
        else:
            self._take(part, columns, rows)
        self._tell_all()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(columns) - 1)

    def _take(self, part: Part, columns: list[Node], rows: Rows) -> None:
        self._part, self._columns, self._rows = part, columns, rows
        self._held = (-1, ())

    def _tell_all(self) -> None:
        if len(self._rows) and self._columns:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self._columns) - 1))


def _rows(data: Dataset | None, part: Part) -> Rows:
    if data is None:
        return Rows.of([], 0)
    return data.train if part == "train" else data.test


def _nothing(_value: float) -> None:
    return None
