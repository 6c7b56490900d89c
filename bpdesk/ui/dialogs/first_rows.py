"""The first rows of a table that is to be imported, and with them the first cells that can't be read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import zip_longest

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QWidget

from bpdesk.model.importing import Column
from bpdesk.text import NOT_YET, given, one_line, tr, whole
from bpdesk.ui import fonts
from bpdesk.ui.theme import Theme

_SHOWN_ROWS, _SHOWN_COLUMNS = 6, 40
_ROWS_ABOVE = 3
"""So few that a row which can't be read is seen without scrolling."""


class FirstRows(QTableWidget):
    """To be looked at, not to be typed into."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("importTable.rows")
        self.setAccessibleName(tr("The first rows"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFont(fonts.font(12))
        self.verticalHeader().setDefaultSectionSize(24)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def show_columns(self, columns: Sequence[Column]) -> None:
        """The rows of those columns; none where there is no column."""
        shown = columns[:_SHOWN_COLUMNS]
        rows = _rows_of(shown)
        self.setColumnCount(len(shown))
        self.setRowCount(len(rows))
        self.setHorizontalHeaderLabels([column.name for column in shown])
        self.setVerticalHeaderLabels([whole(row + 1) for row in rows])
        for place, column in enumerate(shown):
            for line, row in enumerate(rows):
                self.setItem(line, place, self._item(column, row))

    def _item(self, column: Column, row: int) -> QTableWidgetItem:
        fault = column.fault
        if fault is not None and row in fault.rows:
            unread = dict(zip(fault.rows.tolist(), fault.texts, strict=False)).get(row, "")
            item = QTableWidgetItem(one_line(unread) or "?")
            item.setBackground(QColor(self._theme.problem_soft))
            item.setForeground(QColor(self._theme.problem))
            item.setToolTip(tr("This can't be read as a number."))
        else:
            item = QTableWidgetItem(_text(column, row))
        side = Qt.AlignmentFlag.AlignLeft if column.numbers is None else Qt.AlignmentFlag.AlignRight
        item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        return item


def _rows_of(columns: Sequence[Column]) -> list[int]:
    """The first rows, and of each column the first that can't be read, with more of them and those below as far as there is room."""
    if not columns:
        return []
    faults = [column.fault.rows[:_SHOWN_ROWS].tolist() for column in columns if column.fault is not None]
    bad = [row for nth in zip_longest(*faults) for row in nth if row is not None][:_SHOWN_ROWS]
    count = len(columns[0])
    rows = sorted({*range(min(_ROWS_ABOVE if bad else _SHOWN_ROWS, count)), *bad})
    return [*rows, *range(rows[-1] + 1, min(count, rows[-1] + 1 + _SHOWN_ROWS - len(rows)))]


def _text(column: Column, row: int) -> str:
    if column.numbers is None:
        return column.texts[row] or NOT_YET
    value = float(column.numbers[row])
    return NOT_YET if math.isnan(value) else given(value)
