"""Training or test rows as Qt's table views read them: straight from the document's shared blocks, a row when it comes into view."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from bpdesk.model.classes import Classes
from bpdesk.model.dataset import Dataset, Rows
from bpdesk.model.document import Document
from bpdesk.model.names import one_line as name
from bpdesk.model.network import Node
from bpdesk.model.rows import Part
from bpdesk.text import NOT_YET, exact, given, tr, whole
from bpdesk.ui import fonts
from bpdesk.ui.canvas.scene import DIGITS
from bpdesk.ui.dataset.computed import Computed, ComputedRows, computed_columns, full_text, shown_text
from bpdesk.ui.dataset.said_class import SaidClass
from bpdesk.ui.plain import as_rich_text
from bpdesk.ui.theme import Theme

if TYPE_CHECKING:
    from bpdesk.engine.prediction import Prediction

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROLE = Qt.ItemDataRole
NUMBER_ROLE = _ROLE.UserRole
"""A cell's value as a float; None where it has none."""
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
        self._data: Dataset | None = None
        self._computed: list[Computed] = []
        self._known = ComputedRows()
        self._digits = DIGITS
        self._classes: Classes | None = None

    @property
    def computed(self) -> list[Computed]:
        """The columns behind those of the data."""
        return self._computed

    @property
    def columns(self) -> list[Node]:
        """The node of each column."""
        return self._columns

    @property
    def rows(self) -> Rows:
        """All that is given, whether it is in view or not."""
        return self._rows

    @property
    def known_rows(self) -> range:
        """The rows of which something is computed."""
        return self._known.rows

    def show_rows(self, document: Document, part: Part, classes: Classes | None = None) -> None:
        """Show that part of a document's data, whose targets tell those classes; while the columns are the same, the view stays where it
        is."""
        data = document.data
        columns = [] if data is None else [document.network.node_by_id[column] for column in data.columns]
        rows, self._data = _rows(data, part), data
        if rows is self._rows and columns == self._columns and part == self._part:
            return
        self._known.take(0, None)
        gains_column = (classes is None) != (self._classes is None)
        self._classes = classes
        if gains_column or part != self._part or [node.id for node in columns] != [node.id for node in self._columns]:
            self.beginResetModel()
            self._take(part, columns, rows, document.network.outputs)
            self.endResetModel()
        else:
            self._grow_or_shrink(part, columns, rows, document.network.outputs)

    def show_row(self, row: int) -> None:
        """Mark the row that canvas and panels show."""
        if row != self._shown_row:
            before, self._shown_row = self._shown_row, row
            for changed in (before, row):
                if 0 <= changed < len(self._rows):
                    self.headerDataChanged.emit(Qt.Orientation.Vertical, changed, changed)

    def show_prediction(self, first: int, prediction: Prediction | None) -> None:
        """What is computed of the rows from `first` on; nothing of the others, and None of none."""
        before = self._known.rows
        self._known.take(first, prediction)
        after = self._known.rows
        for rows in (before, after) if before != after else (after,):
            top, bottom = min(rows.start, len(self._rows)), min(rows.stop, len(self._rows)) - 1
            if self._computed and bottom >= top:
                self.dataChanged.emit(self.index(top, len(self._columns)), self.index(bottom, self.columnCount() - 1))

    def show_digits(self, digits: int) -> None:
        """Show computed numbers to so many significant digits."""
        if digits != self._digits:
            self._digits = digits
            self._tell_all()

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._tell_all()
        if self._columns:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def value(self, row: int, column: int) -> float | None:
        """A cell's number; None where it is missing."""
        if self._held[0] != row:
            self._held = (row, self._rows[row])
        value = self._held[1][column]
        return None if math.isnan(value) else value

    def any_value(self, row: int, column: int) -> float | None:
        """The same for any column; None for what is not computed yet."""
        if column < len(self._columns):
            return self.value(row, column)
        computed = self._computed[column - len(self._columns)]
        if computed.kind == "class":
            found = self._said(row)
            return None if found is None else float(found.place)
        value = self._known.value(row, computed, self._target(row, computed))
        return None if math.isnan(value) else value

    def longest(self, column: int) -> str:
        """The longest words that a column may come to hold; empty where it holds numbers, which find room."""
        place = column - len(self._columns)
        if place < 0 or self._computed[place].kind != "class" or self._classes is None:
            return ""
        names = [name(each.node) for each in self._computed if each.kind == "output" and each.node]
        return max(names, key=len) + " ✓" if self._classes.threshold is None else ""

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns) + len(self._computed)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return plain | Qt.ItemFlag.ItemIsEditable if index.column() < len(self._columns) else plain

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        if role == _ROLE.TextAlignmentRole:
            return _NUMBER
        if role == NUMBER_ROLE:
            return self._number(index)
        if role not in (_ROLE.DisplayRole, _ROLE.EditRole, _ROLE.ToolTipRole, _ROLE.ForegroundRole, _ROLE.BackgroundRole):
            return None
        if index.column() >= len(self._columns):
            return self._computed_cell(index.row(), self._computed[index.column() - len(self._columns)], role)
        value = self.value(index.row(), index.column())
        if value is None:
            return self._missing(index, role)
        return {_ROLE.DisplayRole: given, _ROLE.EditRole: exact, _ROLE.ToolTipRole: exact}.get(_ROLE(role), _nothing)(value)

    def _number(self, index: Index) -> float | None:
        """What stands in a cell as a number; None where it is none."""
        place = index.column() - len(self._columns)
        return None if place >= 0 and self._computed[place].kind == "class" else self.any_value(index.row(), index.column())

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        if role != _ROLE.EditRole or value == self.value(index.row(), index.column()):
            return False
        self.cell_typed.emit(index.row(), self._columns[index.column()].id, value)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return self._row_header(section, role)
        if section < len(self._columns):
            return self._column_header(self._columns[section], role)
        return self._computed_header(section - len(self._columns), role)

    def _said(self, row: int) -> SaidClass | None:
        """The class that is said of the row; None where nothing is known."""
        outputs = self._known.outputs(row)
        if outputs is None or self._classes is None:
            return None
        nodes = [column.node for column in self._computed if column.kind == "output" and column.node]
        targets = [self.value(row, self._columns.index(node)) for node in nodes]
        return SaidClass.of(self._classes, list(map(name, nodes)), outputs, targets)

    def _class_cell(self, row: int, role: int) -> Any:
        said = self._said(row)
        if role == _ROLE.DisplayRole:
            return NOT_YET if said is None else said.text
        if role == _ROLE.ToolTipRole:
            return tr("Not known yet") if said is None else as_rich_text(said.tip)
        return None if said is None or role != _ROLE.ForegroundRole else QColor(said.colour(self._theme))

    def _computed_cell(self, row: int, column: Computed, role: int) -> Any:
        if column.kind == "class" and role != _ROLE.BackgroundRole:
            return self._class_cell(row, role)
        if role == _ROLE.BackgroundRole:
            return QColor(self._theme.panel)
        if role == _ROLE.ForegroundRole:
            return QColor({"output": self._theme.forward, "error": self._theme.backward}.get(column.kind, self._theme.text))
        value = self._known.value(row, column, self._target(row, column))
        return shown_text(value, self._digits) if role == _ROLE.DisplayRole else full_text(value)

    def _target(self, row: int, column: Computed) -> float | None:
        return None if column.node is None else self.value(row, self._columns.index(column.node))

    def _computed_header(self, place: int, role: int) -> Any:
        if not 0 <= place < len(self._computed):
            return None
        if role == _ROLE.DisplayRole:
            return self._computed[place].title(sum(column.kind == "output" for column in self._computed))
        return as_rich_text(self._computed[place].tip(self._data)) if role == _ROLE.ToolTipRole else None

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

    def _grow_or_shrink(self, part: Part, columns: list[Node], rows: Rows, outputs: Sequence[Node]) -> None:
        """Rows come and go at the end as far as the view is concerned; what is in them is told anew."""
        before, after = len(self._rows), len(rows)
        if after > before:
            self.beginInsertRows(_NOWHERE, before, after - 1)
            self._take(part, columns, rows, outputs)
            self.endInsertRows()
        elif after < before:
            self.beginRemoveRows(_NOWHERE, after, before - 1)
            self._take(part, columns, rows, outputs)
            self.endRemoveRows()
        else:
            self._take(part, columns, rows, outputs)
        self._tell_all()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def _take(self, part: Part, columns: list[Node], rows: Rows, outputs: Sequence[Node]) -> None:
        self._part, self._columns, self._rows = part, columns, rows
        self._computed = computed_columns(outputs, self._classes)
        self._held = (-1, ())

    def _tell_all(self) -> None:
        if len(self._rows) and self._columns:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, self.columnCount() - 1))


def _rows(data: Dataset | None, part: Part) -> Rows:
    if data is None:
        return Rows.of([], 0)
    return data.train if part == "train" else data.test


def _nothing(_value: float) -> None:
    return None
