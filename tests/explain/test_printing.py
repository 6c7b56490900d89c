"""What derivations say: the published examples in symbols and numbers, folded sums, values that aren't reached yet."""

from dataclasses import replace

import pytest

from bpdesk.explain import batch_mean, chain_rule, forward
from bpdesk.explain.derivation import Derivation
from bpdesk.explain.formula import Constant, Negative, Product, Quantity, Ref, Sum, difference, folded
from bpdesk.explain.layers import layers_of
from bpdesk.explain.matrix_form import whole_form
from bpdesk.explain.matrix_printing import latex as formulas
from bpdesk.explain.printing import in_numbers, in_symbols, latex, text
from bpdesk.explain.solution import solution
from bpdesk.explain.update_rules import update
from bpdesk.files.examples import load_example
from bpdesk.text import MINUS, NOT_YET
from tests.builders import net
from tests.explain.situations import situation_of


def said(derivation: Derivation, digits: int = 4) -> list[str]:
    return [text(row).replace(MINUS, "-") for row in derivation.printed(digits)]


def test_the_posts_first_derivative() -> None:
    situation = situation_of(load_example("one-weight"))
    derivation = chain_rule.derivative_by_weight(situation, "w")
    assert said(derivation) == [
        "∂C/∂a⁽ᴸ⁾ · ∂a⁽ᴸ⁾/∂z⁽ᴸ⁾ · ∂z⁽ᴸ⁾/∂W⁽ᴸ⁾",
        "2(a⁽ᴸ⁾ - y) · 1 · a⁽ᴸ⁻¹⁾".replace("-1", "−1").replace("−", "-"),
        "2(-131.7 - 50.1) · 1 · 5.7",
        "-363.5 · 1 · 5.7",
    ]
    assert derivation.left.value == pytest.approx(-2072.178, rel=1e-12)
    assert [caption.word for caption in derivation.captions] == ["error", "slope", "value in"]
    (rule,) = update(situation, "weight", "w")
    assert said(rule) == ["W⁽ᴸ⁾ - η · ∂C/∂W⁽ᴸ⁾", "-23.10 - 0.007 · (-2072)"]
    assert rule.left.value == pytest.approx(-8.594754, rel=1e-12)


def test_a_hidden_node_of_mazurs_network_comes_from_both_outputs() -> None:
    situation = situation_of(load_example("mazur"))
    derivation = chain_rule.delta(situation, "h1")
    assert said(derivation) == [
        "f'(z_(h₁)) · (w₅ · δ_(o₁) + w₇ · δ_(o₂))".replace("'", "′"),
        "0.241 · (0.400 · 0.138 + 0.500 · (-0.0381))",
    ]
    assert [mark.ref for token in in_symbols(derivation.lines[0].expression) for mark in token.marks] == [
        Ref("node", "h1"), Ref("weight", "w5"), Ref("delta", "o1"), Ref("weight", "w7"), Ref("delta", "o2"),
    ]  # fmt: skip


def test_a_batch_is_the_mean_of_its_samples() -> None:
    situation = situation_of(load_example("xor"))
    derivation = batch_mean.gradient(situation, "weight", "w11")
    symbols, numbers = said(derivation)
    assert symbols == "1/B · ∑ₙ ∂Cₙ/∂w₁₁"
    assert numbers.startswith("1/4(0")
    assert numbers.count("+") == 3


def test_the_squared_error_of_a_small_difference_can_be_checked_by_hand() -> None:
    a, y = Quantity("a", 50.0999, "backward"), Quantity("y", 50.1, is_given=True)
    assert text(in_numbers(difference(a, y), 4)).replace(MINUS, "-") == "50.0999000 - 50.1"


def test_five_hundred_terms_are_folded_and_the_value_is_whole() -> None:
    sum_of_many = folded([Quantity(f"a_{{{n}}}", float(n)) for n in range(500)], 5)
    assert sum_of_many.value == sum(range(500))
    assert text(in_numbers(sum_of_many, 4)) == "0 + 1.000 + 2.000 + 3.000 + … and 496 more terms"
    situation = situation_of(net("x -> y", rows=500))
    gradient = batch_mean.gradient(situation, "weight", "x_y")
    assert "… and 496 more terms" in said(gradient)[-1]
    assert gradient.lines[-1].expression.value == pytest.approx(situation.moment.weight_gradients["x_y"], rel=1e-12)


