"""Whatever is done to a valid file, it opens as a valid document or is refused with one FormatError.

`BPDESK_MUTATIONS` says how many of each kind are tried (300 by default).
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bpdesk.files.schema import FormatError, read, write
from tests.strategies import documents

CANONICAL = (Path(__file__).resolve().parents[1] / "golden" / "canonical.bpdesk").read_bytes()
MUTATIONS = int(os.environ.get("BPDESK_MUTATIONS", "300"))
TOKENS = [
    b"",
    b"[",
    b"]",
    b"{",
    b"}",
    b'"',
    b",",
    b":",
    b"\\",
    b"\x00",
    b"\xff",
    b"\xed\xa0\x80",
    b"-",
    b"1e999",
    b"NaN",
    b"null",
    b"true",
    b"5.0",
]

json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just(10**400),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "iteration", "x1", "w1", "edges", ""]), inner, max_size=3)
    ),
    max_leaves=5,
)


def opens_or_is_refused(content: str | bytes) -> None:
    try:
        document = read(content)
    except FormatError as failure:
        refusal = failure
    else:
        assert read(write(document)) == document
        return
    assert str(refusal).isprintable()


@settings(deadline=None)
@given(st.binary())
def test_any_bytes(content: bytes) -> None:
    opens_or_is_refused(content)


def test_truncated_anywhere_and_doubled() -> None:
    for end in range(len(CANONICAL.rstrip())):
        with pytest.raises(FormatError):
            read(CANONICAL[:end])
    with pytest.raises(FormatError, match="something follows behind its end"):
        read(CANONICAL * 2)


@settings(deadline=None, max_examples=MUTATIONS)
@given(st.data())
def test_a_passage_replaced(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(CANONICAL)))
    end = data.draw(st.integers(start, min(len(CANONICAL), start + 40)))
    opens_or_is_refused(CANONICAL[:start] + data.draw(st.sampled_from(TOKENS) | st.binary(max_size=4)) + CANONICAL[end:])


@settings(deadline=None, max_examples=MUTATIONS)
@given(st.data())
def test_a_value_replaced(data: st.DataObject) -> None:
    document = json.loads(CANONICAL)
    holder, key = data.draw(st.sampled_from(list(_places(document))))
    match data.draw(st.sampled_from(["replace", "take away", "add"])):
        case "replace":
            holder[key] = data.draw(json_values)
        case "take away":
            del holder[key]
        case _ if isinstance(holder, list):
            holder.insert(key, holder[data.draw(st.integers(0, len(holder) - 1))])
        case _:
            holder[data.draw(st.text(max_size=5))] = data.draw(json_values)
    opens_or_is_refused(json.dumps(document))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=50)
@given(st.data())
def test_a_value_of_any_document_replaced(data: st.DataObject) -> None:
    document = json.loads(write(data.draw(documents())))
    holder, key = data.draw(st.sampled_from(list(_places(document))))
    holder[key] = data.draw(json_values)
    opens_or_is_refused(json.dumps(document))


def _places(value: Any) -> Any:
    """Each place in a JSON value: what holds it, and its key or index there."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield value, key
        if isinstance(inner, (dict, list)):
            yield from _places(inner)
