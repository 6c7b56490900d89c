"""Dealing the rows out to training and test, by share and seed."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from bpdesk.model.dataset import Array, Rows
from bpdesk.model.document import Document
from bpdesk.model.refusal import Refusal
from bpdesk.text import tr

_FACTORS_SEED = 0
_HALF = np.uint64(32)


def counts(rows: int, share: float) -> tuple[int, int]:
    """How many training and test rows come of so many, `share` of them for the test; at least one is left to train."""
    test = min(round(rows * share), max(0, rows - 1))
    return rows - test, test


def split(document: Document, share: float, seed: int) -> Document:
    """Deal all rows out anew: `share` of them, drawn with that seed, become test rows. Each part keeps the order.

    The same share and seed deal the same rows out alike, however they were dealt out and sorted before; where they are so already,
    the document stays the same object.
    """
    data = document.data
    if data is None or len(data.train) + len(data.test) < 2:
        raise Refusal(tr("There are no rows to be split."))
    table = np.concatenate((data.train.array(), data.test.array()))
    _, test = counts(len(table), share)
    is_test = _drawn(table, test, seed)
    train, tested = (Rows.of(table[chosen], len(data.columns)) for chosen in (~is_test, is_test))
    if train == data.train and tested == data.test:
        return document
    return replace(document, data=replace(data, train=train, test=tested), run=None)


def _drawn(table: Array, count: int, seed: int) -> npt.NDArray[np.bool_]:
    """Which rows are drawn, by what stands in them: of rows that are equal the last ones, where test rows are."""
    prints = _prints(table)
    order = np.argsort(prints, kind="stable")
    first = np.flatnonzero(np.concatenate(([True], prints[order][1:] != prints[order][:-1])))
    is_ranked = np.zeros(len(table), np.bool_)
    is_ranked[np.random.default_rng(seed).permutation(len(table))[:count]] = True
    wanted = np.add.reduceat(is_ranked, first, dtype=np.int64)
    sizes = np.diff(np.concatenate((first, [len(table)])))
    place = np.arange(len(table)) - np.repeat(first, sizes)
    is_drawn = np.zeros(len(table), np.bool_)
    is_drawn[order] = place >= np.repeat(sizes - wanted, sizes)
    return is_drawn


def _prints(table: Array) -> npt.NDArray[np.uint64]:
    """A number for each row that depends on every bit of it, and on nothing else: `(rows,)`."""
    bits = np.ascontiguousarray(table).view(np.uint64)
    factors = np.random.default_rng(_FACTORS_SEED).integers(1, 2**63, bits.shape[1], np.uint64) * np.uint64(2) + np.uint64(1)
    found = np.zeros(len(table), np.uint64)
    for column, factor in zip(bits.T, factors, strict=True):
        found = (found ^ column) * factor
        found ^= found >> _HALF
    return found
