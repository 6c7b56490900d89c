"""Typing a number into a cell of the table. What can't be read stays open, with the reason told."""

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from bpdesk.text import read_number, tr
from bpdesk.ui.value_field import is_typing, or_none

Index = QModelIndex | QPersistentModelIndex
_read = or_none(read_number)


class CellEditor(QLineEdit):
    """The line in a cell; empty is a missing value."""

    def __init__(self, tell: Callable[[str], None], parent: QWidget | None) -> None:
        super().__init__(parent)
        self._tell = tell
        self.setObjectName("data.cell")
        self.setAccessibleName(tr("Value of the cell"))
        self.setToolTip(tr("Enter takes the number, Esc leaves it as it was. Empty: not given."))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFrame(False)
        self.textEdited.connect(lambda: self._mark(""))

    def value(self) -> float | None:
        """What is typed; ValueError with the reason when it can't be read."""
        found: float | None = _read(self.text())
        return found

    def can_be_read(self) -> bool:
        """Whether it is a number or nothing; else the reason is told."""
        try:
            self.value()
        except ValueError as reason:
            self._mark(str(reason))
            return False
        return True

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_typing(event):
            event.accept()
            return True
        return super().event(event)

    def _mark(self, reason: str) -> None:
        self.setProperty("invalid", bool(reason))
        self.style().unpolish(self)
        self.style().polish(self)
        self._tell(reason)


class CellDelegate(QStyledItemDelegate):
    """Opens the editor of a cell, and closes it with a number only."""

    refused = Signal(str)
    """The reason; empty when it no longer holds."""
    entered = Signal()
    """Enter took a cell."""

    editor: CellEditor | None = None
    """The one that is open."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        self.editor = CellEditor(self.refused.emit, parent)
        return self.editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if editor is self.editor:
            self.editor = None
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, CellEditor) and not editor.isModified():
            editor.setText(index.data(Qt.ItemDataRole.EditRole))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, CellEditor) and editor.isModified() and editor.can_be_read():
            value = editor.value()
            editor.setModified(False)
            model.setData(index, value)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, CellEditor) and self._would_close(event) and watched.isModified() and not watched.can_be_read():
            return True
        if isinstance(watched, CellEditor) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
                self.entered.emit()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.refused.emit("")
        return super().eventFilter(watched, event)

    @staticmethod
    def _would_close(event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            return True
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        return event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in keys
