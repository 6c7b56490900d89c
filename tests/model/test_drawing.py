"""Drawing edits: any sequence of them keeps a document that can be saved; what can't be is refused with its reason."""

import math
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from types import FrameType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bpdesk.files.schema import read, write
from bpdesk.model import drawing
from bpdesk.model.catalogue import ACTIVATION_NAMES, SOFTMAX
from bpdesk.model.dataset import Dataset, Rows, Scaling
from bpdesk.model.document import Document
from bpdesk.model.drawing import Refusal
from bpdesk.model.network import KINDS, Bias, Edge, Network, Node
from bpdesk.model.topology import topological_order
from tests.builders import net, with_run
from tests.strategies import documents, numbers

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
PLACES = st.tuples(numbers, numbers)


def drawn(*kinds: str) -> Document:
    """An empty canvas with nodes of these kinds on it."""
    document = Document()
    for kind in kinds:
        document, _ = drawing.add_node(document, next(known for known in KINDS if known == kind), (0.0, 0.0))
    return document


def connected(document: Document, *pairs: tuple[str, str]) -> Document:
    for source, target in pairs:
        document, _ = drawing.connect(document, source, target, 0.5)
    return document


def assert_sound(document: Document) -> None:
    """It survives saving, its columns are its inputs and outputs, its network is acyclic and refers to nothing that isn't there."""
    network = document.network
    assert read(write(document)) == document
    ids = [node.id for node in network.nodes]
    assert len(topological_order(ids, [(edge.source, edge.target) for edge in network.edges])) == len(ids)
    columns = () if document.data is None else document.data.columns
    assert document.data is None or sorted(columns) == sorted(node.id for node in (*network.inputs, *network.outputs))


@st.composite
def _edited(draw: st.DrawFn, document: Document) -> Document:
    """The document after one drawing edit with random arguments."""
    nodes, edges = [node.id for node in document.network.nodes], [edge.id for edge in document.network.edges]
    some_nodes = draw(st.lists(st.sampled_from(nodes), unique=True)) if nodes else []
    some_edges = draw(st.lists(st.sampled_from(edges), unique=True)) if edges else []
    edit = draw(st.sampled_from(["add", "delete", "paste", "activation", *(["connect", "kind", "bias", "label", "move"] if nodes else [])]))
    if edit == "add":
        return drawing.add_node(document, draw(st.sampled_from(KINDS)), draw(PLACES))[0]
    if edit == "delete":
        return drawing.delete(document, some_nodes, some_edges)
    if edit == "paste":
        part = drawing.fragment(document, some_nodes, some_edges) if draw(st.booleans()) else draw(documents())
        return drawing.paste(document, part, draw(PLACES))[0]
    if edit == "activation":
        frozen = drawing.freeze(document, some_edges, some_nodes, draw(st.booleans()))
        return drawing.set_activation(frozen, some_nodes, draw(st.sampled_from(ACTIVATION_NAMES)))
    node = draw(st.sampled_from(nodes))
    if edit == "connect":
        return drawing.connect(document, node, draw(st.sampled_from(nodes)), draw(numbers))[0]
    if edit == "kind":
        return drawing.set_kind(document, node, draw(st.sampled_from(KINDS)))
    if edit == "bias":
        return drawing.set_node_bias(document, node, draw(st.none() | numbers))
    if edit == "label":
        return drawing.set_node_label(document, node, draw(st.none() | st.text(max_size=210)))
    return drawing.move(document, {node: draw(PLACES)})


@settings(suppress_health_check=SLOW, deadline=None)
@given(st.data())
def test_any_sequence_of_edits_keeps_the_document_sound(data: st.DataObject) -> None:
    document = data.draw(documents())
    for _ in range(data.draw(st.integers(1, 6))):
        before, edited = write(document), document
        with suppress(Refusal):
            edited = data.draw(_edited(document))
        assert write(document) == before
        document = edited
        assert_sound(document)


def test_nodes_have_the_defaults_of_their_kind_and_count_on() -> None:
    document = drawn("input", "hidden", "output", "input", "hidden")
    nodes = document.network.nodes
    assert [(node.id, node.label) for node in nodes] == [("x1", "x_1"), ("h1", "h_1"), ("y1", "y_1"), ("x2", "x_2"), ("h2", "h_2")]
    assert [(node.activation, node.bias) for node in nodes[:3]] == [(None, None), ("tanh", Bias(0.0)), ("linear", None)]
    document = drawing.delete(document, ["x1"], [])
    assert drawing.add_node(document, "input", (0.0, 0.0))[1] == "x3"


