"""The cost along one parameter painted: a valley with the descent into it step by step, the tangent, and the step that follows."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from bpdesk.engine.landscape import Bounds, Profile, Stand
from bpdesk.model.math_syntax import linear
from bpdesk.text import number, tr
from bpdesk.training.curves import Array
from bpdesk.ui import fonts
from bpdesk.ui.charts.ground import Axis, arrow, clipped, dot, is_near, lay_out, line, paint_ground, paint_unshown, value_axis
from bpdesk.ui.charts.reading import Columns, Reading, ends, reading_along
from bpdesk.ui.charts.way import MOST_DOTS, Path, paint_head, reading_of_way
from bpdesk.ui.plots.frame import Frame
from bpdesk.ui.plots.strokes import draw_text
from bpdesk.ui.theme import Theme

_TANGENT_SHARE = 0.16
_TALLEST_WAY = 1.5


@dataclass(frozen=True)
class ValleyChart:
    """The cost along one parameter, with the descent, the tangent at the shown point, and the step that follows."""

    profile: Profile
    stand: Stand
    path: Path
    label: str
    held: str

    @property
    def bounds(self) -> tuple[Bounds]:
        return (ends(self.profile.values),)

    @property
    def columns(self) -> Columns:
        """The numbers behind it."""
        return [(linear(self.label), self.profile.values.tolist()), ("cost", self.profile.costs.tolist())]

    @property
    def _axes(self) -> tuple[Axis, Axis]:
        return Axis(*self.bounds[0], self.label), value_axis([self.profile.costs, np.array([self.stand.cost]), self._near_costs], "{C}")

    @property
    def _near_costs(self) -> Array:
        """Those of the way that don't make the valley much lower: other parameters were elsewhere when they were seen."""
        costs, valley = self.path.until(self.stand.iteration).costs, self.profile.costs[np.isfinite(self.profile.costs)]
        if not len(valley):
            return costs[:0]
        low, high = float(valley.min()), float(valley.max())
        return costs[costs <= low + _TALLEST_WAY * (high - low)]

    def frame(self, size: QSizeF) -> Frame:
        """Where its axes lie within that many logical pixels."""
        return lay_out(size, *self._axes)

    def reading(self, frame: Frame, pointer: QPointF) -> Reading:
        """A step of the way that the pointer means, else the cost at the computed value nearest to it."""
        on_way = reading_of_way(frame, self.path, self.stand, (self.label,), pointer)
        names = self.label, "{C}"
        return on_way or reading_along(frame, pointer, self.profile.values, self.profile.costs, names, tr("The cost there"))

    def paint(self, painter: QPainter, size: QSizeF, theme: Theme) -> None:
        """Within that many logical pixels."""
        x, y = self._axes
        frame = self.frame(size)
        paint_ground(painter, frame, x, y, theme)
        with clipped(painter, frame):
            line(painter, frame, self.profile.values, self.profile.costs, QPen(QColor(theme.backward), 1.75))
            self._paint_path(painter, frame, theme)
            self._paint_tangent(painter, frame, theme)
        paint_head(painter, frame, self.stand, self.held, theme)
        paint_unshown(painter, frame, self.profile.costs, theme)

    def _paint_path(self, painter: QPainter, frame: Frame, theme: Theme) -> None:
        way = self.path.until(self.stand.iteration)
        line(painter, frame, way.points[:, 0], way.costs, QPen(QColor(theme.accent), 1.0))
        for w, cost in zip(way.points[:, 0].tolist(), way.costs.tolist(), strict=True):
            at = frame.point(w, cost)
            if len(way.costs) <= MOST_DOTS and is_near(frame, at):
                dot(painter, at, 3.0, theme.accent, theme.panel, 1.0)

    def _paint_tangent(self, painter: QPainter, frame: Frame, theme: Theme) -> None:
        (w,), (slope,), cost = self.stand.at, self.stand.slopes, self.stand.cost
        here = frame.point(w, cost)
        along = QPointF(1.0, -slope * frame.area.height() / (frame.heights[1] - frame.heights[0]) * (w_per_pixel := _per_pixel(frame)))
        length = math.hypot(along.x(), along.y())
        if not np.isfinite(length) or w_per_pixel == 0 or not is_near(frame, here):
            return
        half = along / length * _TANGENT_SHARE * frame.area.width()
        painter.setPen(QPen(QColor(theme.slope), 2.0))
        painter.drawLine(here - half, here + half)
        if self.stand.after is not None:
            self._paint_step(painter, frame, here, theme)
        dot(painter, here, 4.5, theme.accent, theme.panel)

    def _paint_step(self, painter: QPainter, frame: Frame, here: QPointF, theme: Theme) -> None:
        """From the shown value to the next one, at the foot of the chart, and where the curve is there."""
        assert self.stand.after is not None
        w, after = self.stand.at[0], self.stand.after[0]
        foot = frame.area.bottom() - 8
        there = float(np.interp(after, self.profile.values, self.profile.costs))
        pen = QPen(QColor(theme.muted), 1, Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.drawLine(here, QPointF(here.x(), foot))
        landing = frame.point(after, there)
        if not is_near(frame, landing):
            return
        painter.drawLine(landing, QPointF(landing.x(), foot))
        arrow(painter, QPointF(here.x(), foot), QPointF(landing.x(), foot), theme.text, 1.75)
        dot(painter, landing, 4.0, None, theme.accent)
        if abs(landing.x() - here.x()) > 60:
            words = f"{'+' if after > w else ''}{number(after - w)}"
            draw_text(painter, QPointF((here.x() + landing.x()) / 2, foot - 6), words, fonts.font(12, fonts.MEDIUM), theme.text, "centre")


def _per_pixel(frame: Frame) -> float:
    """The parameter's change for each pixel to the right."""
    return (frame.iterations[1] - frame.iterations[0]) / frame.area.width()
