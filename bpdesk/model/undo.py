"""Undo as snapshots: the history keeps whole immutable documents, so undoing brings back the very same object."""

from collections.abc import Hashable
from dataclasses import dataclass

from bpdesk.model.document import Document

MOST_SNAPSHOTS = 1000


@dataclass(frozen=True, slots=True)
class _Snapshot:
    """A document and what led to it; the text names the edit, the key says which edits make one step."""

    document: Document
    text: str = ""
    merge_key: Hashable = None


class UndoHistory:
    """The documents that a person came through, and where among them they stand. At most `limit` steps lead back."""

    def __init__(self, document: Document, limit: int = MOST_SNAPSHOTS) -> None:
        self._snapshots = [_Snapshot(document)]
        self._place = 0
        self._limit = limit
        self._clean: Document | None = document
        self._may_merge = False

    @property
    def document(self) -> Document:
        """The document as it stands."""
        return self._snapshots[self._place].document

    @property
    def document_before(self) -> Document | None:
        """What undoing would bring back."""
        return self._snapshots[self._place - 1].document if self.can_undo else None

    @property
    def depth(self) -> int:
        """How many steps lead back."""
        return self._place

    @property
    def can_undo(self) -> bool:
        return self._place > 0

    @property
    def can_redo(self) -> bool:
        return self._place < len(self._snapshots) - 1

    @property
    def undo_text(self) -> str:
        """The name of the edit that undoing takes back; empty when there is none."""
        return self._snapshots[self._place].text if self.can_undo else ""

    @property
    def redo_text(self) -> str:
        """The name of the edit that redoing makes again; empty when there is none."""
        return self._snapshots[self._place + 1].text if self.can_redo else ""

    @property
    def is_clean(self) -> bool:
        """Whether the document is the one that was marked."""
        return self.document is self._clean

    def mark_clean(self, document: Document | None = None) -> None:
        """Take the document as it stands for saved, or the one that it was when the saving began."""
        self._clean = self.document if document is None else document

    def mark_unsaved(self) -> None:
        """Take no document as saved, not even the one as it was opened."""
        self._clean = None

    def push(self, document: Document, text: str, merge_key: Hashable = None) -> None:
        """Go on to the document; what could be redone is gone. The same object as before is no edit.

        An edit with the same key as the one just made joins it in one step, unless that one was marked clean.
        """
        if document is self.document:
            return
        top = self._snapshots[self._place]
        joins = self._may_merge and merge_key is not None and merge_key == top.merge_key and not self.is_clean
        keep = self._place if joins else self._place + 1
        self._snapshots[keep:] = [_Snapshot(document, text, merge_key)]
        del self._snapshots[: -self._limit - 1]
        self._place = len(self._snapshots) - 1
        self._may_merge = True

    def take_back(self, merge_key: Hashable) -> bool:
        """Go back before the edit with that key, if it is the last one made, and leave nothing to redo; whether it was."""
        if not self.can_undo or self.can_redo or self._snapshots[-1].merge_key != merge_key:
            return False
        self._snapshots.pop()
        self._place -= 1
        self._may_merge = False
        return True

    def undo(self) -> Document:
        """Go one step back; IndexError when there is none."""
        return self._go(-1)

    def redo(self) -> Document:
        """Go one step forward again; IndexError when there is none."""
        return self._go(1)

    def _go(self, steps: int) -> Document:
        if not 0 <= self._place + steps < len(self._snapshots):
            raise IndexError("no step there")
        self._place += steps
        self._may_merge = False
        return self.document
