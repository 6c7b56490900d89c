"""Divergence: an update that isn't finite isn't made, the state before it stays, and nothing hides it."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from bpdesk.engine.program import Program, compile_document
from bpdesk.engine.step import Engine
from bpdesk.model.document import Document
from bpdesk.model.network import Bias
from bpdesk.model.run_record import Change
from bpdesk.training.run import Run
from tests.builders import net, one_weight


def _run(document: Document, *changes: Change) -> Run:
    program = compile_document(document)
    assert isinstance(program, Program)
    return Run(Engine(program), changes)


def _weighted(document: Document, **weights: float) -> Document:
    edges = tuple(replace(edge, weight=weights.get(edge.id, edge.weight)) for edge in document.network.edges)
    return replace(document, network=replace(document.network, edges=edges))


def _plain(layers: str, row: list[float], **options: Any) -> Document:
    return net(layers, biases=False, rows=[row], **options)


def _assert_nothing_made(run: Run) -> None:
    before = run.state_at(0)
    run.advance(5)
    assert run.newest == 0
    assert run.stop is not None
    assert run.stop.iteration == 0
    assert run.state_at(0) is before
    assert len(run.batch_cost_curve().iterations) == 0


@pytest.mark.parametrize("block", [1, 2, 3, 7, 1000])
def test_the_state_after_the_last_good_update_stays_whatever_the_block(block: int) -> None:
    document = one_weight()
    run = _run(replace(document, training=replace(document.training, learning_rate=0.05)))
    weight, made = -23.1, 0
    while math.isfinite((5.7 * weight - 50.1) * (5.7 * weight - 50.1)):
        weight -= 0.05 * 2 * (5.7 * weight - 50.1) * 5.7
        made += 1
    while run.stop is None:
        run.advance(block)
    assert run.newest == run.stop.iteration == made
    assert run.state_at(made).parameters.tolist() == pytest.approx([weight], rel=1e-9)
    assert run.stop.cost == math.inf
    curve = run.batch_cost_curve()
    assert len(curve.iterations) == made
    assert np.isfinite(curve.low).all()


def test_a_cost_that_is_undefined_from_the_start_makes_no_update() -> None:
    run = _run(_weighted(_plain("x -> y", [1.0, 0.5], cost="cross_entropy"), x_y=-2.0))
    _assert_nothing_made(run)
    assert run.stop is not None
    assert math.isnan(run.stop.cost)


@pytest.mark.parametrize("activation", ["relu", "leaky_relu", "elu", "sigmoid", "tanh"])
def test_an_undefined_sum_is_not_hidden_by_the_activation_that_follows(activation: str) -> None:
    document = _weighted(_plain("x -> a b -> h -> y", [1e200, 0.0], activation="linear"), x_a=1e200, x_b=1e200, a_h=1.0, b_h=-1.0)
    nodes = tuple(replace(node, activation=activation) if node.id == "h" else node for node in document.network.nodes)
    run = _run(replace(document, network=replace(document.network, nodes=nodes)))
    _assert_nothing_made(run)
    assert run.stop is not None
    assert math.isnan(run.stop.cost)


def _steep() -> Document:
    """Its cost is 1; the gradient of its first weight is 1e400."""
    return _weighted(_plain("x -> h -> y", [1e200, -1.0], cost="mean_absolute_error", activation="tanh"), x_h=0.0, h_y=1e200)


def test_a_gradient_that_overflows_stops_though_the_cost_is_finite() -> None:
    run = _run(_steep())
    _assert_nothing_made(run)
    assert run.stop is not None
    assert run.stop.cost == 1.0


def test_the_gradient_of_a_frozen_parameter_counts_too() -> None:
    document = _steep()
    edges = tuple(replace(edge, frozen=edge.id == "x_h") for edge in document.network.edges)
    _assert_nothing_made(_run(replace(document, network=replace(document.network, edges=edges))))


def test_a_parameter_that_overflows_stops() -> None:
    _assert_nothing_made(_run(_weighted(_plain("x -> y", [1.0, 0.0], learning_rate=1e308), x_y=-10.0)))


@pytest.mark.parametrize(("optimizer", "too_large"), [("adagrad", 1e155), ("rmsprop", 1e156), ("adam", 1e157)])
def test_a_memory_that_overflows_stops(optimizer: str, too_large: float) -> None:
    within, beyond = (
        _run(_weighted(_plain("x -> y", [x, 0.0], optimizer=optimizer, cost="mean_absolute_error"), x_y=1.0)) for x in (1e150, too_large)
    )
    within.advance(1)
    assert within.newest == 1
    _assert_nothing_made(beyond)


def test_a_change_at_the_last_good_iteration_lets_training_go_on() -> None:
    document = _weighted(_plain("x -> y", [1.0, 0.0], learning_rate=1e308), x_y=-10.0)
    stopped = _run(document)
    stopped.advance(3)
    assert stopped.stop is not None
    mended = stopped.with_changes([Change(0, {"learning_rate": 0.25})], 0)
    mended.advance(3)
    assert mended.stop is None
    assert mended.state_at(3).parameters.tolist() == [-1.25]


def test_a_bias_that_is_infinite_by_its_update_stops_as_a_weight_does() -> None:
    document = net("x -> y", rows=[[0.0, 0.0]], learning_rate=1e308)
    nodes = tuple(replace(node, bias=node.bias and Bias(-10.0)) for node in document.network.nodes)
    _assert_nothing_made(_run(replace(document, network=replace(document.network, nodes=nodes))))
