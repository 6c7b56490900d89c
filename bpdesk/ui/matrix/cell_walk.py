"""Walking the cells of a laid out page with the arrow keys, from one matrix into the next one that lies that way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt

from bpdesk.ui.matrix.grid_box import GridBox
from bpdesk.ui.matrix.layout import Layout

_K = Qt.Key
_ASIDE = 4.0
"""How much farther a cell counts that lies aside than one straight ahead."""
_AHEAD: dict[int, Callable[[QPointF], tuple[float, float]]] = {
    _K.Key_Right: lambda way: (way.x(), way.y()),
    _K.Key_Left: lambda way: (-way.x(), way.y()),
    _K.Key_Down: lambda way: (way.y(), way.x()),
    _K.Key_Up: lambda way: (-way.y(), way.x()),
}
"""How far a way leads in the direction of a key, and how far aside."""


@dataclass(frozen=True)
class Stop:
    """A cell: the number of its matrix on the page, its row and its column."""

    grid: int
    row: int
    column: int


def after(layout: Layout, at: Stop | None, key: int) -> Stop | None:
    """Where the key leads; the first cell from nowhere, the same one where nothing lies that way, None for another key."""
    stops = dict(_stops(layout))
    if key not in _AHEAD and key not in (_K.Key_Home, _K.Key_End):
        return None
    if not stops:
        return None
    if at not in stops or key == _K.Key_Home:
        return next(iter(stops))
    if key == _K.Key_End:
        return list(stops)[-1]
    here, measure = stops[at].center(), _AHEAD[key]
    found: list[tuple[float, Stop]] = []
    for stop, rect in stops.items():
        ahead, aside = measure(rect.center() - here)
        if ahead > 1.0:
            found.append((ahead + _ASIDE * abs(aside), stop))
    return min(found, key=lambda each: each[0], default=(0.0, at))[1]


def rect_of(layout: Layout, at: Stop | None) -> QRectF:
    """Where the cell stands; empty where it isn't written."""
    return dict(_stops(layout)).get(at, QRectF()) if at is not None else QRectF()


def box_of(layout: Layout, at: Stop) -> GridBox | None:
    """The matrix of the cell."""
    grids = [placed.box for placed in layout.placed if isinstance(placed.box, GridBox)]
    return grids[at.grid] if at.grid < len(grids) and not rect_of(layout, at).isNull() else None


def _stops(layout: Layout) -> Iterator[tuple[Stop, QRectF]]:
    """Every cell that is written, in the order in which one reads."""
    grids = [placed for placed in layout.placed if isinstance(placed.box, GridBox)]
    for number, placed in enumerate(grids):
        box = placed.box
        assert isinstance(box, GridBox)
        for row in box.rows:
            for column in box.columns:
                if row is not None and column is not None:
                    yield Stop(number, row, column), box.rect_of(row, column).translated(placed.x, placed.y)
