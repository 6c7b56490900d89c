"""Replays branches that a file holds, one after the other, on the engine's thread and in slices, so that their traces can be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bpdesk.engine.moment import Moment
from bpdesk.model.runs import branch_of
from bpdesk.ui.replay import Replay
from bpdesk.ui.session import Session

if TYPE_CHECKING:
    from bpdesk.training.run import Run


class BranchReplay(QObject):
    """`shares` tells how far each is that waits or is replayed; an edit that ends the runs ends it too."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.shares: dict[str, float] = {}
        self._replay: Replay | None = None
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
        if self._replay is not None:
            self._replay.cancel()
            self._replay = None
        if self.shares:
            self.shares.clear()
            self.changed.emit()

    def _begin(self) -> None:
        name = next(iter(self.shares), None)
        session = self._session
        branch, run = (None, None) if name is None else (branch_of(session.document, name), session.playback.run)
        if name is None or branch is None or run is None:
            self.cancel()
            return
        changes = branch.changes
        self._replay = Replay(
            session.thread_of_engine,
            lambda: run.anew(changes),
            branch.iteration,
            lambda share: self._note(name, share),
            lambda replayed: self._look_at_end(name, replayed),
        )

    def _note(self, name: str, share: float) -> None:
        self.shares[name] = share
        self.changed.emit()

    def _look_at_end(self, name: str, run: Run | None) -> None:
        if run is None:
            self._give_up()
            return
        replay = self._replay
        self._session.thread_of_engine.do(lambda: run.moment(run.newest, 0), lambda moment: self._end(replay, name, run, moment))

    def _end(self, replay: Replay | None, name: str, run: Run, moment: Moment) -> None:
        if replay is not self._replay:
            return
        self._replay = None
        run.end = moment
        del self.shares[name]
        self._session.runs.keep_branch(name, run)
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
