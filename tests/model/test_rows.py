"""The data table's edits: only what is named changes, the rest stays bit for bit, and every result can be saved."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpdesk.files.schema import read, write
from bpdesk.model.dataset import Rows
from bpdesk.model.document import Document
from bpdesk.model.drawing import add_node
from bpdesk.model.refusal import Refusal
from bpdesk.model.rows import Part, add_row, ascending, clear_cells, fill_down, paste_rows, put_in_order, remove_rows, set_cells
from tests.builders import net, with_run

PARTS: tuple[Part, ...] = ("train", "test")
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


def _document() -> Document:
    return with_run(net("x1 x2 -> y", rows=3, test=2))


def _table(document: Document, part: Part) -> list[tuple[float, ...]]:
    assert document.data is not None
    return list(document.data.train if part == "train" else document.data.test)


def _other(part: Part) -> Part:
    return "test" if part == "train" else "train"


def _is_sound(edited: Document, before: Document, part: Part) -> bool:
    """It can be saved, belongs to no run any more, and the other table is untouched."""
    return read(write(edited)) == edited and edited.run is None and _table(edited, _other(part)) == _table(before, _other(part))


@pytest.mark.parametrize("part", PARTS)
@given(at=st.none() | st.integers(-1, 5))
def test_a_row_is_added_empty(part: Part, at: int | None) -> None:
    document = _document()
    before = _table(document, part)
    edited = add_row(document, part, at)
    after = _table(edited, part)
    place = len(before) if at is None else min(max(at, 0), len(before))
    assert all(math.isnan(value) for value in after[place])
    assert after[:place] + after[place + 1 :] == before
    assert _is_sound(edited, document, part)


@pytest.mark.parametrize("part", PARTS)
@given(rows=st.sets(st.integers(-2, 5)))
def test_rows_are_removed_and_others_stay(part: Part, rows: set[int]) -> None:
    document = _document()
    before = _table(document, part)
    edited = remove_rows(document, part, rows)
    assert _table(edited, part) == [row for index, row in enumerate(before) if index not in rows]
    assert edited is document or _is_sound(edited, document, part)


@pytest.mark.parametrize("part", PARTS)
@given(cells=st.dictionaries(st.tuples(st.integers(0, 1), st.sampled_from(["x1", "x2", "y"])), st.none() | NUMBERS, min_size=1))
def test_cells_are_set_and_no_others(part: Part, cells: dict[tuple[int, str], float | None]) -> None:
    document = _document()
    edited = set_cells(document, part, cells)
    expected = np.array(_table(document, part))
    for (row, column), value in cells.items():
        expected[row, ["x1", "x2", "y"].index(column)] = math.nan if value is None else value
    assert np.array_equal(np.array(_table(edited, part)), expected, equal_nan=True)
    assert _is_sound(edited, document, part)


BLOCK = st.tuples(st.integers(0, 2500), st.integers(1, 2500), st.sets(st.integers(0, 2), min_size=1))


@given(st.lists(BLOCK, min_size=1, max_size=4))
def test_blocks_of_cells_are_cleared_and_no_others(blocks: list[tuple[int, int, set[int]]]) -> None:
    names, table = ("x1", "x2", "y"), np.arange(2500 * 3, dtype=np.float64).reshape(2500, 3)
    document = net("x1 x2 -> y", rows=table.tolist())
    chosen = [(range(min(first, 2499), min(first + height, 2500)), sorted(places)) for first, height, places in blocks]
    edited = clear_cells(document, "train", [(rows, [names[place] for place in places]) for rows, places in chosen])
    for rows, places in chosen:
        table[np.ix_(np.array(rows), np.array(places))] = math.nan
    assert edited.data is not None
    assert np.array_equal(edited.data.train.array(), table, equal_nan=True)
    gaps = np.argwhere(np.isnan(table))
    assert edited.data.train.gap_count() == len(gaps)
    assert np.array_equal(edited.data.train.gaps(20), gaps[:20])
    assert _is_sound(edited, document, "train")


def test_a_pasted_table_overwrites_and_adds_rows() -> None:
    document = net("x1 x2 -> y", rows=[[1, 2, 3], [4, 5, 6]])
    edited = paste_rows(document, "train", 1, "x2", [[10, 20], [None, 30], [40]])
    assert str(_table(edited, "train")) == str([(1.0, 2.0, 3.0), (4.0, 10.0, 20.0), (math.nan, math.nan, 30.0), (math.nan, 40.0, math.nan)])
    assert _is_sound(edited, document, "train")


def test_a_table_that_is_too_wide_is_refused() -> None:
    with pytest.raises(Refusal, match=r"^3 columns were copied; from x2 on there is room for 2\.$"):
        paste_rows(_document(), "train", 0, "x2", [[1.0], [1.0, 2.0, 3.0]])


@given(row=st.integers(0, 2500), height=st.integers(1, 2600), column=st.integers(0, 2), width=st.integers(1, 3))
def test_a_large_table_is_laid_over_the_rows_and_others_are_shared(row: int, height: int, column: int, width: int) -> None:
    width = min(width, 3 - column)
    table = np.arange(2400 * 3, dtype=np.float64).reshape(2400, 3)
    document = net("x1 x2 -> y", rows=table.tolist())
    row = min(row, 2400)
    pasted = -np.arange(height * width, dtype=np.float64).reshape(height, width) - 1
    edited = paste_rows(document, "train", row, ["x1", "x2", "y"][column], pasted)
    expected = np.full((max(2400, row + height), 3), math.nan)
    expected[:2400] = table
    expected[row : row + height, column : column + width] = pasted
    assert document.data is not None
    assert edited.data is not None
    assert np.array_equal(edited.data.train.array(), expected, equal_nan=True)
    assert np.array_equal(document.data.train.array(), table)
    shared = {id(block) for block in document.data.train.blocks} & {id(block) for block in edited.data.train.blocks}
    assert bool(shared) or row < 800


def test_no_more_is_pasted_than_a_document_holds() -> None:
    with pytest.raises(Refusal, match="more than a document holds"):
        paste_rows(_document(), "train", 0, "x1", np.zeros((13_000_000 // 3 + 1, 1)))


def test_no_infinite_value_is_pasted() -> None:
    with pytest.raises(Refusal, match="finite"):
        paste_rows(_document(), "train", 0, "x1", np.array([[1.0, math.inf]]))


def test_nothing_pasted_is_no_edit() -> None:
    document = _document()
    assert paste_rows(document, "train", 0, "x1", []) is document
    assert set_cells(document, "train", {}) is document
    assert clear_cells(document, "train", []) is document


def test_no_infinite_value_comes_in() -> None:
    with pytest.raises(Refusal, match="finite"):
        set_cells(_document(), "train", {(0, "y"): math.inf})


def test_rows_need_columns() -> None:
    with pytest.raises(Refusal, match="draw one first"):
        add_row(Document(), "train")
    document, _ = add_node(Document(), "hidden", (0.0, 0.0))
    with pytest.raises(Refusal, match="draw one first"):
        add_row(document, "train")


def test_a_document_without_data_gets_its_first_row() -> None:
    document = Document(network=net("x -> y").network)
    edited = add_row(document, "train")
    assert edited.data is not None
    assert edited.data.columns == ("x", "y")
    assert len(edited.data.train) == 1


@given(
    rows=st.integers(0, 2500),
    at=st.floats(0, 1),
    added=st.integers(0, 1200),
    gone=st.sets(st.integers(0, 2000), max_size=5),
    cells=st.dictionaries(st.integers(0, 2000), NUMBERS, max_size=5),
)
def test_blocks_are_edited_as_one_table_would_be(rows: int, at: float, added: int, gone: set[int], cells: dict[int, float]) -> None:
    """Against NumPy on the whole table, at sizes where there are several blocks."""
    table = np.arange(rows * 2, dtype=np.float64).reshape(rows, 2)
    new = -np.arange(added * 2, dtype=np.float64).reshape(added, 2)
    place = round(at * rows)
    grown = Rows.of(table, 2).with_rows(place, new)
    expected = np.concatenate((table[:place], new, table[place:]))
    assert np.array_equal(grown.array(), expected)
    here = np.array(sorted(row for row in cells if row < len(expected)), np.int64)
    edited = grown.with_values(here, np.ones_like(here), np.array([cells[row] for row in here]))
    expected[here, 1] = [cells[row] for row in here]
    assert np.array_equal(edited.array(), expected)
    left = np.array(sorted(row for row in gone if row < len(expected)), np.int64)
    assert np.array_equal(edited.without(left).array(), np.delete(expected, left, axis=0))
    assert np.array_equal(edited.take(left), expected[left])
    assert edited.without(left) == Rows.of(np.delete(expected, left, axis=0), 2)


def test_an_edit_of_many_rows_shares_what_it_does_not_change() -> None:
    before = Rows.of(np.zeros((100_000, 20)), 20)
    for after in (
        before.with_value(50_000, 3, 1.0),
        before.with_rows(50_000, np.ones((1, 20))),
        before.without(np.array([50_000])),
    ):
        shared = sum(any(block is other for other in before._blocks) for block in after._blocks)
        assert shared >= 99


def test_cells_are_filled_down_and_rows_sorted() -> None:
    document = net("x1 x2 -> y", rows=[[3, 5, 1], [1, None, 2], [2, 4, 3]])
    filled = fill_down(document, "train", range(0, 2), ["x2", "y"])
    assert _table(filled, "train") == [(3.0, 5.0, 1.0), (1.0, 5.0, 1.0), (2.0, 4.0, 3.0)]
    assert _is_sound(filled, document, "train")
    order = ascending(np.array([row[0] for row in _table(document, "train")]))
    assert [row[0] for row in _table(put_in_order(document, "train", order), "train")] == [1.0, 2.0, 3.0]
    downward = ascending(np.array([row[1] for row in _table(document, "train")]), descending=True)
    assert [row[2] for row in _table(put_in_order(document, "train", downward), "train")] == [1.0, 3.0, 2.0]
    assert put_in_order(document, "train", [0, 1, 2]) is document
