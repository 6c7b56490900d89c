"""The runs of a document besides the one that is shown: its branches, as far as they were run or replayed, and runs of other starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bpdesk.model import runs
from bpdesk.model.document import Document
from bpdesk.model.run_looks import hidden_runs
from bpdesk.ui.left_runs import LeftRuns

if TYPE_CHECKING:
    from bpdesk.training.run import Run
    from bpdesk.training.shelf import Shelf


class RunsBeside:
    """Of one session; `left` are the runs of other starts. What is found on the shelf is remembered until `forget`."""

    def __init__(self) -> None:
        self.left = LeftRuns()
        self._found_for: Document | None = None
        self._found: dict[str, Run | None] = {}

    def forget(self) -> None:
        """Something was put on the shelf."""
        self._found_for = None

    def of_branch(self, shelf: Shelf | None, document: Document, name: str) -> Run | None:
        """The run of a branch, if it is known up to where it ended."""
        if self._found_for is not document:
            self._found_for, self._found = document, {}
        if name not in self._found:
            branch = runs.branch_of(document, name)
            found = None if branch is None or shelf is None else shelf.find(document, branch.changes)
            whole = found is not None and branch is not None and (found.newest >= branch.iteration or found.stop is not None)
            self._found[name] = found if whole else None
        return self._found[name]

    def shown(self, shelf: Shelf | None, document: Document, run: Run | None) -> list[tuple[str, Run]]:
        """Those that plots show pale beside that run, by name."""
        left = self.left.beside(run)
        if document.run is None or shelf is None:
            return left
        hidden = hidden_runs(document)
        names = [branch.name for branch in document.run.branches if branch.name not in hidden]
        return [*left, *((name, found) for name in names if (found := self.of_branch(shelf, document, name)) is not None)]
