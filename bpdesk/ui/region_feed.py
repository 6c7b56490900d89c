"""What the regions show: of which node, how fine, how wide. Has it computed on the engine's thread at the shown moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QTimer

from bpdesk.model.document import Document
from bpdesk.model.math_syntax import linear
from bpdesk.model.network import Node
from bpdesk.text import tr
from bpdesk.training.curves import Array
from bpdesk.ui.charts.chart_panel import ChartPanel
from bpdesk.ui.charts.region_chart import FitChart, RegionChart, bounds_of, label_of_value, points_of
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
        self._node, self._size, self._factor = "", _USUAL, 1.0
        self._in_flight = self._again = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_RUNNING)
        self._soon.timeout.connect(self.show_now)
        panel.add_choice(NODE, tr("The node whose output is shown"))
        panel.add_choice(FINENESS, tr("How fine the picture is: points to each side"))
        panel.end_choices()
        panel.chosen.connect(self._take_choice)
        panel.canvas.width_wanted.connect(self._widen)
        panel.shown.connect(self.show_now)
        session.document_changed.connect(self.show_now)
        session.playback.moment_changed.connect(self._show_soon)
        session.playback.running_changed.connect(self.show_now)
        session.problems_changed.connect(self.show_now)

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
        run, moment, node = self._session.playback.run, self._session.moment, self._shown_node()
        reason = why_not(self._session.document)
        if reason or run is None or moment is None or node is None:
            self.chart = None
            self._panel.canvas.show_sentence(reason or tr("The output for every input. It appears once the network can run."))
        elif self._in_flight:
            self._again = True
        else:
            self._in_flight = True
            document, state, size, factor = self._session.document, moment.state, int(self._size), self._factor
            self._session.thread_of_engine.do(lambda: region(document, run, state, node, size, factor), self._take)

    def _take(self, chart: RegionChart | FitChart) -> None:
        self._in_flight = False
        if chart.node.id in self._session.document.network.node_by_id and self._session.moment is not None:
            self.chart = chart
            self._panel.canvas.show_chart(chart.paint)
        if self._again:
            self._again = False
            self.show_now()

    def _show_soon(self) -> None:
        if not self._session.playback.is_running:
            self.show_now()
        elif not self._soon.isActive():
            self._soon.start()

    def _shown_node(self) -> Node | None:
        return self._session.document.network.node_by_id.get(self._node)

    def _offer(self) -> None:
        nodes = [node for node in self._session.document.network.nodes if node.kind != "input"]
        nodes.sort(key=lambda node: node.kind != "output")
        if self._node not in {node.id for node in nodes}:
            self._node = nodes[0].id if nodes else ""
        self._panel.offer(NODE, [linear(node.label or node.id) for node in nodes], [node.id for node in nodes], self._node)
        self._panel.offer(FINENESS, [f"{size} × {size}" for size in SIZES], [str(size) for size in SIZES], self._size)

    def _take_choice(self) -> None:
        self._node, self._size = self._panel.choice(NODE), self._panel.choice(FINENESS) or _USUAL
        self.show_now()

    def _widen(self, factor: float) -> None:
        self._factor = min(max(self._factor * factor, 1e-4), 1e4)
        self.show_now()


def why_not(document: Document) -> str:
    """Why a document's regions can't be shown, or nothing."""
    inputs = len(document.network.inputs)
    if document.data is None or inputs == 0 or not document.network.outputs:
        return tr("The output for every input, with the data on it. It appears once the network has inputs, an output and data.")
    if inputs > 2:
        return tr("The output over all inputs can be drawn for one or two of them. This network has {n}.", n=inputs)
    return ""


def region(document: Document, run: Run, state: State, node: Node, size: int, factor: float = 1.0) -> RegionChart | FitChart:
    """The chart of a node at that state; inputs as they are given, whatever scaling the network sees them with."""
    from bpdesk.engine.regions import activations_at, grid

    train, test = points_of(document, node, test=False), points_of(document, node, test=True)
    given = np.concatenate((train.inputs, test.inputs))
    network, regime = document.network, run.regime_at(state.iteration)
    place = run.program.node_ids.index(node.id)
    names = [each.label or each.id for each in network.inputs]
    sides = [np.linspace(*bounds_of(given[:, column], factor), size if len(names) == 2 else _ALONG) for column in range(len(names))]
    points = grid(sides[0], sides[1]) if len(sides) == 2 else sides[0][:, None]
    values = activations_at(run.engine, regime, state.parameters, _as_seen(document, points))[place]
    shown = _as_given(document, node, values)
    if len(sides) == 2:
        table, is_bounded = shown.reshape(size, size), shown is values
        return RegionChart(sides[0], sides[1], table, node, (names[0], names[1]), train, test, state.iteration, is_bounded)
    return FitChart(sides[0], shown, node, (names[0], label_of_value(document, node)), train, test, state.iteration)


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
