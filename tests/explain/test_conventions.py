"""The conventions that a page names: each where it holds, and what it says of the other one, found true by computing it."""

from dataclasses import replace

import numpy as np
import pytest

from bpdesk.engine.program import Program, compile_document
from bpdesk.engine.step import Engine
from bpdesk.explain.conventions import Convention, conventions
from bpdesk.model.dataset import Rows
from bpdesk.model.document import Document
from bpdesk.model.network import Bias
from bpdesk.training.run import Run
from tests.builders import net
from tests.explain.situations import situation_of

LAYERS = "x1 x2 -> h1 h2 -> y1 y2"


def said(document: Document, beginning: str) -> Convention | None:
    return next((each for each in conventions(situation_of(document)) if each.holds.startswith(beginning)), None)


def otherwise(document: Document, beginning: str) -> str:
    found = said(document, beginning)
    assert found is not None, [each.holds for each in conventions(situation_of(document))]
    return found.otherwise


def weights(document: Document, iterations: int = 5) -> list[float]:
    """After so many updates."""
    return list(situation_of(document, iterations).moment.weights.values())


def gradients(document: Document) -> np.ndarray:
    return np.array(list(situation_of(document).moment.weight_gradients.values()))


def with_frozen(document: Document, *frozen: str) -> Document:
    """Biases of those nodes frozen."""
    nodes = [
        replace(node, bias=Bias(node.bias.value, node.id in frozen)) if node.bias is not None else node for node in document.network.nodes
    ]
    return replace(document, network=replace(document.network, nodes=tuple(nodes)))


@pytest.mark.parametrize("optimizer", ["gradient_descent", "momentum", "nesterov"])
def test_a_half_before_the_squared_error_is_a_matter_of_the_learning_rate(optimizer: str) -> None:
    without = net(LAYERS, optimizer=optimizer, learning_rate=0.1)
    having = net(LAYERS, optimizer=optimizer, learning_rate=0.2, cost="half_squared_error")
    told = "With ½ each gradient would be half as large, and twice the learning rate would make the same steps."
    assert otherwise(without, "Squared error without ½: its derivative has the factor 2.") == told
    told = "Without ½ each gradient would be twice as large, and half the learning rate would make the same steps."
    assert otherwise(having, "Squared error with ½: its derivative is a − y, without a factor 2.") == told
    assert gradients(having) == pytest.approx(gradients(without) / 2, rel=1e-14)
    assert weights(having) == pytest.approx(weights(without), rel=1e-12)


@pytest.mark.parametrize("optimizer", ["adagrad", "rmsprop", "adam"])
def test_an_optimizer_that_divides_by_the_gradients_size_takes_nearly_the_same_steps(optimizer: str) -> None:
    without = net(LAYERS, optimizer=optimizer, learning_rate=0.01)
    having = net(LAYERS, optimizer=optimizer, learning_rate=0.01, cost="half_squared_error")
    assert "divides by its size, so the steps stay nearly the same." in otherwise(without, "Squared error without ½")
    assert gradients(having) == pytest.approx(gradients(without) / 2, rel=1e-14)
    assert weights(having) == pytest.approx(weights(without), rel=1e-4)
    assert weights(having) != pytest.approx(
        weights(net(LAYERS, optimizer=optimizer, learning_rate=0.02, cost="half_squared_error")), rel=1e-3
    )


def test_regularisation_keeps_its_share_whatever_the_cost() -> None:
    told = "With ½ the cost's part of each gradient would be half as large, beside the same regularisation."
    document = net(LAYERS, l2=0.3)
    assert otherwise(document, "Squared error without ½") == told
    plain, share = gradients(net(LAYERS)), gradients(document) - gradients(net(LAYERS))
    assert gradients(net(LAYERS, l2=0.3, cost="half_squared_error")) == pytest.approx(plain / 2 + share, rel=1e-12)


@pytest.mark.parametrize("cost", ["mean_squared_error", "mean_absolute_error", "huber"])
def test_the_mean_over_outputs(cost: str) -> None:
    told = "As a sum each gradient would be 2 times as large, and 1/2 of the learning rate would make the same steps."
    assert otherwise(net(LAYERS, cost=cost), "The cost of a sample is the mean over its 2 outputs.") == told
    assert said(net("x -> y", cost=cost), "The cost of a sample is the mean") is None


def test_the_mean_squared_error_as_a_sum_is_the_squared_error() -> None:
    assert gradients(net(LAYERS)) == pytest.approx(2 * gradients(net(LAYERS, cost="mean_squared_error")), rel=1e-14)


def test_the_mean_over_the_batch() -> None:
    document = net(LAYERS, rows=4, learning_rate=0.1)
    told = "As their sum each gradient would be 4 times as large, and 1/4 of the learning rate would make the same steps."
    assert otherwise(document, "The gradient is the mean over the batch's 4 samples.") == told
    assert document.data is not None
    table = document.data.train.take(np.arange(4))
    alone = [replace(document, data=replace(document.data, train=Rows.of(table[row : row + 1], 4))) for row in range(4)]
    assert 4 * gradients(document) == pytest.approx(sum(gradients(each) for each in alone), rel=1e-12)
    assert said(alone[0], "The gradient is the mean") is None


