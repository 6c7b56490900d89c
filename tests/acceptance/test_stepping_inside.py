"""Stepping inside an iteration with real keys on the real window: through all phases, back again, and out of it in every way."""

from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QScrollArea, QSlider, QTableView, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from bpdesk.engine.moment import Moment
from bpdesk.model.document import Document
from bpdesk.text import NOT_YET
from bpdesk.ui.canvas.place import Place
from bpdesk.ui.main_window import MainWindow
from bpdesk.ui.speeds import BY_PHASE, SPEEDS
from tests.builders import net
from tests.windows import arrive, open_window, press, settle, shown, step, type_over, wait

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
Picture = dict[tuple[str, str], str]


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    return open_document(qtbot, net("x1 x2 -> h1 h2 -> y", rows=[[0.5, -1.0, 1.0], [1.0, 0.25, -1.0]], learning_rate=0.3))


def open_document(qtbot: QtBot, document: Document) -> MainWindow:
    window = open_window(qtbot)
    window.session.open(document, None)
    wait(qtbot, lambda: not window.session.thread_of_engine.is_busy and window.session.moment is not None)
    return window


def moment_of(window: MainWindow) -> Moment:
    moment = window.session.moment
    assert moment is not None
    return moment


def inside(qtbot: QtBot, window: MainWindow, times: int = 1, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """F11, so many times, and what it brings."""
    for _ in range(times):
        press(qtbot, window, Qt.Key.Key_F11, modifier)
        settle(window.session)


def picture(window: MainWindow) -> Picture:
    """Every number of the canvas, and the cost in the bar."""
    network = window.scene.network
    texts: Picture = {("cost", ""): _cost_in_bar(window)}
    for edge in network.edges:
        texts |= {(kind, edge.id): shown(window, kind, edge.id) for kind in ("weight", "gradient")}
    for node in network.nodes:
        kinds = ["value"] if node.kind == "input" else ["value", "delta", "bias"]
        kinds += ["error", "target"] if node.kind == "output" else []
        texts |= {(kind, node.id): shown(window, kind, node.id) for kind in kinds}
    return texts


def unknown(window: MainWindow) -> set[tuple[str, str]]:
    return {place for place, text in picture(window).items() if text == NOT_YET}


def test_one_value_at_a_time_to_the_next_iteration_and_back(qtbot: QtBot, window: MainWindow) -> None:
    step(qtbot, window)
    at_rest, pictures = picture(window), []
    assert unknown(window) == set()
    inside(qtbot, window)
    while window.session.playback.is_inside:
        pictures.append(picture(window))
        inside(qtbot, window)
    moment = window.session.moment
    assert moment is not None
    assert (moment.iteration, window.session.playback.newest) == (2, 2)
    neurons, parameters = 3, 9
    assert len(pictures) == neurons + 1 + neurons + 2 * parameters
    for before, after in zip(pictures, pictures[1:], strict=False):
        changed = {place for place in before if before[place] != after[place]}
        assert all(before[place] == NOT_YET or place[0] in ("weight", "bias") for place in changed)
    assert {place for place, text in pictures[0].items() if text == NOT_YET} >= {
        ("value", "h2"),
        ("delta", "y"),
        ("error", "y"),
        ("cost", ""),
    }
    assert all(pictures[-1][place] == text for place, text in at_rest.items() if place[0] not in ("weight", "bias"))
    assert all(pictures[-1][place] == text for place, text in picture(window).items() if place[0] in ("weight", "bias"))
    for expected in reversed(pictures):
        inside(qtbot, window, 1, SHIFT)
        assert picture(window) == expected
    inside(qtbot, window, 1, SHIFT)
    assert picture(window) == at_rest
    assert window.session.playback.shown_iteration == 1
    assert window.session.playback.newest == 2


def test_a_phase_at_a_time(qtbot: QtBot, window: MainWindow) -> None:
    choose_pace(window, "phase")
    unreached = []
    for _ in range(5):
        inside(qtbot, window)
        unreached.append({kind for kind, _ in unknown(window)})
    gone = [{"cost", "error", "delta", "gradient"}, {"delta", "gradient"}, {"gradient"}, set(), set()]
    assert unreached == gone
    inside(qtbot, window)
    assert window.session.playback.shown_iteration == 1
    assert not window.session.playback.is_inside


def test_softmax_outputs_come_together(qtbot: QtBot) -> None:
    window = open_document(qtbot, net("x -> y1 y2", output="softmax", cost="cross_entropy", rows=[[0.5, 1.0, 0.0]]))
    inside(qtbot, window, 2)
    assert {("value", "y1"), ("value", "y2")} <= unknown(window)
    assert f"a = {NOT_YET}" in window.scene.reading.tooltip("node", "y1")
    inside(qtbot, window)
    assert not {("value", "y1"), ("value", "y2")} & unknown(window)
    inside(qtbot, window, 3, SHIFT)
    assert unknown(window) == set()


def test_finishing_is_a_step(qtbot: QtBot, window: MainWindow) -> None:
    step(qtbot, window, 3)
    expected = window.session.moment
    for key, modifier in ((Qt.Key.Key_F11, CONTROL), (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier)):
        window.session.open(window.session.document, None)
        settle(window.session)
        for iteration in range(3):
            inside(qtbot, window, 2 + iteration)
            press(qtbot, window, key, modifier)
            arrive(qtbot, window, iteration + 1)
        moment = window.session.moment
        assert expected is not None
        assert moment is not None
        assert (moment.weights, moment.biases, moment.cost) == (expected.weights, expected.biases, expected.cost)


def test_going_back_leads_to_where_the_iteration_began(qtbot: QtBot, window: MainWindow) -> None:
    inside(qtbot, window, 2)
    before = window.session.moment
    press(qtbot, window, Qt.Key.Key_Space, SHIFT)
    settle(window.session)
    after = window.session.moment
    assert before is not None
    assert after is not None
    assert (after.iteration, after.inside, after.weights) == (0, None, before.weights)
    assert unknown(window) == set()
    assert not window.actions_by_name["inside_finish"].isEnabled()


def test_another_row_is_shown_at_the_same_place(qtbot: QtBot, window: MainWindow) -> None:
    inside(qtbot, window, 2)
    one, place = picture(window), moment_of(window).inside
    window.session.runs.show_row(1)
    settle(window.session)
    other = picture(window)
    assert moment_of(window).inside is place
    assert {key for key, text in one.items() if text == NOT_YET} == {key for key, text in other.items() if text == NOT_YET}
    assert one["value", "h1"] != other["value", "h1"]


def test_a_weight_typed_inside_begins_the_iteration_anew(qtbot: QtBot, window: MainWindow) -> None:
    inside(qtbot, window, 2)
    type_over(qtbot, window, Place("weight", "x1_h1"), "0.125")
    settle(window.session)
    moment = window.session.moment
    assert moment is not None
    assert (moment.iteration, moment.inside, moment.weights["x1_h1"]) == (0, None, 0.125)
    press(qtbot, window, Qt.Key.Key_Z, CONTROL)
    settle(window.session)
    assert unknown(window) == set()
    assert shown(window, "weight", "x1_h1") != "0.125"


def test_a_weight_typed_within_the_update_is_one_of_the_next_iteration(qtbot: QtBot, window: MainWindow) -> None:
    choose_pace(window, "phase")
    inside(qtbot, window, 5)
    place = moment_of(window).inside
    assert place is not None
    assert place.after is not None
    updated = place.after.edges
    type_over(qtbot, window, Place("weight", "x1_h1"), "0.125")
    settle(window.session)
    moment = window.session.moment
    assert moment is not None
    assert (moment.iteration, moment.inside, moment.weights) == (1, None, {**updated, "x1_h1": 0.125})


def test_saving_renaming_and_running_from_inside(qtbot: QtBot, window: MainWindow) -> None:
    step(qtbot, window)
    at_rest = window.session.document_to_save()
    inside(qtbot, window, 3)
    assert window.session.document_to_save() == at_rest
    place = moment_of(window).inside
    window.drawing.wishes.rename("node", "h1", "g")
    assert moment_of(window).inside is place
    window.commands.set_speed(float("inf"))
    press(qtbot, window, Qt.Key.Key_F5)
    wait(qtbot, lambda: window.session.playback.newest > 5)
    press(qtbot, window, Qt.Key.Key_F11)
    settle(window.session)
    wait(qtbot, lambda: window.session.playback.is_inside)
    assert not window.session.playback.is_running


def choose_pace(window: MainWindow, pace: str) -> None:
    """As the menu does."""
    action = window.menuBar().findChild(QAction, f"action.pace.{pace}")
    assert action is not None
    action.trigger()
    assert action.isChecked()


def _cost_in_bar(window: MainWindow) -> str:
    label = window.transport.findChild(QLabel, "transport.cost")
    assert label is not None
    return label.text()


def test_the_slowest_speed_shows_a_phase_a_second(qtbot: QtBot, window: MainWindow) -> None:
    action = window.menuBar().findChild(QAction, f"action.speed.{SPEEDS.index(BY_PHASE)}")
    assert action is not None
    assert action.text() == "One phase a second"
    action.trigger()
    slider = window.findChild(QSlider, "transport.speed")
    assert slider is not None
    assert slider.value() == 0
    press(qtbot, window, Qt.Key.Key_F5)
    seen: list[tuple[int, str | None]] = []

    def note() -> None:
        moment = moment_of(window)
        seen.append((moment.iteration, moment.inside.phase if moment.inside else None))

    window.session.playback.moment_changed.connect(note)
    wait(qtbot, lambda: (1, "forward") in seen)
    assert seen == [(0, "forward"), (0, "cost"), (0, "backward"), (0, "gradients"), (0, "update"), (1, None), (1, "forward")]
    assert window.session.playback.is_running
    qtbot.keyClick(slider, Qt.Key.Key_End)
    wait(qtbot, lambda: window.session.playback.newest > 100)
    press(qtbot, window, Qt.Key.Key_F5)
    assert moment_of(window).inside is None
    assert action.isChecked() is False


def test_buttons_lead_inside_and_back(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1440, 900)
    wait(qtbot, lambda: window.transport.width() > 900)
    buttons = {name: window.transport.findChild(QToolButton, f"transport.{name}") for name in ("inside", "inside_back", "inside_finish")}
    on, back, finish = (button for button in buttons.values() if button is not None)
    assert [button.isVisible() for button in (on, back, finish)] == [True] * 3
    assert not back.isEnabled()
    for button, at in ((on, 0), (on, 1), (back, 0)):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        settle(window.session)
        moment = window.session.moment
        assert moment is not None
        assert moment.inside is not None
        assert moment.inside.at == at
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    settle(window.session)
    assert not window.session.playback.is_inside
    assert "Shift+F11" in back.toolTip()


def test_the_plots_keep_the_values_at_rest_and_everything_else_has_dashes(qtbot: QtBot, window: MainWindow) -> None:
    step(qtbot, window)
    before = [list(panel.curve_values(key)[1]) for panel, key in ((window.cost_plot, "cost"), (window.weights_plot, "x1_h1"))]
    inside(qtbot, window)
    assert [list(panel.curve_values(key)[1]) for panel, key in ((window.cost_plot, "cost"), (window.weights_plot, "x1_h1"))] == before
    window.side.panel.bring_forward(window.side.table)
    tables = window.side.table.findChildren(QTableView)
    said = [str(t.model().index(r, c).data()) for t in tables for r in range(t.model().rowCount()) for c in range(t.model().columnCount())]
    assert NOT_YET in said
    window.side.panel.bring_forward(window.side.data)
    table = window.side.data.table.model()
    said = [str(table.index(0, column).data()) for column in range(table.columnCount())]
    assert said.count(NOT_YET) >= 2


def test_the_page_begins_with_what_the_newest_place_has_brought(qtbot: QtBot, window: MainWindow) -> None:
    choose_pace(window, "phase")
    explain = window.side.explain
    area = explain.findChild(QScrollArea)
    assert area is not None
    for name in ("forward", "sample", "delta", "batch", "step"):
        inside(qtbot, window)
        view = explain.section(name)
        assert view is not None
        wait(qtbot, partial(is_at_top, area, view))


def is_at_top(area: QScrollArea, view: QWidget) -> bool:
    """Or as far up as the page can be scrolled."""
    bar, top = area.verticalScrollBar(), view.mapTo(area, QPoint()).y()
    return 0 <= top <= 130 or (bar.value() == bar.maximum() and top < area.height() - 40)
