"""The runs of a document besides the one that is shown: its branches, as far as they were run or replayed, and runs of other starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bpdesk.model import runs
from bpdesk.model.document import Document
from bpdesk.model.run_looks import hidden_runs
from bpdesk.ui.other_starts import OtherStart, OtherStarts

if TYPE_CHECKING:
    from bpdesk.training.run import Run
    from bpdesk.training.shelf import Shelf


class RunsBeside:
    """Of one session. What is found of a document is remembered until `forget`."""

    def __init__(self) -> None:
        self.starts = OtherStarts()
        self._found_for: Document | None = None
        self._found: dict[str, Run | None] = {}
        self._starts_found: list[OtherStart] | None = None
        self._own_name = ""

    def forget(self) -> None:
        """Something was put on the shelf, or a start was left."""
        self._found_for = None

    def of_branch(self, shelf: Shelf | None, document: Document, name: str) -> Run | None:
        """The run of a branch, if it is known up to where it ended."""
        self._look_at(document)
        if name not in self._found:
            branch = runs.branch_of(document, name)
            found = None if branch is None or shelf is None else shelf.find(document, branch)
            whole = found is not None and branch is not None and (found.newest >= branch.iteration or found.stop is not None)
            self._found[name] = found if whole else None
        return self._found[name]

    def other_starts(self, document: Document) -> list[OtherStart]:
        """Other starts of that network."""
        self._look_at(document)
        if self._starts_found is None:
            self._starts_found = self.starts.beside(document)
        return self._starts_found

    def own_name(self, document: Document) -> str:
        """What the document's run is called."""
        self._look_at(document)
        if not self._own_name:
            self._own_name = self.starts.own_name(document)
        return self._own_name

    def shown(self, shelf: Shelf | None, document: Document) -> list[tuple[str, Run]]:
        """Those that plots show pale, by name."""
        hidden = hidden_runs(document)
        starts = [(start.name, start.run) for start in self.other_starts(document) if start.key not in hidden]
        if document.run is None or shelf is None:
            return starts
        names = [branch.name for branch in document.run.branches if branch.name not in hidden]
        return [*starts, *((name, found) for name in names if (found := self.of_branch(shelf, document, name)) is not None)]

    def _look_at(self, document: Document) -> None:
        if self._found_for is not document:
            self._found_for, self._found, self._starts_found = document, {}, None
            self._own_name = ""
