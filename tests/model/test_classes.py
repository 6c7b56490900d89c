"""Whether targets tell classes apart."""

import numpy as np
import pytest

from bpdesk.model.classes import Classes, classes_of
from tests.builders import net


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        ([0, 1, 1, 0], Classes(0.5)),
        ([-1, 1], Classes(0.0, (-1.0, 1.0))),
        ([0.0, -0.0, 1], Classes(0.5)),
        ([0, 1, None], None),
        ([0, 0.5, 1], None),
        ([-1, 0, 1], None),
        ([0, 0], None),
        ([1, 1], None),
        ([0, 2], None),
    ],
)
def test_two_classes_of_one_output(targets: list[float | None], expected: Classes | None) -> None:
    assert classes_of(net("x -> y", rows=[[0.5, target] for target in targets])) == expected


@pytest.mark.parametrize(
    ("targets", "expected"), [([[0, 1], [1, 0]], Classes(None)), ([[0, 1], [1, 1]], None), ([[0, 1], [0, None]], None), ([[0, 2]], None)]
)
def test_an_output_for_each_class(targets: list[list[float | None]], expected: Classes | None) -> None:
    assert classes_of(net("x -> y1 y2", rows=[[0.5, *row] for row in targets])) == expected


def test_right_is_what_lies_on_the_same_side() -> None:
    column = np.array([[0.2], [0.5], [0.9], [0.6]])
    assert Classes(0.5).right(column, np.array([[0.0], [1.0], [1.0], [0.0]])).tolist() == [True, False, True, False]
    assert Classes(None).right(np.array([[1.0, 2.0], [2.0, 2.0]]), np.array([[0.0, 1.0], [0.0, 1.0]])).tolist() == [True, False]
