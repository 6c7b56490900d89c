"""Runs from other start weights of the same network: they stay as pale traces until the document is closed or its shape changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bpdesk.model.document import Document
from bpdesk.text import tr

if TYPE_CHECKING:
    from bpdesk.training.run import Run

_MOST = 3


class LeftRuns:
    """The runs that an edit of the start has left behind, the last ones."""

    def __init__(self) -> None:
        self._left: list[tuple[str, Run]] = []
        self._count = 0

    def follow(self, before: Document, after: Document, run: Run | None) -> None:
        """Keep the run of the document before, where only its start is another now."""
        if _shape(after) != _shape(before):
            self.clear()
        elif run is not None and run.newest > 0 and all(kept is not run for _, kept in self._left):
            self._count += 1
            self._left = [*self._left, (tr("other start {n}", n=self._count), run)][-_MOST:]

    def beside(self, run: Run | None) -> list[tuple[str, Run]]:
        """Those that aren't the run that is shown."""
        return [(name, kept) for name, kept in self._left if kept is not run]

    def clear(self) -> None:
        self._left, self._count = [], 0


def _shape(document: Document) -> object:
    """What two starts of one network share."""
    network = document.network
    nodes = [(node.id, node.kind, node.activation, node.bias is None) for node in network.nodes]
    return nodes, [(edge.id, edge.source, edge.target) for edge in network.edges], document.data
