"""Axis numbers, ranges and the places of labels: what a plot decides before it draws."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpdesk.ui.plots.scale import Scale, iteration_bound, scale_for
from bpdesk.ui.plots.spread import spread
from bpdesk.ui.plots.ticks import iteration_ticks, value_ticks


def texts(scale: Scale, most: int = 6) -> list[str]:
    return [tick.text for tick in value_ticks(scale, scale.low, scale.high, most)]


def scale_of(*values: float, logarithmic: bool = False) -> Scale:
    return scale_for([np.array(values)], logarithmic)


@pytest.mark.parametrize(
    ("newest", "bound"), [(0, 10), (10, 10), (11, 12), (17, 20), (20, 20), (101, 120), (999, 1000), (1001, 1200), (810_000, 1_000_000)]
)
def test_the_iteration_axis_grows_in_steps(newest: int, bound: float) -> None:
    assert iteration_bound(newest) == pytest.approx(bound)


@given(st.integers(0, 10**12))
def test_the_iteration_axis_holds_the_newest_and_is_well_used(newest: int) -> None:
    assert newest <= iteration_bound(newest) <= max(10, 1.51 * newest)


@pytest.mark.parametrize(
    ("low", "high", "expected"), [(0, 10, [str(i) for i in range(11)]), (2.2, 3.4, ["3"]), (0, 30_000, ["0", "5000", "10 000"])]
)
def test_iterations_are_whole_numbers(low: float, high: float, expected: list[str]) -> None:
    shown = [tick.text.replace("\N{NARROW NO-BREAK SPACE}", " ") for tick in iteration_ticks(low, high, 12)]
    assert shown[: len(expected)] == expected


def test_a_linear_axis_has_round_numbers_with_a_real_minus() -> None:
    assert texts(scale_of(-23.1, 8.79)) == ["−20", "−10", "0", "10"]


def test_a_linear_axis_doesnt_dip_below_zero_for_positive_values() -> None:
    assert scale_of(0.0, 100.0).low == 0


def test_a_log_axis_has_powers_of_ten_with_superscripts() -> None:
    scale = scale_of(33040.0, 17.0, logarithmic=True)
    assert (scale.low, scale.high) == (1, 5)
    assert texts(scale) == ["10¹", "10²", "10³", "10⁴", "10⁵"]


def test_a_long_log_axis_names_some_powers() -> None:
    assert texts(scale_of(3e4, 1e-8, logarithmic=True)) == ["10⁻⁶", "10⁻³", "10⁰", "10³"]


@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (0.05, 0.95), (0.31, 0.33), (-2.0001, -2.0)])
def test_a_narrow_log_axis_still_has_numbers(low: float, high: float) -> None:
    assert len(value_ticks(Scale(True, low, high), low, high, 6)) >= 2


def test_large_and_tiny_linear_values_share_a_power_of_ten() -> None:
    assert texts(scale_of(0.0, 2.4e7)) == ["0", "0.5×10⁷", "1.0×10⁷", "1.5×10⁷", "2.0×10⁷", "2.5×10⁷"]
    assert texts(scale_of(0.0, 4e-5))[-1] == "4×10⁻⁵"


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), min_size=1, max_size=20), st.booleans())
def test_any_values_give_a_finite_range_that_holds_what_can_be_shown(values: list[float], logarithmic: bool) -> None:
    scale = scale_for([np.array(values)], logarithmic)
    heights = scale.to_axis(np.array(values))
    assert -math.inf < scale.low < scale.high < math.inf
    shown = heights[np.isfinite(heights)]
    slack = 1e-9 * (scale.high - scale.low)
    assert np.all((shown >= scale.low - slack) & (shown <= scale.high + slack))
    expected = [value for value in values if math.isfinite(value) and (value > 0 or not logarithmic)]
    assert len(shown) == len(expected)
    assert len(value_ticks(scale, scale.low, scale.high, 6)) <= 40


def test_the_range_rests_while_values_stay_within() -> None:
    assert scale_of(-23.1, -5.0, 3.6) == scale_of(-23.1, 3.6)
    assert scale_of(-23.1, 7.0) == scale_of(-23.1, 7.2)


@given(st.lists(st.floats(0, 200), max_size=8))
def test_labels_are_kept_apart_within_the_plot_and_in_order(wanted: list[float]) -> None:
    places = spread(wanted, 18, 0, 200)
    in_order = [place for _, place in sorted(zip(wanted, places, strict=True))]
    assert all(after - before >= 18 - 1e-6 for before, after in zip(sorted(places), sorted(places)[1:], strict=False))
    assert in_order == sorted(in_order)
    assert all(-1e-6 <= place <= 200 + 1e-6 for place in places)


def test_labels_with_room_stay_where_they_want_to_be() -> None:
    assert spread([100.0, 10.0, 50.0], 18, 0, 200) == [100.0, 10.0, 50.0]


def test_two_labels_for_one_place_share_the_way() -> None:
    assert spread([50.0, 50.0], 18, 0, 200) == [41.0, 59.0]
