"""Every LaTeX that a page prints typesets, whatever the labels are."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpdesk.explain.activations import ACTIVATIONS, SOFTMAX_DEFINITION
from bpdesk.explain.chain_rule import derivative_by_weight
from bpdesk.explain.costs import COSTS
from bpdesk.explain.derivation import Derivation
from bpdesk.explain.layers import layers_of
from bpdesk.explain.mathsvg import DoesNotTypeset, svg
from bpdesk.explain.matrices import Convention
from bpdesk.explain.matrix_form import whole_form
from bpdesk.explain.matrix_printing import formula, latex, marked_tex
from bpdesk.explain.names import as_tex, upright
from bpdesk.explain.page import page
from bpdesk.explain.solution import solution
from bpdesk.explain.update_rules import update
from bpdesk.explain.writing import derivation_latex
from bpdesk.model.catalogue import OPTIMIZER_NAMES
from bpdesk.model.document import Document
from bpdesk.model.math_syntax import linear
from tests.builders import net
from tests.engine.random_networks import documents
from tests.explain.situations import situation_of

_ODD = [
    "\\frac{1",
    "}{",
    "a^b^c",
    "x_",
    "\\foo",
    "50 %",
    "a & b < c",
    "#$~",
    "\\textcolor{red}{x}",
    "漢字",
    "^",
    "\\\\",
    "_{",
    "a'",
    "]]>",
    "&^0",
    "x_%",
    "a^{#1}",
    r"x_{\&}",
]


def assert_typesets(tex: str) -> None:
    try:
        svg(tex, 20.0)
    except DoesNotTypeset as refusal:
        pytest.fail(f"{tex}: {refusal}")


@settings(max_examples=4)
@given(documents(most_rows=1))
def test_every_latex_typesets(document: Document) -> None:
    """A few networks: each formula takes some tens of milliseconds."""
    situation = situation_of(document)
    whole = page(situation, "weight", document.network.edges[0].id) if document.network.edges else page(situation, "cost")
    items = [item for section in whole.sections for item in section.items]
    for derivation in [item for item in items if isinstance(item, Derivation)][:4]:
        assert_typesets(derivation_latex(derivation, 4))


@pytest.mark.parametrize("optimizer", OPTIMIZER_NAMES)
def test_each_optimizer_typesets(optimizer: str) -> None:
    for derivation in update(situation_of(net("x -> y", optimizer=optimizer, rows=1), 2), "weight", "x_y"):
        assert_typesets(derivation_latex(derivation, 4))


def test_each_definition_typesets() -> None:
    for activation in ACTIVATIONS.values():
        assert_typesets(f"f(z) = {activation.definition}")
        assert_typesets(f"f'(z) = {activation.derivative}")
    for cost in COSTS.values():
        assert_typesets(f"C_n = {cost.definition}")
    assert_typesets(SOFTMAX_DEFINITION)


@settings(max_examples=10)
@given(
    st.one_of(
        st.sampled_from(_ODD), st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Mn", "Me")), min_size=1, max_size=8)
    )
)
def test_a_label_that_does_not_typeset_stands_as_typed(label: str) -> None:
    name = as_tex(label)
    if name.strip() in ("", r"\text{ }") or not label.strip():
        return
    assert_typesets(f"\\frac{{\\partial C}}{{\\partial z_{{{name}}}}}")
    assert_typesets(f"x{upright(label)}")


@pytest.mark.parametrize("label", ["\\undefined_{1}", "a\\\\b_{", "\\nothing"])
def test_words_hold_no_command_that_latex_knows_in_formulas_only(label: str) -> None:
    name = as_tex(label)
    assert r"\backslash" in name
    assert not re.search(r"\\text\{[^}]*\\[A-Za-z]", name)
    assert linear(name) == label


def test_odd_labels_in_a_whole_page() -> None:
    document = net("x1 x2 -> h -> y", rows=1)
    edges = tuple(replace(edge, label=label) for edge, label in zip(document.network.edges, _ODD, strict=False))
    nodes = tuple(replace(node, label=label) for node, label in zip(document.network.nodes, _ODD[::-1], strict=False))
    document = replace(document, network=replace(document.network, nodes=nodes, edges=edges))
    derivation = derivative_by_weight(situation_of(document), edges[0].id)
    assert_typesets(derivation_latex(derivation, 4))
    for row in derivation.printed(4):
        for token in row:
            assert_typesets(token.marked_tex())


@settings(max_examples=5)
@given(documents(most_rows=2))
def test_the_whole_matrix_form_typesets(document: Document) -> None:
    """Each rule as the page typesets it, in both conventions, and the copied LaTeX of some."""
    situation = situation_of(document)
    layers = layers_of(document.network)
    statements = [each for section in whole_form(situation, layers) for each in section.statements]
    conventions: tuple[Convention, ...] = ("columns", "rows")
    for convention in conventions:
        for rule in dict.fromkeys(marked_tex(formula(each, convention))[0] for each in statements):
            assert_typesets(rule)
        assert_typesets(rf"\begin{{gathered}} {latex(statements[0], convention, 4)} \end{{gathered}}")
        assert_typesets(rf"\begin{{gathered}} {latex(statements[-1], convention, 4)} \end{{gathered}}")


@settings(max_examples=3)
@given(documents(most_rows=2))
def test_a_whole_worked_solution_typesets(document: Document) -> None:
    for section in solution(situation_of(document), "t").sections:
        for item in [item for item in section.items if isinstance(item, Derivation)][:3]:
            assert_typesets(derivation_latex(item, 4))
            assert_typesets(item.definition or "x")
