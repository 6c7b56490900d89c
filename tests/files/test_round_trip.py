"""A document saves and opens to the same document, and the second save changes no byte."""

import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from bpdesk.files.schema import FormatError, read, write
from bpdesk.model.dataset import Dataset, Rows
from bpdesk.model.document import Document
from bpdesk.model.edits import set_weight
from bpdesk.model.network import Bias
from bpdesk.model.run_record import Change
from tests.builders import net, one_weight, with_run
from tests.strategies import documents

TESTS = Path(__file__).resolve().parents[1]
CASES = sorted((TESTS / "cases").glob("*.bpdesk"))
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


def test_the_canonical_document_keeps_its_bytes() -> None:
    content = (TESTS / "golden" / "canonical.bpdesk").read_bytes()
    assert write(read(content)).encode() == content


@settings(suppress_health_check=SLOW, deadline=None)
@given(documents())
def test_any_document_survives(document: Document) -> None:
    text = write(document)
    opened = read(text.encode())
    assert opened == document
    assert write(opened) == text


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_cases_survive(path: Path) -> None:
    document = read(path.read_bytes())
    assert read(write(document)) == document


@pytest.mark.parametrize("value", [-0.0, 5e-324, 1.7976931348623157e308, 0.1 + 0.2, 1e16, 1e-5, 123456789.0])
def test_a_number_keeps_its_bits(value: float) -> None:
    document = set_weight(one_weight(), "w", value)
    document = replace(document, data=Dataset(("a1", "a2"), Rows.of([[value, None]], 2), Rows.of([], 2)))
    opened = read(write(document))
    assert opened.data is not None
    weight, cell = opened.network.edges[0].weight, opened.data.train[0][0]
    assert (weight.hex(), cell.hex()) == (value.hex(), value.hex())


def test_a_missing_value_is_null_and_back() -> None:
    document = net("x -> y", rows=[[0.5, None]])
    text = write(document)
    assert "[0.5, null]" in text
    opened = read(text)
    assert opened.data is not None
    assert math.isnan(opened.data.train[0][1])


def test_an_empty_document_writes_every_part() -> None:
    assert write(Document()) == (
        '{\n  "format": "bpdesk",\n  "version": 1,\n  "title": "",\n  "notes": "",\n  "nodes": [],\n  "edges": [],\n  "data": null,\n'
        '  "training": {\n    "cost": "squared_error",\n    "optimizer": {"name": "gradient_descent"},\n    "learning_rate": 0.1,\n'
        '    "batch_size": null,\n    "shuffle": false,\n    "seed": 0,\n    "l1": 0.0,\n    "l2": 0.0\n  },\n'
        '  "run": null,\n  "view": {}\n}\n'
    )


def test_the_order_of_keys_is_the_writers() -> None:
    shuffled = '{"edges": [], "view": {"b": 1, "a": [1, 2.0]}, "nodes": [], "version": 1, "format": "bpdesk", "title": "t"}'
    text = write(read(shuffled))
    assert text.index('"format"') < text.index('"title"') < text.index('"nodes"') < text.index('"view"')
    assert '"view": {"b": 1, "a": [1, 2.0]}' in text


def test_many_rows_keep_their_order() -> None:
    document = net("x -> y", rows=2500)
    opened = read(write(document))
    assert document.data is not None
    assert opened.data is not None
    assert opened.data.train == document.data.train


def test_numbers_that_no_reader_takes_are_not_written() -> None:
    with pytest.raises(FormatError, match=r"edges\[0\]: holds a number that is not finite"):
        write(set_weight(one_weight(), "w", math.inf))
    with pytest.raises(FormatError, match="data.train: holds a number that is not finite"):
        write(net("x -> y", rows=[[1.0, math.inf]]))


def test_more_than_64_mebibytes_are_not_written() -> None:
    document = replace(Document(), notes="x" * (64 * 2**20))
    with pytest.raises(FormatError, match="larger than 64 MiB"):
        write(document)


def test_half_a_surrogate_pair_is_not_written() -> None:
    with pytest.raises(FormatError, match="surrogate"):
        write(replace(Document(), notes="\ud800"))


def test_what_a_reader_assumes() -> None:
    document = read(
        '{"format": "bpdesk", "version": 1, "nodes": [{"id": "x", "kind": "input"}, {"id": "h", "kind": "hidden", "activation": "tanh", '
        '"bias": {"value": 1}}, {"id": "y", "kind": "output", "activation": "linear"}], "edges": [{"id": "w", "source": "x", '
        '"target": "h", "weight": 2}, {"id": "v", "source": "h", "target": "y", "weight": 0.5}]}'
    )
    assert [node.position for node in document.network.nodes] == [(0.0, 0.0), (320.0, 0.0), (640.0, 0.0)]
    assert [node.bias for node in document.network.nodes] == [None, Bias(1.0, frozen=False), None]
    assert [edge.frozen for edge in document.network.edges] == [False, False]
    assert document.training.learning_rate == 0.1
    assert (document.title, document.notes, document.data, document.run, dict(document.view)) == ("", "", None, None, {})


def test_settings_of_an_optimizer_that_are_not_given() -> None:
    text = '{"format": "bpdesk", "version": 1, "nodes": [], "edges": [], "training": {"optimizer": {"name": "adam", "beta1": 0}}}'
    assert read(text).training.optimizer.settings == {"beta1": 0.0, "beta2": 0.999, "epsilon": 1e-8}


def test_the_parts_of_a_run_are_written_in_document_order() -> None:
    document = net("x1 x2 -> y", optimizer="adam")
    change = Change(2, {"seed": 3, "cost": "huber"}, {"x2_y": 1.0, "x1_y": 2.0}, {}, {}, {"y": True})
    text = write(with_run(document, 5, [change]))
    assert (
        '{"iteration": 2, "training": {"cost": "huber", "seed": 3}, "edges": {"x1_y": 2.0, "x2_y": 1.0}, "frozen": {"biases": {"y": true}}}'
    ) in text
    assert '"optimizer": {"m": {"edges": {"x1_y": 0.0, "x2_y": 0.0}, "biases": {"y": 0.0}}, "v": {' in text
    assert '"t": 5}}' in text


def test_a_run_that_does_not_fit_is_refused_with_its_place() -> None:
    text = write(with_run(net("x -> y"), 5, [Change(2, edges={"gone": 1.0})]))
    with pytest.raises(FormatError, match=r"^run\.changes\[0\]\.edges\.gone: the network has no such parameter$"):
        read(text)
