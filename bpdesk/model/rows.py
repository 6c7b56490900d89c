"""Edits of the data table: rows added, removed, pasted, cells set. Columns follow the network and are never edited here."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Literal

import numpy as np

from bpdesk.model.dataset import MISSING, Array, Dataset, Rows
from bpdesk.model.document import Document
from bpdesk.model.refusal import Refusal
from bpdesk.text import count, tr

Part = Literal["train", "test"]
Table = Sequence[Sequence[float | None]]


def add_row(document: Document, part: Part, at: int | None = None) -> Document:
    """The document with a row more, all of it missing, at that place or at the end."""
    data = _data(document)
    table = _table(data, part)
    place = len(table) if at is None else min(max(at, 0), len(table))
    return _with_table(document, data, part, np.insert(table, place, MISSING, axis=0))


def remove_rows(document: Document, part: Part, rows: Collection[int]) -> Document:
    """The document without those rows; rows that aren't there are passed over."""
    data = _data(document)
    table = _table(data, part)
    gone = [row for row in set(rows) if 0 <= row < len(table)]
    return _with_table(document, data, part, np.delete(table, gone, axis=0)) if gone else document


def set_cells(document: Document, part: Part, cells: Mapping[tuple[int, str], float | None]) -> Document:
    """Give cells, by row and by the id of the column's node, their values; None is a missing value."""
    data = _data(document)
    place = {name: index for index, name in enumerate(data.columns)}
    table = _table(data, part)
    for (row, column), value in cells.items():
        table[row, place[column]] = _cell(value)
    return _with_table(document, data, part, table) if cells else document


def paste_rows(document: Document, part: Part, row: int, column: str, values: Table) -> Document:
    """Put a table in, its first value in that row and column; rows are added as it needs, columns must be there."""
    data = _data(document)
    left = data.columns.index(column)
    width, height = max((len(line) for line in values), default=0), len(values)
    if width > len(data.columns) - left:
        room = count(len(data.columns) - left, "there is room for {n}", "there is room for {n}")
        what = count(width, "{n} column was copied", "{n} columns were copied")
        raise Refusal(tr("{what}; from {column} on {room}.", what=what, column=column, room=room))
    table = _table(data, part)
    missing = max(0, row + height - len(table))
    table = np.concatenate((table, np.full((missing, len(data.columns)), MISSING)))
    for index, line in enumerate(values):
        table[row + index, left : left + len(line)] = [_cell(value) for value in line]
    return _with_table(document, data, part, table) if width else document


def _data(document: Document) -> Dataset:
    if document.data is not None and document.data.columns:
        return document.data
    network = document.network
    columns = tuple(node.id for node in (*network.inputs, *network.outputs))
    if not columns:
        raise Refusal(tr("The columns are the inputs and outputs of the network: draw one first."))
    return Dataset(columns, Rows.of([], len(columns)), Rows.of([], len(columns)))


def _table(data: Dataset, part: Part) -> Array:
    """A copy of the rows that may be written to."""
    return np.array((data.train if part == "train" else data.test).array())


def _with_table(document: Document, data: Dataset, part: Part, table: Array) -> Document:
    rows = Rows.of(table, len(data.columns))
    return replace(document, data=replace(data, train=rows) if part == "train" else replace(data, test=rows), run=None)


def _cell(value: float | None) -> float:
    if value is None:
        return MISSING
    if math.isinf(value):
        raise Refusal(tr("A value is a finite number."))
    return value