def test_all_are_updated_together_where_there_is_anything_behind_an_output() -> None:
    document = net("x1 x2 -> h1 h2 -> y", learning_rate=0.5)
    told = "With the output's weights updated first, the deltas behind them would be no longer the gradient's."
    assert otherwise(document, "All parameters are updated together, from the gradients of the same pass.") == told
    assert said(net("x1 x2 -> y"), "All parameters") is None
    before = situation_of(document)
    after = {edge: before.values.of("new_weight", edge) for edge in ("h1_y", "h2_y")}
    edges = tuple(replace(edge, weight=after.get(edge.id) or edge.weight) for edge in document.network.edges)
    updated_first = situation_of(replace(document, network=replace(document.network, edges=edges)))
    slope, error = before.slope("h1").value, before.delta("y").value
    assert slope is not None
    assert error is not None
    assert slope * updated_first.moment.weights["h1_y"] * error != pytest.approx(before.delta("h1").value, rel=1e-6)


def test_biases_are_said_to_be_updated_frozen_or_some_of_each() -> None:
    free = net("x -> h -> y", learning_rate=0.5)
    all_frozen = with_frozen(free, "h", "y")
    one_frozen = with_frozen(free, "h")
    assert otherwise(free, "Biases are updated like weights.") == "Frozen, they would stay, and the weights learn alone."
    assert otherwise(all_frozen, "Biases are frozen: they take part, but aren't updated.") == "Unfrozen, each would change by −η ∂C/∂b."
    assert otherwise(one_frozen, "1 of 2 biases are frozen; the others are updated like weights.").startswith("Unfrozen")
    assert not [each for each in conventions(situation_of(net("x -> y", biases=False))) if "iases" in each.holds]
    start = situation_of(free).moment
    assert situation_of(all_frozen, 1).moment.biases == start.biases
    changed = {node: bias - 0.5 * start.bias_gradients[node] for node, bias in start.biases.items()}
    assert situation_of(free, 1).moment.biases == pytest.approx(changed, rel=1e-12)


@pytest.mark.parametrize(
    ("activation", "holds", "slope"), [("relu", "ReLU′(0) = 0.", 0.0), ("leaky_relu", "The slope of leaky ReLU at 0 is 0.01.", 0.01)]
)
def test_a_corner_is_named_where_there_is_one(activation: str, holds: str, slope: float) -> None:
    document = net("x -> h -> y", activation=activation, biases=False, rows=[[0.0, 1.0]])
    assert said(document, holds) is not None
    assert situation_of(document).slope("h").value == slope
    assert said(net("x -> h -> y"), holds) is None


def test_the_corners_of_the_absolute_error_and_of_l1() -> None:
    document = net("x -> y", biases=False, rows=[[0.0, 0.0]], cost="mean_absolute_error")
    assert otherwise(document, "The derivative of |a − y| at 0 is 0.") == "Any value from −1 to 1 would do."
    assert situation_of(document).output_gradient("y").value == 0.0
    edges = tuple(replace(edge, weight=0.0) for edge in document.network.edges)
    at_zero = replace(net("x -> y", biases=False, rows=[[0.0, 0.0]], l1=0.7), network=replace(document.network, edges=edges))
    assert otherwise(at_zero, "l1: the derivative of |w| at 0 is 0.") == "Any value from −1 to 1 would do."
    assert situation_of(at_zero).moment.weight_gradients["x_y"] == 0.0


def test_the_half_of_l2_and_that_biases_are_left_out() -> None:
    document, plain = net("x -> y", l2=0.3), net("x -> y")
    assert otherwise(document, "l2: the cost has (l2/2)·w², so the gradient has l2·w; biases are left out.").startswith(
        "Without ½ the share"
    )
    with_it, without = situation_of(document).moment, situation_of(plain).moment
    assert with_it.weight_gradients["x_y"] - without.weight_gradients["x_y"] == pytest.approx(0.3 * without.weights["x_y"], rel=1e-12)
    assert with_it.bias_gradients == without.bias_gradients
    assert with_it.batch_cost - without.batch_cost == pytest.approx(0.15 * without.weights["x_y"] ** 2, rel=1e-9)


def test_every_page_says_whose_sign_delta_has() -> None:
    document = net("x -> y", rows=1)
    assert "call −δ the error" in otherwise(document, "δ is ∂C/∂z.")
    program = compile_document(document)
    assert isinstance(program, Program)
    run = Run(Engine(program))
    moment = run.moment(0, 0)
    assert moment.shown.deltas["y"] == pytest.approx(2 * (moment.shown.activations["y"] - moment.shown.targets["y"]), rel=1e-14)
