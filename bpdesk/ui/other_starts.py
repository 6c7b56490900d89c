"""Other starts of the same network, each with what was run from it: kept until the document is closed, for a file holds one start."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bpdesk.model.document import Document, numbers_of
from bpdesk.model.run_looks import deleted_starts, run_names, start_name
from bpdesk.text import tr

if TYPE_CHECKING:
    from bpdesk.training.run import Run

_MOST = 8


@dataclass(frozen=True)
class OtherStart:
    """The document as it was left, its branches included, and the run that was shown of it; `key` is what it was called first.

    `drawn` tells how its weights were drawn, where they were.
    """

    key: str
    name: str
    document: Document
    run: Run
    drawn: str = ""


class OtherStarts:
    """The starts that edits have left behind, the last ones."""

    def __init__(self) -> None:
        self._left: list[OtherStart] = []
        self._drawn: list[tuple[object, str]] = []
        self._count = 0

    def leave(self, before: Document, after: Document, run: Run | None) -> OtherStart | None:
        """Keep what was run from the start of the document before, where only the start is another now; None where nothing was."""
        if run is None or _shape(after) != _shape(before) or (run.newest == 0 and not _has_branches(before)):
            return None
        numbers = numbers_of(before)
        known = next((kept for kept in self._left if numbers_of(kept.document) == numbers), None)
        is_listed = known is not None and known.key not in deleted_starts(after)
        key = known.key if known is not None and is_listed else self._new_key(before, after)
        left = OtherStart(key, start_name(after, key), before, run)
        self._left = [*(kept for kept in self._left if kept is not known), left][-_MOST:]
        return left

    def beside(self, document: Document) -> list[OtherStart]:
        """Those of the document's network that aren't its own start."""
        shape, numbers = _shape(document), numbers_of(document)
        gone = deleted_starts(document)
        return [
            replace(kept, name=start_name(document, kept.key), drawn=self._how_drawn(kept.document))
            for kept in self._left
            if kept.key not in gone and _shape(kept.document) == shape and numbers_of(kept.document) != numbers
        ]

    def note_drawn(self, document: Document, told: str) -> None:
        """Remember how the start weights of that document were drawn."""
        self._drawn = [*self._drawn, (numbers_of(document), told)][-_MOST:]

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(kept.key for kept in self._left)

    def clear(self) -> None:
        self._left, self._drawn, self._count = [], [], 0

    def _how_drawn(self, document: Document) -> str:
        numbers = numbers_of(document)
        return next((told for known, told in reversed(self._drawn) if known == numbers), "")

    def _new_key(self, before: Document, after: Document) -> str:
        taken = {*run_names(before), *run_names(after), *(start_name(after, kept.key) for kept in self._left)}
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
