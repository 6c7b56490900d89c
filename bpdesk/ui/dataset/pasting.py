"""Reads rows that were copied from a spreadsheet or a text, and writes rows so that a spreadsheet takes them. No Qt."""

import csv
import io
import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from time import thread_time

import numpy as np

from bpdesk.model.dataset import MISSING, MOST_VALUES, Array
from bpdesk.text import count, exact, read_number, tr, whole

_ROWS_AT_ONCE = 500
_LONGEST_LINE = 1_000_000
"""Characters."""


class CopiedRows:
    """The numbers of a text with a row per line, read some rows at a time; `room` is how many columns there are to fill.

    Tabs part the cells, else semicolons, else commas; a comma within a cell is a decimal one, and so is the only one where there is
    room for one column.
    """

    def __init__(self, text: str, room: int) -> None:
        self._text = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
        self._room = room
        self._at = 0
        self._parts: list[Array] = []
        self._count = self._width = 0
        separator = self._separator()
        lines = self._lines()
        self._rows = csv.reader(lines, delimiter=separator) if separator else ([line] for line in lines)

    @property
    def share(self) -> float:
        """How much of the text is read, from 0 to 1."""
        return self._at / max(1, len(self._text))

    @property
    def table(self) -> Array:
        """What was read, shape `(rows, columns)`: as wide as the widest row, NaN where a cell is empty or missing."""
        table = np.full((self._count, self._width), MISSING)
        at = 0
        for part in self._parts:
            table[at : at + len(part), : part.shape[1]] = part
            at += len(part)
        return table

    def go_on(self, seconds: float) -> bool:
        """Read on for about so long; whether all is read. ValueError with a sentence that names what can't be read, by line and column."""
        until = thread_time() + seconds
        while thread_time() < until:
            try:
                rows = list(islice(self._rows, _ROWS_AT_ONCE))
            except csv.Error:
                raise ValueError(tr("What was copied is no table.")) from None
            if not rows:
                return True
            self._take(rows)
        return False

    def _take(self, rows: Sequence[Sequence[str]]) -> None:
        width = max(map(len, rows))
        if width > self._room:
            line = next(place for place, row in enumerate(rows) if len(row) > self._room)
            cells = count(len(rows[line]), "{n} cell", "{n} cells")
            told = tr("Line {line} of what was copied has {cells}: from here on there is room for {room}.",
                      line=whole(self._count + line + 1), cells=cells, room=whole(self._room))  # fmt: skip
            raise ValueError(told)
        self._width = max(self._width, width)
        if (self._count + len(rows)) * self._width > MOST_VALUES:
            raise ValueError(tr("More than {n} values are more than a document holds.", n=whole(MOST_VALUES)))
        quick = _quickly(rows, width)
        self._parts.append(self._one_by_one(rows, width) if quick is None else quick)
        self._count += len(rows)

    def _one_by_one(self, rows: Sequence[Sequence[str]], width: int) -> Array:
        part = np.full((len(rows), width), MISSING)
        for line, row in enumerate(rows):
            part[line, : len(row)] = [_cell(cell, self._count + line, column) for column, cell in enumerate(row)]
        return part

    def _lines(self) -> Iterator[str]:
        """A text without any has one empty line."""
        text, number, end = self._text, 0, -1
        while end < len(text):
            start, number = end + 1, number + 1
            end = text.find("\n", start, start + _LONGEST_LINE)
            if end < 0 and len(text) - start >= _LONGEST_LINE:
                told = tr("Line {line} of what was copied is longer than {n} characters.", line=whole(number), n=whole(_LONGEST_LINE))
                raise ValueError(told)
            end = len(text) if end < 0 else end
            self._at = end
            yield text[start:end]

    def _separator(self) -> str:
        """The character between cells; none where each line is one cell."""
        for candidate in ("\t", ";"):
            if candidate in self._text:
                return candidate
        if "," not in self._text:
            return ""
        return "," if self._room != 1 or any(line.count(",") > 1 for line in self._lines()) else ""


def rows_of(text: str, room: int) -> Array:
    """The numbers of a text as a table, see `CopiedRows`. Raises ValueError with a sentence that names what can't be read."""
    copied = CopiedRows(text, room)
    copied.go_on(math.inf)
    return copied.table


def text_of(rows: Iterable[Sequence[float | None]]) -> str:
    """Tab-separated lines with every digit; a missing value is empty."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerows([["" if value is None else exact(value) for value in row] for row in rows])
    return out.getvalue()


def _quickly(rows: Sequence[Sequence[str]], width: int) -> Array | None:
    """All cells at once; None where one of them has to be looked at."""
    if any(len(row) != width for row in rows):
        return None
    together = "\n".join(chain.from_iterable(rows))
    # An n is part of nan or inf, which are no numbers here.
    if not together.isascii() or any(mark in together for mark in ",_/nN"):
        return None
    try:
        table = np.array(rows, dtype=np.float64)
    except ValueError:
        return None
    return table if np.isfinite(table).all() else None


def _cell(cell: str, line: int, column: int) -> float:
    if not cell.strip():
        return MISSING
    try:
        return read_number(cell)
    except ValueError as reason:
        place = tr("Line {line}, column {column} of what was copied", line=whole(line + 1), column=whole(column + 1))
        raise ValueError(f"{place}: {reason}") from None
