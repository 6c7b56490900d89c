"""Tells why training stopped, and offers what to try: above the canvas as soon as the engine has looked back at the run."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import ReferenceType, ref

from PySide6.QtCore import QObject

from bpdesk.text import exact, tr
from bpdesk.ui.divergence_wording import rate_to_try, title, told, waits_for_past
from bpdesk.ui.message_bar import Answer
from bpdesk.ui.parts import Parts
from bpdesk.ui.preparing import is_soon_replayed
from bpdesk.ui.replay import Replay

if TYPE_CHECKING:
    from bpdesk.training.divergence import Divergence
    from bpdesk.training.run import Run


class DivergenceLesson(QObject):
    """Tells why the run of the session ended, whenever the moment is shown at which it did."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts, self._session = parts, parts.session
        self._was_at: ReferenceType[Run] | None = None
        """The run at whose end it stood, so that a message that was closed there stays closed until the person comes back."""
        self._found: tuple[ReferenceType[Run], Divergence | None] | None = None
        """The run that was looked back at last, and what was found, None until then: of a run that has stopped only more of the past may be
        replayed."""
        self._replay: Replay | None = None
        playback = self._session.playback
        playback.moment_changed.connect(self._follow)
        playback.stopped.connect(self._look_back)

    def _follow(self) -> None:
        playback = self._session.playback
        run = playback.run
        if run is None or not playback.is_at_end:
            self._was_at = None
        elif (self._was_at is None or self._was_at() is not run) and not playback.is_running:
            self._look_back()

    def _look_back(self) -> None:
        run = self._session.playback.run
        if run is None or run.stop is None:
            return
        self._was_at = ref(run)
        if self._found is None or self._found[0]() is not run or _is_outdated(self._found[1], run):
            self._found = ref(run), None
            self._replay_past(run)
        elif self._found[1] is not None:
            self._tell(run, self._found[1])

    def _replay_past(self, run: Run) -> None:
        """Look back once the past is there, if it is to be had soon."""
        if self._replay is not None:
            self._replay.cancel()
            self._replay = None
        past = run.past
        if past is None or not run.lacks_past or not is_soon_replayed(run):
            self._judge(run)
            return
        self._replay = Replay(
            self._session.thread_of_engine,
            lambda: past.anew(past.changes),
            run.first,
            lambda _: self._look_whether_wanted(run),
            lambda replayed: self._take_past(run, replayed),
        )

    def _look_whether_wanted(self, run: Run) -> None:
        if self._replay is not None and run is not self._session.playback.run:
            self._replay.cancel()
            self._replay = self._found = None

    def _take_past(self, run: Run, past: Run | None) -> None:
        """None where memory didn't suffice."""
        self._replay = None
        if past is not None:
            self._session.runs.keep_past(run, past)
        self._judge(run)

    def _judge(self, run: Run) -> None:
        self._session.thread_of_engine.do(lambda: _divergence(run), lambda found: self._take(run, found))

    def _take(self, run: Run, found: Divergence) -> None:
        if self._found is not None and self._found[0]() is run:
            self._found = self._found[0], found
        self._tell(run, found)

    def _tell(self, run: Run, found: Divergence) -> None:
        playback = self._session.playback
        if run is not playback.run or not playback.is_at_end or not self._session.runs.is_settled:
            self._was_at = None
            return
        told_of = ref(run)  # a message that was closed must not keep a run and its history

        def still_holds() -> bool:
            return playback.is_at_end and playback.run is told_of()

        words = told(found, self._session.document)
        self._parts.message.tell("warning", title(found), words, self._answers(run, found), while_holds=still_holds)

    def _answers(self, run: Run, found: Divergence) -> list[Answer]:
        playback, rate, before = self._session.playback, rate_to_try(found), run.first - 1
        answers: list[Answer] = [(tr("Back to the start"), lambda: playback.go_to(0))] if found.iteration > 0 else []
        if rate is not None:
            answers.append((tr("Try {rate}", rate=exact(rate)), lambda: self._try(found.settings_from, rate)))
        if waits_for_past(found):
            answers.append((tr("Replay them"), lambda: playback.go_to(before)))
        return answers

    def _try(self, iteration: int, rate: float) -> None:
        self._session.numbers.change_at(iteration, tr("Try learning rate"), learning_rate=rate)


def _is_outdated(found: Divergence | None, run: Run) -> bool:
    """Whether more of the past has been replayed since."""
    return found is not None and found.past == "not replayed" and not run.lacks_past


def _divergence(run: Run) -> Divergence:
    """On the engine's thread, where what it needs is loaded by now."""
    from bpdesk.training.divergence import divergence

    return divergence(run)
