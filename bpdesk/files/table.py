"""Tables of foreign files (CSV and its relatives): how one is laid out, and its lines. Text only, never run.

A file is read in three steps: bytes to text (`table_text`), text to lines under a layout (here), lines to columns (`table_columns`).
Nothing is done at one go: a million lines are read a few at a time, and other threads get their turns.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bpdesk.files.faults import FormatError
from bpdesk.model.dataset import MOST_VALUES
from bpdesk.text import count, tr, whole

DELIMITERS = (",", ";", "\t", "|", " ")
"""A space stands for any number of them: such tables are laid out for the eye."""
DECIMALS = (".", ",")
MOST_COLUMNS = 2_000
_SAMPLE_LINES = 200
_LONGEST_LINE = 2**20
"""Characters."""
NUMBER = {".": re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?"), ",": re.compile(r"[+-]?(\d+(,\d*)?|,\d+)([eE][+-]?\d+)?")}

Line = tuple[int, list[str]]
"""Its number in the file, from 1, and its cells."""


@dataclass(frozen=True)
class Layout:
    """What parts the cells, the decimal sign, and whether the first line names the columns."""

    delimiter: str = ","
    decimal: str = "."
    header: bool = True


def recognised(text: str) -> Layout:
    """The layout that the first lines speak for."""
    lines = [line for line in islice(_each_line(text), _SAMPLE_LINES) if line.strip()]
    delimiter = max(DELIMITERS[:-1], key=lambda each: _speaks_for(lines, each))
    if not _speaks_for(lines, delimiter)[0] and _is_parted_by_spaces(lines):
        delimiter = " "
    rows = [row for _, row in _read(lines, delimiter)]
    decimal = "," if delimiter != "," and _decimal_commas(rows) else "."
    return Layout(delimiter, decimal, bool(rows) and _is_header(rows, decimal))


def lines_of(text: str, layout: Layout) -> Iterator[Line]:
    """The lines that aren't empty; FormatError where one has more or fewer cells than the first, or there is none."""
    if not text or text.isspace():
        raise FormatError("", tr("the file is empty"))
    width = lines = 0
    for number, row in _read(_each_line(text), layout.delimiter):
        if not any(map(str.strip, row)):
            continue
        width = width or _checked_width(row)
        if len(row) != width:
            values, columns = count(len(row), "{n} value", "{n} values"), count(width, "{n} column", "{n} columns")
            raise FormatError(tr("line {n}", n=whole(number)), tr("{values} for {columns}", values=values, columns=columns))
        lines += 1
        if lines * width > MOST_VALUES:
            raise FormatError("", tr("more than {n} values, which no document holds", n=whole(MOST_VALUES)))
        yield number, row
    if not lines:
        raise FormatError("", tr("the file has no rows"))
    if layout.header and lines == 1:
        raise FormatError("", tr("there is a line of names, but no row below it"))


def _checked_width(row: Sequence[str]) -> int:
    if len(row) > MOST_COLUMNS:
        raise FormatError("", tr("{n} columns are too many: at most {most}", n=whole(len(row)), most=whole(MOST_COLUMNS)))
    return len(row)


def _each_line(text: str) -> Iterator[str]:
    """The lines with their ends; FormatError for one that is longer than any table's."""
    at = number = 0
    while at < len(text):
        number += 1
        end = text.find("\n", at, at + _LONGEST_LINE) + 1
        if not end and len(text) - at > _LONGEST_LINE:
            raise FormatError(tr("line {n}", n=whole(number)), tr("longer than {n} characters", n=whole(_LONGEST_LINE)))
        end = end or len(text)
        yield text[at:end]
        at = end


def _read(lines: Iterable[str], delimiter: str) -> Iterator[Line]:
    if delimiter == " ":
        lines = (f"{line.rstrip()}\n" for line in lines)
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as failure:
        raise FormatError(tr("line {n}", n=reader.line_num), tr("not a table: {reason}", reason=str(failure))) from None


def _speaks_for(lines: Sequence[str], delimiter: str) -> tuple[bool, float]:
    """The delimiter that parts every line into as many cells as the first, and into most; then the one that comes most often."""
    try:
        widths = [len(row) for _, row in _read(lines, delimiter)]
    except FormatError:
        return False, 0
    if not widths or max(widths) < 2:
        return False, 0
    return min(widths) == max(widths), sum(widths) / len(widths)


def _is_parted_by_spaces(lines: Sequence[str]) -> bool:
    """Whether spaces part each line into as many cells, of which most are numbers: words have spaces within."""
    if not _speaks_for(lines, " ")[0]:
        return False
    cells = [cell for _, row in _read(lines, " ") for cell in row]
    return 2 * sum(any(number.fullmatch(cell) for number in NUMBER.values()) for cell in cells) > len(cells)


def _decimal_commas(rows: Sequence[Sequence[str]]) -> bool:
    cells = [cell.strip() for row in rows for cell in row]
    with_comma = sum("," in cell and NUMBER[","].fullmatch(cell) is not None for cell in cells)
    return with_comma > sum("." in cell and NUMBER["."].fullmatch(cell) is not None for cell in cells)


def _is_header(rows: Sequence[Sequence[str]], decimal: str) -> bool:
    """A first line of words: no number in it, although there are some below, or words all over."""
    first = [cell.strip() for cell in rows[0]]
    return sum(map(bool, first)) * 2 >= len(first) > 0 and not any(NUMBER[decimal].fullmatch(cell) for cell in first)
