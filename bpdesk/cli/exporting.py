"""What listens to a walk for an export, and what is made of it."""

from __future__ import annotations

import argparse

from bpdesk.cli import pictures
from bpdesk.cli.curves import Curves
from bpdesk.cli.landscape import landscape, node_of, parameters_of, run_to
from bpdesk.cli.outputs import deliver
from bpdesk.cli.running import tell_left_out_weights
from bpdesk.cli.sinks import TextSink
from bpdesk.engine.observation import observe
from bpdesk.export.history import History
from bpdesk.export.history_tables import cost_table, weights_table
from bpdesk.model.document import Document
from bpdesk.training.walk import Listener, Walk, walk_to

_MOST_EARLIER = 3


class Exporting:
    """One picture or table that was asked for."""

    def __init__(self, arguments: argparse.Namespace, document: Document, walk: Walk, size: pictures.Size, ending: str) -> None:
        self._asked, self._document, self._walk, self._size, self._ending = arguments, document, walk, size, ending
        self._sink = TextSink(arguments.out) if ending == ".csv" else None
        run = document.run
        name = run.name if run is not None and run.branches else ""
        self._curves = Curves(walk, name) if arguments.what in ("cost", "weights") and self._sink is None else None
        self._history = None if self._sink is None else self._new_history(self._sink)

    @property
    def listeners(self) -> list[Listener]:
        return [each for each in (self._history, self._curves) if each is not None]

    def finish(self) -> None:
        """Write what the walk has brought."""
        if self._history is not None and self._sink is not None:
            self._history.finish()
            self._sink.finish()
        else:
            deliver(self._asked.out, self._picture())

    def _picture(self) -> bytes:
        walk = self._walk
        if self._asked.what == "landscape":
            chosen = parameters_of(self._document, self._asked.of)
            return pictures.landscape(self._document, landscape(self._document, walk, chosen), self._size, self._ending)
        if self._asked.what == "regions":
            node = node_of(self._document, self._asked.of)
            return pictures.regions(self._document, run_to(self._document, walk), node, self._size, self._ending)
        if self._curves is None:
            moment = observe(walk.engine, walk.regime, walk.state, 0)
            return pictures.network(self._document, moment, self._size, self._ending)
        if self._asked.what == "weights":
            tell_left_out_weights(self._document)
        return pictures.plots(self._document, self._curves, [self._asked.what], self._size, self._ending, self._earlier())

    def _earlier(self) -> list[tuple[str, Curves]]:
        """The cost of the document's other runs, for a plot of it: as far as they came, or as was asked for."""
        run, asked = self._document.run, self._asked.iterations
        if self._asked.what != "cost" or run is None:
            return []
        found = []
        for branch in run.branches[-_MOST_EARLIER:]:
            walk = Walk(self._walk.engine, branch.changes)
            curves = Curves(walk, branch.name)
            walk_to(walk, branch.iteration if asked is None else min(asked, branch.iteration), listeners=[curves])
            found.append((branch.name, curves))
        return found

    def _new_history(self, sink: TextSink) -> History:
        table = cost_table if self._asked.what == "cost" else weights_table
        return History(self._walk, 1, sink, table(self._walk.engine.program))
