"""What the two plots show of a run: the cost, and its weights. Decides what is plotted in which colour, and how often."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from bpdesk.engine.moment import Moment
from bpdesk.model.document import Document
from bpdesk.text import tr
from bpdesk.ui.plots.plot_curve import PlotCurve
from bpdesk.ui.plots.plot_panel import PlotPanel
from bpdesk.ui.session import Session
from bpdesk.ui.theme import CURVE_DASH, Theme, curve_style

if TYPE_CHECKING:
    from bpdesk.training.run import Run

MOST_WEIGHTS = 32
MOST_EARLIER = 3
TRACE_DASH = (4.0, 3.0)
_MILLISECONDS_WHILE_RUNNING = 40


class PlotFeed(QObject):
    """Keeps the plots of a window at the session's moment; while it runs, some 25 times a second."""

    def __init__(self, session: Session, cost: PlotPanel, weights: PlotPanel, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._cost, self._weights, self._theme = session, cost, weights, theme
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_MILLISECONDS_WHILE_RUNNING)
        self._timer.timeout.connect(self.show_now)
        session.playback.moment_changed.connect(self._show_soon)
        session.playback.running_changed.connect(self.show_now)

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.show_now()

    def show_now(self) -> None:
        """Draw the curves up to the newest iteration, with the shown one marked."""
        playback = self._session.playback
        run, moment = playback.run, self._session.moment
        costs, weights = [], []
        if run is not None and moment is not None:
            earlier = self._session.earlier_runs()
            costs = [*earlier_costs(earlier, self._theme), *cost_curves(run, moment, self._theme)]
            weights = [*earlier_weights(earlier, self._theme), *weight_curves(run, moment, self._session.document, self._theme)]
        self._cost.show_curves(costs, playback.shown_iteration, playback.newest)
        self._weights.show_curves(weights, playback.shown_iteration, playback.newest)

    def _show_soon(self) -> None:
        if not self._session.playback.is_running:
            self.show_now()
        elif not self._timer.isActive():
            self._timer.start()


def earlier_costs(runs: list[tuple[str, Run]], theme: Theme) -> Iterator[PlotCurve]:
    """The cost of the document's other runs, pale."""
    for name, run in runs[-MOST_EARLIER:]:
        yield PlotCurve(f"cost {name}", name, run.cost_curve(run.end), theme.trace, TRACE_DASH)


def earlier_weights(runs: list[tuple[str, Run]], theme: Theme) -> Iterator[PlotCurve]:
    """The weights of the document's other runs, pale, while there are few enough to tell them apart."""
    for name, run in runs[-MOST_EARLIER:]:
        shown = len(run.program.edge_ids)
        for place, edge_id in enumerate(run.program.edge_ids if shown <= MOST_EARLIER else ()):
            label = name if shown == 1 else f"{name}: {edge_id}"
            yield PlotCurve(f"{edge_id} {name}", label, run.parameter_curve(place), theme.trace, TRACE_DASH)


def cost_curves(run: Run, moment: Moment, theme: Theme) -> Iterator[PlotCurve]:
    """The cost over the training set, the test set where there is one, and of each batch where that is not the training set."""
    whole = len(moment.batch) == len(run.program.train)
    if not whole:
        yield PlotCurve("batch_cost", tr("batch"), run.batch_cost_curve(), theme.trace)
    yield PlotCurve("cost", tr("training set"), run.cost_curve(run.end), theme.backward, now=moment.cost)
    if moment.test_cost is not None:
        yield PlotCurve("test_cost", tr("test set"), run.test_cost_curve(run.end), theme.backward, CURVE_DASH, now=moment.test_cost)


def weight_curves(run: Run, moment: Moment, document: Document, theme: Theme) -> Iterator[PlotCurve]:
    """The first weights in document order."""
    shown = min(MOST_WEIGHTS, len(run.program.edge_ids), len(run.watched))
    for place, edge_id in enumerate(run.program.edge_ids[:shown]):
        edge = document.network.edge_by_id[edge_id]
        colour, dash = curve_style(theme, place)
        yield PlotCurve(edge_id, edge.label or edge_id, run.parameter_curve(place), colour, dash, now=moment.weights[edge_id])
