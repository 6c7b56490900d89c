"""A student checks her hand calculation: she switches Predict on, types what the next step will give, and is told what it is worth."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from bpdesk.files.store import save
from bpdesk.ui.main_window import MainWindow
from tests.builders import net
from tests.windows import open_window, press, settle, step, type_into, wait


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    return open_window(qtbot)


def told(window: MainWindow) -> str:
    label = window.predict.bar.findChild(QLabel, "predict.told")
    assert label is not None
    return label.text()


def answer(qtbot: QtBot, window: MainWindow, typed: str) -> str:
    type_into(qtbot, window.predict.bar.field, typed)
    settle(window.session)
    return told(window)


def test_the_posts_first_step_is_predicted_checked_and_made(qtbot: QtBot, window: MainWindow) -> None:
    assert not window.predict.bar.isVisible()
    press(qtbot, window, Qt.Key.Key_F9)
    assert window.predict.bar.isVisible()
    assert window.actions_by_name["predict"].isChecked()
    assert window.predict.bar.text == "After iteration 1, the weight W^(L)"
    assert window.predict.prediction.is_on
    assert "uphill" in answer(qtbot, window, "-37,605")
    assert "learning rate is missing" in answer(qtbot, window, "2049.078")
    assert "not a number" in answer(qtbot, window, "abc")
    assert answer(qtbot, window, "-8.5948").startswith("Right. In full: -8.5947")
    window.canvas.setFocus()
    step(qtbot, window)
    assert window.predict.bar.text == "After iteration 2, the weight W^(L)"
    press(qtbot, window, Qt.Key.Key_F9)
    assert not window.predict.bar.isVisible()
    assert not window.actions_by_name["predict"].isChecked()


def test_a_slip_leads_to_its_line(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, window, Qt.Key.Key_F9)
    wanted: list[str] = []
    window.predict.bar.line_wanted.connect(wanted.append)
    where = window.predict.bar.findChild(QPushButton, "predict.where")
    assert where is not None
    assert "factor 2" in answer(qtbot, window, repr(-23.1 + 0.007 * 2072.178 / 2))
    qtbot.mouseClick(where, Qt.MouseButton.LeftButton)
    assert wanted == ["cost"]
    assert answer(qtbot, window, "-8.61").startswith("Right, but rounded early")
    assert not where.isVisible()


def test_what_the_step_gives_is_hidden_until_it_is_found(qtbot: QtBot, window: MainWindow) -> None:
    hidden: list[bool] = []
    window.predict.prediction.hiding_changed.connect(hidden.append)
    press(qtbot, window, Qt.Key.Key_F9)
    answer(qtbot, window, "1")
    assert hidden == [True]
    answer(qtbot, window, "-8.5948")
    assert hidden == [True, False]


def test_undo_and_other_selections_ask_anew(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "net.bpdesk"
    save(net("x -> h -> y", seed=3, rows=2), path)
    window = open_window(qtbot, path)
    press(qtbot, window, Qt.Key.Key_F9)
    assert window.predict.bar.text.startswith("Select a weight or a bias")
    assert not window.predict.bar.field.isEnabled()
    window.scene.select_edge("x_h")
    assert window.predict.bar.text == "After iteration 1, the weight x_h"
    window.session.set_number("weight", "x_h", 0.5)
    wait(qtbot, lambda: window.session.moment is not None)
    settle(window.session)
    assert "Not yet" in answer(qtbot, window, "77.7")
    window.session.undo()
    settle(window.session)
    assert told(window) == ""


def test_inside_an_iteration_each_next_value_is_asked_for(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, window, Qt.Key.Key_F9)
    asked = []
    window.canvas.setFocus()
    press(qtbot, window, Qt.Key.Key_F11)
    settle(window.session)
    for typed in ("33040.33", "-363.5", "-2072.2", "-8.595"):
        asked.append(window.predict.bar.text)
        assert answer(qtbot, window, typed).startswith("Right.")
        window.canvas.setFocus()
        press(qtbot, window, Qt.Key.Key_F11)
        settle(window.session)
    assert asked == [
        "The cost of the shown row", "Delta δ of a^(L)", "Gradient ∂C/∂w of W^(L)", "After iteration 1, the weight W^(L)"
    ]  # fmt: skip
    assert "All of this iteration is known" in window.predict.bar.text
