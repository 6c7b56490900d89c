"""A plot's numbers as CSV: exact values, ranges, and iterations that not every curve has."""

import csv
import io

import numpy as np

from bpdesk.export.curve_table import curve_table
from bpdesk.training.curves import Curve


def test_every_value_stands_at_its_iteration() -> None:
    exact = Curve(np.array([0.0, 1.0, 4.0]), *[np.array([0.1, np.inf, -3e-300])] * 2)
    ranged = Curve(np.array([0.0, 4.0]), np.array([1.0, 2.0]), np.array([1.5, 2.0]))
    rows = list(csv.reader(io.StringIO(curve_table([('a "b", c', exact), ("=w", ranged)]))))
    assert rows == [
        ["iteration", 'a "b", c', "'=w.low", "'=w.high"],
        ["0", "0.1", "1.0", "1.5"],
        ["1", "inf", "", ""],
        ["4", "-3e-300", "2.0", "2.0"],
    ]


def test_without_curves_there_is_a_header_only() -> None:
    assert curve_table([]) == "iteration\n"
