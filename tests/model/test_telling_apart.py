"""Labels of what is pasted keep telling things apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpdesk.files.examples import load_example
from bpdesk.model import drawing
from bpdesk.model.math_syntax import is_maths, parse
from bpdesk.model.telling_apart import Labels


@pytest.mark.parametrize(
    ("label", "others", "counted"),
    [
        ("h_1", ["h_1", "h_2"], "h_3"),
        ("w_{31}^{(2)}", ["w_{31}^{(2)}"], "w_{32}^{(2)}"),
        (r"\hat{y}", [r"\hat{y}"], r"\hat{y}_2"),
        ("W^{(L)}", ["W^{(L)}", "W^{(L)}_2"], "W^{(L)}_3"),
        ("h_a", ["h_a"], "{h_a}_2"),
        ("h_9", ["h_9"], "h_{10}"),
        ("gate", ["gate"], "gate 2"),
        ("input 3", ["input 3", "input 4"], "input 5"),
        ("y", ["y"], "y_2"),
        ("z", ["y"], "z"),
    ],
)
def test_a_label_that_is_taken_counts_on(label: str, others: list[str], counted: str) -> None:
    assert Labels(others, [label]).told_apart(label) == counted
    if is_maths(counted):
        parse(counted)


def test_what_comes_with_it_keeps_its_label_and_what_shared_one_shares_one() -> None:
    labels = Labels(["h_1"], ["h_1", "h_2", "h_1"])
    assert [labels.told_apart(label) for label in ("h_1", "h_2", "h_1", None)] == ["h_3", "h_2", "h_3", None]


@given(st.lists(st.text(min_size=1, max_size=200), min_size=1, max_size=6))
def test_no_label_of_before_is_given_again_unless_it_would_be_too_long(there: list[str]) -> None:
    labels = Labels(there, there)
    for label in there:
        told = labels.told_apart(label)
        assert told is not None
        assert len(told) <= 200
        assert told not in there or len(label) > 190


@pytest.mark.parametrize("name", ["xor", "mazur", "chain-of-two"])
def test_an_example_beside_itself_has_every_label_once(name: str) -> None:
    document = load_example(name)
    twice, _, _ = drawing.paste(document, document, (0.0, 500.0))
    for things in (twice.network.nodes, twice.network.edges):
        labels = [thing.label or thing.id for thing in things]
        assert len(set(labels)) == len(labels)
