"""Cells of a table whose words wrap, as high as their text is, and cells that stay one line.

Qt forgets the padding of a style sheet and cuts off the last line of a text that wraps.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

_ACROSS, _ALONG = 20, 10
"""What padding and margins take, on both sides together."""


class WrappedText(QStyledItemDelegate):
    """Of one table."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        room = QRect(0, 0, max(1, self._table.columnWidth(index.column()) - _ACROSS), 10_000)
        font = index.data(Qt.ItemDataRole.FontRole) or self._table.font()
        text = QFontMetrics(font).boundingRect(room, Qt.TextFlag.TextWordWrap, str(index.data()))
        return QSize(text.width() + _ACROSS, text.height() + _ALONG)


class OneLine(QStyledItemDelegate):
    """What has no room loses its middle: names that are counted differ at their ends."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """With the padding, and with what stands between the box, the swatch and the name."""
        return super().sizeHint(option, index) + QSize(_ACROSS, 0)

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideMiddle
        option.features &= ~QStyleOptionViewItem.ViewItemFeature.WrapText
