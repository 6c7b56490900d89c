"""Every activation's value and slope in the kernel, against the math module, over −40 … 40 and at special points."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from bpdesk.engine.program import Program, Samples
from bpdesk.engine.regime import Regime
from bpdesk.model.catalogue import ACTIVATION_NAMES, SOFTMAX
from tests.builders import net
from tests.engine.kernel_values import activated, engine_of, traced, unit
from tests.engine.reference import ACTIVATIONS, sigmoid

POINTS = [*np.linspace(-40, 40, 1601).tolist(), -1e-9, 1e-9, -1e-300, 5e-324, 0.625, -0.625, 0.6249999, 100.0, -100.0]


def _normal(z: float) -> float:
    return math.exp(-z * z / 2) / math.sqrt(2 * math.pi)


SLOPES: dict[str, Callable[[float], float]] = {
    "linear": lambda z: 1.0,
    "sigmoid": lambda z: sigmoid(z) * sigmoid(-z),
    "tanh": lambda z: 1 / math.cosh(z) ** 2,
    "relu": lambda z: 1.0 if z > 0 else 0.0,
    "leaky_relu": lambda z: 1.0 if z > 0 else 0.01,
    "elu": lambda z: 1.0 if z > 0 else math.exp(z),
    "softplus": sigmoid,
    "silu": lambda z: sigmoid(z) + z * sigmoid(z) * sigmoid(-z),
    "gelu": lambda z: math.erfc(-z / math.sqrt(2)) / 2 + z * _normal(z),
    "sin": math.cos,
}


def test_every_activation_but_softmax_has_a_reference() -> None:
    assert set(SLOPES) == set(ACTIVATIONS) == set(ACTIVATION_NAMES) - {SOFTMAX}


@pytest.mark.parametrize("activation", SLOPES)
def test_values_and_slopes_are_those_of_the_formula(activation: str) -> None:
    values, slopes = activated(activation, POINTS)
    for z, value, slope in zip(POINTS, values, slopes, strict=True):
        lost = max(1.0, z * z / 4) if activation == "gelu" else 1.0  # the tail of erfc magnifies its argument's rounding
        assert value == pytest.approx(ACTIVATIONS[activation](z), rel=1e-14 * lost, abs=1e-300), z
        assert slope == pytest.approx(SLOPES[activation](z), rel=2e-13, abs=1e-16), z


@pytest.mark.parametrize(
    ("activation", "at", "value", "slope"),
    [
        ("relu", 0.0, 0.0, 0.0),
        ("relu", -0.0, 0.0, 0.0),
        ("leaky_relu", 0.0, 0.0, 0.01),
        ("leaky_relu", -3.0, -0.03, 0.01),
        ("elu", 0.0, 0.0, 1.0),
        ("sigmoid", 0.0, 0.5, 0.25),
        ("sigmoid", 1000.0, 1.0, 0.0),
        ("sigmoid", -1000.0, 0.0, 0.0),
        ("tanh", 0.0, 0.0, 1.0),
        ("tanh", 1000.0, 1.0, 0.0),
        ("tanh", -1000.0, -1.0, 0.0),
        ("elu", -1000.0, -1.0, 0.0),
        ("softplus", 1000.0, 1000.0, 1.0),
        ("softplus", -1000.0, 0.0, 0.0),
        ("silu", -1000.0, 0.0, 0.0),
        ("silu", 1000.0, 1000.0, 1.0),
        ("gelu", -1000.0, 0.0, 0.0),
        ("gelu", 1000.0, 1000.0, 1.0),
        ("sin", 0.0, 0.0, 1.0),
        ("linear", -1e308, -1e308, 1.0),
    ],
)
def test_special_points(activation: str, at: float, value: float, slope: float) -> None:
    assert activated(activation, [at]) == ([value], [slope])


@pytest.mark.parametrize("activation", SLOPES)
def test_not_a_number_stays_one_whatever_the_activation(activation: str) -> None:
    engine = engine_of(unit(net("x -> y", output=activation, biases=False)))
    program = engine.program
    assert isinstance(program, Program)
    table = np.array([[math.nan]])
    table.flags.writeable = False
    samples = Samples(table, program.train.targets[:1])
    assert math.isnan(engine.trace(Regime.at_start(program), program.start, samples, np.zeros(1, np.int64)).activations[1, 0])


@pytest.mark.parametrize("scores", [[1.0, 2.0, -1.0], [1000.0, 999.0, -1000.0], [-1000.0, -1000.0, -1000.0], [1e308, -1e308, 0.0]])
def test_softmax_is_a_share_of_the_sum_however_large_the_scores(scores: list[float]) -> None:
    document = net("x1 x2 x3 -> y1 y2 y3", output=SOFTMAX, biases=False, rows=[[*scores, 0.0, 1.0, 0.0]])
    edges = tuple(edge for edge in document.network.edges if edge.source[1] == edge.target[1])
    document = unit(replace(document, network=replace(document.network, edges=edges)))
    shares = [math.exp(score - max(scores)) for score in scores]
    passed = traced(document)
    values = passed.activations[3:, 0].tolist()
    assert values == pytest.approx([share / sum(shares) for share in shares], rel=1e-14)
    assert passed.slopes[3:, 0].tolist() == pytest.approx([a * (1 - a) for a in values], rel=1e-12)
