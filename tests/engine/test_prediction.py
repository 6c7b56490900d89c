"""What is said of rows that are handed over, against the format's section 2 in plain Python."""

from dataclasses import replace

import numpy as np
import pytest

from bpdesk.engine.prediction import predict
from bpdesk.engine.program import Program, compile_document
from bpdesk.engine.step import Engine
from bpdesk.model.classes import Classes, classes_of
from bpdesk.model.dataset import Scaling
from bpdesk.model.document import Document
from bpdesk.training.run import Run
from tests.builders import net
from tests.engine.reference import sample, start_of


def _predicted(document: Document, table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    program = compile_document(document)
    assert isinstance(program, Program)
    assert document.data is not None
    engine = Engine(program)
    found = predict(engine, Run(engine).moment(0, 0), document.network, document.data, table)
    return found.outputs, found.costs


@pytest.mark.parametrize(("output", "cost"), [("linear", "huber"), ("softmax", "cross_entropy"), ("sigmoid", "binary_cross_entropy")])
def test_outputs_in_the_units_of_the_data_and_costs_as_the_network_sees_them(output: str, cost: str) -> None:
    document = net("x1 x2 -> h1 h2 h3 -> y1 y2", seed=3, output=output, rows=1, cost=cost)
    assert document.data is not None
    scaling = {"x2": Scaling(0.25, 3.0), "y1": Scaling(0.1, 0.5)}
    document = replace(document, data=replace(document.data, scaling=scaling))
    table = np.random.default_rng(5).uniform(0.1, 0.9, (1500, 4))
    outputs, costs = _predicted(document, table)
    for row in (0, 7, 1499):
        passed = sample(document, start_of(document), table[row])
        assert outputs[row] == pytest.approx([passed.a["y1"] * 0.5 + 0.1, passed.a["y2"]], rel=1e-12)
        assert costs[row] == pytest.approx(passed.cost, rel=1e-12)


def test_without_a_target_there_is_an_output_but_no_cost() -> None:
    document = net("x -> y", seed=1)
    outputs, costs = _predicted(document, np.array([[0.5, np.nan], [np.nan, 1.0]]))
    assert np.isfinite(outputs[0, 0])
    assert np.isnan(outputs[1, 0])
    assert np.isnan(costs).all()


@pytest.mark.parametrize(
    ("layers", "rows", "expected"),
    [
        ("x -> y", [[3, 0], [4, 1]], Classes(0.5)),
        ("x -> y", [[3, -1], [4, 1]], Classes(0.0, (-1.0, 1.0))),
        ("x -> y", [[3, 0], [4, 0.5]], None),
        ("x -> y", [[3, 1], [4, 1]], None),
        ("x -> a b c", [[3, 1, 0, 0], [4, 0, 0, 1]], Classes(None)),
        ("x -> a b", [[3, 1, 1], [4, 0, 1]], None),
        ("x -> a b", [[3, 1, None], [4, 0, 1]], None),
    ],
)
def test_which_targets_tell_classes(layers: str, rows: list[list[float]], expected: Classes | None) -> None:
    assert classes_of(net(layers, rows=rows)) == expected


def test_which_rows_are_right() -> None:
    assert Classes(0.5).right(np.array([[0.51], [0.5], [0.2], [0.9]]), np.array([[1.0], [1.0], [0.0], [0.0]])).tolist() == [1, 0, 1, 0]
    outputs = np.array([[0.2, 0.7, 0.1], [0.4, 0.4, 0.2], [0.5, 0.3, 0.2]])
    assert Classes(None).right(outputs, np.array([[0, 1, 0], [1, 0, 0], [0, 0, 1]], float)).tolist() == [True, False, False]
