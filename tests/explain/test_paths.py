"""The sum over all paths is the recursion, and is counted without walking it."""

import math

import pytest
from hypothesis import given

from bpdesk.explain.paths import all_paths, counts, walk
from bpdesk.explain.printing import text
from bpdesk.files.examples import load_example
from bpdesk.model.document import Document
from tests.builders import net
from tests.engine.random_networks import documents
from tests.explain.situations import situation_of


@given(documents(most_rows=2))
def test_the_sum_over_all_paths_equals_the_recursion(document: Document) -> None:
    situation = situation_of(document)
    shown = situation.values.row
    for edge in document.network.edges:
        found = all_paths(situation, "weight", edge.id, most=10_000)
        products = [derivation.lines[0].expression.value or 0.0 for _, derivation in found.paths]
        assert len(products) == found.count == counts(situation)[edge.target]
        wanted = shown.deltas[edge.target] * shown.activations[edge.source]
        assert math.fsum(products) == pytest.approx(wanted, rel=1e-12, abs=1e-12 * math.fsum(map(abs, products)))


def test_each_path_of_mazurs_first_weight() -> None:
    found = all_paths(situation_of(load_example("mazur")), "weight", "w1")
    assert found.count == 2
    assert [path.nodes for path, _ in found.paths] == [("h1", "o1"), ("h1", "o2")]
    assert text(found.paths[0][1].lines[0].tokens(4)) == "i₁ · f′(z_(h₁)) · w₅ · δ_(o₁)"
    assert text(found.whole.lines[0].tokens(4)) == "P₁ + P₂"
    assert {(ref.kind, ref.id) for ref in found.paths[0][1].lights} == {
        ("node", "i1"), ("weight", "w1"), ("node", "h1"), ("weight", "w5"), ("node", "o1"),
    }  # fmt: skip


def test_a_deep_wide_network_is_counted_at_once_and_shown_in_part() -> None:
    layers = " -> ".join(" ".join(f"n{depth}x{place}" for place in range(10)) for depth in range(12))
    situation = situation_of(net(layers, rows=1))
    edge = situation.network.edges[0]
    found = all_paths(situation, "weight", edge.id)
    assert found.count == 10**10
    assert len(found.paths) == 12
    assert "… and 9\u202f999\u202f999\u202f988 more terms" in text(found.whole.lines[0].tokens(4))
    assert found.whole.lines[1].expression.value == pytest.approx(found.whole.left.value, rel=1e-12)


def test_a_long_chain_is_walked_without_recursion() -> None:
    situation = situation_of(net(" -> ".join(f"n{depth}" for depth in range(1500)), activation="linear", biases=False, rows=1))
    (path,) = walk(situation, "n1")
    assert len(path.edges) == 1498
