"""What is said of a gradient is true: also where the cost has a kink, held against the cost on both sides of it."""

from dataclasses import replace

import pytest

from bpdesk.engine.gradient_check import Verdict, check_parameter
from bpdesk.engine.program import Program, compile_document
from bpdesk.engine.regime import Regime
from bpdesk.engine.step import Engine
from bpdesk.explain.check import verdict
from bpdesk.explain.kinks import kink
from bpdesk.explain.meaning import of_gradient
from bpdesk.explain.page import Words
from bpdesk.explain.solution import solution
from bpdesk.model.document import Document
from bpdesk.model.network import Bias
from tests.builders import net
from tests.engine import reference
from tests.explain.situations import situation_of


def with_parameters(document: Document, weights: dict[str, float], biases: dict[str, float]) -> Document:
    network = document.network
    edges = tuple(replace(edge, weight=weights.get(edge.id, edge.weight)) for edge in network.edges)
    nodes = tuple(replace(node, bias=Bias(biases[node.id]) if node.id in biases else node.bias) for node in network.nodes)
    return replace(document, network=replace(network, nodes=nodes, edges=edges))


def cost(document: Document) -> float:
    point, rows = reference.start_of(document), document.data.train  # type: ignore[union-attr]  # has data
    return sum(reference.sample(document, point, row).cost for row in rows) / len(rows)


@pytest.mark.parametrize(("activation", "bias"), [("relu", -1.0), ("leaky_relu", -1.0), ("relu", -0.5)])
def test_at_a_kink_no_direction_is_promised(activation: str, bias: float) -> None:
    """h = ReLU(x w + b) of x = 1 and w = 1 is at its kink for b = −1; for b = −0.5 the slope on both sides is the same."""
    document = net("x -> h -> y", rows=[[1.0, 0.7]], activation=activation)

    def at(w: float) -> Document:
        return with_parameters(document, {"x_h": w, "h_y": 1.0}, {"h": bias, "y": 0.0})

    words = of_gradient(situation_of(at(1.0)), "weight", "x_h")
    step = 1e-6
    left, right = (cost(at(1.0)) - cost(at(1.0 - step))) / step, (cost(at(1.0 + step)) - cost(at(1.0))) / step
    has_kink = abs(left - right) > 0.1
    assert has_kink == (bias == -1.0)
    assert ("kink" in words) == has_kink
    assert ("gives a smaller cost" in words) == (not has_kink)


def test_a_kink_that_the_parameter_does_not_move_is_left_out() -> None:
    document = with_parameters(net("x1 x2 -> h -> y", rows=[[1.0, 0.0, 0.7]], activation="relu"), {"x1_h": 1.0}, {"h": -1.0})
    situation = situation_of(document)
    assert "kink" in of_gradient(situation, "weight", "x1_h")
    assert "kink" in of_gradient(situation, "bias", "h")
    assert "kink" not in of_gradient(situation, "weight", "x2_h")
    assert "kink" not in of_gradient(situation, "bias", "y")


@pytest.mark.parametrize("rows", [3, 400])
def test_a_kink_in_a_row_that_is_not_shown_is_told_with_its_row(rows: int) -> None:
    """In the last row of the batch, also where that is not among those whose values are held."""
    table = [[0.5 + k / 1000, 0.7] for k in range(rows - 1)] + [[-1.0, 0.7]]
    document = with_parameters(net("x -> h -> y", rows=table, activation="relu"), {"x_h": 1.0, "h_y": 1.0}, {"h": 1.0, "y": 0.0})
    situation = situation_of(document)
    assert f"z_h = 0 in row {rows}, where the cost may have a kink" in of_gradient(situation, "weight", "x_h")
    program = compile_document(document)
    assert isinstance(program, Program)
    compared = check_parameter(Engine(program), Regime.at_start(program), program.start, situation.moment.batch, 0)
    told = verdict(compared, kink(situation, "weight", "x_h"))
    assert compared.verdict is Verdict.KINK
    assert f"as z_h = 0 in row {rows}" in told
    assert "kink" not in of_gradient(situation, "bias", "y")


def test_the_kinks_of_the_absolute_error_and_of_l1_are_told() -> None:
    exact = with_parameters(net("x -> y", rows=[[1.0, 2.0]], cost="mean_absolute_error"), {"x_y": 2.0}, {"y": 0.0})
    assert "Here y = y^*, where the cost may have a kink" in of_gradient(situation_of(exact), "weight", "x_y")
    at_zero = with_parameters(net("x -> y", rows=[[1.0, 2.0]], l1=0.1), {"x_y": 0.0}, {"y": 0.0})
    assert "x_y = 0" in of_gradient(situation_of(at_zero), "weight", "x_y")
    assert "kink" not in of_gradient(situation_of(at_zero), "bias", "y")


@pytest.mark.parametrize(("weight", "told"), [(-1.0, "The cost is undefined here"), (0.0, "The cost is not finite here")])
def test_where_the_cost_is_not_finite_no_slope_is_told_and_no_update(weight: float, told: str) -> None:
    """ln(−1) is undefined, and −ln 0 infinite; the update that would follow from the gradient is finite for −1."""
    document = with_parameters(net("x -> y", rows=[[1.0, 0.5]], biases=False, cost="cross_entropy"), {"x_y": weight}, {})
    situation = situation_of(document)
    assert of_gradient(situation, "weight", "x_y") == f"{told}, so no update is made."
    update = next(section for section in solution(situation, "").sections if section.name == "update")
    assert [item.text for item in update.items if isinstance(item, Words)] == [f"{told}, so no update is made."]
