"""Training and test rows: immutable, in shared blocks, so that an edited cell copies one block only."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]

ROWS_PER_BLOCK = 1000
MOST_VALUES = 13_000_000
"""No file of a document holds more, at five letters each: what comes from elsewhere is refused before memory is taken for it."""
MISSING = math.nan


class Rows:
    """A table of doubles, `(len(rows), width)`; a missing value is NaN."""

    __slots__ = ("_blocks", "_starts", "width")

    def __init__(self, blocks: Sequence[Array], width: int) -> None:
        self.width = width
        self._blocks = tuple(_read_only(block) for block in blocks if len(block))
        self._starts = np.concatenate(([0], np.cumsum([len(block) for block in self._blocks], dtype=np.int64)))

    @classmethod
    def of(cls, values: Iterable[Sequence[float | None]] | Array, width: int) -> Rows:
        """Rows from a table or an array of shape `(rows, width)`; `None` is a missing value."""
        if not isinstance(values, np.ndarray):
            values = np.array([[MISSING if value is None else value for value in row] for row in values], dtype=np.float64)
        table = np.array(values, dtype=np.float64).reshape(-1, width) if width else np.zeros((len(values), 0))
        return cls(_in_blocks(table), width)

    def __len__(self) -> int:
        return int(self._starts[-1])

    def __getitem__(self, row: int) -> tuple[float, ...]:
        block, place = self._find(row)
        return tuple(self._blocks[block][place].tolist())

    def __iter__(self) -> Iterator[tuple[float, ...]]:
        for block in self._blocks:
            yield from map(tuple, block.tolist())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Rows):
            return NotImplemented
        if self is other:
            return True
        if self.width != other.width or len(self) != len(other):
            return False
        if np.array_equal(self._starts, other._starts):
            pairs = zip(self._blocks, other._blocks, strict=True)
            return all(mine is theirs or _same_values(mine, theirs) for mine, theirs in pairs)
        return _same_values(self.array(), other.array())

    __hash__ = None  # type: ignore[assignment]  # compared by value; too large to be a key

    @property
    def blocks(self) -> tuple[Array, ...]:
        """The rows some at a time, each `(some, width)`, in order; to read."""
        return self._blocks

    def column(self, index: int) -> Array:
        """The values of one column, shape `(rows,)`."""
        return np.concatenate([block[:, index] for block in self._blocks]) if self._blocks else np.zeros(0)

    def array(self) -> Array:
        """All rows as one array of shape `(rows, width)`."""
        return np.concatenate(self._blocks) if self._blocks else np.zeros((0, self.width))

    def take(self, rows: Indices) -> Array:
        """Those rows as an array of shape `(len(rows), width)`."""
        table = np.empty((len(rows), self.width))
        for block, here in self._parted(rows):
            table[here] = self._blocks[block][rows[here] - self._starts[block]]
        return table

    def gaps(self, most: int) -> Indices:
        """Row and column of the first missing values, shape `(at most `most`, 2)`, in order."""
        found, left = [np.zeros((0, 2), np.int64)], most
        for block, start in zip(self._blocks, self._starts, strict=False):
            if left > 0 and _has_gaps(block):
                found.append(np.argwhere(np.isnan(block))[:left] + (start, 0))
                left -= len(found[-1])
        return np.concatenate(found)

    def gap_count(self) -> int:
        """How many values are missing."""
        return sum(int(np.count_nonzero(np.isnan(block))) for block in self._blocks if _has_gaps(block))

    def with_value(self, row: int, column: int, value: float) -> Rows:
        """The same rows with one cell changed; all blocks but one are shared."""
        return self.with_values(np.array([row]), np.array([column]), np.array([value]))

    def with_values(self, rows: Indices, columns: Indices, values: Array) -> Rows:
        """The same rows with those cells changed; blocks in which none lies are shared. IndexError for a row that isn't there."""
        blocks = list(self._blocks)
        for index, here in self._parted(rows):
            block = blocks[index].copy()
            block[rows[here] - self._starts[index], columns[here]] = values[here]
            blocks[index] = block
        return Rows(blocks, self.width)

    def with_crossings(self, rows: Indices, columns: Indices, values: Array) -> Rows:
        """The same rows with what stands where those rows meet those columns changed: each row to `values`, shape `(columns,)`.

        Blocks in which none of it lies are shared. IndexError for a row that isn't there.
        """
        blocks = list(self._blocks)
        for index, here in self._parted(rows):
            block = blocks[index].copy()
            block[np.ix_(rows[here] - self._starts[index], columns)] = values
            blocks[index] = block
        return Rows(blocks, self.width)

    def with_table(self, at: int, left: int, table: Array) -> Rows:
        """The same rows with a table laid over them from that row and column on; blocks beside it are shared. IndexError beyond them."""
        end = at + len(table)
        if not (0 <= at <= end <= len(self) and 0 <= left <= left + table.shape[1] <= self.width):
            raise IndexError(end)
        blocks = list(self._blocks)
        for index, (block, start) in enumerate(zip(self._blocks, self._starts.tolist(), strict=False)):
            first, last = max(at, start), min(end, start + len(block))
            if first < last:
                edited = block.copy()
                edited[first - start : last - start, left : left + table.shape[1]] = table[first - at : last - at]
                blocks[index] = edited
        return Rows(blocks, self.width)

    def with_rows(self, at: int, table: Array) -> Rows:
        """The rows of `table` put in before the row `at`, or at the end; all blocks but one are shared."""
        if not self._blocks:
            return Rows(_in_blocks(table), self.width)
        index = min(int(np.searchsorted(self._starts, at, side="right")) - 1, len(self._blocks) - 1)
        place, block = at - int(self._starts[index]), self._blocks[index]
        if place == len(block) == ROWS_PER_BLOCK:
            return Rows((*self._blocks, *_in_blocks(table)), self.width)
        grown = _in_blocks(np.concatenate((block[:place], table, block[place:])))
        return Rows((*self._blocks[:index], *grown, *self._blocks[index + 1 :]), self.width)

    def without(self, rows: Indices) -> Rows:
        """The rows but those; blocks of which none goes are shared. IndexError for a row that isn't there."""
        blocks = list(self._blocks)
        for index, here in self._parted(rows):
            blocks[index] = np.delete(blocks[index], rows[here] - self._starts[index], axis=0)
        return Rows(blocks, self.width)

    def _parted(self, rows: Indices) -> Iterator[tuple[int, Indices]]:
        """Each block in which some of those rows lie, and the places of these among them."""
        if len(rows) and not (rows.min() >= 0 and rows.max() < len(self)):
            raise IndexError(int(rows.max()))
        block_of = np.searchsorted(self._starts, rows, side="right") - 1
        order = np.argsort(block_of, kind="stable")
        found, firsts = np.unique(block_of[order], return_index=True)
        yield from zip(found.tolist(), np.split(order, firsts)[1:], strict=True)

    def _find(self, row: int) -> tuple[int, int]:
        if not 0 <= row < len(self):
            raise IndexError(row)
        block = int(np.searchsorted(self._starts, row, side="right")) - 1
        return block, row - int(self._starts[block])


