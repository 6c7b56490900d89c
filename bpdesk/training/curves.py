"""What a plot draws: a quantity against the iteration, at bounded size."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
_COLUMNS = 12


@dataclass(frozen=True)
class Curve:
    """A quantity over the run so far.

    Point i stands at `iterations[i]`. Where a point stands for many iterations, `low[i]` and `high[i]` are the least and the largest
    value among them; where it stands for one they are equal. All three have the same length. Values may be infinite or NaN;
    NaN half-way between two iterations is no value but a gap: what lies there isn't recorded.
    """

    iterations: Array
    low: Array
    high: Array

    @cached_property
    def is_exact(self) -> bool:
        """Whether each point is one iteration's value."""
        equal = self.low == self.high
        return bool(equal.all()) or bool((equal | (np.isnan(self.low) & np.isnan(self.high))).all())

    @cached_property
    def is_finite(self) -> bool:
        """Whether all its values are."""
        return bool(np.isfinite(self.low).all() and np.isfinite(self.high).all())

    def where(self, chosen: npt.NDArray[np.bool_]) -> "Curve":
        """The chosen points alone."""
        return Curve(self.iterations[chosen], self.low[chosen], self.high[chosen])

    def within(self, first: float, last: float) -> "Curve":
        """The points between those iterations and the next one on either side."""
        start = max(0, int(np.searchsorted(self.iterations, first, "right")) - 1)
        end = int(np.searchsorted(self.iterations, last, "left")) + 1
        return Curve(self.iterations[start:end], self.low[start:end], self.high[start:end])

    def thinned(self, most: int, *, above_zero: bool = False) -> "Curve":
        """About as many points at most, each the least and the largest of its neighbours; the last one stays by itself.

        Exact points take half the room, so that twice as many of them stay as they are. With `above_zero`, for a logarithmic axis, values
        at or below 0 are passed over where there are others beside them. The same curve again when asked for the same again.
        """
        asked = most, above_zero
        if asked not in self._thinned:
            self._thinned.clear()
            self._thinned[asked] = self._thin_out(most, above_zero=above_zero)
        return self._thinned[asked]

    @cached_property
    def _thinned(self) -> "dict[tuple[int, bool], Curve]":
        """What was asked for last."""
        return {}

    def _thin_out(self, most: int, *, above_zero: bool) -> "Curve":
        if len(self.iterations) <= most or (len(self.iterations) <= 2 * most and self.is_exact):
            return self
        width = -(-(len(self.iterations) - 1) // (most - 1))
        starts = _starts(len(self.iterations), width)
        low, high = _folded(np.minimum, self.low, starts, width), _folded(np.maximum, self.high, starts, width)
        if np.isfinite(low).all() and np.isfinite(high).all():
            vars(self)["is_finite"] = True  # all values lie between these
        else:
            unknown = np.flatnonzero(np.isnan(self.low))
            gaps = unknown[self.iterations[unknown] % 1 != 0]
            if len(gaps):
                share, pieces = most / len(self.iterations), self._pieces(gaps)
                return joined([each.thinned(max(2, int(share * len(each.iterations))), above_zero=above_zero) for each in pieces])
        if above_zero:
            least = np.where(self.low <= 0, np.where(self.high > 0, self.high, np.inf), self.low)
            low = np.where(high > 0, np.minimum.reduceat(least, starts), low)
        return Curve(self.iterations[starts], low, high)

    def until(self, iteration: int) -> "Curve":
        """The curve up to that iteration."""
        kept = self.iterations <= iteration
        return Curve(self.iterations[kept], self.low[kept], self.high[kept])

    def _pieces(self, gaps: npt.NDArray[np.int64]) -> "list[Curve]":
        """What lies between the gaps, and each gap by itself."""
        edges = np.unique(np.concatenate(([0], gaps, gaps + 1, [len(self.iterations)]))).tolist()
        return [Curve(self.iterations[a:b], self.low[a:b], self.high[a:b]) for a, b in pairwise(edges)]

    def ended(self, iteration: int, value: float) -> "Curve":
        """The curve with its last point there, which takes the place of one that stands there already."""
        keep = len(self.iterations) - (1 if len(self.iterations) and self.iterations[-1] == iteration else 0)
        last = np.array([value])
        iterations = np.concatenate((self.iterations[:keep], (float(iteration),)))
        return Curve(iterations, np.concatenate((self.low[:keep], last)), np.concatenate((self.high[:keep], last)))


@lru_cache(maxsize=16)
def _starts(points: int, width: int) -> npt.NDArray[np.int64]:
    """Where neighbours begin that become one point; the last point stays by itself. Not to be changed."""
    return np.append(np.arange(0, points - 1, width), points - 1)


def _folded(least: np.ufunc, values: Array, starts: npt.NDArray[np.int64], width: int) -> Array:
    """The least of each stretch of values that begins at one of `starts`, of which all but the last two are `width` long.

    A few columns are folded in half of the time that `reduceat` takes.
    """
    if width > _COLUMNS:
        result: Array = least.reduceat(values, starts)
        return result
    table = values[: (len(starts) - 2) * width].reshape(-1, width)
    result = np.empty(len(starts))
    inner = result[:-2]
    least(table[:, 0], table[:, 1], out=inner)
    for column in range(2, width):
        least(inner, table[:, column], out=inner)
    result[-2:] = least.reduceat(values, starts[-2:])
    return result


def joined(pieces: Sequence[Curve]) -> Curve:
    """The points of all pieces, by iteration."""
    iterations, low, high = (np.concatenate([getattr(piece, part) for piece in pieces]) for part in ("iterations", "low", "high"))
    order = np.argsort(iterations, kind="stable")
    return Curve(iterations[order], low[order], high[order])


def with_gap(before: Curve, after: Curve, first: int) -> Curve:
    """Both, the earlier one up to the iteration `first`; where it doesn't come so far, nothing is drawn between them."""
    before = before.where(before.iterations < first)
    if not len(before.iterations) or before.iterations[-1] + _step(before) >= first:
        return joined((before, after))
    nowhere = np.array([np.nan])
    return joined((before, Curve(before.iterations[-1:] + 0.5, nowhere, nowhere), after))


def _step(curve: Curve) -> float:
    """The iterations that its last point stands for, or lies behind the one before."""
    return float(curve.iterations[-1] - curve.iterations[-2]) if len(curve.iterations) > 1 else 1.0


NOTHING = Curve(np.zeros(0), np.zeros(0), np.zeros(0))
