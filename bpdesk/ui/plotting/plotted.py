"""The curves and reference lines of one plot: names, colours, values at the shown moment, earlier runs as pale traces.

While the person is asked for what the next step brings, a curve ends before that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bpdesk.engine.cost_bound import cost_bound
from bpdesk.engine.moment import Moment
from bpdesk.engine.phases import ValueKind
from bpdesk.model.document import Document
from bpdesk.model.math_syntax import as_typed, is_maths
from bpdesk.model.names import target_label
from bpdesk.model.quantities import COSTS, Kind, Quantity, label
from bpdesk.text import tr
from bpdesk.training.quantity_values import is_of_program, value_in
from bpdesk.ui.plots.plot_curve import PlotCurve, ReferenceLine
from bpdesk.ui.plotting.curve_sources import CurveSources
from bpdesk.ui.theme import CURVE_DASH, Theme, curve_style, run_colour

if TYPE_CHECKING:
    from bpdesk.training.run import Run

MOST_EARLIER, MOST_RUNS = 3, 6
TRACE_DASH = (4.0, 3.0)


_REACHED_WITH: Mapping[Kind, ValueKind] = {
    "cost": "cost", "batch_cost": "cost", "test_cost": "cost", "activation": "activation", "delta": "delta",
    "weight_gradient": "weight_gradient", "bias_gradient": "bias_gradient",
}  # fmt: skip


@dataclass(frozen=True)
class Plotted:
    """A document's run at a moment, with the runs before it, and what their colours go by, by name."""

    document: Document
    run: Run
    moment: Moment
    earlier: Sequence[tuple[str, Run]]
    places: Mapping[str, int]
    sources: CurveSources
    theme: Theme
    chosen: Collection[Quantity] = ()
    """What of many curves is compared with earlier runs."""

    @property
    def named_earlier(self) -> Sequence[tuple[str, Run]]:
        """The earlier runs that are drawn: the last ones."""
        return self.earlier[-MOST_RUNS:]

    def shown(self, quantities: Sequence[Quantity]) -> list[Quantity]:
        """What of it there is to draw."""
        return [each for each in quantities if is_of_program(self.run.program, each)]

    def compared(self, quantities: Sequence[Quantity]) -> list[Quantity]:
        """What of it is drawn of earlier runs too: what is chosen, else the first one, where all could not be told apart."""
        shown = self._comparable(quantities)
        if len(shown) <= MOST_EARLIER:
            return shown
        return [each for each in shown if each in self.chosen][:MOST_EARLIER] or shown[:1]

    def _comparable(self, quantities: Sequence[Quantity]) -> list[Quantity]:
        return [each for each in self.shown(quantities) if each.kind not in ("batch_cost", "test_cost")]

    def curves(self, quantities: Sequence[Quantity]) -> list[PlotCurve]:
        """Earlier runs first, so that they lie below."""
        shown = self.shown(quantities)
        coloured = [each for each in shown if each.kind not in COSTS]
        styles = {each: curve_style(self.theme, place) for place, each in enumerate(coloured)}
        is_alone = len(self._comparable(quantities)) == 1
        return [*self._earlier(self.compared(quantities), is_alone), *(self._curve(each, styles) for each in shown)]

    def references(self, quantities: Sequence[Quantity]) -> list[ReferenceLine]:
        """What a curve would reach in the best case: the wanted value of an output, the bound that the cost has."""
        shown = self.shown(quantities)
        found = []
        if any(each.kind in ("cost", "batch_cost") for each in shown) and all(each.kind in COSTS for each in shown):
            bound = cost_bound(self.run.program, self.moment.training.cost)
            found = [] if bound is None else [ReferenceLine(bound, tr("bound"), tr("The bound below which the cost can't fall"))]
        targets = self.moment.shown.targets
        wanted = [each.of for each in shown if each.kind == "activation" and each.of in targets]
        return [*found, *(ReferenceLine(targets[node], target_label(self.document.network, node)) for node in wanted)]

    def _curve(self, quantity: Quantity, styles: dict[Quantity, tuple[str, tuple[float, float] | None]]) -> PlotCurve:
        curve = self.sources.curve(self.run, quantity, self.moment.shown.row)
        is_known = not self.moment.is_asked or _is_reached(self.moment, quantity)
        now = value_in(self.moment, quantity) if is_known else None
        if self.moment.is_asked:
            curve = curve.until(self.moment.iteration if is_known else self.moment.iteration - 1)
        if quantity.kind == "batch_cost":
            return PlotCurve(quantity.key, tr("batch"), curve, self.theme.trace, is_noise=True)
        if quantity.kind == "cost":
            return PlotCurve(quantity.key, tr("training set"), curve, self.theme.backward, now=now)
        if quantity.kind == "test_cost":
            return PlotCurve(quantity.key, tr("test set"), curve, self.theme.backward, CURVE_DASH, now=now)
        return PlotCurve(quantity.key, label(self.document.network, quantity), curve, *styles[quantity], now=now)

    def _earlier(self, quantities: Sequence[Quantity], is_alone: bool) -> Iterator[PlotCurve]:
        row = self.moment.shown.row
        for name, run in self.named_earlier:
            colour = run_colour(self.theme, self.places[name])
            for quantity in quantities:
                shown = as_typed(name) if is_alone else _of_run(name, label(self.document.network, quantity))
                curve = self.sources.curve(run, quantity, row)
                yield PlotCurve(f"{quantity.key} {name}", shown, curve, colour, TRACE_DASH, is_earlier=True)


def _of_run(name: str, quantity: str) -> str:
    """The label of what another run has left, whose name is plain words."""
    if not is_maths(quantity):
        return as_typed(f"{name}: {quantity}")
    words = as_typed(f"{name}: ")
    return (words if is_maths(words) else rf"\text{{{words}}}") + quantity


def _is_reached(moment: Moment, quantity: Quantity) -> bool:
    """Whether the moment shows the quantity's value of its own iteration; a parameter's is the one that it begins with."""
    if quantity.kind in ("weight", "bias"):
        return True
    if quantity.kind == "gradient_norm":
        return all(moment.reaches("weight_gradient", edge) for edge in moment.weight_gradients) and all(
            moment.reaches("bias_gradient", node) for node in moment.bias_gradients
        )
    return moment.reaches(_REACHED_WITH[quantity.kind], quantity.of)
