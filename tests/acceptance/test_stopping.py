"""Runs that end by themselves, long ways that are cancelled, and the timeline, as a person uses them."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QLineEdit, QMenu, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from bpdesk.files.store import load, save
from bpdesk.model.drawing import freeze
from bpdesk.text import whole
from bpdesk.training.stopping import Conditions, Reason
from bpdesk.ui.main_window import MainWindow
from bpdesk.ui.speeds import UNLIMITED
from bpdesk.ui.stop_words import is_met_in_words, reason_in_words
from tests.builders import net, one_weight
from tests.run_list import open_branched
from tests.windows import activate, arrive, open_window, press, settle, step, type_into, wait


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    return open_window(qtbot)


def ask(qtbot: QtBot, window: MainWindow) -> QDialog:
    """The dialog, as its button in the transport bar opens it."""
    button = window.findChild(QToolButton, "transport.stop_when")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    return next(dialog for dialog in window.findChildren(QDialog, "stopWhen") if dialog.isVisible())


def take(qtbot: QtBot, dialog: QDialog) -> None:
    button = dialog.findChild(QPushButton, "stopWhen.set")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def fill(qtbot: QtBot, dialog: QDialog, name: str, text: str) -> None:
    field = dialog.findChild(QLineEdit, f"stopWhen.{name}")
    assert field is not None
    type_into(qtbot, field, text, Qt.Key.Key_Tab)


def test_a_run_stops_at_the_first_iteration_with_a_cost_below(window: MainWindow, qtbot: QtBot) -> None:
    dialog = ask(qtbot, window)
    fill(qtbot, dialog, "cost_below", "0,5")
    take(qtbot, dialog)
    activate(qtbot, window)
    window.commands.set_speed(UNLIMITED)
    press(qtbot, window, Qt.Key.Key_F5)
    wait(qtbot, lambda: "below 0.5" in window.message.text)
    moment, run = window.session.moment, window.session.playback.run
    assert moment is not None
    assert run is not None
    assert moment.iteration == window.session.playback.newest
    assert moment.cost < 0.5 <= run.moment(moment.iteration - 1, 0).cost
    assert f"iteration {moment.iteration}" in window.message.text
    assert window.actions_by_name["run"].text() == "Run"
    press(qtbot, window, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    arrive(qtbot, window, 0)
    press(qtbot, window, Qt.Key.Key_F5)
    arrive(qtbot, window, moment.iteration)


def test_conditions_are_kept_with_the_document_and_told_at_the_button(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = ask(qtbot, window)
    fill(qtbot, dialog, "iteration", "12")
    box = dialog.findChild(QCheckBox, "stopWhen.sign_changes")
    assert box is not None
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    take(qtbot, dialog)
    path = tmp_path / "kept.bpdesk"
    save(window.session.document_to_save(), path)
    other = open_window(qtbot, path)
    assert other.session.playback.conditions == Conditions(iteration=12, sign_changes=True)
    button = other.findChild(QToolButton, "transport.stop_when")
    assert button is not None
    assert "iteration 12 is reached or a weight changes its sign" in button.toolTip()
    other.commands.set_speed(UNLIMITED)
    press(qtbot, other, Qt.Key.Key_F5)
    wait(qtbot, lambda: "changed its sign" in other.message.text)
    assert other.session.moment is not None
    assert other.session.moment.iteration == 3
    press(qtbot, other, Qt.Key.Key_F5)
    arrive(qtbot, other, 12)
    settle(other.session)
    assert other.session.playback.newest == 12


def test_a_goal_that_is_met_already_is_told_with_a_way_on(window: MainWindow, qtbot: QtBot) -> None:
    window.session.playback.conditions = Conditions(iteration=3, cost_below=1e-20)
    window.commands.set_speed(UNLIMITED)
    press(qtbot, window, Qt.Key.Key_F5)
    wait(qtbot, lambda: "Stopped at iteration 3" in window.message.text)
    press(qtbot, window, Qt.Key.Key_F5)
    wait(qtbot, lambda: "Iteration 3 is reached already" in window.message.text)
    assert "Go on without it" in window.message.text
    assert not window.session.playback.is_running
    answer = window.message.findChild(QPushButton, "message.answer0")
    assert answer is not None
    assert answer.text() == "Go on without it"
    qtbot.mouseClick(answer, Qt.MouseButton.LeftButton)
    assert window.session.playback.conditions == Conditions(cost_below=1e-20)
    wait(qtbot, lambda: window.session.playback.newest > 3)
    press(qtbot, window, Qt.Key.Key_F5)
    settle(window.session)


def test_esc_puts_a_field_back_and_then_leaves_the_dialog_which_says_that_nothing_was_taken(window: MainWindow, qtbot: QtBot) -> None:
    dialog = ask(qtbot, window)
    fill(qtbot, dialog, "iteration", "12")
    field = dialog.findChild(QLineEdit, "stopWhen.cost_below")
    assert field is not None
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(field, "0.5")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert field.text() == ""
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert not window.session.playback.conditions.any
    wait(qtbot, lambda: "What was typed is not taken. Run goes on until Pause." in window.statusBar().currentMessage())
    window.statusBar().clearMessage()
    dialog = ask(qtbot, window)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert window.statusBar().currentMessage() == ""


def test_an_edit_that_ends_steps_or_a_run_says_so(window: MainWindow, qtbot: QtBot) -> None:
    window.commands.step(10**9)
    wait(qtbot, lambda: window.session.playback.newest > 0)
    window.session.numbers.set_training("Set learning rate", learning_rate=0.01)
    wait(qtbot, lambda: "This edit has ended the steps" in window.statusBar().currentMessage())
    settle(window.session)
    at = window.session.playback.shown_iteration
    assert at == window.session.playback.newest
    assert f"at iteration {whole(at)}: {whole(10**9 - at)} iterations were still to come" in window.statusBar().currentMessage()
    press(qtbot, window, Qt.Key.Key_F5)
    window.session.numbers.set_training("Set learning rate", learning_rate=0.02)
    wait(qtbot, lambda: "This edit has paused the run" in window.statusBar().currentMessage())
    settle(window.session)
    window.statusBar().clearMessage()
    press(qtbot, window, Qt.Key.Key_F5)
    window.session.open(window.session.document, None)
    settle(window.session)
    assert "This edit" not in window.statusBar().currentMessage()


def test_what_finds_no_room_in_a_narrow_bar_is_offered_behind_its_end(window: MainWindow, qtbot: QtBot) -> None:
    more = window.findChild(QToolButton, "transport.more")
    assert more is not None
    window.resize(1700, 900)
    wait(qtbot, lambda: window.transport.width() > 900)
    assert more.isHidden()
    window.resize(1024, 700)
    wait(qtbot, lambda: window.transport.width() < 700)
    assert more.isVisible()
    hidden = [action.objectName() for action in more.menu().actions()]
    assert "action.inside_finish" in hidden
    speeds = more.menu().findChild(QMenu, "menu.transport.speed") or window.transport.findChild(QMenu, "menu.transport.speed")
    assert speeds is not None
    speeds.actions()[-1].trigger()
    assert window.session.playback.speed == UNLIMITED
    press(qtbot, window, Qt.Key.Key_F11)
    settle(window.session)
    assert window.session.playback.is_inside
    more.menu().actions()[hidden.index("action.inside_finish")].trigger()
    arrive(qtbot, window, 1)


@pytest.mark.parametrize(("width", "height", "timeline"), [(1024, 700, 150), (720, 450, 0)])
def test_what_stays_in_a_narrow_bar_is_whole(window: MainWindow, qtbot: QtBot, width: int, height: int, timeline: int) -> None:
    window.setMinimumSize(1, 1)
    window.resize(width, height)
    window.commands.go_to(12_345)
    arrive(qtbot, window, 12_345)
    bar = window.transport
    buttons = [*bar.findChildren(QToolButton), *bar.findChildren(QPushButton)]

    def is_whole() -> bool:
        seen = [each for each in buttons if each.isVisible()]
        labels = [each for each in bar.findChildren(QLabel) if each.isVisible()]
        fits = all(each.width() >= each.minimumSizeHint().width() and each.x() + each.width() <= bar.width() for each in seen)
        return fits and all(each.width() >= each.fontMetrics().horizontalAdvance(each.text()) for each in labels)

    wait(qtbot, is_whole)
    shown = bar.timeline.isVisible()
    assert shown == bool(timeline)
    assert not shown or bar.timeline.width() >= timeline


def test_what_can_never_hold_says_so_and_is_not_taken(window: MainWindow, qtbot: QtBot) -> None:
    step(qtbot, window, 2)
    dialog = ask(qtbot, window)
    fill(qtbot, dialog, "cost_below", "-1")
    fill(qtbot, dialog, "iteration", "1")
    fill(qtbot, dialog, "test_rises", "3")
    take(qtbot, dialog)
    assert dialog.isVisible()
    said = {name: dialog.findChild(QLabel, f"stopWhen.{name}.reason") for name in ("cost_below", "iteration", "test_rises")}
    texts = [label.text() for label in said.values() if label is not None]
    assert texts == [
        "This cost is never below 0.", "It stands at iteration 2 already.", "There is no test row that is complete. Add some in Data.",
    ]  # fmt: skip
    wait(qtbot, lambda: all(label is not None and label.height() >= label.heightForWidth(label.width()) for label in said.values()))
    assert not window.session.playback.conditions.any
    first = dialog.findChild(QLineEdit, "stopWhen.cost_below")
    assert first is not None
    assert dialog.focusWidget() is first
    assert first.property("invalid")
    caption = next(label for label in dialog.findChildren(QLabel) if label.text() == "Cost below")
    middles = [widget.mapTo(dialog, widget.rect().center()).y() for widget in (caption, first)]
    assert abs(middles[0] - middles[1]) <= 2
    clear = dialog.findChild(QPushButton, "stopWhen.clear")
    assert clear is not None
    qtbot.mouseClick(clear, Qt.MouseButton.LeftButton)
    take(qtbot, dialog)
    assert not dialog.isVisible()


def test_a_cost_below_what_the_rows_allow_and_signs_of_frozen_weights_can_never_be(qtbot: QtBot, tmp_path: Path) -> None:
    twice = net("x -> y", rows=[[1.0, 0.0], [1.0, 2.0]], biases=False)  # any answer a costs at least ((1 - 0)² + (1 - 2)²) / 2
    save(freeze(twice, ["x_y"], [], True), tmp_path / "twice.bpdesk")
    window = open_window(qtbot, tmp_path / "twice.bpdesk")
    dialog = ask(qtbot, window)
    fill(qtbot, dialog, "cost_below", "0.9")
    box = dialog.findChild(QCheckBox, "stopWhen.sign_changes")
    assert box is not None
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    take(qtbot, dialog)
    said = [dialog.findChild(QLabel, f"stopWhen.{name}.reason") for name in ("cost_below", "sign_changes")]
    assert [label.text() for label in said if label is not None] == [
        "With these rows the cost is never below 1.000.", "Every weight is frozen.",
    ]  # fmt: skip
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_long_way_shows_how_far_it_is_and_is_cancelled_with_esc(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "wide.bpdesk"
    layer = " ".join(f"h{i}" for i in range(30))
    save(net(f"x1 x2 -> {layer} -> y", rows=200), path)
    window = open_window(qtbot, path)
    window.commands.step(10**9)
    wait(qtbot, lambda: window.runs.progress.isVisible() and window.session.playback.newest > 0)
    shown = window.runs.progress.findChild(QLabel, "seekProgress.label")
    assert shown is not None
    assert "1\N{NARROW NO-BREAK SPACE}000\N{NARROW NO-BREAK SPACE}000\N{NARROW NO-BREAK SPACE}000" in shown.text()
    press(qtbot, window, Qt.Key.Key_Escape)
    settle(window.session)
    assert not window.runs.progress.isVisible()
    playback = window.session.playback
    assert 0 < playback.shown_iteration <= playback.newest < 10**9
    assert playback.iteration == playback.shown_iteration
    window.commands.go_to(1)
    arrive(qtbot, window, 1)


def test_the_timeline_says_what_was_changed_where_and_is_worked_by_keys(qtbot: QtBot) -> None:
    window = open_branched(qtbot)
    timeline = window.transport.timeline
    at = 14 + (timeline.width() - 28) * 4 / 8
    assert timeline.tip(at) == "Iteration 4:\nlearning rate 0.01, was 0.007\n“run 1” went another way here, to iteration 6"
    assert "Iteration 8" in timeline.tip(timeline.width())
    timeline.setFocus()
    for key, iteration in (
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_End, 8),
        (Qt.Key.Key_Left, 7),
        (Qt.Key.Key_End, 8),
    ):
        qtbot.keyClick(timeline, key)
        assert timeline.knob == iteration
        arrive(qtbot, window, iteration)
    qtbot.mousePress(timeline, Qt.MouseButton.LeftButton, pos=QPoint(round(at), 17))
    qtbot.mouseMove(timeline, QPoint(14, 17))
    assert timeline.knob == 0
    qtbot.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=QPoint(14, 17))
    arrive(qtbot, window, 0)


def test_keys_go_along_the_timeline_after_a_click_on_it(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1440, 900)
    step(qtbot, window, 8)
    timeline = window.transport.timeline
    qtbot.waitUntil(timeline.isVisible)
    qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=QPoint(round(14 + (timeline.width() - 28) * 4 / 8), 17))
    arrive(qtbot, window, 4)
    press(qtbot, window, Qt.Key.Key_Left)
    arrive(qtbot, window, 3)
    press(qtbot, window, Qt.Key.Key_End)
    arrive(qtbot, window, 8)


def test_an_opened_document_stands_at_its_state_and_replays_what_is_asked_for(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    step(qtbot, window, 20)
    path = tmp_path / "run.bpdesk"
    save(window.session.document_to_save(), path)
    other = open_window(qtbot, path)
    run = other.session.playback.run
    assert run is not None
    assert other.session.moment is not None
    assert (run.first, other.session.moment.iteration) == (20, 20)
    assert list(other.cost_plot.curve_values("cost")[0]) == list(range(21))
    assert window.session.moment is not None
    assert other.session.moment.weights == window.session.moment.weights
    press(qtbot, other, Qt.Key.Key_PageUp)
    arrive(qtbot, other, 10)
    old = window.session.playback.run
    assert old is not None
    assert other.session.moment.weights == old.moment(10, 0).weights
    assert load(path).run == other.session.document_to_save().run


def test_what_is_told_of_a_stop_goes_as_soon_as_it_goes_on(window: MainWindow, qtbot: QtBot) -> None:
    window.session.playback.conditions = Conditions(iteration=3)
    window.commands.set_speed(UNLIMITED)
    press(qtbot, window, Qt.Key.Key_F5)
    wait(qtbot, lambda: "Stopped at iteration 3" in window.message.text)
    step(qtbot, window)
    assert window.message.text == ""
    press(qtbot, window, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    arrive(qtbot, window, 3)
    press(qtbot, window, Qt.Key.Key_F5)
    wait(qtbot, lambda: "Iteration 3 is reached already" in window.message.text)
    step(qtbot, window, 2)
    assert window.message.text == ""
    press(qtbot, window, Qt.Key.Key_F5)
    wait(qtbot, lambda: window.session.playback.newest > 25)
    assert window.message.text == ""
    press(qtbot, window, Qt.Key.Key_F5)
    settle(window.session)


def test_a_stop_that_was_asked_for_is_no_warning_and_goes_with_what_was_asked(window: MainWindow, qtbot: QtBot) -> None:
    window.runs.set_conditions(Conditions(iteration=3))
    press(qtbot, window, Qt.Key.Key_F5)
    wait(qtbot, lambda: "Stopped at iteration 3" in window.message.text)
    theme = window.themes.theme
    assert theme.accent_soft in window.message.styleSheet()
    assert theme.warning_soft not in window.message.styleSheet()
    window.runs.set_conditions(Conditions(iteration=30))
    assert window.message.text == ""


def test_the_conditions_in_force_take_the_place_of_what_was_told_before(window: MainWindow, qtbot: QtBot) -> None:
    dialog = ask(qtbot, window)
    fill(qtbot, dialog, "iteration", "12")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    status = window.statusBar()
    wait(qtbot, lambda: "What was typed is not taken" in status.currentMessage())
    dialog = ask(qtbot, window)
    fill(qtbot, dialog, "iteration", "12")
    take(qtbot, dialog)
    wait(qtbot, lambda: status.currentMessage() == "Stops when iteration 12 is reached.")


def test_esc_pauses_a_run_unless_the_canvas_has_something_to_leave(window: MainWindow, qtbot: QtBot) -> None:
    window.commands.set_speed(UNLIMITED)
    press(qtbot, window, Qt.Key.Key_F5)
    wait(qtbot, lambda: window.session.playback.newest > 0)
    window.actions_by_name["tool_node"].trigger()
    press(qtbot, window, Qt.Key.Key_Escape)
    assert window.session.playback.is_running
    assert not window.actions_by_name["tool_node"].isChecked()
    press(qtbot, window, Qt.Key.Key_Escape)
    assert not window.session.playback.is_running
    settle(window.session)
    assert window.session.playback.iteration == window.session.playback.newest


def test_a_sign_and_a_rise_at_the_same_iteration_are_both_told(window: MainWindow, qtbot: QtBot) -> None:
    window.session.numbers.set_training("Set learning rate", learning_rate=0.04)
    settle(window.session)
    window.runs.set_conditions(Conditions(sign_changes=True, cost_rises=True))
    press(qtbot, window, Qt.Key.Key_F5)
    wait(qtbot, lambda: "Stopped at iteration 1" in window.message.text)
    assert "has changed its sign: " in window.message.text
    assert ", and " in window.message.text
    assert "the cost has risen, to " in window.message.text


@pytest.mark.parametrize(("value", "told"), [(0.49996, "0.49996"), (0.4, "0.400"), (0.5 - 1e-12, "0.499999999999")])
def test_a_value_below_a_bound_is_told_with_so_many_digits_that_it_is_seen_to_be(value: float, told: str) -> None:
    asked, network = Conditions(cost_below=0.5, gradient_below=0.5), one_weight().network
    for condition in ("cost_below", "gradient_below"):
        reason = Reason(condition, 7, value)
        assert f"{told} is below 0.5" in reason_in_words(reason, asked, network, 4)
        assert f"{told} is below 0.5 already" in is_met_in_words(reason, asked, 4)
