"""Charts of values that no chart can show: painted without complaint, read all the same, and said."""

import math

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtGui import QPainter

from bpdesk.engine.landscape import Profile, Stand, Surface
from bpdesk.model.network import Node
from bpdesk.training.curves import Array
from bpdesk.ui.charts.data_rows import Points, Rows
from bpdesk.ui.charts.fit_chart import FitChart
from bpdesk.ui.charts.map_chart import MapChart
from bpdesk.ui.charts.reading import Chart, reading_at
from bpdesk.ui.charts.region_chart import RegionChart
from bpdesk.ui.charts.span import Span, why_not
from bpdesk.ui.charts.valley_chart import ValleyChart
from bpdesk.ui.charts.way import Path
from bpdesk.ui.theme import DARK, LIGHT
from bpdesk.ui.vector.drawing import Words
from bpdesk.ui.vector.recorder import record

pytestmark = pytest.mark.usefixtures("qapp")

SIZE = QSizeF(500, 320)
SAID = "Where nothing is drawn the value isn't finite."
EXTREME: list[list[float]] = [
    [math.nan, math.inf, 1.0, -math.inf],
    [1e308, 1.7e308, 3.0, 0.0],
    [math.inf] * 4,
    [math.nan] * 4,
    [1e200, 2e200, 4e200, math.inf],
    [-1.7e308, 1.7e308, math.inf, 0.0],
]
TAME: list[list[float]] = [[0.0] * 4, [5e-324, 0.0, 5e-324, 0.0], [1.0, 1.0 + 1e-16, 1.0, 1.0]]


def texts(chart: Chart) -> set[str]:
    """All that is written in the chart, in either theme."""
    found = set()
    for theme in (LIGHT, DARK):

        def paint(painter: QPainter, size: QSizeF, theme: object = theme) -> None:
            chart.paint(painter, size, LIGHT if theme is LIGHT else DARK)

        found |= {mark.text for mark in record(paint, SIZE).marks if isinstance(mark, Words)}
    return found


def read_everywhere(chart: Chart) -> None:
    for x in range(0, 500, 60):
        for y in range(0, 320, 40):
            reading = reading_at(chart, QPointF(x, y), SIZE)
            assert reading is None or (math.isfinite(reading.at.x()) and math.isfinite(reading.at.y()))


def charts(values: list[float]) -> list[Chart]:
    """One of each kind with those values."""
    x = np.array([-1.0, 0.0, 1.0, 2.0])
    table: Array = np.array([values, values[::-1], values, values])
    way = np.array(values[:3])
    path = Path(np.arange(3.0), np.column_stack((way, way)), way)
    stand = Stand(2, (0.5, 0.25), values[0], (values[1], values[2]), None)
    inputs, targets = np.array([[0.0, 0.0], [1.0, math.nan]]), np.array(values[:2])
    rows = Rows(Points(inputs, targets), Points(np.zeros((0, 2)), np.zeros(0)))
    along = Rows(Points(inputs[:, :1], targets), Points(np.zeros((0, 1)), np.zeros(0)))
    node = Node("y", "output", (0.0, 0.0), "linear", None)
    return [
        ValleyChart(Profile(x, np.array(values)), Stand(2, (0.5,), values[0], (values[1],), None), path, "w", ""),
        MapChart(Surface(x, x, table), stand, path, ("u", "v"), "held"),
        RegionChart(x, x, table, node, ("a", "b"), rows, 2),
        FitChart(x, np.array(values), node, ("a", "y"), along, 2),
    ]


@pytest.mark.parametrize("values", EXTREME)
def test_what_is_not_finite_is_said_in_every_chart(values: list[float]) -> None:
    for chart in charts(values):
        assert SAID in texts(chart)
        read_everywhere(chart)


@pytest.mark.parametrize("values", TAME)
def test_values_that_are_alike_or_tiny_are_drawn(values: list[float]) -> None:
    for chart in charts(values):
        assert SAID not in texts(chart)
        read_everywhere(chart)


def test_a_fitting_range_of_huge_inputs_is_one_that_a_chart_can_have() -> None:
    for bounds in ((-1.7e308, 1.7e308), (1e200, 1e201), (-1e-3, 1e300)):
        for factor in (1.0, 1e6):
            (shown,) = Span(factor=factor).of([bounds])
            assert why_not(shown) == ""


def test_a_tangent_that_is_all_but_upright_is_drawn() -> None:
    x = np.array([-1.0, 0.0, 1.0, 2.0])
    path = Path(np.arange(3.0), np.zeros((3, 1)), np.ones(3))
    for slope in (1e200, -1.7e308, math.inf, 5e-324):
        assert texts(ValleyChart(Profile(x, x**2), Stand(2, (0.5,), 0.25, (slope,), None), path, "w", ""))
