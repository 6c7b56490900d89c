"""Training and test rows: immutable, in shared blocks, so that an edited cell copies one block only."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

ROWS_PER_BLOCK = 1000
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
        return cls([table[start : start + ROWS_PER_BLOCK] for start in range(0, len(table), ROWS_PER_BLOCK)], width)

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
        return self is other or (self.width == other.width and _same_values(self.array(), other.array()))

    __hash__ = None  # type: ignore[assignment]  # compared by value; too large to be a key

    def array(self) -> Array:
        """All rows as one array of shape `(rows, width)`."""
        return np.concatenate(self._blocks) if self._blocks else np.zeros((0, self.width))

    def with_value(self, row: int, column: int, value: float) -> Rows:
        """The same rows with one cell changed; all blocks but one are shared."""
        index, place = self._find(row)
        block = self._blocks[index].copy()
        block[place, column] = value
        return Rows((*self._blocks[:index], block, *self._blocks[index + 1 :]), self.width)

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
        table = rows.array()
        for index, column in enumerate(self.columns):
            if column in self.scaling:
                scaling = self.scaling[column]
                table[:, index] = (table[:, index] - scaling.offset) / scaling.scale
        return table


def _read_only(block: Array) -> Array:
    block = np.ascontiguousarray(block, dtype=np.float64)
    block.flags.writeable = False
    return block


def _same_values(one: Array, other: Array) -> bool:
    """Equal bit for bit, so that -0.0 differs from 0.0 and a missing value equals a missing value."""
    return one.shape == other.shape and bool(np.array_equal(one.view(np.int64), other.view(np.int64)))
