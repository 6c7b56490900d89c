"""Rows as they come from a spreadsheet or a text, and as one takes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpdesk.ui.dataset.pasting import rows_of, text_of

CELLS = st.none() | st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("1", 1, [[1.0]]),
        ("1\t2", 2, [[1.0, 2.0]]),
        ("1\t2\n3\t4\n", 2, [[1.0, 2.0], [3.0, 4.0]]),
        ("1\t2\r\n3\t4\r\n", 2, [[1.0, 2.0], [3.0, 4.0]]),
        ("0,5\t-1,25", 2, [[0.5, -1.25]]),
        ("0,5;-1,25", 2, [[0.5, -1.25]]),
        ("0.5,-1.25", 2, [[0.5, -1.25]]),
        ("0,5\n0,75", 1, [[0.5], [0.75]]),
        ('"0,5","1"', 2, [[0.5, 1.0]]),
        ("1/4\t2e-3\t−7", 3, [[0.25, 0.002, -7.0]]),
        ("1\t\n\t2", 2, [[1.0, None], [None, 2.0]]),
        ("1\t2\n3", 2, [[1.0, 2.0], [3.0, None]]),
    ],
)
def test_what_is_read(text: str, room: int, expected: list[list[float | None]]) -> None:
    assert rows_of(text, room) == expected


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("1\tx", 1, 2), ("1\t2\n3\t1e999", 2, 2), ("x1,y\n1,2", 1, 1), ("1\tnan", 1, 2), ("1\t2/0", 1, 2), ("1\t" + "9" * 500, 1, 2)],
)
def test_what_can_not_be_read_is_named(text: str, line: int, column: int) -> None:
    with pytest.raises(ValueError, match=f"Line {line}, column {column} "):
        rows_of(text, 2)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1).filter(lambda rows: any(value is not None for value in rows[-1])))
def test_what_was_copied_comes_back_to_the_bit(rows: list[list[float | None]]) -> None:
    assert rows_of(text_of(rows), 2) == rows


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    message = ""
    try:
        assert len({len(row) for row in rows_of(text, 3)}) == 1
    except ValueError as refusal:
        message = str(refusal)
    assert message.isprintable()
