"""A run that was asked for: what listens to it, and what is made of it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

from bpdesk.cli import pictures
from bpdesk.cli.curves import MOST_WEIGHTS, Curves
from bpdesk.cli.interruption import Interruption
from bpdesk.cli.loading import changes_of
from bpdesk.cli.messages import DONE, FAILED, INTERRUPTED, REFUSED, path_in_words, say, write_error
from bpdesk.cli.outputs import PICTURE_ENDINGS, STANDARD, Job, deliver, do_all, ending_of, write_standard
from bpdesk.cli.progress import Progress
from bpdesk.cli.sinks import TextSink
from bpdesk.engine.state import saved
from bpdesk.export.history import History
from bpdesk.files.schema import write
from bpdesk.files.store import save
from bpdesk.model.document import Document
from bpdesk.model.run_record import RunRecord
from bpdesk.training.walk import Listener, Walk, walk_to

_FIRST_NAME = "run 1"


class Running:
    """One run, what listens to it, and what is made of it."""

    def __init__(self, arguments: argparse.Namespace, document: Document, walk: Walk) -> None:
        self._asked, self._document, self._walk = arguments, document, walk
        self._cost_before = walk.cost()
        self._sink = None if arguments.history is None else TextSink(arguments.history)
        self._history = None if self._sink is None else History(walk, arguments.every, self._sink)
        self._curves = None if arguments.plot is None else Curves(walk)

    def run(self, interruption: Interruption) -> int:
        progress = Progress(self._asked.iterations, quiet=self._asked.quiet)
        listeners: list[Listener] = [each for each in (self._history, self._curves) if each is not None]
        walk_to(self._walk, self._asked.iterations, lambda: interruption.asked or self._is_for_nothing(), listeners, progress.show)
        progress.clear()
        tell_divergence(self._walk, self._asked.file)
        is_written = do_all(self._jobs())
        if not is_written:
            return REFUSED
        return INTERRUPTED if interruption.asked else status_of(self._walk)

    def _is_for_nothing(self) -> bool:
        """Whether whoever read the history has gone, and nothing else is asked for."""
        only_history = self._asked.plot is None and self._asked.save is None
        return self._sink is not None and not self._sink.is_wanted and only_history

    def _jobs(self) -> Iterator[Job]:
        if self._history is not None and self._sink is not None:
            yield self._history.finish
            yield self._sink.finish
        if self._curves is not None:
            yield self._draw
        if self._asked.save is not None:
            yield self._save
        if not self._asked.quiet and not self._is_for_nothing():
            yield self._summarise

    def _draw(self) -> None:
        assert self._curves is not None
        tell_left_out_weights(self._document)
        ending = ending_of(self._asked.plot, PICTURE_ENDINGS)
        deliver(self._asked.plot, pictures.plots(self._document, self._curves, ("cost", "weights"), pictures.Look(), ending))

    def _save(self) -> None:
        result = trained(self._document, self._walk)
        left_out = len(changes_of(self._document)) - len(changes_of(result))
        if left_out:
            what = "1 change" if left_out == 1 else f"{left_out} changes"
            say(f"{path_in_words(self._asked.save)}: {what} after iteration {self._walk.iteration} left out")
        if self._asked.save == STANDARD:
            write_standard(write(result).encode())
        else:
            save(result, self._asked.save)

    def _summarise(self) -> None:
        program, walk = self._walk.engine.program, self._walk
        names = [*program.edge_ids, *(f"{node}.bias" for node in program.biased_ids)]
        numbers = zip(names, walk.state.parameters.tolist(), strict=True)
        lines = [f"iterations = {walk.iteration}", f"cost before = {self._cost_before!r}", f"cost after = {walk.cost()!r}"]
        text = "\n".join([*lines, *(f"{name} = {value!r}" for name, value in numbers)]) + "\n"
        if STANDARD in (self._asked.history, self._asked.plot, self._asked.save):
            write_error(text)
        else:
            write_standard(text.encode())


def trained(document: Document, walk: Walk) -> Document:
    """The document with its run where the walk stands; changes that lie after it are left out."""
    state = saved(walk.engine.program, walk.state, walk.regime)
    changes = tuple(change for change in changes_of(document) if change.iteration <= walk.iteration)
    before = document.run or RunRecord(_FIRST_NAME, 0, state)
    return replace(document, run=replace(before, iteration=walk.iteration, state=state, changes=changes))


class Ended(Protocol):
    """What was computed; `stopped_at` is the cost of a batch whose update wasn't finite, which ended it."""

    @property
    def iteration(self) -> int: ...

    @property
    def stopped_at(self) -> float | None: ...


def tell_divergence(ended: Ended, path: str) -> None:
    """Say that training diverged, if it did."""
    if ended.stopped_at is not None:
        where = f"update {ended.iteration + 1} is not finite, the cost of its batch is {ended.stopped_at!r}"
        say(f"{path_in_words(path)}: training diverged and stopped after iteration {ended.iteration}: {where}")


def tell_left_out_weights(document: Document) -> None:
    """Say that not every weight is drawn, if there are so many."""
    if len(document.network.edges) > MOST_WEIGHTS:
        say(f"the first {MOST_WEIGHTS} of {len(document.network.edges)} weights are drawn")


def status_of(ended: Ended) -> int:
    return DONE if ended.stopped_at is None else FAILED
