"""Whether the state in a document is told apart from the one that its run leads to: an edit is, rounding isn't."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpdesk.model.document import Document
from bpdesk.model.run_record import ByParameter, Change, RunRecord, SavedState
from bpdesk.training.contradiction import contradiction
from bpdesk.training.run import Run
from tests.builders import net, one_weight
from tests.engine.random_networks import documents
from tests.training.test_replay import changes, run_of


def opened(run: Run, state: SavedState, *, replays: bool = True) -> Run:
    """The run as a document with that state brings it back, its past replayed."""
    again = Run.opened(run.engine, RunRecord("run 1", run.newest, state, run.changes))
    if replays and again.past is not None:
        again.past.advance(again.first)
    return again


@given(data=st.data(), document=documents())
def test_a_state_as_it_was_saved_contradicts_nothing(data: st.DataObject, document: Document) -> None:
    run = run_of(document, data.draw(changes(document, 30)))
    run.advance(data.draw(st.integers(0, 30)))
    assert contradiction(opened(run, run.saved_state())) is None


@pytest.mark.parametrize(("factor", "is_told"), [(1.0 + 1e-12, False), (1.0 + 1e-4, True), (-1.0, True)])
def test_an_edited_weight_is_told_and_rounding_is_not(factor: float, is_told: bool) -> None:
    run = run_of(net("x1 x2 -> h -> y", batch_size=3, shuffle=True))
    run.advance(20)
    state = run.saved_state()
    edges = dict(state.parameters.edges)
    edges["x2_h"] *= factor
    again = opened(run, replace(state, parameters=ByParameter(edges, state.parameters.biases)))
    found = contradiction(again)
    assert (found is not None) == is_told
    if found is not None:
        assert (found.iteration, found.stopped_at, found.parameter) == (20, None, run.program.edge_index["x2_h"])
        assert (found.held, found.replayed) == (edges["x2_h"], state.parameters.edges["x2_h"])


def test_an_edited_memory_is_told_as_such() -> None:
    run = run_of(net("x -> y", optimizer="momentum"), [Change(4, {"learning_rate": 0.02})])
    run.advance(4)
    state = run.saved_state()
    velocity = ByParameter({"x_y": state.memory["v"].edges["x_y"] + 0.5}, state.memory["v"].biases)
    found = contradiction(opened(run, replace(state, memory={"v": velocity})))
    assert found is not None
    assert (found.iteration, found.parameter) == (4, None)


def test_a_state_beyond_where_a_replay_ends_is_told() -> None:
    run = run_of(replace(one_weight(), training=replace(one_weight().training, learning_rate=5.0)))
    run.advance(1_000)
    assert run.stop is not None
    record = RunRecord("run 1", run.newest + 50, run.saved_state())
    again = Run.opened(run.engine, record)
    assert again.past is not None
    again.past.advance(again.first)
    found = contradiction(again)
    assert found is not None
    assert (found.iteration, found.stopped_at) == (run.newest + 50, run.newest)


def test_nothing_is_known_before_the_replay() -> None:
    run = run_of(net("x -> y"))
    run.advance(9)
    state = run.saved_state()
    moved = replace(state, parameters=ByParameter({"x_y": 7.0}, state.parameters.biases))
    assert contradiction(opened(run, moved, replays=False)) is None
    assert contradiction(run) is None
