"""Costs at chosen points: the formula, its derivative, terms that are 0, and what stays finite at saturated outputs."""

import math
from dataclasses import replace

import pytest

from bpdesk.model.catalogue import SOFTMAX
from bpdesk.model.document import Document
from bpdesk.model.network import Bias
from tests.builders import net
from tests.engine.kernel_values import gradient_at_start, traced, unit


def _outputs(cost: str, activation: str, pairs: list[tuple[float, float]]) -> Document:
    """One row; output k has the pre-activation and the target of pair k."""
    inputs, outputs = [f"x{k}" for k in range(len(pairs))], [f"y{k}" for k in range(len(pairs))]
    row = [*(z for z, _ in pairs), *(y for _, y in pairs)]
    document = net(f"{' '.join(inputs)} -> {' '.join(outputs)}", output=activation, biases=True, rows=[row], cost=cost)
    edges = tuple(edge for edge in document.network.edges if edge.source[1:] == edge.target[1:])
    return unit(replace(document, network=replace(document.network, edges=edges)))


def _cost_and_deltas(document: Document) -> tuple[float, list[float]]:
    passed = traced(document)
    outputs = len(document.network.outputs)
    return float(passed.costs[0]), passed.deltas[-outputs:, 0].tolist()


@pytest.mark.parametrize(
    ("cost", "expected", "deltas"),
    [
        ("squared_error", 4.0 + 0.25, [4.0, -1.0]),
        ("half_squared_error", 2.0 + 0.125, [2.0, -0.5]),
        ("mean_squared_error", 2.0 + 0.125, [2.0, -0.5]),
        ("mean_absolute_error", 1.0 + 0.25, [0.5, -0.5]),
        ("huber", (1.5 + 0.125) / 2, [0.5, -0.25]),
    ],
)
def test_costs_of_errors(cost: str, expected: float, deltas: list[float]) -> None:
    assert _cost_and_deltas(_outputs(cost, "linear", [(3.0, 1.0), (0.5, 1.0)])) == (expected, deltas)


@pytest.mark.parametrize("cost", ["mean_absolute_error", "huber", "squared_error"])
def test_no_error_has_no_slope(cost: str) -> None:
    assert _cost_and_deltas(_outputs(cost, "linear", [(2.0, 2.0), (0.0, 0.0)])) == (0.0, [0.0, 0.0])


@pytest.mark.parametrize(("error", "cost", "delta"), [(1.0, 0.5, 1.0), (-1.0, 0.5, -1.0), (1.5, 1.0, 1.0), (-3.0, 2.5, -1.0)])
def test_huber_is_square_up_to_one_and_straight_beyond(error: float, cost: float, delta: float) -> None:
    assert _cost_and_deltas(_outputs("huber", "linear", [(error, 0.0)])) == (cost, [delta])


@pytest.mark.parametrize("cost", ["binary_cross_entropy", "cross_entropy"])
def test_entropy_of_an_activation_that_is_not_in_short_form(cost: str) -> None:
    found, deltas = _cost_and_deltas(_outputs(cost, "linear", [(0.3, 0.25)]))
    other = -0.75 * math.log(0.7) if cost == "binary_cross_entropy" else 0.0
    slope = 0.75 / 0.7 if cost == "binary_cross_entropy" else 0.0
    assert found == pytest.approx(-0.25 * math.log(0.3) + other, rel=1e-14)
    assert deltas == pytest.approx([-0.25 / 0.3 + slope], rel=1e-14)


@pytest.mark.parametrize(("a", "y"), [(0.0, 0.0), (1.0, 1.0)])
def test_a_term_whose_factor_is_0_is_0_whatever_the_logarithm(a: float, y: float) -> None:
    assert _cost_and_deltas(_outputs("binary_cross_entropy", "linear", [(a, y)])) == (0.0, [1.0 if y == 0.0 else -1.0])


@pytest.mark.parametrize("a", [0.0, -1.0])
def test_cross_entropy_leaves_out_outputs_whose_target_is_0(a: float) -> None:
    assert _cost_and_deltas(_outputs("cross_entropy", "linear", [(a, 0.0), (1.0, 1.0)])) == (0.0, [0.0, -1.0])


@pytest.mark.parametrize(
    ("z", "y", "cost", "delta"),
    [
        (1000.0, 1.0, 0.0, 0.0),
        (-1000.0, 1.0, 1000.0, -1.0),
        (1000.0, 0.0, 1000.0, 1.0),
        (-1000.0, 0.0, 0.0, 0.0),
        (1000.0, 0.25, 750.0, 0.75),
    ],
)
def test_binary_cross_entropy_of_a_saturated_sigmoid_stays_finite(z: float, y: float, cost: float, delta: float) -> None:
    document = _outputs("binary_cross_entropy", "sigmoid", [(z, y)])
    assert _cost_and_deltas(document) == (cost, [delta])
    assert gradient_at_start(document) == (cost, [delta * z, delta])


def test_cross_entropy_of_a_saturated_softmax_stays_finite() -> None:
    document = _outputs("cross_entropy", SOFTMAX, [(1000.0, 0.0), (-1000.0, 1.0), (0.0, 0.5)])
    assert _cost_and_deltas(document) == (2500.0, [1.5, -1.0, -0.5])
    cost, gradient = gradient_at_start(document)
    assert cost == 2500.0
    assert all(map(math.isfinite, gradient))


def test_softmax_deltas_with_cross_entropy_are_shares_of_all_targets() -> None:
    a = [share / (math.e + 2) for share in (math.e, 1.0, 1.0)]
    _, deltas = _cost_and_deltas(_outputs("cross_entropy", SOFTMAX, [(1.0, 0.5), (0.0, 2.0), (0.0, 0.0)]))
    assert deltas == pytest.approx([a[0] * 2.5 - 0.5, a[1] * 2.5 - 2.0, a[2] * 2.5], rel=1e-14)


def test_the_slope_of_the_cost_at_an_output_is_shown_also_for_short_forms() -> None:
    passed = traced(_outputs("binary_cross_entropy", "sigmoid", [(0.0, 1.0), (0.0, 0.25)]))
    assert passed.output_gradients[:, 0].tolist() == pytest.approx([-2.0, -0.5 + 1.5])


def test_regularisation_is_added_over_all_weights_and_no_bias() -> None:
    document = net("x -> y", rows=[[0.0, 0.0], [0.0, 0.0]], l1=0.5, l2=3.0)
    nodes = (document.network.nodes[0], replace(document.network.nodes[1], bias=Bias(2.0)))
    edges = (replace(document.network.edges[0], weight=-4.0, frozen=True),)
    document = replace(document, network=replace(document.network, nodes=nodes, edges=edges))
    assert gradient_at_start(document) == (4.0 + 2.0 + 24.0, [-0.5 - 12.0, 4.0])
