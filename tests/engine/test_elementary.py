"""exponential, sigmoid and tanh within the units in the last place that their module states, and at the ends of the doubles."""

import math

import numpy as np
import numpy.typing as npt
import pytest
from numba import njit

from bpdesk.engine import elementary
from bpdesk.engine.lanes import WIDTH, four, load, store

Floats = npt.NDArray[np.float64]
_EXTENDED = np.finfo(np.longdouble).nmant >= 63
needs_extended = pytest.mark.skipif(
    not _EXTENDED, reason="long double is no wider than double here: nothing to hold the last place against"
)


@njit(error_model="numpy", fastmath={"contract"})  # type: ignore[untyped-decorator]  # numba has no types
def _all(x: Floats, into: Floats) -> None:
    for i in range(0, x.shape[1], WIDTH):
        at = load(four(0.0), x, 0, i)
        grown, less_one = elementary.exponential(at)
        sigmoid, slope = elementary.sigmoid(at)
        tanh, rise = elementary.tanh(at)
        store(grown, into, 0, i)
        store(less_one, into, 1, i)
        store(sigmoid, into, 2, i)
        store(slope, into, 3, i)
        store(tanh, into, 4, i)
        store(rise, into, 5, i)


def _computed(points: Floats) -> Floats:
    """e^x and e^x − 1 (for x ≤ 0); sigmoid and its slope; tanh and its slope; one line each."""
    padded = np.zeros((1, len(points) + -len(points) % WIDTH))
    padded[0, : len(points)] = points
    result = np.empty((6, padded.shape[1]))
    _all(padded, result)
    return result[:, : len(points)]


def _exact(points: Floats) -> list[npt.NDArray[np.longdouble]]:
    x = points.astype(np.longdouble)
    e, e2 = np.exp(-np.abs(x)), np.exp(-2 * np.abs(x))
    sigmoid = np.where(x >= 0, 1 / (1 + e), e / (1 + e))
    return [np.exp(x), np.expm1(x), sigmoid, e / (1 + e) ** 2, np.tanh(x), 4 * e2 / (1 + e2) ** 2]


def _units_off(actual: Floats, exact: npt.NDArray[np.longdouble]) -> npt.NDArray[np.longdouble]:
    off: npt.NDArray[np.longdouble] = np.abs(actual.astype(np.longdouble) - exact) / np.spacing(np.abs(exact.astype(np.float64)))
    return off


@needs_extended
@pytest.mark.parametrize("reach", [1e-3, 1.0, 40.0, 300.0])
def test_within_the_stated_units_in_the_last_place(reach: float) -> None:
    random = np.random.default_rng(1)
    points = np.concatenate((random.uniform(-reach, reach, 40_000), np.linspace(-reach, reach, 2_001)))
    computed, exact = _computed(points), _exact(points)
    for name, bound, line in (("sigmoid", 3, 2), ("its slope", 5, 3), ("tanh", 3, 4), ("its slope", 5, 5)):
        off = _units_off(computed[line], exact[line])
        assert float(off.max()) <= bound, f"{name} at {points[off.argmax()]!r}"
    negative = points <= 0.0
    for name, bound, line in (("e^x", 1, 0), ("e^x - 1", 2, 1)):
        off = _units_off(computed[line][negative], exact[line][negative])
        assert float(off.max()) <= bound, f"{name} at {points[negative][off.argmax()]!r}"


def test_close_to_the_math_module_anywhere() -> None:
    points = np.linspace(-700, 700, 2801)
    computed = _computed(points)
    for place, x in enumerate(points.tolist()):
        if x <= 0.0:
            assert computed[0, place] == pytest.approx(math.exp(x), rel=4e-16)
            assert computed[1, place] == pytest.approx(math.expm1(x), rel=4e-16)
        assert computed[2, place] == pytest.approx(1 / (1 + math.exp(-x)), rel=1e-15)
        assert computed[4, place] == pytest.approx(math.tanh(x), rel=1e-15)


def test_the_ends_of_the_doubles() -> None:
    inf, nan = math.inf, math.nan
    points = np.array([inf, -inf, nan, 0.0, -0.0, 1e308, -1e308, 5e-324, -5e-324])
    grown, less_one, sigmoid, slope, tanh, rise = _computed(points).tolist()
    assert [grown[1], grown[3], grown[4], grown[6]] == [0.0, 1.0, 1.0, 0.0]
    assert [less_one[1], less_one[3], less_one[6], less_one[8]] == [-1.0, 0.0, -1.0, -5e-324]
    assert [sigmoid[0], sigmoid[1], sigmoid[3], sigmoid[5], sigmoid[6]] == [1.0, 0.0, 0.5, 1.0, 0.0]
    assert [slope[0], slope[1], slope[3]] == [0.0, 0.0, 0.25]
    assert [tanh[0], tanh[1], tanh[3], tanh[5], tanh[6]] == [1.0, -1.0, 0.0, 1.0, -1.0]
    assert tanh[7:] == [5e-324, -5e-324]
    assert [rise[0], rise[1], rise[3]] == [0.0, 0.0, 1.0]
    assert all(math.isnan(line[2]) for line in (grown, less_one, sigmoid, slope, tanh, rise))


def test_exponential_underflows_where_a_double_does() -> None:
    grown = _computed(np.array([-745.0, -745.2, -708.5, -746.0, -1000.0]))[0].tolist()
    assert grown[0] == 5e-324
    assert grown[1] == 0.0
    assert grown[2] == pytest.approx(math.exp(-708.5), rel=1e-13)
    assert grown[3:] == [0.0, 0.0]
