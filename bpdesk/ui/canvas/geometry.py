"""Sizes of what stands on the canvas, the way of an edge, and whether lines run through rectangles. All at 100 %."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainterPath

from bpdesk.model.network import Node

Array = npt.NDArray[np.float64]

RADIUS = 32.0
INNER_RADIUS = 28.0
HALF_SQUARE = 30.0
SQUARE_CORNER = 9.0
_AFTER_RIM, _BEFORE_RIM = 2.0, 5.0
_PIECES_OF_A_BEND = 10


@dataclass(frozen=True)
class Route:
    """The way of an edge from rim to rim: straight, or bent towards `control` (a quadratic Bézier curve)."""

    start: QPointF
    end: QPointF
    control: QPointF | None = None

    def point(self, t: float) -> QPointF:
        """The point at `t` from 0 to 1."""
        if self.control is None:
            return self.start + (self.end - self.start) * t
        left = 1 - t
        return self.start * (left * left) + self.control * (2 * t * left) + self.end * (t * t)

    def points(self, ts: Array) -> Array:
        """The points at those, shape `(len(ts), 2)`, the same to the bit."""
        t = ts[:, None]
        start, end = np.array(self.start.toTuple()), np.array(self.end.toTuple())
        if self.control is None:
            found = start + (end - start) * t
        else:
            left = 1 - t  # multiplied out, for powers of arrays and of numbers may differ in the last bit
            found = start * (left * left) + np.array(self.control.toTuple()) * (2 * t * left) + end * (t * t)
        return np.asarray(found)

    @cached_property
    def arriving(self) -> QPointF:
        """The unit direction in which it meets its end."""
        return unit(self.end - (self.start if self.control is None else self.control))

    @property
    def length(self) -> float:
        return math.hypot(self.end.x() - self.start.x(), self.end.y() - self.start.y())

    def line(self, shortened: float) -> QLineF | QPainterPath:
        """What to draw, `shortened` before the end."""
        return QLineF(self.start, self.end - self.arriving * shortened) if self.control is None else self.path(shortened)

    def path(self, shortened: float = 0.0) -> QPainterPath:
        """The same as a path, also where it is straight."""
        end = self.end - self.arriving * shortened
        path = QPainterPath(self.start)
        if self.control is None:
            path.lineTo(end)
        else:
            path.quadTo(self.control, end)
        return path

    def pieces(self) -> Array:
        """As straight pieces, shape `(pieces, 4)`: x1, y1, x2, y2."""
        return self._pieces

    @cached_property
    def _pieces(self) -> Array:
        if self.control is None:
            return np.array([[self.start.x(), self.start.y(), self.end.x(), self.end.y()]])
        points = np.array([self.point(i / _PIECES_OF_A_BEND).toTuple() for i in range(_PIECES_OF_A_BEND + 1)])
        return np.hstack([points[:-1], points[1:]])


def unit(direction: QPointF) -> QPointF:
    """That direction at length 1; to the right for none."""
    length = math.hypot(direction.x(), direction.y())
    return direction / length if length else QPointF(1.0, 0.0)


def centre(node: Node) -> QPointF:
    return QPointF(*node.position)


def body(node: Node) -> QRectF:
    """The square or the circle's bounds, in the scene."""
    half = HALF_SQUARE if node.kind == "input" else RADIUS
    return QRectF(node.position[0] - half, node.position[1] - half, 2 * half, 2 * half)


def route_between(source: Node, target: Node, control: QPointF | None = None) -> Route:
    """From the rim of one node to just before the rim of the other."""
    leaving = unit((centre(target) if control is None else control) - centre(source))
    arriving = unit(centre(target) - (centre(source) if control is None else control))
    reach = _reach_of_square(leaving) if source.kind == "input" else RADIUS
    start = centre(source) + leaving * (reach + _AFTER_RIM)
    end = centre(target) - arriving * (RADIUS + _BEFORE_RIM)
    return Route(start, end, control)


def _reach_of_square(direction: QPointF) -> float:
    """From the centre to the rim of a square with round corners."""
    across = HALF_SQUARE / max(abs(direction.x()), abs(direction.y()))
    return min(across, HALF_SQUARE * math.sqrt(2) - SQUARE_CORNER * (math.sqrt(2) - 1))


def as_row(rect: QRectF) -> tuple[float, float, float, float]:
    """left, top, right, bottom"""
    return rect.left(), rect.top(), rect.right(), rect.bottom()


def crossing(pieces: Array, rects: Array) -> npt.NDArray[np.bool_]:
    """Which straight pieces `(P, 4)` meet which rectangles `(R, 4)` (left, top, right, bottom): shape `(R, P)`."""
    x1, y1, x2, y2 = pieces.T
    left, top, right, bottom = (rects[:, [i]] for i in range(4))
    overlaps = (np.maximum(x1, x2) >= left) & (np.minimum(x1, x2) <= right) & (np.maximum(y1, y2) >= top) & (np.minimum(y1, y2) <= bottom)
    across, down = x2 - x1, y2 - y1
    # The corners are on both sides of the line where the middle is nearer to it than a corner can be.
    distance = np.abs(across * ((top + bottom) / 2 - y1) - down * ((left + right) / 2 - x1))
    return np.asarray(overlaps & (distance <= np.abs(across) * ((bottom - top) / 2) + np.abs(down) * ((right - left) / 2)))


def overlapping(rects: Array, others: Array) -> npt.NDArray[np.bool_]:
    """Which rectangles `(R, 4)` overlap which others `(O, 4)`: shape `(R, O)`."""
    left, top, right, bottom = (rects[:, [i]] for i in range(4))
    return np.asarray((others[:, 0] < right) & (others[:, 2] > left) & (others[:, 1] < bottom) & (others[:, 3] > top))
