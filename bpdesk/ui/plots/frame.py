"""Where things lie: the part of the plot that is shown, and the rectangle it is shown in."""

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF

from bpdesk.ui.plots.scale import Scale

Range = tuple[float, float]


@dataclass(frozen=True)
class Frame:
    """From iterations and axis coordinates to pixels of the scene."""

    area: QRectF
    iterations: Range
    heights: Range
    scale: Scale

    def x(self, iteration: float) -> float:
        first, last = self.iterations
        return self.area.left() + (iteration - first) / (last - first) * self.area.width()

    def y(self, height: float) -> float:
        low, high = self.heights
        return self.area.bottom() - (height - low) / (high - low) * self.area.height()

    def point(self, iteration: float, height: float) -> QPointF:
        return QPointF(self.x(iteration), self.y(height))

    def iteration(self, x: float) -> float:
        first, last = self.iterations
        return first + (x - self.area.left()) / self.area.width() * (last - first)

    def height(self, y: float) -> float:
        low, high = self.heights
        return low + (self.area.bottom() - y) / self.area.height() * (high - low)

    def shows(self, point: QPointF) -> bool:
        """Whether a point lies inside, its edges included."""
        return self._reach.contains(point)

    @cached_property
    def _reach(self) -> QRectF:
        return self.area.adjusted(-0.5, -0.5, 0.5, 0.5)
