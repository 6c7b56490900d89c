"""What a person does with runs from menus and bars: when they stop, how long a way may take, what is told when they end."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from bpdesk.engine.cost_bound import cost_bound
from bpdesk.model.document import Document
from bpdesk.model.new_start import draw_start
from bpdesk.text import tr, whole
from bpdesk.training.stopping import Conditions, Reason
from bpdesk.ui.change_words import Mark, marks_of
from bpdesk.ui.dialogs.new_weights import NewWeightsDialog, WeightsChoice
from bpdesk.ui.dialogs.stop_when import StopWhenDialog
from bpdesk.ui.message_bar import Answer, MessageBar
from bpdesk.ui.preferences import Preferences
from bpdesk.ui.runs.branch_replay import BranchReplay
from bpdesk.ui.seek_progress import SeekProgress
from bpdesk.ui.session import Session
from bpdesk.ui.stop_words import GOALS, Standing, has_whole_test_rows, in_words, is_met_in_words, never, reason_in_words

_SEEDS_PROPOSED = 10_000


class RunDesk(QObject):
    """Of one window; `conditions_changed` tells in words when a run stops, `moving_changed` whether there is something to end: a run, a
    long way that is shown, a branch that is replayed."""

    conditions_changed = Signal(str)
    moving_changed = Signal(bool)
    told = Signal(str)
    """News for the status bar."""

    def __init__(self, session: Session, window: QMainWindow, message: MessageBar, preferences: Preferences, replay: BranchReplay) -> None:
        super().__init__(window)
        self._replay = replay
        replay.changed.connect(self._tell_moving)
        self._session, self._window, self._message, self._preferences = session, window, message, preferences
        playback = session.playback
        self._drawn = WeightsChoice()
        self._began = 0
        self._marked: Document | None = None
        self._marks: tuple[Mark, ...] = ()
        self.progress = SeekProgress(window)
        self.progress.cancelled.connect(self._stay)
        self.progress.shown.connect(self._tell_moving)
        playback.running_changed.connect(self._tell_moving)
        window.statusBar().addPermanentWidget(self.progress)
        playback.way_changed.connect(lambda: self.progress.show_way(playback.way))
        playback.ended.connect(self._tell_end)
        for moved in (playback.way_changed, playback.moment_changed, playback.running_changed):
            moved.connect(message.look_again)
        playback.out_of_memory.connect(self._tell_memory)
        session.opened.connect(self.tell_conditions)

    def by_name(self) -> dict[str, Callable[[], None]]:
        """A method for each of its actions."""
        return {"stop_when": self.ask_when, "cancel_way": self._stay, "new_weights": self.ask_weights}

    def marks(self) -> tuple[Mark, ...]:
        """What the timeline marks of the document; found anew only for another document."""
        document = self._session.document
        if self._marked is not document:
            self._marked, self._marks = document, marks_of(document)
        return self._marks

    def start_running(self) -> None:
        """Run; what can never end it is told, and it runs all the same."""
        self._began = self._session.playback.shown_iteration
        self._session.playback.start_running()
        vain = [text for field in fields(Conditions) if (text := self._never(field.name, self._session.playback.conditions))]
        if vain:
            self._window.statusBar().showMessage(tr("Not every condition of “Stop when” can hold: {why}", why=vain[0]), 12_000)

    def _tell_moving(self) -> None:
        moves = not self.progress.isHidden() or self._session.playback.is_running or bool(self._replay.shares)
        self.moving_changed.emit(moves)

    def _stay(self) -> None:
        """End the run, the way to another iteration, or else the replay of a branch."""
        playback, left = self._session.playback, self._session.runs.own_name
        if playback.is_running:
            playback.pause()
        elif playback.iteration == playback.shown_iteration:
            self._replay.cancel()
        elif self._session.stay():
            now = self._session.runs.own_name
            self.told.emit(tr("“{name}” isn't replayed to its end, so “{now}” goes on. Redo replays the rest.", name=left, now=now))

    def ask_when(self) -> None:
        """Ask when a run shall end by itself."""
        dialog = StopWhenDialog(self._session.playback.conditions, self._never, self._preferences.themes.theme, self._window)
        dialog.chosen.connect(self.set_conditions)
        dialog.dropped.connect(self._tell_dropped)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def ask_weights(self) -> None:
        """Ask how new start weights are drawn; another seed each time."""
        proposed = replace(self._drawn, seed=secrets.randbelow(_SEEDS_PROPOSED))
        newest = self._session.playback.newest
        told = tr("They take the place of the start weights. What is frozen stays.")
        if (record := self._session.document.run) is not None and record.branches:
            told += " " + tr("A new run begins. Until the document is closed, Runs keeps this start with all its runs.")
        elif self._session.playback.is_running:
            told += " " + tr("A new run begins. Until the document is closed, Runs keeps this start with all its iterations.")
        elif newest:
            told += " " + tr(
                "A new run begins. Until the document is closed, Runs keeps this start with its {k} iterations.", k=whole(newest)
            )
        dialog = NewWeightsDialog(proposed, told, self._preferences.themes.theme, self._window)
        dialog.chosen.connect(self.draw_weights)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def draw_weights(self, chosen: WeightsChoice) -> None:
        self._drawn = chosen
        self.told.emit(tr("New random weights from the seed {n}.", n=chosen.seed))
        self._session.numbers.set_start(tr("New random weights"), _drawing(chosen), tr("drawn from the seed {n}", n=chosen.seed))

    def set_conditions(self, conditions: Conditions) -> None:
        self._session.playback.conditions = conditions
        self._message.look_again()
        self.told.emit(_in_force(conditions))
        self.tell_conditions()

    def _tell_dropped(self) -> None:
        self.told.emit(tr("What was typed is not taken. {as_before}", as_before=_in_force(self._session.playback.conditions)))

    def tell_conditions(self) -> None:
        self.conditions_changed.emit(in_words(self._session.playback.conditions))

    def _never(self, condition: str, asked: Conditions) -> str:
        return never(condition, asked, self._standing())

    def _standing(self) -> Standing:
        session, run, moment = self._session, self._session.playback.run, self._session.moment
        edges = session.document.network.edges
        frozen = {edge.id for edge in edges if edge.frozen} if moment is None else moment.frozen_weights
        return Standing(
            session.playback.shown_iteration,
            None if run is None else cost_bound(run.program, session.training.cost),
            len(edges),
            sum(edge.id not in frozen for edge in edges),
            has_whole_test_rows(session.document),
        )

    def _tell_end(self, reason: Reason) -> None:
        playback, network, digits = self._session.playback, self._session.document.network, self._preferences.digits
        asked = playback.conditions

        def still_holds() -> bool:
            stands = playback.iteration == reason.iteration and not (playback.is_running or playback.is_inside)
            return stands and playback.conditions == asked

        answers: list[Answer] = [(tr("Stop when…"), self.ask_when)]
        if reason.condition in GOALS:
            answers.insert(0, (tr("Go on without it"), lambda: self._go_on_without(reason.condition)))
        if reason.condition in GOALS and reason.iteration == self._began:
            told = tr("“Stop when” asks for it, so Run goes no further. Go on without it, or ask for something else.")
            self._message.tell("news", is_met_in_words(reason, asked, digits), told, answers, while_holds=still_holds)
            return
        self._message.tell("news", reason_in_words(reason, asked, network, digits), "", answers, while_holds=still_holds)

    def _go_on_without(self, condition: str) -> None:
        """Ask for the other conditions only, and run."""
        dropped: dict[str, Any] = {condition: None}
        self.set_conditions(replace(self._session.playback.conditions, **dropped))
        self.start_running()

    def _tell_memory(self) -> None:
        told = tr("Nothing is lost: what is shown stays, and the document can be saved. Fewer rows or a smaller network need less.")
        self._message.tell("problem", tr("Not enough memory to go on"), told)


def _in_force(conditions: Conditions) -> str:
    return in_words(conditions) or tr("Run goes on until Pause.")


def _drawing(chosen: WeightsChoice) -> Callable[[Document], Document]:
    """The edit that was chosen."""
    return lambda document: draw_start(document, chosen.initializer, chosen.seed, resets_biases=chosen.resets_biases)
