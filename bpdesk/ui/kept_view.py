"""What a document remembers of the shown moment: row and iteration in its `view`, when they aren't what one would assume. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from bpdesk.model.document import Document, Json

_ROW, _ITERATION = "row", "iteration"


Looks = Callable[[Mapping[str, Json]], Mapping[str, Json]]


def with_view(document: Document, row: int, iteration: int, newest: int, looks: Looks = dict) -> Document:
    """The document with what is shown, and what `looks` adds; a reader assumes the first row and the newest iteration."""
    view = dict(looks(document.view))
    for key, value, assumed in ((_ROW, row, 0), (_ITERATION, iteration, newest)):
        if value != assumed or _whole(view.get(key)) is not None:
            view[key] = value
    return document if view == document.view else replace(document, view=MappingProxyType(view))


def kept_row(document: Document) -> int:
    """The training row that was shown; the first where none is kept, or one that isn't there."""
    row = _whole(document.view.get(_ROW))
    rows = 0 if document.data is None else len(document.data.train)
    return row if row is not None and row < rows else 0


def kept_iteration(document: Document) -> int | None:
    """The iteration that was shown, where it is one before the newest."""
    iteration = _whole(document.view.get(_ITERATION))
    newest = 0 if document.run is None else document.run.iteration
    return iteration if iteration is not None and iteration < newest else None


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
