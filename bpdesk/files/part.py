"""A JSON value with its place: every method gives a checked value or raises FormatError that names the place.

What is checked here holds for any part of the format; what a node or a run must be is in `network_reading` and its like.
"""

import math
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from bpdesk.files.faults import FormatError, quoted
from bpdesk.files.json_slices import Doubled
from bpdesk.text import tr

_PLAIN_KEY = re.compile(r"[^\W\d]\w{0,23}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_CONTROL_BUT_BREAKS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(slots=True)
class Part:
    """A value out of a file; where it stands is put into words only when something is wrong with it."""

    value: object
    parent: "Part | None" = None
    key: str | int = ""

    @property
    def place(self) -> str:
        """Where the value stands, as in `edges[3].weight`; empty for the whole."""
        if self.parent is None:
            return ""
        before = self.parent.place
        if isinstance(self.key, int):
            return f"{before}[{self.key}]"
        if not _PLAIN_KEY.fullmatch(self.key):
            return f"{before}[{quoted(self.key, 24)}]"
        return f"{before}.{self.key}" if before else self.key

    def fault(self, message: str) -> FormatError:
        return FormatError(self.place, message)

    def missing(self, key: str) -> FormatError:
        return Part(None, self, key).fault(tr("missing"))

    def mapping(self) -> dict[str, object]:
        """The bare values of an object."""
        if not isinstance(self.value, dict):
            raise self.fault(tr("not an object"))
        if isinstance(self.value, Doubled):
            raise Part(None, self, self.value.key).fault(tr("given more than once"))
        return self.value

    def entries(self) -> "Iterator[tuple[str, Part]]":
        """The values of an object with any keys."""
        return ((key, Part(value, self, key)) for key, value in self.mapping().items())

    def field(self, key: str) -> "Part":
        """The value of one key, which must be there."""
        mapping = self.mapping()
        if key not in mapping:
            raise self.missing(key)
        return Part(mapping[key], self, key)

    def fields(self, required: Collection[str], optional: Collection[str] = ()) -> "dict[str, Part]":
        """The values of an object that has the required keys, perhaps the optional ones, and no others."""
        mapping = self.mapping()
        for key in mapping:
            if key not in required and key not in optional:
                raise Part(None, self, key).fault(tr("unknown key"))
        for key in required:
            if key not in mapping:
                raise self.missing(key)
        return dict(self.entries())

    def has(self, key: str) -> bool:
        return isinstance(self.value, dict) and key in self.value

    def items(self) -> "list[Part]":
        return [Part(value, self, index) for index, value in enumerate(self.sequence())]

    def sequence(self) -> list[object]:
        """The bare values of a list."""
        if not isinstance(self.value, list):
            raise self.fault(tr("not a list"))
        return self.value

    def number(self) -> float:
        """A finite double; a whole number may stand for one."""
        if isinstance(self.value, bool) or not isinstance(self.value, (int, float)):
            raise self.fault(tr("not a number"))
        try:
            value = float(self.value)
        except OverflowError:
            value = math.inf
        if not math.isfinite(value):
            raise self.fault(tr("not finite"))
        return value

    def number_from_zero(self) -> float:
        value = self.number()
        if value < 0:
            raise self.fault(tr("below 0"))
        return value

    def number_above_zero(self) -> float:
        value = self.number()
        if value <= 0:
            raise self.fault(tr("not above 0"))
        return value

    def whole(self, lowest: int, highest: int | None = None) -> int:
        """A whole number, written as one."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise self.fault(tr("not a whole number"))
        if self.value < lowest:
            raise self.fault(tr("below {n}", n=lowest))
        if highest is not None and self.value > highest:
            raise self.fault(tr("above {n}", n=highest))
        if highest is None:
            self.number()
        return self.value

    def flag(self) -> bool:
        if not isinstance(self.value, bool):
            raise self.fault(tr("neither true nor false"))
        return self.value

    def text(self, longest: int | None = None, shortest: int = 0, *, breaks: bool = False) -> str:
        """A text without control characters, but with `breaks` line breaks and tabs."""
        if not isinstance(self.value, str):
            raise self.fault(tr("not a text"))
        if len(self.value) < shortest:
            raise self.fault(tr("empty"))
        if longest is not None and len(self.value) > longest:
            raise self.fault(tr("longer than {n} characters", n=longest))
        self.check_characters(self.value, _CONTROL_BUT_BREAKS if breaks else _CONTROL)
        return self.value

    def check_characters(self, text: str, refused: re.Pattern[str] = _CONTROL) -> None:
        if refused.search(text):
            raise self.fault(tr("holds a control character"))
        if _SURROGATE.search(text):
            raise self.fault(tr("holds half of a surrogate pair"))

    def choice(self, names: Collection[str]) -> str:
        """One of the names."""
        name = self.text()
        if name not in names:
            raise self.fault(tr("{given} is none of {names}", given=quoted(name), names=", ".join(names)))
        return name
