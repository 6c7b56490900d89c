"""The values over the plane against a pass of each point by itself, in plain Python."""

import numpy as np
import pytest

from bpdesk.engine.regions import activations_at, grid
from tests.builders import net
from tests.engine.reference import sample, start_of
from tests.engine.test_landscape import begun


def test_each_point_is_a_pass_of_the_network() -> None:
    document = net("x1 x2 -> h1 h2 -> y", seed=5, activation="tanh", output="sigmoid")
    engine, regime, state = begun(document)
    points = grid(np.linspace(-2, 2, 71), np.linspace(-1, 3, 31))
    found = activations_at(engine, regime, state.parameters, points)
    assert found.shape == (5, 71 * 31)
    for place in (0, 70, 1000, 2200):
        passed = sample(document, start_of(document), [*points[place], 0.0])
        for node, values in zip(engine.program.node_ids, found, strict=True):
            assert values[place] == pytest.approx(passed.a[node], rel=1e-13)


def test_a_plane_is_walked_row_by_row() -> None:
    assert grid(np.array([1.0, 2.0]), np.array([5.0, 6.0])).tolist() == [[1, 5], [2, 5], [1, 6], [2, 6]]
