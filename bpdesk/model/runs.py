"""Edits of a document's list of runs: the run that goes on and its branches, each called by its name."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import count

from bpdesk.model.document import Document
from bpdesk.model.edits import change_run
from bpdesk.model.refusal import Refusal
from bpdesk.model.run_looks import run_names, with_hidden, with_looks_of, with_start_name
from bpdesk.model.run_record import Branch, RunRecord, SavedState
from bpdesk.text import tr

LONGEST_NAME = 200


def branch_of(document: Document, name: str) -> Branch | None:
    """The branch of that name."""
    branches = () if document.run is None else document.run.branches
    return next((branch for branch in branches if branch.name == name), None)


def named_apart(document: Document) -> Document:
    """The document with a name of its own for each run: a file may call several the same, and the list tells them apart by name."""
    run, taken = document.run, set[str]()
    if run is None or len(set(run_names(document))) == len(run.branches) + 1:
        return document
    taken.add(run.name)
    branches = []
    for branch in run.branches:
        name = next(name for name in _alike(branch.name) if name not in taken)
        taken.add(name)
        branches.append(replace(branch, name=name))
    return change_run(document, replace(run, branches=tuple(branches)))


def _alike(name: str) -> Iterator[str]:
    """That name, and then those that count on: run (2), run (3), …"""
    yield name
    for number in count(2):
        ending = f" ({number})"
        yield name[: LONGEST_NAME - len(ending)] + ending


def rename_run(document: Document, name: str, new: str, taken: Collection[str] = (), stands: RunRecord | None = None) -> Document:
    """Call the run or the branch otherwise; Refusal where the name can't be, or is `taken` by something else in the list.

    `stands` is the run as it stands, for a document that holds none yet.
    """
    new, run = " ".join(new.split()), document.run or stands
    if new == name or run is None:
        return document
    _check_name(new, {*run_names(document), *taken})
    branches = tuple(replace(branch, name=new) if branch.name == name else branch for branch in run.branches)
    renamed = change_run(document, replace(run, name=new if run.name == name else run.name, branches=branches))
    return with_looks_of(document, renamed, {name: new})


def rename_start(document: Document, key: str, name: str, new: str, taken: Collection[str]) -> Document:
    """Call the run of another start otherwise; Refusal where the name can't be, or is `taken`."""
    new = " ".join(new.split())
    if new == name:
        return document
    _check_name(new, {*run_names(document), *taken})
    return with_start_name(document, key, new)


def _check_name(new: str, taken: Collection[str]) -> None:
    if not new or len(new) > LONGEST_NAME:
        raise Refusal(tr("A name has 1 to {n} characters.", n=LONGEST_NAME))
    if not new.isprintable():
        raise Refusal(tr("A name has no control characters."))
    if new in taken:
        raise Refusal(tr("Another run is called “{name}”.", name=new))


def delete_branch(document: Document, name: str) -> Document:
    """Forget a branch."""
    if document.run is None:
        return document
    kept = tuple(branch for branch in document.run.branches if branch.name != name)
    return with_hidden(with_looks_of(document, change_run(document, replace(document.run, branches=kept))), name, False)


def switch_to(document: Document, name: str, newest: int, state: SavedState, branch_state: SavedState | None = None) -> Document:
    """Let a branch go on, shown from then on, and the run that went on become a branch in its place.

    `newest` and `state` are of the run that went on; `branch_state` is the branch's, where it is known.
    """
    run, branch = document.run, branch_of(document, name)
    if run is None or branch is None:
        return document
    left = Branch(run.name, newest, run.changes)
    branches = tuple(left if each is branch else each for each in run.branches)
    record = RunRecord(branch.name, branch.iteration, branch_state or state, branch.changes, branches)
    return with_hidden(change_run(document, record), name, False)


def is_switch(before: Document, after: Document) -> bool:
    """Whether one leads to the other by letting a branch go on, or back again."""
    if before.run is None or after.run is None:
        return False
    return branch_of(after, before.run.name) is not None and branch_of(before, after.run.name) is not None
