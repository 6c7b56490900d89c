"""Words and numbers as a person reads and types them: the one place that decides how either looks.

`tr` looks words up through a function that the window installs; the command line speaks English.
"""

import math
import re
from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache

MINUS = "\N{MINUS SIGN}"
NOT_YET = "\N{EM DASH}"
_NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"
_SUPERSCRIPT = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_POWERS = (0.001, 0.01, 0.1, 1.0, 10.0, 100.0)
_USUAL_DIGITS = 3
_LONGEST_TYPED = 400
LONGEST_QUOTED = 40
_DECIMAL = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?"
_TYPED = re.compile(rf"({_DECIMAL})(?:/({_DECIMAL}))?")

_translate: Callable[[str], str] = str


def install_translator(translate: Callable[[str], str]) -> None:
    """Let `tr` look words up through `translate`."""
    global _translate
    _translate = translate


def tr(message: str, **values: object) -> str:
    """The message in the person's language, its `{names}` filled from `values`."""
    translated = _translate(message)
    return translated.format(**values) if values else translated


def count(number_of: int, one: str, many: str) -> str:
    """`one` or `many`, both with `{n}` for the number."""
    return tr(one if number_of == 1 else many, n=whole(number_of))


def whole(value: int) -> str:
    """A whole number with a narrow space between thousands, from five digits on."""
    digits = f"{abs(value):,}".replace(",", _NARROW_SPACE) if abs(value) >= 10_000 else str(abs(value))
    return MINUS + digits if value < 0 else digits


def number(value: float, digits: int = 4) -> str:
    """A computed number to `digits` significant digits, one fewer below 1; powers of ten outside 0.001 … 999 999."""
    magnitude = abs(value)
    place = bisect_right(_POWERS, magnitude) - 1
    if place >= 0 and digits >= _USUAL_DIGITS and magnitude < 9.9 * _POWERS[place]:
        text = _usual_forms(digits)[place] % magnitude
        return MINUS + text if value < 0 else text
    if not math.isfinite(value):
        return _not_finite(value)
    if value == 0:
        return "0"
    exponent = _rounded_exponent(magnitude, digits)
    text = _plain(magnitude, digits, exponent) if -3 <= exponent < 6 else _power_of_ten(magnitude, digits)
    return MINUS + text if value < 0 else text


def given(value: float) -> str:
    """A number that a person typed, with all its digits."""
    return exact(value).replace("-", MINUS)


def fitting(value: float, text: str, room: float, width_of: Callable[[str], float]) -> str:
    """A number as it stands in `text`, or to as many digits as there is room for: never cut, so that no exponent is lost."""
    wide = width_of(text)
    if wide <= room:
        return text
    for digits in range(min(15, max(2, int(len(text) * room / wide))), 0, -1):
        shorter = number(value, digits)
        if width_of(shorter) <= room:
            return shorter
    return "…"


def exact(value: float) -> str:
    """The shortest text that reads back to the same double."""
    return repr(float(value))


def read_number(typed: str) -> float:
    """The number that a person typed: `8.5`, `0,5`, `-2e-3`, `1/3`.

    Raises ValueError with a sentence for the person when it is none, or none that a double can hold.
    """
    plain = typed.strip().replace(MINUS, "-").replace(_NARROW_SPACE, "").replace(" ", "")
    if not plain:
        raise ValueError(tr("Type a number."))
    if len(plain) > _LONGEST_TYPED:
        raise ValueError(tr("Too long for a number: at most {n} characters.", n=_LONGEST_TYPED))
    found = _TYPED.fullmatch(plain.replace(",", ".") if plain.count(",") == 1 and "." not in plain else plain)
    if not found:
        raise ValueError(tr("“{typed}” is not a number.", typed=one_line(typed.strip())))
    numerator, denominator = float(found[1]), float(found[2] or "1")
    if denominator == 0:
        raise ValueError(tr("Division by zero."))
    value = numerator / denominator
    if not (math.isfinite(numerator) and math.isfinite(value)):
        raise ValueError(tr("“{typed}” is too large: the largest number is about 1.8×10³⁰⁸.", typed=one_line(typed.strip())))
    return value


def one_line(text: str, longest: int = LONGEST_QUOTED) -> str:
    """Foreign text for a message: shortened, and whatever doesn't print escaped."""
    short = text if len(text) <= longest else text[: longest - 1] + "…"
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in short)


def _not_finite(value: float) -> str:
    if math.isnan(value):
        return tr("undefined")
    return "∞" if value > 0 else MINUS + "∞"


@lru_cache(maxsize=32)
def _usual_forms(digits: int) -> tuple[str, ...]:
    """For each of the powers how a number is written that lies below the next one by far: there rounding can't reach it."""
    return tuple(f"%.{_decimals(digits, exponent)}f" for exponent in range(-3, 3))


def _decimals(digits: int, exponent: int) -> int:
    """Behind the point, where the first digit is that of this power of ten."""
    return max(0, digits - 1 - exponent - (1 if exponent < 0 else 0))


def _rounded_exponent(magnitude: float, digits: int) -> int:
    """The power of ten of the first digit, after rounding: 0.9999 to three digits is 1.00. From 1 000 on digits up to the point stay."""
    if magnitude >= 10.0 ** (digits - 1):
        return int(f"{float(f'{magnitude:.0f}'):e}".partition("e")[2])
    for significant in (digits, digits - 1):
        exponent = int(f"{magnitude:.{max(significant - 1, 0)}e}".partition("e")[2])
        if exponent >= 0:
            return exponent
    return exponent


def _plain(magnitude: float, digits: int, exponent: int) -> str:
    integer, point, fraction = f"{magnitude:.{_decimals(digits, exponent)}f}".partition(".")
    return whole(int(integer)) + point + fraction


def _power_of_ten(magnitude: float, digits: int) -> str:
    mantissa, _, exponent = f"{magnitude:.{max(digits - 2, 0)}e}".partition("e")
    return f"{mantissa}×10{str(int(exponent)).translate(_SUPERSCRIPT)}"
