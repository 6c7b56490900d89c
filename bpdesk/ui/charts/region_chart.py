"""What a node says over the plane of two inputs, with the data on it; over one input the curve against the data."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QPainter, QPen

from bpdesk.model.document import Document
from bpdesk.model.math_syntax import linear
from bpdesk.model.names import target_label
from bpdesk.model.network import Node
from bpdesk.text import tr, whole
from bpdesk.training.curves import Array
from bpdesk.ui import fonts
from bpdesk.ui.charts.ground import Axis, dot, height_in, lay_out, line, paint_ground, paint_unshown, value_axis
from bpdesk.ui.charts.reading import Columns, Reading, full, nearest, plane_columns, within_reach
from bpdesk.ui.charts.shading import BAR, paint_bands, paint_bar, paint_line_at, signed_colours, signed_levels
from bpdesk.ui.charts.span import Bounds
from bpdesk.ui.plots.frame import Frame
from bpdesk.ui.plots.strokes import draw_text
from bpdesk.ui.theme import Theme

MOST_POINTS = 2_000
_RADIUS = 4.0
_RANGES = {"sigmoid": (0.0, 1.0), "softmax": (0.0, 1.0), "tanh": (-1.0, 1.0), "sin": (-1.0, 1.0)}
_AIR = 0.2


@dataclass(frozen=True)
class Points:
    """Rows of data as given: inputs `(n, 1 or 2)` and targets of the output that is meant `(n,)`."""

    inputs: Array
    targets: Array


@dataclass(frozen=True)
class RegionChart:
    """The activation of a node over two inputs: `values (ny, nx)`; the line parts what is above the middle from what is below."""

    x: Array
    y: Array
    values: Array
    node: Node
    labels: tuple[str, str]
    train: Points
    test: Points
    iteration: int
    wanted: str = "y"
    """The name of what the data want."""
    is_bounded: bool = True
    """Whether the values are what the activation function gives: of a scaled output they are not."""

    @property
    def bounds(self) -> tuple[Bounds, Bounds]:
        return (float(self.x[0]), float(self.x[-1])), (float(self.y[0]), float(self.y[-1]))

    @property
    def columns(self) -> Columns:
        """The numbers behind it, row by row."""
        return plane_columns(self.x, self.y, self.values, (*map(linear, self.labels), linear(self.node.label or self.node.id)))

    @property
    def _axes(self) -> tuple[Axis, Axis]:
        x, y = (Axis(float(each[0]), float(each[-1]), name) for each, name in zip((self.x, self.y), self.labels, strict=True))
        return x, y

    def frame(self, size: QSizeF) -> Frame:
        """Where its axes lie within that many logical pixels."""
        return lay_out(size, *self._axes, BAR + 12)

    def reading(self, pointer: QPointF, size: QSizeF) -> Reading | None:
        """A row of data that the pointer means, else the value at the computed point nearest to it."""
        frame = self.frame(size)
        if not frame.area.contains(pointer):
            return None
        for points, is_test in ((self.train, False), (self.test, True)):
            place = within_reach(frame, points.inputs[:MOST_POINTS, 0], points.inputs[:MOST_POINTS, 1], pointer)
            if place is not None:
                across, up = points.inputs[place].tolist()
                lines = ((self.labels[0], full(across)), (self.labels[1], full(up)), (self.wanted, full(float(points.targets[place]))))
                return Reading(_title_of_row(place, is_test=is_test), lines, frame.point(across, up))
        column, row = nearest(self.x, frame.iteration(pointer.x())), nearest(self.y, frame.height(pointer.y()))
        across, up, value = float(self.x[column]), float(self.y[row]), float(self.values[row, column])
        lines = ((self.labels[0], full(across)), (self.labels[1], full(up)), (self.node.label or self.node.id, full(value)))
        return Reading(tr("The value there"), lines, frame.point(across, up))

    def paint(self, painter: QPainter, size: QSizeF, theme: Theme) -> None:
        """Within that many logical pixels."""
        x, y = self._axes
        frame = self.frame(size)
        bounds = _RANGES.get(self.node.activation or "") if self.is_bounded else None
        low, high = bounds or _range(self.node, self.values, self.train.targets)
        middle = (low + high) / 2 if bounds or self.node.kind == "output" else 0.0
        levels, colours = signed_levels(low, high, middle), signed_colours(theme)
        paint_ground(painter, frame, x, y, theme, grid=False)
        paint_bands(painter, frame, self.x, self.y, self.values, levels, colours)
        paint_line_at(painter, frame, self.x, self.y, self.values, middle, QPen(QColor(theme.text), 1.25))
        paint_bar(painter, frame, levels, colours, self.node.label or self.node.id, theme)
        painter.save()
        painter.setClipRect(frame.area.adjusted(-5, -5, 5, 5))
        for points, is_test in ((self.test, True), (self.train, False)):
            _paint_points(painter, frame, points, levels, theme, is_test=is_test)
        painter.restore()
        told = tr(". Squares: test rows") if len(self.test.targets) else ""
        _paint_head(painter, frame, told, self.iteration, max(len(self.train.targets), len(self.test.targets)), theme)
        paint_unshown(painter, frame, self.values, theme)


@dataclass(frozen=True)
class FitChart:
    """The activation of a node over the one input, `values (n,)`; of an output with the targets that are wanted."""

    x: Array
    values: Array
    node: Node
    labels: tuple[str, str]
    train: Points
    test: Points
    iteration: int
    wanted: str = "y"
    """The name of what the data want."""

    @property
    def bounds(self) -> tuple[Bounds]:
        return ((float(self.x[0]), float(self.x[-1])),)

    @property
    def columns(self) -> Columns:
        """The numbers behind it."""
        return [(linear(self.labels[0]), self.x.tolist()), (linear(self.node.label or self.node.id), self.values.tolist())]

    @property
    def _given(self) -> list[Array]:
        """The targets, which are an output's alone."""
        return [self.train.targets, self.test.targets] if self.node.kind == "output" else []

    @property
    def _axes(self) -> tuple[Axis, Axis]:
        return Axis(float(self.x[0]), float(self.x[-1]), self.labels[0]), value_axis([self.values, *self._given], self.labels[1])

    def frame(self, size: QSizeF) -> Frame:
        """Where its axes lie within that many logical pixels."""
        return lay_out(size, *self._axes)

    def reading(self, pointer: QPointF, size: QSizeF) -> Reading | None:
        """A row of data that the pointer means, else the value at the computed input nearest to it."""
        frame = self.frame(size)
        if not frame.area.contains(pointer):
            return None
        for points, is_test in ((self.train, False), (self.test, True)) if self._given else ():
            place = within_reach(frame, points.inputs[:MOST_POINTS, 0], points.targets[:MOST_POINTS], pointer)
            if place is not None:
                across, target = float(points.inputs[place, 0]), float(points.targets[place])
                lines = ((self.labels[0], full(across)), (self.wanted, full(target)))
                return Reading(_title_of_row(place, is_test=is_test), lines, frame.point(across, target))
        place = nearest(self.x, frame.iteration(pointer.x()))
        across, value = float(self.x[place]), float(self.values[place])
        lines = ((self.labels[0], full(across)), (self.node.label or self.node.id, full(value)))
        return Reading(tr("The value there"), lines, QPointF(frame.x(across), height_in(frame, value, pointer.y())))

    def paint(self, painter: QPainter, size: QSizeF, theme: Theme) -> None:
        """Within that many logical pixels."""
        given = self._given
        x, y = self._axes
        frame = self.frame(size)
        paint_ground(painter, frame, x, y, theme)
        painter.save()
        painter.setClipRect(frame.area.adjusted(-5, -5, 5, 5))
        line(painter, frame, self.x, self.values, QPen(QColor(theme.forward), 2.0))
        for points, is_test in ((self.test, True), (self.train, False)) if given else ():
            for across, target in zip(points.inputs[:MOST_POINTS, 0].tolist(), points.targets[:MOST_POINTS].tolist(), strict=True):
                if np.isfinite(across + target):
                    dot(painter, frame.point(across, target), _RADIUS, None if is_test else theme.target, theme.target)
        painter.restore()
        told = tr(". Rings: test rows") if given and len(self.test.targets) else ""
        _paint_head(painter, frame, told, self.iteration, max(len(self.train.targets), len(self.test.targets)), theme)
        paint_unshown(painter, frame, self.values, theme)


