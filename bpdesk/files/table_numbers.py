"""Numbers as foreign tables write them: a point or a comma before the fraction, and perhaps signs between thousands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from bpdesk.text import MINUS

_SPACES = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}'\N{RIGHT SINGLE QUOTATION MARK}"
"""Between thousands they are read in every notation: there they can be nothing else."""


@dataclass(frozen=True)
class Notation:
    """The decimal sign, and the point or comma between thousands, if there is one: `1.234,5` has a comma and points."""

    decimal: str = "."
    thousands: str = ""

    def is_number(self, text: str) -> bool:
        return self._pattern.fullmatch(text) is not None

    def has_all(self, texts: Iterable[str]) -> bool:
        """Whether each of them is a number."""
        return all(map(self._pattern.fullmatch, texts))

    def has_one(self, texts: Iterable[str]) -> bool:
        """Whether one of them is a number."""
        return any(map(self._pattern.fullmatch, texts))

    def is_proved_by(self, text: str) -> bool:
        """Whether the text is a number in no other notation: one with both signs, or with several between thousands."""
        has_both = self.decimal in text and self.thousands in text
        return bool(self.thousands) and (has_both or text.count(self.thousands) > 1) and self.is_number(text)

    def value(self, text: str) -> float:
        """The number that `is_number` has found; infinite where no double holds it."""
        return float(text.translate(self._plain))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        point, between, sign = re.escape(self.decimal), re.escape(_SPACES + self.thousands), rf"[+\-{MINUS}]?"
        return re.compile(
            rf"{sign}(?:(?:\d+|\d{{1,3}}([{between}])\d{{3}}(?:\1\d{{3}})*)(?:{point}\d*)?|{point}\d+)(?:[eE]{sign}\d+)?",
        )

    @cached_property
    def _plain(self) -> dict[int, str]:
        """What each sign is in a number of Python's."""
        return {**dict.fromkeys(map(ord, _SPACES + self.thousands), ""), ord(self.decimal): ".", ord(MINUS): "-"}


NOTATIONS = (Notation("."), Notation(","), Notation(".", ","), Notation(",", "."))
_WIDEST = tuple(each for each in NOTATIONS if each.thousands)
"""With a sign between thousands a notation has all numbers of the one without, and more."""


def is_number_somehow(text: str) -> bool:
    """Whether it is a number in any notation."""
    return has_number_somehow((text,))


def has_number_somehow(texts: Sequence[str]) -> bool:
    """Whether one of them is a number in any notation."""
    return any(each.has_one(texts) for each in _WIDEST)
