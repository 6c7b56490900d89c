"""Curves and plots to look at: the post's twenty steps, and whatever values a test names."""

from collections.abc import Sequence

import numpy as np

from bpdesk.training.curves import Curve
from bpdesk.ui.plots.plot_curve import PlotContent, PlotCurve, ReferenceLine
from bpdesk.ui.theme import LIGHT, curve_style


def curve(values: Sequence[float]) -> Curve:
    """A value per iteration, from 0 on."""
    exact = np.array(values, dtype=float)
    return Curve(np.arange(len(exact), dtype=float), exact, exact)


def plot_curve(key: str, values: Sequence[float], index: int = 0) -> PlotCurve:
    colour, dash = curve_style(LIGHT, index)
    return PlotCurve(key, key, curve(values), colour, dash)


def posts_weights(steps: int = 20) -> list[float]:
    """The weight of the post's network, start and all."""
    weights = [-23.1]
    for _ in range(steps):
        weights.append(weights[-1] - 0.007 * 2 * (5.7 * weights[-1] - 50.1) * 5.7)
    return weights


def posts_costs(steps: int = 20) -> list[float]:
    return [(5.7 * weight - 50.1) ** 2 for weight in posts_weights(steps)]


def cost_content(*, logarithmic: bool = True) -> PlotContent:
    costs = PlotCurve("cost", "cost", curve(posts_costs()), LIGHT.backward)
    return PlotContent((costs,), newest=20, cursor=20, logarithmic=logarithmic, y_label="cost", shows_value=True)


def weights_content() -> PlotContent:
    weights = PlotCurve("w", "W^{(L)}", curve(posts_weights()), LIGHT.curves[0])
    return PlotContent((weights,), newest=20, cursor=20, references=(ReferenceLine(50.1 / 5.7, "8.789 is best"),), y_label="weight")
