"""The dialog before a table is imported: how it was read, what its columns become, its first rows. Nothing is changed until it is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from bpdesk.files.table import DELIMITERS, Layout
from bpdesk.model.importing import Column, Use, left_empty, proposed
from bpdesk.model.network import Network
from bpdesk.model.rows import Part
from bpdesk.text import tr
from bpdesk.ui import fonts
from bpdesk.ui.dialogs import import_words as words
from bpdesk.ui.dialogs.first_rows import FirstRows
from bpdesk.ui.dialogs.table_columns import BECOMES, ChoiceDelegate, ColumnsModel
from bpdesk.ui.form import Form, check_box, choice, plain_label
from bpdesk.ui.ink import ink
from bpdesk.ui.table_style import table_style
from bpdesk.ui.theme import Theme

_WIDTH, _HEIGHT = 660, 640
_WIDTHS = (130, 134, 64)
_NAMES = {",": "Comma", ";": "Semicolon", "\t": "Tab", "|": "Bar", " ": "Space"}


@dataclass(frozen=True)
class ImportChoice:
    """What was chosen; `hidden` are the hidden layers of a new network, None where the table goes into the one that is there."""

    columns: Sequence[Column]
    uses: tuple[Use, ...]
    hidden: str | None
    part: Part
    replaces: bool
    drops_gaps: bool


class ImportTableDialog(QDialog):
    """`read_anew` asks for the table under another layout; `show_columns` or `show_failure` answers."""

    read_anew = Signal(object)
    taken = Signal(object)

    def __init__(self, file_name: str, layout: Layout, network: Network, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("importTable")
        self.setWindowTitle(tr("Import {name}", name=file_name))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._network, self._columns, self._theme = network, list[Column](), theme
        self._make_fields(layout, theme)
        self._model = ColumnsModel(theme, self)
        self.columns = _table_view(self, self._model)
        self.rows = FirstRows(theme, self)
        for table in (self.columns, self.rows):
            table.setStyleSheet(table_style(theme))
        self.told = plain_label("", self)
        self._lay_out()
        self._connect()

    def show_columns(self, columns: list[Column]) -> None:
        """What the table holds as it is read now."""
        if not self._columns and left_empty(columns, proposed(columns, self._network), self._network):
            self.into.setCurrentIndex(self.into.findData("new"))
        self._columns = columns
        self._propose()
        self.rows.show_columns(self._columns)
        self._show_told()

    def show_failure(self, reason: str) -> None:
        """Why it can't be read so."""
        self._columns = []
        self._model.show_columns((), (), Network())
        self.rows.show_columns(())
        self.gaps.hide()
        self._tell_problem(reason)
        self.take.setEnabled(False)
        self.take.setToolTip(reason)

    def show_refusal(self, reason: str) -> None:
        """Why it can't be taken as chosen; nothing was changed."""
        self._tell_problem(reason)
        self.take.setEnabled(True)

    def show_waiting(self, what: str) -> None:
        """What is being done; until it is, nothing can be taken."""
        self._tell(what)
        self.take.setEnabled(False)
        self.take.setToolTip(what)

    def _tell(self, text: str) -> None:
        self.told.setStyleSheet("")
        self.told.setText(text)

    def _tell_problem(self, reason: str) -> None:
        ink(self.told, self._theme.problem)
        self.told.setText(reason[:1].upper() + reason[1:])

    @property
    def makes_network(self) -> bool:
        return str(self.into.currentData()) == "new"

    def _propose(self) -> None:
        target = Network() if self.makes_network else self._network
        self._model.show_columns(self._columns, proposed(self._columns, target), target)

    def _show_into(self) -> None:
        self.form.set_row_visible(self.hidden, self.makes_network)
        self.form.set_row_visible(self.part, not self.makes_network)
        self.form.set_row_visible(self.how, not self.makes_network)
        if self._columns:
            self._propose()
            self._show_told()

    def _show_told(self) -> None:
        """What comes of the choice; what keeps it from being taken goes before."""
        columns, uses = self._columns, self._model.uses
        used = [column for column, use in zip(columns, uses, strict=True) if use.role != "ignore"]
        self.gaps.setVisible(any(len(column.missing) for column in used))
        waits = words.why_not(columns, uses, makes_network=self.makes_network)
        self.take.setEnabled(not waits)
        self.take.setToolTip(waits or tr("Take the table, as one step that can be undone"))
        if waits:
            self._tell_problem(waits)
            return
        empty = "" if self.makes_network else words.empty_words(left_empty(columns, uses, self._network))
        ends = words.ends_words(columns, uses) if self.makes_network else ""
        left_out = words.text_words(columns, uses)
        self._tell(" ".join(filter(None, (words.size_words(columns), ends, words.gap_words(used), left_out, empty))))
        if empty:
            ink(self.told, self._theme.warning)

    def _read_anew(self) -> None:
        decimal, thousands = str(self.decimal.currentData())[:1], str(self.decimal.currentData())[1:]
        self.read_anew.emit(Layout(str(self.delimiter.currentData()), decimal, self.header.isChecked(), thousands))

    def _accept(self) -> None:
        hidden = self.hidden.text() if self.makes_network else None
        part: Part = "test" if self.part.currentData() == "test" else "train"
        replaces = self.how.currentData() == "replace"
        self.taken.emit(
            ImportChoice(self._columns, self._model.uses, hidden, part, replaces, self.gaps.isChecked() and not self.gaps.isHidden())
        )

    def _make_fields(self, layout: Layout, theme: Theme) -> None:
        self.form = Form(theme, self)
        delimiters = [(each, tr(_NAMES[each])) for each in DELIMITERS]
        self.delimiter = self._choice("delimiter", tr("Between cells"), tr("What parts the values of a line"), delimiters, layout.delimiter)
        decimals = [(each, tr(label)) for each, label in words.DECIMALS.items()]
        self.decimal = self._choice(
            "decimal",
            tr("Decimal sign"),
            tr("What parts whole and fraction, and thousands, where that is a point or a comma"),
            decimals,
            layout.decimal + layout.thousands,
        )
        tip = tr("The first line holds the names of the columns, not a row")
        self.header = check_box(tr("First line names the columns"), "importTable.header", tip, self)
        self.header.setChecked(layout.header)
        has_ends = bool(self._network.inputs or self._network.outputs)
        targets = [("this", tr("The network that is open")), ("new", tr("A new network that fits"))]
        self.into = self._choice(
            "into", tr("Goes into"), tr("Where the rows go"), targets[0 if has_ends else 1 :], "this" if has_ends else "new"
        )
        self.hidden = QLineEdit("8", self)
        self.hidden.setObjectName("importTable.hidden")
        self.hidden.setAccessibleName(tr("Hidden layers"))
        self.hidden.setToolTip(tr("How many nodes each hidden layer has, as 30 or 8-4; empty for none"))
        parts = [("train", tr("Training rows")), ("test", tr("Test rows"))]
        self.part = self._choice("part", tr("Rows become"), tr("Test rows are never learned from"), parts, "train")
        ways = [("replace", tr("In place of the rows that are there")), ("add", tr("Behind the rows that are there"))]
        self.how = self._choice("how", tr("And stand"), tr("What happens to the rows that are there"), ways, "replace")
        self.gaps = check_box(tr("Leave out rows with a missing value"), "importTable.gaps", tr("Else they wait to be filled in"), self)
        self.gaps.hide()

    def _choice(self, name: str, label: str, tip: str, choices: Sequence[tuple[str, str]], chosen: str) -> QComboBox:
        box = choice(choices, label, f"importTable.{name}", tip, self)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        return box

    def _connect(self) -> None:
        for box in (self.delimiter, self.decimal):
            box.currentIndexChanged.connect(self._read_anew)
        self.header.toggled.connect(self._read_anew)
        self.into.currentIndexChanged.connect(self._show_into)
        self._model.chosen.connect(self._show_told)
        self._show_into()

    def _lay_out(self) -> None:
        self.form.add(tr("Between cells"), self.delimiter)
        self.form.add(tr("Decimal sign"), self.decimal)
        self.form.add_wide(self.header)
        self.form.add(tr("Goes into"), self.into)
        self.form.add(tr("Hidden layers"), self.hidden)
        self.form.add(tr("Rows become"), self.part)
        self.form.add(tr("And stand"), self.how)
        self.told.setObjectName("importTable.told")
        self.told.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 16)
        column.addWidget(self.form)
        inner = QVBoxLayout()
        inner.setContentsMargins(20, 0, 20, 0)
        inner.setSpacing(10)
        inner.addWidget(self.columns, 3)
        inner.addWidget(self.rows, 2)
        for widget in (self.told, self.gaps, self._buttons()):
            inner.addWidget(widget)
        column.addLayout(inner, 1)
        self.resize(_WIDTH, _HEIGHT)

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setObjectName("importTable.cancel")
        self.take = QPushButton(tr("Import"), buttons)
        self.take.setObjectName("importTable.take")
        self.take.setProperty("primary", True)
        self.take.setDefault(True)
        self.take.clicked.connect(self._accept)
        buttons.addButton(self.take, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        return buttons


def _table_view(parent: QWidget, model: ColumnsModel) -> QTableView:
    view = QTableView(parent)
    view.setObjectName("importTable.columns")
    view.setAccessibleName(tr("Columns"))
    view.setModel(model)
    view.setItemDelegate(ChoiceDelegate(view))
    view.clicked.connect(lambda index: view.edit(index) if index.column() == BECOMES else None)
    view.setFont(fonts.font(12))
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    triggers = QAbstractItemView.EditTrigger
    view.setEditTriggers(triggers.EditKeyPressed | triggers.AnyKeyPressed)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(26)
    for column, width in enumerate(_WIDTHS):
        view.setColumnWidth(column, width)
    view.horizontalHeader().setSectionResizeMode(BECOMES, QHeaderView.ResizeMode.Stretch)
    view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
    return view
