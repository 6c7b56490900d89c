"""The situation that a page is about: at once where an iteration takes no time, else computed on the engine's thread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bpdesk.engine.iteration import Iteration
from bpdesk.engine.moment import Moment
from bpdesk.explain.reach import reached_at
from bpdesk.explain.situation import Situation
from bpdesk.model.document import Document
from bpdesk.text import tr
from bpdesk.ui.explain.current import current, iteration_at
from bpdesk.ui.session import Session

if TYPE_CHECKING:
    from bpdesk.training.run import Run

_TAKES_LONG = 20_000_000
"""Edges times rows of a batch: some 10 ms."""


class Situations(QObject):
    """Of one panel. `found` tells that what `of` had to leave open is known now."""

    found = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._known: Iteration | None = None
        self._asked: object = None

    @staticmethod
    def why_not() -> str:
        """What is said while it is left open."""
        return tr("An iteration of this network takes long. Its numbers are put together as soon as the run rests.")

    def of(self, document: Document, run: Run, moment: Moment) -> Situation | None:
        """That of a moment of the document's run; None while it is computed, or while a run makes one such iteration after the other."""
        if len(run.program.edge_ids) * len(moment.batch) <= _TAKES_LONG:
            return current(document, run, moment)
        known = self._known
        if known is not None and known.moment.state is moment.state and known.moment.training == moment.training:
            return Situation.of(document, replace(known, moment=moment), reached_at(moment))
        if not self._session.playback.is_running and self._asked is not moment.state:
            self._asked = moment.state
            self._session.thread_of_engine.do(lambda: iteration_at(run, moment), self._take)
        return None

    def _take(self, iteration: Iteration) -> None:
        self._known, self._asked = iteration, None
        self.found.emit()
