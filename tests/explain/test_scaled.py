"""What a page says of numbers that the network sees scaled."""

import pytest

from bpdesk.explain.page import PageKind, Words, page
from bpdesk.model.edits import set_training_value
from bpdesk.model.scaling import Way, scale
from tests.builders import net
from tests.explain.situations import situation_of

ROWS = [[1.0, 10.0, 2.0], [3.0, 20.0, 6.0], [5.0, 90.0, 4.0]]
X1 = "x1: 1.0, scaled to −1.225: (x − 3.000) / 1.633, with the mean 3.000 and the deviation 1.633 of the training rows."


def _said(kind: PageKind, identifier: str, *columns: str, way: Way = "standard") -> list[str]:
    document = scale(net("x1 x2 -> h -> y", rows=ROWS), way, columns)
    sections = page(situation_of(document), kind, identifier).sections
    return [item.text for section in sections for item in section.items if isinstance(item, Words) and "scaled to" in item.text]


@pytest.mark.parametrize(("kind", "identifier"), [("weight", "x1_h"), ("node", "h"), ("input", "x1")])
def test_pages_whose_numbers_hold_a_scaled_input_say_so(kind: PageKind, identifier: str) -> None:
    assert _said(kind, identifier, "x1") == [X1]


@pytest.mark.parametrize(("kind", "identifier"), [("weight", "x2_h"), ("weight", "h_y"), ("node", "y"), ("input", "x2"), ("cost", "")])
def test_other_pages_do_not(kind: PageKind, identifier: str) -> None:
    assert _said(kind, identifier, "x1") == []


@pytest.mark.parametrize(("kind", "identifier"), [("weight", "h_y"), ("bias", "y"), ("node", "y"), ("cost", "")])
def test_a_scaled_target_is_told(kind: PageKind, identifier: str) -> None:
    told = "Target of y: 2.0, scaled to 0: (y − 2.000) / 4.000, with the least value 2.000 and the range 4.000 of the training rows."
    assert _said(kind, identifier, "y", way="min_max") == [told]


def test_a_scaling_that_the_rows_no_longer_tell_is_named_by_its_numbers() -> None:
    document = set_training_value(scale(net("x1 x2 -> y", rows=ROWS), "standard", ["x1"]), 0, "x1", 7.0)
    items = page(situation_of(document), "input", "x1").sections[0].items
    told = "x1: 7.0, scaled to 2.449: (x − 3.000) / 1.633, with the offset 3.000 and the scale 1.633."
    assert told in [item.text for item in items if isinstance(item, Words)]
