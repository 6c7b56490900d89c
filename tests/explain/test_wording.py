"""The place within an iteration as a sentence: what is computed, and from what."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpdesk.engine.phases import PACES, Pace
from bpdesk.explain.wording import counted, sentence
from bpdesk.model.document import Document
from bpdesk.training.inside import entered
from tests.builders import net
from tests.engine.random_networks import documents
from tests.training.test_replay import run_of


def sentences(document: Document, pace: Pace = "thing") -> list[str]:
    """One for each move through the first iteration."""
    moment, found = entered(run_of(document), 0, 0, pace), []
    place = moment.inside
    while place is not None:
        found.append(sentence(document, replace(moment, inside=place)))
        place = place.onward()
    return found


def labelled(document: Document) -> Document:
    """`h1` is called h₁."""
    network = document.network
    nodes = tuple(replace(node, label=f"{node.id[0]}_{node.id[1]}") for node in network.nodes)
    edges = tuple(replace(edge, label=f"w_{{{edge.source[1]}{edge.target[1]}}}") for edge in network.edges)
    return replace(document, network=replace(network, nodes=nodes, edges=edges))


def test_one_value_at_a_time() -> None:
    document = labelled(net("x1 -> h1 h2 -> o1 o2", rows=2, learning_rate=0.5))
    assert sentences(document)[:9] == [
        "Forward: the value of h₁ from the value of x₁ and the bias",
        "Forward: the value of h₂ from the value of x₁ and the bias",
        "Forward: the value of o₁ from the values of h₁ and h₂ and the bias",
        "Forward: the value of o₂ from the values of h₁ and h₂ and the bias",
        "Cost: C from o₁ and o₂ and their targets",
        "Backward: δ of o₂ from the cost",
        "Backward: δ of o₁ from the cost",
        "Backward: δ of h₂ from the deltas of o₁ and o₂",
        "Backward: δ of h₁ from the deltas of o₁ and o₂",
    ]
    assert "Gradients: ∂C/∂w₁₂ from the delta of h₂ and the value of x₁, mean of 2 samples" in sentences(document)
    assert "Gradients: ∂C/∂b of h₂ from its delta, mean of 2 samples" in sentences(document)
    assert "Update: w₁₂ goes against its gradient, at the rate 0.5" in sentences(document)
    assert "Update: bias of o₁ goes against its gradient, at the rate 0.5" in sentences(document)


def test_levels_and_phases() -> None:
    document = labelled(net("x1 -> h1 h2 -> o1", rows=1))
    assert sentences(document, "level")[-2:] == [
        "Update: 2 weights and 2 biases into h₁ and h₂, all at once",
        "Update: 2 weights and 1 bias into o₁, all at once",
    ]
    assert sentences(document, "phase") == [
        "Forward: the values of h₁, h₂ and o₁ from the value of x₁ and the biases",
        "Cost: C from o₁ and the target",
        "Backward: δ of o₁, h₂ and h₁ from the cost",
        "Gradients: 4 weights and 3 biases into h₁, h₂ and o₁, each a delta times a value",
        "Update: 4 weights and 3 biases into h₁, h₂ and o₁, all at once",
    ]


def test_softmax_optimizer_penalty_and_freezing() -> None:
    document = net("x -> y1 y2", output="softmax", cost="cross_entropy", biases=False, rows=[[1, 0, 1]], optimizer="adam", l2=0.1)
    edges = document.network.edges
    document = replace(document, network=replace(document.network, edges=(edges[0], replace(edges[1], frozen=True))))
    assert sentences(document)[:3] == [
        "Forward: z of y1 from the value of x",
        "Forward: z of y2 from the value of x",
        "Forward: softmax makes the values of y1 and y2 from their z",
    ]
    assert "Gradients: ∂C/∂x_y1 from the delta of y1 and the value of x, with the penalty" in sentences(document)
    assert sentences(document)[-2:] == ["Update: x_y1 from its gradient, by Adam", "Update: x_y2 is frozen and stays"]


def test_many_names_are_counted() -> None:
    document = net("x -> h1 h2 h3 h4 h5 h6 -> y", biases=False)
    assert "Forward: the value of y from the values of h1, h2, h3 and 3 more" in sentences(document)


@given(documents(), st.sampled_from(PACES))
def test_every_place_has_a_sentence(document: Document, pace: Pace) -> None:
    for told in sentences(document, pace):
        assert ": " in told
        assert "{" not in told


@pytest.mark.parametrize(("moves", "told"), [(1, "1 of 5 values"), (5, "5 of 5 values"), (6, ""), (7, "1 of 5 deltas")])
def test_where_it_stands_is_counted(moves: int, told: str) -> None:
    place = entered(run_of(net("x -> h1 h2 h3 h4 -> y")), 0, 0, "thing").inside
    for _ in range(moves - 1):
        assert place is not None
        place = place.onward()
    assert place is not None
    assert counted(place) == told
