"""Scaling of the data's columns as a step of its own: network and cost see (x − offset) / scale, the rows stay as they were given."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from types import MappingProxyType
from typing import Literal

import numpy as np

from bpdesk.model.dataset import Array, Dataset, Scaling
from bpdesk.model.document import Document
from bpdesk.model.refusal import Refusal
from bpdesk.text import tr

Way = Literal["none", "min_max", "standard"]


def scale(document: Document, way: Way, columns: Collection[str]) -> Document:
    """Scale those columns (node ids), measured on the training rows, and no others; a column that never changes is only moved."""
    data = document.data
    if data is None or not len(data.train):
        raise Refusal(tr("There is no training row to measure the columns by."))
    table = data.train.array()
    found = {}
    if way != "none":
        for index, name in enumerate(data.columns):
            given = table[~np.isnan(table[:, index]), index]
            if name in columns and len(given):
                found[name] = _MEASURES[way](given)
    if found == dict(data.scaling):
        return document
    return replace(document, data=replace(data, scaling=MappingProxyType(found)), run=None)


def way_of(data: Dataset, column: str) -> Way:
    """How that column was scaled, as far as its training rows still tell; `none` where they don't."""
    values = data.train.column(data.columns.index(column))
    given = values[~np.isnan(values)]
    for way, measure in _MEASURES.items() if len(given) else ():
        try:
            if measure(given) == data.scaling[column]:
                return way
        except Refusal:
            continue
    return "none"


def _min_max(values: Array) -> Scaling:
    """From the least to the greatest is from 0 to 1."""
    return _of(float(values.min()), float(values.max() / 2 - values.min() / 2) * 2)


def _standard(values: Array) -> Scaling:
    """Mean 0, standard deviation 1 (of the rows themselves, divided by their number)."""
    largest = float(np.abs(values).max()) or 1.0
    mean = float((values / largest).mean()) * largest
    return _of(mean, float(np.std(values / largest)) * largest)


def _of(offset: float, spread: float) -> Scaling:
    if not np.isfinite(spread):
        raise Refusal(tr("The numbers are too far apart to be scaled."))
    return Scaling(offset, spread if spread > 0 else 1.0)


_MEASURES: dict[Way, Callable[[Array], Scaling]] = {"min_max": _min_max, "standard": _standard}
