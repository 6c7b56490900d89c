"""Sampled quantities: each point is the number of its iteration, in bounded number, however long the run."""

import math

import numpy as np
import pytest

from bpdesk.model.quantities import KINDS, Quantity, quantities
from bpdesk.model.run_record import Change
from bpdesk.training.quantity_values import value_in
from bpdesk.training.samples import EVERY, Samples, distance_for
from tests.builders import net
from tests.training.test_replay import run_of

DOCUMENT = net("x1 x2 -> h1 h2 -> y", seed=3, rows=5, batch_size=2, shuffle=True, l2=0.01)
WANTED = [q for kind in KINDS if "cost" not in kind.name for q in quantities(DOCUMENT.network, kind.name)]


def complete(samples: Samples) -> Samples:
    while not samples.is_complete:
        samples.take(samples.work(1.0))
    return samples


def test_every_value_is_that_of_its_moment_across_changes_and_freezing() -> None:
    changes = [Change(3, training={"batch_size": 3}, frozen_edges={"x1_h1": True}), Change(7, edges={"h1_y": 0.5})]
    run = run_of(DOCUMENT, changes)
    run.advance(12)
    samples = complete(Samples(run, WANTED, 4))
    for quantity in WANTED:
        curve = samples.curve(quantity)
        assert curve.iterations.tolist() == list(range(13))
        assert curve.low.tolist() == [value_in(run.moment(k, 4), quantity) for k in range(13)], quantity


def test_the_gradient_norm_is_of_what_is_free_to_move() -> None:
    run = run_of(DOCUMENT, [Change(0, frozen_edges={"x1_h1": True})])
    moment = run.moment(0, 0)
    free = [slope for edge, slope in moment.weight_gradients.items() if edge != "x1_h1"] + list(moment.bias_gradients.values())
    assert value_in(moment, Quantity("gradient_norm")) == pytest.approx(math.sqrt(sum(slope**2 for slope in free)), rel=1e-14)


def test_a_norm_whose_squares_overflow_is_still_one() -> None:
    run = run_of(net("x -> y", rows=[[1e160, 0.0]], biases=False))
    assert complete(Samples(run, [Quantity("gradient_norm")], 0)).curve(Quantity("gradient_norm")).low[0] > 1e300


@pytest.mark.parametrize("newest", [EVERY - 1, EVERY, 3 * EVERY, 50_000])
def test_long_runs_keep_few_exact_points_with_their_neighbours(newest: int) -> None:
    run = run_of(net("x -> y", rows=2))
    run.advance(newest)
    wanted = [Quantity("weight_gradient", "x_y"), Quantity("activation", "y")]
    curve = complete(Samples(run, wanted, 1)).curve(wanted[0])
    assert EVERY // 4 <= len(curve.iterations) <= EVERY
    assert curve.iterations[0] == 0
    assert newest - curve.iterations[-1] <= newest / 500
    if newest >= 3 * EVERY:
        distance = curve.iterations[2]
        assert set(curve.iterations % distance) == {0, 1}
    for k in curve.iterations[:: len(curve.iterations) // 5].astype(int):
        assert curve.low[curve.iterations == k] == run.moment(int(k), 0).weight_gradients["x_y"]


def test_samples_follow_a_run_that_goes_on_and_thin_out() -> None:
    run = run_of(net("x -> y", rows=2))
    samples = Samples(run, [Quantity("delta", "y")], 0)
    for count in (10, EVERY, 4 * EVERY):
        run.advance(count)
        complete(samples)
    assert len(samples.curve(Quantity("delta", "y")).iterations) <= EVERY


def test_where_a_replay_takes_too_long_the_kept_states_remain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bpdesk.training.samples._REPLAY_WORTH", 1.0)
    run = run_of(net("x -> y", rows=2))
    for _ in range(1000):
        run.advance(20)
    assert run.frame_distance > distance_for(run.newest)
    curve = complete(Samples(run, [Quantity("delta", "y")], 0)).curve(Quantity("delta", "y"))
    assert np.all(curve.iterations % run.frame_distance == 0)
    assert len(curve.iterations) > 200


def test_what_a_run_does_not_have_is_left_out() -> None:
    run = run_of(net("x -> y", biases=False))
    samples = Samples(run, [Quantity("bias", "y"), Quantity("delta", "x"), Quantity("weight", "gone")], 0)
    assert samples.wanted == ()
    assert samples.is_complete
    assert len(samples.curve(Quantity("bias", "y")).iterations) == 0
