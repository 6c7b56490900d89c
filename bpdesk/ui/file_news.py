"""Tells in a window what happens to its file: read, saved, failed, changed by another program. Recent files follow."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from bpdesk.text import count, tr
from bpdesk.ui.message_bar import ELSEWHERE, LEFT_OUT, OUTSIDE, READING, SAVING
from bpdesk.ui.parts import Parts
from bpdesk.ui.recent_files import RecentFiles

_SAVED_MILLISECONDS = 4000


class FileNews(QObject):
    """Speaks through the message bar and the status bar."""

    def __init__(self, parts: Parts, recent: RecentFiles) -> None:
        super().__init__(parts.window)
        self._session, self._message, self._files, self._status = parts.session, parts.message, parts.files, parts.window.statusBar()
        self._side = parts.side
        self._was_clean = True
        self._told_left_out: frozenset[str] = frozenset()
        """The other starts of which was told that the file doesn't hold them."""
        files = parts.files
        files.began.connect(lambda path: self._status.showMessage(tr("Saving {name}…", name=path.name)))
        files.reading.connect(lambda path: self._status.showMessage(tr("Reading {name}…", name=path.name)))
        files.opened.connect(self._status.clearMessage)
        files.failed.connect(self._status.clearMessage)
        files.failed.connect(self._message.tell_problem)
        files.saved.connect(self._tell_saved)
        parts.session.opened.connect(lambda: self._message.settle(SAVING, READING, OUTSIDE, ELSEWHERE, LEFT_OUT))
        parts.session.document_changed.connect(self._follow_edit)
        files.saved.connect(recent.put)
        files.opened.connect(recent.put)
        files.vanished.connect(recent.drop)
        files.changed_outside.connect(self._tell_outside)

    def tell_elsewhere(self, is_open: bool) -> None:
        """Whether another bpdesk has the document open."""
        if is_open:
            told = tr("Each asks before it replaces what the other has saved. Close one, or save it under another name.")
            self._message.tell("warning", tr("{name} is open in another bpdesk too", name=self._session.name), told, about=ELSEWHERE)
        else:
            self._message.settle(ELSEWHERE)

    def _follow_edit(self) -> None:
        """Work goes on with what is shown: what couldn't be read changed nothing. What is told of the file stays, in words that hold."""
        self._message.settle(READING)
        if self._message.is_told(OUTSIDE) and self._session.undo_history.is_clean != self._was_clean:
            self._tell_changed()

    def _tell_saved(self, path: Path) -> None:
        self._message.settle(SAVING, READING, OUTSIDE)
        self._status.showMessage(tr("Saved {name}.", name=path.name), _SAVED_MILLISECONDS)
        self._tell_left_out(path)

    def _tell_left_out(self, path: Path) -> None:
        """Once of each start: closing never asks because of runs."""
        starts = self._session.runs.other_starts()
        keys = frozenset(start.key for start in starts)
        if keys - self._told_left_out:
            what = count(len(starts), "the runs of {n} other start", "the runs of {n} other starts")
            told = tr(
                "A document holds the runs of one start. {names} will be gone once this document is closed. To keep what was run there,"
                " go on with it in Runs and save that under another name.",
                names=", ".join(start.name for start in starts),
            )
            answers = [(tr("Show Runs"), self._show_runs)]
            self._message.tell("warning", tr("{name} is saved without {what}", name=path.name, what=what), told, answers, about=LEFT_OUT)
        elif not keys:
            self._message.settle(LEFT_OUT)
        self._told_left_out = keys

    def _show_runs(self) -> None:
        self._message.settle(LEFT_OUT)
        self._side.show()
        self._side.panel.bring_forward(self._side.runs)

    def _tell_outside(self, path: Path, news: str) -> None:
        if news == "as left":
            self._message.settle(OUTSIDE)
        elif news == "gone":
            self._was_clean = False
            self._session.mark_unsaved()
            told = tr("It was in {folder}. What is shown here is still whole: save it again.", folder=str(path.parent))
            self._message.tell("warning", tr("{name} is no longer there", name=path.name), told, about=OUTSIDE)
        else:
            self._tell_changed()

    def _tell_changed(self) -> None:
        """In words that hold: whether there are changes here, too."""
        self._was_clean = self._session.undo_history.is_clean
        told = tr("What is shown here is as it was.") if self._was_clean else tr("What is shown here is as it was, with your changes.")
        answers = [(tr("Open the changed file"), self._files.reread), (tr("Keep mine"), self._keep_mine)]
        title = tr("Another program or window has changed {name}", name=self._session.name)
        self._message.tell("warning", title, told, answers, about=OUTSIDE)

    def _keep_mine(self) -> None:
        self._message.settle(OUTSIDE)
        self._session.mark_unsaved()
