"""The table behind Try: a line per input, to be typed over, and a line per output, computed."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from bpdesk.model.names import one_line as name
from bpdesk.model.network import Node
from bpdesk.text import exact, given, tr
from bpdesk.ui import fonts
from bpdesk.ui.canvas.scene import DIGITS
from bpdesk.ui.dataset.computed import full_text, shown_text
from bpdesk.ui.plain import as_rich_text
from bpdesk.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROLE = Qt.ItemDataRole
_NUMBER = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class TryModel(QAbstractTableModel):
    """Keeps what was typed while the inputs stay the same; knows nothing of how outputs come about."""

    typed = Signal()

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme, self._digits = theme, DIGITS
        self._inputs: tuple[Node, ...] = ()
        self._outputs: tuple[Node, ...] = ()
        self._values: list[float] = []
        self._said: list[float] = []

    @property
    def values(self) -> list[float]:
        """What is typed, by input."""
        return self._values

    def show_nodes(self, inputs: tuple[Node, ...], outputs: tuple[Node, ...], proposed: list[float]) -> None:
        """Inputs with the same ids keep what was typed; else the proposed values stand there."""
        if (inputs, outputs) == (self._inputs, self._outputs):
            return
        self.beginResetModel()
        if [node.id for node in inputs] != [node.id for node in self._inputs]:
            self._values = list(proposed)
        self._inputs, self._outputs, self._said = inputs, outputs, [math.nan] * len(outputs)
        self.endResetModel()

    def propose(self, values: list[float]) -> None:
        """Let these values stand in place of what was typed."""
        if len(values) == len(self._inputs):
            self._values = list(values)
            self._tell(0, len(values))

    def show_outputs(self, said: list[float]) -> None:
        if len(said) == len(self._outputs):
            self._said = said
            self._tell(len(self._inputs), self.rowCount())

    def show_digits(self, digits: int) -> None:
        self._digits = digits
        self._tell(0, self.rowCount())

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._tell(0, self.rowCount())

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._inputs) + len(self._outputs)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return plain | Qt.ItemFlag.ItemIsEditable if index.row() < len(self._inputs) else plain

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        if role == _ROLE.TextAlignmentRole:
            return _NUMBER
        if index.row() >= len(self._inputs):
            return self._output(self._said[index.row() - len(self._inputs)], role)
        value = self._values[index.row()]
        texts = {_ROLE.DisplayRole: given, _ROLE.EditRole: exact, _ROLE.ToolTipRole: exact}
        return texts[_ROLE(role)](value) if role in texts else None

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        if role != _ROLE.EditRole or value is None:
            return False
        self._values[index.row()] = value
        self._tell(index.row(), index.row() + 1)
        self.typed.emit()
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            return tr("value") if role == _ROLE.DisplayRole else None
        nodes = (*self._inputs, *self._outputs)
        if section >= len(nodes):
            return None
        is_input = section < len(self._inputs)
        if role == _ROLE.DisplayRole:
            return name(nodes[section])
        if role == _ROLE.ToolTipRole:
            tip = (
                tr("Input {name}: type a value", name=name(nodes[section]))
                if is_input
                else tr("What {name} says", name=name(nodes[section]))
            )
            return as_rich_text(tip)
        return QColor(self._theme.text if is_input else self._theme.forward) if role == _ROLE.ForegroundRole else None

    def _output(self, value: float, role: int) -> Any:
        if role == _ROLE.DisplayRole:
            return shown_text(value, self._digits)
        if role == _ROLE.ToolTipRole:
            return full_text(value)
        if role == _ROLE.ForegroundRole:
            return QColor(self._theme.forward)
        if role == _ROLE.BackgroundRole:
            return QColor(self._theme.panel)
        return fonts.font(13, fonts.MEDIUM) if role == _ROLE.FontRole else None

    def _tell(self, first: int, end: int) -> None:
        if end > first:
            self.dataChanged.emit(self.index(first, 0), self.index(end - 1, 0))
