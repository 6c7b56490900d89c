"""Large tables of numbers within a JSON text, read in pieces.

A parser that reads tens of megabytes at once keeps every other thread waiting for a second and more, the window's among them. So
each long list behind a key that holds rows is cut out of the text, with a mark left in its place, and read some rows at a time.
Whatever isn't exactly a list of rows is left to the parser of the whole, which says what is wrong with it and where.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

Table = npt.NDArray[np.float64]
Rows = Table | list[object]
Loads = Callable[[str], Any]

_LEAST = 4_096
"""Bytes from which on it is worth it."""
_PIECE = 32_768
"""Bytes that are read at once: about a millisecond."""
_BEGINNING = re.compile(rb'"(?:train|test)"[ \t\r\n]*:[ \t\r\n]*\[')
_END = re.compile(rb"\][ \t\r\n]*\]")
_COMMA, _CLOSING = re.compile(rb"[ \t\r\n]*,"), re.compile(rb"[ \t\r\n]*\]")
_CELLS = {float, int, type(None)}


class NoTableError(Exception):
    """The text isn't just a list of lists."""


class _NoNumbersError(Exception):
    """A row has another length than the first, or holds something else than finite numbers and nulls."""


class Cut:
    """A JSON text with its tables cut out; `mark` is the key of the objects in their places, which no text can know beforehand.

    `loads` reads JSON. Rows that aren't all numbers, or not of one length, come as it gives them.
    """

    def __init__(self, text: bytes, loads: Loads) -> None:
        self.mark = secrets.token_hex(16)
        self.tables: list[Rows] = []
        self.rest = text
        self._loads = loads
        try:
            self._cut(text)
        except (ValueError, OverflowError, RecursionError) as failure:
            raise NoTableError from failure

    def table(self, value: object) -> Rows | None:
        """The table that a value out of the rest stands for, if it does."""
        if isinstance(value, dict) and len(value) == 1 and self.mark in value:
            return self.tables[value[self.mark]]
        return None

    def _cut(self, text: bytes) -> None:
        parts, at = [], 0
        while len(text) - at >= _LEAST and (beginning := _BEGINNING.search(text, at)):
            table, end = self._table(text, beginning.end())
            parts += [text[at : beginning.end() - 1], b'{"%s": %d}' % (self.mark.encode(), len(self.tables))]
            self.tables.append(table)
            at = end
        self.rest = b"".join((*parts, text[at:]))

    def _table(self, text: bytes, at: int) -> tuple[Rows, int]:
        """The rows of the `[…], […]` that begin there, and where their list ends."""
        try:
            *pieces, end = self._pieces(text, at, _numbers)
            return np.concatenate(pieces), end
        except (_NoNumbersError, OverflowError):
            *rows, end = self._pieces(text, at, list)
            return list(chain.from_iterable(rows)), end

    def _pieces(self, text: bytes, at: int, take: Callable[[list[object]], Any]) -> Iterator[Any]:
        """What is taken of some rows after the other, and at last where their list ends."""
        is_last = False
        while not is_last:
            end, is_last = _end_of_piece(text, at)
            rows = self._loads(f"[{text[at:end].decode('ascii')}]")
            after = (_CLOSING if is_last else _COMMA).match(text, end)
            if not rows or after is None:
                raise NoTableError
            yield take(rows)
            at = after.end()
        yield at


def _end_of_piece(text: bytes, at: int) -> tuple[int, bool]:
    """Behind the last row of a piece, and whether that is the last row of all."""
    end = text.find(b"]", at + _PIECE)
    end = len(text) if end < 0 else end + 1
    last = _END.search(text, at, end)
    if last is not None:
        return last.start() + 1, True
    return end, _CLOSING.match(text, end) is not None


def _numbers(rows: list[Any]) -> Table:
    """The rows as numbers, NaN for a null."""
    if not all(type(row) is list for row in rows) or not set(map(type, chain.from_iterable(rows))) <= _CELLS:
        raise _NoNumbersError
    try:
        table = np.array(rows, np.float64).reshape(len(rows), len(rows[0]))
    except ValueError:
        raise _NoNumbersError from None
    # No NaN comes out of the text: one in the table is a null.
    if np.isinf(table).any():
        raise _NoNumbersError
    return table
