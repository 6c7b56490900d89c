"""What listens to a walk for an export, and what is made of it: plots that are gathered on the way, and what is drawn where it ends."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from bpdesk.cli import pictures
from bpdesk.cli.curves import Curves
from bpdesk.cli.derivation import DIGITS, TEXT_ENDINGS, derivation, subject_of, written
from bpdesk.cli.interruption import Interruption
from bpdesk.cli.messages import say
from bpdesk.cli.outputs import deliver
from bpdesk.cli.running import tell_left_out_weights
from bpdesk.cli.sinks import TextSink
from bpdesk.engine.observation import observe
from bpdesk.export.history import History
from bpdesk.export.history_tables import cost_table, weights_table
from bpdesk.model.document import Document
from bpdesk.training.walk import Walk, walk_to

_MOST_EARLIER = 3


class Exporting:
    """One picture or table that was asked for."""

    def __init__(
        self, asked: argparse.Namespace, document: Document, walk: Walk, look: pictures.Look, ending: str, interruption: Interruption
    ) -> None:
        self._asked, self._document, self._walk, self._look, self._ending = asked, document, walk, look, ending
        self._interruption = interruption
        is_gathered = asked.what in ("cost", "weights")
        self._sink = TextSink(asked.out) if ending == pictures.TABLE and is_gathered else None
        run = document.run
        name = run.name if run is not None and run.branches else ""
        self._curves = Curves(walk, name) if is_gathered and self._sink is None else None
        self._history = None if self._sink is None else self._new_history(self._sink)
        if asked.what == "derivation" and asked.of is not None:
            subject_of(document, asked.of)  # refused before anything is computed

    @property
    def iteration(self) -> int:
        """Where it stands."""
        return self._walk.iteration

    @property
    def stopped_at(self) -> float | None:
        """The cost of a batch whose update wasn't finite, which ended it."""
        return self._walk.stopped_at

    def compute(self, goal: int, tell: Callable[[int], None]) -> None:
        """Walk to that iteration, to where training diverges, or until Ctrl+C."""
        listeners = [each for each in (self._history, self._curves) if each is not None]
        walk_to(self._walk, goal, lambda: self._interruption.asked, listeners, tell)

    def finish(self) -> None:
        """Write what the walk has brought."""
        if self._history is not None and self._sink is not None:
            self._history.finish()
            self._sink.finish()
        else:
            made = {"derivation": self._derivation, "network": self._network}
            deliver(self._asked.out, made.get(self._asked.what, self._plot)())

    def _derivation(self) -> bytes:
        page = derivation(self._document, self._walk, self._asked.of)
        if self._ending in TEXT_ENDINGS:
            return written(page, self._ending)
        return pictures.derivation(self._document, page, DIGITS, self._look, self._ending)

    def _network(self) -> bytes:
        moment = observe(self._walk.engine, self._walk.regime, self._walk.state, 0)
        return pictures.network(self._document, moment, self._look, self._ending)

    def _plot(self) -> bytes:
        assert self._curves is not None
        if self._asked.what == "weights":
            tell_left_out_weights(self._document)
        return pictures.plots(self._document, self._curves, [self._asked.what], self._look, self._ending, self._earlier())

    def _earlier(self) -> list[tuple[str, Curves]]:
        """The cost of the document's other runs, for a plot of it: as far as they came, or as was asked for; until Ctrl+C."""
        run, asked, ends = self._document.run, self._asked.iterations, self._interruption.since_now()
        if self._asked.what != "cost" or run is None:
            return []
        found = []
        for branch in run.branches[-_MOST_EARLIER:]:
            walk = Walk(self._walk.engine, branch.changes)
            curves = Curves(walk, branch.name)
            walk_to(walk, branch.iteration if asked is None else min(asked, branch.iteration), ends, [curves])
            if ends():
                say("the runs beside it are left out from where they were interrupted on")
                break
            found.append((branch.name, curves))
        return found

    def _new_history(self, sink: TextSink) -> History:
        table = cost_table if self._asked.what == "cost" else weights_table
        return History(self._walk, 1, sink, table(self._walk.engine.program))
