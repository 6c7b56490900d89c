"""What stands still on the canvas is shown as a picture: at every moment it looks as one that has just been drawn."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import QObject, QPointF, QRectF
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from bpdesk.model.document import Document
from bpdesk.ui.canvas.scene import NetworkScene
from bpdesk.ui.canvas.selection import Selection
from bpdesk.ui.canvas.view import NetworkView
from bpdesk.ui.still import Still
from bpdesk.ui.theme import DARK, LIGHT
from tests.builders import net
from tests.ui.moments import moment

FAR, NEAR = 0.35, 1.0
Pixels = npt.NDArray[np.float64]


def document() -> Document:
    return net("x1 x2 -> h1 h2 h3 -> y1 y2", rows=1, seed=4)


def looking_at(qtbot: QtBot, shown: Document, zoom: float) -> NetworkView:
    scene = NetworkScene(LIGHT)
    view = NetworkView(scene)
    view._kept = scene  # type: ignore[attr-defined]  # a view doesn't own its scene
    qtbot.addWidget(view)
    view.resize(900, 600)
    with qtbot.waitExposed(view):
        view.show()
    scene.show_document(shown)
    view.set_zoom(zoom)
    return view


def scene_of(view: NetworkView) -> NetworkScene:
    scene = view.scene()
    assert isinstance(scene, NetworkScene)
    return scene


def pixels(view: NetworkView) -> Pixels:
    image = view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return np.asarray(rows[:, : image.width(), :3], np.float64)


def assert_alike(some: Pixels, others: Pixels) -> None:
    """But for how places are rounded."""
    differences = np.abs(some - others).max(axis=2)
    assert (differences > 24).sum() <= 12
    assert differences.max() <= 48


def values(shown: Document, turn: int, size: float) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """Weights and activations that lie so far off those of other turns."""
    random = np.random.default_rng(turn)
    weights = {edge.id: edge.weight * float(np.exp(size * random.normal())) for edge in shown.network.edges}
    return weights, {node.id: size * float(random.normal()) for node in shown.network.nodes if node.kind != "input"}


@pytest.mark.parametrize("zoom", [FAR, NEAR])
def test_a_moment_looks_as_where_it_is_the_first(qtbot: QtBot, zoom: float) -> None:
    shown = document()
    used = looking_at(qtbot, shown, zoom)
    sizes = [0.3, 1e-6, 1e-6, 1e-6, 0.002, 0.002, 0.5, 1e-6, 1e-6]
    for turn, size in enumerate(sizes):
        weights, activations = values(shown, turn, size)
        at = moment(shown, iteration=turn, weights=weights, activations=activations)
        scene_of(used).show_moment(at)
        fresh = looking_at(qtbot, shown, zoom)
        scene_of(fresh).show_moment(at)
        fresh.horizontalScrollBar().setValue(used.horizontalScrollBar().value())
        fresh.verticalScrollBar().setValue(used.verticalScrollBar().value())
        assert_alike(pixels(used), pixels(fresh))


def hover(view: NetworkView) -> None:
    scene_of(view).point_at(QPointF(*document().network.nodes[3].position))


def select(view: NetworkView) -> None:
    scene_of(view).choose(Selection.of("node", "h2"))


def select_edge(view: NetworkView) -> None:
    scene_of(view).select_edge("x1_h1")


def darken(view: NetworkView) -> None:
    view.show_theme(DARK)


def plain(view: NetworkView) -> None:
    scene_of(view).set_density("plain")


def drag(view: NetworkView) -> None:
    scene_of(view).preview.move({"h2": (260.0, 500.0)})


def rename(view: NetworkView) -> None:
    shown = document()
    nodes = tuple(replace(node, label="{q}_7" if node.id == "h1" else node.label) for node in shown.network.nodes)
    scene_of(view).show_document(replace(shown, network=replace(shown.network, nodes=nodes)))


def pan(view: NetworkView) -> None:
    view._sight.lens.pan(view.rect().center() / 9)


def zoom_in(view: NetworkView) -> None:
    view.set_zoom(0.5)


@pytest.mark.parametrize("change", [hover, select, select_edge, darken, plain, drag, rename, pan, zoom_in])
def test_what_changes_besides_the_values_is_seen_at_once(qtbot: QtBot, change: Callable[[NetworkView], None]) -> None:
    shown = document()
    at = moment(shown)
    used, fresh = looking_at(qtbot, shown, FAR), looking_at(qtbot, shown, FAR)
    for _ in range(3):
        scene_of(used).show_moment(at)
        before = pixels(used)
        used.viewport().update()
    scene_of(fresh).show_moment(at)
    for view in (used, fresh):
        change(view)
    fresh.horizontalScrollBar().setValue(used.horizontalScrollBar().value())
    fresh.verticalScrollBar().setValue(used.verticalScrollBar().value())
    assert np.abs(pixels(used) - before).max() > 40
    assert_alike(pixels(used), pixels(fresh))


class Count:
    """A look that is like those of the same whole number."""

    def __init__(self, number: float) -> None:
        self.number = number

    def is_as(self, other: "Count") -> bool:
        return int(self.number) == int(other.number)

    def is_exactly(self, other: "Count") -> bool:
        return self.number == other.number


def test_what_stands_is_drawn_twice_and_what_changes_each_time(qtbot: QtBot) -> None:
    drawn: list[int] = []
    parent = QObject()
    still, image = Still[Count](lambda: None, parent), QImage(40, 40, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(image)
    seen = QRectF(0, 0, 40, 40)
    for number in (1, 1, 1, 1, 2, 3, 3, 3):
        still.show(painter, seen, Count(number), lambda _, number=number: drawn.append(number))  # type: ignore[misc]
    assert drawn == [1, 1, 2, 3, 3]
    still.show(painter, QRectF(), Count(3), lambda _: drawn.append(0))
    still.show(painter, QRectF(0, 0, 40, 20), Count(3), lambda _: drawn.append(4))
    painter.scale(2, 2)
    still.show(painter, QRectF(0, 0, 40, 20), Count(3), lambda _: drawn.append(5))
    still.forget()
    still.show(painter, QRectF(0, 0, 40, 20), Count(3), lambda _: drawn.append(6))
    assert drawn[5:] == [4, 5, 6]
    painter.end()


def test_once_nothing_changes_any_more_it_is_drawn_as_it_is(qtbot: QtBot) -> None:
    drawn: list[float] = []
    image, seen = QImage(40, 40, QImage.Format.Format_ARGB32_Premultiplied), QRectF(0, 0, 40, 40)
    painter = QPainter(image)
    parent, shown = QObject(), [1.0]

    def show() -> None:
        still.show(painter, seen, Count(shown[-1]), lambda _: drawn.append(shown[-1]))

    still = Still[Count](show, parent)
    for number in (1.0, 1.0, 1.1, 1.2):
        shown.append(number)
        show()
    assert drawn == [1.0, 1.0]
    qtbot.waitUntil(lambda: drawn == [1.0, 1.0, 1.2])
    show()
    show()
    assert drawn == [1.0, 1.0, 1.2, 1.2]
    painter.end()
