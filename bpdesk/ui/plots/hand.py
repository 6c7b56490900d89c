"""What the mouse does on a plot: it draws a rectangle to zoom into, drags the shown moment, points at curves and names."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, Qt

from bpdesk.ui.plots.drawn_curve import DrawnCurve
from bpdesk.ui.plots.end_names import name_at
from bpdesk.ui.plots.frame import Frame, Range
from bpdesk.ui.plots.plot_curve import PlotContent
from bpdesk.ui.plots.read_out import read_out

_NEAR_CURSOR, _NEAR_CURVE, _A_DRAG = 5.0, 8.0, 4.0


class Grasp(Enum):
    """What a press of the left button has taken hold of."""

    NOTHING = auto()
    CURSOR = auto()
    RECTANGLE = auto()


class Hand:
    """The gesture that is under way on one plot; places are in pixels of its scene."""

    def __init__(self) -> None:
        self.grasp = Grasp.NOTHING
        self._from = self._to = QPointF()

    def press(self, frame: Frame, cursor: int | None, at: QPointF) -> bool:
        """Take hold of what is there; whether there is anything."""
        self._from = self._to = at
        if is_near_cursor(frame, cursor, at):
            self.grasp = Grasp.CURSOR
        else:
            self.grasp = Grasp.RECTANGLE if frame.area.contains(at) else Grasp.NOTHING
        return self.grasp is not Grasp.NOTHING

    def move(self, at: QPointF) -> None:
        self._to = at

    def let_go(self) -> None:
        self.grasp = Grasp.NOTHING

    def rectangle(self, frame: Frame) -> QRectF | None:
        """What has been drawn so far, within the plot; None while it is hardly more than a click."""
        moved = self._to - self._from
        if self.grasp is not Grasp.RECTANGLE or min(abs(moved.x()), abs(moved.y())) < _A_DRAG:
            return None
        return QRectF(self._from, self._to).normalized().intersected(frame.area)

    def ranges(self, frame: Frame) -> tuple[Range, Range] | None:
        """The iterations and heights of the rectangle."""
        rectangle = self.rectangle(frame)
        if rectangle is None or rectangle.width() < 1 or rectangle.height() < 1:
            return None
        first, last = frame.iteration(rectangle.left()), frame.iteration(rectangle.right())
        if last - first < 1:
            first, last = (first + last) / 2 - 0.5, (first + last) / 2 + 0.5
        return (first, last), (frame.height(rectangle.bottom()), frame.height(rectangle.top()))


def is_near_cursor(frame: Frame, cursor: int | None, at: QPointF) -> bool:
    """Whether the line of the shown moment is there."""
    return cursor is not None and frame.area.contains(at) and abs(frame.x(cursor) - at.x()) <= _NEAR_CURSOR


def key_at(frame: Frame, content: PlotContent, curves: tuple[DrawnCurve, ...], at: QPointF, *, named: bool) -> str:
    """The key of the curve whose name or line is there, or nothing."""
    name = name_at(frame, content, curves, at) if named else None
    if name is not None:
        return name
    shown = read_out(frame, curves, at)
    nearest = None if shown is None else shown.lines[shown.nearest]
    if nearest is None or nearest.point is None or abs(nearest.point.y() - at.y()) > _NEAR_CURVE:
        return ""
    return nearest.curve.key


def shape_for(frame: Frame, cursor: int | None, at: QPointF) -> Qt.CursorShape:
    """What the pointer looks like there."""
    return Qt.CursorShape.SplitHCursor if is_near_cursor(frame, cursor, at) else Qt.CursorShape.ArrowCursor