@dataclass(frozen=True, slots=True)
class Scaling:
    """Network and cost see `(x - offset) / scale`; scale is above 0."""

    offset: float
    scale: float


@dataclass(frozen=True)
class Dataset:
    """The rows of a document; `columns` names each input and each output once, in any order."""

    columns: tuple[str, ...]
    train: Rows
    test: Rows
    scaling: Mapping[str, Scaling] = field(default_factory=lambda: MappingProxyType({}))

    def scaled(self, rows: Rows) -> Array:
        """The rows as the network sees them, shape `(rows, columns)`."""
        return self.scaled_table(rows.array())

    def scaled_table(self, table: Array) -> Array:
        """A table of this data's columns as the network sees it; the table itself is changed."""
        for index, column in enumerate(self.columns):
            if column in self.scaling:
                scaling = self.scaling[column]
                table[:, index] = (table[:, index] - scaling.offset) / scaling.scale
        return table


def _in_blocks(table: Array) -> list[Array]:
    """As few blocks as hold the table, of about the same size, so that rows put in one by one don't leave splinters."""
    return np.array_split(table, max(1, -(-len(table) // ROWS_PER_BLOCK)))


def _has_gaps(block: Array) -> bool:
    return bool(block.size and np.isnan(block.min()))


def _read_only(block: Array) -> Array:
    block = np.ascontiguousarray(block, dtype=np.float64)
    block.flags.writeable = False
    return block


def _same_values(one: Array, other: Array) -> bool:
    """Equal bit for bit, so that -0.0 differs from 0.0 and a missing value equals a missing value."""
    return one.shape == other.shape and bool(np.array_equal(one.view(np.int64), other.view(np.int64)))
