"""Words that stand where labels stand, and are no maths."""

from hypothesis import given
from hypothesis import strategies as st

from bpdesk.explain.names import as_tex
from bpdesk.model.math_syntax import as_typed, linear
from bpdesk.model.names import shown_label
from bpdesk.model.network import Edge


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=64).map(lambda words: words.replace("^", "")))
def test_words_with_marks_of_maths_can_be_shown_letter_by_letter(words: str) -> None:
    assert linear(as_typed(words)) == words


def test_an_id_is_no_maths() -> None:
    assert shown_label(Edge("x1_h1", "x1", "h1", 0.5)) == r"\text{x1\_h1}"
    assert shown_label(Edge("x1_h1", "x1", "h1", 0.5, label="w_1")) == "w_1"


def test_formulas_call_it_as_the_canvas_does() -> None:
    assert as_tex(shown_label(Edge("x1_h1", "x1", "h1", 0.5))) == r"\text{x1\_h1}"