def test_no_id_is_one_that_a_history_needs() -> None:
    nodes = (Node("a", "input", (0.0, 0.0)), Node("w1", "output", (0.0, 0.0), "linear"))
    document = Document(network=Network(nodes, (Edge("x1.bias", "a", "w1", 1.0),)))
    added, name = drawing.add_node(document, "input", (0.0, 0.0))
    assert name == "x2"
    assert_sound(added)


def test_the_first_end_makes_the_first_row_and_later_ones_fit_in() -> None:
    assert drawn("hidden").data is None
    document = drawn("output", "input", "output", "input")
    assert document.data is not None
    assert document.data.columns == ("x1", "x2", "y1", "y2")
    assert len(document.data.train) == 1
    assert all(math.isnan(value) for value in document.data.train[0])


def test_values_stay_with_their_column() -> None:
    document = net("x1 x2 -> y1 y2", rows=[[1, 2, 3, 4], [5, 6, 7, 8]])
    assert document.data is not None
    document = replace(document, data=replace(document.data, scaling={"x1": Scaling(1.0, 2.0), "y2": Scaling(0.0, 3.0)}))
    edited, _ = drawing.add_node(drawing.delete(document, ["x1"], []), "input", (0.0, 0.0))
    assert edited.data is not None
    assert edited.data.columns == ("x2", "x3", "y1", "y2")
    assert str(list(edited.data.train)) == "[(2.0, nan, 3.0, 4.0), (6.0, nan, 7.0, 8.0)]"
    assert edited.data.scaling == {"y2": Scaling(0.0, 3.0)}


def test_deleting_a_node_takes_its_edges_and_the_run() -> None:
    document = with_run(net("x1 x2 -> h1 h2 -> y"), 5)
    edited = drawing.delete(document, ["h1"], ["x1_h2"])
    assert [edge.id for edge in edited.network.edges] == ["x2_h2", "h2_y"]
    assert edited.run is None
    assert_sound(edited)
    assert drawing.delete(document, ["gone"], ["gone"]) is document


def test_deleting_everything_leaves_an_empty_canvas() -> None:
    document = net("x -> y", test=2)
    edited = drawing.delete(document, ["x", "y"], [])
    assert (edited.network, edited.data) == (Network(), None)
    assert_sound(edited)


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        ("y1", "h1", "Would close a circle: h₁ → y₁ → h₁."),
        ("h1", "h1", "A node can't feed itself."),
        ("h1", "x1", "x₁ is an input: no edge leads into it."),
        ("x1", "h1", "x₁ → h₁ is there already."),
        ("x1", "gone", "That node is no longer there."),
    ],
)
def test_what_cannot_be_connected_says_why(source: str, target: str, reason: str) -> None:
    document = connected(drawn("input", "hidden", "output"), ("x1", "h1"), ("h1", "y1"))
    assert drawing.why_not_connect(document.network, source, target) == reason
    with pytest.raises(Refusal) as refusal:
        drawing.connect(document, source, target, 1.0)
    assert str(refusal.value) == reason


def test_a_long_circle_is_told_in_one_short_line() -> None:
    names = [f"h{number}" for number in range(1, 13)]
    document = connected(drawn(*["hidden"] * 12), *zip(names, names[1:], strict=False))
    assert drawing.why_not_connect(document.network, "h12", "h1") == "Would close a circle: h₁ → h₂ → h₃ → h₄ → … → h₁₂ → h₁."


def test_names_in_a_reason_are_the_labels_on_one_line() -> None:
    document = connected(drawn("hidden", "hidden", "hidden"), ("h1", "h2"), ("h2", "h3"))
    document = drawing.set_node_label(document, "h1", "gate")
    document = drawing.set_node_label(document, "h2", r"\hat{g}^{(2)}")
    assert (
        drawing.why_not_connect(document.network, "h3", "h1")
        == "Would close a circle: gate → g\N{COMBINING CIRCUMFLEX ACCENT}⁽²⁾ → h₃ → gate."
    )


def test_a_softmax_output_feeds_nothing() -> None:
    document = connected(drawn("input", "output", "output", "hidden"), ("x1", "y1"))
    document = drawing.set_activation(document, ["y1"], SOFTMAX)
    assert drawing.why_not_connect(document.network, "y1", "h1") == "y₁ is a softmax output: it can't feed another node."
    assert drawing.allowed_targets(document.network, "y1") == frozenset()


