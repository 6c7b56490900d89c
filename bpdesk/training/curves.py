"""What a plot draws: a quantity against the iteration, at bounded size."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Curve:
    """A quantity over the run so far.

    Point i stands at `iterations[i]`. Where a point stands for many iterations, `low[i]` and `high[i]` are the least and the largest
    value among them; where it stands for one they are equal. All three have the same length. Values may be infinite or NaN.
    """

    iterations: Array
    low: Array
    high: Array

    @property
    def is_exact(self) -> bool:
        """Whether each point is one iteration's value."""
        return bool(np.array_equal(self.low, self.high, equal_nan=True))

    def between(self, first: float, end: float, width: int = 1) -> "Curve":
        """The points that stand for iterations from `first` on and before `end` only, each for `width` of them."""
        inside = (self.iterations >= first) & ((self.iterations + width <= end) | (end == np.inf))
        return Curve(self.iterations[inside], self.low[inside], self.high[inside])

    def within(self, first: float, last: float) -> "Curve":
        """The points between those iterations and the next one on either side."""
        start = max(0, int(np.searchsorted(self.iterations, first, "right")) - 1)
        end = int(np.searchsorted(self.iterations, last, "left")) + 1
        return Curve(self.iterations[start:end], self.low[start:end], self.high[start:end])

    def thinned(self, most: int) -> "Curve":
        """About as many points at most, each the least and the largest of its neighbours; the last one stays by itself.

        Exact points take half the room, so that twice as many of them stay as they are.
        """
        if len(self.iterations) <= (2 * most if self.is_exact else most):
            return self
        width = -(-(len(self.iterations) - 1) // (most - 1))
        starts = np.append(np.arange(0, len(self.iterations) - 1, width), len(self.iterations) - 1)
        return Curve(self.iterations[starts], np.minimum.reduceat(self.low, starts), np.maximum.reduceat(self.high, starts))

    def ended(self, iteration: int, value: float) -> "Curve":
        """The curve with its last point there, which takes the place of one that stands there already."""
        keep = len(self.iterations) - (1 if len(self.iterations) and self.iterations[-1] == iteration else 0)
        return Curve(
            np.append(self.iterations[:keep], float(iteration)), np.append(self.low[:keep], value), np.append(self.high[:keep], value)
        )


def joined(pieces: Sequence[Curve]) -> Curve:
    """The pieces one after the other."""
    return Curve(*(np.concatenate([getattr(piece, part) for piece in pieces]) for part in ("iterations", "low", "high")))


NOTHING = Curve(np.zeros(0), np.zeros(0), np.zeros(0))
