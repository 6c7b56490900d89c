"""What the regions show: of which node, how fine, how wide. Has it computed on the engine's thread at the shown moment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject

from bpdesk.model.document import Document, Json
from bpdesk.model.math_syntax import linear
from bpdesk.model.names import target_label
from bpdesk.model.network import Node
from bpdesk.text import tr
from bpdesk.training.curves import Array
from bpdesk.ui.charts.chart_panel import ChartPanel
from bpdesk.ui.charts.range_popup import FEWEST_POINTS, MOST_POINTS
from bpdesk.ui.charts.region_chart import FitChart, RegionChart, bounds_of, label_of_value, points_of
from bpdesk.ui.charts.span import FITTING, RANGES, Bounds, Span, span_of, with_span
from bpdesk.ui.moment_follower import MomentFollower
from bpdesk.ui.session import Session

if TYPE_CHECKING:
    from bpdesk.engine.state import State
    from bpdesk.training.run import Run

NODE, FINENESS = "node", "fineness"
SIZES = (25, 50, 100, 200)
_USUAL = "50"
_RUNNING = 60
_ALONG = 300


class RegionFeed(QObject):
    """Keeps one panel at the session's moment while it is to be seen. `chart` is what it shows, for a picture."""

    def __init__(self, session: Session, panel: ChartPanel) -> None:
        super().__init__(panel)
        self._session, self._panel = session, panel
        self.chart: RegionChart | FitChart | None = None
        self._node, self._size, self._span = "", _USUAL, FITTING
        self._listed: dict[str, list[tuple[str, str]]] = {}
        self._in_flight = self._again = False
        panel.add_choice(NODE, tr("The node whose output is shown"))
        panel.add_choice(FINENESS, tr("How fine the picture is: points to each side"))
        panel.end_choices()
        panel.chosen.connect(self._take_choice)
        panel.canvas.width_wanted.connect(lambda factor: self._take_span(self._span.wider(factor)))
        panel.range_requested.connect(self._ask_range)
        panel.range_popup.typed.connect(self._take_range)
        panel.range_popup.fitting_wanted.connect(lambda: self._take_span(FITTING))
        self._follower = MomentFollower(session, panel.shown, self.show_now, lambda: _RUNNING, self)

    @property
    def looks(self) -> dict[str, Json]:
        """What is remembered of the choices: nothing where they are as at first."""
        outputs = self._session.document.network.outputs
        first = self._node == "" or (bool(outputs) and self._node == outputs[0].id)
        chosen: dict[str, Json] = {} if first else {NODE: self._node}
        return with_span(chosen if self._size == _USUAL else {**chosen, FINENESS: int(self._size)}, self._span)

    def show_looks(self, kept: Mapping[str, Json]) -> None:
        """Choose as a document remembers it; what it doesn't have is passed over."""
        node, size = kept.get(NODE), kept.get(FINENESS)
        self._node = node if isinstance(node, str) else ""
        known = isinstance(size, int) and not isinstance(size, bool) and FEWEST_POINTS <= size <= MOST_POINTS
        self._size, self._span = str(size) if known else _USUAL, span_of(kept.get(RANGES))
        self.show_now()

    def show_selection(self, kind: str, identifier: str) -> None:
        """Show the node that was selected on the canvas."""
        if kind == "node":
            self._node = identifier
            self.show_now()

    def show_now(self) -> None:
        """Have the shown moment's picture computed, once what is on its way has come."""
        if not self._panel.isVisible():
            return
        self._offer()
        self._panel.header.show_all.setHidden(self._span.is_fitting)
        run, moment, node = self._session.playback.run, self._session.moment, self._shown_node()
        reason = why_not(self._session.document)
        if reason or run is None or moment is None or node is None:
            self.chart = None
            self._panel.canvas.show_sentence(reason or tr("The output for every input. It appears once the network can run."))
        elif self._in_flight:
            self._again = True
        else:
            self._in_flight = True
            document, state, size, span = self._session.document, moment.state, int(self._size), self._span
            self._session.thread_of_engine.do(lambda: region(document, run, state, node, size, span), self._take)

    def _take(self, chart: RegionChart | FitChart) -> None:
        self._in_flight = False
        if chart.node.id in self._session.document.network.node_by_id and self._session.moment is not None:
            self.chart = chart
            self._panel.canvas.show_chart(chart)
        if self._again:
            self._again = False
            self.show_now()

    def _shown_node(self) -> Node | None:
        return self._session.document.network.node_by_id.get(self._node)

    def _offer(self) -> None:
        nodes = [node for node in self._session.document.network.nodes if node.kind != "input"]
        nodes.sort(key=lambda node: node.kind != "output")
        if self._node not in {node.id for node in nodes}:
            self._node = nodes[0].id if nodes else ""
        self._list(NODE, [(linear(node.label or node.id), node.id) for node in nodes], self._node)
        sizes = sorted({*SIZES, int(self._size)})
        self._list(FINENESS, [(str(size), str(size)) for size in sizes], self._size)

    def _list(self, name: str, choices: list[tuple[str, str]], chosen: str) -> None:
        if choices != self._listed.get(name):
            self._listed[name] = choices
            self._panel.offer(name, [label for label, _ in choices], [key for _, key in choices])
        self._panel.choose(name, chosen)

    def _take_choice(self) -> None:
        self._node, self._size = self._panel.choice(NODE), self._panel.choice(FINENESS) or _USUAL
        self.show_now()

    def _take_span(self, span: Span) -> None:
        self._span = span
        self.show_now()

    def _take_range(self, bounds: tuple[Bounds, ...], points: int) -> None:
        self._size = str(points) if points else self._size
        self._take_span(Span(bounds))

    def _ask_range(self) -> None:
        if self.chart is not None:
            names = [linear(name) for name in self.chart.labels[: len(self.chart.bounds)]]
            self._panel.ask_range(names, self.chart.bounds, int(self._size) if len(names) == 2 else 0)


