"""The table itself: keys and clicks of a spreadsheet. What they ask for is told; the panel sees to it."""

import numpy as np
from PySide6.QtCore import QEvent, QItemSelectionModel, QItemSelectionRange, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyleOptionViewItem, QTableView, QWidget

from bpdesk.model.dataset import Indices
from bpdesk.text import fitting, tr
from bpdesk.ui import fonts
from bpdesk.ui.dataset.cell_editor import CellDelegate, CellEditor, Index
from bpdesk.ui.dataset.rows_model import NUMBER_ROLE, RowsModel
from bpdesk.ui.form import leave_space

_COLUMN, _NARROWEST, _WIDEST, _AROUND_TEXT = 70, 54, 150, 10
_AROUND, _MOST_IN_VIEW = 8, 200
_K = QKeySequence.StandardKey
_OWN_KEYS = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_FAR_KEYS = (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
_C = QAbstractItemView.CursorAction
_FAR = {_C.MoveUp: (-1, 0), _C.MoveDown: (1, 0), _C.MoveLeft: (0, -1), _C.MoveRight: (0, 1), _C.MoveHome: (-1, -1), _C.MoveEnd: (1, 1)}
"""Which way down and to the right."""
_OWN_SEQUENCES = (_K.Copy, _K.Paste, _K.SelectAll)


class NumberDelegate(CellDelegate):
    """Shows a number that finds no room to fewer digits; its tooltip has all of them."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        value = index.data(NUMBER_ROLE)
        if value is not None and option.widget is not None:
            margin = 1 + option.widget.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, option, option.widget)
            option.text = fitting(value, option.text, option.rect.width() - 2 * margin, option.fontMetrics.horizontalAdvance)


class DataTable(QTableView):
    """Shows a RowsModel."""

    copy_requested = Signal()
    paste_requested = Signal()
    clear_requested = Signal()
    fill_requested = Signal()
    rows_came_into_view = Signal()
    """Other rows are looked at: scrolled to, or the table has another size."""
    row_chosen = Signal(int)
    """The person went to another row."""

    def __init__(self, rows: RowsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data.table")
        self.setAccessibleName(tr("Data"))
        self._rows = rows
        self._is_following = False
        self.delegate = NumberDelegate(self)
        self.delegate.entered.connect(self._go_below)
        self.setModel(rows)
        self.setItemDelegate(self.delegate)
        self._set_up()
        leave_space(self)
        self.selectionModel().currentRowChanged.connect(self._tell_row)
        rows.modelReset.connect(self._fit_columns)
        self.verticalScrollBar().valueChanged.connect(self.rows_came_into_view)

    @property
    def editor(self) -> CellEditor | None:
        """The line that is open in a cell."""
        return self.delegate.editor

    def selected_rows(self) -> Indices:
        """The rows that something is selected in, in order."""
        blocks = [np.arange(rows.start, rows.stop) for rows, _ in self.selected_blocks()]
        return np.unique(np.concatenate(blocks)) if blocks else np.zeros(0, np.int64)

    def selected_blocks(self) -> list[tuple[range, range]]:
        """Rows and columns of each block of selected cells: few, however many cells there are."""
        blocks: list[QItemSelectionRange] = list(self.selectionModel().selection())  # type: ignore[call-overload]  # a list, unknown to the stubs
        return [(range(each.top(), each.bottom() + 1), range(each.left(), each.right() + 1)) for each in blocks]

    def rows_in_view(self) -> range:
        """The rows that are looked at, and some around them."""
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        rows = self._rows.rowCount()
        first = max(0, first)
        last = min(rows, first + _MOST_IN_VIEW) - 1 if last < 0 else last
        return range(max(0, first - _AROUND), min(rows, last + 1 + _AROUND))

    def show_row(self, row: int) -> None:
        """Go to that row, silently."""
        if row != self.currentIndex().row() and 0 <= row < self._rows.rowCount() and self._rows.columnCount() and self.editor is None:
            self._is_following = True
            index = self._rows.index(row, max(self.currentIndex().column(), 0))
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self._is_following = False

    def commit_typing(self) -> bool:
        """Take what is being typed; False when it can't be read, and stays open."""
        editor = self.editor
        if editor is None:
            return True
        if not editor.can_be_read():
            return False
        self.commitData(editor)
        self.closeEditor(editor, CellDelegate.EndEditHint.NoHint)
        return True

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(_K.Copy):
            self.copy_requested.emit()
        elif event.matches(_K.Paste):
            self.paste_requested.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear_requested.emit()
        elif _is_fill(event):
            self.fill_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> QItemSelectionModel.SelectionFlag:
        """Going far with Ctrl selects where one comes to, and with Shift all on the way, as going by one does."""
        if isinstance(event, QKeyEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in _FAR_KEYS:
            flags, extends = QItemSelectionModel.SelectionFlag, event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            return flags.SelectCurrent if extends else flags.ClearAndSelect
        return super().selectionCommand(index, event)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """With Ctrl an arrow goes as far as there are rows or columns."""
        if modifiers & Qt.KeyboardModifier.ControlModifier and action in _FAR and self.currentIndex().isValid():
            down, right = _FAR[action]
            row = {-1: 0, 0: self.currentIndex().row(), 1: self._rows.rowCount() - 1}[down]
            column = {-1: 0, 0: self.currentIndex().column(), 1: self._rows.columnCount() - 1}[right]
            return self._rows.index(row, column)
        return super().moveCursor(action, modifiers)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.commit_typing():
            super().mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()
        self.rows_came_into_view.emit()

    def _set_up(self) -> None:
        self.setFont(fonts.font(13))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setWordWrap(False)
        self.setShowGrid(True)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        down, across = self.verticalHeader(), self.horizontalHeader()
        down.setObjectName("data.rowHeader")
        across.setObjectName("data.columnHeader")
        # A header asks each row whether it is selected, to tell whether all of a column is: too often for large tables.
        across.setSelectionModel(QItemSelectionModel(self._rows, across))
        across.setFont(fonts.font(12, fonts.SEMIBOLD))
        across.setTextElideMode(Qt.TextElideMode.ElideRight)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(self.fontMetrics().height() + _AROUND_TEXT)
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        across.setDefaultSectionSize(_COLUMN)
        across.setMinimumSectionSize(48)

    def _fit_columns(self) -> None:
        """Few columns share the width; many get what their names need, and scroll."""
        across, columns = self.horizontalHeader(), range(self._rows.columnCount())
        words = (self.fontMetrics().horizontalAdvance(self._rows.longest(column)) + _AROUND_TEXT for column in columns)
        needed = [min(max(across.sectionSizeHint(column), words_width, _NARROWEST), _WIDEST) for column, words_width in enumerate(words)]
        is_room = sum(needed) <= self.viewport().width()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch if is_room else QHeaderView.ResizeMode.Interactive)
        if not is_room:
            for column, width in zip(columns, needed, strict=True):
                across.resizeSection(column, max(width, _COLUMN))

    def _is_own(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        return (plain and event.key() in _OWN_KEYS) or _is_fill(event) or any(event.matches(key) for key in _OWN_SEQUENCES)

    def _go_below(self) -> None:
        index = self.currentIndex()
        if index.row() + 1 < self._rows.rowCount():
            self.setCurrentIndex(self._rows.index(index.row() + 1, index.column()))

    def _tell_row(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid() and not self._is_following:
            self.row_chosen.emit(current.row())


def _is_fill(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier
