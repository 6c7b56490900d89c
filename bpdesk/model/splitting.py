"""Dealing the rows out to training and test, by share and seed."""

from dataclasses import replace

import numpy as np

from bpdesk.model.dataset import Rows
from bpdesk.model.document import Document
from bpdesk.model.refusal import Refusal
from bpdesk.text import tr


def counts(rows: int, share: float) -> tuple[int, int]:
    """How many training and test rows come of so many, `share` of them for the test; at least one is left to train."""
    test = min(round(rows * share), max(0, rows - 1))
    return rows - test, test


def split(document: Document, share: float, seed: int) -> Document:
    """Deal all rows out anew: `share` of them, drawn with that seed, become test rows. Each part keeps the order."""
    data = document.data
    if data is None or len(data.train) + len(data.test) < 2:
        raise Refusal(tr("There are no rows to be split."))
    table = np.concatenate((data.train.array(), data.test.array()))
    _, test = counts(len(table), share)
    drawn = np.random.default_rng(seed).permutation(len(table))
    is_test = np.zeros(len(table), np.bool_)
    is_test[drawn[:test]] = True
    width = len(data.columns)
    return replace(document, data=replace(data, train=Rows.of(table[~is_test], width), test=Rows.of(table[is_test], width)), run=None)
