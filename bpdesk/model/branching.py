"""What an edit of a number does to a document whose run stands at some iteration: change the start, go on changed, or branch.

Pure: the state of the run comes in, a document goes out. The table is in the file format: changes are made at rest at an iteration.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from types import MappingProxyType
from typing import TypeVar

from bpdesk.model.document import Document
from bpdesk.model.edits import change_run
from bpdesk.model.run_looks import with_looks_of
from bpdesk.model.run_record import Branch, Change, RunRecord, SavedState

Value = TypeVar("Value")

FIRST_RUN = "run 1"


def changes_of(document: Document) -> tuple[Change, ...]:
    """The changes of the document's run."""
    return () if document.run is None else document.run.changes


def with_change(
    document: Document, change: Change, newest: int, state: SavedState, name: str = FIRST_RUN, taken: Collection[str] = ()
) -> Document:
    """The document with the change made at its iteration of a run that has come to `newest`.

    At the end of the run the run goes on with it. Before the end it branches: what came after stays, as a branch under its name.
    `name` is the run's while the document holds none; the names that are `taken` are those of runs that it doesn't hold.
    """
    record = document.run or RunRecord(name, newest, state)
    kept = tuple(each for each in record.changes if each.iteration < change.iteration)
    here = next((each for each in record.changes if each.iteration == change.iteration), None)
    changes = (*kept, change if here is None else merged(here, change))
    if change.iteration == newest:
        return with_looks_of(document, change_run(document, replace(record, iteration=newest, changes=changes, state=state)))
    left = Branch(record.name, newest, record.changes)
    branches = (*record.branches, left)
    branched = change_run(
        document, RunRecord(free_name({*_names(record.name, branches), *taken}), change.iteration, state, changes, branches)
    )
    return with_looks_of(document, branched)


def standing_at(document: Document, newest: int, state: SavedState, name: str = FIRST_RUN) -> Document:
    """The document whose run stands at `newest`: what is saved. `name` is the run's while the document holds none."""
    return with_looks_of(document, change_run(document, record_to_save(document.run, newest, state, name)))


def record_to_save(record: RunRecord | None, newest: int, state: SavedState, name: str = FIRST_RUN) -> RunRecord:
    """The record of a run that stands at `newest`; where it had come farther, that is kept as a branch, to be replayed."""
    if record is None:
        return RunRecord(name, newest, state)
    if newest >= record.iteration:
        return replace(record, iteration=newest, state=state)
    whole = Branch(free_name(_names(record.name, record.branches)), record.iteration, record.changes)
    changes = tuple(change for change in record.changes if change.iteration <= newest)
    return replace(record, iteration=newest, state=state, changes=changes, branches=(*record.branches, whole))


def merged(first: Change, then: Change) -> Change:
    """Both changes of one iteration as one."""
    return Change(
        first.iteration,
        _union(first.training, then.training),
        _union(first.edges, then.edges),
        _union(first.biases, then.biases),
        _union(first.frozen_edges, then.frozen_edges),
        _union(first.frozen_biases, then.frozen_biases),
    )


def _union(first: Mapping[str, Value], then: Mapping[str, Value]) -> Mapping[str, Value]:
    return MappingProxyType({**first, **then})


def free_name(taken: Collection[str]) -> str:
    """The first of run 1, run 2, … that isn't taken."""
    return next(candidate for number in range(1, len(taken) + 2) if (candidate := f"run {number}") not in taken)


def _names(name: str, branches: tuple[Branch, ...]) -> set[str]:
    return {name, *(branch.name for branch in branches)}


def parting(changes: Sequence[Change], others: Sequence[Change], newest: int) -> int:
    """The iteration up to which a run with those changes and another, which has come to `newest`, are the same."""
    for one, other in zip_longest(changes, others):
        if one != other:
            return min(change.iteration for change in (one, other) if change is not None)
    return newest
