"""Where dragged nodes come to stand: in line with others, on the grid, or along one axis; and the lines that show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QGraphicsLineItem, QGraphicsScene

from bpdesk.ui.canvas.geometry import Array
from bpdesk.ui.canvas.grid import STEP

Place = tuple[float, float]
_BEYOND = 60.0


@dataclass(frozen=True, slots=True)
class Landing:
    """By how much the nodes move, and the lines along which they are in line with others."""

    across: float
    down: float
    lines: tuple[QLineF, ...] = ()


def landing(start: Mapping[str, Place], others: Array, by: Place, reach: float, *, on_grid: bool, along_one_axis: bool) -> Landing:
    """Of nodes that start there and are dragged by so much; `others`, shape (n, 2), are the centres that they may line up with."""
    across, down = float(round(by[0])), float(round(by[1]))
    if along_one_axis:
        across, down = (across, 0.0) if abs(across) >= abs(down) else (0.0, down)
    centres = np.array(list(start.values()), dtype=np.float64)
    if on_grid:
        first = centres[0]
        across = _on_grid(first[0] + across) - float(first[0]) if across or not along_one_axis else across
        down = _on_grid(first[1] + down) - float(first[1]) if down or not along_one_axis else down
        return Landing(across, down)
    shift = [across, down]
    found: list[tuple[int, float]] = []
    for axis in (0, 1):
        if along_one_axis and not shift[axis]:
            continue
        nearest = _nearest(centres[:, axis] + shift[axis], others[:, axis], reach)
        if nearest is not None:
            shift[axis] += nearest[0]
            found.append((axis, nearest[1]))
    moved = centres + shift
    return Landing(shift[0], shift[1], tuple(_line(axis, at, moved, others) for axis, at in found))


def _on_grid(value: float) -> float:
    return round(value / STEP) * STEP


def _nearest(moved: Array, others: Array, reach: float) -> tuple[float, float] | None:
    """How far to go for a node to stand in line with another, and where that line is."""
    if not len(others):
        return None
    away = others[None] - moved[:, None]
    row, column = np.unravel_index(int(np.argmin(np.abs(away))), away.shape)
    found = float(away[row, column])
    return (found, float(others[column])) if abs(found) <= reach else None


def _line(axis: int, at: float, moved: Array, others: Array) -> QLineF:
    """Through all that stand on it, and a little beyond."""
    points = np.concatenate([moved, others])
    on_it = points[np.abs(points[:, axis] - at) < 0.5][:, 1 - axis]
    low, high = float(on_it.min()) - _BEYOND, float(on_it.max()) + _BEYOND
    return QLineF(at, low, at, high) if axis == 0 else QLineF(low, at, high, at)


class Guides:
    """The lines in a scene, as long as a drag lasts."""

    def __init__(self, scene: QGraphicsScene, colour: str) -> None:
        self._scene = scene
        self._pen = QPen(QColor(colour), 1)
        self._pen.setCosmetic(True)
        self._items: list[QGraphicsLineItem] = []

    def show(self, lines: tuple[QLineF, ...]) -> None:
        self.clear()
        for line in lines:
            item = self._scene.addLine(line, self._pen)
            item.setZValue(9)
            self._items.append(item)

    def clear(self) -> None:
        for item in self._items:
            self._scene.removeItem(item)
        self._items = []
