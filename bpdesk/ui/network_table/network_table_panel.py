"""All nodes and all connections as tables: sorted, typed over, pasted into; the same document as on the canvas."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from bpdesk.model import drawing
from bpdesk.text import count, tr
from bpdesk.ui import fonts
from bpdesk.ui.canvas.selection import Selection
from bpdesk.ui.canvas.shown import Shown
from bpdesk.ui.form import plain_label
from bpdesk.ui.ink import ink
from bpdesk.ui.network_table.columns import EDGE_COLUMNS, NODE_COLUMNS
from bpdesk.ui.network_table.parts_table import PartsTable
from bpdesk.ui.network_table.pasting import Changes, activation_called, applied, cells_of, changes_of
from bpdesk.ui.refused import unless_refused
from bpdesk.ui.session import Session
from bpdesk.ui.theme import Theme

_MOST_PASTED = 2_000_000
"""Characters: they are read at once, in the window's thread."""


class NetworkTablePanel(QWidget):
    """`chosen` tells the nodes and edges whose rows were selected."""

    chosen = Signal(list, list)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("table")
        self._session = session
        self.nodes = PartsTable(NODE_COLUMNS, "table.nodes", tr("Nodes"), self)
        self.edges = PartsTable(EDGE_COLUMNS, "table.edges", tr("Connections"), self)
        self._titles = {table: plain_label("", self) for table in (self.nodes, self.edges)}
        self._reason = QLabel(self)
        self._reason.setObjectName("table.reason")
        self._reason.setFont(fonts.font(12))
        self._reason.setWordWrap(True)
        self._lay_out()
        self._connect()
        self.show_theme(theme)

    def show_network(self, shown: Shown) -> None:
        """Show the numbers of a moment."""
        network = shown.document.network
        self.nodes.parts.show_parts(shown, network.nodes)
        self.edges.parts.show_parts(shown, network.edges)
        self._titles[self.nodes].setText(count(len(network.nodes), "{n} node", "{n} nodes"))
        self._titles[self.edges].setText(count(len(network.edges), "{n} connection", "{n} connections"))

    def show_selection(self, selection: Selection) -> None:
        """Select the rows of what is selected on the canvas."""
        own = {selection.primary[1]} if selection.primary is not None and selection.primary[0] != "weight" else set()
        self.nodes.choose(selection.nodes | own)
        self.edges.choose(selection.edges)

    def show_theme(self, theme: Theme) -> None:
        for table in (self.nodes, self.edges):
            table.setStyleSheet(f"QTableView {{ background: {theme.field}; border: 1px solid {theme.border}; }}")
        ink(self._reason, theme.problem)

    def commit_typing(self) -> bool:
        """Take what is being typed; False when it can't be read, and stays open."""
        for table in (self.nodes, self.edges):
            editor = table.delegate.editor
            if editor is not None and editor.isModified():
                if not editor.can_be_read():
                    return False
                table.delegate.commitData.emit(editor)
                table.delegate.closeEditor.emit(editor, table.delegate.EndEditHint.NoHint)
            elif editor is None and table.isAncestorOf(QApplication.focusWidget() or self):
                # A name's field takes what is typed when it is left.
                table.setFocus()
        return True

    def _take_node(self, node: str, key: str, value: object) -> None:
        self._tell("")
        if key == "name":
            self._rename(drawing.set_node_label, node, str(value))
        elif key == "activation":
            self._set_activation(node, str(value))
        elif key == "frozen":
            self._session.numbers.freeze((), (node,), bool(value))
        elif isinstance(value, float):
            self._session.numbers.set_number("bias", node, value)

    def _take_edge(self, edge: str, key: str, value: object) -> None:
        self._tell("")
        if key == "name":
            self._rename(drawing.set_edge_label, edge, str(value))
        elif key == "frozen":
            self._session.numbers.freeze((edge,), (), bool(value))
        elif isinstance(value, float):
            self._session.numbers.set_number("weight", edge, value)

    def _rename(self, edit: object, identifier: str, name: str) -> None:
        label = None if name.strip() in ("", identifier) else name.strip()
        self._session.apply(tr("Rename"), unless_refused(edit, self._tell), identifier, label)  # type: ignore[arg-type]  # one of two edits

    def _set_activation(self, node: str, typed: str) -> None:
        try:
            name = activation_called(typed)
        except ValueError as reason:
            self._tell(str(reason))
        else:
            self._session.reshape(tr("Choose activation"), unless_refused(drawing.set_activation, self._tell), (node,), name)

    def _paste(self, table: PartsTable) -> None:
        """A block of cells from the current one on, in one undo step."""
        start = table.currentIndex()
        columns = table.parts.columns[max(start.column(), 0) :]
        text = QGuiApplication.clipboard().text()
        if len(text) > _MOST_PASTED:
            self._tell(tr("That is more text than any network has cells: copy only the lines that belong here."))
            return
        cells = cells_of(text)
        if not start.isValid() or not any(column.is_pasted for column in columns[: max(map(len, cells))]):
            self._tell(tr("Go to a cell of the column Weight or Bias first, or of another one to type in: cells are pasted from there."))
            return
        ids = table.ids_from(start.row(), len(cells))
        try:
            changes = changes_of(cells, columns, ids, table.current)
            self._make(changes, is_of_edges=table is self.edges)
        except ValueError as reason:
            self._tell(str(reason))
            return
        left = len(cells) - len(ids)
        told = count(left, "{n} line has no row here, and was left out.", "{n} lines have no row here, and were left out.") if left else ""
        kept = tr("Cells that can't be typed over were left as they are.") if changes.is_left_out else ""
        self._tell(f"{told} {kept}".strip())

    def _make(self, changes: Changes, *, is_of_edges: bool) -> None:
        """Numbers alone are a change of the run where it stands; with anything else they are an edit of the start."""
        if not (changes.names or changes.activations or changes.frozen):
            if changes.numbers and is_of_edges:
                self._session.numbers.set_weights(tr("Paste weights"), changes.numbers)
            elif changes.numbers:
                self._session.numbers.set_biases(tr("Paste biases"), changes.numbers)
        elif changes.activations or changes.numbers or changes.frozen:
            self._session.reshape(tr("Paste cells"), unless_refused(applied, self._tell), changes, is_of_edges)
        else:
            self._session.apply(tr("Paste names"), unless_refused(applied, self._tell), changes, is_of_edges)

    def _copy(self, table: PartsTable) -> None:
        QGuiApplication.clipboard().setText(table.text())

    def _tell(self, reason: str) -> None:
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))

    def _connect(self) -> None:
        self.nodes.parts.typed.connect(self._take_node)
        self.edges.parts.typed.connect(self._take_edge)
        self.nodes.rows_chosen.connect(lambda: self._choose(self.nodes))
        self.edges.rows_chosen.connect(lambda: self._choose(self.edges))
        for table in (self.nodes, self.edges):
            table.copy_requested.connect(lambda table=table: self._copy(table))
            table.paste_requested.connect(lambda table=table: self._paste(table))
            table.refused.connect(self._tell)

    def _choose(self, table: PartsTable) -> None:
        ids = table.chosen_ids() if table.hasFocus() else []
        if ids:
            self.chosen.emit(ids if table is self.nodes else [], ids if table is self.edges else [])

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(6)
        for table, stretch in ((self.nodes, 2), (self.edges, 3)):
            self._titles[table].setFont(fonts.font(13, fonts.SEMIBOLD))
            column.addWidget(self._titles[table])
            column.addWidget(table, stretch)
        column.addWidget(self._reason)
        self._reason.hide()
