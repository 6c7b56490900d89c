"""A large JSON text is read in slices: the same values come of it, the same slips are found in the same places, and it is bounded."""

import json
import math
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpdesk.files.json_text import parse
from bpdesk.files.json_words import in_words
from bpdesk.files.schema import FormatError, read, write
from tests.builders import net

LARGE = 2**19
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=12)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=6), inner, max_size=6), max_leaves=40
)


def _with(key: str, json_text: str) -> str:
    """A small document with that in the place of what it has there."""
    document = json.loads(write(net("x -> y", rows=1)))
    holder = document["data"] if key == "train" else document
    holder[key] = "HERE"
    return json.dumps(document).replace('"HERE"', json_text)


def _large(value: object, indent: int | None = None, *, repeated: int = 1) -> str:
    """A text that is large enough to be read in slices, `value` early in it, deep and late."""
    filling: Any = {f"k{place}": [place, -0.5, "ü", None, {"a": [[], {}]}] for place in range(6_000)}
    deep: Any = {"deep": [value] * repeated, "list": list(filling.values())}
    return json.dumps([value, filling, [[deep, value]], "x" * 100_000, value], indent=indent, ensure_ascii=False)


@settings(deadline=None, max_examples=15)
@given(VALUES, st.sampled_from([None, 0, 1]))
def test_every_value_comes_back(value: object, indent: int | None) -> None:
    text = _large(value, indent, repeated=3_000)
    assert len(text) > LARGE
    expected = json.loads(text)
    for content in (text, "\ufeff" + text, text.encode("utf-8", "surrogatepass")):
        assert repr(parse(content)) == repr(expected)


@settings(deadline=None, max_examples=80)
@given(st.data())
def test_a_slip_anywhere_is_told_where_pythons_own_reader_finds_it(data: st.DataObject) -> None:
    text = _large({"a": [1, "\n", "\\"]}, data.draw(st.sampled_from([None, 1])))
    at = data.draw(st.integers(0, len(text) - 1))
    slip = data.draw(
        st.sampled_from(["", '"', ",", "[", "]", "]]", "{", "}", ":", "x", "-", "\\", ' "', "[[", "é", "\x01", "] [", "} {", ",,"])
    )
    spoiled = data.draw(st.sampled_from([text[:at], text[:at] + slip + text[at:], text[:at] + slip + text[at + 1 :]]))
    try:
        expected = json.loads(spoiled)
    except json.JSONDecodeError as failure:
        told = f"line {failure.lineno}, column {failure.colno}: not JSON: {in_words(failure.msg)}"
        for content in (spoiled, b"\xef\xbb\xbf" + spoiled.encode()):
            with pytest.raises(FormatError) as caught:
                parse(content)
            assert str(caught.value) == told
    else:
        assert repr(parse(spoiled)) == repr(expected)


@pytest.mark.parametrize("place", [0, 3_000, 59_999])
def test_a_doubled_key_in_a_large_object_is_told(place: int) -> None:
    entries = [f'"k{number}": 1' for number in range(60_000)]
    text = _with("view", "{" + ", ".join([*entries, f'"k{place}": 2']) + "}")
    assert len(text) > LARGE
    with pytest.raises(FormatError, match=rf"^view\.k{place}: given more than once$"):
        read(text)


def test_numbers_that_no_double_holds_stay_infinite_and_long_ones_are_read_at_once() -> None:
    filling = ", ".join(["0.5"] * 150_000)
    found = parse(f"[{filling}, 1e999, NaN, -Infinity, {'9' * 20_000}]")
    assert isinstance(found, list)
    assert found[-4:-1] == [math.inf] * 3
    assert found[-1] > 10**300
    assert len(found) == 150_004


@pytest.mark.parametrize("entry", ["[]", "{}", "null", '"a"', "1", "0.5", "[[[[]]]]", '{"k": 1}', '"\N{PILE OF POO}"'])
@pytest.mark.parametrize(("key", "place"), [("wrong", "wrong"), ("a b", '"a b"'), ("nodes", "nodes")])
def test_more_values_than_any_document_has_are_refused(entry: str, key: str, place: str) -> None:
    content = f'{{"format": "bpdesk", "version": 1, "{key}": [{",".join([entry] * 2_000_001)}]}}'
    with pytest.raises(FormatError, match=f"^{re.escape(place)}: more than 2.000.000 values, which no document holds there$"):
        read(content)


@pytest.mark.parametrize("row", ['["ab"]', '["a]", 1]', "[[]]", "{}", "[true]"])
def test_rows_that_are_none_are_not_kept(row: str) -> None:
    """Millions of them: the first is told, or that there are so many."""
    rows = ", ".join(["[0.5, 1]"] * 10_000 + [row] * 2_100_000)
    with pytest.raises(FormatError, match=r"^data\.train(\[10000\]|: more than)"):
        read(_with("train", f"[{rows}]"))


def test_a_row_as_long_as_a_file_is_refused() -> None:
    row = ", ".join(["1"] * 2_100_000)
    with pytest.raises(FormatError, match=r"^data\.train: more than 2.000.000 values"):
        read(_with("train", f"[[{row}]]"))
