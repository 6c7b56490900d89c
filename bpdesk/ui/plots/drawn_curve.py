"""A curve made ready to draw: the points of its line on the plot's scale, and what can't be shown there."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import numpy as np

from bpdesk import text
from bpdesk.model.math_syntax import linear
from bpdesk.text import tr
from bpdesk.training.curves import Array, Curve
from bpdesk.ui.plots.plot_curve import PlotCurve, ReferenceLine
from bpdesk.ui.plots.scale import Scale

_ALL = (-np.inf, np.inf)


@dataclass(frozen=True)
class Reading:
    """What a curve says at an iteration: one value where `low` and `high` are equal, else a range."""

    iteration: int
    low: float
    high: float

    @property
    def is_exact(self) -> bool:
        return self.low == self.high or (np.isnan(self.low) and np.isnan(self.high))


@dataclass(frozen=True)
class DrawnCurve:
    """The line through `x` and `values`, at the heights `y` in axis coordinates; NaN breaks it."""

    plot: PlotCurve
    x: Array
    values: Array
    y: Array

    def last_within(self, iterations: tuple[float, float], heights: tuple[float, float]) -> tuple[float, float] | None:
        """Where the curve is last seen in that part of the plot: its last point, or where it leaves to the right."""
        (left, right), (low, high) = iterations, heights
        if len(self.x) and self.x[0] <= right < self.x[-1]:
            leaving = float(np.interp(right, self.x, self.y))
            if low <= leaving <= high:
                return right, leaving
        with np.errstate(invalid="ignore"):
            seen = np.flatnonzero((self.x >= left) & (self.x <= right) & (self.y >= low) & (self.y <= high))
        return (float(self.x[seen[-1]]), float(self.y[seen[-1]])) if len(seen) else None

    def lies_under(self, lit: str) -> bool:
        """Whether it lies below the other curves, with its points: one of an earlier run that isn't lit."""
        return self.plot.is_earlier and self.plot.key != lit

    def leaving(self, iterations: tuple[float, float], heights: tuple[float, float]) -> tuple[float, float] | None:
        """Where a curve that goes on leaves that part of the plot upwards or downwards for good; None where its end is seen."""
        (left, right), (low, high) = iterations, heights
        known = np.isfinite(self.y) & (self.x >= left) & (self.x <= right)
        x, y = self.x[known], self.y[known]
        if not len(y) or low <= y[-1] <= high:
            return None
        edge = high if y[-1] > high else low
        inside = np.flatnonzero((y >= low) & (y <= high))
        if not len(inside):
            return float(x[0]), edge
        last = int(inside[-1])
        return float(np.interp(abs(edge - y[last]), [0.0, abs(y[last + 1] - y[last])], x[last : last + 2])), edge

    def until_left(self, heights: tuple[float, float]) -> tuple[Array, Array]:
        """The points of its line: of an earlier run's those up to where it leaves an axis of these heights for good.

        One that diverged swings to and fro beyond it, and would cross the plot at each iteration.
        """
        left = self.leaving(_ALL, heights) if self.plot.is_earlier else None
        if left is None:
            return self.x, self.y
        with np.errstate(invalid="ignore"):
            inside = np.flatnonzero((self.y >= heights[0]) & (self.y <= heights[1]))
        kept = int(inside[-1]) + 1 if len(inside) else 0
        return np.append(self.x[:kept], left[0]), np.append(self.y[:kept], left[1])

    @cached_property
    def is_whole(self) -> bool:
        """Whether this scale can show all of it."""
        return bool(np.isfinite(self.y).all())

    @property
    def lone_points(self) -> list[tuple[float, float]]:
        """Those of its line that nothing joins to others, as the start of a run whose past isn't replayed."""
        known = np.concatenate(([False], np.isfinite(self.y), [False]))
        lone = np.flatnonzero(known[1:-1] & ~known[:-2] & ~known[2:])
        return list(zip(self.x[lone].tolist(), self.y[lone].tolist(), strict=True))

    @property
    def shown_points(self) -> tuple[Array, Array]:
        """The iterations and values of the points that this scale can show."""
        shown = np.isfinite(self.y)
        return self.x[shown], self.values[shown]

    def reading(self, iteration: float) -> Reading | None:
        """What the nearest point of the curve says, or None beyond its ends."""
        curve = self.plot.curve
        if not len(curve.iterations) or not curve.iterations[0] - 0.5 <= iteration <= curve.iterations[-1] + 0.5:
            return None
        after = min(int(np.searchsorted(curve.iterations, iteration)), len(curve.iterations) - 1)
        before = max(after - 1, 0)
        nearest = before if iteration - curve.iterations[before] <= curve.iterations[after] - iteration else after
        return Reading(int(curve.iterations[nearest]), float(curve.low[nearest]), float(curve.high[nearest]))

    def exact_at(self, iteration: int) -> float | None:
        """The value at the shown moment where it is known, else None."""
        reading = self.reading(iteration)
        if self.plot.now is not None or reading is None:
            return self.plot.now
        return reading.low if reading.is_exact and reading.iteration == iteration else None

    def value_at(self, iteration: int) -> float | None:
        """The value at the shown moment; between the bounds where only these are known."""
        if self.plot.now is not None:
            return self.plot.now
        reading = self.reading(iteration)
        return None if reading is None else reading.low / 2 + reading.high / 2


