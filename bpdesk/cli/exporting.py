"""What listens to a walk for an export, and what is made of it."""

from __future__ import annotations

import argparse

from bpdesk.cli import pictures
from bpdesk.cli.curves import Curves
from bpdesk.cli.outputs import deliver
from bpdesk.cli.running import tell_left_out_weights
from bpdesk.cli.sinks import TextSink
from bpdesk.engine.observation import observe
from bpdesk.export.history import History
from bpdesk.export.history_tables import cost_table, weights_table
from bpdesk.model.document import Document
from bpdesk.training.walk import Listener, Walk


class Exporting:
    """One picture or table that was asked for."""

    def __init__(self, arguments: argparse.Namespace, document: Document, walk: Walk, size: pictures.Size, ending: str) -> None:
        self._asked, self._document, self._walk, self._size, self._ending = arguments, document, walk, size, ending
        self._sink = TextSink(arguments.out) if ending == ".csv" else None
        self._curves = None if arguments.what == "network" or self._sink is not None else Curves(walk)
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
        if self._curves is None:
            moment = observe(walk.engine, walk.regime, walk.state, 0)
            return pictures.network(self._document, moment, self._size, self._ending)
        if self._asked.what == "weights":
            tell_left_out_weights(self._document)
        return pictures.plots(self._document, self._curves, [self._asked.what], self._size, self._ending)

    def _new_history(self, sink: TextSink) -> History:
        table = cost_table if self._asked.what == "cost" else weights_table
        return History(self._walk, 1, sink, table(self._walk.engine.program))
