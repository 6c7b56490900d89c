"""The columns of a table that is to be imported, a line each: what it holds, what is missing, what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from bpdesk.model.importing import Column, Use
from bpdesk.model.names import one_line as name
from bpdesk.model.network import Network
from bpdesk.text import NOT_YET, count, tr, whole
from bpdesk.ui.plain import as_rich_text
from bpdesk.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROLE = Qt.ItemDataRole
HOLDS, BECOMES = 1, 3
_ARROW = 14


class ColumnsModel(QAbstractTableModel):
    """The last of its columns is chosen by the person; what can be chosen depends on the network that the table goes to."""

    chosen = Signal()

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._columns: Sequence[Column] = ()
        self._uses: list[Use] = []
        self._network = Network()

    @property
    def uses(self) -> tuple[Use, ...]:
        """What becomes of each column."""
        return tuple(self._uses)

    def show_columns(self, columns: Sequence[Column], uses: Sequence[Use], network: Network) -> None:
        """The columns with what is proposed for them; `network` is empty where a new one is made."""
        self.beginResetModel()
        self._columns, self._uses, self._network = columns, list(uses), network
        self.endResetModel()

    def choices(self, row: int) -> list[tuple[Use, str]]:
        """What may become of that column, with its words."""
        column, found = self._columns[row], [(Use("ignore"), tr("left out"))]
        if column.fault is not None:
            return found
        if column.numbers is not None:
            found += [(Use("node", node.id), self._words(Use("node", node.id), column)) for node in self._ends()]
            found += [(use, self._words(use, column)) for use in (Use("input"), Use("output"))]
        if column.classes:
            found.append((Use("classes"), self._words(Use("classes"), column)))
        return found

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else BECOMES + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return plain | Qt.ItemFlag.ItemIsEditable if index.column() == BECOMES else plain

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        if role == _ROLE.ToolTipRole and index.column() == BECOMES:
            return tr("Click or press Enter to choose")
        fault = self._columns[index.row()].fault
        if fault is not None and index.column() == HOLDS and role in (_ROLE.ForegroundRole, _ROLE.ToolTipRole):
            return QColor(self._theme.problem) if role == _ROLE.ForegroundRole else as_rich_text(fault.reason)
        if role not in (_ROLE.DisplayRole, _ROLE.EditRole):
            return None
        column, use = self._columns[index.row()], self._uses[index.row()]
        return (column.name, _holds(column), _missing(column), self._words(use, column))[index.column()]

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        if role != _ROLE.EditRole or not isinstance(value, Use):
            return False
        self._uses[index.row()] = value
        self.dataChanged.emit(index, index)
        self.chosen.emit()
        return True

    def use(self, row: int) -> Use:
        return self._uses[row]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        if role != _ROLE.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return whole(section + 1)
        return (tr("Column"), tr("Holds"), tr("Missing"), tr("Becomes"))[section]

    def _ends(self) -> Sequence[Any]:
        return (*self._network.inputs, *self._network.outputs)

    def _words(self, use: Use, column: Column) -> str:
        if use.role == "node":
            node = self._network.node_by_id[use.node]
            return tr("input {name}", name=name(node)) if node.kind == "input" else tr("target of {name}", name=name(node))
        if use.role == "classes":
            return tr("targets, an output for each of {n} classes", n=len(column.classes))
        is_new = bool(self._network.nodes)
        if use.role == "input":
            return tr("a new input") if is_new else tr("input")
        if use.role == "output":
            return tr("target of a new output") if is_new else tr("target")
        return tr("left out")


class ChoiceDelegate(QStyledItemDelegate):
    """A combo box over the cell while it is being chosen in; else an arrow says that there is a choice."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if index.column() == BECOMES:
            middle = QPointF(option.rect.right() - _ARROW, option.rect.center().y())
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(option.palette.color(QPalette.ColorRole.Text), 1.5))
            painter.drawPolyline([middle + QPointF(-4, -2), middle + QPointF(0, 2), middle + QPointF(4, -2)])
            painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model, box = index.model(), QComboBox(parent)
        box.setObjectName("importTable.use")
        assert isinstance(model, ColumnsModel)
        for use, words in model.choices(index.row()):
            box.addItem(words, use)
        box.activated.connect(lambda: self._take(box))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        model = index.model()
        if isinstance(editor, QComboBox) and isinstance(model, ColumnsModel):
            uses = [use for use, _ in model.choices(index.row())]
            editor.setCurrentIndex(uses.index(model.use(index.row())) if model.use(index.row()) in uses else 0)
            editor.showPopup()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())

    def _take(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box, QStyledItemDelegate.EndEditHint.NoHint)


def _holds(column: Column) -> str:
    if column.fault is not None:
        return count(len(column.fault.rows), "numbers, {n} bad cell", "numbers, {n} bad cells")
    if column.numbers is None:
        return count(len(column.classes), "{n} class", "{n} classes") if column.classes else tr("words")
    return tr("numbers, {n} different", n=len(column.classes)) if 2 < len(column.classes) <= 20 else tr("numbers")


def _missing(column: Column) -> str:
    return whole(len(column.missing)) if len(column.missing) else NOT_YET
