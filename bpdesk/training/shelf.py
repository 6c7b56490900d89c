"""Runs that were made before, so that undo and redo find them with their whole past."""

from dataclasses import dataclass

from bpdesk.engine.program import Program
from bpdesk.engine.step import Engine
from bpdesk.model.branching import changes_of
from bpdesk.model.document import Document, numbers_of
from bpdesk.model.run_record import Branch, Change, RunRecord
from bpdesk.training.run import Run

MOST_RUNS = 32
MOST_BYTES = 256 * 1024 * 1024
_SMALL = 1024 * 1024
"""Bytes."""


@dataclass(frozen=True)
class _Kept:
    name: str
    numbers: object
    changes: tuple[Change, ...]
    run: Run

    @property
    def size(self) -> int:
        """Bytes, about: the run and the samples that it was made from."""
        return self.run.size + self.run.program.size


class Shelf:
    """The runs used last, found by what decides their numbers: network, data, settings at the start, changes.

    Where a document lists several runs with the same changes, each has a run of its own, found by its name.
    """

    def __init__(self) -> None:
        self._kept: list[_Kept] = []

    def clear(self) -> None:
        """Keep none: another document stands at the state that its file holds, whatever was run before."""
        self._kept = []

    def put(self, document: Document, run: Run, branch: Branch | None = None) -> None:
        """Keep the run of that document, or of a branch of it."""
        new = _Kept(_name_of(document, branch), numbers_of(document), run.changes, run)
        before = (new.name, new.changes, new.numbers)
        self._kept = [kept for kept in self._kept if kept.run is not run and (kept.name, kept.changes, kept.numbers) != before]
        self._kept.append(new)
        self._drop_oldest()

    def find(self, document: Document, branch: Branch | None = None) -> Run | None:
        """The run of that document, or of a branch of it, if it is still there; a run may have been called otherwise since."""
        name, numbers = _name_of(document, branch), numbers_of(document)
        changes = changes_of(document) if branch is None else branch.changes
        alike = [kept for kept in reversed(self._kept) if kept.changes == changes and kept.numbers == numbers]
        taken = _names_with(document, changes) - {name}
        own = (kept.run for kept in alike if kept.name == name)
        return next(own, None) or next((kept.run for kept in alike if kept.name not in taken), None)

    def run_of(self, program: Program, document: Document, iteration: int, opened: RunRecord | None = None) -> Run:
        """The document's run: the one that is known, one that shares its past up to the iteration with a known one, or a new one.

        Where it is the one that was `opened`, the new one stands at the state that the file holds.
        """
        known = self.find(document)
        if known is not None:
            return known
        changes = changes_of(document)
        relative = self._longest_shared_past(numbers_of(document), changes, iteration)
        if relative is not None:
            return relative.with_changes(changes, iteration)
        if opened is not None and document.run is opened:
            return Run.opened(Engine(program), opened)
        return Run(Engine(program), changes)

    def _drop_oldest(self) -> None:
        """Keep within bounds; the run that was put last always stays. One that has made no iteration is soon made anew, but not small."""
        *before, newest = self._kept
        self._kept = [*(kept for kept in before if kept.run.newest > 0 or kept.size < _SMALL), newest]
        while len(self._kept) > MOST_RUNS or (len(self._kept) > 1 and sum(kept.size for kept in self._kept) > MOST_BYTES):
            self._kept = self._kept[1:]

    def _longest_shared_past(self, numbers: object, changes: tuple[Change, ...], iteration: int) -> Run | None:
        """The newest run of the same start with the same changes before that iteration, and that has come so far."""
        earlier = [change for change in changes if change.iteration < iteration]
        for kept in reversed(self._kept):
            same = [change for change in kept.changes if change.iteration < iteration] == earlier
            if same and kept.run.newest >= iteration and kept.numbers == numbers:
                return kept.run
        return None


def _name_of(document: Document, branch: Branch | None) -> str:
    """Empty while the document holds no record of its run."""
    record = branch or document.run
    return "" if record is None else record.name


def _names_with(document: Document, changes: tuple[Change, ...]) -> set[str]:
    """What runs with those changes are called in the document's list."""
    record = document.run
    if record is None:
        return set()
    listed = {record.name: record.changes} | {branch.name: branch.changes for branch in record.branches}
    return {name for name, its_changes in listed.items() if its_changes == changes}
