"""The check itself: it holds for what backpropagation computes, sees a derivative that is wrong, and knows a kink."""

import math
from dataclasses import replace

import numpy as np
import pytest

from bpdesk.engine.gradient_check import Verdict, check_gradient
from bpdesk.engine.program import Floats, Program, compile_document
from bpdesk.engine.regime import Regime
from bpdesk.engine.step import Engine
from bpdesk.model.document import Document
from tests.builders import net


class Skewed(Engine):
    """An engine whose backpropagation is wrong by one part in a thousand for the first parameter."""

    def gradient(self, regime: Regime, parameters: Floats, rows: np.ndarray[tuple[int], np.dtype[np.int64]]) -> tuple[float, Floats]:
        cost, gradient = super().gradient(regime, parameters, rows)
        gradient[0] *= 1.001
        return cost, gradient


def program_of(document: Document) -> Program:
    program = compile_document(document)
    assert isinstance(program, Program)
    return program


def verdicts(document: Document, engine: type[Engine] = Engine) -> list[Verdict]:
    program = program_of(document)
    found = check_gradient(engine(program), Regime.at_start(program), program.start)
    return [comparison.verdict for comparison in found.comparisons]


@pytest.mark.parametrize("batch_size", [None, 2])
def test_every_derivative_of_a_smooth_network_agrees(batch_size: int | None) -> None:
    source = net("x1 x2 -> h1 h2 -> y1 y2", seed=4, activation="tanh", rows=5, batch_size=batch_size, l1=0.01, l2=0.1)
    assert verdicts(source) == [Verdict.AGREES] * 12


def test_a_wrong_derivative_is_seen() -> None:
    assert verdicts(net("x -> h -> y", seed=2), Skewed) == [Verdict.DIFFERS, *[Verdict.AGREES] * 3]


def test_a_kink_is_no_disagreement() -> None:
    source = net("x -> y", biases=False, rows=[[1.0, 0.5]], cost="mean_absolute_error")
    (edge,) = source.network.edges
    at_kink = replace(source, network=replace(source.network, edges=(replace(edge, weight=0.5 + 1e-7),)))
    program = program_of(at_kink)
    found = check_gradient(Engine(program), Regime.at_start(program), program.start)
    assert [comparison.verdict for comparison in found.comparisons] == [Verdict.KINK]
    assert found.holds


def test_a_corner_whose_slopes_have_the_derivative_as_their_mean_is_a_kink() -> None:
    """|x w − y| at 0: −1 at one side and 1 at the other, 0 is taken and found; and a steep but smooth cost is none."""
    source = net("x -> y", biases=False, rows=[[1.0, 0.5]], cost="mean_absolute_error")
    (edge,) = source.network.edges
    assert verdicts(replace(source, network=replace(source.network, edges=(replace(edge, weight=0.5),)))) == [Verdict.KINK]
    steep = net("x -> y", biases=False, rows=[[300.0, 0.5]])
    (edge,) = steep.network.edges
    assert verdicts(replace(steep, network=replace(steep.network, edges=(replace(edge, weight=0.5 / 300),)))) == [Verdict.AGREES]


def test_frozen_parameters_are_compared_too() -> None:
    source = net("x -> h -> y", seed=1)
    frozen = tuple(replace(edge, frozen=True) for edge in source.network.edges)
    assert verdicts(replace(source, network=replace(source.network, edges=frozen))) == [Verdict.AGREES] * 4


def test_a_cost_that_isnt_finite_compares_nothing() -> None:
    program = program_of(net("x -> y", rows=[[1e200, 0.0]]))
    found = check_gradient(Engine(program), Regime.at_start(program), program.start)
    assert math.isinf(found.cost)
    assert found.comparisons == ()
    assert not found.holds


def test_a_cost_that_overflows_nearby_cant_be_compared() -> None:
    source = net("x -> y", biases=False, rows=[[1e154, 0.0]])
    (edge,) = source.network.edges
    near = replace(source, network=replace(source.network, edges=(replace(edge, weight=1.3407807),)))
    program = program_of(near)
    found = check_gradient(Engine(program), Regime.at_start(program), program.start)
    assert math.isfinite(found.cost)
    assert [comparison.verdict for comparison in found.comparisons] == [Verdict.NOT_FINITE]
    assert not found.holds
