"""Numbers as lines and matrices show them: computed ones rounded, given ones as they were typed; as plain text and as LaTeX."""

from __future__ import annotations

import math
import re

from bpdesk.text import MINUS, NOT_YET, exact, given, number

_NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"
_POWER_OF_TEN = re.compile(rf"(.*?)(×?)10([{SUPERSCRIPTS}]+)")
_TO_DIGITS = str.maketrans(dict(zip(SUPERSCRIPTS, "0123456789-", strict=True)))
_TO_SUPERSCRIPTS = str.maketrans("0123456789-", SUPERSCRIPTS)
_LARGE = 1e6
ALL_DIGITS = 17
"""As many as a double may need."""


def number_tex(shown: str) -> str:
    """A number as `text.number` shows it, as LaTeX."""
    found = _POWER_OF_TEN.fullmatch(shown)
    if found:
        times = r"\times " if found[2] else ""
        shown = rf"{found[1]}{times}10^{{{found[3].translate(_TO_DIGITS)}}}"
    shown = shown.replace(MINUS, "-").replace(_NARROW_SPACE, r"\,").replace("∞", r"\infty").replace(NOT_YET, r"\text{—}")
    return shown if not shown.isalpha() else rf"\text{{{shown}}}"


def shown_value(value: float | None, digits: int, *, is_given: bool = False) -> str:
    """A number as lines show it; a dash where it isn't known yet. A given one stands as it was typed, if that takes no more digits."""
    if value is None:
        return NOT_YET
    return typed(value) if is_given and math.isfinite(value) and _count_of_digits(value) <= digits else number(value, digits)


def typed(value: float) -> str:
    """A finite number with all its digits, and a power of ten as one: 1e-08 is 10⁻⁸."""
    mantissa, is_power, exponent = given(value).partition("e")
    if not is_power:
        return mantissa
    power = "10" + str(int(exponent.replace(MINUS, "-"))).translate(_TO_SUPERSCRIPTS)
    return {"1": power, f"{MINUS}1": MINUS + power}.get(mantissa, f"{mantissa}×{power}")


def _count_of_digits(value: float) -> int:
    """Significant ones; those of a whole number that is read at a glance don't count."""
    if value.is_integer() and abs(value) < _LARGE:
        return 0
    return len(exact(abs(value)).partition("e")[0].replace(".", "").strip("0"))
