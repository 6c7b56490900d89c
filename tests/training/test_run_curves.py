"""The curves of a run: each point is the number of its iteration, across changes of the batch size, in bounded memory."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from bpdesk.model.run_record import Change
from bpdesk.training.curves import Curve, with_gap
from bpdesk.training.pyramid import CAPACITY
from bpdesk.training.run import MOST_WATCHED
from tests.builders import net
from tests.training.test_replay import run_of


def test_parameters_and_batch_costs_stand_at_their_iterations() -> None:
    run = run_of(net("x -> h -> y", optimizer="adam", batch_size=2, rows=5))
    run.advance(9)
    for place, name in enumerate(run.program.edge_ids):
        curve = run.parameter_curve(place)
        assert curve.iterations.tolist() == list(range(10))
        assert curve.low.tolist() == [run.moment(k, 0).weights[name] for k in range(10)]
    batches = run.batch_cost_curve()
    assert batches.iterations.tolist() == list(range(1, 10))
    assert batches.low.tolist() == [run.moment(k, 0).batch_cost for k in range(9)]


def test_with_the_whole_set_as_batch_the_cost_is_known_at_every_iteration() -> None:
    run = run_of(net("x -> y", rows=4))
    run.advance(6)
    curve = run.cost_curve(run.moment(6, 0))
    assert curve.iterations.tolist() == list(range(7))
    assert curve.low.tolist() == [run.moment(k, 0).cost for k in range(7)]


@pytest.mark.parametrize("end", [8, 700])
def test_in_batches_the_costs_of_the_whole_sets_are_known_once_an_epoch_and_at_the_end(end: int) -> None:
    run = run_of(net("x -> y", rows=5, test=2, batch_size=2))
    run.advance(end)
    known = [*range(0, end, 3), end]
    for curve, name in ((run.cost_curve(run.moment(end, 0)), "cost"), (run.test_cost_curve(run.moment(end, 0)), "test_cost")):
        assert curve.iterations.tolist() == known
        assert curve.low.tolist() == [getattr(run.moment(k, 0), name) for k in known]


@pytest.mark.parametrize(("first", "then"), [(2, None), (None, 2)])
def test_the_cost_goes_on_where_the_batch_size_changes(first: int | None, then: int | None) -> None:
    document = net("x -> y", rows=5, batch_size=first)
    run = run_of(document, [Change(6, {"batch_size": then})])
    run.advance(12)
    curve = run.cost_curve(run.moment(12, 0))
    stands = {int(k): value for k, value in zip(curve.iterations, curve.low, strict=True)}
    assert all(value == pytest.approx(run.moment(k, 0).cost, rel=1e-12) for k, value in stands.items())
    whole = range(6, 13) if then is None else range(6)
    assert set(whole) <= set(stands)
    assert len(set(stands) - set(whole)) >= 2
    assert list(stands) == sorted(stands)


def test_a_branch_keeps_the_past_of_the_cost_though_its_batches_differ() -> None:
    run = run_of(net("x -> y", rows=5))
    run.advance(10)
    branch = run.with_changes([Change(7, {"batch_size": 2})], 7)
    branch.advance(6)
    curve = branch.cost_curve(branch.moment(13, 0))
    assert curve.iterations[:8].tolist() == list(range(8))
    assert curve.iterations[-1] == 13


@pytest.mark.parametrize("epoch", [1, 2])
def test_a_branch_near_the_start_of_a_long_run_is_drawn_as_finely_as_a_short_one(epoch: int) -> None:
    run = run_of(net("x -> y", rows=4, batch_size=4 // epoch, learning_rate=1e-4))
    run.advance(50_000)
    branch = run.with_changes([Change(30, {"learning_rate": 2e-4})], 30)
    branch.advance(20)
    weight = branch.parameter_curve(0)
    assert weight.iterations.tolist() == list(range(51))
    assert weight.low.tolist() == weight.high.tolist() == [branch.moment(k, 0).weights[run.program.edge_ids[0]] for k in range(51)]
    costs = branch.cost_curve(branch.moment(50, 0))
    assert costs.iterations.tolist()[-20 // epoch :] == list(range(30, 51, epoch))[1:]
    assert costs.low.tolist() == costs.high.tolist() == [branch.moment(int(k), 0).cost for k in costs.iterations]


def _arrays(value: Any, seen: set[int]) -> Iterator[np.ndarray[Any, Any]]:
    """All arrays that are reached from the value, each once."""
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _arrays(part, seen)
    elif hasattr(value, "__dict__"):
        for part in vars(value).values():
            yield from _arrays(part, seen)


def test_a_million_iterations_of_a_hundred_parameters_take_bounded_memory() -> None:
    hidden = " ".join(f"h{i}" for i in range(33))
    run = run_of(net(f"x -> {hidden} -> y", rows=1, activation="relu", optimizer="adam", learning_rate=1e-5))
    assert run.program.parameter_count == 100
    before = sum(array.nbytes for array in _arrays(run, set()))
    while run.newest < 1_000_000:
        run.advance(100_000)
    assert sum(array.nbytes for array in _arrays(run, set())) - before < 64 * 1024 * 1024
    assert len(run.watched) == MOST_WATCHED
    assert len(run.parameter_curve(0).iterations) < 2 * CAPACITY
    assert run.state_at(765_432).iteration == 765_432


def test_a_gap_stays_a_gap_where_a_curve_is_thinned() -> None:
    steps = np.arange(5000, dtype=np.float64)
    before, after = (Curve(steps[part], steps[part], steps[part] + 1) for part in (slice(900), slice(2000, 5000)))
    curve = with_gap(before, after, 2000).thinned(300)
    gaps = np.flatnonzero(np.isnan(curve.low))
    assert curve.iterations[gaps].tolist() == [899.5]
    assert len(curve.iterations) < 320
    known = np.delete(curve.low, gaps)
    assert (known[0], known[-1]) == (0.0, 4999.0)
    assert np.all(np.diff(curve.iterations) > 0)
