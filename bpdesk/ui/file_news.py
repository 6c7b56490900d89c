"""Tells in a window what happens to its file: read, saved, failed, changed by another program. Recent files follow."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from bpdesk.text import tr
from bpdesk.ui.parts import Parts
from bpdesk.ui.recent_files import RecentFiles

_SAVED_MILLISECONDS = 4000


class FileNews(QObject):
    """Speaks through the message bar and the status bar."""

    def __init__(self, parts: Parts, recent: RecentFiles) -> None:
        super().__init__(parts.window)
        self._session, self._message, self._files, self._status = parts.session, parts.message, parts.files, parts.window.statusBar()
        files = parts.files
        files.began.connect(lambda path: self._status.showMessage(tr("Saving {name}…", name=path.name)))
        files.reading.connect(lambda path: self._status.showMessage(tr("Reading {name}…", name=path.name)))
        files.opened.connect(self._status.clearMessage)
        files.failed.connect(self._status.clearMessage)
        files.failed.connect(self._message.tell_problem)
        files.saved.connect(self._tell_saved)
        files.saved.connect(recent.put)
        files.opened.connect(recent.put)
        files.vanished.connect(recent.drop)
        files.changed_outside.connect(self._tell_outside)

    def _tell_saved(self, path: Path) -> None:
        self._status.showMessage(tr("Saved {name}.", name=path.name), _SAVED_MILLISECONDS)

    def _tell_outside(self, path: Path, news: str) -> None:
        if news == "gone":
            self._session.mark_unsaved()
            told = tr("It was in {folder}. What is shown here is still whole: save it again.", folder=str(path.parent))
            self._message.tell("warning", tr("{name} is no longer there", name=path.name), told)
            return
        told = tr("What is shown here is as it was opened, with your changes.")
        answers = [(tr("Open the changed file"), self._files.reread), (tr("Keep mine"), self._session.mark_unsaved)]
        self._message.tell("warning", tr("Another program has changed {name}", name=path.name), told, answers)
