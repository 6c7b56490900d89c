"""How values become heights: a linear or logarithmic scale whose range holds the values with a little air, on round numbers.

The range follows from the values alone, in steps: it stands still while they grow within it, and a picture has the same as the screen.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from bpdesk.training.curves import Array

_FIRST_BOUND = 10
_BOUNDS = (1.0, 1.2, 1.6, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0)
_AIR = 0.04
_STEPS_OF_A_RANGE = 5
_SMALLEST_UNIT, _LARGEST_UNIT = 1e-100, 1e100
_SMALLEST_SPAN = 1e-10
_FARTHEST_SPANS, _FARTHEST_TIMES = 10.0, 1e12


@dataclass(frozen=True)
class Scale:
    """From values to axis coordinates: the power of ten when logarithmic, else the value in units of `unit`.

    `unit` is 1 for all but astronomic values, whose squares no transform could hold.
    """

    logarithmic: bool
    low: float
    high: float
    unit: float = 1.0

    def to_axis(self, values: Array) -> Array:
        """NaN where a value can't be shown."""
        with np.errstate(all="ignore"):
            if self.logarithmic:
                return np.log10(np.where((values > 0) & np.isfinite(values), values, np.nan))
            return np.where(np.isfinite(values), values, np.nan) / self.unit

    def height_of(self, value: float) -> float | None:
        """One value's axis coordinate, or None where it can't be shown."""
        if not math.isfinite(value) or (self.logarithmic and value <= 0):
            return None
        height = math.log10(value) if self.logarithmic else value / self.unit
        return height if math.isfinite(height) else None


def iteration_bound(newest: int) -> float:
    """The right end of the iteration axis: 10 at first, then in steps, so that it rests while a run goes on."""
    if newest <= _FIRST_BOUND:
        return _FIRST_BOUND
    decade = 10.0 ** math.floor(math.log10(newest))
    return next((bound * decade for bound in _BOUNDS if bound * decade >= newest), 10 * decade)


def held_near(own: Iterable[Array], earlier: Iterable[Array], logarithmic: bool) -> list[Array]:
    """The values of earlier runs, none so far off one's own that these would shrink to a line: one that diverged leaves the plot.

    Where they began counts with one's own, which may be a single point yet.
    """
    earlier = list(earlier)
    bounds = _bounds([*own, *(each[:1] for each in earlier)], logarithmic)
    if bounds is None or not earlier:
        return earlier
    low, high = bounds
    if logarithmic:
        first, last = low / _FARTHEST_TIMES, high * _FARTHEST_TIMES
    else:
        span = (high - low or abs(high) or 1.0) * _FARTHEST_SPANS
        first, last = low - span, high + span
    return [np.clip(each, first, last) for each in earlier]


def scale_for(values: Iterable[Array], logarithmic: bool) -> Scale:
    """The scale that holds all the values that can be shown."""
    bounds = _bounds(values, logarithmic)
    if bounds is None:
        return Scale(logarithmic, 0.0, 1.0)
    low, high = bounds
    return _logarithmic_scale(low, high) if logarithmic else _linear_scale(low, high)


def _bounds(values: Iterable[Array], logarithmic: bool) -> tuple[float, float] | None:
    """The least and the largest of all that can be shown."""
    together = np.concatenate([np.zeros(0), *values])
    shown = together[(together > 0) & (together < np.inf) if logarithmic else np.isfinite(together)]
    return (float(shown.min()), float(shown.max())) if len(shown) else None


def round_step(span: float, most: int) -> float:
    """The smallest of 1, 2, 5 times a power of ten that fits at most `most` times into the span."""
    rough = span / most
    decade = 10.0 ** math.floor(math.log10(rough))
    return next((factor * decade for factor in (1.0, 2.0, 5.0) if factor * decade >= rough * (1 - 1e-9)), 10.0 * decade)


def _logarithmic_scale(low: float, high: float) -> Scale:
    bottom, top = math.floor(math.log10(low)), math.ceil(math.log10(high))
    return Scale(True, float(bottom), float(max(top, bottom + 1)))


def _linear_scale(low: float, high: float) -> Scale:
    largest = max(abs(low), abs(high))
    unit = 1.0 if largest == 0 or _SMALLEST_UNIT < largest < _LARGEST_UNIT else 10.0 ** max(-300, math.floor(math.log10(largest)))
    low, high, largest = low / unit, high / unit, largest / unit
    if high - low <= _SMALLEST_SPAN * largest:
        air = max(0.2 * largest, 1.0 if largest == 0 else 0.0)
        low, high = low - air, high + air
    span = high - low
    step = round_step(span, _STEPS_OF_A_RANGE) / 2
    bottom, top = math.floor((low - _AIR * span) / step) * step, math.ceil((high + _AIR * span) / step) * step
    return Scale(False, max(bottom, 0.0) if low >= 0 else bottom, min(top, 0.0) if high <= 0 else top, unit)
