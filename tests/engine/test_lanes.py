"""Lanes against NumPy, in all three widths: arithmetic, comparisons with NaN, choices, loading and storing at any place, sums."""

import math
from typing import Any

import numpy as np
import pytest
from numba import njit

from bpdesk.engine.lanes import below, choose, eight, first_lane, folded, four, load, magnitude, signed, sixteen, square_root, store
from bpdesk.engine.program import Floats

_EVERY = np.array([0.0, -0.0, 1.0, -2.5, 3.0, math.inf, -math.inf, math.nan, 5e-324, -1e308, 0.1, 7.0, 2.0, -1.0, 1e-9, 4.0])


@njit(error_model="numpy")  # type: ignore[untyped-decorator]  # numba has no types
def _compute(like: Any, x: Floats, y: Floats, count: int, into: Floats) -> None:
    for s in range(0, x.shape[1], count):
        a, b = load(like, x, 0, s), load(like, y, 0, s)
        store(a + b, into, 0, s)
        store(a - 2.0 * b, into, 1, s)
        store(1.0 / b + a / 3.0, into, 2, s)
        store(choose(a < b, 1.0, 0.0) + choose(a <= b, 10.0, 0.0) + choose(a != b, 100.0, 0.0), into, 3, s)
        store(choose(a > b, 1.0, 0.0) + choose(a >= b, 10.0, 0.0) + choose(a == b, 100.0, 0.0), into, 4, s)
        store(choose(below(like, s, 13), a, b), into, 5, s)
        store(magnitude(a), into, 6, s)
        store(square_root(magnitude(b)), into, 7, s)
        store(signed(a, b), into, 8, s)


@njit(error_model="numpy")  # type: ignore[untyped-decorator]  # as above
def _with_four(x: Floats, y: Floats, into: Floats) -> None:
    _compute(four(0.0), x, y, 4, into)


@njit(error_model="numpy")  # type: ignore[untyped-decorator]  # as above
def _with_eight(x: Floats, y: Floats, into: Floats) -> None:
    _compute(eight(0.0), x, y, 8, into)


@njit(error_model="numpy")  # type: ignore[untyped-decorator]  # as above
def _with_sixteen(x: Floats, y: Floats, into: Floats) -> None:
    _compute(sixteen(0.0), x, y, 16, into)


@njit(error_model="numpy")  # type: ignore[untyped-decorator]  # as above
def _sums(x: Floats, row: int, column: int) -> tuple[float, float, float]:
    return (
        first_lane(folded(folded(load(four(0.0), x, row, column)))),
        first_lane(folded(folded(folded(load(eight(0.0), x, row, column))))),
        first_lane(folded(folded(folded(folded(load(sixteen(0.0), x, row, column)))))),
    )


@pytest.mark.parametrize("compute", [_with_four, _with_eight, _with_sixteen])
@pytest.mark.parametrize("turn", [0, 1, 5, 8])
def test_every_lane_is_what_numpy_makes_of_its_numbers(compute: Any, turn: int) -> None:
    x, y = _EVERY, np.roll(_EVERY, turn)
    into = np.empty((9, 16))
    compute(x.reshape(1, -1), y.reshape(1, -1), into)
    with np.errstate(all="ignore"):
        expected = [
            x + y,
            x - 2 * y,
            1 / y + x / 3,
            (x < y) * 1.0 + (x <= y) * 10.0 + (x != y) * 100.0,
            (x > y) * 1.0 + (x >= y) * 10.0 + (x == y) * 100.0,
            np.where(np.arange(16) < 13, x, y),
            np.abs(x),
            np.sqrt(np.abs(y)),
            np.copysign(x, y),
        ]
    for line, wanted in zip(into, expected, strict=True):
        np.testing.assert_array_equal(line, wanted)


def test_loaded_from_any_place_and_summed_up() -> None:
    table = np.arange(60.0).reshape(3, 20)
    assert _sums(table, 1, 3) == (sum(range(23, 27)), sum(range(23, 31)), sum(range(23, 39)))
