"""Each line of each derivation evaluates to the engine's value, on random networks: softmax, skips and outputs that feed on included."""

import math
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpdesk.explain import batch_mean, chain_rule
from bpdesk.explain.derivation import Derivation
from bpdesk.explain.formula import Call, Expression, Fraction, Negative, Power, Product, Sum
from bpdesk.explain.printing import text
from bpdesk.explain.situation import Situation
from bpdesk.explain.update_rules import update
from bpdesk.model.catalogue import ACTIVATION_NAMES, COST_NAMES, OPTIMIZER_NAMES, SOFTMAX
from bpdesk.model.document import Document
from tests.builders import net
from tests.engine.random_networks import documents
from tests.explain.situations import situation_of


def size(expression: Expression) -> float:
    """What rounding is measured against: the largest sum of magnitudes on the way to the value."""
    if isinstance(expression, Sum):
        return sum(map(size, expression.terms))
    if isinstance(expression, Product):
        return math.prod(map(size, expression.factors))
    if isinstance(expression, Negative):
        return size(expression.of)
    if isinstance(expression, Power):
        return size(expression.base) ** expression.exponent
    if isinstance(expression, Fraction):
        below = expression.below.value
        assert below is not None
        return size(expression.above) * size(expression.below) / (below * below) if below else 0.0
    value = expression.value
    assert value is not None
    if isinstance(expression, Call):
        return max(abs(value), size(expression.argument), size(expression.argument) / abs(expression.argument.value or 1.0))
    return abs(value)


def assert_holds(derivation: Derivation) -> None:
    wanted = derivation.left.value
    assert wanted is not None
    for line in derivation.lines:
        value = line.expression.value
        if value is None:  # the rule in general: a sum over all samples
            assert not line.in_numbers
            continue
        assert value == pytest.approx(wanted, rel=1e-12, abs=1e-12 * size(line.expression)), derivation.left.tex


def derivations(situation: Situation) -> Iterator[Derivation]:
    network = situation.network
    yield batch_mean.sample_cost(situation)
    yield batch_mean.batch_cost(situation)
    for edge in network.edges:
        yield chain_rule.derivative_by_weight(situation, edge.id)
        yield batch_mean.gradient(situation, "weight", edge.id)
        yield from update(situation, "weight", edge.id)
    for node in network.biased:
        yield chain_rule.derivative_by_bias(situation, node.id)
        yield batch_mean.gradient(situation, "bias", node.id)
        yield from update(situation, "bias", node.id)
    for node in network.nodes:
        if node.kind != "input":
            yield chain_rule.delta(situation, node.id)
            if node.activation != SOFTMAX:
                yield chain_rule.slope(situation, node.id)
    for node in network.outputs:
        yield chain_rule.output_gradient(situation, node.id)


@given(data=st.data(), document=documents())
def test_every_line_evaluates_to_the_engines_value(data: st.DataObject, document: Document) -> None:
    assert document.data is not None
    situation = situation_of(document, data.draw(st.integers(0, 3)), data.draw(st.integers(0, len(document.data.train) - 1)))
    for derivation in derivations(situation):
        assert_holds(derivation)


@pytest.mark.parametrize("activation", ACTIVATION_NAMES)
def test_each_activation(activation: str) -> None:
    @given(documents(activation=activation, most_rows=2))
    def check(document: Document) -> None:
        for derivation in derivations(situation_of(document)):
            assert_holds(derivation)

    check()


@pytest.mark.parametrize("cost", COST_NAMES)
def test_each_cost(cost: str) -> None:
    @given(documents(cost=cost, most_rows=2))
    def check(document: Document) -> None:
        for derivation in derivations(situation_of(document)):
            assert_holds(derivation)

    check()


@pytest.mark.parametrize("optimizer", OPTIMIZER_NAMES)
def test_each_optimizer_with_its_memory(optimizer: str) -> None:
    @given(documents(optimizer=optimizer, most_rows=2), st.integers(0, 4))
    def check(document: Document, iterations: int) -> None:
        situation = situation_of(document, iterations)
        for edge in document.network.edges:
            rules = update(situation, "weight", edge.id)
            assert bool(rules) != edge.frozen
            for derivation in rules:
                assert_holds(derivation)

    check()


@given(documents())
def test_the_gradient_of_the_batch_is_the_engines(document: Document) -> None:
    situation = situation_of(document)
    for edge in document.network.edges:
        derivation = batch_mean.gradient(situation, "weight", edge.id)
        assert derivation.left.value == situation.moment.weight_gradients[edge.id]
        assert derivation.lines[-1].in_numbers


def test_a_cross_entropy_writes_each_output_also_where_its_target_is_nothing() -> None:
    document = net("x -> c1 c2", output="softmax", cost="cross_entropy", rows=[[0.5, 1, 0]])
    situation = situation_of(document)
    derivation = batch_mean.sample_cost(situation)
    assert text(derivation.printed(3)[0]) == "−y₁ · ln(c1) − y₂ · ln(c2)"
    assert "0.0 · ln(" in text(derivation.printed(3)[1])
    assert derivation.lines[0].expression.value == pytest.approx(situation.values.row.cost, rel=1e-14)
    sure = net("x -> y", output="sigmoid", cost="binary_cross_entropy", biases=False, rows=[[1000.0, 1.0]], seed=1)
    edges = tuple(replace(edge, weight=1.0) for edge in sure.network.edges)
    told = batch_mean.sample_cost(situation_of(replace(sure, network=replace(sure.network, edges=edges))))
    assert told.lines[0].expression.value == 0.0
