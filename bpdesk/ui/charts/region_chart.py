"""What a node says over the plane of two inputs painted, with the data on it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QPainter, QPen

from bpdesk.model.math_syntax import linear
from bpdesk.model.names import shown_label
from bpdesk.model.network import Node
from bpdesk.text import tr
from bpdesk.training.curves import Array
from bpdesk.ui.charts.data_rows import RADIUS, Points, Rows
from bpdesk.ui.charts.ground import Axis, clipped, dot, lay_out, paint_ground, paint_unshown
from bpdesk.ui.charts.reading import Columns, Reading, ends, plane_columns, reading_over
from bpdesk.ui.charts.shading import BAR, paint_bands, paint_bar, paint_line_at, signed_colours, signed_levels
from bpdesk.ui.charts.span import Bounds
from bpdesk.ui.plots.frame import Frame
from bpdesk.ui.theme import Theme

_RANGES = {"sigmoid": (0.0, 1.0), "softmax": (0.0, 1.0), "tanh": (-1.0, 1.0), "sin": (-1.0, 1.0)}


@dataclass(frozen=True)
class RegionChart:
    """The activation of a node over two inputs: `values (ny, nx)`; the line parts what is above the middle from what is below."""

    x: Array
    y: Array
    values: Array
    node: Node
    labels: tuple[str, str]
    rows: Rows
    iteration: int
    is_bounded: bool = True
    """Whether the values are what the activation function gives: of a scaled output they are not."""

    @property
    def bounds(self) -> tuple[Bounds, Bounds]:
        return ends(self.x), ends(self.y)

    @property
    def columns(self) -> Columns:
        """The numbers behind it, row by row."""
        return plane_columns(self.x, self.y, self.values, (*map(linear, self.labels), linear(self._name)))

    @property
    def _name(self) -> str:
        return shown_label(self.node)

    @property
    def _axes(self) -> tuple[Axis, Axis]:
        x, y = (Axis(*each, name) for each, name in zip(self.bounds, self.labels, strict=True))
        return x, y

    def frame(self, size: QSizeF) -> Frame:
        """Where its axes lie within that many logical pixels."""
        return lay_out(size, *self._axes, BAR + 12)

    def reading(self, frame: Frame, pointer: QPointF) -> Reading:
        """A row of data that the pointer means, else the value at the computed point nearest to it."""
        names = *self.labels, self._name
        row = self.rows.reading(frame, pointer, self.labels)
        return row or reading_over(frame, pointer, self.x, self.y, self.values, names, tr("The value there"))

    def paint(self, painter: QPainter, size: QSizeF, theme: Theme) -> None:
        """Within that many logical pixels."""
        x, y = self._axes
        frame = self.frame(size)
        low, middle, high = self._range
        levels, colours = signed_levels(low, high, middle), signed_colours(theme)
        paint_ground(painter, frame, x, y, theme, grid=False)
        paint_bands(painter, frame, self.x, self.y, self.values, levels, colours)
        paint_line_at(painter, frame, self.x, self.y, self.values, middle, QPen(QColor(theme.text), 1.25))
        paint_bar(painter, frame, levels, colours, self._name, theme)
        with clipped(painter, frame):
            for points, is_test in ((self.rows.test, True), (self.rows.train, False)):
                _paint_points(painter, frame, points, levels, theme, is_test=is_test)
        self.rows.paint_head(painter, frame, tr(". Squares: test rows") if self.rows.has_test else "", self.iteration, theme)
        paint_unshown(painter, frame, self.values, theme)

    @property
    def _range(self) -> tuple[float, float, float]:
        """The least value that has a colour of its own, the one between the signs, and the largest."""
        is_output = self.node.kind == "output"
        bounds = _RANGES.get(self.node.activation or "") if self.is_bounded else None
        low, high = bounds or _seen(self.values, self.rows.train.targets if is_output else np.zeros(0))
        return low, low / 2 + high / 2 if bounds or is_output else 0.0, high


def _seen(values: Array, wanted: Array) -> tuple[float, float]:
    """What is wanted, of an output whose rows want more than one value, else what is found."""
    wanted = wanted[np.isfinite(wanted)]
    if len(wanted) and wanted.max() > wanted.min():
        return float(wanted.min()), float(wanted.max())
    seen = np.concatenate((values[np.isfinite(values)], wanted))
    return (float(seen.min()), float(seen.max())) if len(seen) and seen.max() > seen.min() else (-1.0, 1.0)


def _paint_points(painter: QPainter, frame: Frame, points: Points, levels: list[float], theme: Theme, *, is_test: bool) -> None:
    """Training rows as discs, test rows as squares, in the colour of what is wanted there."""
    middle, reach = (levels[0] + levels[-1]) / 2, (levels[-1] - levels[0]) / 2
    for (across, up), target in zip(points.drawn.inputs.tolist(), points.drawn.targets.tolist(), strict=True):
        if not np.isfinite(across + up + target):
            continue
        colour = theme.sign((target - middle) / reach)
        at = frame.point(across, up)
        if is_test:
            painter.setPen(QPen(QColor(theme.text), 1.25))
            painter.setBrush(QColor(colour))
            painter.drawRect(QRectF(at - QPointF(RADIUS - 0.5, RADIUS - 0.5), at + QPointF(RADIUS - 0.5, RADIUS - 0.5)))
        else:
            dot(painter, at, RADIUS, colour, theme.canvas, 1.5)
