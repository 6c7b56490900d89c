"""Opening and saving: the questions that are asked, what is told when a file fails. No dialog here blocks."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from bpdesk.files.examples import load_example
from bpdesk.files.faults import FileError, FormatError
from bpdesk.files.recovery import Copy
from bpdesk.files.stamp import Stamp, absolute, stamp_of
from bpdesk.files.store import load, save
from bpdesk.model.document import Document
from bpdesk.text import tr
from bpdesk.ui.doing import doing
from bpdesk.ui.engine_thread import EngineThread
from bpdesk.ui.file_dialogs import ask_to_open, ask_to_save
from bpdesk.ui.file_kinds import ENDING, is_called_table
from bpdesk.ui.file_questions import ask_to_replace, ask_to_reread, ask_to_save_again, ask_to_save_changes
from bpdesk.ui.file_watch import FileWatch
from bpdesk.ui.message_bar import READING, SAVING
from bpdesk.ui.session import Session

_MOST_AT_ONCE = 50_000
"""Numbers."""
_SOON_READ = 5_000_000
"""Bytes."""
_LOOKS_EVERY = 2_000
"""Milliseconds."""
Then = Callable[[], None]
Outcome = tuple[Document, Stamp | None] | FileError | FormatError
"""A document, with how its file looked before it was read; or why there is none."""


class DocumentActions(QObject):
    """Does what the File menu says for one session."""

    failed = Signal(str, str, str)
    """A title and a sentence: what could not be done, and why; and which of READING and SAVING it was."""
    began = Signal(Path)
    """A document is being written that is so large that it takes a while."""
    reading = Signal(Path)
    """A document is being read that is so large that it takes a while; `opened` or `failed` follows."""
    saved = Signal(Path)
    opened = Signal(Path)
    table_chosen = Signal(Path)
    """What was to be opened is a table, which can be imported."""
    vanished = Signal(Path)
    """A document that was there before is not any more."""
    changed_outside = Signal(Path, str)
    """Another program has written the document's file since (`changed`), or it is gone (`gone`); or it is back (`as left`)."""

    def __init__(self, session: Session, window: QWidget, commit_typing: Callable[[], bool]) -> None:
        super().__init__(window)
        self._session, self._window, self._commit_typing = session, window, commit_typing
        self._watch = FileWatch()
        self.thread_of_files: EngineThread = session.thread_of_engine
        """Reads, and writes large documents; the windows of a program share one for files."""
        self._is_writing = False
        self._waiting: list[Then] = []
        looking = QTimer(self)
        looking.timeout.connect(self.look_outside)
        looking.start(_LOOKS_EVERY)
        self.shows_elsewhere: Callable[[Path], bool] = lambda _path: False
        """Whether another window has that document, which then comes to the front."""

    def ask_open(self) -> None:
        """Ask which document to open, after what is unsaved has been seen to."""
        self.before_losing(self._ask_open)

    def open(self, path: Path) -> None:
        """Read a document behind the window and show it; where that fails, nothing is changed."""
        path = absolute(path)
        if self.shows_elsewhere(path):
            return
        asked_over = self._session.document
        if _size(path) > _SOON_READ:
            self.reading.emit(path)
        self.thread_of_files.do(lambda: _read(path), lambda outcome: self._take(path, outcome, asked_over))

    def open_chosen(self, path: Path) -> None:
        """Open a document that was dropped or opened before, after what is unsaved has been seen to."""
        if os.path.exists(path):
            self.before_losing(lambda: self.open(path))
        else:
            self.vanished.emit(path)
            self.failed.emit(tr("{name} is no longer there", name=path.name), tr("It was in {folder}.", folder=str(path.parent)), READING)

    def open_recovered(self, copy: Copy) -> None:
        """Show what was never saved. Should another have written its file since, saving asks as it would have."""
        if copy.original is not None:
            self._watch.remember(copy.original, copy.stamp)
        self._session.open(copy.document, copy.original, is_saved=False)

    @property
    def known_stamp(self) -> Stamp | None:
        """How the document's file looked when it was read or saved here."""
        return None if self._session.path is None else self._watch.known

    def open_example(self, name: str) -> None:
        self.before_losing(lambda: self._session.open(load_example(name), None))

    def save(self, then: Then | None = None) -> None:
        """Save where the document came from, or ask where; ask, too, where the file there isn't what it was."""
        path = self._session.path
        if path is None:
            self.ask_save(then)
            return
        state = self._watch.state_of(path)
        # Where its folder is gone too, writing fails and says so.
        if state == "as left" or (state == "gone" and not os.path.isdir(path.parent)):
            self._write(path, then)
        elif state == "gone":
            ask_to_save_again(self._window, path, lambda: self.ask_save(then), lambda: self._write(path, then))
        else:
            ask_to_replace(self._window, path.name, lambda: self.ask_save(then), lambda: self._write(path, then))

    def reread(self) -> None:
        """Open the document's file once more, as another program has left it, after what is unsaved has been seen to."""
        path = self._session.path
        if path is not None:
            self.before_losing(lambda: self.open(path), lambda: self._ask_to_reread(path))

    def look_outside(self) -> None:
        """See whether another program has written the document's file, or removed it."""
        path = self._session.path
        news = None if path is None or self._is_writing else self._watch.news_of(path)
        if news is not None:
            self.changed_outside.emit(path, news)

    def ask_save(self, then: Then | None = None) -> None:
        """Ask where to save."""
        title, kinds, ending = tr("Save document"), tr("bpdesk documents (*.bpdesk)"), ENDING.removeprefix(".")

        def write(path: str) -> None:
            self._write(Path(path), then)

        ask_to_save(self._window, "saveDocument", title, self._proposed_name(), kinds, ending, write)

    def before_losing(self, then: Then, ask: Then | None = None) -> None:
        """Go on at once where nothing would be lost, else after asking, in that way or whether to save.

        First what is being typed is taken, where it can be.
        """
        if not self._commit_typing():
            return
        if self._is_writing:
            self._waiting.append(then)
        elif self._session.undo_history.is_clean:
            then()
        elif not self._is_asking:
            ask() if ask is not None else ask_to_save_changes(self._window, self._session.name, lambda: self.save(then), then)

    @property
    def _is_asking(self) -> bool:
        return any(box.isVisible() for box in self._window.findChildren(QMessageBox, "unsaved"))

    def _ask_to_reread(self, path: Path) -> None:
        ask_to_reread(self._window, path.name, lambda: self.ask_save(lambda: self.open(path)), lambda: self.open(path))

    def _ask_open(self) -> None:
        folder = str(self._session.path.parent) if self._session.path else ""
        filters = tr("bpdesk documents (*.bpdesk);;Tables (*.csv *.tsv *.txt *.tab *.dat *.data);;All files (*)")
        ask_to_open(self._window, "openDocument", tr("Open document"), folder, filters, lambda path: self.open(Path(path)))

    def _take(self, path: Path, outcome: Outcome, asked_over: Document) -> None:
        """Show what was read; an edit that was made meanwhile is asked about first."""
        if self._session.thread_of_engine.is_closed:
            return
        if isinstance(outcome, tuple):
            if self._session.document is asked_over:
                self._show(path, *outcome)
            else:
                self.before_losing(lambda: self._show(path, *outcome))
        elif isinstance(outcome, FormatError) and is_called_table(path):
            self.table_chosen.emit(path)
        else:
            reason = str(outcome) if isinstance(outcome, FormatError) else str(outcome.reason)
            told = tr("{reason}. Nothing was changed.", reason=_sentence(reason))
            self.failed.emit(tr("{name} can't be opened", name=path.name), told, READING)

    def _show(self, path: Path, document: Document, known: Stamp | None) -> None:
        self._watch.remember(path, known)
        self._session.open(document, path)
        self.opened.emit(path)

    def _write(self, path: Path, then: Then | None) -> None:
        """Save as soon as it is known where the run stands: at once, but for moments after an edit."""
        self._session.when_savable(lambda: self._write_now(path, then))

    def _write_now(self, path: Path, then: Then | None) -> None:
        """A large document is written by the thread for files, while the person goes on."""
        kept, document = self._session.document, self._session.document_to_save()
        if is_small(document):
            self._end(path, kept, _save(document, path), then)
            return
        self._is_writing = True
        self.began.emit(path)
        self.thread_of_files.do(lambda: _save(document, path), lambda outcome: self._end(path, kept, outcome, then))

    def _end(self, path: Path, kept: Document, outcome: FileError | FormatError | None, then: Then | None) -> None:
        """Tell how it went, and go on with what waited for it."""
        self._is_writing = False
        waiting, self._waiting = self._waiting, []
        if outcome is None:
            self._watch.remember(path, stamp_of(path))
            self._session.mark_saved(path, kept)
            self.saved.emit(path)
            waiting = waiting if then is None else [then, *waiting]
        else:
            reason = str(outcome) if isinstance(outcome, FormatError) else str(outcome.reason)
            told = tr(
                "In {folder}: {reason}. Your work is still here: save it in another place.",
                folder=str(path.parent),
                reason=_sentence(reason),
            )
            self.failed.emit(tr("{name} could not be saved", name=path.name), told, SAVING)
        for wish in waiting:
            self.before_losing(wish)

    def _proposed_name(self) -> str:
        if self._session.path is not None:
            return str(self._session.path)
        plain = "".join(letter if letter.isalnum() or letter in " -_" else " " for letter in self._session.document.title)
        return ("-".join(plain.lower().split())[:60] or "network") + ENDING


def _size(path: Path) -> int:
    """In bytes; 0 where that can't be told, which reading will say."""
    try:
        return os.path.getsize(path)
    except (OSError, ValueError):
        return 0


def _read(path: Path) -> Outcome:
    try:
        with doing(tr("reading {path}", path=str(path))):
            known = stamp_of(path)
            return load(path), known
    except (FileError, FormatError) as failure:
        return failure


def _save(document: Document, path: Path) -> FileError | FormatError | None:
    try:
        with doing(tr("saving {path}", path=str(path))):
            save(document, path)
    except (FileError, FormatError) as failure:
        return failure
    return None


def is_small(document: Document) -> bool:
    """Whether it is written in less time than a person notices."""
    data = document.data
    cells = 0 if data is None else (len(data.train) + len(data.test)) * len(data.columns)
    return cells + len(document.network.edges) <= _MOST_AT_ONCE


def _sentence(reason: str) -> str:
    return reason.rstrip(".")
