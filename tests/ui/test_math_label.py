import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter
from pytestqt.qtbot import QtBot

from bpdesk.model.math_syntax import NotSimple, linear, parse
from bpdesk.ui import fonts
from bpdesk.ui.math_label import MathLabel, prepare


def drawn(label: MathLabel) -> QImage:
    image = QImage(300, 80, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    label.draw(painter, 20, 50, "#000000")
    painter.end()
    return image


def ink(image: QImage) -> tuple[int, int, int, int]:
    """left, top, right, bottom of what isn't white"""
    spots = [(x, y) for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y).lightness() < 160]
    return min(x for x, _ in spots), min(y for _, y in spots), max(x for x, _ in spots), max(y for _, y in spots)


@pytest.mark.parametrize(
    "label", ["W^{(L)}", "a^{(L-1)}", "w_{31}", r"\delta", r"\hat{y}", r"\alpha_i^{(k)}", r"\partial C", "f'_x", r"\eta"]
)
def test_a_simple_label_is_laid_out_within_its_measures(qtbot: QtBot, label: str) -> None:
    prepared = prepare(label, 30.0)
    left, top, right, bottom = ink(drawn(prepared))
    assert 17 <= left <= right <= 20 + prepared.width + 4
    assert 50 - prepared.ascent - 1 <= top <= bottom <= 50 + prepared.descent + 1


def test_scripts_stand_above_and_below(qtbot: QtBot) -> None:
    plain, above, below = prepare("{x}", 30.0), prepare("x^2", 30.0), prepare("x_2", 30.0)
    assert above.ascent > plain.ascent + 5
    assert below.descent > plain.descent + 2
    assert above.width > plain.width


def test_variables_are_italic_and_digits_upright(qtbot: QtBot) -> None:
    assert drawn(prepare("{x}", 30.0)) != drawn(prepare(r"\mathrm{x}", 30.0))
    assert drawn(prepare("{2}", 30.0)) == drawn(prepare(r"\mathrm{2}", 30.0))


@pytest.mark.parametrize("label", ["x1", "learning rate", "<b>bold</b>", "a & b", "日本"])
def test_a_plain_label_is_upright_text(qtbot: QtBot, label: str) -> None:
    assert prepare(label, 18.0).text == label


@pytest.mark.parametrize("label", [r"\frac{a}{b}", "a_", "{", "}", "x^^2", "x_1_2", r"\nosuch", "\\", r"\mathrm{a", "日_本", "_", r"\hat"])
def test_what_is_not_known_is_shown_as_typed(qtbot: QtBot, label: str) -> None:
    assert prepare(label, 18.0).text == label
    assert linear(label) == label


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    label=st.text(
        st.sampled_from("ab1 \\^_{}'+-=(),δ日\u0301") | st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=200
    )
)
def test_no_label_is_ever_too_much(qtbot: QtBot, label: str) -> None:
    prepared = prepare(label, 18.0, 120.0)
    assert 0 <= prepared.width <= 121
    drawn(prepared)


def test_a_label_that_is_nested_deeply_is_read(qtbot: QtBot) -> None:
    assert parse("{" * 99 + "x" + "}" * 99)
    with pytest.raises(NotSimple):
        parse("{" * 99)


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("w_{31}", "w₃₁"),
        ("W^{(L)}", "W⁽ᴸ⁾"),
        (r"\alpha_i", "αᵢ"),
        ("h_1^{(2)}", "h₁⁽²⁾"),
        ("w_{ij}^{Q}", "wᵢⱼ^Q"),
        ("a^*", "a^*"),
        (r"\hat{y}", "y\u0302"),
        ("plain", "plain"),
    ],
)
def test_a_label_reads_on_one_line(label: str, expected: str) -> None:
    assert linear(label) == expected


def test_numbers_are_equally_wide(qtbot: QtBot) -> None:
    metrics = QFontMetricsF(fonts.font(13, fonts.MEDIUM))
    assert metrics.horizontalAdvance("111.1") == metrics.horizontalAdvance("888.8")


def test_the_fonts_are_our_own(qtbot: QtBot) -> None:
    assert fonts.font(13).family() == "Inter"
    assert fonts.math_font(13).family() == "STIX Two Math"


def test_a_prime_is_as_large_as_the_font_has_it(qtbot: QtBot) -> None:
    """Its glyph is small and high by itself: as a script it would be a dot."""
    primed, plain, raised = (prepare(label, 40.0) for label in ("{y'}", "{y}", "y^{1}"))
    assert 2.0 < primed.width - plain.width <= raised.width - plain.width
    assert primed.ascent == pytest.approx(prepare(r"{\prime}", 40.0).ascent)


def test_bold_digits_are_bold(qtbot: QtBot) -> None:
    assert prepare(r"\mathbf{1}", 40.0).width > prepare("{1}", 40.0).width * 1.05
