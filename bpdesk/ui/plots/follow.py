"""Which part of a plot is shown while it follows the newest iteration: as wide as before, as high as what is seen needs."""

import numpy as np

from bpdesk.ui.plots.drawn_curve import DrawnCurve
from bpdesk.ui.plots.frame import Frame, Range

_AHEAD, _AIR = 0.05, 0.06


def followed(frame: Frame, curves: tuple[DrawnCurve, ...], newest: int) -> tuple[Range, Range]:
    """Iterations and heights; the heights of today where nothing would be seen."""
    width = frame.iterations[1] - frame.iterations[0]
    right = max(newest + _AHEAD * width, width)
    seen = [y for curve in curves for y in [curve.y[(curve.x >= right - width) & np.isfinite(curve.y)]] if len(y)]
    if not seen:
        return (right - width, right), frame.heights
    low, high = min(float(y.min()) for y in seen), max(float(y.max()) for y in seen)
    air = _AIR * (high - low) or _AIR * max(abs(high), 1.0)
    return (right - width, right), (low - air, high + air)