def points_of(document: Document, node: Node, *, test: bool) -> Points:
    """The rows with the target of that output; of a hidden node with that of the first output."""
    network, data = document.network, document.data
    assert data is not None
    table = (data.test if test else data.train).array()
    place = {column: index for index, column in enumerate(data.columns)}
    output = node.id if node.kind == "output" else network.outputs[0].id
    return Points(table[:, [place[each.id] for each in network.inputs]], table[:, place[output]])


def bounds_of(values: Array) -> tuple[float, float]:
    """Around the data, with some air."""
    known = values[np.isfinite(values)]
    low, high = (float(known.min()), float(known.max())) if len(known) else (-1.0, 1.0)
    if high <= low:
        low, high = low - max(1.0, abs(low)), high + max(1.0, abs(high))
    middle, half = (low + high) / 2, (high - low) / 2 * (1 + 2 * _AIR)
    return middle - half, middle + half


def label_of_value(document: Document, node: Node) -> str:
    """What stands at the value axis: the node's name, of an output with what it is held against."""
    name = node.label or node.id
    return name if node.kind != "output" else rf"{name}, {target_label(document.network, node.id)}"


def _title_of_row(place: int, *, is_test: bool) -> str:
    return tr("Test row {n}", n=whole(place + 1)) if is_test else tr("Training row {n}", n=whole(place + 1))


