"""Tables of foreign files (CSV and its relatives): how one is laid out, and its lines. Text only, never run.

A file is read in three steps: bytes to text (`table_text`), text to lines under a layout (here), lines to columns (`table_columns`).
Nothing is done at one go: a million lines are read a few at a time, and other threads get their turns.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import islice

from bpdesk.files.faults import FormatError
from bpdesk.files.table_numbers import NOTATIONS, Notation, is_number_somehow
from bpdesk.model.dataset import MOST_VALUES
from bpdesk.text import count, tr, whole

DELIMITERS = (",", ";", "\t", "|", " ")
"""A space stands for any number of them: such tables are laid out for the eye."""
MOST_COLUMNS = 2_000
_SAMPLE_LINES = 200
_LONGEST_LINE = 2**20
"""Characters."""
Line = tuple[int, list[str]]
"""Its number in the file, from 1, and its cells."""


@dataclass(frozen=True)
class Layout:
    """What parts the cells, the decimal sign, whether the first line names the columns, and the point or comma between thousands."""

    delimiter: str = ","
    decimal: str = "."
    header: bool = True
    thousands: str = ""

    @property
    def notation(self) -> Notation:
        """How its numbers are written."""
        return Notation(self.decimal, self.thousands)


def recognised(text: str) -> Layout:
    """The layout that the first lines speak for."""
    lines = [line for line in islice(_each_line(text), _SAMPLE_LINES) if line.strip()]
    delimiter = max(DELIMITERS[:-1], key=lambda each: _speaks_for(lines, each))
    if not _speaks_for(lines, delimiter)[0] and _is_parted_by_spaces(lines):
        delimiter = " "
    rows = _rows(lines, delimiter)
    notation = _notation([cell.strip() for row in rows for cell in row], delimiter)
    return Layout(delimiter, notation.decimal, bool(rows) and _is_header(rows, notation), notation.thousands)


def lines_of(text: str, layout: Layout) -> Iterator[Line]:
    """The lines that aren't empty; FormatError where one has more or fewer cells than the first, or there is none."""
    if not text or text.isspace():
        raise FormatError("", tr("the file is empty"))
    width = lines = before = 0
    for number, row in _read(_each_line(text), layout.delimiter):
        first, before = before + 1, number
        if not "".join(row).strip():
            continue
        width = width or _checked_width(row)
        if len(row) != width:
            raise _uneven(first, number, len(row), width)
        lines += 1
        if lines * width > MOST_VALUES:
            raise FormatError("", tr("more than {n} values, which no document holds", n=whole(MOST_VALUES)))
        yield number, row
    if not lines:
        raise FormatError("", tr("the file has no rows"))
    if layout.header and lines == 1:
        raise FormatError("", tr("there is a line of names, but no row below it"))


def _uneven(first: int, last: int, values: int, columns: int) -> FormatError:
    """A row of those lines that has too few or too many cells."""
    told = tr(
        "{values} for {columns}",
        values=count(values, "{n} value", "{n} values"),
        columns=count(columns, "{n} column", "{n} columns"),
    )
    if last > first:
        told = tr("a quote that opens here is closed in line {n} only: {told}", n=whole(last), told=told)
    return FormatError(tr("line {n}", n=whole(first)), told)


def _checked_width(row: Sequence[str]) -> int:
    if len(row) > MOST_COLUMNS:
        raise FormatError("", tr("{n} columns are too many: at most {most}", n=whole(len(row)), most=whole(MOST_COLUMNS)))
    return len(row)


def _each_line(text: str) -> Iterator[str]:
    """The lines with their ends; FormatError for one that is longer than any table's."""
    at = number = 0
    while at < len(text):
        end = text.rfind("\n", at, at + _LONGEST_LINE) + 1
        if not end and len(text) - at > _LONGEST_LINE:
            raise FormatError(tr("line {n}", n=whole(number + 1)), tr("longer than {n} characters", n=whole(_LONGEST_LINE)))
        some = text[at : end or len(text)]
        yield from StringIO(some, newline="\n")
        number += some.count("\n")
        at += len(some)


class _OpenQuoteError(FormatError):
    """The table ends within quotation marks."""

    def __init__(self, line: int) -> None:
        super().__init__(tr("line {n}", n=whole(line)), tr("the quote that opens here is never closed"))


def _read(lines: Iterable[str], delimiter: str) -> Iterator[Line]:
    if delimiter == " ":
        lines = (f"{line.rstrip()}\n" for line in lines)
    source = _Source(lines)
    reader = csv.reader(source, delimiter=delimiter, skipinitialspace=True)
    before = 0
    try:
        for row in reader:
            if source.is_at_end:
                # Only within quotation marks is there more asked for than the lines of a row.
                raise _OpenQuoteError(reader.line_num - len(row[-1].removesuffix("\n").split("\n")) + 1)
            before = reader.line_num
            yield before, row
    except csv.Error as failure:
        if reader.line_num > before + 1:
            raise _OpenQuoteError(before + 1) from None
        raise FormatError(tr("line {n}", n=reader.line_num), tr("not a table: {reason}", reason=str(failure))) from None


class _Source:
    """Lines, and whether more of them was asked for than there are."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = lines
        self.is_at_end = False

    def __iter__(self) -> Iterator[str]:
        yield from self._lines
        self.is_at_end = True


def _rows(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    """The rows of a sample; one that its end cuts short isn't among them."""
    rows = []
    try:
        for _, row in _read(lines, delimiter):
            rows.append(row)
    except _OpenQuoteError:
        pass
    return rows


def _speaks_for(lines: Sequence[str], delimiter: str) -> tuple[bool, float]:
    """The delimiter that parts every line into as many cells as the first, and into most; then the one that comes most often."""
    try:
        widths = [len(row) for row in _rows(lines, delimiter)]
    except FormatError:
        return False, 0
    if not widths or max(widths) < 2:
        return False, 0
    return min(widths) == max(widths), sum(widths) / len(widths)


def _is_parted_by_spaces(lines: Sequence[str]) -> bool:
    """Whether spaces part each line into as many cells, of which most are numbers: words have spaces within."""
    if not _speaks_for(lines, " ")[0]:
        return False
    cells = [cell for row in _rows(lines, " ") for cell in row]
    return 2 * sum(map(is_number_somehow, cells)) > len(cells)


def _notation(cells: Sequence[str], delimiter: str) -> Notation:
    """Signs between thousands only where a cell proves them: `1.234` alone may be a fraction."""
    possible = [each for each in NOTATIONS if delimiter != "," or each.decimal == "."]
    proofs = {each: sum(map(each.is_proved_by, cells)) for each in possible}
    proved = max(possible, key=lambda each: proofs[each])
    if proofs[proved]:
        return proved
    given = {each: sum(each.decimal in cell and each.is_number(cell) for cell in cells) for each in possible if not each.thousands}
    return max(given, key=lambda each: given[each])


def _is_header(rows: Sequence[Sequence[str]], notation: Notation) -> bool:
    """A first line of words: no number in it, although there are some below, or words all over."""
    first = [cell.strip() for cell in rows[0]]
    return sum(map(bool, first)) * 2 >= len(first) > 0 and not any(map(notation.is_number, first))
