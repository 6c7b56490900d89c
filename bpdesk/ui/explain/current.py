"""The situation that a session shows: all of the iteration that begins at its moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bpdesk.engine.iteration import Iteration
from bpdesk.engine.moment import Moment
from bpdesk.explain.reach import reached_at
from bpdesk.explain.situation import Situation
from bpdesk.model.document import Document

if TYPE_CHECKING:
    from bpdesk.training.run import Run


def current(document: Document, run: Run, moment: Moment) -> Situation:
    """Of that moment of the document's run."""
    return Situation.of(document, iteration_at(run, moment), reached_at(moment))


def iteration_at(run: Run, moment: Moment) -> Iteration:
    """The iteration that begins there. The engine is loaded where there is a run, so importing it takes no time."""
    from bpdesk.engine.observation import iteration_after

    return iteration_after(run.engine, run.regime_at(moment.iteration), moment)
