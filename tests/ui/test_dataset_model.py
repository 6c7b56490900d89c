"""The table's model: what it says of rows, and how little it reads of many."""

import math
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from bpdesk.model.dataset import Rows
from bpdesk.model.document import Document
from bpdesk.model.rows import add_row, remove_rows
from bpdesk.ui.dataset.rows_model import RowsModel
from bpdesk.ui.theme import LIGHT
from tests.builders import net

HORIZONTAL, VERTICAL, TIP = Qt.Orientation.Horizontal, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole


@pytest.fixture
def model(qapp: QApplication) -> RowsModel:
    return RowsModel(LIGHT)


def test_headers_cells_and_what_is_missing(model: RowsModel, qtmodeltester: ModelTester) -> None:
    model.show_rows(net("x -> y", rows=[[1.5, None], [-2.0, 3.0]]), "train")
    assert [model.headerData(row, VERTICAL) for row in range(2)] == ["1", "2"]
    assert [model.headerData(column, HORIZONTAL) for column in range(2)] == ["x", "y"]
    assert "Input x" in model.headerData(0, HORIZONTAL, TIP)
    assert "target" in model.headerData(1, HORIZONTAL, TIP)
    assert [[model.index(row, column).data() for column in range(2)] for row in range(2)] == [["1.5", "—"], ["−2.0", "3.0"]]
    assert "row 1: target of y is missing" in model.index(0, 1).data(TIP)
    qtmodeltester.check(model)


def test_rows_that_come_and_go_leave_the_view_in_its_place(model: RowsModel, qtbot: QtBot) -> None:
    document = net("x -> y", rows=3)
    model.show_rows(document, "train")
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.rowsInserted):
        document = add_row(document, "train")
        model.show_rows(document, "train")
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.rowsRemoved):
        model.show_rows(remove_rows(document, "train", [0, 1]), "train")
    assert model.rowCount() == 2
    assert model.index(1, 0).data() == "—"
    model.show_rows(document, "test")
    assert model.rowCount() == 0


def test_labels_are_text_not_markup(model: RowsModel) -> None:
    document = net("x -> y", rows=1)
    nodes = (replace(document.network.nodes[0], label="<b>x</b>"), document.network.nodes[1])
    model.show_rows(replace(document, network=replace(document.network, nodes=nodes)), "train")
    assert model.headerData(0, HORIZONTAL) == "<b>x</b>"
    assert "<b>" not in model.headerData(0, HORIZONTAL, TIP)


def test_only_rows_that_are_looked_at_are_read(model: RowsModel, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    get = Rows.__getitem__

    def counted(rows: Rows, row: int) -> tuple[float, ...]:
        read.append(row)
        return get(rows, row)

    document = net("x1 x2 -> y", rows=5_000)
    monkeypatch.setattr(Rows, "__getitem__", counted)
    model.show_rows(document, "train")
    for row in (4_999, 7):
        for column in range(3):
            assert not math.isnan(model.value(row, column) or 0.0)
    assert read == [4_999, 7]


def test_a_document_without_data_has_an_empty_table(model: RowsModel) -> None:
    model.show_rows(Document(), "train")
    assert (model.rowCount(), model.columnCount()) == (0, 0)
