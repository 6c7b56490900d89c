"""The post's network in the window: open, press Space twenty times, see the same numbers everywhere."""

from threading import Event

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from bpdesk.text import MINUS
from bpdesk.ui.canvas.place import Place
from bpdesk.ui.main_window import MainWindow
from tests.windows import arrive, open_window, press, settle, shown, step, wait

PRINTED_IN_THE_POST = (
    -8.5948, -0.68736, 3.6233, 5.9732, 7.2542, 7.9525, 8.3332, 8.5408, 8.6539, 8.7156,
    8.7492, 8.7675, 8.7775, 8.7829, 8.7859, 8.7875, 8.7884, 8.7889, 8.7892, 8.7893,
)  # fmt: skip


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    return open_window(qtbot)


def label(window: MainWindow, name: str) -> str:
    found = window.findChild(QLabel, name)
    assert found is not None
    return found.text().replace(MINUS, "-")


def test_the_engine_is_not_said_to_load_once_its_numbers_are_there(qtbot: QtBot) -> None:
    window = open_window(qtbot, loads_engine=False)
    thread, status = window.session.thread_of_engine, window.statusBar()
    may_load, may_end = Event(), Event()
    thread.do(may_load.wait, lambda _ended: None)
    window.session.runs.load_engine()
    window.session.playback.moment_changed.connect(lambda: thread.do(may_end.wait, lambda _ended: None))
    wait(qtbot, lambda: "The engine is loading" in status.currentMessage())
    may_load.set()
    wait(qtbot, lambda: window.session.moment is not None)
    assert thread.is_busy
    assert status.currentMessage() == ""
    may_end.set()
    settle(window.session)


def test_the_first_start_shows_the_posts_numbers(window: MainWindow) -> None:
    assert "One weight" in window.windowTitle()
    assert shown(window, "weight", "w") == "-23.10"
    assert shown(window, "input", "a1") == "5.7"
    assert shown(window, "target", "a2") == "50.1"
    assert shown(window, "value", "a2") == "-131.7"
    assert shown(window, "gradient", "w") == "-2072"
    assert label(window, "transport.iteration") == "0"
    assert label(window, "transport.cost").replace("\u202f", "") == "33040"
    assert "= 2(-131.7 - 50.1) · 1 · 5.7\n= -363.5 · 1 · 5.7\n= -2072" in window.side.explain.text.replace(MINUS, "-")


def test_a_hint_says_that_space_steps_until_the_fourth_step(window: MainWindow, qtbot: QtBot) -> None:
    hint = window.canvas.findChild(QWidget, "canvas_hint")
    assert hint is not None
    assert hint.isVisible()
    assert "Space" in hint.accessibleName()
    step(qtbot, window, 3)
    assert hint.isVisible()
    step(qtbot, window)
    assert not hint.isVisible()


def test_twenty_presses_of_space_give_the_twenty_printed_weights(window: MainWindow, qtbot: QtBot) -> None:
    for printed in PRINTED_IN_THE_POST:
        step(qtbot, window)
        digits = len(f"{abs(printed):g}".partition(".")[2])
        tooltip = window.scene.tooltip(Place("weight", "w")).replace(MINUS, "-")
        moment = window.session.moment
        assert moment is not None
        assert round(moment.weights["w"], digits) == pytest.approx(printed, abs=1e-12)
        assert repr(moment.weights["w"]) in tooltip
    assert shown(window, "weight", "w") == "8.789"
    assert shown(window, "value", "a2") == "50.10"
    assert label(window, "transport.iteration") == "20"


def test_canvas_plots_and_run_agree_after_every_step(window: MainWindow, qtbot: QtBot) -> None:
    for _ in range(20):
        step(qtbot, window)
        moment, run = window.session.moment, window.session.playback.run
        assert moment is not None
        assert run is not None
        iterations, weights = window.weights_plot.curve_values("w")
        assert (iterations[-1], weights[-1]) == (moment.iteration, moment.weights["w"])
        iterations, costs = window.cost_plot.curve_values("cost")
        assert (iterations[-1], costs[-1]) == (moment.iteration, moment.cost)
        assert float(run.state_at(moment.iteration).parameters[0]) == moment.weights["w"]
        assert window.cost_plot.content.cursor == window.weights_plot.content.cursor == moment.iteration
    _, weights = window.weights_plot.curve_values("w")
    assert np.allclose(weights[1:], PRINTED_IN_THE_POST, rtol=0, atol=5.1e-5)


def test_back_and_on_again_shows_the_very_same_numbers(window: MainWindow, qtbot: QtBot) -> None:
    step(qtbot, window, 5)
    there = window.session.moment
    for expected in (4, 3):
        press(qtbot, window, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
        arrive(qtbot, window, expected)
    assert shown(window, "weight", "w") == "3.623"
    assert window.session.playback.newest == 5
    step(qtbot, window, 2)
    again = window.session.moment
    assert there is not None
    assert again is not None
    assert again.weights == there.weights
    assert again.cost == there.cost


def test_keys_for_ten_the_start_and_the_newest(window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, Qt.Key.Key_PageDown)
    arrive(qtbot, window, 10)
    press(qtbot, window, Qt.Key.Key_F10)
    arrive(qtbot, window, 11)
    press(qtbot, window, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    arrive(qtbot, window, 0)
    assert shown(window, "weight", "w") == "-23.10"
    press(qtbot, window, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    arrive(qtbot, window, 11)
    press(qtbot, window, Qt.Key.Key_PageUp)
    arrive(qtbot, window, 1)
    assert shown(window, "weight", "w") == "-8.595"


def test_back_is_grey_with_its_reason_at_the_start(window: MainWindow, qtbot: QtBot) -> None:
    back = window.actions_by_name["back"]
    assert not back.isEnabled()
    assert "start" in back.toolTip()
    step(qtbot, window)
    assert back.isEnabled()


def test_steps_pressed_before_the_engine_is_there_follow(qtbot: QtBot) -> None:
    window = open_window(qtbot, loads_engine=False)
    for _ in range(3):
        press(qtbot, window, Qt.Key.Key_Space)
    assert shown(window, "value", "a2") == "—"
    window.session.runs.load_engine()
    arrive(qtbot, window, 3)
    assert shown(window, "weight", "w") == "3.623"


def test_a_step_pressed_while_the_first_run_is_made_follows(qtbot: QtBot) -> None:
    window = open_window(qtbot, loads_engine=False)
    window.session.runs.engine_loaded.connect(lambda: press(qtbot, window, Qt.Key.Key_Space))
    window.session.runs.load_engine()
    arrive(qtbot, window, 1)
    assert shown(window, "weight", "w") == "-8.595"


def test_numbers_that_change_do_not_move_the_picture(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1600, 900)
    qtbot.waitUntil(lambda: window.canvas.width() > 900)
    step(qtbot, window)
    before = window.canvas.mapFromScene(0.0, 0.0)
    step(qtbot, window, 19)
    assert window.canvas.mapFromScene(0.0, 0.0) == before
