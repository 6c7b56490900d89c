"""Reads rows that were copied from a spreadsheet or a text, and writes rows so that a spreadsheet takes them. No Qt."""

import csv
import io
from collections.abc import Iterable, Sequence

from bpdesk.text import exact, read_number, tr, whole

Row = list[float | None]


def rows_of(text: str, room: int) -> list[Row]:
    """The numbers of a text with a row per line; `room` is how many columns there are to fill. An empty cell is None.

    Tabs part the cells, else semicolons, else commas; a comma within a cell is a decimal one, and so is the only one where there is
    room for one column. Raises ValueError with a sentence that names line and column of what can't be read.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    separator = _separator(text, max(line.count(",") for line in lines), room)
    try:
        cells = list(csv.reader(lines, delimiter=separator)) if separator else [[line] for line in lines]
    except csv.Error:
        raise ValueError(tr("What was copied is no table.")) from None
    width = max(len(row) for row in cells)
    return [[_cell(cell, line, column) for column, cell in enumerate(row)] + [None] * (width - len(row)) for line, row in enumerate(cells)]


def text_of(rows: Iterable[Sequence[float | None]]) -> str:
    """Tab-separated lines with every digit; a missing value is empty."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerows([["" if value is None else exact(value) for value in row] for row in rows])
    return out.getvalue()


def _separator(text: str, most_commas: int, room: int) -> str:
    """The character between cells; none where each line is one cell."""
    for candidate in ("\t", ";"):
        if candidate in text:
            return candidate
    return "," if most_commas and not (most_commas == 1 and room == 1) else ""


def _cell(cell: str, line: int, column: int) -> float | None:
    if not cell.strip():
        return None
    try:
        return read_number(cell)
    except ValueError as reason:
        place = tr("Line {line}, column {column} of what was copied", line=whole(line + 1), column=whole(column + 1))
        raise ValueError(f"{place}: {reason}") from None
