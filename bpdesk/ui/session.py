"""The session: the document that is open, its undo history and its run. The only source of the application's signals.

Views show what comes with the signals, and tell their wishes to the methods here and to those of its parts: `numbers` edits what a run
computes with, `runs` has the run and those beside it, `playback` and `inside` move along the shown one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from bpdesk.engine.moment import Moment
from bpdesk.model.branching import standing_at
from bpdesk.model.document import Document, Json
from bpdesk.model.problems import Problem
from bpdesk.model.runs import named_apart
from bpdesk.model.settings import Training
from bpdesk.model.undo import UndoHistory
from bpdesk.text import tr
from bpdesk.ui.document_runs import DocumentRuns
from bpdesk.ui.doing import doing
from bpdesk.ui.engine_thread import EngineThread
from bpdesk.ui.inside_steps import InsideSteps
from bpdesk.ui.kept_view import kept_conditions, with_view
from bpdesk.ui.number_edits import NumberEdits
from bpdesk.ui.playback import Playback
from bpdesk.ui.restart import restarted
from bpdesk.ui.waiting_line import WaitingLine


class Session(QObject):
    """One open document with everything that belongs to it."""

    document_changed = Signal()
    opened = Signal()
    """Another document has taken the place of the one before, which is no edit."""
    begun_anew = Signal(object, object)
    """An edit of shape or data has ended a run that had come to so many iterations, and so many others beside it."""

    def __init__(self, document: Document, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.thread_of_engine = EngineThread(self)
        self.playback = Playback(self.thread_of_engine, self)
        self.inside = InsideSteps(self.thread_of_engine, self.playback, self)
        self.runs = DocumentRuns(self.thread_of_engine, self.playback, document, self)
        self._line = WaitingLine(self.runs)
        self.numbers = NumberEdits(self.runs, self._line, self.apply, self.reshape, self)
        self.playback.moment_changed.connect(self._line.go_on)
        self.runs.arrived.connect(self._line.go_on)
        self.path = path
        """Where the document was opened or saved last, from the root on; None where it is still to be saved."""
        self.playback.conditions = kept_conditions(document)
        self.looks: Callable[[Mapping[str, Json]], Mapping[str, Json]] = dict
        """Puts what else the window remembers about looks into the view of a document that is saved."""
        self._history = UndoHistory(document)

    @property
    def document(self) -> Document:
        return self._history.document

    @property
    def undo_history(self) -> UndoHistory:
        """To read: what could be undone and redone, and whether there is anything to save."""
        return self._history

    @property
    def waiting_edits(self) -> int:
        """How many edits wait until the run is there that they change."""
        return len(self._line)

    @property
    def name(self) -> str:
        """How the document is called in titles and questions: by its file, else by its title."""
        return self.path.name if self.path is not None else self.document.title or tr("Untitled")

    @property
    def problems(self) -> list[Problem]:
        """What keeps the document from running, and remarks."""
        return self.runs.problems

    @property
    def moment(self) -> Moment | None:
        """What is shown; None until the engine has computed it for the network as it is drawn."""
        return self.runs.moment

    @property
    def row(self) -> int:
        """The training row that is shown."""
        return self.runs.row

    @property
    def training(self) -> Training:
        """The settings in force at the shown moment."""
        return self.runs.training

    def open(self, document: Document, path: Path | None, *, is_saved: bool = True) -> None:
        """Put another document in the place of this one; the history of edits begins anew. A recovered one is still to be saved."""
        document = named_apart(document)
        self.playback.halt()
        self._line.clear()
        self.path = path
        self.playback.conditions = kept_conditions(document)
        self._history = UndoHistory(document)
        if not is_saved:
            self._history.mark_unsaved()
        self.runs.take_opened(document)
        self.opened.emit()
        self.document_changed.emit()
        self.runs.go_back()

    def apply(self, text: str, edit: Callable[..., Document], *arguments: Any, merge_key: str | None = None) -> None:
        """Make an edit of the start, of the shape or of looks; `text` names it in the Edit menu."""
        before = self.document
        with doing(text):
            self._history.push(self.runs.noting_name(edit(before, *arguments)), text, merge_key)
            self._show_other(before)

    def reshape(self, text: str, edit: Callable[..., Document], *arguments: Any, merge_key: str | None = None) -> None:
        """Make an edit of shape or data: the shown parameters become the start in the same undo step, and a new run begins."""
        if (self.runs.is_ready or len(self._line)) and self._line.puts_off(lambda: self.reshape(text, edit, *arguments)):
            return
        newest = 0 if self.runs.begins_anew else self.playback.newest
        start = self.document if self.runs.begins_anew else restarted(self.document, self.moment, newest)
        edited = edit(start, *arguments)
        if edited is not start:
            before, listed = self.document, self.runs.listed_beside
            self.apply(text, lambda _: edited, merge_key=merge_key)
            gone = 0 if self.runs.keeps(before) else len(listed - self.runs.listed_beside)
            if newest > 0 or gone > 0:
                self.begun_anew.emit(newest, gone)

    def take_back(self, merge_key: str) -> None:
        """Make the last edit undone for good, if it is the one with that key."""
        before = self.document
        if self._history.take_back(merge_key):
            self._show_other(before)

    def undo(self) -> None:
        """Take back the last edit; one that still waits for the run goes first."""
        before = self.document
        if self._line.comes_first:
            self._line.withdraw()
        elif self._history.can_undo:
            self._history.undo()
            self._show_other(before)

    def redo(self) -> None:
        before = self.document
        if self._history.can_redo and not len(self._line):
            self._history.redo()
            self._show_other(before)

    def stay(self) -> bool:
        """End the way to another iteration. Where it leads to the end of a run that was gone back to, the run before is shown again,
        and True comes back."""
        before, was_switched = self.document, self.runs.left_on_the_way is not None
        if was_switched and self._history.document_before is self.runs.left_on_the_way and not self.waiting_edits:
            self.playback.halt()
            self._history.undo()
            self._show_other(before)
            return True
        self.playback.cancel()
        return False

    def when_savable(self, wish: Callable[[], None]) -> None:
        """Do it once the document can be saved: with the edits that still wait, and with where its run stands."""
        self._line.save_later(wish)

    def document_to_save(self) -> Document:
        """The document with where its run stands, and what of it is shown; see `when_savable`."""
        run, document, name = self.runs.current, self.runs.without_other_starts(self.document), self.runs.own_name
        newest = 0 if run is None else run.newest
        document = with_view(document, self.row, self.runs.shown_iteration, newest, self.looks, self.playback.conditions)
        if run is None or (newest == 0 and document.run is None):
            return document
        return standing_at(document, newest, run.saved_state(), name)

    def mark_saved(self, path: Path, document: Document) -> None:
        """That document is in the file; edits made since are not."""
        self.path = path
        self._history.mark_clean(document)
        self.document_changed.emit()

    def mark_unsaved(self) -> None:
        """What is shown is no longer what the file holds."""
        self._history.mark_unsaved()
        self.document_changed.emit()

    def close(self) -> None:
        """Take nothing more from the engine's thread; to be called before the window goes."""
        self.playback.pause()
        self.thread_of_engine.close()

    def _show_other(self, before: Document) -> None:
        """Follow from one document to the one that has taken its place."""
        self.runs.take(self.document)
        self.document_changed.emit()
        self.runs.follow(before)
