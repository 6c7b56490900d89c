"""Run and pause, N steps, and a learning rate with which training diverges."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from bpdesk.files.store import save
from bpdesk.model.drawing import set_node_label
from bpdesk.model.edits import set_weight
from bpdesk.model.settings import Optimizer
from bpdesk.ui.main_window import MainWindow
from bpdesk.ui.speeds import UNLIMITED
from tests.builders import net
from tests.windows import activate, arrive, open_window, plain, press, settle, step, type_into, wait


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    return open_window(qtbot)


def test_run_goes_on_until_pause(window: MainWindow, qtbot: QtBot) -> None:
    playback = window.session.playback
    window.commands.set_speed(UNLIMITED)
    press(qtbot, window, Qt.Key.Key_F5)
    assert playback.is_running
    assert window.actions_by_name["run"].text() == "Pause"
    wait(qtbot, lambda: playback.newest > 5000)
    press(qtbot, window, Qt.Key.Key_F5)
    wait(qtbot, lambda: not window.session.thread_of_engine.is_busy)
    assert not playback.is_running
    assert window.session.moment is not None
    assert window.session.moment.iteration == playback.newest
    assert window.weights_plot.content.cursor == playback.newest
    assert window.weights_plot.curve_values("w")[0][-1] == playback.newest


def test_step_n_goes_on_by_as_many(window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(QDialog, "stepMany")
    assert dialog is not None
    field = dialog.findChild(QLineEdit, "stepMany.count")
    go = dialog.findChild(QPushButton, "stepMany.go")
    assert field is not None
    assert go is not None
    type_into(qtbot, field, "1.5", Qt.Key.Key_Return)
    assert dialog.isVisible()
    reason = dialog.findChild(QLabel, "stepMany.reason")
    assert reason is not None
    type_into(qtbot, field, "a number of iterations that nobody can read as one", Qt.Key.Key_Return)
    assert reason.heightForWidth(reason.width()) <= reason.height()
    assert go.visibleRegion().boundingRect() == go.rect()
    type_into(qtbot, field, "1.5", Qt.Key.Key_Return)
    assert reason.palette().color(reason.foregroundRole()) == QColor(window.themes.theme.problem)
    type_into(qtbot, field, "12345", Qt.Key.Key_Tab)
    qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
    arrive(qtbot, window, 12345)
    activate(qtbot, window)
    press(qtbot, window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    again = next(dialog for dialog in window.findChildren(QDialog, "stepMany") if dialog.isVisible())
    qtbot.keyClicks(again.findChild(QLineEdit, "stepMany.count"), "5")
    qtbot.keyClick(again.findChild(QLineEdit, "stepMany.count"), Qt.Key.Key_Return)
    arrive(qtbot, window, 12350)


def test_a_rate_too_large_stops_says_so_and_keeps_every_number(window: MainWindow, qtbot: QtBot) -> None:
    type_into(qtbot, window.settings.learning_rate, "0.05")
    window.canvas.setFocus()
    window.commands.step(1000)
    arrive(qtbot, window, 432)
    wait(qtbot, lambda: bool(window.message.text))
    assert "Stopped after iteration 432" in window.message.text
    assert not window.actions_by_name["step"].isEnabled()
    assert "finite" in window.actions_by_name["step"].toolTip()
    window.commands.go_to(1)
    arrive(qtbot, window, 1)
    assert window.session.moment is not None
    assert window.session.moment.weights["w"] == pytest.approx(80.50890000000003, rel=1e-12)
    window.commands.set_speed(UNLIMITED)
    press(qtbot, window, Qt.Key.Key_F5)
    assert window.message.text == ""
    wait(qtbot, lambda: "Stopped after iteration 432" in window.message.text)
    answer = window.message.findChild(QPushButton, "message.answer0")
    assert answer is not None
    qtbot.mouseClick(answer, Qt.MouseButton.LeftButton)
    arrive(qtbot, window, 0)
    assert not window.message.isVisible()


def test_the_bound_of_the_learning_rate_stands_beside_it_at_rest(window: MainWindow, qtbot: QtBot) -> None:
    hint = window.settings.findChild(QLabel, "settings.rateBound")
    assert hint is not None
    wait(qtbot, lambda: not hint.isHidden())
    assert hint.text() == "below 0.0308"
    assert "λ = 64.98" in hint.toolTip()
    assert "2/λ = 0.0308" in plain(hint.toolTip())
    before = hint.styleSheet()
    type_into(qtbot, window.settings.learning_rate, "0.031")
    wait(qtbot, lambda: hint.styleSheet() != before)
    type_into(qtbot, window.settings.learning_rate, "0.007")
    window.session.numbers.set_training("Choose optimizer", optimizer=Optimizer.of("adam"))
    wait(qtbot, hint.isHidden)
    settle(window.session)
    assert hint.isHidden()


def test_the_caption_of_the_learning_rate_stays_where_it_is_during_a_run(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1700, 900)
    hint = window.settings.findChild(QLabel, "settings.rateBound")
    assert hint is not None
    wait(qtbot, lambda: not hint.isHidden())
    caption = next(label for label in window.settings.findChildren(QLabel) if label.text() == "Learning rate")
    before = caption.mapTo(window, QPoint(0, 0))
    press(qtbot, window, Qt.Key.Key_F5)
    wait(qtbot, hint.isHidden)
    QCoreApplication.processEvents()
    assert caption.mapTo(window, QPoint(0, 0)) == before
    press(qtbot, window, Qt.Key.Key_F5)
    settle(window.session)


def test_why_a_run_ended_is_not_told_of_another_document(qtbot: QtBot, tmp_path: Path) -> None:
    undefined = set_weight(net("x -> y", rows=[[1.0, 0.5]], biases=False, cost="cross_entropy"), "x_y", -1.0)
    save(undefined, tmp_path / "log.bpdesk")
    window = open_window(qtbot, tmp_path / "log.bpdesk")
    window.session.playback.stopped.connect(lambda: window.session.open(net("a -> b", optimizer="adam"), None))
    press(qtbot, window, Qt.Key.Key_Space)
    wait(qtbot, lambda: window.session.path is None)
    settle(window.session)
    assert window.message.text == ""


def test_a_cost_undefined_from_the_start_is_told_apart(qtbot: QtBot, tmp_path: Path) -> None:
    document = set_weight(net("x -> y", rows=[[1.0, 0.5]], biases=False, cost="cross_entropy"), "x_y", -1.0)
    path = tmp_path / "log.bpdesk"
    save(document, path)
    window = open_window(qtbot, path)
    wait(qtbot, lambda: window.session.moment is not None)
    press(qtbot, window, Qt.Key.Key_Space)
    wait(qtbot, lambda: bool(window.message.text))
    assert "can't begin" in window.message.text
    assert "takes the logarithm of the outputs, and y is −1.000 in row 1" in window.message.text
    hint = window.settings.findChild(QLabel, "settings.rateBound")
    assert hint is not None
    told: list[object] = []
    window.showing.rate_bound.found.connect(told.append)
    type_into(qtbot, window.settings.learning_rate, "0.02")
    wait(qtbot, lambda: told == [None])
    assert hint.isHidden()


def test_a_node_is_named_in_the_message_as_it_is_read(qtbot: QtBot, tmp_path: Path) -> None:
    document = set_weight(net("x -> y", rows=[[1.0, 0.5]], biases=False, cost="cross_entropy"), "x_y", -1.0)
    save(set_node_label(document, "y", "a^{(L)}"), tmp_path / "log.bpdesk")
    window = open_window(qtbot, tmp_path / "log.bpdesk")
    press(qtbot, window, Qt.Key.Key_Space)
    wait(qtbot, lambda: bool(window.message.text))
    assert "and a⁽ᴸ⁾ is −1.000 in row 1" in window.message.text


def test_a_rate_too_large_is_explained_and_a_better_one_tried(window: MainWindow, qtbot: QtBot) -> None:
    type_into(qtbot, window.settings.learning_rate, "0.05")
    window.canvas.setFocus()
    window.commands.step(1000)
    wait(qtbot, lambda: bool(window.message.text))
    told = window.message.text
    assert "From iteration 1 on each step made the cost 5.1 times as large." in told
    assert "2/λ = 0.0308 " in plain(told)
    answer = window.message.findChild(QPushButton, "message.answer1")
    assert answer is not None
    assert answer.text() == "Try 0.025"
    qtbot.mouseClick(answer, Qt.MouseButton.LeftButton)
    arrive(qtbot, window, 0)
    assert window.session.training.learning_rate == 0.025
    window.canvas.setFocus()
    window.commands.step(200)
    arrive(qtbot, window, 200)
    assert window.session.moment is not None
    assert window.session.moment.weights["w"] == pytest.approx(50.1 / 5.7, rel=1e-9)
    window.session.undo()
    arrive(qtbot, window, 0)
    assert window.session.training.learning_rate == 0.05


def test_a_cost_that_grows_slowly_is_told_by_the_share_that_each_step_adds(window: MainWindow, qtbot: QtBot) -> None:
    """At the rate 0.031 each step makes the error 2·0.031·5.7² − 1 times as large, and the cost the square of it."""
    share = 100 * ((2 * 0.031 * 5.7**2 - 1) ** 2 - 1)
    type_into(qtbot, window.settings.learning_rate, "0.031")
    window.canvas.setFocus()
    window.commands.step(30_000)
    wait(qtbot, lambda: bool(window.message.text))
    assert f"From iteration 1 on each step made the cost {share:.1f} % larger." in window.message.text


def diverge(qtbot: QtBot, window: MainWindow) -> None:
    """Train at the rate 0.031 until it stops."""
    type_into(qtbot, window.settings.learning_rate, "0.031")
    window.canvas.setFocus()
    window.commands.step(30_000)
    arrive(qtbot, window, 24_493)
    wait(qtbot, lambda: "Stopped after iteration" in window.message.text)


def test_a_long_message_in_a_small_window_covers_no_part_of_the_canvas(window: MainWindow, qtbot: QtBot) -> None:
    window.setMinimumSize(0, 0)  # as on a screen that has no more room
    window.resize(1024, 660)
    diverge(qtbot, window)
    zoom = window.canvas.findChild(QWidget, "canvas_zoom")
    assert zoom is not None
    wait(qtbot, lambda: zoom.mapTo(window, zoom.rect().bottomLeft()).y() <= window.transport.mapTo(window, QPoint(0, 0)).y())
    assert window.message.mapTo(window, window.message.rect().bottomLeft()).y() <= window.canvas.mapTo(window, QPoint(0, 0)).y()


@pytest.mark.parametrize("size", [(900, 600), (1024, 700), (1440, 900)])
def test_why_a_run_ended_is_read_whole_in_every_window(window: MainWindow, qtbot: QtBot, size: tuple[int, int]) -> None:
    window.setMinimumSize(0, 0)
    window.resize(*size)
    diverge(qtbot, window)
    label = window.message.findChild(QLabel, "message.text")
    assert label is not None
    assert "2/λ = 0.0308" in plain(label.text())
    wait(qtbot, lambda: label.visibleRegion().boundingRect().height() >= label.heightForWidth(label.width()))
    buttons = [window.message.findChild(QPushButton, f"message.answer{number}") for number in (0, 1)]
    assert all(button is not None and button.visibleRegion().boundingRect() == button.rect() for button in buttons)


def test_a_rate_that_is_no_number_says_so_and_gets_the_keys_back(window: MainWindow, qtbot: QtBot) -> None:
    field, canvas = window.settings.learning_rate, window.canvas.viewport()
    step(qtbot, window, 3)
    type_into(qtbot, field, "abc", Qt.Key.Key_Tab)
    reason = window.findChild(QLabel, "settings.learningRate.reason")
    assert reason is not None
    assert reason.isVisible()
    assert "“abc” is not a number" in reason.text()
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    press(qtbot, window, Qt.Key.Key_Space)
    settle(window.session)
    assert window.session.playback.shown_iteration == 3
    assert field.hasFocus()
    qtbot.mouseClick(window.transport.timeline, Qt.MouseButton.LeftButton, pos=QPoint(14, 17))
    assert window.transport.timeline.knob == 3
    press(qtbot, window, Qt.Key.Key_Escape)
    assert reason.isHidden()
    assert field.text() == "0.007"
    window.canvas.setFocus()
    step(qtbot, window)


def test_ten_on_goes_beyond_the_newest_iteration_from_the_timeline_too(window: MainWindow, qtbot: QtBot) -> None:
    window.transport.timeline.setFocus()
    press(qtbot, window, Qt.Key.Key_PageDown)
    arrive(qtbot, window, 10)
    press(qtbot, window, Qt.Key.Key_PageDown)
    arrive(qtbot, window, 20)
    press(qtbot, window, Qt.Key.Key_PageUp)
    arrive(qtbot, window, 10)


def test_the_timeline_leads_to_iterations_beyond_what_32_bits_count(window: MainWindow, qtbot: QtBot) -> None:
    asked: list[int] = []
    timeline, newest = window.transport.timeline, 10**12
    timeline.iteration_requested.disconnect()
    timeline.iteration_requested.connect(asked.append)
    timeline.show_run(0, newest, (), stopped=False)
    qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=QPoint(timeline.width() // 2, 17))
    assert asked == [timeline.knob]
    assert 2**31 < timeline.knob < newest
    window.plots.cursor_moved.disconnect()
    window.plots.cursor_moved.connect(asked.append)
    window.weights_plot.cursor_moved.emit(asked[0])
    assert asked[1] == asked[0]


def test_a_rate_changed_after_the_cost_has_grown_is_not_blamed(window: MainWindow, qtbot: QtBot) -> None:
    diverge(qtbot, window)
    type_into(qtbot, window.settings.learning_rate, "0.025")
    settle(window.session)
    window.canvas.setFocus()
    assert window.message.text == ""
    press(qtbot, window, Qt.Key.Key_Space)
    wait(qtbot, lambda: "Stopped after iteration" in window.message.text)
    assert "The learning rate 0.031 is too large" in window.message.text
    assert "It grew under the rate 0.031, before 0.025 was set; go back to before iteration 1 and change it there." in window.message.text
    assert "bends more sharply elsewhere" not in window.message.text
    answer = window.message.findChild(QPushButton, "message.answer1")
    assert answer is not None
    assert answer.text() == "Try 0.025"
    qtbot.mouseClick(answer, Qt.MouseButton.LeftButton)
    arrive(qtbot, window, 0)
    assert window.session.training.learning_rate == 0.025


def test_why_a_run_ended_is_told_again_whenever_its_end_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    diverge(qtbot, window)
    told, timeline = window.message.text, window.transport.timeline
    window.resize(1700, 900)
    wait(qtbot, lambda: timeline.width() > 200)
    assert timeline.tip(timeline.width() - 14).endswith(": Training ended here: the next update isn't finite.")
    assert "drag" in timeline.tip(timeline.width() / 2)
    window.canvas.setFocus()
    for back, on in ((Qt.Key.Key_Home, Qt.Key.Key_End), (Qt.Key.Key_Home, Qt.Key.Key_End)):
        press(qtbot, window, back, Qt.KeyboardModifier.ControlModifier)
        arrive(qtbot, window, 0)
        assert window.message.text == ""
        press(qtbot, window, on, Qt.KeyboardModifier.ControlModifier)
        wait(qtbot, lambda: window.message.text == told)
    close = window.message.findChild(QToolButton, "message.close")
    assert close is not None
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    window.session.runs.show_row(0)
    settle(window.session)
    assert window.message.text == ""
    press(qtbot, window, Qt.Key.Key_PageUp)
    arrive(qtbot, window, 24_483)
    press(qtbot, window, Qt.Key.Key_PageDown)
    wait(qtbot, lambda: window.message.text == told)


def test_at_full_speed_what_is_recorded_of_a_run_that_ended_is_passed_at_once(window: MainWindow, qtbot: QtBot) -> None:
    diverge(qtbot, window)
    type_into(qtbot, window.settings.learning_rate, "0.025")
    settle(window.session)
    window.canvas.setFocus()
    press(qtbot, window, Qt.Key.Key_Space)
    wait(qtbot, lambda: "Stopped after iteration" in window.message.text)
    press(qtbot, window, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    arrive(qtbot, window, 0)
    playback, shown = window.session.playback, list[int]()
    window.commands.set_speed(UNLIMITED)
    playback.moment_changed.connect(lambda: shown.append(playback.shown_iteration))
    press(qtbot, window, Qt.Key.Key_F5)
    wait(qtbot, lambda: "Stopped after iteration" in window.message.text)
    assert set(shown) == {24_493}
    assert not playback.is_running


def test_a_step_out_of_a_logarithms_range_names_the_row_that_is_undefined_and_the_rate(qtbot: QtBot, tmp_path: Path) -> None:
    rows = [[2.0, 1.0], [1.0, 1.0], [1.0, 1.0], [1.5, 0.0]]
    document = net("x -> y", rows=rows, biases=False, cost="binary_cross_entropy", learning_rate=0.3)
    save(set_weight(document, "x_y", 0.3), tmp_path / "log.bpdesk")
    window = open_window(qtbot, tmp_path / "log.bpdesk")
    window.commands.step(100)
    wait(qtbot, lambda: bool(window.message.text))
    told = window.message.text
    assert "takes the logarithm of 1 less the outputs, and y is 1." in told
    assert "in row 4." in told
    assert "A learning rate smaller than 0.3 may avoid it, too. Near here the learning rate should stay below 2/λ = " in plain(told)
    answer = window.message.findChild(QPushButton, "message.answer1")
    assert answer is not None
    assert answer.text().startswith("Try 0.")


def test_mini_batches_show_the_training_cost_and_each_batchs(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "batches.bpdesk"
    save(net("x1 x2 -> h1 h2 -> y", seed=1, rows=10, batch_size=3, shuffle=True), path)
    window = open_window(qtbot, path)
    wait(qtbot, lambda: window.session.moment is not None)
    step(qtbot, window, 8)
    iterations, costs = window.cost_plot.curve_values("cost")
    assert list(iterations) == [0, 4, 8]
    assert window.session.moment is not None
    assert costs[-1] == window.session.moment.cost
    assert list(window.cost_plot.curve_values("batch_cost")[0]) == list(range(1, 9))
    press(qtbot, window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    arrive(qtbot, window, 12)


def test_the_window_closes_at_once_though_an_iteration_takes_long(window: MainWindow, qtbot: QtBot) -> None:
    goes_on, ended = threading.Event(), threading.Event()
    begun = threading.Event()

    def long_iteration() -> None:
        begun.set()
        goes_on.wait(60)
        ended.set()

    window.session.thread_of_engine.do(long_iteration, lambda _: pytest.fail("nothing is handed over any more"))
    wait(qtbot, begun.is_set)
    assert window.close()
    assert not window.isVisible()
    assert not ended.is_set()
    goes_on.set()
    wait(qtbot, ended.is_set)


def test_iterations_that_can_be_followed_are_shown_everywhere_at_once(window: MainWindow, qtbot: QtBot) -> None:
    shown: list[tuple[int, int | None, int | None, str]] = []

    def look() -> None:
        panels = window.cost_plot.content.cursor, window.weights_plot.content.cursor
        shown.append((window.session.playback.shown_iteration, *panels, window.side.explain.text))

    window.scene.select_edge("w")
    window.commands.set_speed(20.0)
    window.session.playback.moment_changed.connect(look)  # after whoever shows the moment
    press(qtbot, window, Qt.Key.Key_F5)
    wait(qtbot, lambda: len(shown) > 6)
    press(qtbot, window, Qt.Key.Key_F5)
    assert all(moment == cost == weights for moment, cost, weights, _ in shown)
    assert len({text for *_, text in shown}) >= 6
