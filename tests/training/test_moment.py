"""A moment: every number of it belongs to the same parameters, held against the reference at those parameters."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpdesk.engine.moment import Moment
from bpdesk.model.dataset import Dataset, Rows, Scaling
from bpdesk.model.document import Document
from bpdesk.model.run_record import Change
from tests.builders import net
from tests.engine import reference
from tests.engine.random_networks import documents
from tests.engine.reference import Point
from tests.training.test_replay import changes, run_of


def _assert_agrees(document: Document, moment: Moment) -> None:
    data = document.data
    assert data is not None
    document = replace(document, training=moment.training)
    point = Point(dict(moment.weights), dict(moment.biases))
    everything = range(len(data.train))
    assert moment.cost == pytest.approx(reference.cost(document, point, everything), rel=1e-11, abs=1e-12)
    assert moment.batch_cost == pytest.approx(reference.cost(document, point, moment.batch.tolist()), rel=1e-11, abs=1e-12)
    expected = reference.sample(document, point, data.train[moment.shown.row])
    shown = moment.shown
    assert shown.cost == pytest.approx(expected.cost, rel=1e-11, abs=1e-12)
    for actual, wanted in ((shown.pre_activations, expected.z), (shown.activations, expected.a), (shown.targets, expected.targets)):
        assert dict(actual) == pytest.approx(wanted, rel=1e-11, abs=1e-12)
    assert moment.shown_row_in_batch == (shown.row in moment.batch.tolist())
    gradients = {**moment.weight_gradients, **{f"{node}.bias": g for node, g in moment.bias_gradients.items()}}
    assert set(gradients) == set(point.names)
    for name, gradient in gradients.items():
        before, after = (reference.cost(document, point.moved(name, by), moment.batch.tolist()) for by in (-1e-6, 1e-6))
        assert gradient == pytest.approx((after - before) / 2e-6, rel=1e-4, abs=1e-6)


@given(data=st.data(), document=documents().filter(lambda document: document.training.cost not in ("mean_absolute_error", "huber")))
def test_all_numbers_belong_to_the_same_parameters(data: st.DataObject, document: Document) -> None:
    smooth = tuple(
        replace(node, activation="tanh") if node.activation in ("relu", "leaky_relu", "elu") else node for node in document.network.nodes
    )
    document = replace(document, network=replace(document.network, nodes=smooth), training=replace(document.training, l1=0.0))
    assert document.data is not None
    run = run_of(document, data.draw(changes(document, 8)))
    run.advance(8)
    iteration = data.draw(st.integers(0, run.newest))
    _assert_agrees(document, run.moment(iteration, data.draw(st.integers(0, len(document.data.train) - 1))))


def test_the_shown_row_is_computed_though_the_batch_does_not_hold_it() -> None:
    run = run_of(net("x -> y", batch_size=1, rows=3))
    assert [run.moment(0, row).shown_row_in_batch for row in range(3)] == [True, False, False]
    assert [run.moment(0, row).shown.activations["x"] for row in range(3)] == run.program.train.inputs[:, 0].tolist()


def test_network_and_cost_see_scaled_numbers() -> None:
    document = net("x -> y", biases=False, rows=[[9.0, 50.0]])
    assert document.data is not None
    scaling = {"x": Scaling(5.0, 2.0), "y": Scaling(0.0, 10.0)}
    document = replace(document, data=replace(document.data, scaling=scaling))
    shown = run_of(document).moment(0, 0).shown
    weight = document.network.edges[0].weight
    assert (shown.activations["x"], shown.targets["y"]) == (2.0, 5.0)
    assert shown.cost == pytest.approx((2 * weight - 5) ** 2)


def test_the_test_cost_is_over_the_test_rows_with_regularisation() -> None:
    document = net("x -> y", biases=False, rows=[[1.0, 0.0]], test=[[2.0, 1.0], [-1.0, 0.5]], l2=0.5)
    weight = document.network.edges[0].weight
    expected = ((2 * weight - 1) ** 2 + (-weight - 0.5) ** 2) / 2 + 0.25 * weight**2
    assert run_of(document).moment(0, 0).test_cost == pytest.approx(expected)


@pytest.mark.parametrize("test", [[], [[1.0, None]], [[None, 1.0], [1.0, 1.0]]])
def test_without_complete_test_rows_there_is_no_test_cost(test: list[list[float | None]]) -> None:
    document = net("x -> y", rows=[[1.0, 0.0]])
    document = replace(document, data=Dataset(("x", "y"), Rows.of([[1.0, 0.0]], 2), Rows.of(test, 2)))
    run = run_of(document)
    run.advance(3)
    assert run.moment(3, 0).test_cost is None
    assert len(run.test_cost_curve(run.moment(3, 0)).iterations) == 0


def test_frozen_parameters_are_named_as_they_stand_at_that_iteration() -> None:
    document = net("x -> y")
    run = run_of(document, [Change(2, frozen_edges={"x_y": True}), Change(4, frozen_edges={"x_y": False}, frozen_biases={"y": True})])
    run.advance(5)
    named = [(set(moment.frozen_weights), set(moment.frozen_biases)) for moment in (run.moment(k, 0) for k in range(6))]
    assert named == [(set(), set())] * 2 + [({"x_y"}, set())] * 2 + [(set(), {"y"})] * 2


def test_what_is_shown_at_a_changes_iteration_includes_the_change() -> None:
    run = run_of(net("x -> y"), [Change(3, {"learning_rate": 0.5, "cost": "huber"}, edges={"x_y": 9.0})])
    run.advance(4)
    assert (run.moment(2, 0).training.cost, run.moment(3, 0).training.cost) == ("squared_error", "huber")
    assert run.moment(3, 0).weights["x_y"] == 9.0
    assert run.parameter_curve(0).low[3] == 9.0
