"""What is drawn of a recorded run: quantities that are sampled along it, the landscape around where it stands, the regions there."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from bpdesk.cli import pictures
from bpdesk.cli.interruption import Interruption
from bpdesk.cli.landscape import landscape, node_of, parameters_of
from bpdesk.cli.loading import changes_of
from bpdesk.cli.outputs import deliver
from bpdesk.cli.plotted import KINDS, plotted, quantities_of
from bpdesk.engine.step import Engine
from bpdesk.export.curve_table import curve_table
from bpdesk.model.document import Document
from bpdesk.training.pace import paced
from bpdesk.training.recording import EVERY_EPOCH
from bpdesk.training.run import Run

_PIECES = 256
"""In at least so many a long run is made, so that a cost that is taken a few times in each has points for a curve."""


class OfRun:
    """One picture or table that was asked for; what it can't be of is refused before anything is computed."""

    def __init__(
        self, asked: argparse.Namespace, document: Document, engine: Engine, look: pictures.Look, ending: str, interruption: Interruption
    ) -> None:
        self._asked, self._document, self._look, self._ending, self._interruption = asked, document, look, ending, interruption
        self._run = Run(engine, changes_of(document))
        self._make = {"landscape": self._landscape, "regions": self._regions}.get(asked.what, self._sampled)()

    @property
    def iteration(self) -> int:
        """Where it stands."""
        return self._run.newest

    @property
    def stopped_at(self) -> float | None:
        """The cost of a batch whose update wasn't finite, which ended it."""
        return None if self._run.stop is None else self._run.stop.cost

    def compute(self, goal: int, tell: Callable[[int], None]) -> None:
        """Make the run to that iteration, to where it diverges, or until Ctrl+C."""
        most = max(EVERY_EPOCH, goal // _PIECES)
        for count in paced(lambda: self.iteration, goal, lambda: self._run.stop is not None or self._interruption.asked, most):
            self._run.advance(count)
            tell(self.iteration)

    def finish(self) -> None:
        """Write what is made of it."""
        deliver(self._asked.out, self._make())

    def _landscape(self) -> Callable[[], bytes]:
        chosen = parameters_of(self._document, self._asked.of)

        def make() -> bytes:
            found = landscape(self._run, chosen, self._interruption.since_now())
            return pictures.landscape(self._document, found, self._look, self._ending)

        return make

    def _regions(self) -> Callable[[], bytes]:
        node = node_of(self._document, self._asked.of)
        pictures.check_regions(self._document)
        return lambda: pictures.regions(self._document, self._run, node, self._look, self._ending, self._interruption.since_now())

    def _sampled(self) -> Callable[[], bytes]:
        wanted = quantities_of(self._document, self._asked.what, self._asked.of)

        def make() -> bytes:
            found = plotted(self._run, wanted, self._interruption.since_now())
            if self._ending == pictures.TABLE:
                return curve_table([(each.spoken, curve) for each, curve in found.curves]).encode()
            return pictures.sampled(self._document, self._asked.what, found, self._look, self._ending)

        return make


def is_of_run(what: str, of: str | None) -> bool:
    """Whether that is drawn of a recorded run; the cost and the weights are gathered on the way, as a history is."""
    return what in ("landscape", "regions") or (what in KINDS and (what not in ("cost", "weights") or of is not None))
