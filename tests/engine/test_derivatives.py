"""Backward equals central differences of the reference's cost, on random acyclic networks: each activation with each cost."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpdesk.engine.program import Program, compile_document
from bpdesk.engine.regime import Regime
from bpdesk.engine.step import Engine
from bpdesk.model.catalogue import ACTIVATION_NAMES, COST_NAMES
from bpdesk.model.document import Document
from tests.builders import net
from tests.engine import reference
from tests.engine.random_networks import documents

_STEPS = (6e-6, 6e-5)
"""The usual one, and one for where 1 less an output is so little that its rounding shows in the cost."""
_EXAMPLES = max(8, settings().max_examples // 4)


def _engine(document: Document) -> Engine:
    program = compile_document(document)
    assert isinstance(program, Program)
    return Engine(program)


def _agrees(analytic: float, before: float, at: float, after: float, step: float, largest: float) -> bool:
    """The rule of `bpdesk check`: central difference, or between the one-sided ones where the cost has a kink."""
    scale = max(abs(analytic), 1e-3 * largest)
    central = (after - before) / (2 * step)
    if abs(analytic - central) <= 1e-5 * scale + 1e-9 * max(1.0, abs(at)):
        return True
    low, high = sorted([(at - before) / step, (after - at) / step])
    return low - 1e-4 * scale <= analytic <= high + 1e-4 * scale and high - low > 1e-4 * scale


@pytest.mark.parametrize("cost", COST_NAMES)
@pytest.mark.parametrize("activation", ACTIVATION_NAMES)
@settings(max_examples=_EXAMPLES)
@given(data=st.data())
def test_gradients_are_central_differences(activation: str, cost: str, data: st.DataObject) -> None:
    document = data.draw(documents(activation, cost))
    rows = data.draw(st.lists(st.integers(0, len(document.data.train) - 1), min_size=1, unique=True)) if document.data else []
    engine = _engine(document)
    start = reference.start_of(document)
    cost_there, gradient = engine.gradient(Regime.at_start(engine.program), engine.program.start, np.array(rows, np.int64))
    at = reference.cost(document, start, rows)
    assert cost_there == pytest.approx(at, rel=1e-12, abs=1e-13)
    largest = float(np.abs(gradient).max(initial=0.0))
    for name, analytic in zip(start.names, gradient.tolist(), strict=True):
        step = 6e-6 * max(1.0, abs(start[name]))
        before, after = (reference.cost(document, start.moved(name, by), rows) for by in (-step, step))
        assert _agrees(analytic, before, at, after, step, largest), (name, analytic, before, at, after)


@given(document=documents())
def test_a_trace_holds_each_value_and_delta_of_the_pass(document: Document) -> None:
    engine = _engine(document)
    program, start = engine.program, reference.start_of(document)
    assert document.data is not None
    everything = np.arange(len(program.train), dtype=np.int64)
    traced = engine.trace(Regime.at_start(program), program.start, program.train, everything)
    index = {name: place for place, name in enumerate(program.node_ids)}
    for row in everything.tolist():
        raw = document.data.train[row]
        expected = reference.sample(document, start, raw)
        assert traced.costs[row] == pytest.approx(expected.cost, rel=1e-12, abs=1e-13)
        for name, value in expected.a.items():
            assert traced.activations[index[name], row] == pytest.approx(value, rel=1e-12, abs=1e-14)
        for name, value in expected.z.items():
            assert traced.pre_activations[index[name], row] == pytest.approx(value, rel=1e-12, abs=1e-14)
        deltas = {name: float(traced.deltas[index[name], row]) for name in expected.z}
        for name, delta in deltas.items():
            largest = max(map(abs, deltas.values()))
            costs = {step: [reference.sample(document, start, raw, {name: by}).cost for by in (-step, step)] for step in _STEPS}
            assert any(_agrees(delta, before, expected.cost, after, step, largest) for step, (before, after) in costs.items()), (
                name,
                delta,
            )


@given(document=documents())
def test_gradients_are_the_means_of_deltas_and_what_they_meet(document: Document) -> None:
    engine = _engine(document)
    program, training = engine.program, document.training
    everything = np.arange(len(program.train), dtype=np.int64)
    regime = Regime.at_start(program)
    traced = engine.trace(regime, program.start, program.train, everything)
    gradient = program.by_parameter(engine.gradient(regime, program.start, everything)[1])
    index = {name: place for place, name in enumerate(program.node_ids)}
    for node, value in gradient.biases.items():
        assert value == pytest.approx(float(traced.deltas[index[node]].mean()), rel=1e-10, abs=1e-13)
    for edge in document.network.edges:
        mean = float((traced.deltas[index[edge.target]] * traced.activations[index[edge.source]]).mean())
        expected = mean + training.l1 * float(np.sign(edge.weight)) + training.l2 * edge.weight
        assert gradient.edges[edge.id] == pytest.approx(expected, rel=1e-10, abs=1e-13)


@given(document=documents())
def test_frozen_parameters_have_their_gradients_too(document: Document) -> None:
    engine = _engine(document)
    program = engine.program
    everything = np.arange(len(program.train), dtype=np.int64)
    thawed = Regime(program.training, np.zeros(program.parameter_count, np.bool_))
    frozen = Regime(program.training, np.ones(program.parameter_count, np.bool_))
    assert engine.gradient(thawed, program.start, everything)[1].tolist() == engine.gradient(frozen, program.start, everything)[1].tolist()


def test_a_weight_of_zero_has_no_share_of_the_absolute_penalty() -> None:
    document = net("x -> y", biases=False, rows=[[0.0, 0.0]], l1=0.5)
    engine = _engine(document)
    regime = Regime.at_start(engine.program)
    rows = np.zeros(1, np.int64)
    slopes = [engine.gradient(regime, np.array([weight]), rows)[1].item() for weight in (-2.0, -0.0, 0.0, 2.0)]
    assert slopes == [-0.5, 0.0, 0.0, 0.5]
