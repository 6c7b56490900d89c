"""Large tables of numbers within a JSON text, read in pieces.

A parser that reads tens of megabytes at once keeps every other thread waiting for a second and more, the window's among them. So
each long list behind a key that holds rows is cut out of the text, with a mark left in its place, and read some rows at a time.
Whatever isn't exactly a table of numbers is left to the parser of the whole, which says what is wrong with it and where.
"""

from __future__ import annotations

import json
import re
import secrets
from itertools import chain

import numpy as np
import numpy.typing as npt

Table = npt.NDArray[np.float64]

_LEAST = 4_096
"""Bytes from which on it is worth it."""
_PIECE = 32_768
"""Bytes that are read at once: about a millisecond."""
_BEGINNING = re.compile(rb'"(?:train|test)"[ \t\r\n]*:[ \t\r\n]*\[')
_END = re.compile(rb"\][ \t\r\n]*\]")
_COMMA, _CLOSING = re.compile(rb"[ \t\r\n]*,"), re.compile(rb"[ \t\r\n]*\]")
_CELLS = {float, int, type(None)}


class NoTableError(Exception):
    """The text isn't just a table of finite numbers."""


class Cut:
    """A JSON text with its tables cut out; `mark` is the key of the objects in their places, which no text can know beforehand."""

    def __init__(self, text: bytes) -> None:
        self.mark = secrets.token_hex(16)
        self.tables: list[Table] = []
        self.rest = text
        self._cut(text)

    def table(self, value: object) -> Table | None:
        """The table that a value out of the rest stands for, if it does."""
        if isinstance(value, dict) and len(value) == 1 and self.mark in value:
            found: Table = self.tables[value[self.mark]]
            return found
        return None

    def _cut(self, text: bytes) -> None:
        parts, at = [], 0
        while len(text) - at >= _LEAST and (beginning := _BEGINNING.search(text, at)):
            table, end = _table(text, beginning.end())
            parts += [text[at : beginning.end() - 1], b'{"%s": %d}' % (self.mark.encode(), len(self.tables))]
            self.tables.append(table)
            at = end
        self.rest = b"".join((*parts, text[at:]))


def _table(text: bytes, at: int) -> tuple[Table, int]:
    """The numbers of the `[…], […]` that begin there, NaN for a null, and where their list ends.

    NoTableError where a row has another length than the first, or anything else is there.
    """
    pieces = []
    try:
        while True:
            end, is_last = _end_of_piece(text, at)
            pieces.append(_piece(text[at:end].decode("ascii")))
            after = (_CLOSING if is_last else _COMMA).match(text, end)
            if after is None:
                raise NoTableError
            at = after.end()
            if is_last:
                return np.concatenate(pieces), at
    except (ValueError, OverflowError) as failure:
        raise NoTableError from failure


def _end_of_piece(text: bytes, at: int) -> tuple[int, bool]:
    """Behind the last row of a piece, and whether that is the last row of all."""
    end = text.find(b"]", at + _PIECE)
    end = len(text) if end < 0 else end + 1
    last = _END.search(text, at, end)
    if last is not None:
        return last.start() + 1, True
    return end, _CLOSING.match(text, end) is not None


def _piece(text: str) -> Table:
    cells = json.loads(f"[{text}]", parse_constant=_refuse)
    if not cells or not all(type(row) is list for row in cells) or not set(map(type, chain.from_iterable(cells))) <= _CELLS:
        raise NoTableError
    table = np.array(cells, np.float64).reshape(len(cells), len(cells[0]))
    # No NaN comes out of the text: one in the table is a null.
    if np.isinf(table).any():
        raise NoTableError
    return table


def _refuse(_name: str) -> float:
    raise NoTableError
