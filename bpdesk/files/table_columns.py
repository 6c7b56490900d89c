"""The lines of a foreign table to columns, of numbers or of words: some thousand cells at a time, in about the memory of the numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

import numpy as np
import numpy.typing as npt

from bpdesk.files.faults import FormatError, quoted
from bpdesk.files.table import Layout, Line, lines_of
from bpdesk.files.table_numbers import NOTATIONS, Notation, has_number_somehow, is_number_somehow
from bpdesk.model.dataset import MISSING, Array
from bpdesk.model.importing import Column, Fault, heading
from bpdesk.text import tr, whole

_CELLS_AT_ONCE, _FEWEST_LINES_AT_ONCE = 20_000, 100
_MOST_KNOWN = 100_000
"""Words; beyond, hardly one comes again, and to know them would take more than the words."""
_QUOTED_FAULTS = 20
_NOT_GIVEN = frozenset(("", "na", "n/a", "nan", "null", "none", "?", "-"))
_NO_NUMBER, _TOO_LARGE = -math.inf, math.inf
"""What stands for such cells while a column is read."""
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
    for numbers, cells in _some_at_a_time(() if layout.header else (first,), lines, width):
        for place, column in enumerate(columns):
            column.take(cells[place::width], numbers)
    _read_again(text, layout, columns)
    return [column.whole() for column in columns]


def _read_again(text: str, layout: Layout, columns: Sequence[_Growing]) -> None:
    """Once for all columns that need it, as far as one of them does."""
    waiting = [place for place, column in enumerate(columns) if column.is_taken_again]
    if not waiting:
        return
    known = dict[str, str]()
    for _, cells in _some_at_a_time((), islice(lines_of(text, layout), 1 if layout.header else 0, None), len(columns)):
        for place in waiting:
            columns[place].take_again(cells[place :: len(columns)], known)
        if len(known) > _MOST_KNOWN:
            known.clear()
        waiting = [place for place in waiting if columns[place].is_taken_again]
        if not waiting:
            return


def _some_at_a_time(first: Iterable[Line], lines: Iterator[Line], width: int) -> Iterator[tuple[list[int], list[str]]]:
    """Numbers and cells, line by line, of some lines that follow one another.

    Rows that are kept, however shortly, would have the garbage collector go through everything again and again.
    """
    all_lines = chain(first, lines)
    while True:
        numbers, cells = list[int](), list[str]()
        for number, row in islice(all_lines, max(_FEWEST_LINES_AT_ONCE, _CELLS_AT_ONCE // width)):
            numbers.append(number)
            cells += row
        if not numbers:
            return
        yield numbers, cells


class _Growing:
    """A column while its cells come in; what they are is known at the end: numbers, unless most are words.

    No texts are kept: where they are needed they are taken again, which is a second reading rather than several times the memory.
    """

    def __init__(self, name: str, notation: Notation) -> None:
        self._name, self._notation = name, notation
        self._numbers: list[Array] = []
        self._count_of_all = self._count_of_given = self._count_of_numbers = 0
        self._bad, self._bad_texts, self._reason = list[npt.NDArray[np.int64]](), list[str](), ""
        self._has_other_signs = False
        self._possible = sorted(NOTATIONS, key=lambda each: each.decimal != notation.decimal)
        """With which all cells that were taken again are numbers, the first as at present if it can be."""
        self._words: list[str] = []

    @property
    def is_of_words(self) -> bool:
        """Whether most of what is given is no number in any notation."""
        return self._count_of_numbers < self._count_of_given / 2 and not self._has_other_signs

    @property
    def is_taken_again(self) -> bool:
        """Whether the cells are needed once more, from the first on."""
        return self.is_of_words or (self._has_other_signs and bool(self._possible))

    def take(self, cells: Sequence[str], lines: Sequence[int]) -> None:
        """The next cells, and the numbers of the lines that they stand in."""
        numbers = _quickly(cells, self._notation.decimal)
        if numbers is None:
            numbers = self._looked_at(cells, lines)
        else:
            self._count_of_given, self._count_of_numbers = self._count_of_given + len(cells), self._count_of_numbers + len(cells)
        self._numbers.append(numbers)
        self._count_of_all += len(cells)

    def take_again(self, cells: Sequence[str], known: dict[str, str]) -> None:
        """The next of the same cells; a word that is known already isn't held twice."""
        if self.is_of_words:
            self._numbers.clear()
            self._bad.clear()
            words = {cell: known.setdefault(word, word) for cell, word in _words(cells).items()}
            self._words += [words[cell] for cell in cells]
        else:
            self._possible = [each for each in self._possible if _are_numbers(cells, each)]

    def whole(self) -> Column:
        """The column, which is then no longer held here."""
        if self.is_of_words:
            words, self._words = self._words, []
            return Column(self._name, None, tuple(words))
        numbers, self._numbers = self._numbers, []
        return Column(self._name, np.concatenate(numbers), fault=self._fault() if self._bad else None)

    def _fault(self) -> Fault:
        signs = self._possible[0].decimal + self._possible[0].thousands if self._has_other_signs and self._possible else ""
        return Fault(np.concatenate(self._bad), tuple(self._bad_texts), self._reason, signs)

    def _looked_at(self, cells: Sequence[str], lines: Sequence[int]) -> Array:
        """Their numbers, each text of them looked at once; those that are none are noted."""
        looked_at = {cell: self._looked_at_one(cell.strip()) for cell in set(cells)}
        numbers = np.array([looked_at[cell] for cell in cells], np.float64)
        self._count_of_given += len(cells) - int(np.count_nonzero(np.isnan(numbers)))
        self._count_of_numbers += int(np.count_nonzero(numbers > _NO_NUMBER))
        self._has_other_signs = self._has_other_signs or has_number_somehow(
            [cell.strip() for cell, number in looked_at.items() if number == _NO_NUMBER]
        )
        bad = np.flatnonzero(np.isinf(numbers))
        if bad.size:
            self._note([cells[place].strip() for place in bad[:_QUOTED_FAULTS]], self._count_of_all + bad, lines[bad[0]])
            numbers[bad] = MISSING
        return numbers

    def _looked_at_one(self, text: str) -> float:
        """The number; _NO_NUMBER where it is none, and _TOO_LARGE where no double holds it."""
        if self._notation.is_number(text):
            value = self._notation.value(text)
            return value if math.isfinite(value) else _TOO_LARGE
        return MISSING if text.lower() in _NOT_GIVEN else _NO_NUMBER

    def _note(self, texts: Sequence[str], rows: npt.NDArray[np.int64], line: int) -> None:
        """Bad cells: the first texts of them, and the line of the first."""
        self._reason = self._reason or str(self._failure(texts[0], line))
        self._bad_texts += texts[: _QUOTED_FAULTS - len(self._bad_texts)]
        self._bad.append(rows)

    def _failure(self, text: str, line: int) -> FormatError:
        """Why that cell is no number."""
        place = tr("line {line}, column {column}", line=whole(line), column=quoted(self._name))
        if self._notation.is_number(text):
            return FormatError(place, tr("{text} is not finite", text=quoted(text)))
        if is_number_somehow(text):
            return FormatError(place, tr("{text} has another decimal sign, or thousands sign, than the table", text=quoted(text)))
        return FormatError(place, tr("{text} is not a number", text=quoted(text)))


def _name(head: str, place: int) -> str:
    return heading(_SHIELD.sub("", head.strip())) or tr("column {n}", n=place + 1)


def _words(cells: Sequence[str]) -> dict[str, str]:
    """Each different cell's word, empty where it is missing."""
    texts = {cell: cell.strip() for cell in set(cells)}
    return {cell: "" if text.lower() in _NOT_GIVEN else text for cell, text in texts.items()}


def _are_numbers(cells: Sequence[str], notation: Notation) -> bool:
    """Whether all that are given are numbers in that notation."""
    return _quickly(cells, notation.decimal) is not None or notation.has_all(set(_words(cells).values()) - {""})


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