def _range(node: Node, values: Array, targets: Array) -> tuple[float, float]:
    """What is found, and of an output what is wanted."""
    seen = np.concatenate((values.ravel(), targets if node.kind == "output" else targets[:0]))
    seen = seen[np.isfinite(seen)]
    wanted = targets[np.isfinite(targets)]
    if node.kind == "output" and len(wanted) and wanted.max() > wanted.min():
        return float(wanted.min()), float(wanted.max())
    return (float(seen.min()), float(seen.max())) if len(seen) and seen.max() > seen.min() else (-1.0, 1.0)


def _paint_points(painter: QPainter, frame: Frame, points: Points, levels: list[float], theme: Theme, *, is_test: bool) -> None:
    """Training rows as discs, test rows as squares, in the colour of what is wanted there."""
    middle, reach = (levels[0] + levels[-1]) / 2, (levels[-1] - levels[0]) / 2
    for (across, up), target in zip(points.inputs[:MOST_POINTS].tolist(), points.targets[:MOST_POINTS].tolist(), strict=True):
        if not np.isfinite(across + up + target):
            continue
        colour = theme.sign((target - middle) / reach)
        at = frame.point(across, up)
        if is_test:
            painter.setPen(QPen(QColor(theme.text), 1.25))
            painter.setBrush(QColor(colour))
            painter.drawRect(QRectF(at - QPointF(_RADIUS - 0.5, _RADIUS - 0.5), at + QPointF(_RADIUS - 0.5, _RADIUS - 0.5)))
        else:
            dot(painter, at, _RADIUS, colour, theme.canvas, 1.5)


def _paint_head(painter: QPainter, frame: Frame, told: str, iteration: int, rows: int, theme: Theme) -> None:
    words = tr("Iteration {k}", k=whole(iteration)) + told
    if rows > MOST_POINTS:
        words += tr(". The first {n} rows", n=whole(MOST_POINTS))
    draw_text(painter, QPointF(frame.area.right(), frame.area.top() - 12), words, fonts.font(12), theme.muted, "right")
