"""The cost over two parameters painted: a map of it with the path walked and the step that follows."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtGui import QColor, QPainter, QPen

from bpdesk.engine.landscape import Bounds, Stand, Surface
from bpdesk.model.math_syntax import linear
from bpdesk.text import tr
from bpdesk.ui.charts.ground import Axis, arrow, clipped, dot, lay_out, line, paint_ground, paint_unshown
from bpdesk.ui.charts.reading import Columns, Reading, ends, plane_columns, reading_over
from bpdesk.ui.charts.shading import BAR, cost_colours, cost_levels, paint_bands, paint_bar
from bpdesk.ui.charts.way import MOST_DOTS, Path, paint_head, reading_of_way
from bpdesk.ui.plots.frame import Frame
from bpdesk.ui.theme import Theme


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
        return ends(self.surface.x), ends(self.surface.y)

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

    def reading(self, frame: Frame, pointer: QPointF) -> Reading:
        """A step of the way that the pointer means, else the cost at the computed point nearest to it."""
        on_way, surface = reading_of_way(frame, self.path, self.stand, self.labels, pointer), self.surface
        names = *self.labels, "{C}"
        return on_way or reading_over(frame, pointer, surface.x, surface.y, surface.costs, names, tr("The cost there"))

    def paint(self, painter: QPainter, size: QSizeF, theme: Theme) -> None:
        """Within that many logical pixels."""
        x, y = self._axes
        frame = self.frame(size)
        levels, colours = cost_levels(self.surface.costs), cost_colours(theme)
        paint_ground(painter, frame, x, y, theme, grid=False)
        edge = theme.canvas
        paint_bands(painter, frame, self.surface.x, self.surface.y, self.surface.costs, levels, colours, edge)
        paint_bar(painter, frame, levels, colours, "{C}", theme)
        with clipped(painter, frame):
            self._paint_way(painter, frame, theme)
        paint_head(painter, frame, self.stand, self.held, theme)
        paint_unshown(painter, frame, self.surface.costs, theme)

    def _paint_way(self, painter: QPainter, frame: Frame, theme: Theme) -> None:
        """The path walked, and the next step from where it ends."""
        way = self.path.until(self.stand.iteration)
        line(painter, frame, way.points[:, 0], way.points[:, 1], QPen(QColor(theme.accent), 1.5))
        for u, v in way.points.tolist() if len(way.points) <= MOST_DOTS else ():
            dot(painter, frame.point(u, v), 2.5, theme.accent, theme.panel, 1.0)
        here = frame.point(*self.stand.at)
        if self.stand.after is not None:
            arrow(painter, here, frame.point(*self.stand.after), theme.text, 1.75)
        dot(painter, here, 4.5, theme.accent, theme.panel)
