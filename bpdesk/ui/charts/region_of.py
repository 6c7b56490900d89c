"""From a document and where its run stands to the chart of a node: what is computed for it, and what is made of that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bpdesk.model.document import Document
from bpdesk.model.names import shown_label, target_label
from bpdesk.model.network import Node
from bpdesk.text import tr
from bpdesk.training.curves import Array
from bpdesk.ui.charts.data_rows import Rows, rows_of
from bpdesk.ui.charts.fit_chart import FitChart
from bpdesk.ui.charts.region_chart import RegionChart
from bpdesk.ui.charts.span import FITTING, Bounds, Span

if TYPE_CHECKING:
    from bpdesk.engine.filling import Filling
    from bpdesk.engine.state import State
    from bpdesk.training.run import Run

NodeChart = RegionChart | FitChart
_ALONG = 300
_AIR = 0.2


@dataclass(frozen=True)
class NodeSurvey:
    """A node's chart on its way: `sides` are the places along each axis, `values` what the node says there, as it is computed."""

    document: Document
    node: Node
    rows: Rows
    sides: tuple[Array, ...]
    iteration: int
    values: Filling

    @property
    def is_done(self) -> bool:
        return self.values.is_done

    @property
    def share(self) -> float:
        """How much of it is done, from 0 to 1."""
        return self.values.share

    def work(self, seconds: float) -> NodeSurvey:
        """Compute for about so long."""
        self.values.work(seconds)
        return self

    @property
    def chart(self) -> NodeChart:
        """The chart, once the values are whole."""
        names = [shown_label(each) for each in self.document.network.inputs]
        shown, is_scaled = _as_given(self.document, self.node, self.values.values)
        if len(self.sides) == 1:
            labels = names[0], _label_of_value(self.document, self.node)
            return FitChart(self.sides[0], shown, self.node, labels, self.rows, self.iteration)
        x, y = self.sides
        table = shown.reshape(len(y), len(x))
        return RegionChart(x, y, table, self.node, (names[0], names[1]), self.rows, self.iteration, not is_scaled)


def survey(document: Document, run: Run, state: State, node: Node, size: int, span: Span = FITTING) -> NodeSurvey:
    """Begin the chart of a node at that state; inputs as they are given, whatever scaling the network sees them with."""
    from bpdesk.engine.regions import grid, sweep

    rows = rows_of(document, node)
    sides = _sides(rows, size, span)
    points = grid(*sides) if len(sides) == 2 else sides[0][:, None]
    place, training = run.program.node_ids.index(node.id), run.regime_at(state.iteration).training
    values = sweep(run.engine, training, state.parameters, place, _as_seen(document, points))
    return NodeSurvey(document, node, rows, sides, state.iteration, values)


def why_not(document: Document) -> str:
    """Why a document's regions can't be shown, or nothing."""
    inputs = len(document.network.inputs)
    if document.data is None or inputs == 0 or not document.network.outputs:
        return tr("The output for every input, with the data on it. It appears once the network has inputs, an output and data.")
    if inputs > 2:
        return tr("The output over all inputs can be drawn for one or two of them. This network has {n}.", n=inputs)
    return ""


def _sides(rows: Rows, size: int, span: Span) -> tuple[Array, ...]:
    given = np.concatenate((rows.train.inputs, rows.test.inputs))
    bounds = span.of([_around(column) for column in given.T])
    return tuple(np.linspace(*each, size if len(bounds) == 2 else _ALONG) for each in bounds)


def _around(values: Array) -> Bounds:
    """Around the data, with some air."""
    known = values[np.isfinite(values)]
    low, high = (float(known.min()), float(known.max())) if len(known) else (-1.0, 1.0)
    if high <= low:
        low, high = low - max(1.0, abs(low)), high + max(1.0, abs(high))
    middle, half = (low + high) / 2, (high - low) / 2 * (1 + 2 * _AIR)
    return middle - half, middle + half


def _label_of_value(document: Document, node: Node) -> str:
    """What stands at the value axis: the node's name, of an output with what it is held against."""
    name = shown_label(node)
    return name if node.kind != "output" else rf"{name}, {target_label(document.network, node.id)}"


def _as_seen(document: Document, points: Array) -> Array:
    """Inputs as the network sees them."""
    scaling = {} if document.data is None else document.data.scaling
    result = points.copy()
    for column, node in enumerate(document.network.inputs):
        if node.id in scaling:
            result[:, column] = (points[:, column] - scaling[node.id].offset) / scaling[node.id].scale
    return result


def _as_given(document: Document, node: Node, values: Array) -> tuple[Array, bool]:
    """An output's values in the units of its targets, and whether these differ from what the network says."""
    scaling = None if document.data is None else document.data.scaling.get(node.id)
    return (values, False) if scaling is None else (values * scaling.scale + scaling.offset, True)
