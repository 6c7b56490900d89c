"""Numbers as foreign tables write them: a point or a comma before the fraction, and perhaps signs between thousands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from bpdesk.text import MINUS

_SPACES = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}'\N{RIGHT SINGLE QUOTATION MARK}"
"""Between thousands they are read in every notation: there they can be nothing else."""


@dataclass(frozen=True)
class Notation:
    """The decimal sign, and the point or comma between thousands, if there is one: `1.234,5` has a comma and points."""

    decimal: str = "."
    thousands: str = ""

    def is_number(self, text: str) -> bool:
        return _pattern(self).fullmatch(text.replace(MINUS, "-")) is not None

    def is_proved_by(self, text: str) -> bool:
        """Whether the text is a number in no other notation: one with both signs, or with several between thousands."""
        has_both = self.decimal in text and self.thousands in text
        return bool(self.thousands) and (has_both or text.count(self.thousands) > 1) and self.is_number(text)

    def value(self, text: str) -> float:
        """The number that `is_number` has found; infinite where no double holds it."""
        return float(text.translate(_plain(self)))


NOTATIONS = (Notation("."), Notation(","), Notation(".", ","), Notation(",", "."))


def is_number_somehow(text: str) -> bool:
    """Whether it is a number in any notation."""
    return any(each.is_number(text) for each in NOTATIONS)


@cache
def _pattern(notation: Notation) -> re.Pattern[str]:
    point, between = re.escape(notation.decimal), re.escape(_SPACES + notation.thousands)
    return re.compile(
        rf"[+-]?((\d+|\d{{1,3}}([{between}])\d{{3}}(\3\d{{3}})*)({point}\d*)?|{point}\d+)([eE][+-]?\d+)?",
    )


@cache
def _plain(notation: Notation) -> dict[int, str]:
    """What each sign is in a number of Python's."""
    return {**dict.fromkeys(map(ord, _SPACES + notation.thousands), ""), ord(notation.decimal): ".", ord(MINUS): "-"}
