"""Saving rows as CSV: asks where, and has it written on the thread for files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from bpdesk.export.csv_tables import data_lines
from bpdesk.export.text_file import GrowingFile
from bpdesk.files.faults import FileError
from bpdesk.model.dataset import Rows
from bpdesk.model.document import Document
from bpdesk.model.names import one_line as name
from bpdesk.model.rows import Part
from bpdesk.text import tr
from bpdesk.ui.document_actions import DocumentActions
from bpdesk.ui.file_dialogs import ask_to_save
from bpdesk.ui.message_bar import EXPORTING, MessageBar
from bpdesk.ui.session import Session


class TableExport(QObject):
    """For one window; `tell_failure` gets a title and a sentence."""

    def __init__(self, session: Session, files: DocumentActions, window: QMainWindow, message: MessageBar) -> None:
        super().__init__(window)
        self._session, self._files, self._window, self._message = session, files, window, message

    def ask_where(self, part: Part) -> None:
        """Ask for a path and write the rows of that part as they are now."""
        path, ending = self._session.path, tr("train") if part == "train" else tr("test")
        proposed = f"{ending}.csv" if path is None else f"{path.with_suffix('')}-{ending}.csv"

        def write(typed: str) -> None:
            self.write_to(Path(typed), part)

        ask_to_save(self._window, "exportRows.path", tr("Save rows"), proposed, tr("CSV table (*.csv)"), "csv", write)

    def write_to(self, path: Path, part: Part) -> None:
        """Write them there."""
        document, data = self._session.document, self._session.document.data
        if data is not None:
            rows = data.train if part == "train" else data.test
            self._files.thread_of_files.do(lambda: _write(document, rows, path), lambda failure: self._tell(path, failure))

    def _tell(self, path: Path, failure: FileError | None) -> None:
        if failure is None:
            self._message.settle(EXPORTING)
            self._window.statusBar().showMessage(tr("Saved {name}.", name=path.name), 4000)
        else:
            told = tr("{reason}.", reason=failure.reason)
            self._message.tell_problem(tr("{name} could not be saved", name=path.name), told, EXPORTING)


def _write(document: Document, rows: Rows, path: Path) -> FileError | None:
    columns = () if document.data is None else document.data.columns
    file = GrowingFile(path)
    try:
        for line in data_lines([name(document.network.node_by_id[column]) for column in columns], rows):
            file.write(line)
        file.finish()
    except FileError as failure:
        file.discard()
        return failure
    return None