@settings(suppress_health_check=SLOW, deadline=None)
@given(documents())
def test_allowed_ends_are_those_without_a_reason(document: Document) -> None:
    network = document.network
    for node in network.nodes:
        allowed = {other.id for other in network.nodes if drawing.why_not_connect(network, node.id, other.id) is None}
        assert drawing.allowed_targets(network, node.id) == allowed


def test_an_edge_counts_on_and_keeps_its_weight() -> None:
    document, first = drawing.connect(drawn("input", "output", "output"), "x1", "y1", -0.25)
    document, second = drawing.connect(document, "x1", "y2", 1.5)
    assert [(edge.id, edge.label, edge.weight) for edge in document.network.edges] == [("w1", "w_1", -0.25), ("w2", "w_2", 1.5)]
    assert (first, second) == ("w1", "w2")
    with pytest.raises(Refusal, match="finite"):
        drawing.connect(drawn("input", "output"), "x1", "y1", math.inf)


def test_softmax_is_taken_and_left_by_all_outputs_together() -> None:
    document = connected(drawn("input", "hidden", "output", "output"), ("x1", "h1"), ("h1", "y1"))
    softmax = drawing.set_activation(document, ["y1"], SOFTMAX)
    assert _activations(softmax) == ["tanh", SOFTMAX, SOFTMAX]
    assert _activations(drawing.add_node(softmax, "output", (0.0, 0.0))[0]) == ["tanh", *[SOFTMAX] * 3]
    assert _activations(drawing.set_activation(softmax, ["y2"], "relu")) == ["tanh", "relu", "relu"]
    with pytest.raises(Refusal, match="h₁ is no output: only the outputs take softmax, all together."):
        drawing.set_activation(document, ["h1", "y1"], SOFTMAX)
    feeding = connected(document, ("y1", "y2"))
    with pytest.raises(Refusal, match="y₁ feeds another node: a softmax output can't."):
        drawing.set_activation(feeding, ["y2"], SOFTMAX)


def _activations(document: Document) -> list[str]:
    return [node.activation for node in document.network.nodes if node.activation is not None]


def test_inputs_are_passed_over_by_activations_and_refuse_a_bias() -> None:
    document = drawn("input", "hidden")
    assert _activations(drawing.set_activation(document, ["x1", "h1"], "relu")) == ["relu"]
    assert drawing.set_activation(document, ["x1"], "relu") is document
    with pytest.raises(Refusal, match="x₁ is an input: it has no bias."):
        drawing.set_node_bias(document, "x1", 1.0)


def test_a_bias_is_given_taken_and_frozen() -> None:
    document = connected(drawn("input", "output"), ("x1", "y1"))
    document = drawing.set_node_bias(document, "y1", 0.5)
    frozen = drawing.freeze(document, ["w1"], ["y1", "x1"], True)
    assert frozen.network.edges[0].frozen
    assert drawing.set_node_bias(frozen, "y1", 2.0).network.node_by_id["y1"].bias == Bias(2.0, frozen=True)
    assert drawing.set_node_bias(frozen, "y1", None).network.node_by_id["y1"].bias is None
    assert drawing.freeze(frozen, ["w1"], ["y1"], False) == document


def test_a_node_changes_its_kind() -> None:
    document = connected(drawn("input", "hidden", "output"), ("x1", "h1"), ("h1", "y1"))
    as_output = drawing.set_kind(document, "h1", "output")
    assert as_output.network.node_by_id["h1"].activation == "tanh"
    assert as_output.data is not None
    assert as_output.data.columns == ("x1", "y1", "h1")
    as_hidden = drawing.set_kind(document, "x1", "hidden")
    assert as_hidden.network.node_by_id["x1"].bias == Bias(0.0)
    assert as_hidden.data is not None
    assert as_hidden.data.columns == ("y1",)
    with pytest.raises(Refusal, match="Edges lead into h₁, and none leads into an input: delete them first."):
        drawing.set_kind(document, "h1", "input")


def test_looks_leave_the_run() -> None:
    document = with_run(net("x -> y"), 5)
    edited = drawing.move(document, {"x": (5.0, 6.0), "gone": (1.0, 1.0)})
    edited = drawing.set_edge_label(drawing.set_node_label(edited, "y", "out"), "x_y", "W")
    assert edited.run is document.run
    assert [node.position for node in edited.network.nodes] == [(5.0, 6.0), document.network.nodes[1].position]
    assert (edited.network.nodes[1].label, edited.network.edges[0].label) == ("out", "W")
    assert drawing.set_node_label(edited, "y", "").network.nodes[1].label is None
    with pytest.raises(Refusal, match="beyond"):
        drawing.move(document, {"x": (math.inf, 0.0)})


