"""Edits of the data table: rows added, removed, pasted, cells set. Columns follow the network and are never edited here."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Literal

import numpy as np

from bpdesk.model.dataset import MISSING, MOST_VALUES, Array, Dataset, Indices, Rows
from bpdesk.model.document import Document
from bpdesk.model.names import one_line
from bpdesk.model.refusal import Refusal
from bpdesk.text import count, tr, whole

Part = Literal["train", "test"]
Table = Sequence[Sequence[float | None]]


def add_row(document: Document, part: Part, at: int | None = None) -> Document:
    """The document with a row more, all of it missing, at that place or at the end."""
    data = _data(document)
    rows = _rows(data, part)
    place = len(rows) if at is None else min(max(at, 0), len(rows))
    return _with_rows(document, data, part, rows.with_rows(place, _missing(1, len(data.columns))))


def remove_rows(document: Document, part: Part, rows: Collection[int] | Indices) -> Document:
    """The document without those rows; rows that aren't there are passed over."""
    data = _data(document)
    before = _rows(data, part)
    gone = np.unique(np.array(rows if isinstance(rows, np.ndarray) else list(rows), np.int64))
    gone = gone[(gone >= 0) & (gone < len(before))]
    return _with_rows(document, data, part, before.without(gone)) if len(gone) else document


def set_cells(document: Document, part: Part, cells: Mapping[tuple[int, str], float | None]) -> Document:
    """Give cells, by row and by the id of the column's node, their values; None is a missing value."""
    data = _data(document)
    columns = _places(data, [column for _, column in cells])
    values = np.array([_cell(value) for value in cells.values()], np.float64)
    edited = _rows(data, part).with_values(np.array([row for row, _ in cells], np.int64), columns, values)
    return _with_rows(document, data, part, edited) if cells else document


def clear_cells(document: Document, part: Part, blocks: Sequence[tuple[range, Collection[str]]]) -> Document:
    """Leave cells without a value: of each block its rows, in the columns of those nodes."""
    data = _data(document)
    edited = _rows(data, part)
    for rows, columns in blocks:
        places = _places(data, columns)
        edited = edited.with_crossings(np.arange(rows.start, rows.stop), places, np.full(len(places), MISSING))
    return _with_rows(document, data, part, edited) if blocks else document


def paste_rows(document: Document, part: Part, row: int, column: str, values: Table | Array) -> Document:
    """Put a table in, its first value in that row and column; rows are added as it needs, columns must be there.

    Shorter rows of it are filled up with missing values. As an array it has the shape `(rows, columns)`, with NaN for a missing value.
    """
    data = _data(document)
    left = data.columns.index(column)
    table = _table(values)
    height, width = table.shape
    if width > len(data.columns) - left:
        room = count(len(data.columns) - left, "there is room for {n}", "there is room for {n}")
        what = count(width, "{n} column was copied", "{n} columns were copied")
        name = one_line(document.network.node_by_id[column])
        raise Refusal(tr("{what}; from {column} on {room}.", what=what, column=name, room=room))
    if not width:
        return document
    rows = _rows(data, part)
    if max(len(rows), row + height) * len(data.columns) > MOST_VALUES:
        raise Refusal(tr("More than {n} values in all are more than a document holds.", n=whole(MOST_VALUES)))
    rows = rows.with_rows(len(rows), _missing(max(0, row + height - len(rows)), len(data.columns)))
    return _with_rows(document, data, part, rows.with_table(row, left, table))


def fill_down(document: Document, part: Part, rows: Sequence[int] | Indices, columns: Collection[str]) -> Document:
    """Give all of those rows what stands in the first of them, in those columns."""
    data = _data(document)
    places, every = _places(data, columns), np.array(rows, np.int64)
    first = _rows(data, part).take(every[:1])[0, places]
    edited = _rows(data, part).with_crossings(every[1:], places, first)
    return _with_rows(document, data, part, edited) if len(every) > 1 else document


def put_in_order(document: Document, part: Part, order: Sequence[int] | Indices) -> Document:
    """The rows in another order: the numbers of the rows as they stand now."""
    data = _data(document)
    rows, wanted = _rows(data, part), np.asarray(order, np.int64)
    if np.array_equal(wanted, np.arange(len(rows))):
        return document
    return _with_rows(document, data, part, Rows.of(rows.take(wanted), len(data.columns)))


def ascending(values: Array, *, descending: bool = False) -> Indices:
    """The order that sorts those values; equal ones keep their order, missing ones come last either way."""
    return np.argsort(-values if descending else values, kind="stable")


def _data(document: Document) -> Dataset:
    if document.data is not None and document.data.columns:
        return document.data
    network = document.network
    columns = tuple(node.id for node in (*network.inputs, *network.outputs))
    if not columns:
        raise Refusal(tr("The columns are the inputs and outputs of the network: draw one first."))
    return Dataset(columns, Rows.of([], len(columns)), Rows.of([], len(columns)))


def _rows(data: Dataset, part: Part) -> Rows:
    return data.train if part == "train" else data.test


def _places(data: Dataset, columns: Collection[str]) -> Indices:
    return np.array([data.columns.index(column) for column in columns], np.int64)


def _missing(rows: int, columns: int) -> Array:
    return np.full((rows, columns), MISSING)


def _with_rows(document: Document, data: Dataset, part: Part, rows: Rows) -> Document:
    return replace(document, data=replace(data, train=rows) if part == "train" else replace(data, test=rows), run=None)


def _table(values: Table | Array) -> Array:
    if isinstance(values, np.ndarray):
        if np.isinf(values).any():
            raise _not_finite()
        return values
    width = max(map(len, values), default=0)
    cells = [[_cell(value) for value in line] + [MISSING] * (width - len(line)) for line in values]
    return np.array(cells, np.float64).reshape(len(values), width)


def _cell(value: float | None) -> float:
    if value is None:
        return MISSING
    if math.isinf(value):
        raise _not_finite()
    return value


def _not_finite() -> Refusal:
    return Refusal(tr("A value is a finite number."))
