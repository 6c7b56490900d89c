"""Other starts of the same network, each with what was run from it: kept until the document is closed, for a file holds one start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bpdesk.model.document import Document, numbers_of
from bpdesk.model.run_looks import run_names
from bpdesk.text import tr

if TYPE_CHECKING:
    from bpdesk.training.run import Run

_MOST = 8


@dataclass(frozen=True)
class OtherStart:
    """The document as it was left, its branches included, and the run that was shown of it."""

    name: str
    document: Document
    run: Run


class OtherStarts:
    """The starts that edits have left behind, the last ones."""

    def __init__(self) -> None:
        self._left: list[OtherStart] = []
        self._count = 0

    def leave(self, before: Document, after: Document, run: Run | None) -> OtherStart | None:
        """Keep what was run from the start of the document before, where only the start is another now; None where nothing was."""
        if run is None or _shape(after) != _shape(before) or (run.newest == 0 and not _has_branches(before)):
            return None
        numbers = numbers_of(before)
        known = next((kept for kept in self._left if numbers_of(kept.document) == numbers), None)
        left = OtherStart(self._new_name(before, after) if known is None else known.name, before, run)
        self._left = [*(kept for kept in self._left if kept is not known), left][-_MOST:]
        return left

    def beside(self, document: Document) -> list[OtherStart]:
        """Those of the document's network that aren't its own start."""
        shape, numbers = _shape(document), numbers_of(document)
        return [kept for kept in self._left if _shape(kept.document) == shape and numbers_of(kept.document) != numbers]

    @property
    def names(self) -> frozenset[str]:
        return frozenset(kept.name for kept in self._left)

    def clear(self) -> None:
        self._left, self._count = [], 0

    def _new_name(self, before: Document, after: Document) -> str:
        taken = {*run_names(before), *run_names(after)}
        while True:
            self._count += 1
            if (name := tr("other start {n}", n=self._count)) not in taken:
                return name


def _has_branches(document: Document) -> bool:
    return document.run is not None and bool(document.run.branches)


def _shape(document: Document) -> object:
    """What two starts of one network share."""
    network = document.network
    nodes = [(node.id, node.kind, node.activation, node.bias is None) for node in network.nodes]
    return nodes, [(edge.id, edge.source, edge.target) for edge in network.edges], document.data
