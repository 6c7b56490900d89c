"""Saving the history of the run as CSV: asks where, has it written on the engine's thread slice by slice, and tells how it ended."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from bpdesk.files.faults import FileError
from bpdesk.text import tr
from bpdesk.ui.file_dialogs import ask_to_save
from bpdesk.ui.message_bar import EXPORTING, MessageBar
from bpdesk.ui.progress_line import ProgressLine
from bpdesk.ui.session import Session

if TYPE_CHECKING:
    from bpdesk.export.history_file import HistoryFile
    from bpdesk.training.run import Run

_SLICE_SECONDS = 0.1


class HistoryExport(QObject):
    """One history at a time."""

    def __init__(self, session: Session, window: QMainWindow, message: MessageBar) -> None:
        super().__init__(window)
        self._session, self._window, self._message = session, window, message
        self._writing: HistoryFile | None = None
        self._progress: ProgressLine | None = None
        self._is_cancelled = False

    @property
    def is_writing(self) -> bool:
        return self._progress is not None

    def ask_where(self) -> None:
        """Ask for a path and write the history of the run as it is now."""
        if self.is_writing:
            self._window.statusBar().showMessage(tr("A history is being written. Cancel it first, or wait."), 6000)
            return
        path = self._session.path
        proposed = "history.csv" if path is None else f"{path.with_suffix('')}-history.csv"
        kinds = tr("CSV table (*.csv)")
        ask_to_save(self._window, "exportHistory.path", tr("Save history"), proposed, kinds, "csv", self.write_to)

    def write_to(self, typed: str) -> None:
        """Write the history from the start to the newest iteration."""
        run = self._session.playback.run
        if run is None or self.is_writing:
            return
        path = Path(typed)
        self._is_cancelled = False
        self._progress = self._line(path.name)
        self._progress.cancelled.connect(self.cancel)
        self._window.statusBar().addPermanentWidget(self._progress)
        goal = run.newest if run.stop is None else run.newest + 1  # the walk has to meet what ended the run
        self._session.thread_of_engine.do(lambda: _begun(run, goal, path), lambda writing: self._take(path, writing))

    def cancel(self) -> None:
        """End it after the slice that is being written; no file is left."""
        self._is_cancelled = True

    def close(self) -> None:
        """Forget what is being written; to be called before the engine's thread is closed."""
        if self._writing is not None:
            self._session.thread_of_engine.do_at_end(self._writing.discard)
            self._writing = None

    def _take(self, path: Path, writing: HistoryFile) -> None:
        self._writing = writing
        self._go_on(path, writing)

    def _go_on(self, path: Path, writing: HistoryFile) -> None:
        self._session.thread_of_engine.do(lambda: _go_on(writing), lambda outcome: self._arrive(path, writing, outcome))

    def _arrive(self, path: Path, writing: HistoryFile, outcome: bool | FileError) -> None:
        if outcome is False and not self._is_cancelled:
            if self._progress is not None:
                self._progress.show_share(writing.share)
            self._go_on(path, writing)
            return
        if outcome is not True:
            writing.discard()
        self._end()
        if isinstance(outcome, FileError):
            told = tr("{reason}.", reason=outcome.reason)
            self._message.tell_problem(tr("{name} could not be saved", name=path.name), told, EXPORTING)
        else:
            self._message.settle(EXPORTING)
            said = tr("Saved {name}.", name=path.name) if outcome else tr("{name} was not written.", name=path.name)
            self._window.statusBar().showMessage(said, 6000)

    def _line(self, name: str) -> ProgressLine:
        words, stop = tr("Writing {name}…", name=name), tr("Stop writing the history; no file is left")
        return ProgressLine("historyProgress", words, stop, self._window)

    def _end(self) -> None:
        self._writing = None
        if self._progress is not None:
            self._window.statusBar().removeWidget(self._progress)
            self._progress.deleteLater()
            self._progress = None


def _begun(run: Run, goal: int, path: Path) -> HistoryFile:
    """On the engine's thread, which alone loads the engine."""
    made: HistoryFile = importlib.import_module("bpdesk.export.history_file").HistoryFile(run.engine, run.changes, goal, path)
    return made


def _go_on(writing: HistoryFile) -> bool | FileError:
    """On the engine's thread: a slice of it; what the disk refuses comes back as an answer."""
    try:
        return writing.go_on(_SLICE_SECONDS)
    except FileError as failure:
        return failure
