"""What a node says over the one input painted: a curve, of an output against the data."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtGui import QColor, QPainter, QPen

from bpdesk.model.math_syntax import linear
from bpdesk.model.names import shown_label
from bpdesk.model.network import Node
from bpdesk.text import tr
from bpdesk.training.curves import Array
from bpdesk.ui.charts.data_rows import RADIUS, Rows
from bpdesk.ui.charts.ground import Axis, clipped, dot, lay_out, line, paint_ground, paint_unshown, value_axis
from bpdesk.ui.charts.reading import Columns, Reading, ends, reading_along
from bpdesk.ui.charts.span import Bounds
from bpdesk.ui.plots.frame import Frame
from bpdesk.ui.theme import Theme


@dataclass(frozen=True)
class FitChart:
    """The activation of a node over the one input, `values (n,)`; of an output with the targets that are wanted."""

    x: Array
    values: Array
    node: Node
    labels: tuple[str, str]
    rows: Rows
    iteration: int

    @property
    def bounds(self) -> tuple[Bounds]:
        return (ends(self.x),)

    @property
    def columns(self) -> Columns:
        """The numbers behind it."""
        return [(linear(self.labels[0]), self.x.tolist()), (linear(self._name), self.values.tolist())]

    @property
    def _name(self) -> str:
        return shown_label(self.node)

    @property
    def _has_targets(self) -> bool:
        """Targets are an output's alone."""
        return self.node.kind == "output"

    @property
    def _axes(self) -> tuple[Axis, Axis]:
        wanted = [self.rows.train.targets, self.rows.test.targets] if self._has_targets else []
        return Axis(*ends(self.x), self.labels[0]), value_axis([self.values, *wanted], self.labels[1])

    def frame(self, size: QSizeF) -> Frame:
        """Where its axes lie within that many logical pixels."""
        return lay_out(size, *self._axes)

    def reading(self, frame: Frame, pointer: QPointF) -> Reading:
        """A row of data that the pointer means, else the value at the computed input nearest to it."""
        row = self.rows.reading(frame, pointer, self.labels[:1]) if self._has_targets else None
        names = self.labels[0], self._name
        return row or reading_along(frame, pointer, self.x, self.values, names, tr("The value there"))

    def paint(self, painter: QPainter, size: QSizeF, theme: Theme) -> None:
        """Within that many logical pixels."""
        x, y = self._axes
        frame = self.frame(size)
        paint_ground(painter, frame, x, y, theme)
        with clipped(painter, frame):
            line(painter, frame, self.x, self.values, QPen(QColor(theme.forward), 2.0))
            if self._has_targets:
                self._paint_targets(painter, frame, theme)
        told = tr(". Rings: test rows") if self._has_targets and self.rows.has_test else ""
        self.rows.paint_head(painter, frame, told, self.iteration, theme)
        paint_unshown(painter, frame, self.values, theme)

    def _paint_targets(self, painter: QPainter, frame: Frame, theme: Theme) -> None:
        """Test rows as rings, training rows as discs over them."""
        for points, fill in ((self.rows.test.drawn, None), (self.rows.train.drawn, theme.target)):
            for across, target in zip(points.inputs[:, 0].tolist(), points.targets.tolist(), strict=True):
                if np.isfinite(across + target):
                    dot(painter, frame.point(across, target), RADIUS, fill, theme.target)
