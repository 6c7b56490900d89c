"""The Hessian against closed forms and differences of an independent cost, and the bound against what training then does."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpdesk.engine.curvature import has_stable_rate, hessian_columns, largest_eigenvalue, stable_rate
from bpdesk.engine.program import Program, compile_document
from bpdesk.engine.regime import Regime
from bpdesk.engine.step import Engine
from bpdesk.model.document import Document
from bpdesk.model.settings import Optimizer
from bpdesk.training.run import Run
from tests.builders import net, one_weight
from tests.engine import reference


def started(document: Document) -> tuple[Engine, Regime]:
    program = compile_document(document)
    assert isinstance(program, Program)
    return Engine(program), Regime.at_start(program)


def eigenvalue(document: Document) -> float | None:
    engine, regime = started(document)
    return largest_eigenvalue(list(hessian_columns(engine, regime, engine.program.start)))


def test_where_the_cost_is_not_finite_nothing_is_told_and_nothing_complained_of() -> None:
    """Past the largest double both sides of the difference are ∞ (a warning would fail the test)."""
    engine, regime = started(one_weight())
    columns = list(hessian_columns(engine, regime, np.array([1e308, *engine.program.start[1:]])))
    assert largest_eigenvalue(columns) is None


def with_optimizer(document: Document, name: str, rate: float) -> Document:
    return replace(document, training=replace(document.training, optimizer=Optimizer.of(name), learning_rate=rate))


def test_the_posts_network_bends_by_twice_the_input_squared() -> None:
    engine, regime = started(one_weight())
    found = eigenvalue(one_weight())
    assert found == pytest.approx(2 * 5.7**2, rel=1e-8)
    assert stable_rate(regime, found) == pytest.approx(0.0308, abs=5e-5)
    assert has_stable_rate(engine.program, regime)


def test_a_linear_neuron_bends_as_its_inputs_say() -> None:
    """For C = mean (wᵀx + b − y)² the Hessian is 2 XᵀX/B, with a column of ones for the bias."""
    document = net("x1 x2 x3 -> y", seed=4, rows=6)
    assert document.data is not None
    table = np.array([[*list(row)[:3], 1.0] for row in document.data.train], np.float64)
    assert eigenvalue(document) == pytest.approx(np.linalg.eigvalsh(2 * table.T @ table / len(table))[-1], rel=1e-7)


@given(seed=st.integers(0, 10_000), activation=st.sampled_from(["tanh", "sigmoid", "softplus", "silu", "gelu", "sin"]))
def test_a_network_bends_as_differences_of_the_cost_say(seed: int, activation: str) -> None:
    document = net("x1 x2 -> h1 h2 -> y", seed=seed, activation=activation, rows=3, l2=0.01)
    start, h = reference.start_of(document), 1e-3

    def cost(*moves: tuple[str, float]) -> float:
        point = start
        for name, by in moves:
            point = point.moved(name, by)
        return reference.cost(document, point, range(3))

    def bend(a: str, b: str) -> float:
        corners = (cost((a, one), (b, other)) * np.sign(one * other) for one in (h, -h) for other in (h, -h))
        return float(sum(corners)) / (4 * h * h)

    matrix = np.array([[bend(a, b) for b in start.names] for a in start.names])
    assert eigenvalue(document) == pytest.approx(np.linalg.eigvalsh(matrix)[-1], rel=1e-3, abs=1e-4)


@pytest.mark.parametrize("optimizer", ["gradient_descent", "momentum", "nesterov"])
def test_below_the_bound_a_parabola_is_learnt_and_above_it_training_diverges(optimizer: str) -> None:
    document = with_optimizer(net("x1 x2 -> y", seed=2, rows=5), optimizer, 0.1)
    engine, regime = started(document)
    most = stable_rate(regime, largest_eigenvalue(list(hessian_columns(engine, regime, engine.program.start))))
    assert most is not None
    below, above = (Run(started(with_optimizer(document, optimizer, most * factor))[0]) for factor in (0.98, 1.02))
    for run in (below, above):
        run.advance(4000)
    assert below.batch_costs(3999, 4000)[0] <= below.batch_costs(0, 1)[0]
    assert not above.batch_costs(above.newest - 1, above.newest)[0] < 1e6


@pytest.mark.parametrize(
    "changed",
    [
        {"optimizer": Optimizer.of("adam")},
        {"batch_size": 2},
        {"cost": "mean_absolute_error"},
        {"l1": 0.1},
    ],
    ids=str,
)
def test_no_bound_is_told_where_the_curvature_says_nothing(changed: dict[str, object]) -> None:
    document = net("x -> h -> y", rows=3)
    document = replace(document, training=replace(document.training, **changed))  # type: ignore[arg-type]  # names of fields
    engine, regime = started(document)
    assert not has_stable_rate(engine.program, regime)


def test_no_bound_is_told_for_kinks_many_parameters_or_a_cost_that_falls_away() -> None:
    for document in (net("x -> h -> y", activation="relu"), net(f"x -> {' '.join(f'h{i}' for i in range(80))} -> y")):
        engine, regime = started(document)
        assert not has_stable_rate(engine.program, regime)
    regime = started(one_weight())[1]
    assert stable_rate(regime, -1.0) is None
    assert stable_rate(regime, None) is None


def test_curvature_near_the_end_of_all_numbers_is_told_or_left_open() -> None:
    huge = np.array([[1.7e308, 1e308], [1e308, 1.7e308]])
    assert largest_eigenvalue(list(huge)) is None
    assert largest_eigenvalue(list(huge / 4)) == pytest.approx(1.7e308 / 4 + 1e308 / 4)
