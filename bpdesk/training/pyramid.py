"""Quantities of every iteration in bounded memory: the least and the largest value of each bucket of iterations.

While there are few iterations a bucket is one of them; when the buckets run out, neighbours merge and their width doubles.
"""

import numpy as np

from bpdesk.training.curves import Array, Curve

CAPACITY = 4096


class Pyramid:
    """Rows of `quantities` values, one for each iteration from 0 on."""

    def __init__(self, quantities: int, capacity: int = CAPACITY) -> None:
        self._low = np.empty((capacity, quantities))
        self._high = np.empty((capacity, quantities))
        self._width = 1
        self._rows = 0

    def __len__(self) -> int:
        return self._rows

    @property
    def width(self) -> int:
        """Iterations in a bucket: a power of 2."""
        return self._width

    @property
    def size(self) -> int:
        """Bytes."""
        return self._low.nbytes + self._high.nbytes

    def extend(self, values: Array) -> None:
        """Append the rows `values`, shape `(iterations, quantities)`."""
        while self._rows + len(values) > len(self._low) * self._width:
            self._merge()
        places = np.arange(self._rows, self._rows + len(values)) // self._width
        starts = np.flatnonzero(np.diff(places, prepend=-1))
        if not len(starts):
            return
        low, high = np.minimum.reduceat(values, starts), np.maximum.reduceat(values, starts)
        first, last = int(places[0]), int(places[-1])
        if self._rows % self._width:
            low[0] = np.minimum(low[0], self._low[first])
            high[0] = np.maximum(high[0], self._high[first])
        self._low[first : last + 1], self._high[first : last + 1] = low, high
        self._rows += len(values)

    def curve(self, quantity: int, offset: int = 0) -> Curve:
        """That quantity against the iteration, moved by `offset` iterations."""
        used = -(-self._rows // self._width)
        iterations = np.arange(used, dtype=np.float64) * self._width + offset
        return Curve(iterations, self._low[:used, quantity].copy(), self._high[:used, quantity].copy())

    def first_rows(self, rows: int) -> "Pyramid":
        """A copy of the whole buckets within the first `rows` rows; it may hold somewhat fewer rows than asked for."""
        result = Pyramid(self._low.shape[1], len(self._low))
        buckets = rows // self._width
        result._low[:buckets], result._high[:buckets] = self._low[:buckets], self._high[:buckets]
        result._width, result._rows = self._width, buckets * self._width
        return result

    def _merge(self) -> None:
        used = -(-self._rows // self._width)
        even = used // 2 * 2
        for values, least in ((self._low, np.minimum), (self._high, np.maximum)):
            values[: even // 2] = least(values[0:even:2], values[1:even:2])
            if used % 2:
                values[even // 2] = values[used - 1]
        self._width *= 2
