"""The table of the list of runs: a line for each, its colour as a piece of the line that the plots draw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from bpdesk.text import tr
from bpdesk.ui import fonts
from bpdesk.ui.plain import as_rich_text
from bpdesk.ui.runs.run_rows import RunRow
from bpdesk.ui.runs.wrapped_text import OneLine, WrappedText
from bpdesk.ui.theme import Theme, run_colour

NAME, DIFFERS, END = range(3)
_SHARE_OF_NAMES = 0.4
"""Of the table, at most: a longer name is shortened."""
_SWATCH = QSize(17, 12)
_K = Qt.ItemFlag


class RunsTable(QTableWidget):
    """Shows rows; tells which name was typed or which tick was set by the person."""

    name_changed = Signal(QTableWidgetItem)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(0, 3, parent)
        self._theme, self._digits = theme, 4
        self._is_filling = False
        self.rows: list[RunRow] = []
        self._set_up()
        self.itemChanged.connect(self._take)

    @property
    def selected(self) -> RunRow | None:
        place = self.currentRow()
        return self.rows[place] if 0 <= place < len(self.rows) and self.selectedItems() else None

    @property
    def is_typed_in(self) -> bool:
        return self.state() == QAbstractItemView.State.EditingState

    def show_rows(self, rows: Sequence[RunRow]) -> None:
        """List those; the selected one stays selected, by its name."""
        self._list(rows, range(len(rows)))

    def update_rows(self, rows: Sequence[RunRow]) -> None:
        """List those, and write only what differs from before: of a run that goes on that is one line of many."""
        before = self.rows
        self._list(rows, [place for place, row in enumerate(rows) if place >= len(before) or row != before[place]])

    def _list(self, rows: Sequence[RunRow], places: Iterable[int]) -> None:
        """Write the lines at those places."""
        selected = self.selected
        self._is_filling = True
        self.rows = list(rows)
        self.setRowCount(len(rows))
        for place in places:
            for column, item in enumerate(self._items(rows[place])):
                self.setItem(place, column, item)
        found = None if selected is None else next((place for place, row in enumerate(rows) if row.name == selected.name), None)
        if found is not None:
            self.setCurrentCell(found, NAME)
        self._is_filling = False
        self._give_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()

    def show_digits(self, digits: int) -> None:
        self._digits = digits
        self.show_rows(self.rows)

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.setStyleSheet(
            f"QTableWidget {{ background: {theme.panel}; border: none; gridline-color: {theme.border}; }}"
            f"QTableWidget::item {{ padding: 4px 6px; border-bottom: 1px solid {theme.border}; }}"
            f"QTableWidget::item:selected {{ background: {theme.accent_soft}; color: {theme.text}; }}"
            f"QHeaderView::section {{ background: {theme.panel}; color: {theme.muted}; border: none;"
            f" border-bottom: 1px solid {theme.border}; padding: 4px 6px; }}"
        )
        self.show_rows(self.rows)

    def _give_room(self) -> None:
        """To names what they need, but no more than their share; to what runs differ in all that is left."""
        wanted = max(self.sizeHintForColumn(NAME), self.horizontalHeader().sectionSizeHint(NAME))
        self.setColumnWidth(NAME, min(wanted, round(_SHARE_OF_NAMES * self.viewport().width())))

    def _take(self, item: QTableWidgetItem) -> None:
        if not self._is_filling and item.column() == NAME and item.row() < len(self.rows):
            self.name_changed.emit(item)

    def _items(self, row: RunRow) -> list[QTableWidgetItem]:
        texts = (row.name, row.differs, row.end_text(self._digits))
        items = [QTableWidgetItem(text) for text in texts]
        for item in items:
            item.setFlags(_K.ItemIsEnabled | _K.ItemIsSelectable)
            item.setToolTip(as_rich_text(row.tip))
            if row.is_current:
                item.setFont(fonts.font(13, fonts.SEMIBOLD))
            elif row.is_hidden:
                item.setForeground(QBrush(QColor(self._theme.muted)))
        items[END].setFont(fonts.font(12, fonts.SEMIBOLD if row.is_current else fonts.REGULAR))
        items[END].setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        name = items[NAME]
        name.setIcon(self._swatch(row))
        name.setFlags(name.flags() | _K.ItemIsEditable)
        if not row.is_current:
            name.setFlags(name.flags() | _K.ItemIsUserCheckable)
            name.setCheckState(Qt.CheckState.Unchecked if row.is_hidden else Qt.CheckState.Checked)
        return items

    def _swatch(self, row: RunRow) -> QIcon:
        """A piece of the line that the plots draw."""
        ratio = self.devicePixelRatioF()
        picture = QPixmap(_SWATCH * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = QPen(QColor(self._theme.backward if row.is_current else run_colour(self._theme, row.place)), 2.5)
            if not row.is_current:
                pen.setDashPattern([1.8, 1.0])
                pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            if not row.is_hidden:
                painter.drawLine(1, _SWATCH.height() // 2, _SWATCH.width() - 1, _SWATCH.height() // 2)
        swatch = QIcon(picture)
        swatch.addPixmap(picture, QIcon.Mode.Selected)  # else a style tints it, and it isn't the plots' colour any more
        return swatch

    def _set_up(self) -> None:
        self.setObjectName("runs.table")
        self.setAccessibleName(tr("Runs"))
        self.setHorizontalHeaderLabels([tr("Run"), tr("Differs in"), tr("Iter., cost")])
        if (heading := self.horizontalHeaderItem(END)) is not None:
            heading.setToolTip(tr("The iteration at which the run ends, the cost there, and the least on the way where that is another"))
        self.setFont(fonts.font(13))
        self.setIconSize(_SWATCH)
        self.setWordWrap(True)
        self.setItemDelegateForColumn(NAME, OneLine(self))
        self.setItemDelegateForColumn(DIFFERS, WrappedText(self))
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(DIFFERS, QHeaderView.ResizeMode.Stretch)
