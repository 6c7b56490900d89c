"""The lines of a foreign table to columns, of numbers or of words: some thousand cells at a time, in about the memory of the numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np

from bpdesk.files.faults import FormatError, quoted
from bpdesk.files.table import Layout, Line, lines_of
from bpdesk.files.table_numbers import NOTATIONS, Notation, is_number_somehow
from bpdesk.model.dataset import MISSING, Array
from bpdesk.model.importing import Column, Fault, heading
from bpdesk.text import tr, whole

_CELLS_AT_ONCE = 20_000
_QUOTED_FAULTS = 20
_NOT_GIVEN = frozenset(("", "na", "n/a", "nan", "null", "none", "?", "-"))
_SHIELD = re.compile(r"^'(?='*[=+\-@\t])")
"""What a spreadsheet would take for a formula is written behind an apostrophe."""


def columns_of(text: str, layout: Layout) -> list[Column]:
    """The columns with their names, each with its fault where a cell of it is no number; FormatError names the line that is no part of a
    table."""
    lines = lines_of(text, layout)
    first = next(lines)
    width = len(first[1])
    heads = first[1] if layout.header else [tr("column {n}", n=place + 1) for place in range(width)]
    columns = [_Growing(_name(head, place), layout.notation) for place, head in enumerate(heads)]
    for numbers, rows in _some_at_a_time(() if layout.header else (first,), lines, max(1, _CELLS_AT_ONCE // width)):
        for column, cells in zip(columns, zip(*rows, strict=True), strict=True):
            column.take(cells, numbers)
    return [column.whole(text, layout, place) for place, column in enumerate(columns)]


def _some_at_a_time(first: Sequence[Line], lines: Iterator[Line], size: int) -> Iterator[tuple[list[int], list[list[str]]]]:
    """Numbers and cells of some lines that follow one another."""
    some = [*first, *islice(lines, size)]
    while some:
        yield [number for number, _ in some], [row for _, row in some]
        some = list(islice(lines, size))


class _Growing:
    """A column while its cells come in; what they are is known at the end: numbers, unless most are words."""

    def __init__(self, name: str, notation: Notation) -> None:
        self._name, self._notation = name, notation
        self._parts: list[Array | tuple[list[str], list[int]]] = []
        """Numbers; the cells with their lines where one of them is none."""
        self._given = self._numbers = 0
        self._has_other_signs = False

    def take(self, cells: Sequence[str], lines: list[int]) -> None:
        """The next cells, and the numbers of the lines that they stand in."""
        quick = _quickly(cells, self._notation.decimal)
        if quick is not None:
            self._given, self._numbers = self._given + len(cells), self._numbers + len(cells)
            self._parts.append(quick)
            return
        texts = [cell.strip() for cell in cells]
        given = [text for text in texts if text.lower() not in _NOT_GIVEN]
        numbers = sum(map(self._notation.is_number, given))
        self._given, self._numbers = self._given + len(given), self._numbers + numbers
        self._has_other_signs = self._has_other_signs or (numbers < len(given) and any(map(self._has_other_sign, given)))
        part = _finite(texts, self._notation) if numbers == len(given) else None
        self._parts.append((texts, lines) if part is None else part)

    def whole(self, text: str, layout: Layout, place: int) -> Column:
        """The column; the text that it came from is read once more where it turns out to hold words."""
        if self._numbers < self._given / 2 and not self._has_other_signs:
            known: dict[str, str] = {}
            return Column(self._name, None, tuple(known.setdefault(word, word) for word in _words(text, layout, place)))
        parts, bad, reasons = list[Array](), list[tuple[int, str]](), list[str]()
        count = 0
        for part in self._parts:
            parts.append(part if isinstance(part, np.ndarray) else self._one_by_one(*part, count, bad, reasons))
            count += len(parts[-1])
        lines, texts = np.array([row for row, _ in bad], np.int64), tuple(cell for _, cell in bad[:_QUOTED_FAULTS])
        signs = _signs_of_all(_words(text, layout, place), layout.notation) if self._has_other_signs else ""
        return Column(self._name, np.concatenate(parts), fault=Fault(lines, texts, reasons[0], signs) if bad else None)

    def _has_other_sign(self, text: str) -> bool:
        return is_number_somehow(text) and not self._notation.is_number(text)

    def _one_by_one(self, texts: Sequence[str], lines: Sequence[int], first: int, bad: list[tuple[int, str]], reasons: list[str]) -> Array:
        """The numbers of cells from that row on; what is none joins the `bad`, with the reason of the first."""
        found = np.full(len(texts), MISSING)
        for place, (text, line) in enumerate(zip(texts, lines, strict=True)):
            try:
                found[place] = self._number(text, line)
            except FormatError as fault:
                bad.append((first + place, text))
                reasons += [] if reasons else [str(fault)]
        return found

    def _number(self, text: str, line: int) -> float:
        if text.lower() in _NOT_GIVEN:
            return MISSING
        place = tr("line {line}, column {column}", line=whole(line), column=quoted(self._name))
        if self._has_other_sign(text):
            raise FormatError(place, tr("{text} has another decimal sign, or thousands sign, than the table", text=quoted(text)))
        if not self._notation.is_number(text):
            raise FormatError(place, tr("{text} is not a number", text=quoted(text)))
        value = self._notation.value(text)
        if not np.isfinite(value):
            raise FormatError(place, tr("{text} is not finite", text=quoted(text)))
        return value


def _name(head: str, place: int) -> str:
    return heading(_SHIELD.sub("", head.strip())) or tr("column {n}", n=place + 1)


def _words(text: str, layout: Layout, place: int) -> Iterator[str]:
    """The column's cells read once more, empty where one is missing."""
    return (_word(row[place]) for _, row in islice(lines_of(text, layout), 1 if layout.header else 0, None))


def _signs_of_all(words: Iterable[str], present: Notation) -> str:
    """Decimal sign and sign between thousands with which all of them are numbers, the first as at present if it can be; else empty."""
    possible = sorted(NOTATIONS, key=lambda each: each.decimal != present.decimal)
    for word in words:
        possible = [each for each in possible if not word or each.is_number(word)]
        if not possible:
            return ""
    return possible[0].decimal + possible[0].thousands


def _word(cell: str) -> str:
    text = cell.strip()
    return "" if text.lower() in _NOT_GIVEN else text


def _quickly(cells: Sequence[str], decimal: str) -> Array | None:
    """All cells at once; None where one of them has to be looked at."""
    together = "\n".join(cells)
    if "_" in together or ("." if decimal == "," else ",") in together or not together.isascii():
        return None
    try:
        values = np.array([cell.replace(",", ".") for cell in cells] if decimal == "," else cells, dtype=np.float64)
    except ValueError:
        return None
    return values if np.isfinite(values).all() else None


def _finite(texts: Sequence[str], notation: Notation) -> Array | None:
    """Numbers and gaps; None where a number is too large."""
    values = np.array([MISSING if text.lower() in _NOT_GIVEN else notation.value(text) for text in texts], np.float64)
    return None if np.isinf(values).any() else values
