"""Tables as the kernel takes them: doubles in rows that are padded to whole lanes, from the beginning of a cache line."""

from typing import Any

import numpy as np
import numpy.typing as npt

from bpdesk.engine.lanes import WIDTH
from bpdesk.engine.program import Floats

_CACHE_LINE = 8
"""In doubles."""


def unfilled(rows: int, columns: int) -> Floats:
    """Rows padded to whole lanes with zeros, from an address that no lanes have to be fetched from in two parts."""
    width = -(-columns // WIDTH) * WIDTH
    room = np.empty(rows * width + _CACHE_LINE - 1)
    first = -(room.ctypes.data // room.itemsize) % _CACHE_LINE
    result = room[first : first + rows * width].reshape(rows, width)
    result[:, columns:] = 0.0
    return result


def zeros(rows: int, columns: int) -> Floats:
    """Zeros, padding and all."""
    result = unfilled(rows, columns)
    result[:] = 0.0
    return result


def padded(values: npt.NDArray[Any], kept: Floats | None = None) -> Floats:
    """One row or several, on what is kept where it has that shape."""
    table = np.atleast_2d(values)
    result = _on_kept(len(table), table.shape[1], kept)
    result[:, : table.shape[1]] = table
    return result


def two_lines(values: Floats, kept: Floats | None = None) -> Floats:
    """A row or several, and as much room for what comes after them, on what is kept where it has that shape."""
    table = np.atleast_2d(values)
    result = _on_kept(2 * len(table), table.shape[1], kept)
    result[: len(table), : table.shape[1]] = table
    return result


def _on_kept(rows: int, columns: int, kept: Floats | None) -> Floats:
    """Room for them, on what is kept where it has that shape."""
    if kept is None or kept.shape != (rows, -(-columns // WIDTH) * WIDTH):
        return unfilled(rows, columns)
    kept[:, columns:] = 0.0
    return kept


def line_of(lines: Floats, which: int, size: int) -> Floats:
    """One of two lines, by itself."""
    rows = len(lines) // 2
    return _read_only(lines[which * rows : (which + 1) * rows, :size].copy())


def _read_only(values: Floats) -> Floats:
    values.flags.writeable = False
    return values
