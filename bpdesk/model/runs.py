"""Edits of a document's list of runs: the run that goes on and its branches, each called by its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from bpdesk.model.document import Document, Json
from bpdesk.model.edits import change_run, set_view
from bpdesk.model.refusal import Refusal
from bpdesk.model.run_record import Branch, RunRecord, SavedState
from bpdesk.text import tr

LONGEST_NAME = 200
_LOOKS = "hidden_runs"


def run_names(document: Document) -> tuple[str, ...]:
    """The branches' names in the order in which they came, and the run's that goes on."""
    return () if document.run is None else (*(branch.name for branch in document.run.branches), document.run.name)


def branch_of(document: Document, name: str) -> Branch | None:
    """The branch of that name."""
    branches = () if document.run is None else document.run.branches
    return next((branch for branch in branches if branch.name == name), None)


def rename_run(document: Document, name: str, new: str) -> Document:
    """Call the run or the branch otherwise; Refusal where the name can't be."""
    new = " ".join(new.split())
    if new == name or document.run is None:
        return document
    if not new or len(new) > LONGEST_NAME:
        raise Refusal(tr("A name has 1 to {n} characters.", n=LONGEST_NAME))
    if not new.isprintable():
        raise Refusal(tr("A name has no control characters."))
    if new in run_names(document):
        raise Refusal(tr("Another run is called “{name}”.", name=new))
    run = document.run
    branches = tuple(replace(branch, name=new) if branch.name == name else branch for branch in run.branches)
    renamed = change_run(document, replace(run, name=new if run.name == name else run.name, branches=branches))
    return with_hidden(with_hidden(renamed, name, False), new, name in hidden_runs(document))


def delete_branch(document: Document, name: str) -> Document:
    """Forget a branch."""
    if document.run is None:
        return document
    kept = tuple(branch for branch in document.run.branches if branch.name != name)
    return with_hidden(change_run(document, replace(document.run, branches=kept)), name, False)


def switch_to(document: Document, name: str, newest: int, state: SavedState, branch_state: SavedState | None = None) -> Document:
    """Let a branch go on and the run that went on become a branch in its place.

    `newest` and `state` are of the run that went on; `branch_state` is the branch's, where it is known.
    """
    run, branch = document.run, branch_of(document, name)
    if run is None or branch is None:
        return document
    left = Branch(run.name, newest, run.changes)
    branches = tuple(left if each is branch else each for each in run.branches)
    return change_run(document, RunRecord(branch.name, branch.iteration, branch_state or state, branch.changes, branches))


def is_switch(before: Document, after: Document) -> bool:
    """Whether one leads to the other by letting a branch go on, or back again."""
    if before.run is None or after.run is None:
        return False
    return branch_of(after, before.run.name) is not None and branch_of(before, after.run.name) is not None


def places(document: Document) -> dict[str, int]:
    """A place for each run that stays the same when they change their roles: what its colour goes by."""
    return {name: place for place, name in enumerate(sorted(run_names(document), key=_counting))}


def hidden_runs(document: Document) -> frozenset[str]:
    """The names of the branches that the plots leave out."""
    kept = document.view.get(_LOOKS)
    return frozenset(name for name in kept if isinstance(name, str)) if isinstance(kept, tuple | list) else frozenset()


def with_hidden(document: Document, name: str, hidden: bool) -> Document:
    """Leave a branch out of the plots, or show it again."""
    names = hidden_runs(document) | {name} if hidden else hidden_runs(document) - {name}
    if names == hidden_runs(document):
        return document
    view: dict[str, Json] = {key: value for key, value in document.view.items() if key != _LOOKS}
    if names:
        view[_LOOKS] = tuple(sorted(names))
    return set_view(document, _read_only(view))


def _counting(name: str) -> tuple[int, str]:
    """Names of one kind in the order in which they are counted: run 2 before run 10."""
    return len(name), name


def _read_only(view: Mapping[str, Json]) -> Mapping[str, Json]:
    return MappingProxyType(view)
