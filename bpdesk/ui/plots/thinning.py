"""From all that a plot is given to what is drawn of it: no more points than can be told apart. Pure."""

from collections.abc import Sequence

from bpdesk.training.curves import Array, Curve
from bpdesk.ui.plots.frame import Range
from bpdesk.ui.plots.plot_curve import PlotContent
from bpdesk.ui.plots.scale import Scale, held_near, iteration_bound, scale_for


def whole_curves(content: PlotContent, most: int) -> list[Curve]:
    """The curves from end to end, each of at most so many points; an earlier run as far as it is shown."""
    reach = iteration_bound(content.reach)
    shown = [each.curve.within(0, reach) if each.is_earlier else each.curve for each in content.curves]
    return [curve.thinned(most, above_zero=content.logarithmic) for curve in shown]


def curves_within(content: PlotContent, iterations: Range, most: int) -> list[Curve]:
    """What of the curves lies between those iterations, each of at most so many points."""
    parts = [each.curve.within(*iterations) for each in content.curves]
    return [part.thinned(most, above_zero=content.logarithmic) for part in parts]


def scale_of(content: PlotContent, whole: Sequence[Curve]) -> Scale:
    """The scale on which the whole curves and the reference lines are seen."""
    values = _bounds(content, whole, earlier=False)
    values += held_near(values, _bounds(content, whole, earlier=True), content.logarithmic)
    references = [] if content.is_empty else [each.as_array() for each in content.references]
    return scale_for(values + references, content.logarithmic)


def _bounds(content: PlotContent, whole: Sequence[Curve], *, earlier: bool) -> list[Array]:
    shown = [curve for each, curve in zip(content.curves, whole, strict=True) if each.is_earlier == earlier]
    return [bound for curve in shown for bound in (curve.low, curve.high)]
