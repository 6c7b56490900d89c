"""Bytes to JSON values, strictly. What a document may hold is `reading`'s concern.

An object with a doubled key comes out as `Doubled`; NaN, infinities and numbers that no double holds as infinity,
for the reader to refuse where they stand.
"""

import json
import math
from typing import Any, cast

import numpy as np

from bpdesk.files.faults import FormatError
from bpdesk.files.json_slices import WITHIN, Doubled, Levels, Slices, TooManyValuesError
from bpdesk.files.json_words import in_words
from bpdesk.files.limits import DEEPEST_TEXT, MOST_BYTES, MOST_MEBIBYTES
from bpdesk.files.number_tables import Cut
from bpdesk.text import tr

_CHUNK = 2**20
_LARGE = 2**19
"""Bytes, which a parser that lets no other thread go on reads in some 20 milliseconds."""
_MARK = b"\xef\xbb\xbf"
_MOST_DIGITS = 400
_BEYOND: int = int("1" + "0" * _MOST_DIGITS)
_QUOTE, _OPENING, _CLOSING = np.zeros((3, 256), dtype=np.int8)
_QUOTE[ord('"')] = 1
_OPENING[[ord("["), ord("{")]] = 1
_CLOSING[[ord("]"), ord("}")]] = 1


def parse(content: str | bytes) -> object:
    """The JSON value of a text, of lists, dicts, strings, ints, floats, booleans and None; large tables in `data` may be arrays."""
    data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    if len(data) > MOST_BYTES:
        raise too_large()
    found = _in_pieces(data)
    if found is not None:
        return found
    text = _decoded(data) if isinstance(content, bytes) else content.removeprefix("\ufeff")
    levels = _levels(data)
    try:
        return _loaded(text, data, levels)
    except json.JSONDecodeError as failure:
        raise _no_json(text, failure.pos, failure.msg) from None


def _in_pieces(data: bytes) -> object | None:
    """The value of a text with large tables in its `data`, those of numbers as arrays; None where it has to be read at one go."""
    cut = Cut(data, _loads)
    if not cut.is_needed:
        return None
    try:
        value = _loaded(_decoded(cut.rest), cut.rest, _levels(cut.rest))
    except TooManyValuesError:
        raise
    except json.JSONDecodeError as failure:
        raise _no_json(_decoded(data), cut.place_in_whole(failure.pos), failure.msg) from None
    except (FormatError, ValueError):
        return None
    rows = value.get("data") if isinstance(value, dict) else None
    found = {key: table for key, entry in rows.items() if (table := cut.table(entry)) is not None} if isinstance(rows, dict) else {}
    if rows is None or cut.is_broken or len(found) < len(cut.tables):
        return None
    rows.update(found)
    return cast("object", value)


def too_large() -> FormatError:
    """A document that is larger than the format allows."""
    return FormatError("", tr("larger than {n} MiB", n=MOST_MEBIBYTES))


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        raise FormatError(tr("byte {n}", n=failure.start), tr("not UTF-8 text")) from None


def _no_json(text: str, at: int, reason: str) -> FormatError:
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return FormatError(tr("line {line}, column {column}", line=line, column=column), tr("not JSON: {reason}", reason=in_words(reason)))


def _loaded(text: str, data: bytes, levels: Levels) -> Any:
    """What JSON has there; json.JSONDecodeError where it is none. A large text is read in slices."""
    if len(data) < _LARGE:
        return _loads(text)
    mark = len(_MARK) if data.startswith(_MARK) else 0
    return Slices(data[mark:], levels[mark:], _loads).value()


def _loads(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_infinity)
    except json.JSONDecodeError:
        raise
    except ValueError:
        # Python refuses to read whole numbers of thousands of digits, which takes long; with a hook of one's own it asks.
        return json.loads(text, object_pairs_hook=_object, parse_constant=_infinity, parse_int=_whole)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    value = dict(pairs)
    if len(value) == len(pairs):
        return value
    seen: set[str] = set()
    doubled = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]  # add gives None, which is false
    return Doubled(value, doubled)


def _infinity(_name: str) -> float:
    return math.inf


def _whole(digits: str) -> int:
    """A whole number; one with more digits than any range allows stands for all of those, and costs no time to read."""
    if len(digits) < _MOST_DIGITS:
        return int(digits)
    return -_BEYOND if digits.startswith("-") else _BEYOND


def _levels(data: bytes) -> Levels:
    """How deep each byte stands; refused is nesting that a recursive parser could choke on."""
    # An escaped quotation mark is no end of a string: blanked out, with its backslash and escaped backslashes first.
    plain = data.replace(b"\\\\", b"__").replace(b'\\"', b"__") if b"\\" in data else data
    marks, levels = np.frombuffer(plain, dtype=np.uint8), np.empty(len(data), np.uint8)
    depth, inside = 0, 0
    for start in range(0, len(marks), _CHUNK):
        chunk = marks[start : start + _CHUNK]
        quotes = np.cumsum(_QUOTE[chunk], dtype=np.int32) + inside
        outside = quotes % 2 == 0
        depths = np.cumsum((_OPENING[chunk] - _CLOSING[chunk]) * outside, dtype=np.int32) + depth
        if depths.max() > DEEPEST_TEXT:
            raise _too_deep(data[: start + int(np.argmax(depths > DEEPEST_TEXT))])
        levels[start : start + _CHUNK] = np.where(outside, np.maximum(depths, 0), WITHIN)
        depth, inside = int(depths[-1]), int(quotes[-1]) % 2
    return levels


def _too_deep(before: bytes) -> FormatError:
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8-sig", "replace")) + 1
    return FormatError(tr("line {line}, column {column}", line=line, column=column), tr("nested deeper than the format has"))
