"""What may go wrong while somebody reads a derivation: the pages stay right and calm."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QScrollArea, QToolButton
from pytestqt.qtbot import QtBot

from bpdesk.explain.written_out import leaves_out
from bpdesk.files.store import save
from bpdesk.model import drawing
from bpdesk.model.document import Document
from bpdesk.text import MINUS, NOT_YET
from bpdesk.ui.canvas.selection import Selection
from bpdesk.ui.main_window import MainWindow
from bpdesk.ui.speeds import UNLIMITED
from tests.builders import net
from tests.windows import open_drawn, open_window, press, settle, step, type_into, wait


def opened(qtbot: QtBot, folder: Path, document: Document) -> MainWindow:
    path = folder / "network.bpdesk"
    save(document, path)
    window = open_window(qtbot, path)
    window.side.panel.bring_forward(window.side.explain)
    return window


def page(window: MainWindow) -> str:
    return window.side.explain.text.replace(MINUS, "-")


def both_pages(window: MainWindow) -> str:
    """What Explain says, having shown Matrix too."""
    window.side.panel.bring_forward(window.side.matrix)
    assert window.side.matrix.sections
    window.side.panel.bring_forward(window.side.explain)
    return page(window)


def test_a_sum_of_five_hundred_terms_is_folded_and_whole(qtbot: QtBot, tmp_path: Path) -> None:
    document = replace(net(" ".join(f"x{n}" for n in range(500)) + " -> h -> y", rows=2), title="")
    window = opened(qtbot, tmp_path, document)
    window.scene.select("node", "h")
    text = both_pages(window)
    assert "… and 497 more terms" in text
    moment = window.session.moment
    assert moment is not None
    shown = {node.id: moment.shown.activations[node.id] for node in document.network.inputs}
    bias = moment.biases["h"]
    z = bias + sum(moment.weights[edge.id] * shown[edge.source] for edge in document.network.edges if edge.target == "h")
    assert moment.shown.pre_activations["h"] == pytest.approx(z, rel=1e-12)
    view = window.side.explain.section("forward")
    assert view is not None
    assert view.height() < 600


def test_terms_that_are_left_out_are_written_where_they_are_clicked(qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(qtbot, tmp_path, net(" ".join(f"x{n}" for n in range(20)) + " -> h -> y", rows=2))
    window.scene.select("node", "h")
    explain = window.side.explain
    button, view = explain.findChild(QToolButton, "explain.terms"), explain.section("forward")
    assert button is not None
    assert view is not None
    assert "… and 17 more terms" in page(window)
    assert button.isVisible()
    assert not button.isChecked()
    window.resize(1024, 700)
    area, export = explain.findChild(QScrollArea), explain.findChild(QToolButton, "explain.export")
    assert area is not None
    assert export is not None
    qtbot.waitUntil(lambda: area.horizontalScrollBar().maximum() == 0)
    qtbot.waitUntil(lambda: export.mapTo(explain, export.rect().bottomRight()).x() < explain.width())
    left_out = next(hit for hit in view.sheet.hits if hit.mark is not None and hit.mark.opens)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=left_out.rect.center().toPoint())
    assert button.isChecked()
    assert "more term" not in page(window)
    assert all(f"x{n}_h · x{n}" in page(window) for n in range(20))
    desk = window.explaining
    desk.copy("latex", None)
    assert "more terms" not in QGuiApplication.clipboard().text()
    assert QGuiApplication.clipboard().text().count("x19") >= 1
    derived = desk.derived()
    assert derived is not None
    assert not leaves_out(derived)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert "… and 17 more terms" in page(window)
    window.scene.select("weight", "h_y")
    assert not button.isVisible()


def test_a_network_edited_while_all_paths_are_shown(qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(qtbot, tmp_path, net("x1 x2 -> h1 h2 -> k1 k2 -> y", seed=3, rows=2))
    window.scene.select("weight", "x1_h1")
    button = window.side.explain.findChild(QToolButton, "explain.paths")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert "The sum over all 2 paths to the outputs" in page(window)
    session = window.session
    session.reshape("Delete", without_edge, "h1_k2")
    settle(session)
    assert "The one path to an output" in both_pages(window)
    session.reshape("Delete", without_edge, "h1_k1")
    settle(session)
    assert "The sum over" not in both_pages(window)
    assert "Nothing follows" not in page(window)
    session.reshape("Delete", without_edge, "x1_h1")
    settle(session)
    assert both_pages(window).startswith("The cost")
    for _ in range(3):
        session.undo()
        settle(session)
    window.scene.select("weight", "x1_h1")
    assert "The sum over all 2 paths to the outputs" in both_pages(window)


def without_edge(document: Document, edge_id: str) -> Document:
    edges = tuple(edge for edge in document.network.edges if edge.id != edge_id)
    return replace(document, network=replace(document.network, edges=edges))


def test_undo_takes_a_selected_bias_and_its_node_away(qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(qtbot, tmp_path, net("x -> y", rows=2))
    session = window.session
    session.reshape("Add", lambda document: net("x -> h -> y", rows=2))
    settle(session)
    window.scene.select("bias", "h")
    assert "∂C/∂b" in page(window)
    session.undo()
    settle(session)
    assert both_pages(window).startswith("How the cost changes with x_y")


@pytest.mark.parametrize("answer", ["", "   ", "1e999", "1/0", "--3", "0x10", "nan", "9" * 400, "three"])
def test_an_empty_or_absurd_answer_is_told_calmly_and_gives_nothing_away(qtbot: QtBot, tmp_path: Path, answer: str) -> None:
    window = opened(qtbot, tmp_path, net("x -> y", rows=1))
    window.scene.select("weight", "x_y")
    press(qtbot, window, Qt.Key.Key_F9)
    type_into(qtbot, window.predict.bar.field, answer)
    settle(window.session)
    moment = window.session.moment
    assert moment is not None
    assert moment.is_asked
    assert "Right" not in window.predict.bar.text
    assert NOT_YET in page(window)


def test_a_run_that_diverges_leaves_both_pages_standing(qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(qtbot, tmp_path, net("x -> h -> y", rows=2, learning_rate=1e6, activation="linear"))
    window.scene.select("weight", "x_h")
    playback = window.session.playback
    window.commands.set_speed(UNLIMITED)
    playback.start_running()
    wait(qtbot, lambda: not playback.is_running)
    settle(window.session)
    assert not playback.can_go_on
    assert "The cost is not finite here, so no update is made." in both_pages(window)
    press(qtbot, window, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    settle(window.session)
    step(qtbot, window)
    assert "The step of iteration 2" in both_pages(window)


def test_a_selected_neuron_that_becomes_an_input_is_explained_as_one(qtbot: QtBot) -> None:
    window = open_drawn(qtbot, net("x h -> y", rows=2))
    window.session.reshape("Make hidden", drawing.set_kind, "h", "hidden")
    settle(window.session)
    window.scene.choose(Selection.of("node", "h"))
    wait(qtbot, lambda: "Its value, going forward" in window.side.explain.text)
    window.session.reshape("Make an input", drawing.set_kind, "h", "input")
    settle(window.session)
    assert window.scene.choice.primary == ("input", "h")
    press(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(window.session)
    assert window.scene.choice.primary == ("node", "h")
    assert "Its value, going forward" in window.side.explain.text
