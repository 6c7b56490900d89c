"""Which part of the plane a chart shows: what fits by itself, so many times as wide, or what was typed. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bpdesk.model.document import Json
from bpdesk.text import tr

Bounds = tuple[float, float]

RANGES = "ranges"
"""Under this name a document's view holds it."""
_LEAST, _MOST = 1e-6, 1e6
_WIDEST, _NARROWEST_SHARE = 1e150, 1e-9
"""Beyond these the squares of a network's values overflow, or a range has fewer doubles than a chart has points."""


@dataclass(frozen=True)
class Span:
    """`typed` are the bounds of each axis, None where they are to fit; then `factor` says how many times as wide."""

    typed: tuple[Bounds, ...] | None = None
    factor: float = 1.0

    @property
    def is_fitting(self) -> bool:
        return self.typed is None and self.factor == 1.0

    def of(self, fitting: Sequence[Bounds]) -> tuple[Bounds, ...]:
        """The bounds that are shown, where those would fit; what was typed for another number of axes doesn't hold."""
        if self.typed is not None and len(self.typed) == len(fitting):
            return self.typed
        return tuple(_within_all(widened(each, self.factor)) for each in fitting)

    def wider(self, factor: float) -> Span:
        """So many times as wide, as far as a chart can be."""
        if self.typed is None:
            return replace(self, factor=min(max(self.factor * factor, _LEAST), _MOST))
        wide = tuple(widened(each, factor) for each in self.typed)
        return self if any(why_not(each) for each in wide) else replace(self, typed=wide)


FITTING = Span()


def widened(bounds: Bounds, factor: float) -> Bounds:
    """The same middle, so many times as wide."""
    middle, half = bounds[0] / 2 + bounds[1] / 2, (bounds[1] / 2 - bounds[0] / 2) * factor
    return middle - half, middle + half


def _within_all(bounds: Bounds) -> Bounds:
    """As much of a range as a chart can have; all that there can be, where it lies beyond."""
    low, high = (min(max(end, -_WIDEST), _WIDEST) for end in bounds)
    return (low, high) if low < high else (-_WIDEST, _WIDEST)


def why_not(bounds: Bounds) -> str:
    """Why a chart can't have that range, or nothing."""
    low, high = bounds
    if not low < high:
        return tr("A range ends above where it begins.")
    largest = max(abs(low), abs(high))
    if largest > _WIDEST:
        return tr("A range lies within ±10¹⁵⁰.")
    return tr("That range is too narrow.") if high - low < _NARROWEST_SHARE * largest else ""


def span_of(kept: object) -> Span:
    """The span that a document's view holds as a list of bounds; one that fits where it holds none that makes sense."""
    if not isinstance(kept, Sequence) or not 1 <= len(kept) <= 2:
        return FITTING
    found = [bounds for each in kept if (bounds := _bounds(each)) is not None]
    return Span(tuple(found)) if len(found) == len(kept) else FITTING


def with_span(choices: Mapping[str, Json], span: Span) -> dict[str, Json]:
    """What is remembered of a chart, with the span put in where it was typed."""
    result = dict(choices)
    if span.typed is not None:
        result[RANGES] = tuple(tuple(each) for each in span.typed)
    return result


def _bounds(found: object) -> Bounds | None:
    if not isinstance(found, Sequence) or len(found) != 2:
        return None
    low, high = found
    if any(isinstance(end, bool) or not isinstance(end, int | float) or not math.isfinite(end) for end in (low, high)):
        return None
    bounds = float(low), float(high)
    return None if why_not(bounds) else bounds
