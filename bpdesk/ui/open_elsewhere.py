"""Marks the document of one window as open, and finds out whether another bpdesk has it open too."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from bpdesk.files.open_marks import OpenMarks
from bpdesk.ui.engine_thread import EngineThread
from bpdesk.ui.session import Session


class OpenElsewhere(QObject):
    """Follows where the session's document is. `token` names the window; `writer` is the thread for files."""

    looked = Signal(bool)
    """Whether the document that is now open is open in another process; not told for one that has no file."""

    def __init__(self, session: Session, marks: OpenMarks, token: str, writer: EngineThread, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._marks, self._token, self._writer = session, marks, token, writer
        self._path: Path | None = None
        session.document_changed.connect(lambda: self._move(session.path))

    def let_go(self) -> None:
        """The window is closed."""
        self._move(None)

    def _move(self, path: Path | None) -> None:
        if path == self._path:
            return
        before, self._path = self._path, path
        marks, token = self._marks, self._token
        if before is not None:
            self._writer.do(lambda: marks.remove(before, token), lambda _nothing: None)
        if path is not None:
            self._writer.do(lambda: marks.put(path, token), self.looked.emit)
