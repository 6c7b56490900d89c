"""What the canvas marks within an iteration: arrows along edges, the node, row or edge in work, the strip and the sentence."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from bpdesk.engine.moment import Moment
from bpdesk.engine.phases import Inside
from bpdesk.model.document import Document
from bpdesk.training.inside import entered
from bpdesk.ui.canvas.companions import companions
from bpdesk.ui.canvas.scene import NetworkScene
from bpdesk.ui.canvas.view import NetworkView
from bpdesk.ui.theme import DARK, LIGHT
from tests.builders import net
from tests.training.test_replay import run_of


def places(document: Document) -> dict[str, Moment]:
    """Moments by the name of what is newest there: `delta h2`."""
    moment, found = entered(run_of(document), 0, 0, "thing"), {}
    place: Inside | None = moment.inside
    while place is not None:
        found[" ".join((place.station.kind, place.station.of)).strip()] = replace(moment, inside=place)
        place = place.onward()
    return found


def arrows(document: Document, moment: Moment) -> tuple[set[str], set[str]]:
    """The edges with an arrow that is done, and with one in work."""
    found = companions(document.network, moment.inside)
    return {each.edge for each in found if not each.is_now}, {each.edge for each in found if each.is_now}


def test_values_come_in_and_deltas_go_back() -> None:
    document = net("x -> h1 h2 -> y")
    at = places(document)
    assert arrows(document, at["pre_activation h2"]) == ({"x_h1"}, {"x_h2"})
    assert arrows(document, at["pre_activation y"]) == ({"x_h1", "x_h2"}, {"h1_y", "h2_y"})
    assert arrows(document, at["cost"]) == (set(), set())
    assert arrows(document, at["delta y"]) == (set(), set())
    assert arrows(document, at["delta h1"]) == ({"h2_y"}, {"h1_y"})
    assert not any(each.forward for each in companions(document.network, at["delta h1"].inside))
    assert arrows(document, at["weight_gradient h1_y"]) == (set(), {"h1_y"})
    assert {each.forward for each in companions(document.network, at["weight_gradient h1_y"].inside)} == {True, False}
    assert arrows(document, at["weight h1_y"]) == (set(), set())


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_strip_and_sentence_tell_the_place(qtbot: QtBot, theme: object) -> None:
    document = net("x -> h1 h2 -> y")
    scene = NetworkScene(theme)  # type: ignore[arg-type]
    view = NetworkView(scene)
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show()
    scene.show_document(document)
    moment = places(document)["delta h2"]
    scene.show_moment(moment)
    view.show_walk(document, moment)
    told = {name: view.findChild(QLabel, name) for name in ("phases.told", "canvas_place")}
    assert {name: label.text() for name, label in told.items() if label is not None and label.isVisible()} == {
        "phases.told": "Iteration 1: 2 of 3 deltas",
        "canvas_place": "Backward: δ of h2 from the delta of y",
    }
    assert scene.bounds().isValid()
    assert not view.grab().isNull()
    scene.show_moment(replace(moment, inside=None))
    view.show_walk(document, replace(moment, inside=None))
    assert not any(label.isVisible() for label in told.values() if label is not None)


def test_the_strip_covers_nothing_of_the_network(qtbot: QtBot) -> None:
    document = net("x -> h1 h2 h3 h4 h5 -> y")
    scene = NetworkScene(LIGHT)
    view = NetworkView(scene)
    qtbot.addWidget(view)
    view.resize(640, 420)
    view.show()
    scene.show_document(document)
    view.show_walk(document, places(document)["delta h2"])
    assert view.mapFromScene(scene.bounds()).boundingRect().top() >= view.walk.strip.height()
