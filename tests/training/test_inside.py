"""Inside an iteration of a run: what is entered from either side, and that its end is what a plain step makes, bit for bit."""

from hypothesis import given
from hypothesis import strategies as st

from bpdesk.engine.phases import PACES
from bpdesk.model.document import Document
from bpdesk.training.inside import entered, entered_from_behind
from tests.builders import net
from tests.engine.random_networks import documents
from tests.training.test_replay import changes, run_of


@given(data=st.data(), document=documents())
def test_the_end_of_an_iteration_is_what_a_step_makes(data: st.DataObject, document: Document) -> None:
    run = run_of(document, data.draw(changes(document, 4)))
    run.advance(5)
    after = data.draw(st.integers(0, run.newest - 1)) if run.newest else 0
    pace = data.draw(st.sampled_from(PACES))
    place = entered(run, after, 0, pace).inside
    assert place is not None
    while (following := place.onward()) is not None:
        place = following
    from_behind = entered_from_behind(run, after, 0, pace).inside
    assert from_behind is not None
    assert (place.at, place.after, place.course.stations) == (from_behind.at, from_behind.after, from_behind.course.stations)
    if run.newest > after:
        changed = {change.iteration for change in run.changes}
        made = run.moment(after + 1, 0)
        assert place.after is not None
        assert place.phase == "update" or not run.program.parameter_count
        if after + 1 not in changed:
            assert (place.after.edges, place.after.biases) == (made.weights, made.biases)


@given(documents())
def test_the_numbers_inside_are_those_of_the_moment_before(document: Document) -> None:
    run = run_of(document)
    run.advance(2)
    at_rest, inside = run.moment(run.newest, 0), entered(run, run.newest, 0, "thing")
    for name in ("weights", "biases", "weight_gradients", "bias_gradients", "cost", "batch_cost", "shown"):
        assert getattr(inside, name) == getattr(at_rest, name)
    assert not at_rest.reaches("weight", next(iter(at_rest.weights), ""))
    assert all(at_rest.reaches("activation", node) for node in at_rest.shown.activations)


def test_a_parameter_is_the_new_one_from_its_update_on() -> None:
    run = run_of(net("x -> h -> y", biases=True))
    begin = entered_from_behind(run, 0, 0, "thing")
    run.advance(1)
    old, new = run.moment(0, 0), run.moment(1, 0)
    assert [begin.weight_now(edge) for edge in old.weights] == list(new.weights.values())
    assert [begin.bias_now(node) for node in old.biases] == list(new.biases.values())
    first = entered(run, 0, 0, "thing")
    assert [first.weight_now(edge) for edge in old.weights] == list(old.weights.values())
    assert [first.bias_now(node) for node in old.biases] == list(old.biases.values())


def test_where_the_update_is_not_finite_there_is_none() -> None:
    run = run_of(net("x -> y", rows=[[1e200, 0.0]], learning_rate=1e300))
    place = entered_from_behind(run, 0, 0, "thing").inside
    assert place is not None
    assert (place.after, place.phase) == (None, "gradients")
