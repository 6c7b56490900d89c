"""Replays branches that a file holds, one after the other, on the engine's thread and in slices, so that their traces can be shown."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from bpdesk.engine.moment import Moment
from bpdesk.model.runs import branch_of
from bpdesk.ui.session import Session

if TYPE_CHECKING:
    from bpdesk.training.run import Run, Work

Result = TypeVar("Result")
_FIRST_BLOCK, _LARGEST_BLOCK = 16, 1 << 22
_SLICE_SECONDS = 0.03


class BranchReplay(QObject):
    """`shares` tells how far each is that waits or is replayed; an edit that ends the runs ends it too."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.shares: dict[str, float] = {}
        self._ticket = 0
        session.document_changed.connect(self._drop_gone)
        session.opened.connect(self.cancel)

    def replay(self, name: str) -> None:
        """Replay that branch, after those that wait."""
        if name in self.shares or self._session.runs.of_branch(name) is not None:
            return
        self.shares[name] = 0.0
        self.changed.emit()
        if len(self.shares) == 1:
            self._begin()

    def cancel(self) -> None:
        """Replay nothing any more; nothing is changed by it."""
        if self.shares:
            self._ticket += 1
            self.shares.clear()
            self.changed.emit()

    def _begin(self) -> None:
        name = next(iter(self.shares), None)
        session = self._session
        branch, run = (None, None) if name is None else (branch_of(session.document, name), session.playback.run)
        if name is None or branch is None or run is None:
            self.cancel()
            return
        ticket, goal, changes = self._ticket, branch.iteration, branch.changes
        session.thread_of_engine.do(
            lambda: _or_none(lambda: run.anew(changes)), lambda made: self._go_on(ticket, name, made, goal, _FIRST_BLOCK)
        )

    def _go_on(self, ticket: int, name: str, run: Run | None, goal: int, block: int) -> None:
        if ticket != self._ticket:
            return
        if run is None:
            self._give_up()
            return
        if run.newest >= goal or run.stop is not None:
            self._session.thread_of_engine.do(lambda: run.moment(run.newest, 0), lambda moment: self._end(ticket, name, run, moment))
            return
        count = min(block, goal - run.newest)
        self._session.thread_of_engine.do(
            lambda: _or_none(lambda: _timed(run, count)), lambda found: self._arrive(ticket, name, run, goal, block, found)
        )

    def _arrive(self, ticket: int, name: str, run: Run, goal: int, block: int, found: tuple[Work, float] | None) -> None:
        if ticket != self._ticket:
            return
        if found is None:
            self._give_up()
            return
        work, seconds = found
        run.take(work)
        self.shares[name] = run.newest / max(goal, 1)
        self.changed.emit()
        next_block = block * 4 if seconds < _SLICE_SECONDS / 4 else max(1, block // 2) if seconds > _SLICE_SECONDS * 2 else block
        self._go_on(ticket, name, run, goal, min(next_block, _LARGEST_BLOCK))

    def _end(self, ticket: int, name: str, run: Run, moment: Moment) -> None:
        if ticket != self._ticket:
            return
        run.end = moment
        del self.shares[name]
        self._session.runs.keep_branch(run)
        self.changed.emit()
        if self.shares:
            self._begin()

    def _give_up(self) -> None:
        """Memory doesn't suffice."""
        self.cancel()
        self._session.playback.out_of_memory.emit()

    def _drop_gone(self) -> None:
        """A branch that is no longer there, or of another start, isn't replayed."""
        document = self._session.document
        if self.shares and any(branch_of(document, name) is None for name in self.shares):
            self.cancel()


def _timed(run: Run, count: int) -> tuple[Work, float]:
    began = perf_counter()
    return run.work(count), perf_counter() - began


def _or_none(job: Callable[[], Result]) -> Result | None:
    """None where memory doesn't suffice."""
    try:
        return job()
    except MemoryError:
        return None
