"""How a document's runs look in plots and lists, each by its name: which colour it has for its life, and whether it is hidden.

Other starts, which no file holds, are looked after here too: what each is called, and whether it was taken off the list, so that undo
brings back either.

Kept in the document's view, where it says more than a reader assumes. Edits that bring, rename or take away runs end with `with_looks_of`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from types import MappingProxyType

from bpdesk.model.document import Document, Json
from bpdesk.model.edits import set_view

_HIDDEN, _PLACES, _CALLED, _DELETED = "hidden_runs", "run_places", "other_starts", "deleted_starts"
_NOTHING: Mapping[str, str] = MappingProxyType({})


def run_names(document: Document) -> tuple[str, ...]:
    """The branches' names in the order in which they came, and the run's that goes on."""
    return () if document.run is None else (*(branch.name for branch in document.run.branches), document.run.name)


def places(document: Document) -> dict[str, int]:
    """A place for each run that stays the same all its life: what its colour goes by."""
    names = run_names(document)
    kept = {name: place for name, place in _kept_places(document) if name in names}
    return _with_free_places(kept, names)


def hidden_runs(document: Document) -> frozenset[str]:
    """The names of the runs that the plots leave out."""
    return _names(document, _HIDDEN)


def deleted_starts(document: Document) -> frozenset[str]:
    """The keys of the other starts that were taken off the list."""
    return _names(document, _DELETED)


def start_name(document: Document, key: str, otherwise: str) -> str:
    """What the run of another start is called in that document's list."""
    kept = document.view.get(_CALLED)
    called = kept.get(key) if isinstance(kept, Mapping) else None
    return called if isinstance(called, str) else otherwise


def with_start_name(document: Document, key: str, name: str) -> Document:
    """Call the run of another start so."""
    kept = document.view.get(_CALLED)
    return _with_entry(document, _CALLED, MappingProxyType({**(kept if isinstance(kept, Mapping) else {}), key: name}))


def without_start(document: Document, key: str) -> Document:
    """Take another start off the list."""
    return _with_entry(document, _DELETED, tuple(sorted(deleted_starts(document) | {key})))


def without_starts(document: Document, keys: frozenset[str]) -> Document:
    """The document as a file keeps it, which holds none of those other starts."""
    for key in keys - set(run_names(document)):
        document = with_hidden(document, key, False)
    for entry in (_CALLED, _DELETED):
        document = _with_entry(document, entry, None) if entry in document.view else document
    return document


def _names(document: Document, entry: str) -> frozenset[str]:
    kept = document.view.get(entry)
    return frozenset(name for name in kept if isinstance(name, str)) if isinstance(kept, tuple | list) else frozenset()


def with_hidden(document: Document, name: str, hidden: bool) -> Document:
    """Leave a run out of the plots, or show it again."""
    names = hidden_runs(document) | {name} if hidden else hidden_runs(document) - {name}
    return document if names == hidden_runs(document) else _with_entry(document, _HIDDEN, tuple(sorted(names)))


def with_looks_of(before: Document, after: Document, new_names: Mapping[str, str] = _NOTHING) -> Document:
    """`after`, its runs looking as they did in `before`; a run that is new is shown, in a colour that is free.

    `new_names` are those of runs that were renamed.
    """
    looked = {new_names.get(name, name): place for name, place in places(before).items()}
    names = run_names(after)
    was_hidden = {new_names.get(name, name) for name in hidden_runs(before) if name in run_names(before)}
    for name in {*new_names, *names}:
        after = with_hidden(after, name, name in was_hidden)
    wanted = _with_free_places({name: looked[name] for name in names if name in looked}, names)
    assumed = _with_free_places({}, names)
    kept = MappingProxyType({name: wanted[name] for name in names}) if wanted != assumed else None
    return after if kept == after.view.get(_PLACES) else _with_entry(after, _PLACES, kept)


def _kept_places(document: Document) -> Iterator[tuple[str, int]]:
    kept = document.view.get(_PLACES)
    for name, place in kept.items() if isinstance(kept, Mapping) else ():
        if isinstance(place, int) and not isinstance(place, bool) and place >= 0:
            yield name, place


def _with_free_places(kept: Mapping[str, int], names: tuple[str, ...]) -> dict[str, int]:
    """Those places, and for the other names the first ones that are free."""
    free = (place for place in count() if place not in kept.values())
    return {**kept, **{name: next(free) for name in sorted(names, key=_counting) if name not in kept}}


def _with_entry(document: Document, key: str, value: Json) -> Document:
    view: dict[str, Json] = {name: each for name, each in document.view.items() if name != key}
    if value:
        view[key] = value
    return set_view(document, MappingProxyType(view))


def _counting(name: str) -> tuple[int, str]:
    """Names of one kind in the order in which they are counted: run 2 before run 10."""
    return len(name), name
