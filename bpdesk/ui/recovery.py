"""Keeps a recovery copy of one session while it has unsaved edits: at once when the first is made, then at most every ten seconds.

A run that would take long to make again, or to watch, is kept too, with or without edits (`run_worth`), though closing never asks about
it.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from bpdesk.files.faults import FileError
from bpdesk.files.recovery import RecoveryFolder, new_token
from bpdesk.files.stamp import Stamp
from bpdesk.model.document import Document
from bpdesk.text import tr
from bpdesk.ui.engine_thread import EngineThread
from bpdesk.ui.run_worth import RunWorth
from bpdesk.ui.session import Session

INTERVAL = 10_000
"""Milliseconds."""


class RecoveryCopy(QObject):
    """Written by `writer`, the thread for files, from the document as it stood. Only finished edits make a document."""

    failed = Signal(str)
    """Once: why no copy can be kept."""

    def __init__(
        self,
        session: Session,
        folder: RecoveryFolder,
        writer: EngineThread,
        known_stamp: Callable[[], Stamp | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._known_stamp = known_stamp
        self.token = new_token()
        self.failure = ""
        """Why the newest copy couldn't be written; empty where it was."""
        self._session, self._folder, self._writer = session, folder, writer
        self._kept: Document | None = None
        self._in_file, self._in_copy = RunWorth(session), RunWorth(session)
        self._may_exist = False
        self._has_told = False
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._write_when_settled)
        session.document_changed.connect(self._follow)
        session.playback.history_changed.connect(self._follow)

    def forget(self) -> None:
        """Nothing is unsaved any more, or the person doesn't want it."""
        self._timer.stop()
        self._kept = None
        if self._may_exist:
            self._may_exist = False
            folder, token = self._folder, self.token
            self._writer.do(lambda: _attempt(folder, lambda: folder.remove(token)), self._tell)

    def note_saved(self) -> None:
        """The file holds the run as it stands."""
        self._in_file.hold()
        self._follow()

    def write_now(self) -> None:
        """Keep what is unsaved without waiting for the run that belongs to it, nor for the next copy that is due."""
        if not self._session.undo_history.is_clean and self._session.document is not self._kept:
            self._timer.stop()
            self._keep(self._session.document)
        elif self._is_unsaved and self._is_due:
            self._timer.stop()
            self._write()

    @property
    def _is_unsaved(self) -> bool:
        return not self._session.undo_history.is_clean or self._in_file.is_left

    @property
    def _is_due(self) -> bool:
        return self._session.document is not self._kept or self._in_copy.is_left

    def _follow(self) -> None:
        if not self._is_unsaved:
            self.forget()
        elif self._is_due and not self._timer.isActive():
            self._timer.start(max(0, INTERVAL - self._since.elapsed()) if self._since.isValid() else 0)

    def _write_when_settled(self) -> None:
        """The copy holds where the run stands: while that is being found out after an edit, nothing waits for it."""
        self._session.when_savable(self._write)

    def _write(self) -> None:
        if not self._is_unsaved:
            return
        self._in_copy.hold()
        self._keep(self._session.document_to_save())

    def _keep(self, document: Document) -> None:
        self._since.start()
        edited = self._kept = self._session.document
        self._may_exist = True
        folder, token, original, stamp = self._folder, self.token, self._session.path, self._known_stamp()

        def keep() -> None:
            folder.keep(token, document, original, stamp)

        self._writer.do(lambda: _attempt(folder, keep), lambda reason: self._note(edited, reason))

    def _note(self, edited: Document, reason: str) -> None:
        """A copy that can't be written is tried again: a disk that is full need not stay so."""
        self.failure = reason
        if reason and self._kept is edited:
            self._kept = None
            self._timer.start(INTERVAL)
        self._tell(reason)

    def _tell(self, reason: str) -> None:
        if reason and not self._has_told:
            self._has_told = True
            self.failed.emit(reason)


def _attempt(folder: RecoveryFolder, write: Callable[[], None]) -> str:
    """On the thread for files: what the disk refuses comes back in words."""
    try:
        write()
    except FileError as failure:
        return tr("No recovery copy can be kept in {folder}: {reason}.", folder=str(folder.path), reason=failure.reason)
    return ""
