"""Tables of foreign files (CSV and its relatives): how one is laid out, and its columns as numbers or as texts. Text only, never run.

A file is read in three steps: bytes to text (`table_text`), text to lines under a layout (`lines_of`), lines to columns (`columns_of`).
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from bpdesk.files.faults import FormatError, quoted
from bpdesk.model.dataset import MISSING
from bpdesk.model.importing import Column
from bpdesk.text import count, tr, whole

DELIMITERS = (",", ";", "\t", "|")
DECIMALS = (".", ",")
MOST_COLUMNS = 2_000
_SAMPLE_LINES = 200
_LONGEST_NAME = 60
_NOT_GIVEN = frozenset(("", "na", "n/a", "nan", "null", "none", "?", "-"))
_NUMBER = {".": re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?"), ",": re.compile(r"[+-]?(\d+(,\d*)?|,\d+)([eE][+-]?\d+)?")}
_SHIELD = re.compile(r"'(?=[=+\-@\t])")
"""What a spreadsheet would take for a formula is written behind an apostrophe."""

Lines = list[tuple[int, list[str]]]
"""Each line's number in the file, from 1, and its cells."""


@dataclass(frozen=True)
class Layout:
    """What parts the cells, the decimal sign, and whether the first line names the columns."""

    delimiter: str = ","
    decimal: str = "."
    header: bool = True


def recognised(text: str) -> Layout:
    """The layout that the first lines speak for."""
    lines = [line for line in islice(io.StringIO(text), _SAMPLE_LINES) if line.strip()]
    delimiter = max(DELIMITERS, key=lambda each: _speaks_for(lines, each))
    rows = [row for _, row in _read(lines, delimiter)]
    decimal = "," if delimiter != "," and _decimal_commas(rows) else "."
    return Layout(delimiter, decimal, bool(rows) and _is_header(rows, decimal))


def lines_of(text: str, layout: Layout) -> Lines:
    """The lines that aren't empty; FormatError where one has more or fewer cells than the first, or there is none."""
    if not text.strip():
        raise FormatError("", tr("the file is empty"))
    lines = [(number, row) for number, row in _read(io.StringIO(text), layout.delimiter) if any(cell.strip() for cell in row)]
    if not lines:
        raise FormatError("", tr("the file has no rows"))
    width = len(lines[0][1])
    if width > MOST_COLUMNS:
        raise FormatError("", tr("{n} columns are too many: at most {most}", n=whole(width), most=whole(MOST_COLUMNS)))
    for number, row in lines:
        if len(row) != width:
            values, columns = count(len(row), "{n} value", "{n} values"), count(width, "{n} column", "{n} columns")
            raise FormatError(tr("line {n}", n=whole(number)), tr("{values} for {columns}", values=values, columns=columns))
    if layout.header and len(lines) == 1:
        raise FormatError("", tr("there is a line of names, but no row below it"))
    return lines


def columns_of(lines: Lines, layout: Layout) -> list[Column]:
    """The columns with their names; FormatError that names line and column of a cell that is no number among numbers."""
    rows = lines[1:] if layout.header else lines
    heads = lines[0][1] if layout.header else [tr("column {n}", n=place + 1) for place in range(len(lines[0][1]))]
    numbers = [number for number, _ in rows]
    return [
        _column(_name(head, place), cells, numbers, layout.decimal)
        for place, (head, cells) in enumerate(zip(heads, zip(*(row for _, row in rows), strict=True), strict=True))
    ]


def _read(lines: Sequence[str] | io.StringIO, delimiter: str) -> Lines:
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
    try:
        return [(reader.line_num, row) for row in reader]
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


def _decimal_commas(rows: Sequence[Sequence[str]]) -> bool:
    cells = [cell.strip() for row in rows for cell in row]
    with_comma = sum("," in cell and _NUMBER[","].fullmatch(cell) is not None for cell in cells)
    return with_comma > sum("." in cell and _NUMBER["."].fullmatch(cell) is not None for cell in cells)


def _is_header(rows: Sequence[Sequence[str]], decimal: str) -> bool:
    """A first line of words: no number in it, although there are some below, or words all over."""
    first = [cell.strip() for cell in rows[0]]
    return sum(map(bool, first)) * 2 >= len(first) > 0 and not any(_NUMBER[decimal].fullmatch(cell) for cell in first)


def _name(head: str, place: int) -> str:
    name = " ".join(_SHIELD.sub("", head.strip(), count=1).split())[:_LONGEST_NAME]
    return "".join(letter for letter in name if letter.isprintable()) or tr("column {n}", n=place + 1)


def _column(name: str, cells: Sequence[str], lines: Sequence[int], decimal: str) -> Column:
    quick = _quickly(cells, decimal)
    if quick is not None:
        return Column(name, quick)
    texts = [cell.strip() for cell in cells]
    given = [text for text in texts if text.lower() not in _NOT_GIVEN]
    matches = sum(_NUMBER[decimal].fullmatch(text) is not None for text in given)
    if matches < len(given) / 2 and not _has_other_decimals(given, decimal):
        return Column(name, None, tuple("" if text.lower() in _NOT_GIVEN else text for text in texts))
    numbers = [_number(text, name, line, decimal) for text, line in zip(texts, lines, strict=True)]
    return Column(name, np.array(numbers, np.float64))


def _quickly(cells: Sequence[str], decimal: str) -> np.ndarray | None:
    """All cells at once; None where one of them has to be looked at."""
    whole_text = "\n".join(cells)
    if "_" in whole_text or ("." if decimal == "," else ",") in whole_text or not whole_text.isascii():
        return None
    try:
        values = np.array([cell.replace(",", ".") for cell in cells] if decimal == "," else cells, dtype=np.float64)
    except ValueError:
        return None
    return values if np.isfinite(values).all() else None


def _has_other_decimals(texts: Sequence[str], decimal: str) -> bool:
    other = "." if decimal == "," else ","
    return any(other in text and _NUMBER[other].fullmatch(text) for text in texts)


def _number(text: str, name: str, line: int, decimal: str) -> float:
    if text.lower() in _NOT_GIVEN:
        return MISSING
    place = tr("line {line}, column {column}", line=whole(line), column=quoted(name))
    plain = text.replace("\N{MINUS SIGN}", "-")
    if not _NUMBER[decimal].fullmatch(plain):
        other = "." if decimal == "," else ","
        if other in plain and _NUMBER[other].fullmatch(plain.replace(decimal, "")):
            raise FormatError(place, tr("{text} has another decimal sign than the table", text=quoted(text)))
        raise FormatError(place, tr("{text} is not a number", text=quoted(text)))
    value = float(plain.replace(",", "."))
    if not np.isfinite(value):
        raise FormatError(place, tr("{text} is not finite", text=quoted(text)))
    return value
