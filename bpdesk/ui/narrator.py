"""Tells in words what happens: the hint at the start, what a document still needs, why training stopped."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from bpdesk.text import count, tr, whole
from bpdesk.ui.parts import Parts
from bpdesk.ui.playback import Way

_STEPS_WITH_HINT = 3
_NEWS_MILLISECONDS = 12_000


class Narrator(QObject):
    """Speaks through the window's message bar, its hint and its status bar."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._session, self._parts = parts.session, parts
        session = parts.session
        self._steps_seen = 0
        self._last_iteration = 0
        self._waiting_text = ""
        self._news: list[str] = []
        self._told, self._told_at = "", 0
        session.playback.cut_short.connect(self._tell_cut_short)
        session.playback.moment_changed.connect(self._count_steps)
        session.playback.moment_changed.connect(self._end_waiting_at_start)
        session.document_changed.connect(self._begin_document)
        session.opened.connect(parts.message.put_away)
        session.opened.connect(self._end_news)
        session.numbers.branched.connect(self._tell_branch)
        session.runs.start_left.connect(self._tell_start)
        parts.runs.told.connect(self._tell_news)
        session.begun_anew.connect(self._tell_new_run)
        session.runs.problems_changed.connect(self._tell_problems)
        session.thread_of_engine.made_wait.connect(self._tell_waiting)
        session.thread_of_engine.caught_up.connect(self._end_waiting)
        self._tell_problems()

    def _begin_document(self) -> None:
        """A message about another document is no longer true, nor what was told of an edit that another one follows or undo takes back."""
        if self._session.undo_history.depth != self._told_at:
            self._end_news()
        if not self._session.problems and not self._parts.message.stays:
            self._parts.message.put_away()

    def _tell_problems(self) -> None:
        if self._parts.message.stays:
            return
        if self._session.problems and not self._session.document.network.nodes:
            self._parts.message.put_away()
            self._parts.canvas.hide_hint()
        elif self._session.problems:
            first, *others = [problem for problem in self._session.problems if problem.blocking]
            left = sum(problem.count for problem in others)
            more = " " + count(left, "{n} more thing is missing.", "{n} more things are missing.") if others else ""
            told = first.message.rstrip(".") + "." + more
            self._tell_missing(told)
        else:
            self._parts.message.put_away()
            self._show_hint()

    def _tell_missing(self, told: str) -> None:
        """While the person draws, below the network: a message above it would push it away from under the pointer, or cover one that
        is still to be settled."""
        if self._session.undo_history.can_undo and not self._parts.message.shows_passing:
            self._parts.message.put_away()
            self._parts.canvas.show_hint("", tr("Stepping waits: {what}", what=told))
        else:
            self._parts.message.tell("warning", tr("Stepping waits"), told)
            self._parts.canvas.hide_hint()

    def _show_hint(self) -> None:
        """Until the person knows how to step, and where there is a step."""
        if self._steps_seen > _STEPS_WITH_HINT or not self._session.runs.can_go_on:
            self._parts.canvas.hide_hint()
        else:
            self._parts.canvas.show_hint(tr("Space"), tr("makes the next step. Double-click a number to change it."))

    def _count_steps(self) -> None:
        iteration = self._session.playback.shown_iteration
        if iteration > self._last_iteration:
            self._steps_seen += iteration - self._last_iteration
        self._last_iteration = iteration
        if not self._session.problems:
            self._show_hint()

    def _tell_new_run(self, newest: int, gone: int) -> None:
        if newest == 0:
            back = count(
                gone, "{n} other run leaves the list; undo brings it back.", "{n} other runs leave the list; undo brings them back."
            )
        elif gone == 0:
            back = count(newest, "Undo brings the run of {n} iteration back.", "Undo brings the run of {n} iterations back.")
        else:
            ended = count(newest, "The run of {n} iteration", "The run of {n} iterations")
            others = count(gone, "{n} other run", "{n} other runs")
            back = tr("{run} and {others} leave the list; undo brings them back.", run=ended, others=others)
        self._tell_news(tr("A new run begins from what was shown. {back}", back=back))

    def _tell_branch(self, name: str, newest: int) -> None:
        told = tr(
            "The old continuation to iteration {k} is kept as “{name}”, pale in the plots. Undo brings it back.", k=whole(newest), name=name
        )
        self._tell_news(told)

    def _tell_start(self, name: str) -> None:
        told = tr("What was run before stays in Runs as “{name}”", name=name)
        came_by_undo = self._session.undo_history.can_redo
        self._tell_news(f"{told}." if came_by_undo else tr("{told}; undo brings it back.", told=told))

    def _tell_cut_short(self, way: Way | None) -> None:
        at = self._session.playback.shown_iteration
        if way is None:
            self._tell_news(tr("This edit has paused the run at iteration {k}.", k=whole(at)))
        else:
            left = count(way.goal - at, "{n} iteration was", "{n} iterations were")
            self._tell_news(tr("This edit has ended the steps at iteration {k}: {left} still to come.", k=whole(at), left=left))

    def _tell_news(self, told: str) -> None:
        """In the status bar; what one edit brings is told together."""
        if not self._news:
            QTimer.singleShot(0, self._show_news)
        self._news.append(told)

    def _show_news(self) -> None:
        self._told, self._told_at, self._news = " ".join(self._news), self._session.undo_history.depth, []
        self._parts.window.statusBar().showMessage(self._told, _NEWS_MILLISECONDS)

    def _end_news(self) -> None:
        if self._told and self._parts.window.statusBar().currentMessage() == self._told:
            self._parts.window.statusBar().clearMessage()
        self._told = ""

    def _tell_waiting(self) -> None:
        """What an edit has brought counts for more; and what is done ahead of a first step, nobody waits for."""
        if self._is_nothing_awaited or self._news or (self._told and self._parts.window.statusBar().currentMessage() == self._told):
            return
        first = self._session.moment is None or self._session.playback.newest == 0
        loads = tr("The engine is loading, which takes longest the first time. Steps follow as soon as it is there.")
        self._waiting_text = told = loads if first else tr("Computing…")
        self._parts.window.statusBar().showMessage(told)

    @property
    def _is_nothing_awaited(self) -> bool:
        """Whether the start is shown, and no step is on its way."""
        playback = self._session.playback
        rests = self._session.moment is not None and not playback.is_running and playback.iteration == playback.shown_iteration
        return rests and playback.newest == 0

    def _end_waiting_at_start(self) -> None:
        if self._is_nothing_awaited:
            self._end_waiting()

    def _end_waiting(self) -> None:
        if self._waiting_text and self._parts.window.statusBar().currentMessage() == self._waiting_text:
            self._parts.window.statusBar().clearMessage()
        self._waiting_text = ""
