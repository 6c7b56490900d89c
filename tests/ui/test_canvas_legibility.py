"""Every number of a normal network can be read in a window of the usual size, and none covers another."""

from itertools import combinations

import pytest
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from bpdesk.files import examples
from bpdesk.files.examples import load_example
from bpdesk.model.document import Document
from bpdesk.model.recipes import layered
from bpdesk.model.rows import set_cells
from bpdesk.ui.canvas.geometry import RADIUS, body
from bpdesk.ui.canvas.legibility import SMALLEST_TEXT, legibility
from bpdesk.ui.canvas.node_afar import FromAfar
from bpdesk.ui.canvas.scene import NetworkScene, label_rectangles
from bpdesk.ui.canvas.view import NetworkView
from bpdesk.ui.theme import LIGHT
from tests.builders import net
from tests.ui.moments import moment

CANVAS = (1034, 448)
"""Of a window of 1440×900 with all its docks."""
SMALLEST_CANVAS = (670, 300)
"""Of one of 1024×700."""


def grown(*sizes: int) -> Document:
    document = layered(sizes, "tanh", "linear", True, seed=sum(sizes))
    assert document.data is not None
    cells = {(0, column): -0.25 - place / 8 for place, column in enumerate(document.data.columns)}
    return set_cells(document, "train", cells)


NORMAL = {
    **{name: load_example(name) for name in examples.names()},
    **{"-".join(map(str, sizes)): grown(*sizes) for sizes in ((2, 4, 1), (3, 5, 5, 2), (8, 8), (1, 6, 1, 6, 1), (4, 8, 8, 3))},
}


def looking_at(qtbot: QtBot, document: Document, size: float = 1.0) -> tuple[NetworkView, NetworkScene]:
    scene = NetworkScene(LIGHT)
    scene.show_document(document)
    scene.show_moment(moment(document))
    view = NetworkView(scene)
    qtbot.addWidget(view)
    view.resize(*CANVAS)
    view.show_size(size)
    with qtbot.waitExposed(view):
        view.show()
    return view, scene


@pytest.mark.parametrize("size", [1.0, 1.5])
@pytest.mark.parametrize("name", NORMAL)
def test_no_label_covers_another_or_a_node(qtbot: QtBot, name: str, size: float) -> None:
    _, scene = looking_at(qtbot, NORMAL[name], size)
    rects = label_rectangles(scene)
    assert [(one, other) for (one, a), (other, b) in combinations(rects, 2) if a.intersects(b)] == []
    bodies = [body(node) for node in NORMAL[name].network.nodes]
    assert [text for text, rect in rects for other in bodies if rect.intersects(other)] == []


@pytest.mark.parametrize("name", NORMAL)
def test_every_weight_value_and_name_is_there_to_be_read(qtbot: QtBot, name: str) -> None:
    view, scene = looking_at(qtbot, NORMAL[name])
    network, rects = NORMAL[name].network, dict(label_rectangles(scene))
    assert {f"{edge.id} weight" for edge in network.edges} <= rects.keys()
    assert {f"{node.id} label" for node in network.nodes} <= rects.keys()
    assert min(rects[f"{edge.id} weight"].height() for edge in network.edges) * view.zoom >= SMALLEST_TEXT
    seen = view.mapToScene(view.viewport().rect()).boundingRect()
    assert [text for text, rect in rects.items() if not seen.contains(rect)] == []


def test_a_closer_look_shows_all_that_a_node_has(qtbot: QtBot) -> None:
    view, scene = looking_at(qtbot, NORMAL["4-8-8-3"])
    assert "h1_1 value" in dict(label_rectangles(scene))
    view.set_zoom(1.0)
    texts = dict(label_rectangles(scene))
    assert {"h1_1 bias", "h1_1 delta", "h1_1 label"} <= texts.keys()
    assert texts["w1_11 weight"].height() == pytest.approx(21)


def test_a_value_from_afar_is_typed_over_where_it_stands(qtbot: QtBot) -> None:
    _, scene = looking_at(qtbot, NORMAL["4-8-8-3"])
    value = dict(label_rectangles(scene))["x1 value"]
    assert scene.part_at(value.center()) == ("input", "x1")


def test_a_crowd_has_no_numbers_from_afar(qtbot: QtBot) -> None:
    names = {prefix: " ".join(f"{prefix}{index}" for index in range(16)) for prefix in "xhy"}
    view, scene = looking_at(qtbot, net(f"{names['x']} -> {names['h']} -> {names['y']}"))
    weights = [rect for text, rect in label_rectangles(scene) if text.endswith(" weight")]
    assert max(QRectF(rect).height() for rect in weights) * view.zoom < SMALLEST_TEXT


def test_text_grows_in_steps_as_it_is_needed() -> None:
    assert legibility(1.0, 1.0).enlargement == 1.0
    for zoom in (0.25, 0.34, 0.5, 0.7):
        found = legibility(zoom, 1.0)
        assert SMALLEST_TEXT <= 13 * found.enlargement * zoom <= 1.13 * SMALLEST_TEXT
    assert legibility(0.34, 1.0) == legibility(0.335, 1.0)


@pytest.mark.parametrize("name", ["2-4-1", "3-5-5-2", "4-8-8-3"])
def test_names_stay_in_the_smallest_window_with_the_largest_text(qtbot: QtBot, name: str) -> None:
    document = NORMAL[name]
    view, scene = looking_at(qtbot, document, 1.5)
    view.resize(*SMALLEST_CANVAS)
    told = dict(label_rectangles(scene))
    for node in document.network.nodes:
        seen = legibility(view.zoom, 1.5)
        inside = FromAfar(node.label or node.id, "0.5", seen.afar_size, on_paper=False, shrinks_to=seen.smallest_share).inside
        assert f"{node.id} label" in told or inside is not None
        assert inside is None or (inside.ascent + inside.descent) * view.zoom >= 6
        assert inside is None or (inside.width, inside.ascent + inside.descent) < (2 * RADIUS, 2 * RADIUS)
