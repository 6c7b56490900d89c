"""Importing a table: read on the thread for files, shown before anything changes, and then one step that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from bpdesk.files.faults import FileError, FormatError
from bpdesk.files.store import read_bytes
from bpdesk.files.table import Layout, recognised
from bpdesk.files.table_columns import columns_of
from bpdesk.files.table_text import decoded
from bpdesk.files.writing import check_size
from bpdesk.model.document import Document
from bpdesk.model.importing import Column, complete, made_for, put_in
from bpdesk.model.names import one_line
from bpdesk.model.problems import problems
from bpdesk.model.recipes import read_sizes
from bpdesk.model.refusal import Refusal
from bpdesk.text import tr, whole
from bpdesk.ui.dialogs.import_table import ImportChoice, ImportTableDialog
from bpdesk.ui.document_actions import DocumentActions
from bpdesk.ui.doing import doing
from bpdesk.ui.file_dialogs import ask_to_open
from bpdesk.ui.message_bar import READING, MessageBar
from bpdesk.ui.session import Session
from bpdesk.ui.theme_choice import ThemeChoice

_SEED = 1
_NAMED_GAPS = 2


class TableImport(QObject):
    """For one window; `tell_news` gets what an import leaves to be done."""

    def __init__(
        self,
        session: Session,
        files: DocumentActions,
        window: QMainWindow,
        themes: ThemeChoice,
        message: MessageBar,
        tell_news: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self._session, self._files, self._window, self._themes = session, files, window, themes
        self._message, self._tell_news = message, tell_news
        self._dialog: ImportTableDialog | None = None
        self._ticket = 0

    def ask_which(self) -> None:
        """Ask for a file."""
        folder = str(self._session.path.parent) if self._session.path else ""
        filters = tr("Tables (*.csv *.tsv *.txt *.tab *.dat *.data);;All files (*)")
        ask_to_open(self._window, "importTable.path", tr("Import table"), folder, filters, lambda path: self.read(Path(path)))

    def read(self, path: Path) -> None:
        """Read that file and show what it holds."""
        self._window.statusBar().showMessage(tr("Reading {name}…", name=path.name))
        self._files.thread_of_files.do(lambda: _begun(path), lambda outcome: self._show(path, outcome))

    def _show(self, path: Path, outcome: tuple[str, Layout] | str) -> None:
        if self._session.thread_of_engine.is_closed:
            return
        self._window.statusBar().clearMessage()
        if isinstance(outcome, str):
            told = tr("{reason}. Nothing was changed.", reason=outcome)
            self._message.tell_problem(tr("{name} can't be imported", name=path.name), told, READING)
            return
        self._message.settle(READING)
        text, layout = outcome
        dialog = ImportTableDialog(path.name, layout, self._session.document.network, self._themes.theme, self._window)
        self._dialog = dialog
        dialog.finished.connect(self._forget)
        dialog.read_anew.connect(lambda layout: self._read_columns(dialog, text, layout))
        dialog.taken.connect(lambda choice: self._take(dialog, choice, path.stem))
        self._read_columns(dialog, text, layout)
        dialog.open()

    def _read_columns(self, dialog: ImportTableDialog, text: str, layout: Layout) -> None:
        """Read it under that layout; what was asked for before, under another, no longer counts."""
        self._ticket += 1
        ticket = self._ticket
        dialog.show_waiting(tr("Reading…"))
        self._files.thread_of_files.do(lambda: _columns(text, layout), lambda outcome: self._answer(dialog, ticket, outcome))

    def _take(self, dialog: ImportTableDialog, choice: ImportChoice, title: str) -> None:
        document = self._session.document
        dialog.show_waiting(tr("Importing…"))
        self._files.thread_of_files.do(lambda: _made(document, choice, title), lambda made: self._put_in(dialog, document, made, choice))

    def _put_in(self, dialog: ImportTableDialog, before: Document, made: Made | str, choice: ImportChoice) -> None:
        """Make it one step; a new network is a document of its own. Where the run has moved on the parameters, the rows go into what it
        has come to."""
        if dialog is not self._dialog:
            return
        if isinstance(made, str):
            dialog.show_refusal(tr("{reason} Nothing was changed.", reason=made.rstrip(".") + "."))
            return
        dialog.accept()
        if choice.hidden is not None:
            self._files.before_losing(lambda: self._show_new(made.document))
            return

        def imported(document: Document) -> Document:
            whole = made.document
            after = whole if document is before else put_in(document, made.columns, choice.uses, choice.part, replaces=choice.replaces)
            self._tell_gaps(after)
            return after

        self._session.reshape(tr("Import table"), imported)

    def _show_new(self, document: Document) -> None:
        """It has no file yet: the one that was open is another document's."""
        self._session.open(document, None, is_saved=False)
        self._tell_gaps(document)

    def _tell_gaps(self, document: Document) -> None:
        """Why Step is off after an import, by row and column."""
        waits = [problem for problem in problems(document, one_line) if problem.blocking]
        if waits:
            named = "; ".join(problem.message.rstrip(".") for problem in waits[:_NAMED_GAPS])
            left = sum(problem.count for problem in waits[_NAMED_GAPS:])
            more = tr(", and {n} more", n=whole(left)) if left else ""
            self._tell_news(
                tr("Step waits: {named}{more}. Fill them in under Data, or import again and leave such rows out.", named=named, more=more)
            )

    def _answer(self, dialog: ImportTableDialog, ticket: int, outcome: list[Column] | str) -> None:
        if dialog is not self._dialog or ticket != self._ticket:
            return
        if isinstance(outcome, str):
            dialog.show_failure(outcome)
        else:
            dialog.show_columns(outcome)

    def _forget(self) -> None:
        self._dialog = None


@dataclass(frozen=True)
class Made:
    """What an import makes of a document, and the columns that it used."""

    document: Document
    columns: Sequence[Column]


def _begun(path: Path) -> tuple[str, Layout] | str:
    """The text of the file and how it is laid out, or why it is none."""
    try:
        with doing(tr("reading {path}", path=str(path))):
            text = decoded(read_bytes(path))
            return text, recognised(text)
    except FormatError as failure:
        return str(failure)
    except FileError as failure:
        return failure.reason
    except MemoryError:
        return tr("there is not enough memory for it")


def _columns(text: str, layout: Layout) -> list[Column] | str:
    """The columns with what the dialog shows of them, which takes its time where there are many rows."""
    try:
        columns = columns_of(text, layout)
        for column in columns:
            column.look_through()
    except FormatError as failure:
        return tr("{reason}.", reason=str(failure))
    except MemoryError:
        return tr("There is not enough memory for it.")
    return columns


def _made(document: Document, choice: ImportChoice, title: str) -> Made | str:
    """What comes of the import, or why it can't be."""
    try:
        columns = complete(choice.columns, choice.uses) if choice.drops_gaps else choice.columns
        if choice.hidden is None:
            made = put_in(document, columns, choice.uses, choice.part, replaces=choice.replaces)
        else:
            made = made_for(columns, choice.uses, _sizes(choice.hidden), title, _SEED)
        check_size(made)
    except (Refusal, FormatError) as reason:
        return str(reason)
    except MemoryError:
        return tr("There is not enough memory for it.")
    return Made(made, columns)


def _sizes(typed: str) -> tuple[int, ...]:
    """The sizes of hidden layers; Refusal where they can't be read."""
    try:
        return read_sizes(f"1-{typed}-1")[1:-1] if typed.strip() else ()
    except Refusal:
        raise
    except ValueError as reason:
        raise Refusal(tr("Type the sizes of the hidden layers, as 30 or 8-4.")) from reason
