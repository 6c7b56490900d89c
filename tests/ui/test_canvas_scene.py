from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from bpdesk.files import examples
from bpdesk.files.examples import load_example
from bpdesk.model.catalogue import ACTIVATION_NAMES
from bpdesk.model.dataset import Scaling
from bpdesk.model.document import Document
from bpdesk.model.edits import set_training_value, set_weight
from bpdesk.model.network import Bias, Edge, Network, Node
from bpdesk.model.recipes import layered
from bpdesk.text import NOT_YET, number
from bpdesk.ui.canvas import activation_glyph
from bpdesk.ui.canvas.place import Place
from bpdesk.ui.canvas.scene import NetworkScene, label_rectangles
from bpdesk.ui.plain import as_rich_text
from bpdesk.ui.theme import DARK, LIGHT
from bpdesk.ui.vector.drawing import Shape, Words
from bpdesk.ui.vector.recorder import record
from tests.builders import net, one_weight
from tests.ui.moments import moment, third_of_the_post

SIGNS = LIGHT.positive, LIGHT.negative
WEIGHT, INPUT, TARGET = Place("weight", "w"), Place("input", "a1"), Place("target", "a2")

NETWORKS = {
    "one weight": one_weight(),
    "chain": net("x -> h -> y", seed=1),
    "2-3-2": net("x1 x2 -> h1 h2 h3 -> y1 y2", seed=2),
    "2-4-1": net("x1 x2 -> h1 h2 h3 h4 -> y", seed=3),
    "2-2-2": net("i1 i2 -> h1 h2 -> o1 o2", seed=4),
    **{name: load_example(name) for name in examples.names()},
}


def showing(document: Document) -> NetworkScene:
    scene = NetworkScene(LIGHT)
    scene.show_document(document)
    return scene


