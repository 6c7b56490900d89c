"""Quantities of every iteration in bounded memory: the least and the largest value of each bucket of iterations.

While there are few iterations a bucket is one of them; when the buckets run out, neighbours merge and their width doubles. Of the first
ones, where training moves fastest, the finer buckets stay: the first `EARLY` of each width.
"""

import numpy as np
import numpy.typing as npt

from bpdesk.training.curves import Array, Curve

CAPACITY = 4096
EARLY = 256
_WIDE, _FEW = 16, 4


class Pyramid:
    """Rows of `quantities` values, one for each iteration from 0 on."""

    def __init__(self, quantities: int, capacity: int = CAPACITY, early: int = 0) -> None:
        self._low = np.empty((quantities, capacity))
        self._high = np.empty((quantities, capacity))
        """A quantity's buckets side by side, as they are read."""
        self._early_buckets = early
        self._early = np.zeros(0, np.int64), np.empty((quantities, 0)), np.empty((quantities, 0))
        """The first rows of the finer buckets that stay, their least and their largest values: of all rows before `_early_end`."""
        self._early_end = 0
        self._width = 1
        self._rows = 0
        self._starts: tuple[object, Array] = None, np.zeros(0)
        """The iterations of all curves, for as long as they are the same."""

    def __len__(self) -> int:
        return self._rows

    @property
    def width(self) -> int:
        """Iterations in a bucket: a power of 2."""
        return self._width

    @property
    def size(self) -> int:
        """Bytes."""
        return self._low.nbytes + self._high.nbytes + sum(part.nbytes for part in self._early)

    @property
    def _capacity(self) -> int:
        return self._low.shape[1]

    def width_for(self, rows: int, width: int = 1) -> int:
        """The width of a bucket once there are so many rows, from that width on."""
        while rows > self._capacity * width:
            width *= 2
        return width

    def extend(self, *parts: Array) -> None:
        """Append rows, shape `(iterations, quantities)`: their columns in parts one beside the other."""
        self.extend_folded(len(parts[0]), 1, *((values, values) for values in parts))

    def extend_folded(self, rows: int, width: int, *parts: tuple[Array, Array]) -> None:
        """Append so many rows of which the least and the largest values are given.

        They are those of buckets of `width` rows, a power of 2 that isn't larger than `width_for` all rows; buckets begin at its multiples.
        """
        while self._rows + rows > self._capacity * self._width:
            self._merge()
        if not rows:
            return
        first, last = self._rows // self._width, (self._rows + rows - 1) // self._width
        starts = np.append(0, np.arange(first + 1, last + 1) * (self._width // width) - self._rows // width)
        column = 0
        for bounds in parts:
            columns = slice(column, column + bounds[0].shape[1])
            for kept, least, values in zip((self._low, self._high), (np.minimum, np.maximum), bounds, strict=True):
                fresh = _folded(least, values, starts, self._width // width)
                if self._rows % self._width:
                    fresh[0] = least(fresh[0], kept[columns, first])
                kept[columns, first : last + 1] = fresh.T
            column = columns.stop
        self._rows += rows

    def curve(self, quantity: int, offset: int = 0, end: float | None = None) -> Curve:
        """That quantity against the iteration, moved by `offset` iterations; with `end`, the value of the one to come, up to that.

        Curves that begin and end alike share their iterations.
        """
        (starts, early_low, early_high), kept = self._early, self._kept
        to_come = () if end is None else (end,)
        of = len(starts), self._early_end, kept, self._width, offset, self._rows if to_come else None
        if self._starts[0] != of:
            self._starts = of, np.concatenate((self._first_rows, [self._rows] * len(to_come))) + float(offset)
        low = np.concatenate((early_low[quantity], self._low[quantity, kept], to_come))
        return Curve(self._starts[1], low, np.concatenate((early_high[quantity], self._high[quantity, kept], to_come)))

    def first_rows(self, rows: int) -> "Pyramid":
        """A copy of the first `rows` rows, or of somewhat fewer: of whole buckets. What is appended to it is kept as fine as in a new one.

        Buckets that are wider than those that follow stay as they are, as the finer ones of the first rows do.
        """
        result = Pyramid(len(self._low), self._capacity, self._early_buckets)
        starts, low, high = self._buckets()
        ends = np.append(starts[1:], self._rows)[: len(starts)]
        ends = ends[ends <= rows]
        while result.width_for(result._last(ends), result._width) > result._width:
            result._width *= 2
        result._rows = result._last(ends)
        kept = int(np.searchsorted(ends, result._rows, "right"))
        result._early, result._early_end = (starts[:kept], low[:, :kept], high[:, :kept]), result._rows
        result._fill_below()
        if result._width == self._width:
            result._end_early_at(min(self._early_end, result._rows))
        return result

    @property
    def _kept(self) -> slice:
        """The buckets of usual width that count."""
        return slice(self._early_end // self._width, -(-self._rows // self._width))

    @property
    def _first_rows(self) -> npt.NDArray[np.int64]:
        """Of all buckets that are kept, early or not."""
        kept = self._kept
        return np.concatenate((self._early[0], np.arange(kept.start, kept.stop) * self._width))

    def _buckets(self) -> tuple[npt.NDArray[np.int64], Array, Array]:
        """The first rows of all that is kept, early or not, with the least and the largest values."""
        _, low, high = self._early
        kept = self._kept
        return (
            self._first_rows,
            np.concatenate((low, self._low[:, kept]), axis=1),
            np.concatenate((high, self._high[:, kept]), axis=1),
        )

    def _last(self, ends: npt.NDArray[np.int64]) -> int:
        """The last of those rows at which a bucket ends too; 0 before the first."""
        return int(ends[ends % self._width == 0].max(initial=0))

    def _fill_below(self) -> None:
        """Give the buckets of usual width what is kept of their rows, for when wider ones begin among them."""
        starts, low, high = self._early
        buckets = self._rows // self._width
        if buckets:
            place = np.searchsorted(starts, np.arange(buckets) * self._width, "right") - 1
            self._low[:, :buckets], self._high[:, :buckets] = (
                np.minimum.reduceat(low, place, axis=1),
                np.maximum.reduceat(high, place, axis=1),
            )

    def _keep_early(self) -> None:
        """Keep the first buckets as they are, up to where the wider ones begin."""
        begin, end = self._early_end // self._width, min(self._early_buckets, self._rows // self._width)
        if end > begin:
            fresh = np.arange(begin, end) * self._width, self._low[:, begin:end], self._high[:, begin:end]
            starts, low, high = (np.concatenate(parts, axis=-1) for parts in zip(self._early, fresh, strict=True))
            self._early, self._early_end = (starts, low, high), end * self._width
        self._end_early_at(self._early_end // (2 * self._width) * 2 * self._width)

    def _end_early_at(self, row: int) -> None:
        starts, low, high = self._early
        kept = int(np.searchsorted(starts, row))
        self._early, self._early_end = (starts[:kept], low[:, :kept], high[:, :kept]), row

    def _merge(self) -> None:
        self._keep_early()
        used = -(-self._rows // self._width)
        even = used // 2 * 2
        for values, least in ((self._low, np.minimum), (self._high, np.maximum)):
            values[:, : even // 2] = least(values[:, 0:even:2], values[:, 1:even:2])
            if used % 2:
                values[:, even // 2] = values[:, used - 1]
        self._width *= 2


def _folded(least: np.ufunc, values: Array, starts: npt.NDArray[np.int64], width: int) -> Array:
    """The least of each stretch of rows that begins at one of `starts`; all but the first and the last are `width` long.

    Numpy folds along the inner axis many times faster than row by row: columns by themselves where they are few, else all at once.
    """
    if width < _WIDE or len(starts) < 3 or not values.shape[1]:
        folded: Array = least.reduceat(values, starts)
        return folded
    inner = values[starts[1] : starts[-1]]
    if values.shape[1] <= _FEW:
        middle = np.stack([least.reduce(inner[:, k].reshape(-1, width), axis=1) for k in range(values.shape[1])], axis=1)
    else:
        middle = least.reduce(inner.reshape(-1, width, values.shape[1]), axis=1)
    return np.concatenate((least.reduce(values[: starts[1]])[None], middle, least.reduce(values[starts[-1] :])[None]))
