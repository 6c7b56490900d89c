"""Large tables of numbers within a JSON text, read in pieces.

A parser that reads tens of megabytes at once keeps every other thread waiting for a second and more, the window's among them. So
each long list behind a key that holds rows is cut out of the text, with a mark left in its place, and read some rows at a time.
Whatever isn't exactly a list of rows is left to the parser of the whole, which says what is wrong with it and where.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

Table = npt.NDArray[np.float64]
Loads = Callable[[str], Any]

_LEAST = 4_096
"""Bytes from which on it is worth it."""
_PIECE = 32_768
"""Bytes that are read at once: about a millisecond."""
_LONGEST = 2**22
"""Bytes: no row of a table is longer."""
_BEGINNING = re.compile(rb'"(?:train|test)"[ \t\r\n]*:[ \t\r\n]*\[(?=[ \t\r\n]*\[)')
_END = re.compile(rb"\][ \t\r\n]*\]")
_COMMA, _CLOSING = re.compile(rb"[ \t\r\n]*,"), re.compile(rb"[ \t\r\n]*\]")
_CELLS = {float, int, type(None)}


class _NoTableError(Exception):
    """The text isn't just a list of lists; `at` is where the rows begin that can't be read."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


@dataclass(frozen=True)
class Uneven:
    """Rows that are no table of numbers: some that are, and behind them some of which one is wrong. Those after them aren't kept."""

    before: Table
    rows: list[object]


Rows = Table | Uneven


class Cut:
    """A JSON text with its tables cut out; `mark` is the key of the objects in their places, which no text can know beforehand.

    `loads` reads JSON. Where a table can't be read
    (`is_broken`), the rest holds it from the rows on that can't: a parser finds there what it would find in the whole.
    """

    def __init__(self, text: bytes, loads: Loads) -> None:
        self.mark = secrets.token_hex(16)
        self.tables: list[Rows] = []
        self.is_broken = False
        self._loads = loads
        self._kept: list[bytes] = []
        self._characters = 0
        """Of what was kept so far."""
        self._missing: list[tuple[int, int]] = []
        """Up to how many characters of the rest nothing is missing, and how many more of the whole are missing there."""
        self._kept.append(text[self._cut(text) :])
        self.rest = b"".join(self._kept)

    def table(self, value: object) -> Rows | None:
        """The table that a value out of the rest stands for, if it does."""
        if isinstance(value, dict) and len(value) == 1 and self.mark in value:
            return self.tables[value[self.mark]]
        return None

    @property
    def is_needed(self) -> bool:
        """Whether there is anything that was cut out."""
        return bool(self._missing)

    def place_in_whole(self, character: int) -> int:
        """The place of a character of the rest."""
        return character + sum(missing for until, missing in self._missing if until <= character)

    def _cut(self, text: bytes) -> int:
        """Cut the tables out; where in the text the part begins that stays behind them."""
        at = 0
        while (first := _first_large(text, at)) is not None:
            try:
                table, end = self._table(text, first)
            except _NoTableError as failure:
                self.is_broken = True
                self._keep(text[at:first], failure.at - first)
                return failure.at
            mark = b'{"%s": %d}' % (self.mark.encode(), len(self.tables))
            self._keep(text[at : first - 1] + mark, end - first + 1 - len(mark))
            self.tables.append(table)
            at = end
        return at

    def _keep(self, part: bytes, missing: int) -> None:
        # What is cut out is ASCII; where what stays isn't, the parser of the rest says so.
        self._characters += len(part.decode("utf-8" if self._kept else "utf-8-sig", "replace"))
        self._kept.append(part)
        self._missing.append((self._characters, missing))

    def _table(self, text: bytes, at: int) -> tuple[Rows, int]:
        """The rows of the `[…], […]` that begin there, and where their list ends."""
        rows = _GrowingRows()
        end = at
        for piece, end in self._pieces(text, at):  # noqa: B007  # where the last one ends
            rows.take(piece)
        return rows.whole(), end

    def _pieces(self, text: bytes, at: int) -> Iterator[tuple[list[object], int]]:
        """Some rows after the other, and where what follows them begins: after the last ones what follows the list."""
        is_last = False
        while not is_last:
            end, is_last = _end_of_piece(text, at)
            if end - at > _LONGEST:
                raise _NoTableError(at)
            rows = self._read(text, at, end)
            after = (_CLOSING if is_last else _COMMA).match(text, end)
            if not rows or after is None:
                raise _NoTableError(at)
            at = after.end()
            yield rows, at

    def _read(self, text: bytes, at: int, end: int) -> list[object]:
        try:
            rows: list[object] = self._loads(f"[{text[at:end].decode('ascii')}]")
        except (ValueError, RecursionError) as failure:
            raise _NoTableError(at) from failure
        return rows


def _first_large(text: bytes, at: int) -> int | None:
    """Where the rows begin of the next list that is worth it."""
    while len(text) - at >= _LEAST and (beginning := _BEGINNING.search(text, at)):
        short = _END.search(text, beginning.end(), beginning.end() + _LEAST)
        if short is None:
            return beginning.end()
        at = short.end()
    return None


def _end_of_piece(text: bytes, at: int) -> tuple[int, bool]:
    """Behind the last row of a piece, and whether that is the last row of all."""
    end = text.find(b"]", at + _PIECE)
    end = len(text) if end < 0 else end + 1
    last = _END.search(text, at, end)
    if last is not None:
        return last.start() + 1, True
    return end, _CLOSING.match(text, end) is not None


class _GrowingRows:
    """Rows while they come in: numbers, until one of them has another length than the first, or holds anything else."""

    def __init__(self) -> None:
        self._tables: list[Table] = []
        self._wrong: list[object] | None = None

    def take(self, rows: list[object]) -> None:
        if self._wrong is not None:
            return
        table = _numbers(rows)
        if table is None or (self._tables and table.shape[1] != self._tables[0].shape[1]):
            self._wrong = rows
        else:
            self._tables.append(table)

    def whole(self) -> Rows:
        table = np.concatenate(self._tables) if self._tables else np.zeros((0, 0))
        return table if self._wrong is None else Uneven(table, self._wrong)


def _numbers(rows: list[Any]) -> Table | None:
    """The rows as numbers, NaN for a null; None where they aren't."""
    if not all(type(row) is list for row in rows) or not set(map(type, chain.from_iterable(rows))) <= _CELLS:
        return None
    try:
        table = np.array(rows, np.float64).reshape(len(rows), len(rows[0]))
    except (ValueError, OverflowError):
        return None
    # No NaN comes out of the text: one in the table is a null.
    return None if np.isinf(table).any() else table
