"""A run replays to the same bits: whatever the block size, after seeks, along branches, and with a state that a document holds."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpdesk.engine.batches import place_after
from bpdesk.engine.program import Program, compile_document
from bpdesk.engine.state import State
from bpdesk.engine.step import Buckets, Engine
from bpdesk.model.document import Document
from bpdesk.model.run_record import ByParameter, Change, RunRecord, SavedState
from bpdesk.model.settings import Optimizer
from bpdesk.training.run import Run
from tests.builders import net
from tests.engine.random_networks import documents

_OPTIMIZERS = st.sampled_from([Optimizer.of("adam"), Optimizer.of("momentum", momentum=0.5), Optimizer.of("gradient_descent")])
_TRAINING: st.SearchStrategy[Any] = st.fixed_dictionaries(
    {},
    optional={
        "learning_rate": st.sampled_from([0.0, 0.01, 0.1]),
        "optimizer": _OPTIMIZERS,
        "batch_size": st.none() | st.integers(1, 6),
        "shuffle": st.booleans(),
        "seed": st.integers(0, 9),
        "l2": st.sampled_from([0.0, 0.1]),
    },
)


@st.composite
def changes(draw: st.DrawFn, document: Document, last: int) -> tuple[Change, ...]:
    edges = [edge.id for edge in document.network.edges]
    biases = [node.id for node in document.network.biased]
    numbers, flags = st.floats(-2, 2), st.booleans()

    def some(names: Sequence[str], values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
        return st.fixed_dictionaries({}, optional=dict.fromkeys(names, values))

    return tuple(
        Change(
            iteration,
            draw(_TRAINING),
            *(draw(some(edges, numbers)), draw(some(biases, numbers))),
            *(draw(some(edges, flags)), draw(some(biases, flags))),
        )
        for iteration in sorted(draw(st.sets(st.integers(0, last), max_size=4)))
    )


def run_of(document: Document, made: Sequence[Change] = ()) -> Run:
    program = compile_document(document)
    assert isinstance(program, Program)
    return Run(Engine(program), made)


def assert_same_state(one: State, other: State) -> None:
    assert one.parameters.tobytes() == other.parameters.tobytes()
    assert one.memory.tobytes() == other.memory.tobytes()
    assert (one.iteration, one.steps, one.epoch, one.position) == (other.iteration, other.steps, other.epoch, other.position)


@given(data=st.data(), document=documents())
def test_the_same_bits_whatever_the_blocks(data: st.DataObject, document: Document) -> None:
    made = data.draw(changes(document, 40))
    single, blocks = run_of(document, made), run_of(document, made)
    states = [single.state_at(0)]
    while single.newest < 40 and single.stop is None:
        single.advance(1)
        states.append(single.state_at(single.newest))
    while blocks.newest < single.newest:
        blocks.advance(data.draw(st.integers(1, single.newest - blocks.newest)))
    assert_same_state(blocks.state_at(blocks.newest), states[-1])
    assert blocks.batch_cost_curve().low.tobytes() == single.batch_cost_curve().low.tobytes()
    for iteration in data.draw(st.lists(st.integers(0, single.newest), max_size=6)):
        assert_same_state(blocks.state_at(iteration), single.state_at(iteration))
    assert_same_state(_straight(blocks, single.newest), states[-1])


def _straight(run: Run, iterations: int) -> State:
    """The newest state again from the start, without any key frame."""
    fresh = Run(run.engine, run.changes)
    fresh.advance(iterations)
    return fresh.state_at(fresh.newest)


@given(data=st.data(), document=documents())
def test_the_kernel_itself_gives_the_same_bits_in_one_call_as_in_many(data: st.DataObject, document: Document) -> None:
    run = run_of(document)
    engine, regime, start = run.engine, run.regime_at(0), run.state_at(0)
    whole = engine.advance(regime, start, 30, run.watched)
    state, costs = start, []
    while state.iteration < whole.state.iteration:
        block = engine.advance(regime, state, data.draw(st.integers(1, 30 - state.iteration)), run.watched)
        state = block.state
        costs += block.batch_costs.tolist()
    assert costs[: whole.made] == whole.batch_costs.tolist()
    if whole.stopped_at is None:
        assert_same_state(state, whole.state)


@given(data=st.data(), document=documents())
def test_folded_while_iterating_values_have_the_bounds_of_what_each_iteration_had(data: st.DataObject, document: Document) -> None:
    run = run_of(document)
    width, parameters = data.draw(st.sampled_from([1, 2, 4, 8])), data.draw(st.integers(0, run.program.parameter_count))
    buckets = Buckets(parameters, width, data.draw(st.integers(1, width)))
    block = run.engine.advance(run.regime_at(0), run.state_at(0), data.draw(st.integers(1, 30)), run.watched, buckets)
    assert block.folded is not None
    starts = [start for start in [0, *range(buckets.room, block.made, width)] if start < block.made]
    costs = block.batch_costs.reshape(-1, 1)
    for values, bounds in ((costs, block.folded.costs), (block.watched[:, :parameters], block.folded.parameters)):
        pieces = np.split(values, starts[1:]) if starts else []
        for bound, folded in zip((np.min, np.max), bounds, strict=True):
            assert folded.shape == (len(starts), values.shape[1])
            assert folded.tolist() == [bound(piece, axis=0).tolist() for piece in pieces]


@pytest.mark.parametrize("size", [50, 60])
def test_a_shuffled_batch_of_all_rows_is_summed_in_the_order_of_its_own_epoch(size: int) -> None:
    run = run_of(net("x1 x2 -> h1 h2 -> y", rows=50, batch_size=size, shuffle=True))
    engine, regime, state = run.engine, run.regime_at(0), run.state_at(0)
    whole = engine.advance(regime, state, 30, run.watched)
    for _ in range(30):
        state = engine.advance(regime, state, 1, run.watched).state
    assert_same_state(state, whole.state)


@given(data=st.data(), document=documents())
def test_every_recorded_iteration_is_found_again(data: st.DataObject, document: Document) -> None:
    run = run_of(document, data.draw(changes(document, 30)))
    states = [run.state_at(0)]
    for _ in range(30):
        run.advance(1)
        if run.newest == len(states):
            states.append(run.state_at(run.newest))
    for iteration in data.draw(st.permutations(range(len(states)))):
        assert_same_state(run.state_at(iteration), states[iteration])


@given(data=st.data(), document=documents())
def test_a_branch_is_the_run_that_its_changes_make_from_the_start(data: st.DataObject, document: Document) -> None:
    made = data.draw(changes(document, 20))
    run = run_of(document, made)
    run.advance(data.draw(st.integers(1, 30)))
    at = data.draw(st.integers(0, run.newest))
    kept = [change for change in made if change.iteration < at]
    late = [replace(change, iteration=change.iteration + at) for change in data.draw(changes(document, 5))]
    before = run.state_at(run.newest)
    branch = run.with_changes([*kept, *late], at)
    again = run_of(document, [*kept, *late])
    again.advance(at)
    assert branch.newest == again.newest
    for ahead in (branch, again):
        ahead.advance(12)
    assert branch.newest == again.newest
    for iteration in range(branch.newest + 1):
        assert_same_state(branch.state_at(iteration), again.state_at(iteration))
    assert branch.batch_cost_curve().low.tobytes() == again.batch_cost_curve().low.tobytes()
    assert (branch.stop is None) == (again.stop is None)
    assert run.state_at(run.newest) is before


@pytest.mark.parametrize("at", [0, 1, 700, 4999, 5000, 9000])
def test_a_branch_of_a_long_run_shares_its_past(at: int) -> None:
    run = run_of(net("x1 x2 -> h1 h2 -> y", batch_size=3, shuffle=True, optimizer="adam", rows=8))
    run.advance(9000)
    change = Change(at, {"learning_rate": 0.2})
    branch = run.with_changes([change], at)
    again = run_of(net("x1 x2 -> h1 h2 -> y", batch_size=3, shuffle=True, optimizer="adam", rows=8), [change])
    again.advance(at)
    assert branch.newest == at
    for ahead in (branch, again):
        ahead.advance(300)
    for iteration in (0, at // 2, at, at + 1, at + 300):
        assert_same_state(branch.state_at(iteration), again.state_at(iteration))


def _shifted(record: SavedState, by: float) -> SavedState:
    moved = ByParameter({edge: value + by if by else value for edge, value in record.parameters.edges.items()}, record.parameters.biases)
    return replace(record, parameters=moved)


def opened(run: Run, by: float = 0.0) -> Run:
    """The run as a document brings it back from its newest iteration, its weights moved by so much."""
    return Run.opened(run.engine, RunRecord("run 1", run.newest, _shifted(run.saved_state(), by), run.changes))


def test_an_opened_state_counts_from_its_iteration_on_and_not_before() -> None:
    document = net("x -> h -> y", optimizer="adam", batch_size=3, shuffle=True)
    plain = run_of(document)
    plain.advance(20)
    run = opened(plain, 1e-9)
    plain.advance(20)
    assert (run.first, run.newest) == (20, 20)
    assert not run.has(19)
    assert run.saved_state().parameters.edges["x_h"] == plain.moment(20, 0).weights["x_h"] + 1e-9
    states = {20: run.state_at(20)}
    for iteration in range(21, 41):
        run.advance(1)
        states[iteration] = run.state_at(iteration)
    assert run.past is not None
    run.past.advance(20)
    for iteration, state in states.items():
        assert_same_state(run.state_at(iteration), state)
    for iteration in (0, 12, 19):
        assert_same_state(run.state_at(iteration), plain.state_at(iteration))
    assert run.state_at(30).parameters.tobytes() != plain.state_at(30).parameters.tobytes()
    assert run.state_at(30).position == plain.state_at(30).position


@given(data=st.data(), document=documents())
def test_an_opened_run_goes_on_as_it_would_have_and_replays_its_past(data: st.DataObject, document: Document) -> None:
    made = data.draw(changes(document, 30))
    straight = run_of(document, made)
    straight.advance(data.draw(st.integers(0, 30)))
    at = straight.newest
    run = Run.opened(straight.engine, RunRecord("run 1", at, straight.saved_state(), made))
    further = data.draw(st.integers(0, 12))
    for one in (run, straight):
        one.advance(further)
    assert run.newest == straight.newest
    if run.past is not None:
        run.past.advance(data.draw(st.integers(0, at)))
    for iteration in range(run.newest + 1):
        assert run.has(iteration) == (iteration >= run.first or (run.past is not None and iteration <= run.past.newest))
        if run.has(iteration):
            assert_same_state(run.state_at(iteration), straight.state_at(iteration))


@given(data=st.data(), document=documents())
def test_a_branch_of_an_opened_run_is_the_run_that_its_changes_make(data: st.DataObject, document: Document) -> None:
    made = data.draw(changes(document, 12))
    straight = run_of(document, made)
    straight.advance(data.draw(st.integers(0, 12)))
    run = opened(straight)
    run.advance(8)
    if run.past is not None:
        run.past.advance(run.first)
    at = data.draw(st.integers(0, run.newest))
    late = [replace(change, iteration=change.iteration + at) for change in data.draw(changes(document, 5))]
    wanted = [*(change for change in made if change.iteration < at), *late]
    branch, again = run.with_changes(wanted, at), run_of(document, wanted)
    again.advance(at)
    for ahead in (branch, again):
        ahead.advance(6)
    assert branch.newest == again.newest
    for iteration in range(branch.newest + 1):
        assert_same_state(branch.state_at(iteration), again.state_at(iteration))


def test_a_branch_before_what_is_replayed_stands_at_the_start() -> None:
    plain = run_of(net("x -> y"))
    plain.advance(10)
    run = opened(plain)
    assert run.with_changes([Change(5, {"learning_rate": 0.0})], 5).newest == 0


def test_a_branch_after_an_opened_state_starts_from_it() -> None:
    plain = run_of(net("x -> y", optimizer="momentum"))
    plain.advance(10)
    run = opened(plain, 0.5)
    run.advance(10)
    for at in (10, 15):
        branch = run.with_changes([Change(at, {"learning_rate": 0.0})], at)
        assert branch.state_at(at).parameters.tobytes() == run.state_at(at).parameters.tobytes()
        assert branch.state_at(10).parameters.tobytes() == run.state_at(10).parameters.tobytes()


@given(rows=st.integers(1, 9), batch=st.integers(1, 9), position=st.integers(0, 9), count=st.integers(1, 60))
def test_the_place_in_the_epoch_is_counted_as_the_iterations_would_count_it(rows: int, batch: int, position: int, count: int) -> None:
    position, begun, place = min(position, rows), 0, min(position, rows)
    for _ in range(count):
        begun, place = (begun + 1, 0) if place >= rows else (begun, place)
        place = min(place + min(batch, rows), rows)
    assert place_after(position, count, min(batch, rows), rows) == (begun, place)


@given(data=st.data(), document=documents())
def test_an_iteration_is_come_to_in_slices_too(data: st.DataObject, document: Document) -> None:
    run = run_of(document, data.draw(changes(document, 30)))
    run.advance(9000)
    goal = data.draw(st.integers(0, run.newest))
    expected = run.state_at(goal)
    state = run.towards(goal, 3)
    while state.iteration < goal:
        run.keep(state)
        before, state = state, run.towards(goal, data.draw(st.integers(1, 4)))
        assert before.iteration < state.iteration <= goal
    assert_same_state(state, expected)


def test_what_was_computed_from_elsewhere_is_not_recorded() -> None:
    run = run_of(net("x -> y"))
    work = run.work(3)
    run.advance(1)
    with pytest.raises(ValueError, match="from iteration 0"):
        run.take(work)
    assert run.newest == 1


def test_computing_changes_nothing_until_it_is_taken() -> None:
    run = run_of(net("x -> y", batch_size=2))
    run.advance(4)
    before = run.cost_curve(None)
    work = run.work(6)
    assert run.newest == 4
    assert np.array_equal(run.cost_curve(None).low, before.low)
    run.take(work)
    assert run.newest == 10


def test_advancing_by_nothing_changes_nothing() -> None:
    run = run_of(net("x -> y", batch_size=2, test=2))
    run.advance(4)
    before = run.cost_curve(None), run.test_cost_curve(None)
    run.advance(0)
    for one, other in zip(before, (run.cost_curve(None), run.test_cost_curve(None)), strict=True):
        assert np.array_equal(one.iterations, other.iterations)


@pytest.mark.parametrize("iteration", [-1, 6])
def test_an_iteration_that_is_not_recorded_is_an_index_error(iteration: int) -> None:
    run = run_of(net("x -> y"))
    run.advance(5)
    with pytest.raises(IndexError):
        run.state_at(iteration)
