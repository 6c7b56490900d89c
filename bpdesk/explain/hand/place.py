"""At which line of a section a mistake belongs."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bpdesk.explain.derivation import Derivation
from bpdesk.explain.page import Section


def place_of(section: Section, key: str) -> int:
    """The item of that key (see `hand.mistake.Place`); the first derivation where none is about it alone."""
    derivations = {place: item for place, item in enumerate(section.items) if isinstance(item, Derivation)}
    about = _ABOUT.get(key, _is_main)
    return next((place for place, item in derivations.items() if about(item)), next(iter(derivations), 0))


def _is_main(derivation: Derivation) -> bool:
    return derivation.is_main


_ABOUT: Mapping[str, Callable[[Derivation], bool]] = {
    "slope": lambda derivation: derivation.left.role == "slope",
    "cost": lambda derivation: derivation.left.ref is not None and derivation.left.ref.kind == "target",
    "sum": lambda derivation: derivation.left.ref is not None and derivation.left.ref.kind == "delta",
    "forward": lambda _: True,
    "value_in": lambda _: True,
}
"""Of the other keys it is the line that ends in what the section is about."""