def why_not(document: Document) -> str:
    """Why a document's regions can't be shown, or nothing."""
    inputs = len(document.network.inputs)
    if document.data is None or inputs == 0 or not document.network.outputs:
        return tr("The output for every input, with the data on it. It appears once the network has inputs, an output and data.")
    if inputs > 2:
        return tr("The output over all inputs can be drawn for one or two of them. This network has {n}.", n=inputs)
    return ""


def region(document: Document, run: Run, state: State, node: Node, size: int, span: Span = FITTING) -> RegionChart | FitChart:
    """The chart of a node at that state; inputs as they are given, whatever scaling the network sees them with."""
    from bpdesk.engine.regions import activations_at, grid

    train, test = points_of(document, node, test=False), points_of(document, node, test=True)
    given = np.concatenate((train.inputs, test.inputs))
    network, regime = document.network, run.regime_at(state.iteration)
    place = run.program.node_ids.index(node.id)
    names = [each.label or each.id for each in network.inputs]
    bounds = span.of([bounds_of(given[:, column]) for column in range(len(names))])
    sides = [np.linspace(*each, size if len(names) == 2 else _ALONG) for each in bounds]
    points = grid(sides[0], sides[1]) if len(sides) == 2 else sides[0][:, None]
    values = activations_at(run.engine, regime, state.parameters, _as_seen(document, points))[place]
    shown = _as_given(document, node, values)
    wanted = target_label(network, node.id if node.kind == "output" else network.outputs[0].id)
    if len(sides) == 2:
        table, is_bounded = shown.reshape(size, size), shown is values
        return RegionChart(sides[0], sides[1], table, node, (names[0], names[1]), train, test, state.iteration, wanted, is_bounded)
    return FitChart(sides[0], shown, node, (names[0], label_of_value(document, node)), train, test, state.iteration, wanted)


def _as_seen(document: Document, points: Array) -> Array:
    """Inputs as the network sees them."""
    scaling = {} if document.data is None else document.data.scaling
    result = points.copy()
    for column, node in enumerate(document.network.inputs):
        if node.id in scaling:
            result[:, column] = (points[:, column] - scaling[node.id].offset) / scaling[node.id].scale
    return result


def _as_given(document: Document, node: Node, values: Array) -> Array:
    """An output's values in the units of its targets."""
    scaling = None if document.data is None else document.data.scaling.get(node.id)
    return values if scaling is None else values * scaling.scale + scaling.offset
