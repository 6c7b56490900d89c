"""The session: the document that is open, its undo history and its run. The only source of the application's signals.

Views show what comes with the signals, and tell their wishes to the methods here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from bpdesk.engine.moment import Moment
from bpdesk.engine.program import Program, compile_document
from bpdesk.model import drawing, edits, runs
from bpdesk.model.branching import changes_of, record_to_save, with_change
from bpdesk.model.document import Document, Json, numbers_of
from bpdesk.model.problems import Problem
from bpdesk.model.run_record import Change
from bpdesk.model.settings import Training
from bpdesk.model.undo import UndoHistory
from bpdesk.text import tr
from bpdesk.ui.engine_thread import EngineThread
from bpdesk.ui.inside_steps import InsideSteps
from bpdesk.ui.kept_view import kept_conditions, kept_iteration, kept_row, with_view
from bpdesk.ui.playback import Playback
from bpdesk.ui.preparing import first_difference, ignore, is_worth_warming, load_shelf, prepared
from bpdesk.ui.restart import fits, restarted
from bpdesk.ui.runs_beside import RunsBeside
from bpdesk.ui.waiting_line import WaitingLine

if TYPE_CHECKING:
    from bpdesk.training.run import Run
    from bpdesk.training.shelf import Shelf


class Session(QObject):
    """One open document with everything that belongs to it."""

    document_changed = Signal()
    problems_changed = Signal()
    engine_loaded = Signal()
    opened = Signal()
    """Another document has taken the place of the one before, which is no edit."""
    begun_anew = Signal(object)
    """An edit of shape or data has ended a run that had come to so many iterations."""
    branched = Signal(str, object)
    """A change within a run has left its old continuation behind: its name and its newest iteration."""
    row_shown = Signal()
    """Another row is shown of a document that can't run."""

    def __init__(self, document: Document, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.thread_of_engine = EngineThread(self)
        self.playback = Playback(self.thread_of_engine, self)
        self.inside = InsideSteps(self.thread_of_engine, self.playback, self)
        self.playback.moment_changed.connect(self._go_on)
        self.path = path
        self.problems: list[Problem] = []
        self.row = kept_row(document)
        self.playback.conditions = kept_conditions(document)
        self.looks: Callable[[Mapping[str, Json]], Mapping[str, Json]] = dict
        """Puts what else the window remembers about looks into the view of a document that is saved."""
        self._history = UndoHistory(document)
        self._shelf: Shelf | None = None
        self._program: Program | None = None
        self._opened_run = document.run
        self._beside = RunsBeside()
        self._ticket = 0
        self._is_preparing = False
        self._begins_anew = False
        """Whether the run on its way is a new one at its start."""
        self._is_outdated = False
        self._is_warm = False
        self._is_returning = False
        """Whether it is on its way to the moment at which edits are made: where an opened document was left, the end of an update."""
        self._wishes: list[Callable[[], None]] = []
        self._line = WaitingLine()
        self._compile()

    @property
    def document(self) -> Document:
        return self._history.document

    @property
    def waiting_edits(self) -> int:
        """How many edits wait until the run is there that they change."""
        return len(self._line)

    @property
    def undo_history(self) -> UndoHistory:
        """To read: what could be undone and redone, and whether there is anything to save."""
        return self._history

    @property
    def moment(self) -> Moment | None:
        """What is shown; None until the engine has computed it for the network as it is drawn."""
        return None if self._is_outdated else self.playback.moment

    @property
    def is_ready(self) -> bool:
        """Whether the engine is there."""
        return self._shelf is not None

    @property
    def name(self) -> str:
        """How the document is called in titles and questions: by its file, else by its title."""
        return self.path.name if self.path is not None else self.document.title or tr("Untitled")

    @property
    def can_run(self) -> bool:
        return self._program is not None

    @property
    def can_go_on(self) -> bool:
        """Whether a step can be asked for: it is made as soon as the run is there."""
        return self.can_run and (not self.is_ready or self._is_preparing or self.playback.can_go_on)

    @property
    def training(self) -> Training:
        """The settings in force at the shown moment."""
        return self.document.training if self.moment is None or self._begins_anew else self.moment.training

    def load_engine(self) -> None:
        """Load the engine behind the window; what the document needs of it follows."""
        self.thread_of_engine.do(load_shelf, self._take_engine)

    def open(self, document: Document, path: Path | None, *, is_saved: bool = True) -> None:
        """Put another document in the place of this one; the history of edits begins anew. A recovered one is still to be saved."""
        self._wishes.clear()
        self._line.clear()
        self._beside.left.clear()
        self._beside.forget()
        if self._shelf is not None:
            self._shelf.clear()
        self._is_returning = False
        self.path = path
        self.row = kept_row(document)
        self.playback.conditions = kept_conditions(document)
        self._history = UndoHistory(document)
        if not is_saved:
            self._history.mark_unsaved()
        self._opened_run = document.run
        self._is_outdated = not fits(self.playback.moment, document)
        self.opened.emit()
        self.document_changed.emit()
        self._return()

    def apply(self, text: str, edit: Callable[..., Document], *arguments: Any, merge_key: str | None = None) -> None:
        """Make an edit of the start, of the shape or of looks; `text` names it in the Edit menu."""
        self._replace_document(edit(self.document, *arguments), text, merge_key)

    def reshape(self, text: str, edit: Callable[..., Document], *arguments: Any, merge_key: str | None = None) -> None:
        """Make an edit of shape or data: the shown parameters become the start in the same undo step, and a new run begins."""
        if (self.is_ready or len(self._line)) and self._has_put_off(lambda: self.reshape(text, edit, *arguments)):
            return
        start = self.document if self._begins_anew else restarted(self.document, self.moment, self.playback.newest)
        edited = edit(start, *arguments)
        if edited is not start:
            newest = 0 if self._begins_anew else self.playback.newest
            self._replace_document(edited, text, merge_key)
            if newest > 0:
                self.begun_anew.emit(newest)

    def set_number(self, kind: str, identifier: str, value: float, merge_key: str | None = None) -> None:
        """Give the shown weight, bias, input value or target another value; with the key of the edit before, in the same undo step."""
        if self._has_put_off(lambda: self.set_number(kind, identifier, value, merge_key)):
            return
        if kind == "weight":
            change = Change(self._shown, edges={identifier: value})
            self._set_parameter(tr("Set weight"), edits.set_weight, change, identifier, value, merge_key=merge_key)
        elif kind == "bias":
            change = Change(self._shown, biases={identifier: value})
            self._set_parameter(tr("Set bias"), edits.set_bias, change, identifier, value, merge_key=merge_key)
        else:
            text = tr("Set input") if kind == "input" else tr("Set target")
            self.reshape(text, edits.set_training_value, self.row, identifier, value, merge_key=merge_key)

    def set_weights(self, text: str, weights: Mapping[str, float]) -> None:
        """Give several shown weights other values in one undo step, by edge id."""
        if not self._has_put_off(lambda: self.set_weights(text, weights)):
            self._set_parameter(text, edits.set_weights, Change(self._shown, edges=dict(weights)), weights)

    def set_biases(self, text: str, biases: Mapping[str, float]) -> None:
        """Give several shown biases other values in one undo step, by node id."""
        if not self._has_put_off(lambda: self.set_biases(text, biases)):
            self._set_parameter(text, edits.set_biases, Change(self._shown, biases=dict(biases)), biases)

    def take_back(self, merge_key: str) -> None:
        """Make the last edit undone for good, if it is the one with that key."""
        before = self.document
        if self._history.take_back(merge_key):
            self._show_other(before)

    def freeze(self, edges: Collection[str], biases: Collection[str], frozen: bool) -> None:
        """Freeze weights (by edge id) and biases (by node id) from the shown moment on, or let them go."""
        if self._has_put_off(lambda: self.freeze(edges, biases, frozen)):
            return
        change = Change(self._shown, frozen_edges=dict.fromkeys(edges, frozen), frozen_biases=dict.fromkeys(biases, frozen))
        self._set_parameter(tr("Freeze") if frozen else tr("Unfreeze"), drawing.freeze, change, edges, biases, frozen)

    def set_training(self, text: str, **values: Any) -> None:
        """Change training settings from the shown moment on."""
        if self._has_put_off(lambda: self.set_training(text, **values)):
            return
        if all(getattr(self.training, name) == value for name, value in values.items()):
            return
        if self._begins_anew or self.playback.run is None or (self.playback.newest == 0 and not changes_of(self.document)):
            self.reshape(text, lambda start: edits.set_training(start, replace(start.training, **values)))
        else:
            self._change_run(text, Change(self._shown, training=values))

    def change_at(self, iteration: int, text: str, **values: Any) -> None:
        """Change training settings at an iteration of the run that was made already: the run branches there."""
        if self._has_put_off(lambda: self.change_at(iteration, text, **values)):
            return
        if self.playback.run is not None and iteration <= self.playback.newest:
            self._change_run(text, Change(iteration, training=values))

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

    @property
    def iterations_per_epoch(self) -> int:
        """How many iterations take every training row once."""
        rows = 0 if self._program is None else self._program.train_count
        batch = self.training.batch_size
        return 1 if batch is None or rows == 0 else -(-rows // batch)

    @property
    def is_settled(self) -> bool:
        """Whether the run of the playback is the one that belongs to the document: not until the engine has loaded, nor after an edit."""
        return self.is_ready and not self._is_preparing

    def when_settled(self, wish: Callable[[], None]) -> None:
        """Do it now, or as soon as it is settled."""
        if self.is_settled:
            wish()
        elif self.can_run:
            self._wishes.append(wish)

    def when_savable(self, wish: Callable[[], None]) -> None:
        """Do it once the document can be saved: with the edits that still wait, and with where its run stands."""
        self._line.save_later(wish)
        self._go_on()

    def show_row(self, row: int) -> None:
        """Show that training row, as soon as the run is there that belongs to the document."""
        self.row = row
        if self.playback.run is None:
            self.row_shown.emit()
        elif not self._is_preparing:
            self.playback.show_row(row)

    def document_to_save(self) -> Document:
        """The document with where its run stands, and what of it is shown; see `when_savable`."""
        run, document = None if self._begins_anew else self.playback.run, self.document
        document = with_view(document, self.row, self._shown, 0 if run is None else run.newest, self.looks, self.playback.conditions)
        if run is None or (run.newest == 0 and document.run is None):
            return document
        return edits.change_run(document, record_to_save(document.run, run.newest, run.saved_state()))

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

    @property
    def _shown(self) -> int:
        return 0 if self._begins_anew else self.playback.shown_iteration

    def _set_parameter(
        self, text: str, edit: Callable[..., Document], change: Change, *arguments: Any, merge_key: str | None = None
    ) -> None:
        """At the start, the start changes; later on, the run does."""
        if self.playback.run is None:
            self.reshape(text, edit, *arguments, merge_key=merge_key)
        elif self._shown == 0 and not any(each.iteration == 0 for each in changes_of(self.document)):
            self._replace_document(replace(edit(self.document, *arguments), run=None), text, merge_key)
        else:
            self._change_run(text, change, merge_key)

    @property
    def _is_waiting(self) -> bool:
        """Whether what an edit does isn't known yet: a new run at its start holds nothing that the document doesn't."""
        loads = not self.is_ready and self.can_run and self.document.run is not None
        return loads or self._is_returning or (self._is_preparing and not self._begins_anew)

    def _has_put_off(self, edit: Callable[[], None]) -> bool:
        """Put an edit off until the moment is there that it changes; the window goes on meanwhile."""
        self._finish_update()
        if self._is_waiting or self._line.comes_first:
            self._line.put_off(edit)
            return True
        return False

    def _go_on(self) -> None:
        """Make the edits that were put off, each once the one before has its run; then save."""
        if not self._line.is_held:
            self._is_returning = self._is_returning and (self._is_preparing or self.playback.iteration != self.playback.shown_iteration)
            self._line.go_on(lambda: self._is_waiting)

    def _finish_update(self) -> None:
        """An edit made within an update phase is one of what the update leads to: it shows new parameters already."""
        moment = self.moment
        if moment is not None and moment.inside is not None and moment.inside.phase == "update":
            self.inside.finish()
            self._is_returning = self.playback.iteration != self.playback.shown_iteration

    def _change_run(self, text: str, change: Change, merge_key: str | None = None) -> None:
        """Change the run at the shown moment: it goes on changed, or branches."""
        run = self.playback.run
        if run is not None:
            self._replace_document(with_change(self.document, change, run.newest, run.saved_state()), text, merge_key)
            if change.iteration < run.newest and self.document.run is not None:
                self.branched.emit(self.document.run.branches[-1].name, run.newest)

    def _replace_document(self, document: Document, text: str, merge_key: str | None) -> None:
        before = self.document
        self._history.push(document, text, merge_key)
        self._show_other(before)

    def _show_other(self, before: Document) -> None:
        """Follow from one document to the one that has taken its place."""
        self._is_outdated = not fits(self.playback.moment, self.document)
        self.row = min(self.row, max(0, _rows(self.document) - 1))
        self.document_changed.emit()
        run = self.playback.run
        known = self._shelf.find(self.document) if self._shelf is not None else None
        if known is not None and known is run and not self._is_preparing:
            return
        if run is not None and not self._begins_anew:
            run.cursor = self._shown
        if runs.is_switch(before, self.document) and self.document.run is not None:
            self._prepare(self.document.run.iteration if known is None else known.cursor)
        elif numbers_of(before) == numbers_of(self.document):
            changes = changes_of(before), changes_of(self.document)
            if not self._is_preparing or changes[0] != changes[1]:
                self._prepare(first_difference(*changes))
        else:
            self._beside.left.follow(before, self.document, None if self._begins_anew else run)
            self._prepare(0 if known is None else known.cursor)

    def switch_run(self, name: str) -> None:
        """Let a branch go on where it ended; the run that is shown becomes a branch."""
        if self._has_put_off(lambda: self.switch_run(name)):
            return
        run, known = self.playback.run, self.run_of_branch(name)
        if run is not None:
            state = None
            if known is not None:
                state, known.cursor = known.saved_state(), known.newest
            switched = runs.switch_to(self.document, name, run.newest, run.saved_state(), state)
            self._replace_document(switched, tr("Go on with {name}", name=name), None)

    def run_of_branch(self, name: str) -> Run | None:
        """The run of a branch, if it was run or replayed in this session."""
        return self._beside.of_branch(self._shelf, self.document, name)

    def keep_branch_run(self, run: Run) -> None:
        """Show what was replayed of a branch."""
        if self._shelf is not None:
            self._shelf.put(self.document, run)
            self._beside.forget()
            self.playback.history_changed.emit()
            self.playback.moment_changed.emit()

    def earlier_runs(self) -> list[tuple[str, Run]]:
        """What the plots show pale, by name: branches that were run in this session, and what was run from other starts."""
        return self._beside.shown(self._shelf, self.document, self.playback.run)

    def _prepare(self, iteration: int) -> None:
        """Have the run of the document made or found on the engine's thread, and go to that iteration of it."""
        self._compile()
        self.playback.halt()
        self._ticket += 1
        self._is_preparing = self._program is not None and self._shelf is not None
        self._begins_anew = self._is_preparing and iteration == 0 and self.document.run is None
        if self._program is None:
            self._wishes.clear()
            self.playback.follow(None, None)
        elif self._shelf is not None:
            program, document, shelf, row, ticket = self._program, self.document, self._shelf, self.row, self._ticket
            opened = self._opened_run
            self.thread_of_engine.do(
                lambda: prepared(shelf, program, document, iteration, row, opened), lambda ready: self._follow(ticket, ready, iteration)
            )

    def _follow(self, ticket: int, ready: tuple[Run, Moment] | None, iteration: int) -> None:
        if ticket != self._ticket or self._shelf is None:
            return
        if ready is None:
            self._do_without_run()
            return
        self._is_preparing = self._is_outdated = self._begins_anew = False
        run, moment = ready
        self._shelf.put(self.document, run)
        self._beside.forget()
        with self._line.held():
            self._arrive_at(run, moment, iteration)
            wishes, self._wishes = self._wishes, []
            for wish in wishes:
                wish()
        self._go_on()

    def _arrive_at(self, run: Run, moment: Moment, iteration: int) -> None:
        self.playback.follow(run, moment)
        shown = kept_iteration(self.document) if self._is_returning else None
        if moment.iteration != iteration or shown is not None:
            self.playback.go_to(iteration if shown is None else shown)
            self._is_returning = True
        if moment.shown.row != self.row:
            self.playback.show_row(self.row)
        if not self._is_warm and is_worth_warming(run):
            self._is_warm = True
            self.thread_of_engine.do(lambda: run.work(1), ignore)

    def _do_without_run(self) -> None:
        """Memory doesn't suffice: the document stays as it is, and can be edited and saved."""
        self._is_preparing = self._begins_anew = self._is_returning = False
        self._wishes.clear()
        self.playback.follow(None, None)
        self.playback.out_of_memory.emit()

    def _compile(self) -> None:
        compiled = compile_document(self.document)
        self._program = compiled if isinstance(compiled, Program) else None
        self.problems = [] if isinstance(compiled, Program) else compiled
        self.problems_changed.emit()

    def _take_engine(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self.engine_loaded.emit()
        self._return()

    def _return(self) -> None:
        """Go to where the document's run stood when it was saved, and from there to the moment that was shown."""
        record = self.document.run
        self._prepare(0 if record is None else record.iteration)
        self._is_returning = record is not None and self._is_preparing


def _rows(document: Document) -> int:
    return 0 if document.data is None else len(document.data.train)