def drawn(plots: Sequence[PlotCurve], curves: Sequence[Curve], scale: Scale) -> tuple[DrawnCurve, ...]:
    """What is drawn of `plots`, of each all of it or a thinner or shorter curve, on that scale."""
    x, values, lengths = _points(curves)
    pieces = zip(plots, apart(x, lengths), apart(values, lengths), apart(scale.to_axis(values), lengths), strict=True)
    return tuple(DrawnCurve(*piece) for piece in pieces)


def _points(curves: Sequence[Curve]) -> tuple[Array, Array, Sequence[int]]:
    """The points of their lines, one line behind the other, and how many each has: one where a point of the curve is exact, two where it
    spans a range, in the order of its slope."""
    if not curves:
        return np.zeros(0), np.zeros(0), ()
    iterations, low, high = (np.concatenate([getattr(curve, part) for curve in curves]) for part in ("iterations", "low", "high"))
    lengths = [len(curve.iterations) for curve in curves]
    ends = list(accumulate(lengths))
    falling, spans = np.zeros(len(low), bool), np.ones(2 * len(low), bool)
    with np.errstate(all="ignore"):
        middle = low / 2 + high / 2
        np.less(middle[1:], middle[:-1], out=falling[1:])
        spans[1::2] = (low != high) & ((low == low) | (high == high))
    falling[[end - length for length, end in zip(lengths, ends, strict=True) if length]] = False
    values = np.empty(2 * len(low))
    values[::2], values[1::2] = np.where(falling, high, low), np.where(falling, low, high)
    kept = np.flatnonzero(spans)
    last = np.searchsorted(kept, [0, *(2 * end for end in ends)])
    return iterations[kept >> 1], values[kept], np.diff(last).tolist()


def apart(together: Array, lengths: Sequence[int]) -> list[Array]:
    """Pieces of those lengths, one behind the other: what is done to many short curves at once takes a fraction of the time."""
    return [together[end - length : end] for length, end in zip(lengths, accumulate(lengths), strict=True)]


@dataclass(frozen=True)
class Note:
    """One line below a plot, and a shorter one for where it has no room; a warning where data are missing."""

    text: str
    is_warning: bool
    short: str


def note_on_unshown(curves: tuple[DrawnCurve, ...], references: tuple[ReferenceLine, ...], scale: Scale) -> Note | None:
    """What is said about the values that the plot can't show, if anything."""
    missing = [*(_note_on_low(curves) if scale.logarithmic else ()), *_note_on_unbounded(curves)]
    unshown = [each for each in references if scale.height_of(each.value) is None]
    leaving = [linear(each.plot.label) for each in curves if each.plot.is_earlier and each.leaving(_ALL, (scale.low, scale.high))]
    said = [each for each, _ in missing]
    said += [tr("{name} goes on beyond this axis.", name=name) for name in leaving]
    said += [_note_on_reference(each, scale) for each in unshown]
    if not said:
        return None
    if missing:
        short = tr("{what} not shown", what=missing[0][1]) if len(missing) == 1 else tr("Some values not shown")
    else:
        shorter = [f"{linear(each.label)} = {text.number(each.value)}" for each in unshown]
        short = said[0] if leaving else tr("{lines} not shown", lines=", ".join(shorter))
    return Note(" ".join(said), bool(missing), short)


def _note_on_unbounded(curves: tuple[DrawnCurve, ...]) -> list[tuple[str, str]]:
    unbounded = sum(_count_unbounded(each.plot.curve) for each in curves)
    one, many = "{n} value isn't finite and can't be shown.", "{n} values aren't finite and can't be shown."
    return [(text.count(unbounded, one, many), text.count(unbounded, "{n} non-finite value", "{n} non-finite values"))] if unbounded else []


def _count_unbounded(curve: Curve) -> int:
    """Points whose values aren't finite; a gap half-way between two iterations is none."""
    if curve.is_finite:
        return 0
    return int(np.count_nonzero(~(np.isfinite(curve.low) & np.isfinite(curve.high)) & (curve.iterations % 1 == 0)))


def _note_on_low(curves: tuple[DrawnCurve, ...]) -> list[tuple[str, str]]:
    """How many values a log axis can't show, at length and in short; without a number where points stand for many."""
    low = sum(int(np.count_nonzero(np.isfinite(each.plot.curve.low) & (each.plot.curve.low <= 0))) for each in curves)
    if low and not all(each.plot.curve.is_exact for each in curves):
        return [(tr("Values at or below 0 can't be shown on a log axis."), tr("Values ≤ 0"))]
    one, many = "{n} value at or below 0 can't be shown on a log axis.", "{n} values at or below 0 can't be shown on a log axis."
    return [(text.count(low, one, many), text.count(low, "{n} value ≤ 0", "{n} values ≤ 0"))] if low else []


def _note_on_reference(line: ReferenceLine, scale: Scale) -> str:
    name, value = line.spoken or linear(line.label), text.number(line.value)
    if scale.logarithmic:
        return tr("{name}, {value}, can't be shown on a log axis.", name=name, value=value)
    return tr("{name}, {value}, can't be shown on this axis.", name=name, value=value)
