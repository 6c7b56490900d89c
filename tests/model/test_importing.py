"""Tables into documents: which column becomes what, and that each result can be saved."""

import csv
from dataclasses import replace

import numpy as np
import pytest

from bpdesk.export.csv_tables import csv_line, data_lines
from bpdesk.files.schema import read, write
from bpdesk.files.table import recognised
from bpdesk.files.table_columns import columns_of
from bpdesk.model.document import Document
from bpdesk.model.importing import Column, Use, complete, left_empty, made_for, proposed, put_in
from bpdesk.model.names import one_line
from bpdesk.model.network import Network
from bpdesk.model.refusal import Refusal
from tests.builders import net

FLOWERS = "length,width,kind\n1,2,red\n3,,blue\n5,6,green\n"


def _columns(text: str) -> list[Column]:
    layout = recognised(text)
    return columns_of(text, layout)


def _rows(document: Document) -> str:
    assert document.data is not None
    assert read(write(document)) == document
    return str([*document.data.train])


def test_columns_find_their_nodes_by_name_in_any_order() -> None:
    document = net("x1 x2 -> y", rows=[[0, 0, 0]])
    columns = _columns("Y,extra,x2,X1\n1,9,2,3\n4,9,5,6\n")
    uses = proposed(columns, document.network)
    assert uses == (Use("node", "y"), Use("ignore"), Use("node", "x2"), Use("node", "x1"))
    assert _rows(put_in(document, columns, uses, "train", replaces=True)) == "[(3.0, 2.0, 1.0), (6.0, 5.0, 4.0)]"
    assert _rows(put_in(document, columns, uses, "train", replaces=False)) == "[(0.0, 0.0, 0.0), (3.0, 2.0, 1.0), (6.0, 5.0, 4.0)]"


def test_classes_find_the_outputs_that_are_called_so() -> None:
    document = net("x -> red blue green", rows=[[0, 0, 0, 0]])
    columns = _columns("x,kind\n1,blue\n2,green\n3,red\n4,?\n")
    uses = proposed(columns, document.network)
    assert uses == (Use("node", "x"), Use("classes"))
    edited = put_in(document, columns, uses, "train", replaces=True)
    assert edited.network == document.network
    assert _rows(edited) == "[(1.0, 0.0, 1.0, 0.0), (2.0, 0.0, 0.0, 1.0), (3.0, 1.0, 0.0, 0.0), (4.0, nan, nan, nan)]"
    other = _columns("x,kind\n1,blue\n2,yellow\n3,red\n")
    assert proposed(other, document.network) == (Use("node", "x"), Use("ignore"))


def test_without_names_as_many_columns_go_in_order() -> None:
    network = net("x1 x2 -> y").network
    assert proposed(_columns("1,2,3\n4,5,6\n"), network) == tuple(Use("node", name) for name in ("x1", "x2", "y"))


@pytest.mark.parametrize(
    ("targets", "role"),
    [
        ("3 6 9", "output"),
        ("1 2 3 4 4", "output"),
        ("0 1 2 0 1 2", "classes"),
        ("0 0 1 1 2", "classes"),
        ("red blue green", "classes"),
        ("0 1 0 1", "output"),
    ],
)
def test_numbers_that_nearly_each_row_has_its_own_of_are_no_classes(targets: str, role: str) -> None:
    columns = _columns("x,y\n" + "".join(f"{row},{target}\n" for row, target in enumerate(targets.split())))
    assert [use.role for use in proposed(columns, Network())] == ["input", role]


def test_what_a_table_leaves_empty_is_known() -> None:
    network = net("k x -> y z").network
    columns = _columns("y,a,b\n1,2,3\n4,5,6\n")
    assert [node.id for node in left_empty(columns, proposed(columns, network), network)] == ["k", "x", "z"]
    kinds = _columns("k,x,kind\n1,2,y\n3,4,z\n")
    assert left_empty(kinds, proposed(kinds, network), network) == []


def test_a_column_with_a_cell_that_is_no_number_can_only_be_left_out() -> None:
    columns = _columns("a,b,c\n1,2,3\n4,x,6\n7,8,9\n")
    with pytest.raises(Refusal, match='line 3, column "b": "x" is not a number'):
        made_for(columns, (Use("input"), Use("input"), Use("output")), (), "t", 1)
    document = made_for(columns, (Use("input"), Use("ignore"), Use("output")), (), "t", 1)
    assert _rows(document) == "[(1.0, 3.0), (4.0, 6.0), (7.0, 9.0)]"


