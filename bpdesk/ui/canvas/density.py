"""How much the canvas tells: the plain picture, its values, or everything; and how a document's view remembers it. Pure."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, get_args

from bpdesk.model.document import Document, Json

Density = Literal["plain", "values", "everything"]
DENSITIES: tuple[Density, ...] = get_args(Density)
USUAL: Density = "values"
_KEY, _CAPTIONS = "density", "captions"


def kept_density(document: Document) -> Density:
    """The one that the document was saved with."""
    kept = document.view.get(_KEY)
    return next((density for density in DENSITIES if density == kept), USUAL)


def kept_captions(document: Document) -> bool:
    """Whether the document was saved with captions."""
    return document.view.get(_CAPTIONS) is True


def with_captions(view: Mapping[str, Json], captions: bool) -> Mapping[str, Json]:
    """The view with captions or without; a reader assumes none."""
    if not captions and _CAPTIONS not in view:
        return view
    return MappingProxyType({**view, _CAPTIONS: captions})


def with_density(view: Mapping[str, Json], density: Density) -> Mapping[str, Json]:
    """The view with that density; a reader assumes the usual one."""
    if density == USUAL and _KEY not in view:
        return view
    return MappingProxyType({**view, _KEY: density})