@pytest.mark.parametrize(
    ("label", "reason"), [("x" * 201, "at most 200"), ("a\tb", "one line"), ("a\x85b", "one line"), ("\ud800", "one line")]
)
def test_a_label_that_no_file_takes_is_refused(label: str, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        drawing.set_node_label(drawn("input"), "x1", label)


def test_an_edit_that_changes_nothing_gives_the_same_document() -> None:
    document = connected(drawn("input", "hidden"), ("x1", "h1"))
    edge = document.network.edges[0]
    unchanged: Sequence[Document] = (
        drawing.move(document, {"x1": (0.0, 0.0)}),
        drawing.set_node_label(document, "x1", "x_1"),
        drawing.set_activation(document, ["h1"], "tanh"),
        drawing.set_node_bias(document, "h1", 0.0),
        drawing.freeze(document, [edge.id], ["h1"], False),
        drawing.set_kind(document, "h1", "hidden"),
        drawing.delete(document, [], []),
        drawing.paste(document, Document(), (1.0, 1.0))[0],
    )
    assert all(each is document for each in unchanged)


def test_a_pasted_part_counts_on_in_ids_and_names() -> None:
    document = connected(drawn("input", "hidden", "output"), ("x1", "h1"), ("h1", "y1"))
    document = drawing.freeze(drawing.set_node_label(document, "h1", "gate"), ["w1"], [], True)
    pasted, nodes, edges = drawing.paste(document, drawing.fragment(document, ["x1", "h1"], []), (24.0, -8.0))
    assert (nodes, edges) == (["x2", "h2"], ["w3"])
    assert [pasted.network.node_by_id[node].label for node in nodes] == ["x_2", "gate 2"]
    assert pasted.network.node_by_id["h2"].position == (24.0, -8.0)
    edge = pasted.network.edge_by_id["w3"]
    assert (edge.source, edge.target, edge.weight, edge.frozen, edge.label) == ("x2", "h2", 0.5, True, "w_3")
    assert pasted.data is not None
    assert pasted.data.columns == ("x1", "x2", "y1")
    assert_sound(pasted)


def test_a_part_holds_all_edges_between_its_nodes_and_the_ends_of_named_ones() -> None:
    document = net("x1 x2 -> h1 h2 -> y")
    part = drawing.fragment(document, ["x1", "h1"], ["h2_y"])
    assert [node.id for node in part.network.nodes] == ["x1", "h1", "h2", "y"]
    assert [edge.id for edge in part.network.edges] == ["x1_h1", "x1_h2", "h1_y", "h2_y"]
    assert part.data is None
    assert read(write(part)) == part


def test_a_part_with_data_brings_its_first_row() -> None:
    part = net("x -> y", rows=[[1, 2], [3, 4]])
    pasted, _, _ = drawing.paste(Document(), part, (0.0, 0.0))
    assert pasted.data is not None
    assert list(pasted.data.train) == [(1.0, 2.0)]
    twice, nodes, _ = drawing.paste(pasted, part, (9.0, 9.0))
    assert nodes == ["x1", "y1"] or nodes == ["x2", "y2"]
    assert twice.data == Dataset(("x", nodes[0], "y", nodes[1]), Rows.of([[1, 1, 2, 2]], 4), Rows.of([], 4))


def test_pasted_outputs_follow_those_that_are_there() -> None:
    softmax = net("x -> y1 y2", output=SOFTMAX)
    linear = net("a -> b")
    assert _activations(drawing.paste(softmax, linear, (0.0, 0.0))[0]) == [SOFTMAX] * 3
    assert _activations(drawing.paste(linear, softmax, (0.0, 0.0))[0]) == ["linear"] * 3
    feeding = connected(drawn("output", "output"), ("y1", "y2"))
    with pytest.raises(Refusal, match="y₃ feeds another node"):
        drawing.paste(softmax, feeding, (0.0, 0.0))


def test_pasting_ten_thousand_edges_takes_work_in_proportion() -> None:
    work = []
    for size in (30, 100):
        document = net(f"{_row('x', size)} -> {_row('h', size)} -> y", rows=1)
        part = drawing.fragment(document, [node.id for node in document.network.nodes], [])
        work.append(_lines_run(partial(drawing.paste, document, part, (1.0, 1.0))) / len(part.network.edges))
    assert work[1] < 1.5 * work[0]


def _lines_run(call: Callable[[], object]) -> int:
    """How many lines of Python the call runs."""
    lines = 0

    def trace(_frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal lines
        lines += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return lines


def _row(prefix: str, size: int) -> str:
    return " ".join(f"{prefix}{number}" for number in range(size))
