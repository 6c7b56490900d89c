"""The line of the derivative: its factors multiply to the sample's own derivative, and its gradient is the engine's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpdesk.engine.moment import Moment
from bpdesk.engine.program import Program, compile_document
from bpdesk.engine.step import Engine
from bpdesk.explain.derivative import derivative
from bpdesk.files.examples import load_example
from bpdesk.model.catalogue import COST_NAMES
from bpdesk.model.document import Document
from bpdesk.training.run import Run
from tests.builders import net, one_weight


def moment_of(document: Document, iterations: int = 0, row: int = 0) -> Moment:
    program = compile_document(document)
    assert isinstance(program, Program)
    run = Run(Engine(program))
    run.advance(iterations)
    return run.moment(run.newest, row)


def test_the_posts_first_derivative() -> None:
    document = one_weight()
    line = derivative(document, moment_of(document), "weight", document.network.edges[0].id)
    assert [factor.role for factor in line.factors] == ["backward", "slope", "forward"]
    assert line.factors[0].value == pytest.approx(2 * (5.7 * -23.1 - 50.1), rel=1e-15)
    assert [part.value for part in line.factors[0].parts] == [pytest.approx(-131.67, rel=1e-15), 50.1]
    assert line.factors[2].parts[0].is_given
    assert line.gradient == pytest.approx(-2072.178, rel=1e-12)
    assert line.is_product_alone


@given(
    seed=st.integers(0, 10_000),
    cost=st.sampled_from([name for name in COST_NAMES if "entropy" not in name]),
    output=st.sampled_from(["linear", "tanh", "sigmoid", "softmax"]),
)
def test_factors_multiply_to_the_samples_own_derivative(seed: int, cost: str, output: str) -> None:
    """With one row the batch's gradient is the sample's own, which the engine computes another way round."""
    document = net("x1 x2 -> h1 h2 -> y1 y2", seed=seed, activation="tanh", output=output, rows=1, cost=cost)
    moment = moment_of(document)
    for edge in document.network.edges:
        line = derivative(document, moment, "weight", edge.id)
        assert line.product == pytest.approx(moment.weight_gradients[edge.id], rel=1e-12, abs=1e-300)
        assert line.is_product_alone
    for node in document.network.biased:
        line = derivative(document, moment, "bias", node.id)
        assert line.product == pytest.approx(moment.bias_gradients[node.id], rel=1e-12, abs=1e-300)


def test_the_mean_over_a_batch_is_named_with_its_samples() -> None:
    document = net("x -> y", seed=3, rows=10, batch_size=4)
    lines = [derivative(document, moment_of(document, row=row), "weight", "x_y") for row in range(10)]
    assert {line.samples for line in lines} == {4}
    assert [line.in_batch for line in lines] == [True] * 4 + [False] * 6
    assert lines[0].gradient == pytest.approx(sum(line.product for line in lines[:4]) / 4, rel=1e-12)
    assert not lines[0].is_product_alone


def test_regularisation_is_told_apart() -> None:
    document = net("x -> y", seed=3, rows=1, l1=0.25, l2=0.5)
    moment = moment_of(document)
    line = derivative(document, moment, "weight", "x_y")
    weight = moment.weights["x_y"]
    assert line.regularisation == pytest.approx(0.25 * (1 if weight > 0 else -1) + 0.5 * weight, rel=1e-15)
    assert line.gradient == pytest.approx(line.product + line.regularisation, rel=1e-12)


@pytest.mark.parametrize("name", ["chain-of-two", "layered", "xor", "mazur", "han-kamber"])
def test_a_hidden_weight_comes_through_its_delta(name: str) -> None:
    document = load_example(name)
    moment = moment_of(document, iterations=2)
    hidden = {node.id for node in document.network.nodes if node.kind == "hidden"}
    edges = [edge for edge in document.network.edges if edge.target in hidden]
    assert edges
    for edge in edges:
        line = derivative(document, moment, "weight", edge.id)
        assert [factor.role for factor in line.factors] == ["backward", "forward"]
        assert line.factors[0].value == moment.shown.deltas[edge.target]
