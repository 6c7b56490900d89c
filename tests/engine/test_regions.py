"""The values over the plane against a pass of each point by itself, in plain Python."""

import numpy as np
import pytest

from bpdesk.engine.regions import grid, sweep
from tests.builders import net
from tests.engine.reference import sample, start_of
from tests.engine.test_landscape import begun


def test_each_point_is_a_pass_of_the_network() -> None:
    document = net("x1 x2 -> h1 h2 -> y", seed=5, activation="tanh", output="sigmoid")
    engine, regime, state = begun(document)
    points = grid(np.linspace(-2, 2, 71), np.linspace(-1, 3, 31))
    for node, name in enumerate(engine.program.node_ids):
        found = sweep(engine, regime.training, state.parameters, node, points).work().values
        assert found.shape == (71 * 31,)
        for place in (0, 70, 1000, 2200):
            passed = sample(document, start_of(document), [*points[place], 0.0])
            assert found[place] == pytest.approx(passed.a[name], rel=1e-13)


def test_slices_of_a_picture_give_the_bits_of_the_whole() -> None:
    engine, regime, state = begun(net("x1 x2 -> h1 h2 -> y", seed=5, activation="tanh"))
    points = grid(np.linspace(-2, 2, 150), np.linspace(-1, 3, 150))
    whole = sweep(engine, regime.training, state.parameters, 4, points).work().values
    sliced, shares = sweep(engine, regime.training, state.parameters, 4, points), []
    while not sliced.is_done:
        assert np.isnan(sliced.values[-1])
        shares.append(sliced.work(0.0).share)
    assert sliced.values.tobytes() == whole.tobytes()
    assert len(shares) > 3
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_a_plane_is_walked_row_by_row() -> None:
    assert grid(np.array([1.0, 2.0]), np.array([5.0, 6.0])).tolist() == [[1, 5], [2, 5], [1, 6], [2, 6]]
