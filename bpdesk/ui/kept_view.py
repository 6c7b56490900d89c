"""What a document remembers in its `view`, when it isn't what one would assume: the shown row and iteration, when runs stop. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from types import MappingProxyType

from bpdesk.model.document import Document, Json
from bpdesk.training.stopping import Conditions

_ROW, _ITERATION, _STOP = "row", "iteration", "stop"

NOTHING_ASKED = Conditions()
Looks = Callable[[Mapping[str, Json]], Mapping[str, Json]]


def with_view(document: Document, row: int, iteration: int, newest: int, looks: Looks = dict, stop: Conditions = NOTHING_ASKED) -> Document:
    """The document with what is shown, and what `looks` adds; a reader assumes the first row and the newest iteration."""
    view = dict(looks(document.view))
    for key, value, assumed in ((_ROW, row, 0), (_ITERATION, iteration, newest)):
        if value != assumed or _whole(view.get(key)) is not None:
            view[key] = value
    if stop != NOTHING_ASKED or _STOP in view:
        view[_STOP] = {field.name: getattr(stop, field.name) for field in fields(stop) if getattr(stop, field.name) not in (None, False)}
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


def kept_conditions(document: Document) -> Conditions:
    """When its runs were to stop by themselves; what doesn't fit is passed over."""
    kept = document.view.get(_STOP)
    if not isinstance(kept, Mapping):
        return NOTHING_ASKED
    return Conditions(
        cost_below=_number(kept.get("cost_below")),
        iteration=_whole(kept.get("iteration")),
        gradient_below=_number(kept.get("gradient_below")),
        test_rises=_whole(kept.get("test_rises")) or None,
        sign_changes=kept.get("sign_changes") is True,
        cost_rises=kept.get("cost_rises") is True,
    )


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) < 1e300 else None


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
