"""Other starts of the same network, each with what was run from it: kept until the document is closed, for a file holds one start.

Every run keeps its name, whichever of them is shown: a document that holds a record of its run has the name there; what the others are
called stands in the shown document's view, so that undo brings back older names, and else is the name that they came with.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bpdesk.model.branching import free_name
from bpdesk.model.document import Document, numbers_of
from bpdesk.model.run_looks import deleted_starts, run_names, start_name, with_start_name
from bpdesk.model.run_record import RunRecord

if TYPE_CHECKING:
    from bpdesk.training.run import Run

_MOST = 8


@dataclass(frozen=True)
class OtherStart:
    """The document as it was left, its branches included, and the run that was shown of it, under its name.

    `key` tells it apart from the others, `first_name` is the one that its run came with. `drawn` tells how its weights were drawn, where
    they were.
    """

    key: str
    first_name: str
    name: str
    document: Document
    run: Run
    drawn: str = ""

    @property
    def record(self) -> RunRecord:
        """Its run as it stands."""
        return replace(self.document.run or RunRecord(self.name, self.run.newest, self.run.saved_state()), name=self.name)

    @property
    def place(self) -> int:
        """What the colour of its run goes by: the colours' far end, for those of the shown start's runs are taken from the near one."""
        return -int(self.key)

    @property
    def names(self) -> frozenset[str]:
        """Of its run and its branches."""
        return frozenset({self.name, *run_names(self.document)[:-1]})


class OtherStarts:
    """The starts that edits have left behind, the last ones."""

    def __init__(self) -> None:
        self._left: list[OtherStart] = []
        self._drawn: list[tuple[object, str]] = []
        self._count = 0

    def own_name(self, document: Document) -> str:
        """What the document's run is called."""
        return self._first_name(document) if document.run is None else document.run.name

    def noting_name(self, before: Document, after: Document, run: Run | None) -> Document:
        """The document after an edit, with the name of the run before it where that is left."""
        if not _is_left(before, after, run):
            return after
        key, name = self._key(before, after), self.own_name(before)
        return after if start_name(after, key, self._first_name(before)) == name else with_start_name(after, key, name)

    def leave(self, before: Document, after: Document, run: Run | None) -> OtherStart | None:
        """Keep what was run from the start of the document before, where only the start is another now; None where nothing was."""
        if run is None or not _is_left(before, after, run):
            return None
        key, first = self._key(before, after), self._first_name(before)
        known = self._known(before)
        self._count += known is None or known.key != key
        left = OtherStart(key, first, start_name(after, key, first), before, run)
        self._left = [*(kept for kept in self._left if kept is not known), left][-_MOST:]
        return left

    def beside(self, document: Document) -> list[OtherStart]:
        """Those of the document's network that aren't its own start."""
        gone = deleted_starts(document)
        return [replace(kept, drawn=self._how_drawn(kept.document)) for kept in self._others(document) if kept.key not in gone]

    def note_drawn(self, document: Document, told: str) -> None:
        """Remember how the start weights of that document were drawn."""
        self._drawn = [*self._drawn, (numbers_of(document), told)][-_MOST:]

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(kept.key for kept in self._left)

    def clear(self) -> None:
        self._left, self._drawn, self._count = [], [], 0

    def _known(self, document: Document) -> OtherStart | None:
        """What is kept of the document's own start."""
        if not self._left:
            return None
        numbers = numbers_of(document)
        return next((kept for kept in self._left if numbers_of(kept.document) == numbers), None)

    def _others(self, document: Document) -> list[OtherStart]:
        """Those of the document's network, called as it calls them, deleted ones included."""
        if not self._left:
            return []
        shape, numbers = _shape(document), numbers_of(document)
        return [
            replace(kept, name=start_name(document, kept.key, kept.first_name))
            for kept in self._left
            if _shape(kept.document) == shape and numbers_of(kept.document) != numbers
        ]

    def _first_name(self, document: Document) -> str:
        """What a document's run is called while nothing else is recorded of it."""
        known = self._known(document)
        if known is not None:
            return known.first_name
        taken = ({other.first_name, other.name, *run_names(other.document)} for other in self._others(document))
        return free_name(set[str]().union(*taken))

    def _key(self, before: Document, after: Document) -> str:
        """What the start before is told apart by. No run's name begins with a space."""
        known = self._known(before)
        return known.key if known is not None and known.key not in deleted_starts(after) else f" {self._count + 1}"

    def _how_drawn(self, document: Document) -> str:
        numbers = numbers_of(document)
        return next((told for known, told in reversed(self._drawn) if known == numbers), "")


def _is_left(before: Document, after: Document, run: Run | None) -> bool:
    """Whether an edit has led to another start of the same network, and something was run from the one before."""
    if run is None or (run.newest == 0 and not (before.run is not None and before.run.branches)):
        return False
    if before.network is after.network and before.training == after.training:
        return False
    return numbers_of(after) != numbers_of(before) and _shape(after) == _shape(before)


def _shape(document: Document) -> object:
    """What two starts of one network share."""
    network = document.network
    nodes = [(node.id, node.kind, node.activation, node.bias is None) for node in network.nodes]
    return nodes, [(edge.id, edge.source, edge.target) for edge in network.edges], document.data
