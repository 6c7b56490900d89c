"""Writes rows so that a spreadsheet takes them, some at a time. No Qt."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from time import thread_time

import numpy as np

from bpdesk.model.dataset import Array, Indices

_ROWS_AT_ONCE = 500


class RowsToCopy:
    """Tab-separated lines with every digit; a missing value is empty. `take` hands over the values of some of the `rows`."""

    def __init__(self, rows: Indices, take: Callable[[Indices], Array]) -> None:
        self._rows, self._take = rows, take
        self._at = 0
        self._out = io.StringIO()
        self._writer = csv.writer(self._out, delimiter="\t", lineterminator="\n")

    @property
    def share(self) -> float:
        """How much is written, from 0 to 1."""
        return self._at / max(1, len(self._rows))

    @property
    def text(self) -> str:
        return self._out.getvalue()

    def go_on(self, seconds: float) -> bool:
        """Write on for about so long; whether all is written."""
        until = thread_time() + seconds
        while self._at < len(self._rows) and thread_time() < until:
            end = min(self._at + _ROWS_AT_ONCE, len(self._rows))
            self._write(self._take(self._rows[self._at : end]))
            self._at = end
        return self._at == len(self._rows)

    def _write(self, table: Array) -> None:
        if np.isnan(table).any():
            self._writer.writerows([["" if value != value else value for value in row] for row in table.tolist()])
        else:
            self._writer.writerows(table.tolist())


def text_of(table: Array) -> str:
    """All of a table of shape `(rows, columns)`, see `RowsToCopy`."""
    copied = RowsToCopy(np.arange(len(table)), lambda rows: table[rows])
    copied.go_on(float("inf"))
    return copied.text
