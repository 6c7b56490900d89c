"""The matrix form agrees with the engine edge by edge, on random networks: softmax, skips and outputs that feed on included."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpdesk.explain.layers import layers_of
from bpdesk.explain.matrices import Applied, Entrywise, Floats, Grid, Matrix, Product, Sum, evaluate
from bpdesk.explain.matrix_form import level_form
from bpdesk.explain.situation import Situation
from bpdesk.explain.statement import Statement
from bpdesk.model.catalogue import COST_NAMES, OPTIMIZER_NAMES, SOFTMAX
from bpdesk.model.document import Document
from tests.builders import net
from tests.engine.random_networks import documents, with_training
from tests.explain.situations import situation_of


def sections(situation: Situation) -> dict[str, list[Statement]]:
    """All statements of all levels, by phase."""
    layers = layers_of(situation.network)
    found: dict[str, list[Statement]] = {}
    for level in range(1, layers.last + 1):
        for section in level_form(situation, layers, level):
            found.setdefault(section.kind, []).extend(section.statements)
    return found


def size(matrix: Matrix) -> Floats:
    """What rounding is measured against, entry by entry: the sums of magnitudes on the way."""
    if isinstance(matrix, Product):
        result = size(matrix.factors[0])
        for factor in matrix.factors[1:]:
            result = result @ size(factor)
        return result * np.prod([abs(scalar.value) for scalar in matrix.scale])
    if isinstance(matrix, Entrywise):
        result = size(matrix.factors[0])
        for factor in matrix.factors[1:]:
            result = result * size(factor)
        below = None if matrix.below is None else evaluate(matrix.below)
        return result if below is None else result / np.abs(below)
    if isinstance(matrix, Sum):
        return sum((size(term) for term in matrix.terms), np.zeros((1, 1)))
    value = evaluate(matrix.of if isinstance(matrix, Applied) else matrix)
    assert value is not None
    return np.abs(value)


def is_part(grid: Grid, *, updated: bool) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Where the network has an entry; of an update only those that it changes."""
    rows, columns = grid.shape
    without = ("absent", "frozen") if updated else ("absent",)
    kinds = [grid.cell(row, column).kind not in without for row in range(rows) for column in range(columns)]
    return np.array(kinds).reshape(rows, columns)


def assert_holds(statement: Statement) -> None:
    left, right = evaluate(statement.left), evaluate(statement.right)
    assert left is not None
    assert right is not None
    if not np.isfinite(right).all():
        return  # softmax that has rounded to 0: its cost's gradient is infinite, and the short form stands beside it
    part = is_part(statement.left, updated=statement.relation == "←")
    bound = 1e-12 * (size(statement.right) + np.abs(left))
    assert (np.abs(left - right) <= bound)[part].all(), statement.left.tex


@given(st.sampled_from(COST_NAMES).flatmap(lambda cost: documents(cost=cost)), st.integers(0, 3))
def test_each_statement_holds_to_the_engine(document: Document, iterations: int) -> None:
    for statements in sections(situation_of(document, iterations)).values():
        for statement in statements:
            assert_holds(statement)


@pytest.mark.parametrize("optimizer", OPTIMIZER_NAMES)
@given(st.data())
def test_each_optimizers_rule_holds_to_the_engine(optimizer: str, data: st.DataObject) -> None:
    document = data.draw(documents(optimizer=optimizer))
    for statement in sections(situation_of(document, 2))["update"]:
        assert_holds(statement)


@given(documents(activation=SOFTMAX))
def test_softmax_stands_with_its_jacobian(document: Document) -> None:
    situation = situation_of(document)
    layers = layers_of(document.network)
    backward = next(section for section in level_form(situation, layers, layers.last) if section.kind == "backward")
    first = backward.statements[0].right
    assert isinstance(first, Product)
    jacobian = first.factors[0]
    assert isinstance(jacobian, Grid)
    assert jacobian.is_transposed
    assert len(backward.statements) == 1 + (document.training.cost == "cross_entropy")


