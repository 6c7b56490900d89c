"""The cost's landscape painted: a valley with the descent into it step by step, or a map of it with the path walked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from bpdesk.engine.landscape import Bounds, Profile, Stand, Surface
from bpdesk.model.math_syntax import linear
from bpdesk.model.network import Network
from bpdesk.model.quantities import label
from bpdesk.text import number, tr, whole
from bpdesk.training.curves import Array
from bpdesk.training.samples import Samples
from bpdesk.ui import fonts
from bpdesk.ui.charts.ground import Axis, arrow, dot, height_in, is_near, lay_out, line, paint_ground, paint_unshown, value_axis
from bpdesk.ui.charts.reading import Columns, Reading, full, nearest, plane_columns, within_reach
from bpdesk.ui.charts.shading import BAR, cost_colours, cost_levels, paint_bands, paint_bar
from bpdesk.ui.plots.frame import Frame
from bpdesk.ui.plots.strokes import draw_text, text_width
from bpdesk.ui.theme import Theme

_MOST_DOTS = 60
_TANGENT_SHARE = 0.16
_TALLEST_WAY = 1.5


@dataclass(frozen=True)
class Path:
    """The way so far: iterations `(n,)`, the chosen parameters `(n, 1 or 2)` and the cost `(n,)` at each."""

    iterations: Array
    points: Array
    costs: Array

    def until(self, iteration: int) -> Path:
        """The way up to that iteration."""
        kept = self.iterations <= iteration
        return Path(self.iterations[kept], self.points[kept], self.costs[kept])


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
        return ((float(self.profile.values[0]), float(self.profile.values[-1])),)

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

    def reading(self, pointer: QPointF, size: QSizeF) -> Reading | None:
        """A step of the way that the pointer means, else the cost at the computed value nearest to it."""
        frame = self.frame(size)
        if not frame.area.contains(pointer):
            return None
        on_way = reading_of_way(frame, self.path, self.stand, (self.label,), pointer)
        if on_way is not None:
            return on_way
        place = nearest(self.profile.values, frame.iteration(pointer.x()))
        w, cost = float(self.profile.values[place]), float(self.profile.costs[place])
        at = QPointF(frame.x(w), height_in(frame, cost, pointer.y()))
        return Reading(tr("The cost there"), ((self.label, full(w)), ("{C}", full(cost))), at)

    def paint(self, painter: QPainter, size: QSizeF, theme: Theme) -> None:
        """Within that many logical pixels."""
        x, y = self._axes
        frame = self.frame(size)
        paint_ground(painter, frame, x, y, theme)
        painter.save()
        painter.setClipRect(frame.area.adjusted(-6, -6, 6, 6))
        line(painter, frame, self.profile.values, self.profile.costs, QPen(QColor(theme.backward), 1.75))
        self._paint_path(painter, frame, theme)
        self._paint_tangent(painter, frame, theme)
        painter.restore()
        paint_head(painter, frame, self.stand, self.held, theme)
        paint_unshown(painter, frame, self.profile.costs, theme)

    def _paint_path(self, painter: QPainter, frame: Frame, theme: Theme) -> None:
        way = self.path.until(self.stand.iteration)
        line(painter, frame, way.points[:, 0], way.costs, QPen(QColor(theme.accent), 1.0))
        for w, cost in zip(way.points[:, 0].tolist(), way.costs.tolist(), strict=True):
            at = frame.point(w, cost)
            if len(way.costs) <= _MOST_DOTS and is_near(frame, at):
                dot(painter, at, 3.0, theme.accent, theme.panel, 1.0)

    def _paint_tangent(self, painter: QPainter, frame: Frame, theme: Theme) -> None:
        (w,), (slope,), cost = self.stand.at, self.stand.slopes, self.stand.cost
        here = frame.point(w, cost)
        along = QPointF(1.0, -slope * frame.area.height() / (frame.heights[1] - frame.heights[0]) * (w_per_pixel := _per_pixel(frame)))
        length = (along.x() ** 2 + along.y() ** 2) ** 0.5
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


@dataclass(frozen=True)
class MapChart:
    """The cost over two parameters as contours, with the path walked and the next step."""

    surface: Surface
    stand: Stand
    path: Path
    labels: tuple[str, str]
    held: str

    @property
    def bounds(self) -> tuple[Bounds, Bounds]:
        return (float(self.surface.x[0]), float(self.surface.x[-1])), (float(self.surface.y[0]), float(self.surface.y[-1]))

    @property
    def columns(self) -> Columns:
        """The numbers behind it, row by row."""
        return plane_columns(self.surface.x, self.surface.y, self.surface.costs, (*map(linear, self.labels), "cost"))

    @property
    def _axes(self) -> tuple[Axis, Axis]:
        (left, right), (low, high) = self.bounds
        return Axis(left, right, self.labels[0]), Axis(low, high, self.labels[1])

    def frame(self, size: QSizeF) -> Frame:
        """Where its axes lie within that many logical pixels."""
        return lay_out(size, *self._axes, BAR + 12)

    def reading(self, pointer: QPointF, size: QSizeF) -> Reading | None:
        """A step of the way that the pointer means, else the cost at the computed point nearest to it."""
        frame = self.frame(size)
        if not frame.area.contains(pointer):
            return None
        on_way = reading_of_way(frame, self.path, self.stand, self.labels, pointer)
        if on_way is not None:
            return on_way
        column, row = nearest(self.surface.x, frame.iteration(pointer.x())), nearest(self.surface.y, frame.height(pointer.y()))
        u, v, cost = float(self.surface.x[column]), float(self.surface.y[row]), float(self.surface.costs[row, column])
        lines = ((self.labels[0], full(u)), (self.labels[1], full(v)), ("{C}", full(cost)))
        return Reading(tr("The cost there"), lines, frame.point(u, v))

    def paint(self, painter: QPainter, size: QSizeF, theme: Theme) -> None:
        """Within that many logical pixels."""
        x, y = self._axes
        frame = self.frame(size)
        levels, colours = cost_levels(self.surface.costs), cost_colours(theme)
        paint_ground(painter, frame, x, y, theme, grid=False)
        edge = theme.canvas
        paint_bands(painter, frame, self.surface.x, self.surface.y, self.surface.costs, levels, colours, edge)
        paint_bar(painter, frame, levels, colours, "{C}", theme)
        painter.save()
        painter.setClipRect(frame.area.adjusted(-6, -6, 6, 6))
        way = self.path.until(self.stand.iteration)
        line(painter, frame, way.points[:, 0], way.points[:, 1], QPen(QColor(theme.accent), 1.5))
        for u, v in way.points.tolist() if len(way.points) <= _MOST_DOTS else ():
            dot(painter, frame.point(u, v), 2.5, theme.accent, theme.panel, 1.0)
        here = frame.point(*self.stand.at)
        if self.stand.after is not None:
            arrow(painter, here, frame.point(*self.stand.after), theme.text, 1.75)
        dot(painter, here, 4.5, theme.accent, theme.panel)
        painter.restore()
        paint_head(painter, frame, self.stand, self.held, theme)
        paint_unshown(painter, frame, self.surface.costs, theme)


LandscapeChart = ValleyChart | MapChart


def reading_of_way(frame: Frame, path: Path, stand: Stand, labels: Sequence[str], pointer: QPointF) -> Reading | None:
    """The step that the pointer means: iteration, parameters, cost, and at the shown one the slopes."""
    way = path.until(stand.iteration)
    across, up = way.points[:, 0], way.costs if len(labels) == 1 else way.points[:, 1]
    if within_reach(frame, across, up, pointer) is None and within_reach(frame, *_here(stand, labels), pointer) is None:
        return None
    place = within_reach(frame, across, up, pointer)
    if place is None or int(way.iterations[place]) == stand.iteration:
        values, iteration, cost = stand.at, stand.iteration, stand.cost
        slopes = tuple((rf"\partial C/\partial {{{label}}}", full(slope)) for label, slope in zip(labels, stand.slopes, strict=True))
    else:
        values, iteration, cost = tuple(way.points[place].tolist()), int(way.iterations[place]), float(way.costs[place])
        slopes = ()
    lines = tuple((label, full(value)) for label, value in zip(labels, values, strict=True))
    at = frame.point(values[0], cost if len(labels) == 1 else values[1])
    return Reading(tr("Iteration {k}", k=whole(iteration)), (*lines, ("{C}", full(cost)), *slopes), at)


def _here(stand: Stand, labels: Sequence[str]) -> tuple[Array, Array]:
    """Where the run stands, as a way of one point."""
    return np.array(stand.at[:1]), np.array([stand.cost if len(labels) == 1 else stand.at[1]])


def paint_head(painter: QPainter, frame: Frame, stand: Stand, held: str, theme: Theme) -> None:
    """Where it is, and what is held fixed."""
    k, font = whole(stand.iteration), fonts.font(12)
    told = tr("Iteration {k}, cost {cost}", k=k, cost=number(stand.cost))
    words = [f"{told}. {held}", held, tr("All others as at iteration {k}", k=k), tr("Iteration {k}", k=k)] if held else [told]
    shown = next((each for each in words if text_width(each, font) <= frame.area.width()), words[-1])
    shown = QFontMetricsF(font).elidedText(shown, Qt.TextElideMode.ElideRight, frame.area.width())
    draw_text(painter, QPointF(frame.area.right(), frame.area.top() - 12), shown, font, theme.muted, "right")


def chart_of(network: Network, samples: Samples, standing: Stand, found: Profile | Surface) -> LandscapeChart:
    """The chart of a run whose chosen parameters and cost have been sampled."""
    chosen = samples.wanted[:-1]
    ways = [samples.curve(each) for each in samples.wanted]
    path = Path(ways[0].iterations, np.column_stack([way.low for way in ways[:-1]]), ways[-1].low)
    held = held_words(samples.run.program.parameter_count - len(chosen), standing.iteration)
    labels = [label(network, each) for each in chosen]
    if isinstance(found, Profile):
        return ValleyChart(found, standing, path, labels[0], held)
    return MapChart(found, standing, path, (labels[0], labels[1]), held)


def held_words(others: int, iteration: int) -> str:
    """Which parameters are held fixed at what moment."""
    if others == 0:
        return ""
    k = whole(iteration)
    if others == 1:
        return tr("The other parameter is held as at iteration {k}.", k=k)
    return tr("The other {n} parameters are held as at iteration {k}.", n=whole(others), k=k)


def _per_pixel(frame: Frame) -> float:
    """The parameter's change for each pixel to the right."""
    return (frame.iterations[1] - frame.iterations[0]) / frame.area.width()
