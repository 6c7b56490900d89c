"""LaTeX is typeset, or refused with a reason: nothing that a label may hold does anything else."""

import contextlib
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpdesk.explain.mathsvg import DoesNotTypeset, mark_of, marked, svg, unmarked

_PIECES = [
    *r"ab1_^{}\&%#~'日<>! ", r"\frac", r"\left(", r"\right)", r"\\", r"\begin{bmatrix}", r"\end{bmatrix}", r"\textcolor{#000001}",
    r"\text{a}", r"\hat", r"\sum", r"\over", r"\nosuch", r"\begin{array}{cc}", r"\hline", "\x07", "\u0301",
    r"\genfrac", r"\prescript", r"\middle|",
]  # fmt: skip


@pytest.mark.parametrize(
    "tex",
    [
        r"\frac{\partial C}{\partial w_{12}} = \delta_1 \, a_2",
        r"\delta_j = f'(z_j) \sum_k w_{jk}\,\delta_k",
        r"{\begin{bmatrix} 1 & −0.5 \\ \cdots & \ddots \end{bmatrix}}^{\top}",
        r"\begin{aligned} z &= Wa + b \\ a &= f(z) \end{aligned}",
        r"\begin{cases} 0 & z \le 0 \\ z & z > 0 \end{cases}",
        r"\mathbf{J}^{\top} \nabla C \odot \operatorname{sign} W \leftarrow \eta \hat{v} \sqrt{v} \boxed{a}",
        r"W^{(l,m)} \text{ x1}",
    ],
)
def test_what_the_program_writes_is_typeset(tex: str) -> None:
    drawn = svg(tex, 20)
    assert drawn.width > 30
    assert drawn.ascent > 10
    assert {mark_of(element.get("fill")) for element in drawn.root.iter()} == {None}


def test_marks_arrive_as_colours_and_are_taken_away_for_copying() -> None:
    tex = marked("a", 0) + " + " + marked(r"\frac{b}{c}", 300)
    found = [mark_of(element.get("fill")) for element in svg(tex, 20).root]
    assert found.count(0) == 1
    assert found.count(300) == 3
    assert unmarked(tex) == r"{a} + {\frac{b}{c}}"


def test_a_mark_in_capitals_is_the_same() -> None:
    assert mark_of("#00000A") == mark_of("#00000a") == 10
    assert unmarked(r"\textcolor{#0000FF}{a}") == "{a}"


@pytest.mark.parametrize("mark", [-1, 65536])
def test_a_mark_that_has_no_colour_is_refused(mark: int) -> None:
    with pytest.raises(ValueError, match="0 to 65535"):
        marked("a", mark)


@pytest.mark.parametrize("tex", [r"\frac{a", "a_1_2", "", "   ", r"\\", r"\left(", "&", "x" * 5000, "{" * 900 + "x" + "}" * 900])
def test_what_is_no_formula_is_refused_with_a_reason(tex: str) -> None:
    with pytest.raises(DoesNotTypeset, match=r"\w+ .*\.$"):
        svg(tex, 20)


def test_an_unknown_command_is_named() -> None:
    with pytest.raises(DoesNotTypeset, match=r"\\nosuch"):
        svg(r"\frac{\nosuch}{2}", 20)


@given(st.lists(st.sampled_from(_PIECES) | st.text(max_size=2), max_size=10).map("".join))
def test_nothing_but_a_refusal_comes_of_any_text(tex: str) -> None:
    with contextlib.suppress(DoesNotTypeset):
        assert svg(tex, 20).width > 0


def test_the_renderer_is_loaded_by_the_first_formula_only() -> None:
    program = (
        "import sys, bpdesk.explain.mathsvg as m; before = 'ziamath' in sys.modules; m.load(); "
        "print(before, 'ziamath' in sys.modules, 'PySide6' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True", "False"]
