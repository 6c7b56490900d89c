"""exp, sigmoid and tanh within the units in the last place that their module states, and at the ends of the doubles."""

import math
import sys

import numpy as np
import numpy.typing as npt
import pytest
from numba import njit

from bpdesk.engine import elementary

Floats = npt.NDArray[np.float64]
_EXTENDED = np.finfo(np.longdouble).nmant >= 63
needs_extended = pytest.mark.skipif(
    not _EXTENDED, reason="long double is no wider than double here: nothing to hold the last place against"
)


@njit(error_model="numpy")  # type: ignore[untyped-decorator]  # numba has no types
def _all(x: Floats, into: Floats) -> None:
    for i in range(x.shape[0]):
        into[0, i] = elementary.exp(x[i])
        into[1, i], into[2, i] = elementary.sigmoid(x[i])
        into[3, i], into[4, i] = elementary.tanh(x[i])


def _computed(points: Floats) -> Floats:
    """exp; sigmoid and its slope; tanh and its slope; one line each."""
    result = np.empty((5, len(points)))
    _all(points, result)
    return result


def _exact(points: Floats) -> list[npt.NDArray[np.longdouble]]:
    x = points.astype(np.longdouble)
    grown, e, e2 = np.exp(x), np.exp(-np.abs(x)), np.exp(-2 * np.abs(x))
    sigmoid = np.where(x >= 0, 1 / (1 + e), e / (1 + e))
    return [grown, sigmoid, e / (1 + e) ** 2, np.tanh(x), 4 * e2 / (1 + e2) ** 2]


@needs_extended
@pytest.mark.parametrize("reach", [1e-3, 1.0, 40.0, 300.0])
def test_within_the_stated_units_in_the_last_place(reach: float) -> None:
    random = np.random.default_rng(1)
    points = np.concatenate((random.uniform(-reach, reach, 40_000), np.linspace(-reach, reach, 2_001)))
    for name, bound, actual, exact in zip(
        ("exp", "sigmoid", "its slope", "tanh", "its slope"), (1, 3, 5, 3, 5), _computed(points), _exact(points), strict=True
    ):
        off = np.abs(actual.astype(np.longdouble) - exact) / np.spacing(np.abs(exact.astype(np.float64)))
        assert float(off.max()) <= bound, f"{name} at {points[off.argmax()]!r}"


def test_close_to_the_math_module_anywhere() -> None:
    points = np.linspace(-700, 700, 2801)
    computed = _computed(points)
    for place, x in enumerate(points.tolist()):
        assert computed[0, place] == pytest.approx(math.exp(x), rel=4e-16)
        assert computed[3, place] == pytest.approx(math.tanh(x), rel=1e-15)
        assert computed[1, place] == pytest.approx(1 / (1 + math.exp(-x)), rel=1e-15)


def test_the_ends_of_the_doubles() -> None:
    inf, nan = math.inf, math.nan
    points = np.array([inf, -inf, nan, 0.0, -0.0, 1e308, -1e308, 5e-324, -5e-324])
    grown, sigmoid, slope, tanh, rise = _computed(points).tolist()
    assert [grown[0], grown[1], grown[3], grown[4], grown[5], grown[6]] == [inf, 0.0, 1.0, 1.0, inf, 0.0]
    assert [sigmoid[0], sigmoid[1], sigmoid[3], sigmoid[5], sigmoid[6]] == [1.0, 0.0, 0.5, 1.0, 0.0]
    assert [slope[0], slope[1], slope[3]] == [0.0, 0.0, 0.25]
    assert [tanh[0], tanh[1], tanh[3], tanh[5], tanh[6]] == [1.0, -1.0, 0.0, 1.0, -1.0]
    assert tanh[7:] == [5e-324, -5e-324]
    assert [rise[0], rise[1], rise[3]] == [0.0, 0.0, 1.0]
    assert all(math.isnan(line[2]) for line in (grown, sigmoid, slope, tanh, rise))


def test_exp_overflows_and_underflows_where_a_double_does() -> None:
    largest = math.log(sys.float_info.max)
    points = np.array([largest, math.nextafter(largest, math.inf), 710.0, -745.0, -745.2, -708.5, -746.0, -1000.0])
    grown = _computed(points)[0].tolist()
    assert grown[0] == pytest.approx(sys.float_info.max, rel=1e-12)
    assert grown[1:3] == [math.inf, math.inf]
    assert grown[3] == 5e-324
    assert grown[4] == 0.0
    assert grown[5] == pytest.approx(math.exp(-708.5), rel=1e-13)
    assert grown[6:] == [0.0, 0.0]
