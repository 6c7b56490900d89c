"""Columns, rows and scaling out of a file."""

from collections.abc import Iterable
from itertools import chain
from types import MappingProxyType

import numpy as np

from bpdesk.files.faults import quoted
from bpdesk.files.number_tables import Uneven
from bpdesk.files.part import Part
from bpdesk.model.dataset import MISSING, Array, Dataset, Rows, Scaling
from bpdesk.model.network import Network
from bpdesk.text import count, tr

_CELL_TYPES = {float, int, type(None)}


def read_data(part: Part, network: Network) -> Dataset | None:
    """The dataset, whose columns are the inputs and outputs of the network."""
    if part.value is None:
        return None
    fields = part.fields(("columns", "train"), ("test", "scaling"))
    columns = _columns(fields["columns"], network)
    test = _rows(fields["test"], len(columns)) if "test" in fields else Rows.of([], len(columns))
    scaling = _scaling(fields["scaling"], frozenset(columns)) if "scaling" in fields else {}
    return Dataset(columns, _rows(fields["train"], len(columns)), test, MappingProxyType(scaling))


def _columns(part: Part, network: Network) -> tuple[str, ...]:
    wanted = dict.fromkeys(node.id for node in (*network.inputs, *network.outputs))
    columns: dict[str, None] = {}
    for item in part.items():
        column = item.text()
        if column not in wanted:
            raise item.fault(tr("there is no input or output {id}", id=quoted(column)))
        if column in columns:
            raise item.fault(tr("{id} is named more than once", id=quoted(column)))
        columns[column] = None
    for name in wanted:
        if name not in columns:
            raise part.fault(tr("{id} is missing", id=quoted(name)))
    return tuple(columns)


def _rows(part: Part, width: int) -> Rows:
    if isinstance(part.value, np.ndarray):
        _check_width(part, part.value, width)
        return Rows.of(part.value, width)
    if isinstance(part.value, Uneven):
        _check_width(part, part.value.before, width)
        wrong = part.value.rows
        return Rows.of(_one_by_one([Part(row, part, len(part.value.before) + place) for place, row in enumerate(wrong)], width), width)
    rows = part.sequence()
    table = _quickly(rows, width)
    return Rows.of(_one_by_one(part.items(), width) if table is None else table, width)


def _check_width(part: Part, table: Array, width: int) -> None:
    if len(table) and table.shape[1] != width:
        _one_by_one([Part(table[0].tolist(), part, 0)], width)


def _quickly(rows: list[object], width: int) -> Array | None:
    """All rows in one sweep; None where something isn't right, for the slow way to find it."""
    cells = [row for row in rows if type(row) is list and len(row) == width]
    if len(cells) < len(rows) or not set(map(type, chain.from_iterable(cells))) <= _CELL_TYPES:
        return None
    try:
        table = np.array(cells, dtype=np.float64).reshape(len(cells), width)
    except OverflowError:
        return None
    # No NaN comes out of the text: one in the table is a null.
    return None if np.isinf(table).any() else table


def _one_by_one(parts: Iterable[Part], width: int) -> list[list[float]]:
    """The rows; FormatError that names the first that is wrong."""
    rows = []
    for row in parts:
        given = len(row.sequence())
        if given != width:
            values, columns = count(given, "{n} value", "{n} values"), count(width, "{n} column", "{n} columns")
            raise row.fault(tr("{values} for {columns}", values=values, columns=columns))
        rows.append([MISSING if cell.value is None else cell.number() for cell in row.items()])
    return rows


def _scaling(part: Part, columns: frozenset[str]) -> dict[str, Scaling]:
    scaling = {}
    for column, entry in part.entries():
        if column not in columns:
            raise entry.fault(tr("there is no such column"))
        fields = entry.fields(("offset", "scale"))
        scaling[column] = Scaling(fields["offset"].number(), fields["scale"].number_above_zero())
    return scaling
