"""Each mistake is made here once more, on the independent reference, and found; right answers are never called wrong."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpdesk.engine.program import Program, compile_document
from bpdesk.engine.regime import Regime
from bpdesk.engine.state import start
from bpdesk.engine.step import Engine
from bpdesk.explain.hand.answers import answers
from bpdesk.explain.hand.diagnosis import diagnose, unit_of_last_digit
from bpdesk.explain.hand.mistake import Answers, Mistake, Question
from bpdesk.files.examples import load_example
from bpdesk.model.document import Document
from tests.builders import net, one_weight
from tests.engine import reference
from tests.engine.random_networks import documents


def asked(document: Document, question: Question, row: int = 0) -> Answers:
    program = compile_document(document)
    assert isinstance(program, Program)
    return answers(Engine(program), Regime.at_start(program), start(program), row, question)


def questions(document: Document) -> list[Question]:
    network = document.network
    return [
        *(Question(kind, edge.id) for kind in ("weight", "weight_gradient") for edge in network.edges),
        *(Question(kind, node.id) for kind in ("bias", "bias_gradient") for node in network.biased),
        *(Question(kind, node.id) for kind in ("pre_activation", "activation", "delta") for node in network.nodes if node.kind != "input"),
    ]


def typed(value: float, digits: int) -> str:
    return f"{value:.{digits - 1}e}"


def made(known: Answers, mistake: Mistake) -> float:
    """What that mistake gives."""
    return next(wrong.value for wrong in known.wrong if wrong.mistake is mistake)


@given(document=documents(), digits=st.integers(3, 6), comma=st.booleans())
def test_right_answers_to_any_rounding_are_right(document: Document, digits: int, comma: bool) -> None:
    for question in questions(document):
        known = asked(document, question)
        text = typed(known.right, digits)
        assert diagnose(text.replace(".", ",") if comma else text, known).outcome == "right"
        assert diagnose(repr(known.right), known).outcome == "right"


@given(document=documents(most_rows=3))
def test_each_mistake_is_named_for_the_number_that_it_gives(document: Document) -> None:
    for question in questions(document):
        known = asked(document, question)
        for wrong in known.wrong:
            if wrong.value == 0 and abs(known.right) < 1e-16:
                continue  # to so many digits 0 is what is left of a sum whose terms cancel
            told = diagnose(f"{wrong.value:.16e}", known)
            others = [each for each in known.wrong if math.isclose(each.value, wrong.value, rel_tol=1e-12)]
            assert told.outcome == "mistake"
            assert wrong.mistake.line in told.lines or len(others) > 3


def test_the_posts_step_and_its_slips() -> None:
    known = asked(one_weight(), Question("weight", "w"))
    assert known.right == pytest.approx(-8.594754, rel=1e-9)
    assert diagnose("-8.5948", known).outcome == "right"
    assert diagnose("-8,5948", known).outcome == "right"
    assert "uphill" in diagnose("-37.605", known).text
    assert "learning rate is missing" in diagnose(repr(-23.1 + 2072.178), known).text
    half = diagnose(repr(-23.1 + 0.007 * 2072.178 / 2), known)
    assert "factor 2" in half.text
    assert half.lines == ("cost",)
    assert diagnose("-8.6", known).outcome == "right"
    assert diagnose("-8.61", known).outcome == "rounded"


def test_the_error_behind_the_much_copied_example_is_found() -> None:
    """Mazur prints what comes of going back through updated weights; both differ in the sixth digit of the weight's change only."""
    document = load_example("mazur")
    edge = document.network.edges[0].id
    known = asked(document, Question("weight_gradient", edge))
    told = diagnose(repr(made(known, Mistake.UPDATED_WEIGHT)), known)
    assert told.outcome == "mistake"
    assert "already updated" in told.text


def test_two_mistakes_that_give_the_same_number_are_both_named() -> None:
    document = replace(one_weight(), training=replace(one_weight().training, learning_rate=0.5))
    known = asked(document, Question("weight", "w"))
    told = diagnose(repr(made(known, Mistake.NO_RATE)), known)
    assert "learning rate is missing" in told.text
    assert "Twice as much" in told.text
    assert set(told.lines) == {"update", "cost"}


