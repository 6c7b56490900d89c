"""Why a run ended is told the same when its file is opened again, and never what isn't known or isn't so."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from bpdesk.files.store import save
from bpdesk.model.document import Document
from bpdesk.model.edits import set_weight
from bpdesk.model.settings import Optimizer
from bpdesk.ui.main_window import MainWindow
from tests.builders import net, one_weight
from tests.windows import arrive, open_drawn, open_window, plain, press, settle, step, type_into, wait

CTRL = Qt.KeyboardModifier.ControlModifier


def answers(window: MainWindow) -> list[str]:
    found = window.message.findChildren(QPushButton)
    return [button.text() for button in found if button.objectName().startswith("message.answer")]


def ended_after_a_change(qtbot: QtBot, document: Document, at: int, rate: str) -> MainWindow:
    """Train up to there, set a rate that is too large, and go on until it ends."""
    window = open_drawn(qtbot, document)
    window.commands.step(at)
    arrive(qtbot, window, at)
    settle(window.session)
    type_into(qtbot, window.settings.learning_rate, rate)
    settle(window.session)
    window.canvas.setFocus()
    window.commands.step(5000)
    wait(qtbot, lambda: "Stopped after iteration" in window.message.text)
    return window


def test_a_diverged_document_opened_again_tells_the_same_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    first = open_window(qtbot)
    step(qtbot, first, 20)
    press(qtbot, first, Qt.Key.Key_PageUp)
    arrive(qtbot, first, 10)
    type_into(qtbot, first.settings.learning_rate, "0.04")
    settle(first.session)
    first.canvas.setFocus()
    first.commands.step(5000)
    wait(qtbot, lambda: "Stopped after iteration" in first.message.text)
    told, offered = first.message.text, answers(first)
    assert "From iteration 11 on each step made the cost 2.6 times as large." in told
    assert "2/λ = 0.0308 " in plain(told)
    assert offered == ["Back to the start", "Try 0.025"]
    save(first.session.document_to_save(), tmp_path / "ended.bpdesk")
    window = open_window(qtbot, tmp_path / "ended.bpdesk")
    wait(qtbot, lambda: window.message.text == told)
    assert answers(window) == offered
    assert not window.actions_by_name["step"].isEnabled()
    assert "Training ended here" in window.actions_by_name["step"].toolTip()
    answer = window.message.findChild(QPushButton, "message.answer1")
    assert answer is not None
    qtbot.mouseClick(answer, Qt.MouseButton.LeftButton)
    arrive(qtbot, window, 10)
    assert window.session.training.learning_rate == 0.025
    assert window.actions_by_name["step"].isEnabled()


def test_a_past_that_is_soon_replayed_is_looked_at_first(qtbot: QtBot, tmp_path: Path) -> None:
    document = replace(net("x -> y", rows=2_000), training=replace(one_weight().training, learning_rate=0.1))
    first = ended_after_a_change(qtbot, document, 1000, "9")
    told, offered = first.message.text, answers(first)
    assert "on each step made the cost" in told
    save(first.session.document_to_save(), tmp_path / "ended.bpdesk")
    window = open_window(qtbot, tmp_path / "ended.bpdesk")
    wait(qtbot, lambda: window.message.text == told)
    assert answers(window) == offered
    run = window.session.playback.run
    assert run is not None
    assert run.first > 1000
    assert not run.lacks_past


def test_a_past_that_takes_long_is_replayed_when_asked_for(qtbot: QtBot, tmp_path: Path) -> None:
    document = replace(net("x -> y", rows=50_000), training=replace(one_weight().training, learning_rate=0.1))
    first = ended_after_a_change(qtbot, document, 500, "9")
    told = first.message.text
    save(first.session.document_to_save(), tmp_path / "ended.bpdesk")
    window = open_window(qtbot, tmp_path / "ended.bpdesk")
    wait(qtbot, lambda: "Stopped after iteration" in window.message.text)
    assert "The iterations before aren't replayed yet, so whether the cost had grown isn't known." in window.message.text
    assert "had not grown" not in window.message.text
    assert answers(window) == ["Back to the start", "Replay them"]
    run, answer = window.session.playback.run, window.message.findChild(QPushButton, "message.answer1")
    assert run is not None
    assert answer is not None
    qtbot.mouseClick(answer, Qt.MouseButton.LeftButton)
    arrive(qtbot, window, run.first - 1)
    window.canvas.setFocus()
    press(qtbot, window, Qt.Key.Key_Space)
    wait(qtbot, lambda: window.message.text == told)


@pytest.mark.parametrize(
    ("optimizer", "rate", "bound", "tried"), [("gradient_descent", 1e152, "2/λ = 0.0308 ", "Try 0.025"), ("adam", 1e200, "", "Try 0.1")]
)
def test_a_step_beyond_all_numbers_is_growth(qtbot: QtBot, optimizer: str, rate: float, bound: str, tried: str) -> None:
    training = replace(one_weight().training, learning_rate=rate, optimizer=Optimizer.of(optimizer))
    window = open_drawn(qtbot, replace(one_weight(), training=training))
    press(qtbot, window, Qt.Key.Key_F5)
    wait(qtbot, lambda: "Stopped after iteration 1 " in window.message.text)
    told = plain(window.message.text)
    assert "Iteration 1 made the cost grow from 33 040 beyond 1.8×10³⁰⁸" in told
    assert f"The learning rate {rate!r} is too large" in told
    assert bound in told
    assert ("λ" in told) == bool(bound)
    assert answers(window) == ["Back to the start", tried]


def test_a_first_step_too_large_to_be_made_blames_the_rate(qtbot: QtBot) -> None:
    window = open_drawn(qtbot, replace(one_weight(), training=replace(one_weight().training, learning_rate=1e307)))
    press(qtbot, window, Qt.Key.Key_Space)
    wait(qtbot, lambda: "Training can't begin" in window.message.text)
    assert "Cost and gradients are finite here, but the next update is not: the learning rate 1e+307 is too large." in window.message.text
    assert answers(window) == ["Try 0.025"]


def test_the_bound_stays_on_one_line_and_its_letters_are_told(qtbot: QtBot) -> None:
    training = replace(one_weight().training, learning_rate=0.5, optimizer=Optimizer.of("nesterov"))
    window = open_drawn(qtbot, replace(one_weight(), training=training))
    window.commands.step(5000)
    wait(qtbot, lambda: "Stopped after iteration" in window.message.text)
    told = window.message.text
    begin = told.index("2(1")
    formula = told[begin : told.index(" (exact", begin)]
    assert plain(formula).startswith("2(1 + μ)/((1 + 2μ)λ) = ")
    assert " " not in formula
    assert "; λ: its curvature, μ: the momentum)" in told


def test_no_hint_to_step_where_no_step_can_be_made(qtbot: QtBot) -> None:
    window = open_drawn(qtbot, set_weight(net("x -> y", rows=[[1.0, 0.5]], biases=False, cost="cross_entropy"), "x_y", -1.0))
    hint = window.canvas.findChild(QWidget, "canvas_hint")
    assert hint is not None
    assert hint.isVisible()
    press(qtbot, window, Qt.Key.Key_Space)
    wait(qtbot, lambda: "can't begin" in window.message.text)
    assert not window.actions_by_name["step"].isEnabled()
    assert not hint.isVisible()
    window.commands.set_cost("squared_error")
    settle(window.session)
    assert window.actions_by_name["step"].isEnabled()
    assert hint.isVisible()


def test_a_weight_that_makes_the_cost_infinite_is_named_and_no_rate_is_blamed(qtbot: QtBot) -> None:
    window = open_window(qtbot)
    step(qtbot, window, 5)
    window.session.numbers.set_number("weight", "w", 1e300)
    settle(window.session)
    step(qtbot, window, 0)
    press(qtbot, window, Qt.Key.Key_Space)
    wait(qtbot, lambda: "With the change made here" in window.message.text)
    assert "weight W⁽ᴸ⁾ = 1e+300" in plain(window.message.text)
    assert "learning rate" not in window.message.text
    assert answers(window) == ["Back to the start"]
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    settle(window.session)
    assert "With the change" not in window.message.text
