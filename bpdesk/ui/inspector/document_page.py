"""The inspector while nothing is selected: the document's title, what it holds, and its notes."""

from PySide6.QtWidgets import QLabel, QWidget

from bpdesk.model import edits
from bpdesk.text import count, tr, whole
from bpdesk.ui.canvas.shown import Shown
from bpdesk.ui.inspector.label_field import title_field
from bpdesk.ui.inspector.notes import Notes
from bpdesk.ui.inspector.page import Page
from bpdesk.ui.session import Session
from bpdesk.ui.theme import Theme


class DocumentPage(Page):
    """Shows the document as a whole."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, "inspector.document", parent)
        self.heading.show_text(tr("The document"))
        self.form.add_note(tr("Select a node or a weight to see its numbers here."))
        self._title = title_field("inspector.document.title", self)
        self._title.value_typed.connect(self._set_title)
        self.form.add(tr("Title"), self._title)
        self._nodes = self._count(tr("Nodes"), "nodes", tr("Inputs, neurons between, outputs"))
        self._parameters = self._count(tr("Parameters"), "parameters", tr("Weights and biases"))
        self._rows = self._count(tr("Rows"), "rows", tr("The data to train with, and to test with"))
        self.form.add_heading(tr("Notes"))
        self.notes = Notes(theme, self)
        self.notes.setMinimumHeight(160)
        self.notes.notes_typed.connect(self._set_notes)
        self.form.add_wide(self.notes)

    def show_selection(self, shown: Shown) -> None:
        document = shown.document
        network, data = document.network, document.data
        self.begin("document")
        self._title.show_value(document.title)
        self._title.setPlaceholderText(tr("Untitled"))
        hidden = len(network.nodes) - len(network.inputs) - len(network.outputs)
        parts = (
            count(len(network.inputs), "{n} input", "{n} inputs"),
            tr("{n} hidden", n=whole(hidden)),
            count(len(network.outputs), "{n} output", "{n} outputs"),
        )
        self._nodes.setText(", ".join(parts))
        weights = count(len(network.edges), "{n} weight", "{n} weights")
        self._parameters.setText(f"{weights}, {count(len(network.biased), '{n} bias', '{n} biases')}")
        train, test = (0, 0) if data is None else (len(data.train), len(data.test))
        self._rows.setText(tr("{train} to train, {test} to test", train=whole(train), test=whole(test)))
        self.notes.show_notes(document.notes)

    def show_theme(self, theme: Theme) -> None:
        super().show_theme(theme)
        self.notes.show_theme(theme)

    def forget_typing(self) -> None:
        super().forget_typing()
        self.notes.forget()

    def commit_typing(self) -> bool:
        self.notes.commit()
        return super().commit_typing()

    def _count(self, caption: str, name: str, tip: str) -> QLabel:
        return self.value(caption, f"inspector.document.{name}", tip)

    def _set_title(self, title: str) -> None:
        self.session.apply(tr("Change title"), edits.set_title, title)

    def _set_notes(self, notes: str) -> None:
        if self.is_of_open_document:
            self.session.apply(tr("Change notes"), edits.set_notes, notes)
