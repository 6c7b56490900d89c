"""What is asked, and what the answer was worth: follows the shown moment and the selection, and has answers judged by the engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bpdesk.explain.hand.answers import answers
from bpdesk.explain.hand.diagnosis import Diagnosis, diagnose
from bpdesk.explain.hand.mistake import Answers, Question
from bpdesk.text import exact, tr
from bpdesk.ui.predict.asking import is_number, next_question
from bpdesk.ui.session import Session

if TYPE_CHECKING:
    from bpdesk.engine.moment import Moment
    from bpdesk.training.run import Run


class Prediction(QObject):
    """One question at a time while it is on. Until it is answered what the next step brings is kept back from all that is shown."""

    asked = Signal()
    """Another question, or none."""
    judged = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.is_on = False
        self.question: Question | None = None
        self._selection: tuple[str, str] | None = None
        self._asked_of: tuple[object, ...] = ()
        self._was_found = self.is_beyond = False
        self._known: Answers | None = None
        session.playback.moment_changed.connect(self._follow)
        session.playback.stopped.connect(self._follow)
        session.document_changed.connect(self._follow)

    @property
    def iteration(self) -> int:
        return self._session.playback.shown_iteration

    @property
    def is_at_end(self) -> bool:
        """Whether the run has diverged and its last iteration is shown: no step follows."""
        return self._session.playback.run is not None and not self._session.playback.can_go_on

    def switch(self, on: bool) -> None:
        self.is_on = self._session.inside.begins_empty = on
        self._follow()

    def show_selection(self, selection: tuple[str, str] | None) -> None:
        """Ask about what is selected."""
        self._selection = selection
        self._follow()

    def answer(self, typed: str) -> None:
        """Have what was typed judged; the judgement follows with `judged`."""
        run, moment, question = self._session.playback.run, self._session.moment, self.question
        if run is None or moment is None or question is None:
            return
        asked_of = self._asked_of
        if self._known is not None:
            self._judge(asked_of, typed, self._known)
        else:
            job = _finding(run, moment, question)
            self._session.thread_of_engine.do(job, lambda known: self._judge(asked_of, typed, known))

    def _judge(self, asked_of: tuple[object, ...], typed: str, known: Answers) -> None:
        if asked_of != self._asked_of:
            return
        self._known = known
        found = diagnose(typed, known)
        if found.outcome in ("right", "rounded"):
            self._was_found = True
            told = tr("{judgement} In full: {value}", judgement=found.text, value=exact(known.right))
            found = Diagnosis(found.outcome, told, found.lines)
        self.judged.emit(found)
        self._keep_back()

    def _follow(self) -> None:
        moment = self._session.moment
        inside = None if moment is None else moment.inside
        can_ask = self.is_on and moment is not None and (inside is not None or not self.is_at_end)
        question = next_question(self._session.document.network, inside, self._selection) if can_ask else None
        self.is_beyond = question is not None and moment is not None and not is_number(moment, question)
        self.question = None if self.is_beyond else question
        asked_of = (
            self.is_on,
            self._session.playback.run,
            self.iteration,
            None if moment is None else moment.shown.row,
            self.question,
            self.is_at_end,
            None if inside is None else inside.at,
        )
        if asked_of != self._asked_of:
            self._asked_of, self._known, self._was_found = asked_of, None, False
            self.asked.emit()
        self._keep_back()

    def _keep_back(self) -> None:
        """At rest also while nothing is selected: no look at what is asked for next."""
        moment = self._session.moment
        is_due = moment is not None and (self.question is not None or (moment.inside is None and not self.is_at_end))
        self._session.playback.ask(self.is_on and is_due and not self._was_found)


def _finding(run: Run, moment: Moment, question: Question) -> Callable[[], Answers]:
    """For the engine's thread: what is right, and what the usual mistakes make of it."""
    return lambda: answers(run.engine, run.regime_at(moment.iteration), moment.state, moment.shown.row, question)
