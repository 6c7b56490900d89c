"""A large JSON text read piece by piece, so that no other thread waits long for its turn, and bounded in what it holds.

A parser that reads megabytes at once lets nothing else run meanwhile, and the objects that it makes of a few bytes each can take twenty
times the memory of the text. What is read here comes out as the parser would give it, and fails where it would fail.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from bpdesk.files.faults import FormatError, quoted
from bpdesk.text import tr, whole

Levels = npt.NDArray[np.uint8]
"""For each byte how many lists and objects are open behind it; WITHIN in a string."""
WITHIN = 255

MOST_VALUES_APART = 2_000_000
"""Lists, objects and what is in them, without the rows of data: hundreds of thousands of edges."""
PIECE = 32_768
"""Bytes that are read at once: about a millisecond."""
_CHUNK = 2**20
_DEEPEST = 16
"""Levels below which a value is read at one go: there every level would look through the text once more."""
_LONG_KEY = 24
_COMMA, _QUOTE = b',"'
_SPACES, _COLON = re.compile(rb"[ \t\r\n]*"), re.compile(rb"[ \t\r\n]*:")
_CLOSING = {ord("["): ord("]"), ord("{"): ord("}")}
_STARTS = np.zeros(256, dtype=bool)
_STARTS[[_COMMA, *_CLOSING]] = True


class Doubled(dict[str, object]):
    """A JSON object in which `key` stands more than once."""

    def __init__(self, entries: dict[str, object], key: str) -> None:
        super().__init__(entries)
        self.key = key


class TooManyValuesError(FormatError):
    """A text that holds more than any document."""


class _BrokenError(Exception):
    """No JSON at or behind `at`; `before` stands for what is open there."""

    def __init__(self, at: int, before: str) -> None:
        super().__init__(at)
        self.at, self.before = at, before


class Slices:
    """The text with its levels; `loads` reads JSON, an object with a doubled key as `Doubled`."""

    def __init__(self, text: bytes, levels: Levels, loads: Callable[[str], Any], piece: int = PIECE) -> None:
        self._text, self._levels, self._loads, self._piece = text, levels, loads, piece
        self._bytes = np.frombuffer(text, dtype=np.uint8)
        self._open: list[str] = []
        """What stands for each list and object that is being read: an opening, and an entry if some are read already."""
        self._keys: list[str] = []
        self._left = MOST_VALUES_APART

    def value(self) -> object:
        """The value of the text; json.JSONDecodeError for none, TooManyValuesError for one that is larger than any document."""
        try:
            return self._value(0, len(self._text), 0)
        except _BrokenError as failure:
            # What is before is JSON: the parser finds what is wrong right behind it.
            try:
                value = self._loads(failure.before + self._decoded(failure.at, len(self._text)))
            except json.JSONDecodeError as found:
                at = len(self._decoded(0, failure.at)) + found.pos - len(failure.before)
                raise json.JSONDecodeError(found.msg, "", at) from None
            return value if not failure.before else self._loads(self._decoded(0, len(self._text)))

    def _decoded(self, start: int, end: int) -> str:
        return self._text[start:end].decode("utf-8", "surrogatepass")

    def _value(self, start: int, end: int, level: int) -> Any:
        """What stands there, between two commas or a colon and a comma, with so many lists and objects around it."""
        first = self._behind_spaces(start, end)
        closing = _CLOSING.get(self._text[first]) if first < end else None
        if closing is None or end - first <= self._piece or level >= _DEEPEST:
            return self._read(start, end)
        last = first + len(self._text[first:end].rstrip(b" \t\r\n")) - 1
        if self._text[last] != closing or self._levels[last] != level:
            raise self._broken(first)
        return self._list(first + 1, last, level + 1) if closing == ord("]") else self._object(first + 1, last, level + 1)

    def _list(self, start: int, end: int, level: int) -> list[object]:
        found: list[object] = []
        self._open.append("[")
        for first, last in self._groups(start, end, level):
            some = [self._value(first, last, level)] if last - first > self._piece else self._read(first, last, "[]")
            if not some:
                raise self._broken(first)
            found += some
            self._open[-1] = "[0,"
        self._open.pop()
        return found

    def _object(self, start: int, end: int, level: int) -> dict[str, object]:
        found: dict[str, object] = {}
        doubled: str | None = None
        self._open.append("{")
        for first, last in self._groups(start, end, level):
            some = self._entry(first, last, level) if last - first > self._piece else self._read(first, last, "{}")
            if not some:
                raise self._broken(first)
            if doubled is None:
                doubled = some.key if isinstance(some, Doubled) else next((key for key in some if key in found), None)
            found.update(some)
            self._open[-1] = '{"":0,'
        self._open.pop()
        return found if doubled is None else Doubled(found, doubled)

    def _entry(self, start: int, end: int, level: int) -> dict[str, object]:
        first = self._behind_spaces(start, end)
        last = self._next(first + 1, end, lambda levels, _signs: levels != WITHIN)
        colon = _COLON.match(self._text, last + 1, end)
        if first >= end or self._text[first] != _QUOTE or colon is None:
            raise self._broken(start)
        key = self._read(first, last + 1)
        self._keys.append(key)
        before, self._open[-1] = self._open[-1], f'{self._open[-1]}"":'
        value = self._value(colon.end(), end, level)
        self._open[-1] = before
        self._keys.pop()
        return {key: value}

    def _groups(self, start: int, end: int, level: int) -> Iterator[tuple[int, int]]:
        """Where entries stand in a list or an object: some short ones together, or a long one."""

        def is_comma(levels: Levels, signs: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
            found: npt.NDArray[np.bool_] = (signs == _COMMA) & (levels == level)
            return found

        while end - start > self._piece:
            stop = start + self._piece
            commas = np.flatnonzero(is_comma(self._levels[start:stop], self._bytes[start:stop]))
            last = start + int(commas[-1]) if len(commas) else self._next(start + self._piece, end, is_comma)
            yield start, last
            if last == end:
                return
            start = last + 1
        yield start, end

    def _next(self, start: int, end: int, is_there: Callable[[Levels, npt.NDArray[np.uint8]], npt.NDArray[np.bool_]]) -> int:
        """The first place where that is so; the end where there is none."""
        for at in range(start, end, _CHUNK):
            stop = min(at + _CHUNK, end)
            found = is_there(self._levels[at:stop], self._bytes[at:stop])
            place = int(np.argmax(found))
            if found[place]:
                return at + place
        return end

    def _behind_spaces(self, start: int, end: int) -> int:
        spaces = _SPACES.match(self._text, start, end)
        assert spaces is not None  # it matches no space, too
        return spaces.end()

    def _read(self, start: int, end: int, around: str = "") -> Any:
        """What the parser makes of that piece; an empty list or object where there is nothing."""
        values = np.count_nonzero(_STARTS[self._bytes[start:end]] & (self._levels[start:end] != WITHIN))
        self._left -= int(values) + 1
        if self._left < 0:
            place = ".".join(key if len(key) < _LONG_KEY and key.isidentifier() else quoted(key, _LONG_KEY) for key in self._keys)
            told = tr("more than {n} values, which no document holds there", n=whole(MOST_VALUES_APART))
            raise TooManyValuesError(place, told)
        try:
            return self._loads(around[:1] + self._decoded(start, end) + around[1:])
        except json.JSONDecodeError:
            raise self._broken(start) from None

    def _broken(self, at: int) -> _BrokenError:
        return _BrokenError(at, "".join(self._open))
