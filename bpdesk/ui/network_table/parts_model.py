"""Nodes or edges as Qt's table views read them, each cell when it comes into view. What is typed is told, not changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from bpdesk.model.document import Document
from bpdesk.model.names import one_line
from bpdesk.model.network import Edge, Node
from bpdesk.text import NOT_YET, exact, tr
from bpdesk.ui.canvas.shown import Shown
from bpdesk.ui.network_table.columns import Cell, Column

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROLE = Qt.ItemDataRole
SORTED_BY = int(_ROLE.UserRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class PartsModel(QAbstractTableModel):
    """Shows what it is handed."""

    typed = Signal(str, str, object)
    """The id of the row's node or edge, the column's key, and what was typed: a text, a number, or whether it is ticked."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = columns
        self.parts: Sequence[Node | Edge] = ()
        self._shown = Shown(Document(), None, 0, 4)

    def show_parts(self, shown: Shown, parts: Sequence[Node | Edge]) -> None:
        """Take the numbers of now; while the rows are the same, the view stays where it is."""
        same = [part.id for part in parts] == [part.id for part in self.parts]
        if not same:
            self.beginResetModel()
        self._shown, self.parts = shown, parts
        if not same:
            self.endResetModel()
        elif parts:
            self.dataChanged.emit(self.index(0, 0), self.index(len(parts) - 1, len(self.columns) - 1))

    def cell(self, index: Index) -> Cell:
        """What stands there, in full."""
        return self.columns[index.column()].read(self._shown, self.parts[index.row()])

    def read(self, identifier: str, column: Column) -> Cell:
        """What stands in that column for the node or edge of that id."""
        network = self._shown.document.network
        return column.read(self._shown, network.node_by_id.get(identifier) or network.edge_by_id[identifier])

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.parts)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not index.isValid() or self.cell(index) is None:
            return plain
        if self.columns[index.column()].key == "frozen":
            return plain | Qt.ItemFlag.ItemIsUserCheckable
        return plain | Qt.ItemFlag.ItemIsEditable if self.columns[index.column()].is_typed else plain

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        cell = self.cell(index)
        if role == SORTED_BY:
            return cell
        if isinstance(cell, bool):
            return (Qt.CheckState.Checked if cell else Qt.CheckState.Unchecked) if role == _ROLE.CheckStateRole else None
        if role == _ROLE.TextAlignmentRole:
            return _RIGHT if isinstance(cell, float) or self._is_awaited(index, cell) else None
        if role == _ROLE.DisplayRole and self.columns[index.column()].key == "name":
            return one_line(self.parts[index.row()])
        if role == _ROLE.DisplayRole:
            if self._is_awaited(index, cell):
                return NOT_YET
            return self._shown.text(cell) if isinstance(cell, float) else cell or ""
        if role in (_ROLE.EditRole, _ROLE.ToolTipRole):
            return exact(cell) if isinstance(cell, float) else cell or ""
        return None

    def _is_awaited(self, index: Index, cell: Cell) -> bool:
        """Whether a number will stand there that isn't known yet."""
        return cell is None and self.columns[index.column()].is_due(self.parts[index.row()])

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        column = self.columns[index.column()]
        if role == _ROLE.CheckStateRole:
            value = Qt.CheckState(value) == Qt.CheckState.Checked
        elif role != _ROLE.EditRole:
            return False
        if value is None or value == self.cell(index):
            return False
        self.typed.emit(self.parts[index.row()].id, column.key, value)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        texts = {int(_ROLE.DisplayRole): self.columns[section].title, int(_ROLE.ToolTipRole): self.columns[section].tip}
        return tr(texts[role]) if role in texts else None
