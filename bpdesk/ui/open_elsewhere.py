"""Marks the document of one window as open, and finds out whether another bpdesk has it open too."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from bpdesk.files.open_marks import OpenMarks
from bpdesk.ui.engine_thread import EngineThread
from bpdesk.ui.session import Session

_MILLISECONDS = 2000


class OpenElsewhere(QObject):
    """Follows where the session's document is. `token` names the window; `writer` is the thread for files.

    It looks again every few seconds: of two that have a document open, the one that had it first is to know too.
    """

    looked = Signal(bool)
    """Whether the document that is now open is open in another process, again when that changes; not told for one that has no file."""

    def __init__(self, session: Session, marks: OpenMarks, token: str, writer: EngineThread, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._marks, self._token, self._writer = session, marks, token, writer
        self._path: Path | None = None
        self._is_elsewhere: bool | None = None
        """What was told of the document; None before."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)  # the next look waits for this one: a disk may be slow
        self._timer.setInterval(_MILLISECONDS)
        self._timer.timeout.connect(self._look)
        session.document_changed.connect(lambda: self._move(session.path))

    def let_go(self) -> None:
        """The window is closed."""
        self._move(None)

    def _move(self, path: Path | None) -> None:
        if path == self._path:
            return
        before, self._path = self._path, path
        self._is_elsewhere = None
        marks, token = self._marks, self._token
        if before is not None:
            self._writer.do(lambda: marks.remove(before, token), lambda _nothing: None)
        self._timer.stop()
        if path is not None:
            self._writer.do(lambda: marks.put(path, token), lambda found: self._take(path, found))

    def _look(self) -> None:
        path, marks = self._path, self._marks
        if path is not None:
            self._writer.do(lambda: marks.is_elsewhere(path), lambda found: self._take(path, found))

    def _take(self, path: Path, found: bool) -> None:
        if path != self._path:
            return
        self._timer.start()
        if found != self._is_elsewhere:
            self._is_elsewhere = found
            self.looked.emit(found)
