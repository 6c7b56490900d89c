"""Reading the canvas: three densities kept with the document, labels that never meet, what hovering lights, tooltips with formulas."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from bpdesk.model.document import Document
from bpdesk.ui.canvas.density import DENSITIES, Density
from bpdesk.ui.canvas.place import Place
from bpdesk.ui.canvas.scene import NetworkScene, label_rectangles
from bpdesk.ui.canvas.view import NetworkView
from bpdesk.ui.main_window import MainWindow
from bpdesk.ui.theme import LIGHT
from tests.builders import net
from tests.training.test_replay import run_of
from tests.windows import hover, open_window, point_of, wait

SIZES = ((2, 4, 1), (3, 5, 4, 2), (4, 8, 8, 3))


def layered(sizes: Sequence[int], seed: int) -> Document:
    layers = [" ".join(f"{'xhgy'[min(depth, 3)]}{place + 1}" for place in range(size)) for depth, size in enumerate(sizes)]
    return net(" -> ".join(layers), seed, rows=2)


def showing(document: Document, density: Density) -> NetworkScene:
    scene = NetworkScene(LIGHT)
    scene.set_density(density)
    scene.show_document(document)
    scene.show_moment(run_of(document).moment(0, 0))
    return scene


def texts(scene: NetworkScene) -> set[str]:
    """What kinds of text stand outside of the nodes."""
    return {name.rpartition(" ")[2] for name, _ in label_rectangles(scene)}


@pytest.mark.parametrize("density", DENSITIES)
@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_no_label_meets_another_or_a_node(qtbot: QtBot, sizes: Sequence[int], density: Density) -> None:
    for seed in range(3):
        scene = showing(layered(sizes, seed), density)
        view = NetworkView(scene)
        qtbot.addWidget(view)
        view.resize(1034, 470)
        view.show()
        labels = label_rectangles(scene)
        shrunk = [(name, rect.adjusted(1, 1, -1, -1)) for name, rect in labels]
        assert [(one, other) for (one, a), (other, b) in combinations(shrunk, 2) if a.intersects(b)] == []
        weights = sum(name.endswith(" weight") for name, _ in labels)
        expected = {"plain": 0, "values": int(np.dot(sizes[1:], sizes[:-1])), "everything": int(np.dot(sizes[1:], sizes[:-1]))}[density]
        assert weights >= 0.9 * expected


def test_each_density_tells_more(qtbot: QtBot) -> None:
    document = layered((2, 3, 1), 1)
    shown = {density: texts(showing(document, density)) for density in DENSITIES}
    assert shown["plain"] == {"label"}
    assert shown["values"] == shown["everything"] == {"label", "bias", "delta", "weight", "target", "name", "error"}
    heights = {density: max(rect.height() for name, rect in label_rectangles(showing(document, density)) if "weight" in name)
               for density in ("values", "everything")}  # fmt: skip
    assert heights["everything"] > heights["values"] + 10


def test_the_density_is_chosen_in_the_view_menu_and_kept_with_the_document(qtbot: QtBot) -> None:
    window = opened(qtbot, layered((2, 2, 1), 0))
    assert "density" not in window.session.document_to_save().view
    choose(window, "plain")
    assert not any(name.endswith("weight") for name, _ in label_rectangles(window.scene))
    saved = window.session.document_to_save()
    assert saved.view["density"] == "plain"
    choose(window, "everything")
    window.session.open(saved, None)
    assert window.scene.density == "plain"
    action = window.menuBar().findChild(QAction, "action.density.plain")
    assert action is not None
    assert action.isChecked()


def test_captions_of_layers_are_shown_on_demand_and_kept(qtbot: QtBot) -> None:
    window = opened(qtbot, layered((2, 2, 1), 0))
    action = window.menuBar().findChild(QAction, "action.captions")
    assert action is not None
    assert window.scene.captions == []
    action.trigger()
    expected = ["Layer 0, inputs", "Layer 1", "Layer 2, outputs", "w_ji leads into node j, from node i"]
    assert window.scene.captions == expected
    saved = window.session.document_to_save()
    action.trigger()
    assert window.scene.captions == []
    window.session.open(saved, None)
    assert (window.scene.captions, action.isChecked()) == (expected, True)
    assert window.canvas.mapFromScene(window.scene.bounds()).boundingRect().top() >= 0


def test_the_scale_of_the_fills_is_shown_once_where_there_is_room(qtbot: QtBot) -> None:
    view = NetworkView(showing(layered((2, 2, 1), 0), "values"))
    qtbot.addWidget(view)
    view.resize(800, 500)
    view.show()
    scale, zoom = view.findChild(QWidget, "canvas_fills"), view.findChild(QLabel, "canvas_zoom")
    assert scale is not None
    assert zoom is not None
    assert scale.isVisible()
    assert scale.geometry().right() < zoom.x()
    view.resize(400, 300)
    assert not scale.isVisible()


def test_an_edge_lights_its_ends_and_a_node_its_edges(qtbot: QtBot) -> None:
    window = opened(qtbot, layered((2, 2, 1), 0))

    def lights(place: Place) -> set[str]:
        """What lights up at a number, wherever the picture has settled by now."""
        hover(window, QPoint(3, 3))
        assert lit(window) == set()
        hover(window, point_of(window, place))
        return lit(window)

    qtbot.waitUntil(lambda: lights(Place("weight", "x1_h2")) == {"x1", "h2"})
    qtbot.waitUntil(lambda: lights(Place("input", "x2")) == {"x2_h1", "x2_h2"})
    hover(window, QPoint(3, 3))
    assert lit(window) == set()


def test_tooltips_tell_role_full_value_and_formula(qtbot: QtBot) -> None:
    document = layered((2, 2, 1), 0)
    scene, moment = showing(document, "values"), run_of(document).moment(0, 0)
    weight = scene.reading.tooltip("weight", "x1_h2").splitlines()
    assert weight[:3] == ["Weight x1_h2, x1 → h2", f"w = {moment.weights['x1_h2']!r}", f"∂C/∂w = {moment.weight_gradients['x1_h2']!r}"]
    assert weight[3] == "∂C/∂w = mean of δ(h2) · a(x1) over 2 samples"
    node = scene.reading.tooltip("node", "h2").splitlines()
    assert node[0] == "Neuron h2, Sigmoid"
    assert node[-3:] == ["z = Σ w·a + b", "a = sigmoid(z)", "δ = f′(z) · Σ w·δ"]
    assert scene.reading.tooltip("delta", "h2").splitlines()[1:] == [
        f"δ = ∂Cₙ/∂z of row 1 = {moment.shown.deltas['h2']!r}",
        "δ = f′(z) · Σ w·δ",
    ]


def opened(qtbot: QtBot, document: Document) -> MainWindow:
    window = open_window(qtbot)
    window.session.open(document, None)
    wait(qtbot, lambda: not window.session.thread_of_engine.is_busy and window.session.moment is not None)
    return window


def choose(window: MainWindow, density: Density) -> None:
    action = window.menuBar().findChild(QAction, f"action.density.{density}")
    assert action is not None
    action.trigger()


def lit(window: MainWindow) -> set[str]:
    """The nodes and edges that stand out."""
    return window.scene.standing_out