def colours(scene: NetworkScene) -> set[int]:
    image = QImage(600, 300, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    scene.render(painter, QRectF(image.rect()), scene.bounds())
    painter.end()
    return {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}


def chain_with_skip() -> Document:
    """x → h → y → z with x → y over h; y is an output that feeds on."""
    document = net("x -> h -> y -> z", seed=5)
    nodes = tuple(replace(node, kind="output") if node.id == "y" else node for node in document.network.nodes)
    edges = (*document.network.edges, Edge("skip", "x", "y", 0.5))
    return replace(document, network=Network(nodes, edges), data=net("x -> y z", rows=2).data)


def test_every_number_of_the_post_is_on_the_picture(qtbot: QtBot) -> None:
    scene = showing(one_weight())
    scene.show_moment(third_of_the_post(one_weight()))
    assert scene.shown_text(WEIGHT) == "3.623"
    assert scene.shown_text(INPUT) == "5.7"
    assert scene.shown_text(TARGET) == "50.1"
    assert scene.reading.text("value", "a2") == "20.65"
    assert scene.reading.text("delta", "a2") == "−58.89"
    assert scene.reading.text("gradient", "w") == "−335.7"
    assert scene.reading.text("error", "a2") == "−29.45"


def test_without_a_moment_what_the_document_knows_is_shown(qtbot: QtBot) -> None:
    scene = showing(one_weight())
    assert [scene.shown_text(place) for place in (WEIGHT, INPUT, TARGET)] == ["−23.10", "5.7", "50.1"]
    assert {scene.reading.text(kind, "a2") for kind in ("value", "delta", "error")} == {NOT_YET}
    assert scene.reading.text("gradient", "w") == NOT_YET


def test_a_moment_that_goes_takes_its_values_with_it(qtbot: QtBot) -> None:
    scene = showing(one_weight())
    scene.show_moment(third_of_the_post(one_weight()))
    scene.show_moment(None)
    assert scene.shown_text(WEIGHT) == "−23.10"
    assert scene.reading.text("value", "a2") == NOT_YET


def test_a_network_without_data_says_what_is_missing(qtbot: QtBot) -> None:
    scene = showing(replace(one_weight(), data=None))
    assert (scene.shown_text(INPUT), scene.shown_text(TARGET)) == ("?", "missing")
    assert not any("error" in name for name, _ in label_rectangles(scene))


def test_the_shown_row_gives_inputs_and_targets(qtbot: QtBot) -> None:
    document = net("x -> y", rows=[[1.0, 2.0], [3.0, 4.0]])
    scene = showing(document)
    scene.show_moment(None, row=1)
    assert (scene.shown_text(Place("input", "x")), scene.shown_text(Place("target", "y"))) == ("3.0", "4.0")


def test_given_values_are_raw_also_where_they_are_scaled(qtbot: QtBot) -> None:
    document = one_weight()
    assert document.data is not None
    scaled = replace(document, data=replace(document.data, scaling={"a1": Scaling(5.0, 2.0), "a2": Scaling(50.0, 10.0)}))
    scene = showing(scaled)
    scene.show_moment(moment(scaled, activations={"a1": 0.35, "a2": 0.51}, targets={"a2": 0.01}))
    assert scene.shown_text(INPUT) == "5.7"
    assert scene.shown_text(TARGET) == "50.1"
    assert scene.reading.text("error", "a2") == "0.500"
    assert "scaled" in scene.tooltip(TARGET)
    assert "0.35" in scene.tooltip(INPUT)


def test_digits_can_be_chosen(qtbot: QtBot) -> None:
    scene = showing(one_weight())
    scene.show_moment(third_of_the_post(one_weight()))
    scene.set_digits(6)
    assert scene.shown_text(WEIGHT) == "3.62331"
    assert scene.reading.text("value", "a2") == "20.6529"


def test_tooltips_hold_the_full_value(qtbot: QtBot) -> None:
    scene = showing(one_weight())
    scene.show_moment(third_of_the_post(one_weight()))
    tip = scene.tooltip(WEIGHT)
    assert "3.62331206256" in tip
    assert "-335.6986" in tip
    assert "50.1" in scene.tooltip(TARGET)
    assert "5.7" in scene.tooltip(INPUT)


def test_a_bias_has_its_own_text_and_tooltip(qtbot: QtBot) -> None:
    document = net("x -> h -> y", seed=1)
    frozen = tuple(replace(node, bias=Bias(0.35, True)) if node.id == "h" else node for node in document.network.nodes)
    scene = showing(replace(document, network=replace(document.network, nodes=frozen)))
    assert scene.shown_text(Place("bias", "h")) == "0.350"
    assert "Frozen" in scene.tooltip(Place("bias", "h"))
    assert "Frozen" not in scene.tooltip(Place("bias", "y"))


def test_markup_in_labels_is_only_text(qtbot: QtBot) -> None:
    document = one_weight()
    edges = tuple(replace(edge, label="<img src='file:///x'>") for edge in document.network.edges)
    scene = showing(replace(document, network=replace(document.network, edges=edges)))
    shown = as_rich_text(scene.tooltip(WEIGHT))
    assert "<img" not in shown
    assert "&lt;img" in shown


def test_selecting_tells_kind_and_id_once(qtbot: QtBot) -> None:
    scene = showing(one_weight())
    told: list[tuple[str, str]] = []
    scene.selected.connect(lambda kind, identifier: told.append((kind, identifier)))
    scene.select_edge("w")
    scene.select_edge("w")
    scene.select("input", "a1")
    scene.deselect()
    assert told == [("weight", "w"), ("input", "a1"), ("", "")]


def test_what_is_gone_is_not_selected(qtbot: QtBot) -> None:
    scene = showing(one_weight())
    scene.select_edge("w")
    scene.show_document(net("x -> y"))
    assert scene.selection is None
    scene.select_edge("w")
    assert scene.selection is None


def test_who_hears_that_the_selection_is_gone_finds_the_new_network(qtbot: QtBot) -> None:
    scene = showing(net("x -> h1 h2 -> y"))
    scene.select("node", "h2")
    at = scene.reading.rectangle(Place("bias", "h2")).center()
    found: list[object] = []
    scene.selection_changed.connect(lambda: found.append(scene.selectable_at(at)))
    assert scene.selectable_at(at) is not None
    scene.show_document(net("x -> h1 -> y"))
    assert found == [scene.selectable_at(at)]
    assert found != [("bias", "h2")]


def test_an_edited_number_keeps_the_selection(qtbot: QtBot) -> None:
    scene = showing(one_weight())
    scene.select_edge("w")
    scene.show_document(set_weight(one_weight(), "w", 2.5))
    assert scene.selection == ("weight", "w")
    assert scene.shown_text(WEIGHT) == "2.500"


def test_an_edited_input_is_shown(qtbot: QtBot) -> None:
    scene = showing(one_weight())
    scene.show_document(set_training_value(one_weight(), 0, "a1", 6.25))
    assert scene.shown_text(INPUT) == "6.25"


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("selected", [False, True])
def test_no_label_lies_on_another(qtbot: QtBot, name: str, selected: bool) -> None:
    document = NETWORKS[name]
    scene = showing(document)
    scene.show_moment(moment(document))
    if selected:
        scene.select_edge(document.network.edges[0].id)
    assert_apart(label_rectangles(scene))


@pytest.mark.parametrize("name", NETWORKS)
def test_every_weight_has_its_label_on_a_normal_network(qtbot: QtBot, name: str) -> None:
    document = NETWORKS[name]
    scene = showing(document)
    labelled = {text for text, _ in label_rectangles(scene) if text.endswith(" weight")}
    assert labelled == {f"{edge.id} weight" for edge in document.network.edges}


def test_labels_and_nodes_keep_apart_from_an_edge_that_skips_a_layer(qtbot: QtBot) -> None:
    scene = showing(chain_with_skip())
    scene.show_moment(moment(chain_with_skip()))
    assert_apart(label_rectangles(scene))
    bodies = [QRectF(x - 32, y - 32, 64, 64) for x, y in (node.position for node in chain_with_skip().network.nodes)]
    assert not [name for name, rect in label_rectangles(scene) for body in bodies if rect.intersects(body)]
    middle = scene.reading.rectangle(Place("weight", "skip")).center()
    assert all(abs(middle.y() - y) > 60 for _, y in (node.position for node in chain_with_skip().network.nodes))


def test_labels_stay_where_they_are_while_numbers_change(qtbot: QtBot) -> None:
    document = NETWORKS["2-4-1"]
    scene = showing(document)
    scene.show_moment(moment(document))
    before = {name: rect.center() for name, rect in label_rectangles(scene) if name.endswith(" weight")}
    scene.show_moment(moment(document, weights={edge.id: -1.234 * edge.weight for edge in document.network.edges}))
    after = {name: rect.center() for name, rect in label_rectangles(scene) if name.endswith(" weight")}
    assert before == after


def test_usual_numbers_find_their_room_reserved(qtbot: QtBot) -> None:
    document = NETWORKS["2-4-1"]
    scene = showing(document)
    scene.show_moment(moment(document, weights={edge.id: 1.5 for edge in document.network.edges}))
    with qtbot.assertNotEmitted(scene.bounds_changed):
        scene.show_moment(moment(document, weights={edge.id: -0.01234 for edge in document.network.edges}))


def test_an_edge_has_the_colour_of_its_sign(qtbot: QtBot) -> None:
    scene = showing(set_weight(one_weight(), "w", 2.0))
    assert QColor(LIGHT.positive).rgb() in colours(scene)
    scene.show_document(set_weight(one_weight(), "w", -2.0))
    assert QColor(LIGHT.positive).rgb() not in colours(scene)
    assert QColor(LIGHT.negative).rgb() in colours(scene)


def test_the_target_of_an_output_that_feeds_on_is_not_on_its_right(qtbot: QtBot) -> None:
    document = net("x -> y -> z", seed=5)
    places = {"x": (0.0, 0.0), "y": (320.0, 0.0), "z": (640.0, 400.0)}
    nodes = tuple(
        replace(node, kind=node.kind if node.id == "x" else "output", position=places[node.id]) for node in document.network.nodes
    )
    scene = showing(replace(document, network=replace(document.network, nodes=nodes), data=net("x -> y z", rows=2).data))
    middle = scene.reading.rectangle(Place("target", "y")).center()
    assert abs(middle.x() - 320) < 60
    assert abs(middle.y()) > 60
    assert scene.reading.rectangle(Place("target", "z")).center().x() > 700


@pytest.mark.parametrize("value", [-1.0912345e8, 123456.789, -4118.25, 1e-300, -1e300, 0.1234567])
def test_no_value_leaves_its_node(qtbot: QtBot, value: float) -> None:
    document = set_training_value(one_weight(), 0, "a1", value)
    scene = showing(document)
    scene.show_moment(moment(document, activations={"a2": value}))
    for kind, node in (("input", "a1"), ("value", "a2")):
        number = scene.reading.rectangle(Place("input", node))
        centre = document.network.node_by_id[node].position[0]
        assert centre - 28 <= number.left() <= number.right() <= centre + 28, scene.reading.text(kind, node)


def test_everything_is_within_the_bounds(qtbot: QtBot) -> None:
    scene = showing(NETWORKS["2-3-2"])
    bounds = scene.bounds()
    assert [name for name, rect in label_rectangles(scene) if not bounds.contains(rect)] == []


def test_growing_numbers_tell_that_they_need_more_room(qtbot: QtBot) -> None:
    document = one_weight()
    scene = showing(document)
    scene.show_moment(moment(document))
    with qtbot.waitSignal(scene.grown, timeout=1000):
        scene.show_moment(moment(document, activations={"a2": -1.234e200}))


@pytest.mark.parametrize("edge", range(0, 45, 4))
def test_a_number_that_grows_finds_room_and_all_others_stay(qtbot: QtBot, edge: int) -> None:
    document = layered((2, 5, 5, 2), "tanh", "linear", True, seed=1)
    scene = showing(document)
    scene.show_moment(moment(document))
    before = dict(label_rectangles(scene))
    grown = document.network.edges[edge].id
    scene.show_moment(moment(document, weights={grown: -1.23456e-123}))
    after = label_rectangles(scene)
    assert_apart(after)
    assert dict(after)[f"{grown} weight"].width() > before[f"{grown} weight"].width() + 20
    assert {name: rect for name, rect in after if grown not in name} == {name: rect for name, rect in before.items() if grown not in name}


def test_another_theme_changes_no_text(qtbot: QtBot) -> None:
    scene = showing(one_weight())
    before = label_rectangles(scene)
    scene.show_theme(DARK)
    assert label_rectangles(scene) == before
    assert scene.theme is DARK


def test_every_activation_has_its_curve(qtbot: QtBot) -> None:
    assert activation_glyph.names() == set(ACTIVATION_NAMES)
    assert not [name for name in ACTIVATION_NAMES if activation_glyph.activation_glyph(name).isEmpty()]


def test_a_node_that_becomes_an_output_gets_a_target(qtbot: QtBot) -> None:
    scene = showing(Document(network=Network((Node("a", "hidden", (0.0, 0.0), "tanh"),))))
    scene.show_document(Document(network=Network((Node("a", "output", (0.0, 0.0), "tanh"),))))
    assert scene.shown_text(Place("target", "a")) == "missing"
    scene.show_document(Document())
    assert label_rectangles(scene) == []


@pytest.mark.parametrize("sizes", [(2, 4, 1), (3, 5, 5, 2), (4, 8, 8, 3)])
def test_no_label_of_a_new_layered_network_lies_on_another_or_on_a_node(qtbot: QtBot, sizes: tuple[int, ...]) -> None:
    document = layered(sizes, "tanh", "linear", True, seed=1)
    scene = showing(document)
    rects = label_rectangles(scene)
    assert_apart(rects)
    bodies = [QRectF(x - 32, y - 32, 64, 64) for x, y in (node.position for node in document.network.nodes)]
    assert not [name for name, rect in rects for body in bodies if rect.intersects(body)]
    weights = [name for name, _ in rects if name.endswith(" weight")]
    assert len(weights) >= 0.9 * len(document.network.edges)


def test_a_crowd_shows_only_labels_that_have_room(qtbot: QtBot) -> None:
    layers = " -> ".join(" ".join(f"{name}{i}" for i in range(20)) for name in "xhy")
    scene = showing(net(layers, seed=6))
    rects = [(name, rect) for name, rect in label_rectangles(scene) if name.endswith(" weight")]
    assert 0 < len(rects) <= 200
    assert_apart(rects)


def assert_apart(rects: list[tuple[str, QRectF]]) -> None:
    assert [(one, other) for (one, a), (other, b) in combinations(rects, 2) if a.intersects(b)] == []


def test_nothing_of_a_crowd_is_left_when_it_goes(qtbot: QtBot) -> None:
    crowd = net(f"{' '.join(f'x{i}' for i in range(20))} -> {' '.join(f'y{i}' for i in range(20))}")
    scene = NetworkScene(LIGHT)
    scene.show_document(crowd)
    scene.show_document(Document())
    assert picture_of(scene) == picture_of(NetworkScene(LIGHT))


def picture_of(scene: NetworkScene) -> QImage:
    image = QImage(600, 600, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    scene.render(painter, QRectF(image.rect()), QRectF(-200, -200, 1200, 3200))
    painter.end()
    return image


def test_nodes_far_out_are_shown_at_the_rim(qtbot: QtBot) -> None:
    document = net("x -> h -> y", seed=1)
    far = replace(document.network.nodes[0], position=(-1e300, 1e308))
    network = replace(document.network, nodes=(far, *document.network.nodes[1:]))
    scene = showing(replace(document, network=network))
    bounds = scene.bounds()
    assert bounds.width() < 1e6
    assert bounds.height() < 1e6
    assert [name for name, rect in label_rectangles(scene) if not bounds.contains(rect)] == []


def test_values_are_still_told_where_the_picture_is_too_small_for_labels(qtbot: QtBot) -> None:
    document = net("x1 x2 -> h1 h2 -> y")
    scene = showing(document)
    scene.show_moment(moment(document))
    below = QRectF(-60, 36, 120, 44).translated(*document.network.node_by_id["h1"].position)
    assert inks(scene, below, 0.34) > 20
    assert not inks(scene, below, 0.15)


def inks(scene: NetworkScene, part: QRectF, zoom: float) -> int:
    """How many pixels of that part of the scene are as dark as text, at that zoom."""
    image = QImage(round(part.width() * zoom), round(part.height() * zoom), QImage.Format.Format_RGB32)
    image.fill(QColor(LIGHT.canvas))
    painter = QPainter(image)
    scene.render(painter, QRectF(image.rect()), part)
    painter.end()
    return sum(image.pixelColor(x, y).lightness() < 100 for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize("selected", [None, "w1"])
def test_each_edge_is_drawn_once_as_wide_as_its_weight_and_with_its_number(qtbot: QtBot, selected: str | None) -> None:
    """Whether it is drawn together with the others or, as the selected one, by itself."""
    network = net("x1 x2 -> h1 h2 h3 -> y1 y2", seed=2)
    edges = [replace(edge, id=f"w{i}", weight=(-1) ** i * (0.25 + 0.5 * i)) for i, edge in enumerate(network.network.edges)]
    scene = showing(replace(network, network=replace(network.network, edges=tuple(edges))))
    if selected:
        scene.select_edge(selected)
    marks = record(lambda painter, size: scene.render(painter, QRectF(QPointF(), size), scene.bounds()), scene.bounds().size()).marks
    widths = [mark.pen.widthF() for mark in marks if isinstance(mark, Shape) and mark.pen and mark.pen.color().name().upper() in SIGNS]
    written = [mark.text for mark in marks if isinstance(mark, Words)]
    for edge in edges:
        width = 1.2 + 4.8 * abs(edge.weight) / (abs(edge.weight) + 1)
        assert sum(abs(each - width) <= 1 / 32 for each in widths) == 1
        assert written.count(number(edge.weight)) == 1