@pytest.mark.parametrize("typed", ["", "abc", "1e999", "1/0", "9" * 500])
def test_what_is_no_number_is_told_calmly(typed: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        diagnose(typed, Answers(1.0))


@pytest.mark.parametrize(
    ("answer", "outcome"), [("1/3", "right"), ("0.333", "right"), ("0.3", "other"), ("-0.4", "other"), ("1e300", "other")]
)
def test_fractions_and_far_answers(answer: str, outcome: str) -> None:
    assert diagnose(answer, Answers(1 / 3)).outcome == outcome


def test_the_last_digit_tells_how_exact_an_answer_means_to_be() -> None:
    assert [unit_of_last_digit(text) for text in ("8.59", "-8,5", "12", "1.5e-3", "1/3")] == [0.01, 0.1, 1.0, pytest.approx(1e-4), 0.0]
    assert not math.isnan(np.float64(unit_of_last_digit("1e400")))


def test_a_weight_that_stays_as_it_was_is_not_taken_for_the_updated_one() -> None:
    """Mazur's first weight goes from 0.15 to 0.14978: all of it is within two in a thousand."""
    document = load_example("mazur")
    known = asked(document, Question("weight", document.network.edges[0].id))
    assert known.before == 0.15
    for far in ("0.1500", "0.1499", "0.15000"):
        assert diagnose(far, known).outcome in ("other", "mistake"), far
    assert diagnose("0.14978", known).text == "Right."
    assert diagnose("0.149781", known).text == "Right."
    assert diagnose("0.1497817", known).outcome == "rounded"
    coarse = diagnose("0.150", known)
    assert coarse.outcome == "right"
    assert "don't show the step" in coarse.text
    assert "uphill" in diagnose("0.150219", known).text


@given(seed=st.integers(0, 1000), rows=st.integers(1, 4), l2=st.sampled_from([0.0, 0.2]), output=st.sampled_from(["linear", "tanh"]))
def test_mistakes_in_the_step_are_those_that_a_hand_makes(seed: int, rows: int, l2: float, output: str) -> None:
    """The updated weight of 1-1 by the formula, with each mistake put into it; and z and a of its node."""
    document = net("x -> y", seed=seed, rows=rows, learning_rate=0.3, l2=l2, output=output)
    point = reference.start_of(document)
    passes = [reference.sample(document, point, row) for row in document.data.train]  # type: ignore[union-attr]  # has data
    w, b, first = point.weights["x_y"], point.biases["y"], passes[0]

    def slope(a: float) -> float:
        return 1.0 if output == "linear" else 1 - a * a

    def gradient(
        factor: float = 2.0, *, with_slope: bool = True, with_input: bool = True, divide: bool = True, penalty: bool = True
    ) -> float:
        errors = [factor * (each.a["y"] - each.targets["y"]) for each in passes]
        slopes = [slope(each.a["y"]) if with_slope else 1.0 for each in passes]
        inputs = [each.a["x"] if with_input else 1.0 for each in passes]
        terms = [error * rise * value for error, rise, value in zip(errors, slopes, inputs, strict=True)]
        return sum(terms) / (len(terms) if divide else 1) + (l2 * w if penalty else 0.0)

    right = w - 0.3 * gradient()
    by_hand = {
        Mistake.ADDED: w + 0.3 * gradient(),
        Mistake.NO_RATE: w - gradient(),
        Mistake.HALF: w - 0.3 * gradient(factor=1.0),
        Mistake.DOUBLE: w - 0.3 * gradient(factor=4.0),
        Mistake.NO_INPUT: w - 0.3 * gradient(with_input=False),
    }
    if rows > 1:
        by_hand[Mistake.NO_MEAN] = w - 0.3 * gradient(divide=False)
    if l2:
        by_hand[Mistake.NO_PENALTY] = w - 0.3 * gradient(penalty=False)
    if output == "tanh":
        by_hand[Mistake.NO_SLOPE] = w - 0.3 * gradient(with_slope=False)
    known = asked(document, Question("weight", "x_y"))
    assert known.right == pytest.approx(right, rel=1e-12)
    for mistake, value in by_hand.items():
        if abs(value - right) > 1e-9 * abs(right):
            assert made(known, mistake) == pytest.approx(value, rel=1e-9)
            told = diagnose(typed(value, 16), known)
            assert told.outcome == "mistake"
            assert mistake.line in told.lines
    told = diagnose(typed(first.z["y"] - b, 16), asked(document, Question("pre_activation", "y")))
    assert b == 0 or "bias is missing" in told.text
    activation = asked(document, Question("activation", "y"))
    assert output == "linear" or "activation function is still to be applied" in diagnose(typed(first.z["y"], 16), activation).text


def test_a_weight_with_its_sign_flipped_is_told_that_its_size_is_right() -> None:
    known = Answers(1.32272, before=1.3)
    assert diagnose("-1.32272", known).text == "The size is right, the sign is wrong."
    assert "so does the size" in diagnose("-1.5", known).text


@pytest.mark.parametrize(
    ("typed", "right", "word"), [("-0.8", -0.9, "size too small"), ("-1.8", -0.9, "size too large"), ("0.8", 0.9, "this is too small")]
)
def test_too_large_and_too_small_are_true_below_zero_too(typed: str, right: float, word: str) -> None:
    assert word in diagnose(typed, Answers(right)).text


def test_one_slip_is_named_once() -> None:
    """Of an output's weight its own slope is the only one on the way."""
    document = net("x -> h -> y", seed=3, rows=2, activation="tanh", output="sigmoid")
    known = asked(document, Question("weight_gradient", "h_y"))
    point = reference.start_of(document)
    passes = [reference.sample(document, point, row) for row in document.data.train]  # type: ignore[union-attr]  # has data
    without_slope = sum(2 * (each.a["y"] - each.targets["y"]) * each.a["h"] for each in passes) / len(passes)
    told = diagnose(repr(without_slope), known)
    assert told.text == "The slope f′(z) of y is missing."
    assert told.lines == ("slope",)
