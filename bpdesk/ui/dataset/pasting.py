"""Reads rows that were copied from a spreadsheet or a text. No Qt."""

import csv
import math
import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from time import thread_time

import numpy as np

from bpdesk.model.dataset import MISSING, MOST_VALUES, Array
from bpdesk.text import MINUS, count, one_line, read_number, tr, whole

_ROWS_AT_ONCE = 500
_LONGEST_LINE = 1_000_000
"""Characters."""
_MOST_NAMED = 8
_MAYBE_DECIMAL = re.compile(rf"\s*[+\-{MINUS}]?\d+(?:,(\d+))?(?:[eE][+-]?\d+)?\s*")
"""A line that is one number with a decimal comma, or without a fraction; or else two whole numbers."""


class CopiedRows:
    """The numbers of a text with a row per line, read some rows at a time; `room` is how many columns there are to fill.

    Tabs part the cells, else semicolons, else commas, unless these are decimal ones: where there is room for one column, or where the text
    as a whole says so. A first line of words above numbers names the columns, and is no row.
    """

    def __init__(self, text: str, room: int) -> None:
        self._text = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
        self._room = room
        self._at = 0
        self._parts: list[Array] = []
        self._count = self._width = self._skipped = 0
        self._said: list[str] = []
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

    @property
    def said(self) -> str:
        """What a person should know of how it was read; empty where there is no doubt."""
        return " ".join(self._said)

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
            self._take(rows[1:] if self._is_headed(rows) else rows)
        return False

    def _is_headed(self, rows: Sequence[Sequence[str]]) -> bool:
        """Whether these are the first rows, and the very first one names the columns."""
        if self._count or self._skipped or len(rows) < 2 or not _are_words(rows[0]) or _are_words(rows[1]):
            return False
        self._skipped = 1
        names = ", ".join(f"“{one_line(cell.strip())}”" for cell in rows[0][:_MOST_NAMED]) + (", …" if len(rows[0]) > _MOST_NAMED else "")
        self._said.append(tr("The first line was taken for the columns' names: {names}.", names=names))
        return True

    def _take(self, rows: Sequence[Sequence[str]]) -> None:
        width = max(map(len, rows))
        if width > self._room:
            line = next(place for place, row in enumerate(rows) if len(row) > self._room)
            cells = count(len(rows[line]), "{n} cell", "{n} cells")
            told = tr("Line {line} of what was copied has {cells}: from here on there is room for {room}.",
                      line=whole(self._skipped + self._count + line + 1), cells=cells, room=whole(self._room))  # fmt: skip
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
            part[line, : len(row)] = [_cell(cell, self._skipped + self._count + line, column) for column, cell in enumerate(row)]
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
        if self._room == 1:
            return "," if any(line.count(",") > 1 for line in self._lines()) else ""
        lines = (line for line in self._lines() if line.strip())
        first = next(lines, "")
        is_named = "," not in first and not _is_number(first)
        return self._separator_of_numbers(lines if is_named else chain([first], lines), is_named)

    def _separator_of_numbers(self, lines: Iterator[str], is_one_column: bool) -> str:
        """For lines that may be numbers with a decimal comma, or pairs of whole numbers: a line without a comma can't be a pair,
        and no whole number is written as 05."""
        is_decimal, first = is_one_column, ""
        for line in lines:
            found = _MAYBE_DECIMAL.fullmatch(line)
            if found is None:
                return ","
            is_decimal = is_decimal or found[1] is None or (len(found[1]) > 1 and found[1][0] == "0")
            first = first or line.strip()
        if is_decimal:
            return ""
        whole_part, _, fraction = first.partition(",")
        told = tr("“{text}” was read as two values, {one} and {other}. If it is one number: Undo, and paste it with decimal points.",
                  text=first, one=whole_part, other=fraction)  # fmt: skip
        self._said.append(told)
        return ","


def rows_of(text: str, room: int) -> Array:
    """The numbers of a text as a table, see `CopiedRows`. Raises ValueError with a sentence that names what can't be read."""
    copied = CopiedRows(text, room)
    copied.go_on(math.inf)
    return copied.table


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


def _are_words(cells: Sequence[str]) -> bool:
    """Whether none of those cells is a number, and one is given."""
    return any(cell.strip() for cell in cells) and not any(map(_is_number, cells))


def _is_number(cell: str) -> bool:
    try:
        read_number(cell)
    except ValueError:
        return False
    return True


def _cell(cell: str, line: int, column: int) -> float:
    if not cell.strip():
        return MISSING
    try:
        return read_number(cell)
    except ValueError as reason:
        place = tr("Line {line}, column {column} of what was copied", line=whole(line + 1), column=whole(column + 1))
        raise ValueError(f"{place}: {reason}") from None
