"""The run of a session's document: made, or found again, on the engine's thread after each edit, and the runs beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bpdesk.engine.moment import Moment
from bpdesk.engine.program import Program, compile_document
from bpdesk.model import runs
from bpdesk.model.branching import changes_of
from bpdesk.model.document import Document, numbers_of
from bpdesk.model.names import one_line
from bpdesk.model.problems import Problem, problems
from bpdesk.model.run_looks import places, run_names, without_starts
from bpdesk.model.settings import Training
from bpdesk.ui.engine_thread import EngineThread
from bpdesk.ui.kept_view import kept_iteration, kept_row
from bpdesk.ui.other_starts import OtherStart
from bpdesk.ui.playback import Playback
from bpdesk.ui.preparing import first_difference, ignore, is_worth_warming, load_shelf, prepared
from bpdesk.ui.restart import fits
from bpdesk.ui.runs_beside import RunsBeside

if TYPE_CHECKING:
    from bpdesk.training.run import Run
    from bpdesk.training.shelf import Shelf


class DocumentRuns(QObject):
    """Keeps the playback at the run that belongs to `document`; `row` is the training row that is shown.

    `problems` keep the document from running, or are remarks. `begins_anew` tells whether the run on its way is a new one at its start,
    `is_arriving` whether it is being followed just now.
    """

    problems_changed = Signal()
    engine_loaded = Signal()
    arrived = Signal()
    """The run is there that belongs to the document."""
    start_left = Signal(str)
    """The start is another now: what was run from the old one is kept under that name."""
    row_shown = Signal()
    """Another row is shown of a document that can't run."""

    def __init__(self, thread: EngineThread, playback: Playback, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread, self._playback = thread, playback
        self.document = document
        self.row = kept_row(document)
        self.problems: list[Problem] = []
        self.begins_anew = False
        self.is_arriving = False
        self._program: Program | None = None
        self._shelf: Shelf | None = None
        self._opened_run = document.run
        self._beside = RunsBeside()
        self._ticket = 0
        self._is_preparing = False
        self._is_outdated = False
        self._is_warm = False
        self._is_returning = False
        """Whether it is on its way to the moment at which edits are made: where an opened document was left, the end of an update."""
        self._switched_from: Document | None = None
        self._wishes: list[Callable[[], None]] = []
        playback.moment_changed.connect(self._note_return)
        self._compile()

    @property
    def moment(self) -> Moment | None:
        """What is shown; None until the engine has computed it for the network as it is drawn."""
        return None if self._is_outdated else self._playback.moment

    @property
    def training(self) -> Training:
        """The settings in force at the shown moment."""
        return self.document.training if self.moment is None or self.begins_anew else self.moment.training

    @property
    def shown_iteration(self) -> int:
        return 0 if self.begins_anew else self._playback.shown_iteration

    @property
    def current(self) -> Run | None:
        """The run as far as it holds anything that the document doesn't."""
        return None if self.begins_anew else self._playback.run

    @property
    def is_ready(self) -> bool:
        """Whether the engine is there."""
        return self._shelf is not None

    @property
    def is_settled(self) -> bool:
        """Whether the run of the playback is the one that belongs to the document: not until the engine has loaded, nor after an edit."""
        return self.is_ready and not self._is_preparing

    @property
    def is_awaited(self) -> bool:
        """Whether what an edit does isn't known yet: a new run at its start holds nothing that the document doesn't."""
        loads = not self.is_ready and self.can_run and self.document.run is not None
        return loads or self._is_returning or (self._is_preparing and not self.begins_anew)

    @property
    def left_on_the_way(self) -> Document | None:
        """Whose run was left for another one, which is still being replayed."""
        return self._switched_from if self._is_returning else None

    @property
    def can_run(self) -> bool:
        return self._program is not None

    @property
    def can_go_on(self) -> bool:
        """Whether a step can be asked for: it is made as soon as the run is there."""
        return self.can_run and (not self.is_settled or self._playback.can_go_on)

    @property
    def iterations_per_epoch(self) -> int:
        """How many iterations take every training row once."""
        rows = 0 if self._program is None else self._program.train_count
        batch = self.training.batch_size
        return 1 if batch is None or rows == 0 else -(-rows // batch)

    def load_engine(self) -> None:
        """Load the engine behind the window; what the document needs of it follows."""
        self._thread.do(load_shelf, self._take_engine)

    def when_settled(self, wish: Callable[[], None]) -> None:
        """Do it now, or as soon as it is settled."""
        if self.is_settled:
            wish()
        elif self.can_run:
            self._wishes.append(wish)

    def show_row(self, row: int) -> None:
        """Show that training row, as soon as the run is there that belongs to the document."""
        self.row = row
        if self._playback.run is None:
            self.row_shown.emit()
        elif not self._is_preparing:
            self._playback.show_row(row)

    def finish_update(self) -> None:
        """An edit made within an update phase is one of what the update leads to: it shows new parameters already."""
        moment = self.moment
        if moment is not None and moment.inside is not None and moment.inside.phase == "update":
            self._playback.step(1)
            self._is_returning = self._playback.iteration != self._playback.shown_iteration

    def take(self, document: Document) -> None:
        """An edit has led to that document; what is shown may no longer be of it. `follow` is next."""
        self.document = document
        self._is_outdated = not fits(self._playback.moment, document)
        self.row = min(self.row, max(0, _rows(document) - 1))

    def take_opened(self, document: Document) -> None:
        """Another document is opened in the place of the one before; `go_back` is next."""
        self._wishes.clear()
        self._beside.starts.clear()
        self._beside.forget()
        if self._shelf is not None:
            self._shelf.clear()
        self._is_returning = False
        self._switched_from = None
        self._opened_run = document.run
        self.document, self.row = document, kept_row(document)
        self._is_outdated = not fits(self._playback.moment, document)

    def follow(self, before: Document) -> None:
        """Have the run of the document that was taken, and go to where the edit was made."""
        document, run = self.document, self._playback.run
        self._switched_from = None
        known = self._shelf.find(document) if self._shelf is not None else None
        if known is not None and known is run and not self._is_preparing:
            return
        if run is not None and not self.begins_anew:
            run.cursor = self.shown_iteration
        if numbers_of(before) != numbers_of(document):
            left = self._beside.starts.leave(before, document, self.current)
            self._beside.forget()
            self._prepare(0 if known is None else known.cursor)
            if left is not None:
                self.start_left.emit(left.name)
        elif runs.is_switch(before, document) and document.run is not None:
            self._switched_from = before
            is_whole = known is not None and (known.newest >= document.run.iteration or known.stop is not None)
            self._prepare(known.cursor if known is not None and is_whole else document.run.iteration)
        else:
            changes = changes_of(before), changes_of(document)
            if not self._is_preparing or changes[0] != changes[1]:
                self._prepare(first_difference(*changes))

    def go_back(self) -> None:
        """Go to where the document's run stood when it was saved, and from there to the moment that was shown."""
        record = self.document.run
        self._prepare(0 if record is None else record.iteration)
        self._is_returning = record is not None and self._is_preparing

    def of_branch(self, name: str) -> Run | None:
        """The run of a branch, if it was run or replayed in this session."""
        return self._beside.of_branch(self._shelf, self.document, name)

    def keep_branch(self, name: str, run: Run) -> None:
        """Show what was replayed of a branch."""
        branch = runs.branch_of(self.document, name)
        if self._shelf is not None and branch is not None:
            self._shelf.put(self.document, run, branch)
            self._beside.forget()
            self._playback.history_changed.emit()
            self._playback.moment_changed.emit()

    def keep_past(self, run: Run, past: Run) -> None:
        """Show what was replayed of what is before a run that was opened."""
        run.take_past(past)
        self._playback.history_changed.emit()

    def earlier(self) -> list[tuple[str, Run]]:
        """What the plots show pale, by name: branches that were run in this session, and what was run from other starts."""
        return self._beside.shown(self._shelf, self.document)

    def places(self) -> dict[str, int]:
        """What the colour of each run goes by that is listed, by name."""
        return {**{start.name: start.place for start in self.other_starts()}, **places(self.document)}

    @property
    def own_name(self) -> str:
        """What the document's run is called."""
        return self._beside.own_name(self.document)

    def other_starts(self) -> list[OtherStart]:
        """Other starts of the document's network that were left in this session, with what was run from them."""
        return self._beside.other_starts(self.document)

    @property
    def listed_beside(self) -> frozenset[str]:
        """What tells the other runs apart that are listed: names of branches, keys of other starts."""
        return frozenset({*run_names(self.document)[:-1], *(start.key for start in self.other_starts())})

    def keeps(self, document: Document) -> bool:
        """Whether that document is one that was left with its runs for another start."""
        return any(start.document is document for start in self.other_starts())

    def without_other_starts(self, document: Document) -> Document:
        """The document as a file keeps it: what is remembered of starts that it doesn't hold is left out."""
        return without_starts(document, self._beside.starts.keys)

    def noting_name(self, document: Document) -> Document:
        """The document that an edit leads to, with the name of the run that it leaves for another start."""
        return self._beside.starts.noting_name(self.document, document, self.current)

    def note_drawn(self, told: str) -> None:
        """Remember how the document's start weights were drawn."""
        self._beside.starts.note_drawn(self.document, told)

    def keep_other(self, start: OtherStart) -> None:
        """Have the run of another start at hand: it is gone back to, to where it ended."""
        start.run.cursor = start.run.newest
        if self._shelf is not None:
            self._shelf.put(start.document, start.run)

    def _prepare(self, iteration: int) -> None:
        """Have the run of the document made or found on the engine's thread, and go to that iteration of it."""
        self._compile()
        self._playback.end_for_edit()
        self._ticket += 1
        self._is_preparing = self._program is not None and self._shelf is not None
        self.begins_anew = self._is_preparing and iteration == 0 and self.document.run is None
        self.problems_changed.emit()
        if self._program is None:
            self._wishes.clear()
            self._playback.follow(None, None)
        elif self._shelf is not None:
            program, document, shelf, row, ticket = self._program, self.document, self._shelf, self.row, self._ticket
            opened = self._opened_run
            self._thread.do(
                lambda: prepared(shelf, program, document, iteration, row, opened), lambda ready: self._arrive(ticket, ready, iteration)
            )

    def _arrive(self, ticket: int, ready: tuple[Run, Moment] | None, iteration: int) -> None:
        if ticket != self._ticket or self._shelf is None:
            return
        if ready is None:
            self._do_without()
            return
        self._is_preparing = self._is_outdated = self.begins_anew = False
        run, moment = ready
        self._shelf.put(self.document, run)
        self._beside.forget()
        self.is_arriving = True
        try:
            self._be_at(run, moment, iteration)
            wishes, self._wishes = self._wishes, []
            for wish in wishes:
                wish()
        finally:
            self.is_arriving = False
        self._note_return()
        self.arrived.emit()

    def _be_at(self, run: Run, moment: Moment, iteration: int) -> None:
        self._playback.follow(run, moment)
        shown = kept_iteration(self.document) if self._is_returning else None
        if moment.iteration != iteration or shown is not None:
            self._playback.go_to(iteration if shown is None else shown)
            self._is_returning = True
        if moment.shown.row != self.row:
            self._playback.show_row(self.row)
        if not self._is_warm and is_worth_warming(run):
            self._is_warm = True
            self._thread.do(lambda: run.work(1), ignore)

    def _do_without(self) -> None:
        """Memory doesn't suffice: the document stays as it is, and can be edited and saved."""
        self._is_preparing = self.begins_anew = self._is_returning = False
        self._wishes.clear()
        self._playback.follow(None, None)
        self._playback.out_of_memory.emit()

    def _note_return(self) -> None:
        """What is shown has changed: it may be the moment that it was to return to."""
        if not self.is_arriving:
            self._is_returning = self._is_returning and (self._is_preparing or self._playback.iteration != self._playback.shown_iteration)

    def _compile(self) -> None:
        compiled = compile_document(self.document)
        self._program = compiled if isinstance(compiled, Program) else None
        self.problems = [] if isinstance(compiled, Program) else problems(self.document, one_line)

    def _take_engine(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self.go_back()
        self.engine_loaded.emit()


def _rows(document: Document) -> int:
    return 0 if document.data is None else len(document.data.train)
