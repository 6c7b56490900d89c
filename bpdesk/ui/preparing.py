"""What a session has done on the engine's thread before a run is there: the engine loaded, a document's run made or found."""

from __future__ import annotations

import importlib
from itertools import zip_longest
from typing import TYPE_CHECKING

from bpdesk.engine.moment import Moment
from bpdesk.engine.program import Program
from bpdesk.model.document import Document
from bpdesk.model.run_record import Change, RunRecord

if TYPE_CHECKING:
    from bpdesk.training.run import Run
    from bpdesk.training.shelf import Shelf

_WORK_WORTH_WARMING = 1_000_000
"""Edges times rows up to which an iteration takes next to no time."""
_WORK_WORTH_REPLAYING = 20_000_000
"""Edges times rows of all iterations together: some 50 ms."""
_WORK_SOON_REPLAYED = 400_000_000
"""About a second."""


def load_shelf() -> Shelf:
    """Import the kernel and everything that needs it."""
    shelf: Shelf = importlib.import_module("bpdesk.training.shelf").Shelf()
    return shelf


def prepared(
    shelf: Shelf, program: Program, document: Document, iteration: int, row: int, opened: RunRecord | None
) -> tuple[Run, Moment] | None:
    """The document's run, known, branched off a known one, opened or new, and its moment there or as near as it comes.

    What is before an opened state is replayed at once where that takes next to no time, else when it is asked for; and so is found out
    whether training ended there. None where memory doesn't suffice.
    """
    try:
        return _prepared(shelf, program, document, iteration, row, opened)
    except MemoryError:
        return None


def _prepared(shelf: Shelf, program: Program, document: Document, iteration: int, row: int, opened: RunRecord | None) -> tuple[Run, Moment]:
    run = shelf.run_of(program, document, iteration, opened)
    if run.past is not None and run.lacks_past and work_of(run) * run.first <= _WORK_WORTH_REPLAYING:
        run.past.advance(run.first - run.past.newest)
    if opened is not None and document.run is opened and run.newest == opened.iteration and work_of(run) <= _WORK_WORTH_REPLAYING:
        run.find_stop()
    return run, run.moment(iteration if run.has(iteration) else run.newest, row)


def work_of(run: Run) -> int:
    """Edges times rows of an iteration, and what it takes besides."""
    return (len(run.program.edge_ids) + 16) * run.regime_at(0).batch_size(len(run.program.train))


def is_soon_replayed(run: Run) -> bool:
    """Whether what is before an opened state may be replayed without being asked for, in slices."""
    return work_of(run) * run.first <= _WORK_SOON_REPLAYED


def is_worth_warming(run: Run) -> bool:
    """Whether an iteration may be computed ahead, so that the training kernel is compiled before the first step asks for it."""
    return run.newest == 0 and len(run.program.edge_ids) * len(run.program.train) <= _WORK_WORTH_WARMING


def ignore(_result: object) -> None:
    """What was computed only to warm up."""


def first_difference(before: tuple[Change, ...], after: tuple[Change, ...]) -> int:
    """The iteration of the first change that only one of them has; 0 where there is none."""
    for one, other in zip_longest(before, after):
        if one != other:
            return min(change.iteration for change in (one, other) if change is not None)
    return 0
