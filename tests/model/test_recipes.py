"""Layered networks from their sizes: their shape, names and start weights; sizes as they are typed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpdesk.files.schema import read, write
from bpdesk.model.initializers import CONSTANT, HE, UNIFORM, ZEROS, Initializer
from bpdesk.model.problems import problems
from bpdesk.model.recipes import MOST_LAYERS, layered, read_sizes, sizes_text, weights_of
from bpdesk.model.refusal import Refusal
from bpdesk.model.topology import levels

SIZES = st.lists(st.integers(1, 12), min_size=2, max_size=5)


@settings(deadline=None)
@given(sizes=SIZES, biases=st.booleans(), output=st.sampled_from(["linear", "softmax", "sigmoid"]), seed=st.integers(0, 2**63 - 1))
def test_any_sizes_make_full_layers_that_can_be_saved(sizes: list[int], biases: bool, output: str, seed: int) -> None:
    document = layered(sizes, "relu", output, biases, seed)
    network = document.network
    assert read(write(document)) == document
    level = levels([node.id for node in network.nodes], [(edge.source, edge.target) for edge in network.edges])
    assert np.bincount(list(level.values())).tolist() == sizes
    assert len(network.edges) == weights_of(sizes)
    assert {node.activation for node in network.nodes if node.kind == "hidden"} <= {"relu"}
    assert {node.activation for node in network.outputs} == {output}
    assert len(network.biased) == (sum(sizes[1:]) if biases else 0)


def test_names_count_within_their_layer() -> None:
    network = layered([2, 3, 1], "tanh", "linear", True, 0).network
    assert [node.id for node in network.nodes] == ["x1", "x2", "h1", "h2", "h3", "y1"]
    assert [edge.id for edge in network.edges][:3] == ["w1_11", "w1_12", "w1_21"]
    assert network.edge_by_id["w1_21"].label == "W^{(1)}_{21}"
    assert (network.edge_by_id["w1_21"].source, network.edge_by_id["w1_21"].target) == ("x1", "h2")
    assert layered([1, 2, 1, 1], "tanh", "linear", True, 0).network.nodes[1].label == "h^{(1)}_1"


def test_a_fresh_network_says_what_it_still_needs() -> None:
    messages = [problem.message for problem in problems(layered([1, 1], "tanh", "linear", True, 0))]
    assert messages == ["row 1: value of x1 is missing", "row 1: target of y1 is missing"]


def test_weights_come_from_the_seed_and_are_spread_by_the_size_of_their_layers() -> None:
    one, same, other = (layered([30, 20, 1], "tanh", "linear", True, seed) for seed in (1, 1, 2))
    assert one == same
    assert one.network.edges != other.network.edges
    first = [edge.weight for edge in one.network.edges if edge.id.startswith("w1")]
    bound = (6 / 50) ** 0.5
    assert 0.9 * bound < max(map(abs, first)) <= bound * 1.05
    assert abs(np.mean(first)) < 0.1 * bound


def test_a_drawn_weight_is_never_zero() -> None:
    class Zero(np.random.Generator):
        calls = 0

        def uniform(self, low: float = 0.0, high: float = 1.0, size: None = None) -> float:  # type: ignore[override]  # scalars only
            self.calls += 1
            return 0.0 if self.calls < 3 else high / 2

    assert Initializer().draw(Zero(np.random.PCG64(0)), 3, 3) == 0.5


@pytest.mark.parametrize("typed", ["2-4-1", " 2 – 4 − 1 ", "2, 4, 1", "2 4 1", "2x4×1"])
def test_sizes_are_read_as_people_type_them(typed: str) -> None:
    assert read_sizes(typed) == (2, 4, 1)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "Type the sizes of the layers, input first: 2-4-1."),
        ("two", "Type the sizes of the layers, input first: 2-4-1."),
        ("2--1", "Type the sizes of the layers, input first: 2-4-1."),
        ("-2-1", "Type the sizes of the layers, input first: 2-4-1."),
        ("2.5-1", "Type the sizes of the layers, input first: 2-4-1."),
        ("3", "At least two layers: inputs and outputs, as in 2-1."),
        ("2-0-1", "Each layer has at least one node."),
        ("-".join(["1"] * (MOST_LAYERS + 1)), "At most 12 layers."),
        ("999999999-1", "nodes are too many"),
        ("1000-1000", "weights are too many"),
    ],
)
def test_sizes_that_make_no_network_are_refused_with_the_reason(typed: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason.replace(".", r"\.")):
        read_sizes(typed)


@pytest.mark.parametrize(
    ("sizes", "biases", "text"),
    [
        ((2, 4, 1), True, "2 inputs, 4 hidden, 1 output: 12 weights, 5 biases"),
        ((1, 1), True, "1 input, 1 output: 1 weight, 1 bias"),
        ((4, 8, 8, 3), False, "4 inputs, 8 + 8 hidden, 3 outputs: 120 weights"),
    ],
)
def test_what_will_be_made_is_said(sizes: tuple[int, ...], biases: bool, text: str) -> None:
    assert sizes_text(sizes, biases) == text


def test_hidden_softmax_is_refused() -> None:
    with pytest.raises(Refusal, match="Only the outputs"):
        layered([2, 2, 1], "softmax", "linear", True, 0)


def test_start_weights_follow_the_rule_that_was_chosen() -> None:
    def weights(initializer: Initializer) -> list[float]:
        edges = layered([40, 50, 1], "tanh", "linear", True, 1, initializer).network.edges
        return [edge.weight for edge in edges if edge.id.startswith("w1")]

    assert set(weights(Initializer(ZEROS))) == {0.0}
    assert set(weights(Initializer(CONSTANT, -0.25))) == {-0.25}
    even = weights(Initializer(UNIFORM, 0.2))
    assert 0.19 < max(map(abs, even)) <= 0.2
    assert np.std(weights(Initializer(HE))) == pytest.approx((2 / 40) ** 0.5, rel=0.05)


@pytest.mark.parametrize("rule", [(UNIFORM, 0.0), (UNIFORM, -1.0), (CONSTANT, float("inf")), ("other", 1.0)])
def test_rules_that_make_no_weights_are_refused(rule: tuple[str, float]) -> None:
    with pytest.raises(Refusal):
        Initializer(*rule)


def test_each_hidden_layer_may_have_its_own_activation() -> None:
    nodes = layered([1, 1, 1, 1], ["relu", "sigmoid"], "linear", True, 0).network.nodes
    assert [node.activation for node in nodes] == [None, "relu", "sigmoid", "linear"]
    with pytest.raises(Refusal, match="Each hidden layer"):
        layered([1, 1, 1, 1], ["relu"], "linear", True, 0)
