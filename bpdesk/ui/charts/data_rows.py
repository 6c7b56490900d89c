"""The data on a chart of a node: training and test rows, which one the pointer means, and the line above the chart that tells of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from bpdesk.model.document import Document
from bpdesk.model.names import target_label
from bpdesk.model.network import Node
from bpdesk.text import tr, whole
from bpdesk.training.curves import Array
from bpdesk.ui import fonts
from bpdesk.ui.charts.reading import Reading, full, within_reach
from bpdesk.ui.plots.frame import Frame
from bpdesk.ui.plots.strokes import draw_text
from bpdesk.ui.theme import Theme

MOST_POINTS = 2_000
RADIUS = 4.0


@dataclass(frozen=True)
class Points:
    """Rows of data as given: inputs `(n, 1 or 2)` and targets of the output that is meant `(n,)`."""

    inputs: Array
    targets: Array

    @property
    def drawn(self) -> Points:
        """As many of them as are drawn."""
        return Points(self.inputs[:MOST_POINTS], self.targets[:MOST_POINTS])


@dataclass(frozen=True)
class Rows:
    """Training and test rows; `wanted` is the name of what they want."""

    train: Points
    test: Points
    wanted: str = "y"

    @property
    def has_test(self) -> bool:
        return len(self.test.targets) > 0

    def reading(self, frame: Frame, pointer: QPointF, names: Sequence[str]) -> Reading | None:
        """The row that the pointer means, over the inputs of those names: two span the plane, one is held against the target."""
        for points, title in ((self.train, tr("Training row {n}")), (self.test, tr("Test row {n}"))):
            across, up = points.drawn.inputs[:, 0], points.drawn.targets if len(names) == 1 else points.drawn.inputs[:, 1]
            place = within_reach(frame, across, up, pointer)
            if place is not None:
                values = [*points.inputs[place].tolist(), float(points.targets[place])]
                lines = tuple(zip((*names, self.wanted), map(full, values), strict=True))
                return Reading(title.format(n=whole(place + 1)), lines, frame.point(float(across[place]), float(up[place])))
        return None

    def paint_head(self, painter: QPainter, frame: Frame, told: str, iteration: int, theme: Theme) -> None:
        """The iteration, what is told of the rows, and how many of them are drawn where these are not all."""
        words = tr("Iteration {k}", k=whole(iteration)) + told
        if max(len(self.train.targets), len(self.test.targets)) > MOST_POINTS:
            words += tr(". The first {n} rows", n=whole(MOST_POINTS))
        draw_text(painter, QPointF(frame.area.right(), frame.area.top() - 12), words, fonts.font(12), theme.muted, "right")


def rows_of(document: Document, node: Node) -> Rows:
    """The rows with the target of that output; of a hidden node with that of the first output."""
    output = node.id if node.kind == "output" else document.network.outputs[0].id
    train, test = (_points(document, output, test=test) for test in (False, True))
    return Rows(train, test, target_label(document.network, output))


def _points(document: Document, output: str, *, test: bool) -> Points:
    data = document.data
    assert data is not None
    table = (data.test if test else data.train).array()
    place = {column: index for index, column in enumerate(data.columns)}
    return Points(table[:, [place[each.id] for each in document.network.inputs]], table[:, place[output]])
