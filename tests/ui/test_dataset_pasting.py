"""Rows as they come from a spreadsheet or a text, and as one takes them."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpdesk.model.dataset import Array
from bpdesk.ui.dataset.copying import RowsToCopy, text_of
from bpdesk.ui.dataset.pasting import CopiedRows, rows_of

Cells = list[list[float | None]]
CELLS = st.none() | st.floats(allow_nan=False, allow_infinity=False)


def _cells(table: Array) -> Cells:
    return [[None if math.isnan(value) else value for value in row] for row in table.tolist()]


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
        ("1,5\n2,5\n3", 2, [[1.5], [2.5], [3.0]]),
        ("3\n\n-1,5\n", 2, [[3.0], [None], [-1.5]]),
        ("1,05\n2,5", 2, [[1.05], [2.5]]),
        ("x1\n1,5\n2,5", 2, [[1.5], [2.5]]),
        ("1,2\n1.5,2", 2, [[1.0, 2.0], [1.5, 2.0]]),
        ("1,2\n,3", 2, [[1.0, 2.0], [None, 3.0]]),
        ("x1,y\n1,2", 2, [[1.0, 2.0]]),
        ("sepal length\t\n1\t2", 2, [[1.0, 2.0]]),
    ],
)
def test_what_is_read(text: str, room: int, expected: Cells) -> None:
    assert _cells(rows_of(text, room)) == expected


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("1\tx", 1, 2),
        ("1\t2\n3\t1e999", 2, 2),
        ("x1,y\na,b", 1, 1),
        ("x1,y\n1,2\nz,3", 3, 1),
        ("1\tnan", 1, 2),
        ("1\t2/0", 1, 2),
        ("1\t" + "9" * 500, 1, 2),
    ],
)
def test_what_can_not_be_read_is_named(text: str, line: int, column: int) -> None:
    with pytest.raises(ValueError, match=f"Line {line}, column {column} "):
        rows_of(text, 2)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1).filter(lambda rows: any(value is not None for value in rows[-1])))
def test_what_was_copied_comes_back_to_the_bit(rows: list[list[float | None]]) -> None:
    assert _cells(rows_of(text_of(np.array(rows, np.float64)), 2)) == rows


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1,5\n2,5", "“1,5” was read as two values, 1 and 5. If it is one number: Undo, and paste it with decimal points."),
        ("1,5\n2,5\n3", ""),
        ("0.5,1\n2,5", ""),
        ("1;5", ""),
        ("a\tb\n1\t5", "The first line was taken for the columns' names: “a”, “b”."),
    ],
)
def test_how_a_doubtful_text_was_read_is_said(text: str, said: str) -> None:
    copied = CopiedRows(text, 2)
    assert copied.go_on(math.inf)
    assert copied.said == said


def test_many_rows_are_written_in_slices_to_the_same_text() -> None:
    table = np.random.default_rng(1).normal(size=(5000, 3))
    table[1234, 1] = math.nan
    rows = np.arange(0, 5000, 2)
    copied = RowsToCopy(rows, lambda some: table[some])
    shares = [copied.share]
    while not copied.go_on(0.0005):
        shares.append(copied.share)
    assert copied.text == text_of(table[rows])
    assert shares == sorted(shares)
    assert (shares[0], copied.share) == (0, 1)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    message = ""
    try:
        assert len(rows_of(text, 3)) > 0
    except ValueError as refusal:
        message = str(refusal)
    assert message.isprintable()


@pytest.mark.parametrize("spoiled", [None, 0, 499, 500, 1234])
def test_a_long_text_is_read_in_slices_to_the_same_table(spoiled: int | None) -> None:
    lines = [f"{row}.5\t-{row}e-3\t" for row in range(2000)]
    if spoiled is not None:
        lines[spoiled] = "0,25\t1/4\t−7"
    copied = CopiedRows("\n".join(lines), 3)
    shares = [copied.share]
    while not copied.go_on(0.0005):
        shares.append(copied.share)
    expected = np.array([(row + 0.5, float(f"-{row}e-3"), math.nan) for row in range(2000)])
    if spoiled is not None:
        expected[spoiled] = 0.25, 0.25, -7.0
    assert np.array_equal(copied.table, expected, equal_nan=True)
    assert shares == sorted(shares)
    assert (shares[0], copied.share) == (0, 1)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1\n2\n" + ";" * 40, "Line 3 of what was copied has 41 cells: from here on there is room for 2."),
        ("1\n" + " " * 1_000_000, "Line 2 of what was copied is longer than 1 000 000 characters."),
        ("1\t\n" * 9_999 + "\tx", "Line 10 000, column 2 of what was copied: “x” is not a number."),
        ('1\t"' + "2" * 200_000, "What was copied is no table."),
    ],
)
def test_what_no_table_can_be_is_refused_where_it_stands(text: str, told: str) -> None:
    with pytest.raises(ValueError, match="copied") as refusal:
        rows_of(text, 2)
    assert str(refusal.value).replace("\N{NARROW NO-BREAK SPACE}", " ") == told


def test_more_values_than_a_document_holds_are_refused() -> None:
    with pytest.raises(ValueError, match="more than a document holds"):
        rows_of("\t" * 9_999 + "\n" * 1_500 + "1", 10_000)
