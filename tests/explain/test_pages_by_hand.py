"""What a reader finds on the pages is what she computes by hand: each number as it stands there, for networks of every kind."""

import re
from collections.abc import Iterable
from dataclasses import replace

import pytest

from bpdesk.explain.layers import layers_of
from bpdesk.explain.matrix_form import whole_form
from bpdesk.explain.matrix_printing import plain
from bpdesk.explain.page import PageKind, page
from bpdesk.explain.shown_numbers import typed
from bpdesk.explain.situation import Situation
from bpdesk.explain.writing import page_text
from bpdesk.files.examples import load_example
from bpdesk.model.document import Document
from bpdesk.model.network import Edge
from bpdesk.text import MINUS, number
from tests.builders import net
from tests.engine import reference
from tests.explain.by_hand import Hand
from tests.explain.situations import situation_of

_SIGNS = str.maketrans({MINUS: "-", "\N{NARROW NO-BREAK SPACE}": None})
_SHARES = [[0.1, 0.2, 0.3, 0.4, 1, 0, 0], [0.5, -0.2, 0.1, 0.9, 0, 1, 0], [0.3, 0.3, -0.3, 0.1, 0, 0, 1]]


def with_skips() -> Document:
    document = net("x1 x2 -> h1 h2 -> y1 y2", seed=2, rows=3)
    edges = (*document.network.edges, Edge("x1_y1", "x1", "y1", 0.4), Edge("x2_y2", "x2", "y2", -0.3))
    return replace(document, network=replace(document.network, edges=edges))


def softmax() -> Document:
    layers = " -> ".join(" ".join(f"{letter}{k}" for k in range(1, size + 1)) for letter, size in zip("xhgy", (4, 8, 8, 3), strict=True))
    return net(layers, seed=2, rows=_SHARES, output="softmax", cost="cross_entropy", activation="tanh")


DOCUMENTS = {
    **{name: load_example(name) for name in ("one-weight", "chain-of-two", "layered", "xor", "mazur")},
    "2-4-1": net("x1 x2 -> h1 h2 h3 h4 -> y", seed=2, rows=4, output="sigmoid"),
    "4-8-8-3": softmax(),
    "skips": with_skips(),
    **{
        optimizer: net("x1 x2 -> h1 h2 -> y", seed=2, rows=2, optimizer=optimizer, l1=0.01, l2=0.1)
        for optimizer in ("momentum", "nesterov", "adagrad", "rmsprop", "adam")
    },
}


def stands(text: str, value: float, digits: Iterable[int] = range(5, 10)) -> bool:
    """Whether the number stands there by itself, to five digits or to as many as its step takes; a given one as it was typed."""
    shown = {typed(value), *(number(value, each) for each in digits)}
    return any(re.search(rf"(?<![\d.]){re.escape(each.translate(_SIGNS))}(?!\d)", text.translate(_SIGNS)) for each in shown)


def said(situation: Situation, kind: PageKind, of: str = "") -> str:
    return page_text(page(situation, kind, of), 5)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_numbers_on_the_pages_are_those_of_a_hand(name: str) -> None:
    document = DOCUMENTS[name]
    situation, network = situation_of(document), document.network
    hand = Hand(document, tuple(map(int, situation.moment.batch)))
    shown = hand.passed(0)
    for edge in network.edges[:4]:
        gradient, told = hand.gradient(edge.id), said(situation, "weight", edge.id)
        wanted = [gradient, hand.delta(shown, edge.target) * shown.a[edge.source]]
        wanted += [] if edge.frozen else [hand.stepped(edge.id, gradient)]
        assert [value for value in wanted if not stands(told, value)] == []
    for node in [node for node in network.nodes if node.kind != "input"][-4:]:
        told = said(situation, "node", node.id)
        assert [v for v in (shown.z[node.id], shown.a[node.id], hand.delta(shown, node.id)) if not stands(told, v)] == []
    told = said(situation, "cost")
    assert stands(told, shown.cost)
    assert stands(told, reference.cost(document, hand.point, hand.rows))


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name != "4-8-8-3"])
def test_the_numbers_in_the_matrices_are_those_of_a_hand(name: str) -> None:
    document = DOCUMENTS[name]
    situation = situation_of(document)
    hand = Hand(document, tuple(map(int, situation.moment.batch)))
    sections = whole_form(situation, layers_of(document.network))
    told = "\n".join(plain(statement, "columns", 5) for section in sections for statement in section.statements)
    shown = hand.passed(0)
    neurons = [node.id for node in document.network.nodes if node.kind != "input"]
    wanted = [value for node in neurons for value in (shown.z[node], shown.a[node], hand.delta(shown, node))]
    wanted += [hand.gradient(edge.id) for edge in document.network.edges]
    wanted += [hand.stepped(edge.id, hand.gradient(edge.id)) for edge in document.network.edges if not edge.frozen]
    assert [value for value in wanted if not stands(told, value)] == []
