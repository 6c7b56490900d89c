"""The landscape against the engine's cost at the same parameters, and the post's parabola against its formula."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpdesk.engine.landscape import ALONG, Ground, Profile, Surface, Survey, extent, stand
from bpdesk.engine.program import Program, compile_document
from bpdesk.engine.regime import Regime
from bpdesk.engine.state import State, start
from bpdesk.engine.step import Engine
from bpdesk.model.document import Document
from tests.builders import net, one_weight


def begun(document: Document) -> tuple[Engine, Regime, State]:
    program = compile_document(document)
    assert isinstance(program, Program)
    return Engine(program), Regime.at_start(program), start(program)


def test_the_posts_parabola_its_tangent_and_its_step() -> None:
    engine, regime, state = begun(one_weight())
    found = Survey(Ground.of(engine, regime, state.parameters, (0,)), [(-30.0, 45.0)], ALONG).work().found
    assert isinstance(found, Profile)
    assert np.allclose(found.costs, (5.7 * found.values - 50.1) ** 2, rtol=1e-13, atol=1e-12)
    here = stand(engine, regime, state, (0,))
    assert here.cost == pytest.approx(33040.3329, rel=1e-12)
    assert here.slopes[0] == pytest.approx(-2072.178, rel=1e-12)
    assert here.after is not None
    assert here.after[0] == pytest.approx(-23.1 + 0.007 * 2072.178, rel=1e-12)


def test_a_surface_is_the_engines_cost_with_all_else_held() -> None:
    document = net("x1 x2 -> h1 h2 -> y", seed=2, rows=5, l1=0.01, l2=0.02, cost="huber")
    engine, regime, state = begun(document)
    survey = Survey(Ground.of(engine, regime, state.parameters, (1, 7)), ((-2.0, 3.0), (-1.0, 1.0)), 7)
    slices = 0
    while not survey.is_done:
        survey.work(0.0)
        slices += 1
        assert survey.share == slices / 49
    surface = survey.found
    assert isinstance(surface, Surface)
    assert surface.costs.shape == (7, 7)
    for row, column in ((0, 0), (3, 5), (6, 6)):
        parameters = engine.program.start.copy()
        parameters[1], parameters[7] = surface.x[column], surface.y[row]
        assert surface.costs[row, column] == engine.cost(regime, parameters, engine.program.train)


def test_grounds_are_equal_while_only_the_chosen_parameters_move() -> None:
    engine, regime, state = begun(net("x1 x2 -> y", rows=3))
    moved, other = state.parameters.copy(), state.parameters.copy()
    moved[1] += 1
    other[0] += 1
    here = Ground.of(engine, regime, state.parameters, (1,))
    assert here == Ground.of(engine, regime, moved, (1,))
    assert here != Ground.of(engine, regime, other, (1,))
    assert here != Ground.of(engine, regime, state.parameters, (0,))


def test_where_the_next_update_is_not_finite_there_is_none() -> None:
    engine, regime, state = begun(net("x -> y", rows=[[1e200, 0.0]], biases=False))
    assert stand(engine, regime, state, (0,)).after is None


@given(st.lists(st.floats(-1e100, 1e100), min_size=1, max_size=20), st.none() | st.floats(-1e100, 1e100))
def test_an_extent_holds_the_way_and_its_next_step(path: list[float], after: float | None) -> None:
    low, high = extent(np.array(path), after)
    assert low < high
    for value in [*path, *([] if after is None else [after])]:
        assert low <= value <= high


def test_a_way_to_the_end_of_all_numbers_has_bounds() -> None:
    for way, after in (([1.7e308, -1.7e308], None), ([0.0, 1.7e308], -1.7e308), ([-1.7e308], math.inf)):
        low, high = extent(np.array(way), after)
        assert math.isfinite(high - low)
        assert low < high
