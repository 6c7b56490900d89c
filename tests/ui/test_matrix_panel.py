"""The Matrix page in the real window: the numbers of the shown moment, cells that are lit and clicked, large ones folded, copies."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QScrollArea, QToolButton
from pytestqt.qtbot import QtBot

from bpdesk.assets import resource
from bpdesk.explain.folding import unfolded
from bpdesk.explain.formula import Ref
from bpdesk.explain.mathsvg import unmarked
from bpdesk.explain.matrices import evaluate
from bpdesk.files.store import save
from bpdesk.model.document import Document
from bpdesk.text import given
from bpdesk.ui.main_window import MainWindow
from bpdesk.ui.matrix.grid_box import GridBox
from bpdesk.ui.matrix.matrix_panel import MatrixPanel
from tests.builders import net
from tests.windows import open_window, press, step, wait

LAYERED = resource("examples", "layered.bpdesk")


def matrix_page(qtbot: QtBot, path: Path) -> tuple[MainWindow, MatrixPanel]:
    """The window with that page in front, all formulas typeset."""
    window = open_window(qtbot, path)
    window.side.panel.bring_forward(window.side.matrix)
    settled(qtbot, window.side.matrix)
    return window, window.side.matrix


def settled(qtbot: QtBot, panel: MatrixPanel) -> None:
    wait(qtbot, lambda: bool(panel.sheet.layout_shown.formulas) and not panel.sheet.is_busy)


def opened(qtbot: QtBot, document: Document, folder: Path) -> tuple[MainWindow, MatrixPanel]:
    path = folder / "network.bpdesk"
    save(document, path)
    return matrix_page(qtbot, path)


def boxes(panel: MatrixPanel) -> list[GridBox]:
    return [placed.box for placed in panel.sheet.layout_shown.placed if isinstance(placed.box, GridBox)]


def box(panel: MatrixPanel, key: str) -> GridBox:
    return next(box for box in boxes(panel) if box.grid.key == key)


def numbers(panel: MatrixPanel, key: str) -> list[list[float]]:
    found = box(panel, key).grid.numbers()
    assert found is not None
    return [[float(value) for value in row] for row in found]


def centre(panel: MatrixPanel, key: str, row: int, column: int) -> QPoint:
    return panel.sheet.place_of(key, row, column).center().toPoint()


def act(panel: MatrixPanel, name: str) -> None:
    action = panel.findChild(QAction, name)
    assert action is not None
    action.trigger()


def turn_to(qtbot: QtBot, panel: MatrixPanel, level: int) -> None:
    button = panel.findChild(QToolButton, f"matrix.level.{level}")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert panel.level == level
    settled(qtbot, panel)


def test_the_layered_example_answers_the_posts_question_on_its_first_screen(qtbot: QtBot) -> None:
    """At 1440 × 900 with nothing scrolled: the rules in symbols, and all of the iteration with its numbers."""
    window = open_window(qtbot)
    window.resize(1440, 872)  # without the frame
    window.files.open_chosen(LAYERED)
    wait(qtbot, lambda: window.session.path is not None and window.session.moment is not None)
    panel = window.side.matrix
    settled(qtbot, panel)
    assert window.side.panel.front == "matrix"
    area = panel.findChild(QScrollArea)
    assert area is not None
    qtbot.waitUntil(lambda: panel.sheet.height() == area.viewport().height())
    assert area.verticalScrollBar().maximum() == area.horizontalScrollBar().maximum() == 0
    rules = [unmarked(formula.what.tex) for formula in panel.sheet.layout_shown.formulas]
    assert [re.sub(r"[{} ]", "", rule) for rule in rules] == [
        "z=Wa+b", r"a=\sigma(z)", "a=f(z)",
        r"\delta=\nablaC\odotf'(z)", r"\delta=(W^\top\delta)\odot\sigma'(z)",
        r"\frac\partialC\partialW=\frac1B\DeltaA^\top", r"\frac\partialC\partialb=\frac1B\Delta\mathbf1",
        r"W\leftarrowW-\eta\frac\partialC\partialW", r"b\leftarrowb-\eta\frac\partialC\partialb",
    ]  # fmt: skip
    keys = [each.grid.key for each in boxes(panel)]
    assert {"W 1 0", "b 1", "z 1", "a 1", "a 2", r"\delta 2", r"\delta 1", "dW 2 1", "db 2", "dW 1 0", "db 1"} < set(keys)
    assert {"W new 1 0", "b new 1", "W new 2 1", "b new 2"} < set(keys)
    assert all(each.grid.numbers() is not None for each in boxes(panel))
    new = numbers(panel, "W new 1 0"), numbers(panel, "b new 2")
    step(qtbot, window)
    assert (numbers(panel, "W 1 0"), numbers(panel, "b 2")) == new


@pytest.mark.parametrize("example", ["xor", "mazur", "han-kamber"])
def test_all_layers_are_a_little_smaller_rather_than_scrolled_to_the_side(qtbot: QtBot, example: str) -> None:
    """In the usual width of the panel; what is clicked and what the arrow keys come to stay where they are painted."""
    window = open_window(qtbot, LAYERED.with_name(f"{example}.bpdesk"))
    window.resize(1440, 872)
    panel = window.side.matrix
    window.side.panel.bring_forward(panel)
    settled(qtbot, panel)
    panel.show_level(0)
    settled(qtbot, panel)
    area = panel.findChild(QScrollArea)
    assert area is not None
    qtbot.waitUntil(lambda: area.horizontalScrollBar().maximum() == 0)
    for edge in window.session.document.network.edges[:4]:
        box, row, column = next(
            (each, row, column)
            for each in boxes(panel)
            if each.grid.key.startswith("W ")
            for row in range(each.grid.shape[0])
            for column in range(each.grid.shape[1])
            if each.grid.cell(row, column).ref == Ref("weight", edge.id)
        )
        qtbot.mouseClick(panel.sheet, Qt.MouseButton.LeftButton, pos=centre(panel, box.grid.key, row, column))
        assert window.scene.choice.primary == ("weight", edge.id)
    assert panel.sheet.width() <= area.viewport().width()


def test_the_panels_at_the_side_are_made_large_and_usual_again(qtbot: QtBot) -> None:
    window = open_window(qtbot)
    window.resize(1440, 872)
    qtbot.waitUntil(lambda: window.side.width() == 400)
    press(qtbot, window, Qt.Key.Key_F12)
    qtbot.waitUntil(lambda: window.side.width() == 720)
    button = window.findChild(QToolButton, "side.large")
    assert button is not None
    assert button.isChecked()
    assert window.side.geometry().bottom() > window.cost_plot.mapTo(window, QPoint()).y()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.side.width() == 400)


def test_large_panels_are_not_covered_by_the_plots_in_a_small_window(qtbot: QtBot) -> None:
    window = open_window(qtbot)
    window.resize(900, 600)
    press(qtbot, window, Qt.Key.Key_F12)
    shown = window.findChild(QToolButton, "side.large")
    assert shown is not None
    qtbot.waitUntil(shown.isChecked)
    window.resize(901, 600)
    qtbot.waitUntil(lambda: window.width() == 901 and window.side.geometry().right() >= 895)
    plots = [window.docks.dock_of(panel).geometry() for panel in (window.cost_plot, window.weights_plot)]
    assert not any(plot.intersects(window.side.geometry()) for plot in plots)


def test_the_layered_example_shows_its_matrices_and_follows_the_iteration(qtbot: QtBot) -> None:
    window, panel = matrix_page(qtbot, LAYERED)
    turn_to(qtbot, panel, 1)
    keys = [each.grid.key for each in boxes(panel)]
    assert keys[:5] == ["W 1 0", "a 0", "b 1", "z 1", "a 1"]
    before = evaluate(box(panel, "W 1 0").grid)
    new = evaluate(box(panel, "W new 1 0").grid)
    step(qtbot, window)
    after = evaluate(box(panel, "W 1 0").grid)
    assert before is not None
    assert new is not None
    assert after is not None
    assert before.tolist() == [[0.1, -0.4], [0.5, 0.3], [-0.2, 0.8]]
    assert (after == new).all()

    # The cell of the selected edge is lit, with the values that meet in its gradient; its level comes to the front.
    window.scene.select_edge("w2_12")
    assert panel.level == 2
    weights, lighting = box(panel, "W 2 1").grid, panel.sheet.manner.lighting
    assert [[lighting.ground(weights.cell(row, column)) for column in range(3)] for row in range(2)] == [
        ["none", "selected", "none"],
        ["none", "none", "none"],
    ]
    assert [lighting.ground(box(panel, "a 1").grid.cell(row, 0)) for row in range(3)] == ["none", "related", "none"]

    # A click on a cell selects its edge, node or bias; the pointer is told the full value.
    qtbot.mouseClick(panel.sheet, Qt.MouseButton.LeftButton, pos=centre(panel, "W 2 1", 1, 0))
    assert window.scene.selection == ("weight", "w2_21")
    qtbot.mouseClick(panel.sheet, Qt.MouseButton.LeftButton, pos=centre(panel, "b 2", 0, 0))
    assert window.scene.selection == ("bias", "y1")
    assert window.session.moment is not None
    assert given(window.session.moment.biases["y1"]) in panel.sheet.tip_at(QPointF(centre(panel, "b 2", 0, 0)))

    # Buttons turn to another level.
    turn_to(qtbot, panel, 1)
    assert "z 1" in [each.grid.key for each in boxes(panel)]

    # In the other convention W has a row for each source, and products turn around.
    act(panel, "matrix.convention.rows")
    settled(qtbot, panel)
    assert [each.grid.key for each in boxes(panel)][:2] == ["a 0", "W 1 0"]
    assert box(panel, "W 1 0").grid.shape == (2, 3)

    # Copies.
    act(panel, "matrix.copy.text")
    assert "z⁽¹⁾ = a⁽⁰⁾ W⁽¹⁾ + b⁽¹⁾   a⁽¹⁾ = σ(z⁽¹⁾)" in QGuiApplication.clipboard().text()
    act(panel, "matrix.copy.latex")
    assert r"\begin{bmatrix}" in QGuiApplication.clipboard().text()
    act(panel, "matrix.copy.picture")
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasImage()
    assert b"sigma" in data.data("image/svg+xml").data()
    QGuiApplication.clipboard().clear()

    # What the next step will show is kept back while the person is asked for it.
    window.actions_by_name["predict"].trigger()
    hidden = (r"\delta 1", "dW 1 0", "W new 1 0", "db 1", "b new 1")
    assert all(box(panel, key).grid.cell(0, 0).value is None for key in hidden)
    window.actions_by_name["predict"].trigger()
    assert all(box(panel, key).grid.cell(0, 0).value is not None for key in hidden)

    # An edit while it is shown: the page is of the network as it is now.
    window.session.reshape(
        "Delete", lambda document: replace(document, network=replace(document.network, edges=document.network.edges[1:]))
    )
    wait(qtbot, lambda: window.session.moment is not None and panel.sheet.isVisible())
    assert box(panel, "W 1 0").grid.shape == (2, 3)
    absent = panel.sheet.tip_at(QPointF(centre(panel, "W 1 0", 0, 0)))
    assert absent.startswith("No edge between")


def test_inside_an_iteration_what_is_not_reached_is_a_dash(qtbot: QtBot) -> None:
    window, panel = matrix_page(qtbot, LAYERED)
    window.session.inside.step("thing")
    wait(qtbot, lambda: window.session.moment is not None and window.session.moment.inside is not None)
    z = box(panel, "z 1").grid
    assert z.cell(0, 0).value is not None
    assert z.cell(1, 0).value is None


def test_blocks_over_a_skipped_layer_are_named_and_large_ones_open_on_demand(qtbot: QtBot, tmp_path: Path) -> None:
    wide = net("x1 x2 -> " + " ".join(f"h{n}" for n in range(1, 13)) + " -> y1", rows=2)
    skip = replace(wide.network.edges[0], id="skip", source="x1", target="y1")
    edges = (*wide.network.edges, skip)
    window, panel = opened(qtbot, replace(wide, network=replace(wide.network, edges=edges)), tmp_path)
    window.scene.select_edge("skip")
    settled(qtbot, panel)
    assert [each.name for each in boxes(panel) if each.grid.key.startswith("W 2")][:2] == ["W^{(2,1)}", "W^{(2,0)}"]
    folded = box(panel, "W 2 1")
    assert folded.columns == (0, 1, 2, None, 11)
    window.scene.select_edge("h6_y1")
    folded = box(panel, "W 2 1")
    assert folded.columns == (0, 1, 2, None, 5, None, 11)
    placed = next(placed for placed in panel.sheet.layout_shown.placed if placed.box is folded)
    caption = folded.caption_rect.translated(placed.x, placed.y).center().toPoint()
    qtbot.mouseClick(panel.sheet, Qt.MouseButton.LeftButton, pos=caption)
    assert box(panel, "W 2 1").columns == tuple(range(12))


def test_an_empty_page_says_what_will_be_there(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "empty.bpdesk"
    save(Document(), path)
    window = open_window(qtbot, path)
    window.side.panel.bring_forward(window.side.matrix)
    assert not window.side.matrix.hint.isHidden()
    assert "once the network can run" in window.side.matrix.hint.text()


@pytest.mark.parametrize(
    ("count", "kept", "shown"),
    [(3, (), (0, 1, 2)), (9, (), (0, 1, 2, None, 8)), (9, (4,), (0, 1, 2, 3, 4, None, 8)), (9, (6,), (0, 1, 2, None, 6, 7, 8))],
)
def test_a_large_one_is_written_by_its_corners(count: int, kept: tuple[int, ...], shown: tuple[int | None, ...]) -> None:
    assert unfolded(count, kept) == shown