def test_a_network_is_made_that_fits_classes() -> None:
    columns = _columns(FLOWERS)
    uses = proposed(columns, Network())
    assert [use.role for use in uses] == ["input", "input", "classes"]
    document = made_for(columns, uses, (4,), "flowers", 1)
    assert _rows(document) == "[(1.0, 2.0, 0.0, 0.0, 1.0), (3.0, nan, 1.0, 0.0, 0.0), (5.0, 6.0, 0.0, 1.0, 0.0)]"
    assert [node.label for node in document.network.outputs] == ["blue", "green", "red"]
    assert {node.activation for node in document.network.outputs} == {"softmax"}
    assert document.training.cost == "cross_entropy"
    assert len(document.network.edges) == 2 * 4 + 4 * 3


@pytest.mark.parametrize("kind", ["a" * 300, "tab\tin it", "bell\x07", "half \ud800", "\u202eright to left", "_" * 90, "^"])
def test_whatever_classes_and_files_are_called_the_document_can_be_saved(kind: str) -> None:
    columns = [Column("x", np.array([1.0, 2.0])), Column("kind", None, (kind, "other"))]
    uses = (Use("input"), Use("classes"))
    made = made_for(columns, uses, (2,), kind, 1)
    assert _rows(made).startswith("[(1.0, ")
    assert _rows(put_in(net("x1 -> y", rows=1), columns, uses, "train", replaces=True))


def test_rows_with_gaps_are_left_out_where_asked() -> None:
    columns = _columns(FLOWERS)
    kept = complete(columns, proposed(columns, Network()))
    assert [len(column) for column in kept] == [2, 2, 2]
    assert kept[2].texts == ("red", "green")
    with pytest.raises(Refusal, match="none would be left"):
        complete(_columns("a,b\n1,\n,2\n"), (Use("input"), Use("output")))


def test_new_columns_draw_new_nodes_in_an_open_network() -> None:
    document = net("x1 -> y1", rows=[[1, 2]])
    columns = _columns("x1,kind\n5,a\n6,b\n7,c\n")
    edited = put_in(document, columns, (Use("node", "x1"), Use("classes")), "test", replaces=True)
    assert [node.label for node in edited.network.outputs] == [None, "a", "b", "c"]
    assert edited.data is not None
    assert len(edited.data.train) == 1
    assert np.isnan(edited.data.test.array()[:, 1]).all()
    assert edited.data.test.array()[:, 2:].tolist() == np.eye(3).tolist()
    assert read(write(edited)) == edited


LABELS = [
    "x_1",
    r"\alpha^{(L)}",
    "=1+1",
    "'=1",
    "<b>x</b>",
    "\N{PILE OF POO}",
    "שלום",
    'a "b", c',
    "n" * 200,
    "é  ö",
    "\u202ex",
    r"\frac{1}{2",
]


@pytest.mark.parametrize("label", LABELS)
def test_rows_that_were_exported_find_their_nodes_again(label: str) -> None:
    document = net("a b -> y", rows=[[1, 2, 3], [4, -5e-324, -0.0]])
    nodes = tuple(replace(node, label=label) if node.id == "b" else node for node in document.network.nodes)
    labelled = replace(document, network=replace(document.network, nodes=nodes))
    assert labelled.data is not None
    cells = csv.reader(data_lines([one_line(node) for node in nodes], labelled.data.train))
    turned = "".join(csv_line(reversed(row)) for row in cells)
    columns = _columns(turned)
    uses = proposed(columns, labelled.network)
    assert put_in(labelled, columns, uses, "train", replaces=True) == labelled


@pytest.mark.parametrize("name", ["petal_length", r"\frac{1}{2}", "<b>x</b>", "=1+1", "\N{PILE OF POO}", "a^b", "שלום"])
def test_any_name_makes_a_label_that_is_no_latex(name: str) -> None:
    columns = [Column(name, np.array([1.0])), Column("y", np.array([2.0]))]
    label = made_for(columns, (Use("input"), Use("output")), (), "t", 1).network.inputs[0].label
    assert label is not None
    assert not set(label) & set("\\^_{}")


@pytest.mark.parametrize(
    ("uses", "reason"),
    [
        ((Use("node", "x1"), Use("node", "x1")), "Two columns"),
        ((Use("ignore"), Use("ignore")), "No column"),
        ((Use("ignore"), Use("input")), "holds words"),
    ],
)
def test_what_makes_no_sense_is_refused(uses: tuple[Use, ...], reason: str) -> None:
    words = Column("w", None, ("a", "b"))
    second = words if uses[1].role == "input" else Column("b", np.array([1.0, 2.0]))
    with pytest.raises(Refusal, match=reason):
        put_in(net("x1 -> y1"), [Column("a", np.array([1.0, 2.0])), second], uses, "train", replaces=True)
