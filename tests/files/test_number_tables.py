"""Large tables are read in pieces: the same documents come of it, and the same messages."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bpdesk.files.json_words import in_words
from bpdesk.files.schema import FormatError, encoded, read, write
from bpdesk.model.dataset import Dataset, Rows
from bpdesk.model.document import Document
from tests.builders import net

ROWS = 400
CELLS = st.floats(allow_infinity=False, allow_nan=False) | st.sampled_from([-0.0, 5e-324, 1.7976931348623157e308, 0.1 + 0.2, np.nan])


def _document(train: np.ndarray, test: np.ndarray | None = None) -> Document:
    document = net("x1 x2 -> y", rows=1)
    rows = Rows.of([], 3) if test is None else Rows.of(test, 3)
    return replace(document, data=Dataset(("x1", "x2", "y"), Rows.of(train, 3), rows))


def _random(seed: int, rows: int = ROWS) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(rows, 3))


def _spoiled(spoil: Callable[[dict[str, Any]], None], indent: int | None = None) -> str:
    value = json.loads(write(_document(_random(1))))
    spoil(value)
    return json.dumps(value, indent=indent)


@settings(deadline=None, max_examples=25)
@given(arrays(np.float64, (ROWS, 3), elements=CELLS), st.integers(0, 2000), st.sampled_from([None, 0, 1, 7]))
def test_every_number_comes_back_however_it_is_laid_out(train: np.ndarray, test: int, indent: int | None) -> None:
    document = _document(train, _random(2, test))
    text = write(document)
    assert read(text) == document
    assert write(read(json.dumps(json.loads(text), indent=indent))) == text


def test_whole_numbers_gaps_and_a_byte_order_mark() -> None:
    table = [[1, None, -3]] * ROWS
    text = _spoiled(lambda value: value["data"].update(train=table))
    found = read(b"\xef\xbb\xbf" + text.encode()).data
    assert found is not None
    assert found.train == Rows.of(table, 3)


def test_rows_in_the_view_are_kept_as_they_are() -> None:
    rows = [[1.5, 2.5]] * 2000
    kept = read(_spoiled(lambda value: value["view"].update(train=rows))).view["train"]
    assert kept == ((1.5, 2.5),) * 2000


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda value: value["data"]["train"][300].append(1.0), "data.train[300]: 4 values for 3 columns"),
        (lambda value: [row.append(1.0) for row in value["data"]["train"]], "data.train[0]: 4 values for 3 columns"),
        (lambda value: value["data"]["train"][399].__setitem__(1, "1"), "data.train[399][1]: not a number"),
        (lambda value: value["data"]["train"][5].__setitem__(0, True), "data.train[5][0]: not a number"),
        (lambda value: value["data"]["train"][5].__setitem__(0, float("nan")), "data.train[5][0]: not finite"),
        (lambda value: value["data"]["train"][5].__setitem__(0, 10**309), "data.train[5][0]: not finite"),
        (lambda value: value["data"]["train"].__setitem__(7, [[1.0], 1.0, 1.0]), "data.train[7][0]: not a number"),
        (lambda value: value["data"]["train"].__setitem__(7, {"x1": 1.0}), "data.train[7]: not a list"),
        (lambda value: value["data"].update(train=[[]] * 5000), "data.train[0]: 0 values for 3 columns"),
        (lambda value: value["data"].update(train=[[1.0]] * 3000 + [[1.0, 2.0]] * 3000), "data.train[0]: 1 value for 3 columns"),
        (lambda value: value["data"].update(train=[[1, 2, 3]] * 3000 + [[1.0, 2.0]] * 3000), "data.train[3000]: 2 values for 3 columns"),
        (lambda value: value["data"].update(train=["[1, 2, 3]"] * 3000), "data.train[0]: not a list"),
    ],
)
def test_what_is_wrong_in_a_large_table_is_told_with_its_place(spoil: Callable[[dict[str, Any]], None], message: str) -> None:
    with pytest.raises(FormatError) as caught:
        read(_spoiled(spoil))
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('"test": []', '"test": [], "train": []', "data.train: given more than once"),
        ('"columns"', '"columns": [], "columns"', "data.columns: given more than once"),
        ('"version": 1', '"version": 1, "version": 1', "version: given more than once"),
        ("]\n    ]", "],\n    ]", "not JSON"),
        ("]\n    ]", "]\n    ] 1", "not JSON"),
        ("],\n", "]\n", "not JSON"),
        ("],\n", "]],\n", "not JSON"),
        ("],\n", "],,\n", "not JSON"),
        ("],\n", "], \ufeff\n", "not JSON"),
        ("]\n    ]", "", "not JSON"),
        ("],\n", ", 1e999],\n", "values for 3 columns"),
        (", ", ", 1e999]", "not JSON"),
    ],
)
def test_what_is_no_json_beside_or_in_a_large_table(before: str, after: str, message: str) -> None:
    head, table = write(_document(_random(1))).split('"train":')
    parts = (head, table.replace(before, after, 1)) if before in table else (head.replace(before, after, 1), table)
    with pytest.raises(FormatError, match=message):
        read('"train":'.join(parts))


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_a_slip_anywhere_is_told_where_pythons_own_reader_finds_it(data: st.DataObject) -> None:
    document = replace(_document(_random(1), _random(2, 300)), title="é\N{PILE OF POO}", notes='"train": [[1]]')
    text = write(document)
    at = data.draw(st.integers(0, len(text) - 1))
    slip = data.draw(st.sampled_from(["", '"', ",", "[", "]", "]]", "}", "x", "-", "\\", ' "', "[[", "é", "\x01"]))
    spoiled = data.draw(st.sampled_from([text[:at], text[:at] + slip + text[at:], text[:at] + slip + text[at + 1 :]]))
    try:
        json.loads(spoiled)
    except json.JSONDecodeError as failure:
        told = f"line {failure.lineno}, column {failure.colno}: not JSON: {in_words(failure.msg)}"
        for content in (spoiled, spoiled.encode(), b"\xef\xbb\xbf" + spoiled.encode()):
            with pytest.raises(FormatError) as caught:
                read(content)
            assert str(caught.value) == told


@pytest.mark.parametrize("nested", ["[" * 100_000, "[[" + "[" * 100_000 + "]" * 100_000 + "]]", '[{"a":' * 50_000])
def test_rows_nested_deeper_than_anything_are_refused(nested: str) -> None:
    head, table = write(_document(_random(1))).split('"train":')
    with pytest.raises(FormatError, match="nested deeper than the format has$"):
        read(f'{head}"train": {nested}{table}')


def test_twenty_thousand_digits_in_a_large_table() -> None:
    text = write(_document(_random(1)))
    with pytest.raises(FormatError, match=r"^data\.train\[1\]\[0\]: not finite$"):
        read(text.replace("],\n      [", "],\n      [" + "9" * 20_000, 1).replace("9" * 20_000 + "-", "-" + "9" * 20_000))


def test_large_tables_where_none_belong_are_refused_as_small_ones_are() -> None:
    table = _random(1, 20_000).tolist()
    for spoil, message in (
        (lambda value: value.update(rows=table), "rows: unknown key"),
        (lambda value: value["data"].update(rows=table), "data.rows: unknown key"),
        (lambda value: value.update(nodes=table), "nodes[0]: not an object"),
        (lambda value: value["data"].update(train=[table]), "data.train[0]: 20\N{NARROW NO-BREAK SPACE}000 values for 3 columns"),
    ):
        with pytest.raises(FormatError, match=f"^{re.escape(message)}$"):
            read(_spoiled(spoil))


def test_numbers_in_a_large_view_keep_their_bits_and_kinds() -> None:
    numbers = [0.1 + 0.2, -0.0, 5e-324, 1.7976931348623157e308, 7, -(2**70)] * 10_000
    kept = read(_spoiled(lambda value: value["view"].update(kept=[numbers]))).view["kept"]
    assert str(kept) == str((tuple(numbers),))


def test_many_small_tables_in_one_text_are_read_as_any_text() -> None:
    """Each costs as much as the first: were it otherwise, this would take minutes."""
    head, table = write(net("x1 x2 -> y", rows=2)).split('"train":')
    with pytest.raises(FormatError, match="not JSON: something follows behind its end$"):
        read(f'{head}"train":{table}' + f'"train":{table}' * 10_000)
    with pytest.raises(FormatError, match="^data.train: given more than once$"):
        read(f'{head}"train": [[1, 2, 3]], ' + '"train": [[1, 2, 3]], ' * 30_000 + f'"train":{table}')


def test_pieces_are_small_and_make_the_whole() -> None:
    document = _document(_random(1, 20_000))
    pieces = list(encoded(document))
    assert b"".join(pieces) == write(document).encode()
    assert max(map(len, pieces)) < 100_000
