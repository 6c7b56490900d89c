"""All nodes and all connections as tables: sorted, typed over, pasted into; the same document as on the canvas."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from bpdesk.model import drawing
from bpdesk.model.catalogue import ACTIVATIONS
from bpdesk.model.refusal import Refusal
from bpdesk.text import count, tr
from bpdesk.ui import fonts
from bpdesk.ui.canvas.shown import Shown
from bpdesk.ui.dataset.pasting import rows_of
from bpdesk.ui.form import plain_label
from bpdesk.ui.network_table.columns import EDGE_COLUMNS, NODE_COLUMNS
from bpdesk.ui.network_table.parts_table import PartsTable
from bpdesk.ui.refused import unless_refused
from bpdesk.ui.session import Session
from bpdesk.ui.theme import Theme


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

    def show_theme(self, theme: Theme) -> None:
        for table in (self.nodes, self.edges):
            table.setStyleSheet(f"QTableView {{ background: {theme.field}; border: 1px solid {theme.border}; }}")
        self._reason.setStyleSheet(f"color: {theme.problem}; background: transparent;")

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
            self._session.freeze((), (node,), bool(value))
        elif isinstance(value, float):
            self._session.set_number("bias", node, value)

    def _take_edge(self, edge: str, key: str, value: object) -> None:
        self._tell("")
        if key == "name":
            self._rename(drawing.set_edge_label, edge, str(value))
        elif key == "frozen":
            self._session.freeze((edge,), (), bool(value))
        elif isinstance(value, float):
            self._session.set_number("weight", edge, value)

    def _rename(self, edit: object, identifier: str, name: str) -> None:
        label = None if name.strip() in ("", identifier) else name.strip()
        self._session.apply(tr("Rename"), unless_refused(edit, self._tell), identifier, label)  # type: ignore[arg-type]  # one of two edits

    def _set_activation(self, node: str, typed: str) -> None:
        known = {word.casefold(): entry.name for entry in ACTIVATIONS for word in (entry.name, entry.label)}
        name = known.get(typed.strip().casefold())
        if name is None:
            self._tell(tr("There is no activation function {name}.", name=typed))
        else:
            self._session.reshape(tr("Choose activation"), unless_refused(drawing.set_activation, self._tell), (node,), name)

    def _paste(self, table: PartsTable) -> None:
        """Numbers, a line each, from the current row on: weights or biases, in one undo step."""
        start = table.currentIndex()
        text = QGuiApplication.clipboard().text()
        if not start.isValid() or start.column() != table.numbers:
            self._tell(tr("Go to a cell of the column Weight or Bias first: numbers are pasted from there down."))
            return
        try:
            numbers = [row[0] for row in rows_of(text, 1)]
            ids = table.ids_from(start.row(), len(numbers))
            self._set_numbers(table, {each: number for each, number in zip(ids, numbers, strict=False) if number is not None})
        except ValueError as reason:
            self._tell(str(reason))
            return
        left = len(numbers) - len(ids)
        told = count(left, "{n} line has no row here, and was left out.", "{n} lines have no row here, and were left out.")
        self._tell(told if left else "")

    def _set_numbers(self, table: PartsTable, numbers: dict[str, float]) -> None:
        network = self._session.document.network
        if table is self.edges:
            self._session.set_weights(tr("Paste weights"), numbers)
            return
        bare = next((node for node in numbers if network.node_by_id[node].bias is None), None)
        if bare is not None:
            raise Refusal(tr("{name} has no bias.", name=bare))
        self._session.set_biases(tr("Paste biases"), numbers)

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
