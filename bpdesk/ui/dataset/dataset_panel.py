"""The data panel: the table, switches between training rows, test rows and Try, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QButtonGroup, QMenu, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from bpdesk.engine.moment import Moment
from bpdesk.model.document import Document
from bpdesk.model.rows import Part
from bpdesk.text import count, tr, whole
from bpdesk.ui import fonts
from bpdesk.ui.dataset.accuracy import Accuracy, Counted
from bpdesk.ui.dataset.data_table import DataTable
from bpdesk.ui.dataset.forecast import Forecast
from bpdesk.ui.dataset.row_commands import RowCommands
from bpdesk.ui.dataset.row_copying import RowCopying
from bpdesk.ui.dataset.row_pasting import RowPasting
from bpdesk.ui.dataset.rows_model import RowsModel
from bpdesk.ui.dataset.try_page import TryPage
from bpdesk.ui.dialogs.scale_data import scaling_words
from bpdesk.ui.form import keep_space, plain_label, push_button, row_of
from bpdesk.ui.ink import ink
from bpdesk.ui.plain import as_rich_text
from bpdesk.ui.progress_line import ProgressLine
from bpdesk.ui.session import Session
from bpdesk.ui.table_style import table_style
from bpdesk.ui.theme import Theme

_MOST_SCALED_NAMED = 12


class DatasetPanel(QWidget):
    """Shows a document's rows; the current training row is the one that the canvas shows."""

    told = Signal(str)
    """What has come of pasting or copying, for the status bar."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data")
        self._session = session
        self._document = Document()
        self._moment: Moment | None = None
        self._model = RowsModel(theme, self)
        self.table = DataTable(self._model, self)
        self.commands = RowCommands(session, self.table, self._model, self._tell)
        words, stop = tr("Reading what was copied…"), tr("Read no further, and paste nothing (Esc)")
        self._progress = ProgressLine("data.progress", words, stop, self)
        self._pasting = RowPasting(session, self.table, self._model, self._progress, self._tell, self.told.emit)
        words, stop = tr("Copying…"), tr("Copy no further, and leave the clipboard as it is (Esc)")
        self._copies = ProgressLine("data.copying", words, stop, self)
        self._copying = RowCopying(session, self.table, self._model, self._copies, self.told.emit)
        self.trying = TryPage(session, theme, self)
        self._forecast, self._accuracy = Forecast(session, self), Accuracy(session, self)
        self._switches = {
            "train": _switch("data.train", tr("The rows that the network learns from"), self),
            "test": _switch("data.test", tr("Rows that it is only tested with: they never change a weight"), self),
            "try": _switch("data.try", tr("Type inputs of your own, and see what the network says"), self),
        }
        self._switches["try"].setText(tr("Try"))
        self._empty, self._reason, self._right, self._scaled = (plain_label("", self) for _ in range(4))
        self._add = push_button(tr("Add row"), "data.add", tr("Add a row at the end, with nothing given yet"), self)
        self._remove = push_button(tr("Remove rows"), "data.remove", tr("Remove the rows that are selected"), self)
        self._lay_out()
        self._connect()
        self.show_theme(theme)

    @property
    def _part(self) -> Part:
        return self.commands.part

    def show_rows(self, document: Document, row: int, moment: Moment | None) -> None:
        """The rows of a document, that training row being the shown one, and what the network says of them at that moment."""
        self._document, self._moment = document, moment
        self._model.show_rows(document, self._part, self._accuracy.classes(document))
        self._model.show_row(row)
        if self._part == "train":
            self.table.show_row(row)
        train, test = (0, 0) if document.data is None else (len(document.data.train), len(document.data.test))
        self._switches["train"].setText(tr("Training rows {n}", n=whole(train)))
        self._switches["test"].setText(tr("Test rows {n}", n=whole(test)))
        self._show_emptiness()
        self._show_scaling()
        self._accuracy.follow(document, self._told_moment())
        if self._is_trying:
            self.trying.show_moment(document, row, self._told_moment())
        else:
            self._foretell()

    def show_digits(self, digits: int) -> None:
        """Show computed numbers to so many significant digits."""
        self._model.show_digits(digits)
        self.trying.model.show_digits(digits)

    def show_theme(self, theme: Theme) -> None:
        self._model.show_theme(theme)
        self.trying.show_theme(theme)
        ink(self._empty, theme.muted)
        ink(self._scaled, theme.muted)
        ink(self._reason, theme.problem)
        for table in (self.table, self.trying.table):
            table.setStyleSheet(table_style(theme))

    def commit_typing(self) -> bool:
        """Take what is being typed; False when it can't be read, and stays open."""
        return self.table.commit_typing() and self.trying.commit_typing()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (self._pasting.is_reading or self._copying.is_writing):
            self._pasting.cancel()
            self._copying.cancel()
        elif event.matches(QKeySequence.StandardKey.Paste) and not self._is_trying:
            self._paste()
        else:
            super().keyPressEvent(event)

    @property
    def _is_trying(self) -> bool:
        return self._switches["try"].isChecked()

    def _foretell(self) -> None:
        self._forecast.follow(self._document, self._part, self.table.rows_in_view(), self._told_moment())

    def _told_moment(self) -> Moment | None:
        """The moment whose outputs may be told: not before they are reached inside an iteration."""
        moment = self._moment
        return None if moment is None or not moment.reaches("cost") else moment

    def _show_accuracy(self, counted: Counted | None) -> None:
        text = "" if counted is None else counted.text()
        self._right.setText(text)
        self._right.setVisible(bool(text))

    def _show_scaling(self) -> None:
        """Say that the network sees some columns scaled, with how in the tooltip."""
        words = scaling_words(self._document, _MOST_SCALED_NAMED)
        scaled = 0 if self._document.data is None else len(self._document.data.scaling)
        self._scaled.setText(count(scaled, "The network sees {n} column scaled.", "The network sees {n} columns scaled.") if words else "")
        self._scaled.setToolTip(as_rich_text(words))
        self._scaled.setVisible(bool(words))

    def _choose_row(self, row: int) -> None:
        if self._part == "train":
            self._session.runs.show_row(row)

    def _choose(self, name: str) -> None:
        if self.commit_typing():
            self._shown_switch = name
            if name != "try":
                self.commands.part = "train" if name == "train" else "test"
            self._tell("")
        self._switches[self._shown_switch].setChecked(True)
        self.show_rows(self._document, self._session.row, self._moment)

    def _paste(self) -> None:
        self._pasting.paste(self._part)

    def _tell(self, reason: str) -> None:
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))

    def _show_emptiness(self) -> None:
        """Say what will be here and how to get it, in place of an empty table."""
        columns, shown = len(self._model.columns), self._model.rowCount()
        network = self._document.network
        can_have_rows = bool(network.inputs or network.outputs)
        if not can_have_rows:
            self._empty.setText(
                tr(
                    "The values of the inputs and the targets of the outputs, a row per sample. "
                    "Draw an input or an output first, or drop a CSV file here."
                )
            )
        elif self._part == "train":
            self._empty.setText(
                tr(
                    "The rows that the network learns from. Press Add row, paste rows from a spreadsheet with Ctrl+V, "
                    "or drop a CSV file here."
                )
            )
        else:
            self._empty.setText(
                tr("Rows that the network is only tested with. Press Add row, or paste rows from a spreadsheet with Ctrl+V.")
            )
        self._stack.setCurrentWidget(self.trying if self._is_trying and can_have_rows else self.table if columns and shown else self._empty)
        for button, can_be_used in ((self._add, can_have_rows), (self._remove, shown > 0)):
            button.setVisible(not self._is_trying)
            button.setEnabled(can_be_used)

    def _show_menu(self, point: QPoint) -> None:
        commands = self.commands
        self._pop_up(
            (
                (tr("Copy"), self._copying.copy),
                (tr("Paste"), self._paste),
                (tr("Fill down"), commands.fill_down),
                (tr("Clear cells"), commands.clear_cells),
                (tr("Add row"), commands.add_row),
                (tr("Remove rows"), commands.remove_rows),
            ),
            self.table.viewport().mapToGlobal(point),
        )

    def _show_column_menu(self, point: QPoint) -> None:
        column = self.table.horizontalHeader().logicalIndexAt(point)
        if column >= 0:
            up, down = (lambda: self.commands.sort(column, False)), (lambda: self.commands.sort(column, True))
            entries = ((tr("Sort rows, smallest first"), up), (tr("Sort rows, largest first"), down))
            self._pop_up(entries, self.table.horizontalHeader().mapToGlobal(point))

    def _pop_up(self, entries: Sequence[tuple[str, Callable[[], None]]], at: QPoint) -> None:
        menu = QMenu(self)
        menu.setObjectName("data.menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for label, act in entries:
            menu.addAction(label, act)
        menu.popup(at)

    def _connect(self) -> None:
        self._group = QButtonGroup(self)
        for part, button in self._switches.items():
            self._group.addButton(button)
            button.clicked.connect(lambda _on=False, part=part: self._choose(part))
        self._shown_switch = "train"
        self._switches["train"].setChecked(True)
        self._model.cell_typed.connect(self.commands.take_cell)
        self.trying.refused.connect(self._tell)
        self._forecast.arrived.connect(self._model.show_prediction)
        self._accuracy.counted.connect(self._show_accuracy)
        self.table.rows_came_into_view.connect(self._foretell)
        self.table.fill_requested.connect(self.commands.fill_down)
        across = self.table.horizontalHeader()
        across.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        across.customContextMenuRequested.connect(self._show_column_menu)
        self.table.delegate.refused.connect(self._tell)
        self.table.row_chosen.connect(self._choose_row)
        self.table.copy_requested.connect(self._copying.copy)
        self.table.paste_requested.connect(self._paste)
        self.table.clear_requested.connect(self.commands.clear_cells)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self._add.clicked.connect(self.commands.add_row)
        self._remove.clicked.connect(self.commands.remove_rows)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addLayout(row_of(*self._switches.values()))
        self._empty.setObjectName("data.empty")
        self._empty.setWordWrap(True)
        self._empty.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # rows are pasted here
        self._empty.setContentsMargins(8, 8, 8, 8)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.trying)
        column.addWidget(self._stack, 1)
        self._reason.setObjectName("data.reason")
        self._reason.setFont(fonts.font(12))
        self._reason.setWordWrap(True)
        self._reason.hide()
        column.addWidget(self._reason)
        column.addWidget(self._progress)
        column.addWidget(self._copies)
        self._scaled.setObjectName("data.scaled")
        self._scaled.hide()
        column.addWidget(self._scaled)
        self._right.setObjectName("data.accuracy")
        self._right.setWordWrap(True)
        self._right.setToolTip(tr("How many rows are told their right class, at the shown iteration"))
        self._right.hide()
        column.addWidget(self._right)
        column.addLayout(row_of(self._add, self._remove))


def _switch(object_name: str, tip: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setObjectName(object_name)
    button.setCheckable(True)
    button.setFont(fonts.font(13))
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    keep_space(button)
    return button
