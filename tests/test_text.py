"""Numbers as they are shown and typed."""

import math
import re
from decimal import Context, Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bpdesk import text
from bpdesk.text import MINUS, exact, number, read_number, whole

FINITE = st.floats(allow_nan=False, allow_infinity=False)
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def _value(shown: str) -> float:
    """The number that a shown text stands for."""
    plain = shown.replace(MINUS, "-").replace("\N{NARROW NO-BREAK SPACE}", "")
    mantissa, power, exponent = plain.partition("×10")
    return float(mantissa + ("e" + exponent.translate(_SUPERSCRIPT) if power else ""))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (1.0, "1.000"),
        (8.7893, "8.789"),
        (-23.1, "−23.10"),
        (0.35, "0.350"),
        (0.9999, "1.000"),
        (0.99949, "0.999"),
        (9.9996, "10.00"),
        (33040.3329, "33\N{NARROW NO-BREAK SPACE}040"),
        (999949.4, "999\N{NARROW NO-BREAK SPACE}949"),
        (0.001, "0.00100"),
        (0.00099999, "0.00100"),
        (1e6, "1.00×10⁶"),
        (-1.5e-7, "−1.50×10⁻⁷"),
        (5e-324, "4.94×10⁻³²⁴"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
        (math.nan, "undefined"),
    ],
)
def test_numbers_as_they_are_shown(value: float, shown: str) -> None:
    assert number(value) == shown


@given(value=st.floats(-1e308, 1e308), digits=st.integers(2, 9))
def test_a_shown_number_has_at_most_the_digits_asked_for_and_is_near(value: float, digits: int) -> None:
    shown = number(value, digits)
    assert "-" not in shown
    assert not re.fullmatch(rf"{MINUS}[0.]*", shown)
    mantissa = re.sub(r"×10.*", "", shown)
    significant = re.sub(r"\D", "", mantissa).lstrip("0")
    integer_digits = len(re.sub(r"\D", "", mantissa.partition(".")[0]))
    assert len(significant) <= max(digits, integer_digits)
    assert _value(shown) == pytest.approx(value, rel=6 * 10.0 ** -(digits - 1), abs=1e-320)


@given(value=st.floats(0.001, 999.4), digits=st.integers(3, 17), negative=st.booleans())
def test_a_usual_number_is_the_double_rounded_exactly(value: float, digits: int, negative: bool) -> None:
    """All digits from 1 on, one fewer below it; the double itself is a finite decimal, which rounds half to even."""
    exact_value = Decimal(value)
    kept = digits if round(exact_value, digits - 1) >= 1 else digits - 1
    rounded = Context(prec=kept).plus(exact_value)
    assume(rounded < 1000)
    decimals = max(0, kept - 1 - rounded.adjusted())
    assert number(-value if negative else value, digits) == (MINUS if negative else "") + f"{rounded:.{decimals}f}"


@given(exponent=st.integers(-12, 12), below=st.integers(1, 499_999))
def test_rounding_up_to_a_power_of_ten_shows_that_power(exponent: int, below: int) -> None:
    power = 10.0**exponent
    just_below = power * (1 - below * 1e-12)
    assert number(just_below) == number(power)


@given(value=FINITE)
def test_every_number_reads_back_to_the_same_double(value: float) -> None:
    for shown in (exact(value), text.given(value)):
        assert read_number(shown) == value
        assert math.copysign(1.0, read_number(shown)) == math.copysign(1.0, value)


@given(value=st.integers(-(10**15), 10**15))
def test_whole_numbers_have_their_thousands_parted_and_read_back(value: int) -> None:
    assert read_number(whole(value)) == value
    assert "-" not in whole(value)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("8.5", 8.5),
        (" 0,5 ", 0.5),
        ("-2e-3", -0.002),
        ("−3", -3.0),
        ("1/3", 1 / 3),
        ("-1/4", -0.25),
        (".5", 0.5),
        ("5.", 5.0),
        ("+7", 7.0),
        ("1 000", 1000.0),
        ("1e-999", 0.0),
    ],
)
def test_numbers_as_they_are_typed(typed: str, value: float) -> None:
    assert read_number(typed) == value


@pytest.mark.parametrize(
    "typed", ["", "  ", "abc", "1e999", "-1e999", "1/0", "1/2/3", "nan", "inf", "0x10", "1,2,3", "1.2,3", "1_000", "e5", "--1", "1" * 401]
)
def test_what_is_no_number_is_told_in_one_sentence(typed: str) -> None:
    with pytest.raises(ValueError, match=r"^[^\n]{5,120}\.$"):
        read_number(typed)


@given(typed=st.text(max_size=30))
def test_any_text_is_a_finite_number_or_a_sentence(typed: str) -> None:
    try:
        value = read_number(typed)
    except ValueError as refusal:
        assert str(refusal).endswith(".")  # noqa: PT017 - either way out is right
    else:
        assert math.isfinite(value)


def test_words_are_looked_up_through_the_installed_translator() -> None:
    text.install_translator({"{n} rows": "{n} Zeilen"}.get)  # type: ignore[arg-type]  # only this word is asked for
    try:
        assert text.count(2, "{n} row", "{n} rows") == "2 Zeilen"
    finally:
        text.install_translator(str)
    assert text.count(1, "{n} row", "{n} rows") == "1 row"
