"""What listens to a walk for an export, and what is made of it."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from bpdesk.cli import pictures
from bpdesk.cli.curves import Curves
from bpdesk.cli.derivation import DIGITS, TEXT_ENDINGS, derivation, written
from bpdesk.cli.landscape import landscape, node_of, parameters_of, run_to
from bpdesk.cli.outputs import deliver
from bpdesk.cli.plotted import KINDS, plotted, quantities_of
from bpdesk.cli.running import tell_left_out_weights
from bpdesk.cli.sinks import TextSink
from bpdesk.engine.observation import observe
from bpdesk.export.curve_table import curve_table
from bpdesk.export.history import History
from bpdesk.export.history_tables import cost_table, weights_table
from bpdesk.model.document import Document
from bpdesk.model.quantities import Quantity
from bpdesk.training.walk import Listener, Walk, walk_to

_MOST_EARLIER = 3


class Exporting:
    """One picture or table that was asked for; `ends` says whether to stop computing for it."""

    def __init__(
        self,
        arguments: argparse.Namespace,
        document: Document,
        walk: Walk,
        look: pictures.Look,
        ending: str,
        ends: Callable[[], bool],
    ) -> None:
        self._asked, self._document, self._walk, self._look, self._ending, self._ends = arguments, document, walk, look, ending, ends
        is_gathered = arguments.what in ("cost", "weights") and arguments.of is None
        self._sink = TextSink(arguments.out) if ending == pictures.TABLE and is_gathered else None
        run = document.run
        name = run.name if run is not None and run.branches else ""
        self._curves = Curves(walk, name) if is_gathered and self._sink is None else None
        self._history = None if self._sink is None else self._new_history(self._sink)
        self._wanted = quantities_of(document, arguments.what, arguments.of) if arguments.what in KINDS and not is_gathered else None

    @property
    def listeners(self) -> list[Listener]:
        return [each for each in (self._history, self._curves) if each is not None]

    def finish(self) -> None:
        """Write what the walk has brought."""
        if self._history is not None and self._sink is not None:
            self._history.finish()
            self._sink.finish()
        else:
            deliver(self._asked.out, self._made())

    def _made(self) -> bytes:
        if self._wanted is not None:
            return self._sampled(self._wanted)
        made = {"landscape": self._landscape, "regions": self._regions, "derivation": self._derivation, "network": self._network}
        return made.get(self._asked.what, self._plot)()

    def _landscape(self) -> bytes:
        chosen = parameters_of(self._document, self._asked.of)
        return pictures.landscape(self._document, landscape(self._document, self._walk, chosen), self._look, self._ending)

    def _regions(self) -> bytes:
        node = node_of(self._document, self._asked.of)
        return pictures.regions(self._document, run_to(self._document, self._walk), node, self._look, self._ending)

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

    def _sampled(self, wanted: list[Quantity]) -> bytes:
        found = plotted(run_to(self._document, self._walk), wanted, self._ends)
        if self._ending == pictures.TABLE:
            return curve_table([(each.spoken, curve) for each, curve in found.curves]).encode()
        return pictures.sampled(self._document, self._asked.what, found, self._look, self._ending)

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
