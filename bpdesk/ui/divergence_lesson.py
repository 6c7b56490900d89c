"""Why training stopped, in plain words, and what to try: told above the canvas as soon as the engine has looked back at the run."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import ReferenceType, ref

from PySide6.QtCore import QObject

from bpdesk.model.catalogue import COSTS
from bpdesk.model.names import one_line
from bpdesk.text import exact, number, tr, whole
from bpdesk.ui.message_bar import Answer
from bpdesk.ui.parts import Parts
from bpdesk.ui.stability_wording import stable_below

if TYPE_CHECKING:
    from bpdesk.training.divergence import Divergence
    from bpdesk.training.run import Run

_SAFELY_BELOW = 0.8
_MUCH_LESS = 0.1
_LEAST_GROWTH, _IN_TIMES = 1e-6, 0.1
"""Shares of the cost that a step adds: too little to be told; from this one on a factor of two digits tells it."""


class DivergenceLesson(QObject):
    """Tells why the run of the session ended, whenever the moment is shown at which it did."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts, self._session = parts, parts.session
        self._was_at: ReferenceType[Run] | None = None
        """The run at whose end it stood, so that a message that was closed there stays closed until the person comes back."""
        self._found: tuple[ReferenceType[Run], Divergence | None] | None = None
        """The run that was looked back at last, and what was found, None until then: a run that has stopped doesn't change any more."""
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
        if self._found is None or self._found[0]() is not run:
            self._found = ref(run), None
            self._session.thread_of_engine.do(lambda: _divergence(run), lambda found: self._take(run, found))
        elif self._found[1] is not None:
            self._tell(run, self._found[1])

    def _take(self, run: Run, found: Divergence) -> None:
        if self._found is not None and self._found[0]() is run:
            self._found = self._found[0], found
        self._tell(run, found)

    def _tell(self, run: Run, found: Divergence) -> None:
        playback = self._session.playback
        if run is not playback.run or not playback.is_at_end or not self._session.runs.is_settled:
            self._was_at = None
            return
        if found.iteration == 0:
            title, told, answers = tr("Training can't begin"), self._at_the_start(found), []
        else:
            title = tr("Stopped after iteration {k}", k=whole(found.iteration))
            told, answers = self._on_the_way(found), self._answers(found)
        told_of = ref(run)  # a message that was closed must not keep a run and its history

        def still_holds() -> bool:
            return playback.is_at_end and playback.run is told_of()

        self._parts.message.tell("warning", title, told, answers, while_holds=still_holds)

    def _at_the_start(self, found: Divergence) -> str:
        if found.out_of_range is not None:
            return tr("The cost is undefined from the start, it did not grow.") + " " + self._logarithm(found)
        return tr("The cost or a gradient is not finite at the start, so no update can be made. Look at the weights and the targets.")

    def _on_the_way(self, found: Divergence) -> str:
        sentences = [self._growth(found)] if found.rising_from is not None else []
        if found.out_of_range is not None:
            sentences.append(self._logarithm(found))
            if found.out_of_range.by_step:
                sentences.append(self._smaller_rate(found))
        elif found.rising_from is None:
            sentences.append(tr("The next update would not be finite, though the cost had not grown."))
        else:
            sentences.append(self._rate(found))
        return " ".join([*sentences, tr("Every number up to here stays.")])

    def _growth(self, found: Divergence) -> str:
        first, grown = whole((found.rising_from or 0) + 1), 0.0 if found.factor is None else found.factor - 1
        if grown < _LEAST_GROWTH:
            return tr("From iteration {k} on the cost grew.", k=first)
        if grown < _IN_TIMES:
            return tr("From iteration {k} on each step made the cost {share} % larger.", k=first, share=number(100 * grown, 2))
        return tr("From iteration {k} on each step made the cost {factor} times larger.", k=first, factor=number(1 + grown, 2))

    def _rate(self, found: Divergence) -> str:
        told = self._why(found)
        if found.last_rate == found.settings.learning_rate:
            return told
        before = max(found.rising_from or 0, found.settings_from) + 1
        return f"{told} " + tr(
            "It grew under the rate {rate}, before {last} was set; go back to before iteration {k} and change it there.",
            rate=exact(found.settings.learning_rate), last=exact(found.last_rate), k=whole(before),
        )  # fmt: skip

    def _why(self, found: Divergence) -> str:
        rate, most = exact(found.settings.learning_rate), found.largest_rate
        if most is None:
            return tr("The learning rate {rate} may be too large: a step that jumps over the minimum lands farther away.", rate=rate)
        if found.settings.learning_rate < most:
            return tr(
                "The learning rate {rate} is below {most}, so the cost bends more sharply elsewhere.", rate=rate, most=number(most, 3)
            )
        why = tr("The learning rate {rate} is too large: each step jumps over the minimum and lands farther away.", rate=rate)
        return f"{why} {stable_below(found.settings.optimizer.name, most)}"

    def _logarithm(self, found: Divergence) -> str:
        gone = found.out_of_range
        assert gone is not None
        node, value, row = one_line(self._session.document.network.node_by_id[gone.node]), number(gone.value), whole(gone.row + 1)
        of_rest = tr("{cost} takes the logarithm of 1 less the outputs, and {node} is {value} in row {row}.")
        of_output = tr("{cost} takes the logarithm of the outputs, and {node} is {value} in row {row}.")
        cost = next(tr(entry.label) for entry in COSTS if entry.name == self._session.training.cost)
        why = (of_rest if gone.of_rest else of_output).format(cost=cost, node=node, value=value, row=row)
        return f"{why} " + tr("Another activation for the output keeps it in range.")

    def _smaller_rate(self, found: Divergence) -> str:
        """What else may help where a step led out of range."""
        told, most = (
            tr("A learning rate smaller than {rate} may avoid it, too.", rate=exact(found.settings.learning_rate)),
            found.largest_rate,
        )
        if most is None or found.settings.learning_rate < most:
            return told
        return f"{told} {stable_below(found.settings.optimizer.name, most)}"

    def _answers(self, found: Divergence) -> list[Answer]:
        rate = _rate_to_try(found)
        answers: list[Answer] = [(tr("Back to the start"), lambda: self._session.playback.go_to(0))]
        by_step = found.out_of_range is not None and found.out_of_range.by_step
        if (found.rising_from is not None or by_step) and rate > 0:
            answers.append((tr("Try {rate}", rate=exact(rate)), lambda: self._try(found.settings_from, rate)))
        return answers

    def _try(self, iteration: int, rate: float) -> None:
        self._session.numbers.change_at(iteration, tr("Try learning rate"), learning_rate=rate)


def _rate_to_try(found: Divergence) -> float:
    """Two digits, safely below the bound, or much less than the rate that was too large."""
    most = found.largest_rate
    rate = found.settings.learning_rate
    if most is None or rate < most:
        return float(f"{rate * _MUCH_LESS:.2g}")
    return float(f"{most * _SAFELY_BELOW:.2g}")


def _divergence(run: Run) -> Divergence:
    """On the engine's thread, where what it needs is loaded by now."""
    from bpdesk.training.divergence import divergence

    return divergence(run)
