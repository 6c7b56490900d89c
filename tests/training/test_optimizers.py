"""Optimizers, batches, freezing and changes on the way, each against plain Python on one linear neuron."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpdesk.engine.program import Program, compile_document
from bpdesk.engine.step import Engine
from bpdesk.model.catalogue import OPTIMIZER_NAMES, optimizer_entry
from bpdesk.model.document import Document
from bpdesk.model.run_record import Change, training_after
from bpdesk.model.settings import Optimizer
from bpdesk.training.run import Run
from tests.builders import net
from tests.training.trained import Neuron, epoch_order

ROWS = [(0.5, 1.0), (-1.0, 0.25), (2.0, -0.75), (1.5, 0.5), (-0.25, -1.0), (0.75, 2.0), (-1.75, 0.0)]


def _document(optimizer: str = "gradient_descent", **training: Any) -> Document:
    document = net("x -> y", rows=[list(row) for row in ROWS], optimizer=optimizer)
    return replace(document, training=replace(document.training, **training))


def _run(document: Document, *changes: Change) -> Run:
    program = compile_document(document)
    assert isinstance(program, Program)
    return Run(Engine(program), changes)


def _neuron(document: Document) -> Neuron:
    bias = document.network.nodes[1].bias
    assert bias is not None
    return Neuron(ROWS, document.training, {"w": document.network.edges[0].weight, "b": bias.value})


def _assert_agrees(run: Run, neuron: Neuron) -> None:
    saved = run.saved_state()
    assert saved.parameters.edges["x_y"] == pytest.approx(neuron.parameters["w"], rel=1e-11, abs=1e-13)
    assert saved.parameters.biases["y"] == pytest.approx(neuron.parameters["b"], rel=1e-11, abs=1e-13)
    for slot, values in saved.memory.items():
        expected = neuron.memory.get(slot, {})
        assert values.edges["x_y"] == pytest.approx(expected.get("w", 0.0), rel=1e-11, abs=1e-13)
        assert values.biases["y"] == pytest.approx(expected.get("b", 0.0), rel=1e-11, abs=1e-13)


@pytest.mark.parametrize("frozen", ["none", "w", "b"])
@pytest.mark.parametrize("optimizer", OPTIMIZER_NAMES)
def test_each_optimizer_moves_as_its_formula_says(optimizer: str, frozen: str) -> None:
    document = _document(optimizer=optimizer, learning_rate=0.03, l1=0.01, l2=0.1)
    neuron = _neuron(document)
    change = Change(0, frozen_edges={"x_y": frozen == "w"}, frozen_biases={"y": frozen == "b"})
    neuron.frozen = {"w": frozen == "w", "b": frozen == "b"}
    run = _run(document, change)
    for _ in range(25):
        run.advance(1)
        neuron.step()
        _assert_agrees(run, neuron)


_SETTINGS = [
    ("momentum", {"momentum": 0.5}),
    ("momentum", {"momentum": 0.0}),
    ("nesterov", {"momentum": 0.3}),
    ("adagrad", {"epsilon": 0.5}),
    ("rmsprop", {"decay": 0.5, "epsilon": 0.25}),
    ("adam", {"beta1": 0.2, "beta2": 0.6, "epsilon": 0.125}),
    ("adam", {"beta1": 0.0, "beta2": 0.0, "epsilon": 1e-8}),
]


@pytest.mark.parametrize(("name", "settings"), _SETTINGS)
def test_each_setting_of_an_optimizer_counts(name: str, settings: dict[str, float]) -> None:
    document = _document(learning_rate=0.05)
    document = replace(document, training=replace(document.training, optimizer=Optimizer.of(name, **settings)))
    run, neuron = _run(document), _neuron(document)
    run.advance(15)
    for _ in range(15):
        neuron.step()
    _assert_agrees(run, neuron)


@pytest.mark.parametrize("optimizer", [name for name in OPTIMIZER_NAMES if optimizer_entry(name).memory])
def test_a_frozen_parameters_memory_stands_still_and_goes_on_from_there(optimizer: str) -> None:
    document = _document(optimizer=optimizer, learning_rate=0.03)
    neuron = _neuron(document)
    run = _run(document, Change(4, frozen_edges={"x_y": True}), Change(9, frozen_edges={"x_y": False}))
    for iteration in range(15):
        neuron.frozen["w"] = 4 <= iteration < 9
        run.advance(1)
        neuron.step()
        _assert_agrees(run, neuron)


def test_another_optimizer_starts_its_memory_and_adams_t_anew_other_settings_keep_them() -> None:
    document = _document(optimizer="adam", learning_rate=0.03)
    slower, other, again = Optimizer.of("adam", beta1=0.5), Optimizer.of("momentum"), Optimizer.of("adam")
    settings = {5: slower, 9: other, 13: again}
    run = _run(document, *(Change(at, {"optimizer": optimizer}) for at, optimizer in settings.items()))
    neuron = _neuron(document)
    steps = []
    for iteration in range(20):
        if iteration in settings:
            neuron.change(replace(neuron.training, optimizer=settings[iteration]))
        run.advance(1)
        neuron.step()
        steps.append(run.saved_state().steps)
        if iteration + 1 not in settings:  # there the run's memory is already the new one
            _assert_agrees(run, neuron)
    assert steps[:9] == [*range(1, 9), None]
    assert steps[12:] == [*range(8)]


def test_a_value_given_on_the_way_leaves_the_memory() -> None:
    document = _document(optimizer="momentum", learning_rate=0.03)
    run, neuron = _run(document, Change(3, edges={"x_y": 7.0}, biases={"y": -2.0})), _neuron(document)
    for iteration in range(8):
        if iteration == 3:
            neuron.parameters = {"w": 7.0, "b": -2.0}
        neuron.step()
    run.advance(8)
    _assert_agrees(run, neuron)


@pytest.mark.parametrize("shuffle", [False, True])
@pytest.mark.parametrize("size", [None, 1, 2, 3, 6, 7, 8, 1000])
def test_batches_come_in_the_order_of_the_format(size: int | None, shuffle: bool) -> None:
    document = _document(batch_size=size, shuffle=shuffle, seed=2**63 - 1, learning_rate=0.01)
    run, neuron = _run(document), _neuron(document)
    batches = []
    for _ in range(20):
        batches.append(run.engine.batch(run.regime_at(run.newest), run.state_at(run.newest)).tolist())
        run.advance(1)
        neuron.step()
        _assert_agrees(run, neuron)
    assert batches == neuron.batches
    assert run.batch_cost_curve().low.tolist() == pytest.approx(neuron.costs, rel=1e-11)


def test_every_epoch_takes_each_row_once_in_an_order_of_its_own() -> None:
    document = _document(batch_size=3, shuffle=True, seed=5)
    run = _run(document)
    taken: list[int] = []
    for _ in range(9):
        taken += run.engine.batch(run.regime_at(run.newest), run.state_at(run.newest)).tolist()
        run.advance(1)
    epochs = [taken[start : start + 7] for start in (0, 7, 14)]
    assert [sorted(epoch) for epoch in epochs] == [list(range(7))] * 3
    assert epochs == [epoch_order(5, epoch, 7) for epoch in range(3)]


_batching = st.fixed_dictionaries(
    {}, optional={"batch_size": st.none() | st.integers(1, 8), "shuffle": st.booleans(), "seed": st.integers(0, 3)}
)


@given(st.dictionaries(st.integers(0, 12), _batching, max_size=4), _batching)
def test_changed_batching_begins_a_new_epoch_and_epochs_count_on(changes: dict[int, dict[str, Any]], start: dict[str, Any]) -> None:
    document = _document(learning_rate=0.01, **start)
    run, neuron = _run(document, *(Change(at, changes[at]) for at in sorted(changes))), _neuron(document)
    batches = []
    for iteration in range(16):
        if iteration in changes:
            neuron.change(training_after(neuron.training, [Change(iteration, changes[iteration])]))
        batches.append(run.engine.batch(run.regime_at(iteration), run.state_at(iteration)).tolist())
        neuron.step()
        run.advance(1)
    assert batches == neuron.batches
    assert run.state_at(16).epoch == neuron.epoch
    _assert_agrees(run, neuron)


def test_a_whole_number_as_rate_gives_the_same_bits() -> None:
    whole, real = (_run(_document(learning_rate=rate)) for rate in (1, 1.0))
    whole.advance(3)
    real.advance(3)
    assert np.array_equal(whole.state_at(3).parameters, real.state_at(3).parameters)
