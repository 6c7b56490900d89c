"""Importing a table: read on the engine's thread, shown before anything changes, and then one step that can be undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from bpdesk.files.faults import FileError, FormatError
from bpdesk.files.store import read_bytes
from bpdesk.files.table import Layout, columns_of, lines_of, recognised
from bpdesk.files.table_text import decoded
from bpdesk.files.writing import check_size
from bpdesk.model.document import Document
from bpdesk.model.importing import Column, complete, made_for, put_in
from bpdesk.model.recipes import read_sizes
from bpdesk.model.refusal import Refusal
from bpdesk.text import tr
from bpdesk.ui.dialogs.import_table import ImportChoice, ImportTableDialog
from bpdesk.ui.session import Session
from bpdesk.ui.theme_choice import ThemeChoice

ENDINGS = (".csv", ".tsv", ".txt", ".tab", ".dat", ".data")
_SEED = 1
Tell = Callable[[str, str], None]
Faults = (FileError, FormatError)


class TableImport(QObject):
    """For one window; `tell_failure` gets a title and a sentence."""

    def __init__(self, session: Session, window: QWidget, themes: ThemeChoice, tell_failure: Tell) -> None:
        super().__init__(window)
        self._session, self._window, self._themes, self._tell_failure = session, window, themes, tell_failure
        self._dialog: ImportTableDialog | None = None

    def ask_which(self) -> None:
        """Ask for a file."""
        folder = str(self._session.path.parent) if self._session.path else ""
        dialog = QFileDialog(self._window, tr("Import table"), folder, tr("Tables (*.csv *.tsv *.txt *.tab *.dat *.data);;All files (*)"))
        dialog.setObjectName("importTable.path")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.read(Path(path)))
        dialog.open()

    def read(self, path: Path) -> None:
        """Read that file and show what it holds."""
        self._session.thread_of_engine.do(lambda: _begun(path), lambda outcome: self._show(path, outcome))

    def _show(self, path: Path, outcome: tuple[str, Layout] | str) -> None:
        if isinstance(outcome, str):
            self._tell_failure(tr("{name} can't be imported", name=path.name), tr("{reason}. Nothing was changed.", reason=outcome))
            return
        text, layout = outcome
        dialog = ImportTableDialog(path.name, layout, self._session.document.network, self._themes.theme, self._window)
        self._dialog = dialog
        dialog.finished.connect(self._forget)
        dialog.read_anew.connect(lambda layout: self._read_columns(dialog, text, layout))
        dialog.taken.connect(lambda choice: self._take(dialog, choice, path.stem))
        self._read_columns(dialog, text, layout)
        dialog.open()

    def _read_columns(self, dialog: ImportTableDialog, text: str, layout: Layout) -> None:
        self._session.thread_of_engine.do(lambda: _columns(text, layout), lambda outcome: self._answer(dialog, outcome))

    def _take(self, dialog: ImportTableDialog, choice: ImportChoice, title: str) -> None:
        def imported(document: Document) -> Document:
            return _imported(document, choice, title)

        try:
            check_size(imported(self._session.document))
        except (Refusal, FormatError) as refusal:
            dialog.show_refusal(tr("{reason} Nothing was changed.", reason=str(refusal).rstrip(".") + "."))
            return
        dialog.accept()
        self._session.reshape(tr("Import table"), imported)

    def _answer(self, dialog: ImportTableDialog, outcome: list[Column] | str) -> None:
        if dialog is not self._dialog:
            return
        if isinstance(outcome, str):
            dialog.show_failure(outcome)
        else:
            dialog.show_columns(outcome)

    def _forget(self) -> None:
        self._dialog = None


def _begun(path: Path) -> tuple[str, Layout] | str:
    """The text of the file and how it is laid out, or why it is none."""
    try:
        text = decoded(read_bytes(path))
        return text, recognised(text)
    except FormatError as failure:
        return str(failure)
    except FileError as failure:
        return failure.reason


def _columns(text: str, layout: Layout) -> list[Column] | str:
    try:
        return columns_of(lines_of(text, layout), layout)
    except FormatError as failure:
        return tr("{reason}.", reason=str(failure))


def _imported(document: Document, choice: ImportChoice, title: str) -> Document:
    columns = complete(choice.columns, choice.uses) if choice.drops_gaps else choice.columns
    if choice.hidden is None:
        return put_in(document, columns, choice.uses, choice.part, replaces=choice.replaces)
    return made_for(columns, choice.uses, _sizes(choice.hidden), title, _SEED)


def _sizes(typed: str) -> tuple[int, ...]:
    """The sizes of hidden layers; Refusal where they can't be read."""
    try:
        return read_sizes(f"1-{typed}-1")[1:-1] if typed.strip() else ()
    except ValueError as reason:
        raise Refusal(tr("Type the sizes of the hidden layers, as 30 or 8-4.")) from reason