@given(documents())
def test_every_weight_bias_and_neuron_is_on_one_level(document: Document) -> None:
    situation = situation_of(document)
    found: dict[str, list[str]] = {"weight": [], "bias": [], "delta": []}
    for statements in sections(situation).values():
        for statement in statements:
            rows, columns = statement.left.shape
            for cell in (statement.left.cell(row, column) for row in range(rows) for column in range(columns)):
                if cell.ref is not None and statement.left.key.split()[0] in ("dW", "db", r"\delta"):
                    found[cell.ref.kind].append(cell.ref.id)
    network = document.network
    assert sorted(found["weight"]) == sorted(edge.id for edge in network.edges)
    assert sorted(found["bias"]) == sorted(node.id for node in network.biased)
    neurons = [node.id for node in network.nodes if node.kind != "input"]
    assert set(found["delta"]) == set(neurons)


@given(documents())
def test_every_edge_leads_to_a_higher_level_and_final_outputs_stand_on_the_last(document: Document) -> None:
    network, layers = document.network, layers_of(document.network)
    sources = {edge.source for edge in network.edges}
    assert all(layers.level_of[edge.source] < layers.level_of[edge.target] for edge in network.edges)
    assert all(layers.levels[1:])
    assert {layers.level_of[node.id] for node in network.outputs if node.id not in sources} <= {layers.last}
    assert all((layers.level_of[node.id] == 0) == (node.kind == "input") for node in network.nodes)


def test_a_layered_network_has_one_block_per_level_and_a_skip_names_both_its_ends() -> None:
    layered = net("x1 x2 -> h1 h2 h3 -> y1 y2", rows=2)
    found = sections(situation_of(layered))
    assert [statement.left.tex for statement in found["forward"]] == ["z^{(1)}", "z^{(2)}"]
    assert [statement.left.tex for statement in found["gradients"]][0] == r"\frac{\partial C}{\partial W^{(1)}}"
    edge = replace(layered.network.edges[0], id="skip", source="x1", target="y2")
    skipping = replace(layered, network=replace(layered.network, edges=(*layered.network.edges, edge)))
    names = [statement.left.tex for statement in sections(situation_of(skipping))["gradients"]]
    assert names[2:4] == [r"\frac{\partial C}{\partial W^{(2,1)}}", r"\frac{\partial C}{\partial W^{(2,0)}}"]


def test_regularisation_and_the_mean_over_the_batch_are_in_the_gradient() -> None:
    document = with_training(net("x1 x2 -> y1", rows=3), l1=0.1, l2=0.2)
    statement = sections(situation_of(document))["gradients"][0]
    assert isinstance(statement.right, Sum)
    assert len(statement.right.terms) == 3
    mean = statement.right.terms[0]
    assert isinstance(mean, Product)
    assert [scalar.value for scalar in mean.scale] == [1 / 3]
    assert_holds(statement)


def test_of_a_large_batch_the_first_samples_are_held_and_the_others_counted() -> None:
    statement = sections(situation_of(net("x1 -> y1", rows=1000)))["gradients"][0]
    assert isinstance(statement.right, Product)
    deltas = statement.right.factors[0]
    assert isinstance(deltas, Grid)
    assert deltas.shape[1] + deltas.unheld == 1000
    assert evaluate(statement.right) is None


def test_what_the_iteration_has_not_reached_is_not_known() -> None:
    situation = situation_of(net("x1 x2 -> h1 -> y1"))
    begun = Situation.of(situation.document, situation.values.iteration, lambda kind, of: kind in ("weight", "bias", "target"))
    found = sections(begun)
    assert found["forward"][0].left.cell(0, 0).value is None
    assert evaluate(found["gradients"][0].right) is None
    assert evaluate(found["update"][0].left) is None


def test_a_missing_edge_is_told_from_a_weight_of_0_and_a_frozen_one_is_marked() -> None:
    document = net("x1 x2 -> y1 y2", rows=1)
    edges = (replace(document.network.edges[0], frozen=True), *document.network.edges[2:])
    statement = sections(situation_of(replace(document, network=replace(document.network, edges=edges))))["update"][0]
    kinds = [[statement.left.cell(row, column).kind for column in range(2)] for row in range(2)]
    assert kinds == [["frozen", "number"], ["absent", "number"]]
