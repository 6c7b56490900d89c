"""Edits that may be refused: the document stays the same object, which is no edit, and the reason is told."""

from collections.abc import Callable

from bpdesk.model.document import Document
from bpdesk.model.drawing import Refusal

Edit = Callable[..., Document]


def unless_refused(edit: Edit, tell: Callable[[str], None]) -> Edit:
    """The edit, or none and its reason told."""

    def edited(document: Document, *arguments: object) -> Document:
        try:
            return edit(document, *arguments)
        except Refusal as refusal:
            tell(str(refusal))
            return document

    return edited
