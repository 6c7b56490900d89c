"""The way of an edge, many points at once; and which lines run through which rectangles."""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtCore import QLineF, QPointF, QRectF

from bpdesk.ui.canvas.geometry import Route, as_row, crossing

PLACES = st.builds(QPointF, st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
GRID = st.integers(-20, 20)
POINTS = st.builds(QPointF, GRID, GRID)
RECTANGLES = st.builds(QRectF, GRID, GRID, st.integers(1, 15), st.integers(1, 15))


@given(PLACES, PLACES, st.none() | PLACES, st.lists(st.floats(0, 1), min_size=1, max_size=8))
@example(QPointF(), QPointF(0, 1), QPointF(), [0.692605268501406])
def test_many_points_of_a_route_are_its_points_to_the_bit(start: QPointF, end: QPointF, control: QPointF | None, ts: list[float]) -> None:
    route = Route(start, end, control)
    assert route.points(np.array(ts)).tolist() == [list(route.point(t).toTuple()) for t in ts]


def _meets(start: QPointF, end: QPointF, rect: QRectF) -> bool:
    """As Qt sees it: an end within, or a side that is met."""
    if rect.contains(start) or rect.contains(end):
        return True
    corners = [rect.topLeft(), rect.topRight(), rect.bottomRight(), rect.bottomLeft()]
    sides = [QLineF(corner, corners[place - 1]) for place, corner in enumerate(corners)]
    return any(QLineF(start, end).intersects(side)[0] == QLineF.IntersectionType.BoundedIntersection for side in sides)


@given(st.lists(st.tuples(POINTS, POINTS), min_size=1, max_size=8), st.lists(RECTANGLES, min_size=1, max_size=8))
def test_lines_through_rectangles_are_those_that_qt_finds(lines: list[tuple[QPointF, QPointF]], rects: list[QRectF]) -> None:
    # Off the grid, so that no line only touches a corner or lies along a side: there Qt rounds.
    lines = [(start + QPointF(0.13, 0.37), end + QPointF(0.29, 0.11)) for start, end in lines]
    found = crossing(np.array([(*start.toTuple(), *end.toTuple()) for start, end in lines]), np.array([as_row(rect) for rect in rects]))
    assert found.tolist() == [[_meets(start, end, rect) for start, end in lines] for rect in rects]
