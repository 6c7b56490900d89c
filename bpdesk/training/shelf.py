"""Runs that were made before, so that undo and redo find them with their whole past."""

from dataclasses import dataclass

from bpdesk.engine.program import Program
from bpdesk.engine.step import Engine
from bpdesk.model.branching import changes_of
from bpdesk.model.document import Document, numbers_of
from bpdesk.model.run_record import Change, RunRecord
from bpdesk.training.run import Run

MOST_RUNS = 32
MOST_BYTES = 256 * 1024 * 1024
_SMALL = 1024 * 1024
"""Bytes."""


@dataclass(frozen=True)
class _Kept:
    numbers: object
    changes: tuple[Change, ...]
    run: Run

    @property
    def size(self) -> int:
        """Bytes, about: the run and the samples that it was made from."""
        return self.run.size + self.run.program.size


class Shelf:
    """The runs used last, found by what decides their numbers: network, data, settings at the start, changes."""

    def __init__(self) -> None:
        self._kept: list[_Kept] = []

    def clear(self) -> None:
        """Keep none: another document stands at the state that its file holds, whatever was run before."""
        self._kept = []

    def put(self, document: Document, run: Run) -> None:
        """Keep the run of that document."""
        numbers = numbers_of(document)
        self._kept = [kept for kept in self._kept if not (kept.changes == run.changes and kept.numbers == numbers)]
        self._kept.append(_Kept(numbers, run.changes, run))
        self._drop_oldest()

    def find(self, document: Document, changes: tuple[Change, ...] | None = None) -> Run | None:
        """The run of that document, or with those changes the run of a branch of it, if it is still there."""
        numbers, wanted = numbers_of(document), changes_of(document) if changes is None else changes
        return next((kept.run for kept in reversed(self._kept) if kept.changes == wanted and kept.numbers == numbers), None)

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