def test_signs_stand_in_parentheses_where_they_would_meet() -> None:
    w, d = Quantity("w", -0.5), Quantity(r"\delta", -0.25)
    assert text(in_numbers(Product((w, d)), 3)).replace(MINUS, "-") == "-0.50 · (-0.25)"
    assert text(in_numbers(Sum((w, d)), 3)).replace(MINUS, "-") == "-0.50 + (-0.25)"
    assert text(in_numbers(Sum((w, Negative(d))), 3)).replace(MINUS, "-") == "-0.500 - (-0.250)"
    assert text(in_symbols(Product((Constant(2.0, "2"), difference(w, d))))) == "2(w − δ)"


def test_what_is_not_reached_yet_is_a_dash() -> None:
    whole = situation_of(load_example("mazur"))
    reached = replace(whole.values, reached=lambda kind, identifier: kind != "delta")
    derivation = chain_rule.delta(replace(whole, values=reached), "h1")
    assert derivation.left.value is None
    assert said(derivation)[1] == f"0.241 · (0.400 · {NOT_YET} + 0.500 · {NOT_YET})"


def test_latex_and_marks() -> None:
    situation = situation_of(load_example("one-weight"))
    row = chain_rule.derivative_by_weight(situation, "w").lines[1].tokens(4)
    assert latex(row) == r"2 ( a^{(L)} - y ) \cdot 1 \cdot a^{(L-1)}"
    assert row[2].marked_tex(3) == r"\textcolor{#000003}{a^{(L)}}"
    assert [mark.name for token in row for mark in token.marks] == ["a⁽ᴸ⁾", "y", "a⁽ᴸ⁻¹⁾"]


def test_a_small_step_is_seen_in_its_numbers() -> None:
    """Mazur's first weight goes from 0.15 to 0.1498, which three digits don't tell apart."""
    (derivation,) = update(situation_of(load_example("mazur")), "weight", "w1")
    assert said(derivation, 3) == ["w₁ - η · ∂C/∂w₁", "0.1500 - 0.5 · 4.386×10⁻⁴"]
    assert derivation.result(3) == "0.1498"
    (large,) = update(situation_of(load_example("one-weight")), "weight", "w")
    assert large.result(4) == "−8.595"


def test_a_quotient_of_differences_is_a_fraction_like_a_derivative() -> None:
    token = in_symbols(Quantity(r"\frac{\Delta C}{\Delta W^{(L)}}", 1.0))[0]
    assert token.kind == "fraction"
    assert token.plain == "ΔC/ΔW⁽ᴸ⁾"
    assert token.tex == r"\frac{\Delta C}{\Delta W^{(L)}}"


@pytest.mark.parametrize(
    ("value", "shown", "tex"),
    [
        (1e-8, "10⁻⁸", "10^{-8}"),
        (-1e-8, "-10⁻⁸", "-10^{-8}"),
        (2.5e-7, "2.5×10⁻⁷", r"2.5\times 10^{-7}"),
        (1e300, "10³⁰⁰", "10^{300}"),
        (0.1, "0.1", "0.1"),
    ],
)
def test_a_power_of_ten_is_no_subtraction(value: float, shown: str, tex: str) -> None:
    setting = Quantity(r"\varepsilon", value, is_given=True)
    assert text(in_numbers(setting, 4)).replace(MINUS, "-") == shown
    assert latex(in_numbers(setting, 4)) == tex


def test_the_optimizers_epsilon_is_typeset_as_a_power_of_ten_in_lines_and_matrices() -> None:
    situation = situation_of(net("x -> y", rows=2, optimizer="adam"), 1)
    assert "+ 10⁻⁸" in said(update(situation, "weight", "x_y")[-1])[-1]
    whole = "".join(
        formulas(statement, "columns", 4) for part in whole_form(situation, layers_of(situation.network)) for statement in part.statements
    )
    assert "10^{-8}" in whole
    assert "e-08" not in whole.replace(MINUS, "-")


def test_data_with_many_digits_are_rounded_in_products_and_whole_where_they_are_told() -> None:
    situation = situation_of(net("x -> y", rows=[[0.43250010279340323, 50.1]]))
    numbers = said(forward.pre_activation(situation, "y"))[-1]
    assert "0.433" in numbers
    assert "0.4325" not in numbers
    assert "50.1" in said(batch_mean.sample_cost(situation))[-1]
    told = solution(situation, "t").sections[0].items[1]
    assert isinstance(told, Derivation)
    assert told.result(4) == "0.43250010279340323"


def test_a_setting_keeps_the_digits_that_it_was_typed_with() -> None:
    situation = situation_of(net("x -> y", rows=1, learning_rate=0.0123456))
    assert "0.0123456" in said(update(situation, "weight", "x_y")[0])[-1]
