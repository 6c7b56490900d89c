"""Pages as text that leaves the program: lines that fit on paper, numbers as they were typed."""

import pytest

from bpdesk.explain import batch_mean
from bpdesk.explain.derivation import Derivation
from bpdesk.explain.layers import layers_of
from bpdesk.explain.mathsvg import svg
from bpdesk.explain.matrix_form import level_form
from bpdesk.explain.matrix_printing import latex
from bpdesk.explain.solution import solution
from bpdesk.explain.writing import derivation_latex, section_text
from tests.builders import net
from tests.explain.situations import situation_of


def test_long_lines_are_broken_before_their_signs_where_they_leave_the_program() -> None:
    wide = situation_of(net("x -> " + " ".join(f"h{n}" for n in range(1, 9)) + " -> y", rows=2, l2=0.1))
    written = derivation_latex(batch_mean.batch_cost(wide), 4)
    lines = written.splitlines()[1:-1]
    assert len(lines) > 3
    assert all(line.startswith((" &", "C &")) for line in lines)
    assert any(line.startswith(r" &\qquad {} +") for line in lines)
    short = derivation_latex(batch_mean.sample_cost(wide), 4)
    assert r"\qquad" not in short
    assert svg(written, 20.0).width > 0


def test_given_values_are_written_as_they_were_typed() -> None:
    situation = situation_of(net("x -> y", rows=[[0.5, -2.0]]))
    given = section_text(solution(situation, "t").sections[0], 4)
    assert "x = 0.5" in given
    assert "= −2.0" in given


def forward_latex(layers: str) -> str:
    situation = situation_of(net(layers, rows=2))
    return latex(level_form(situation, layers_of(situation.network), 1)[0].statements[0], "columns", 4)


def test_wide_matrices_are_broken_before_their_signs() -> None:
    signs = (r" \\ + ", r" \\ = ", r" \\ \rightarrow ")
    assert any(sign in forward_latex("x1 x2 x3 x4 x5 x6 -> h1 h2 h3 h4 h5 h6 -> y") for sign in signs)
    assert not any(sign in forward_latex("x -> y") for sign in signs)


def test_a_worked_batch_has_the_derivative_of_the_shown_row_before_the_mean() -> None:
    document = net("x -> y", rows=[[0.5, -2.0], [1.5, 1.0]])
    [edge] = document.network.edges
    bias = document.network.node_by_id["y"].bias
    assert bias is not None
    errors = [edge.weight * x + bias.value - y for x, y in ((0.5, -2.0), (1.5, 1.0))]
    gradients = next(section for section in solution(situation_of(document, row=1), "t").sections if section.name == "gradients")
    values = [item.left.value for item in gradients.items if isinstance(item, Derivation)]
    assert values[:2] == pytest.approx([2 * errors[1] * 1.5, errors[0] * 0.5 + errors[1] * 1.5])
