"""Edits: pure, exact, and sharing all that they leave alone."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bpdesk.files.schema import write
from bpdesk.model import edits
from bpdesk.model.dataset import ROWS_PER_BLOCK
from bpdesk.model.document import Document
from bpdesk.model.network import Bias
from bpdesk.model.settings import Training
from tests.builders import net

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


def _document() -> Document:
    return net("x1 x2 -> h -> y", rows=3)


@given(value=NUMBERS)
def test_a_weight_is_set_and_nothing_else(value: float) -> None:
    document = _document()
    before = write(document)
    edited = edits.set_weight(document, "x2_h", value)
    assert [edge.weight for edge in edited.network.edges] == [
        value if edge.id == "x2_h" else edge.weight for edge in document.network.edges
    ]
    assert edited.network.nodes is document.network.nodes
    assert edited.data is document.data
    assert [edge.id for edge in edited.network.edges if edge not in document.network.edges] in (["x2_h"], [])
    assert write(document) == before


@given(value=NUMBERS, frozen=st.booleans())
def test_a_bias_is_set_and_stays_frozen_or_free(value: float, frozen: bool) -> None:
    document = _document()
    nodes = tuple(replace(node, bias=Bias(1.0, frozen)) if node.id == "h" else node for node in document.network.nodes)
    document = replace(document, network=replace(document.network, nodes=nodes))
    edited = edits.set_bias(document, "h", value)
    assert edited.network.node_by_id["h"].bias == Bias(value, frozen)
    assert edited.network.node_by_id["y"] is document.network.node_by_id["y"]
    assert edited.network.edges is document.network.edges
    assert document.network.node_by_id["h"].bias == Bias(1.0, frozen)


@given(value=NUMBERS, row=st.integers(0, 2), column=st.sampled_from(["x1", "x2", "y"]))
def test_a_cell_is_set_and_no_other(value: float, row: int, column: str) -> None:
    document = _document()
    assert document.data is not None
    table = document.data.train.array()
    edited = edits.set_training_value(document, row, column, value)
    assert edited.data is not None
    expected = table.copy()
    expected[row, ["x1", "x2", "y"].index(column)] = value
    assert np.array_equal(edited.data.train.array(), expected)
    assert np.array_equal(document.data.train.array(), table)
    assert edited.network is document.network


def test_an_edited_cell_copies_one_block_of_rows() -> None:
    document = net("x -> y", rows=3 * ROWS_PER_BLOCK)
    edited = edits.set_training_value(document, ROWS_PER_BLOCK + 5, "y", 9.0)
    assert document.data is not None
    assert edited.data is not None
    shared = [one is other for one, other in zip(document.data.train._blocks, edited.data.train._blocks, strict=True)]
    assert shared == [True, False, True]


def test_settings_and_view_are_replaced_whole() -> None:
    document = _document()
    training = Training(cost="huber", learning_rate=0.5)
    assert edits.set_training(document, training).training is training
    assert edits.set_training(document, training).network is document.network
    view = {"row": 2}
    assert edits.set_view(document, view).view is view
    assert document.view == {}


def test_a_value_for_a_cell_that_has_gone_is_passed_over() -> None:
    document = net("x -> y", rows=2)
    assert edits.set_training_value(document, 2, "x", 1.0) is document
    assert edits.set_training_value(document, 0, "gone", 1.0) is document
    assert edits.set_training_value(replace(document, data=None), 0, "x", 1.0).data is None
