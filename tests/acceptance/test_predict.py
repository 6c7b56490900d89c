"""A student checks her hand calculation: she switches Predict on, types what the next step will give, and is told what it is worth."""

import math
import re
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from bpdesk.files.store import save
from bpdesk.text import NOT_YET
from bpdesk.ui.main_window import MainWindow
from bpdesk.ui.matrix.copying import page_text
from bpdesk.ui.speeds import UNLIMITED
from tests.builders import net, one_weight
from tests.windows import LONG, open_window, press, settle, shown, step, type_into, wait


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
    assert window.predict.bar.text == "After iteration 1, the weight W⁽ᴸ⁾"
    assert window.predict.prediction.is_on
    assert "uphill" in answer(qtbot, window, "-37,605")
    assert "learning rate is missing" in answer(qtbot, window, "2049.078")
    assert "not a number" in answer(qtbot, window, "abc")
    assert answer(qtbot, window, "-8.5948").startswith("Right. In full: -8.5947")
    window.canvas.setFocus()
    step(qtbot, window)
    assert window.predict.bar.text == "After iteration 2, the weight W⁽ᴸ⁾"
    press(qtbot, window, Qt.Key.Key_F9)
    assert not window.predict.bar.isVisible()
    assert not window.actions_by_name["predict"].isChecked()


def test_a_wrong_answer_is_typed_over_and_after_the_right_one_space_steps(qtbot: QtBot, window: MainWindow) -> None:
    field = window.predict.bar.field
    press(qtbot, window, Qt.Key.Key_F9)
    qtbot.keyClicks(field, "7.5")
    press(qtbot, window, Qt.Key.Key_Return)
    settle(window.session)
    assert "Not yet" in told(window) or "sign" in told(window)
    assert field.hasFocus()
    assert field.selectedText() == "7.5"
    for char in "-8.5948":
        qtbot.keyClick(QApplication.focusWidget(), char)
    press(qtbot, window, Qt.Key.Key_Return)
    settle(window.session)
    assert told(window).startswith("Right.")
    assert not field.hasFocus()
    step(qtbot, window)


def test_where_training_diverged_nothing_is_asked_and_the_bar_says_why(qtbot: QtBot) -> None:
    window = open_window(qtbot, Path(__file__).parent.parent / "cases" / "diverge_seed_rate.bpdesk")
    window.scene.select("weight", window.session.document.network.edges[0].id)
    press(qtbot, window, Qt.Key.Key_F9)
    window.canvas.setFocus()
    playback = window.session.playback
    window.commands.set_speed(UNLIMITED)
    with qtbot.waitSignal(playback.stopped, timeout=LONG):
        press(qtbot, window, Qt.Key.Key_F5)
    settle(window.session)
    assert not window.actions_by_name["step"].isEnabled()
    assert "training has diverged" in window.predict.bar.text
    assert not window.predict.bar.field.isEnabled()
    press(qtbot, window, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    settle(window.session)
    assert window.predict.bar.text.startswith("After iteration 1, the weight")
    assert window.predict.bar.field.isEnabled()


def test_inside_the_iteration_that_diverges_only_numbers_are_asked_for(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "net.bpdesk"
    document = one_weight()
    save(replace(document, training=replace(document.training, learning_rate=1e300)), path)
    window = open_window(qtbot, path)
    window.scene.select("weight", "w")
    step(qtbot, window)
    press(qtbot, window, Qt.Key.Key_F9)
    assert answer(qtbot, window, "1") == "No number is right: the next update would not be finite, training diverges here."
    said = []
    for _ in range(6):
        window.canvas.setFocus()
        press(qtbot, window, Qt.Key.Key_F11)
        settle(window.session)
        if not window.session.playback.is_inside:
            break
        said.append(window.predict.bar.text)
        assert window.predict.bar.field.isEnabled() == (window.predict.prediction.question is not None)
    assert said == [
        "Activation a of a2",
        "Nothing to predict: the next value isn't a finite number, as training diverges here. F11 goes on.",
        "Delta δ of a2",
        "Gradient ∂C/∂w of w",
        "All that can be computed of this iteration is known: training has diverged, it makes no update.",
    ]
    assert "training has diverged" in window.predict.bar.text


def test_a_slip_is_pointed_out_at_its_line(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "net.bpdesk"
    document = net("x -> h -> y", seed=3, rows=[[0.5, 1.0]], activation="tanh")
    save(document, path)
    window = open_window(qtbot, path)
    window.scene.select_edge("x_h")
    press(qtbot, window, Qt.Key.Key_F9)
    where = window.predict.bar.findChild(QPushButton, "predict.where")
    assert where is not None
    weights = {edge.id: edge.weight for edge in document.network.edges}
    biases = {node.id: node.bias.value for node in document.network.biased if node.bias is not None}
    h = math.tanh(weights["x_h"] * 0.5 + biases["h"])
    error = 2 * (weights["h_y"] * h + biases["y"] - 1.0)
    rate = document.training.learning_rate
    assert "The slope f′(z) of h is missing." in answer(qtbot, window, repr(weights["x_h"] - rate * error * weights["h_y"] * 0.5))
    qtbot.mouseClick(where, Qt.MouseButton.LeftButton)
    view = window.side.explain.section("derivative")
    assert view is not None
    lines = {round(view.sheet.item_rect(place, 1).top()): place for place in range(len(view.sheet.tops))}
    assert lines[round(view.pointed_out.top())] == len(view.sheet.tops) - 1
    assert any(line.startswith("f′(z_h) = 1 − ") for line in view.text.splitlines()[-3:])
    assert "already updated" not in told(window)
    answer(qtbot, window, repr(weights["x_h"] - rate * error * weights["h_y"] * 0.5 * (1 - h * h)))
    assert told(window).startswith("Right.")
    assert view.pointed_out.isEmpty()


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


def numbers_of_the_way_back(window: MainWindow) -> list[str]:
    """Where δ and the gradient of the one weight stand: canvas, tooltips, table, Inspect, Explain and Matrix."""
    texts = [shown(window, "delta", "a2"), shown(window, "gradient", "w"), *(window.scene.reading.tooltip(*each) for each in THINGS)]
    for panel in (window.side.explain, window.side.matrix, window.side.inspector, window.side.table):
        window.side.panel.bring_forward(panel)
        QCoreApplication.processEvents()
        texts += [window.side.explain.text] if panel is window.side.explain else []
        texts += [page_text(window.side.matrix.sections, "columns", 4)] if panel is window.side.matrix else []
        texts += [label.text() for label in panel.findChildren(QLabel)]
        for table in panel.findChildren(QTableView):
            model = table.model()
            texts += [
                str(model.index(row, column).data(role))
                for row in range(model.rowCount())
                for column in range(model.columnCount())
                for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
            ]
    return [text for text in texts if re.search(r"363\.5|2072|2 072|-8\.59|−8\.59", text)]


THINGS = (("weight", "w"), ("node", "a2"), ("delta", "a2"))


def test_what_the_step_gives_is_hidden_until_it_is_found(qtbot: QtBot, window: MainWindow) -> None:
    step(qtbot, window, 2)
    press(qtbot, window, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    settle(window.session)
    assert len(numbers_of_the_way_back(window)) > 6
    window.scene.select("weight", "w")
    assert len(window.weights_plot.curve_values("w")[1]) == 3
    press(qtbot, window, Qt.Key.Key_F9)
    answer(qtbot, window, "1")
    assert numbers_of_the_way_back(window) == []
    assert shown(window, "delta", "a2") == NOT_YET
    assert list(window.weights_plot.curve_values("w")[1]) == [-23.1]
    assert not window.actions_by_name["check_all"].isEnabled()
    answer(qtbot, window, "-8.5948")
    assert len(numbers_of_the_way_back(window)) > 6
    assert window.actions_by_name["check_all"].isEnabled()
    assert len(window.weights_plot.curve_values("w")[1]) == 3


def test_undo_and_other_selections_ask_anew(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "net.bpdesk"
    save(net("x -> h -> y", seed=3, rows=2), path)
    window = open_window(qtbot, path)
    press(qtbot, window, Qt.Key.Key_F9)
    assert window.predict.bar.text.startswith("Select a weight or a bias")
    assert not window.predict.bar.field.isEnabled()
    window.scene.select_edge("x_h")
    assert window.predict.bar.text == "After iteration 1, the weight x_h"
    window.session.numbers.set_number("weight", "x_h", 0.5)
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
    for typed in ("-131.67", "33040.33", "-363.5", "-2072.2", "-8.595"):
        asked.append(window.predict.bar.text)
        assert answer(qtbot, window, typed).startswith("Right.")
        window.canvas.setFocus()
        press(qtbot, window, Qt.Key.Key_F11)
        settle(window.session)
    assert asked == [
        "Activation a of a⁽ᴸ⁾", "The cost of the shown row", "Delta δ of a⁽ᴸ⁾", "Gradient ∂C/∂w of W⁽ᴸ⁾",
        "After iteration 1, the weight W⁽ᴸ⁾",
    ]  # fmt: skip
    assert "All of this iteration is known" in window.predict.bar.text


def test_an_iteration_is_entered_before_its_first_value_which_is_asked_for_too(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, window, Qt.Key.Key_F9)
    window.canvas.setFocus()
    press(qtbot, window, Qt.Key.Key_F11)
    settle(window.session)
    assert shown(window, "value", "a2") == shown(window, "error", "a2") == NOT_YET
    assert "131" not in page_text(window.side.matrix.sections, "columns", 4) + window.side.explain.text
    press(qtbot, window, Qt.Key.Key_F11, Qt.KeyboardModifier.ShiftModifier)
    settle(window.session)
    assert not window.session.playback.is_inside
    press(qtbot, window, Qt.Key.Key_F9)
    press(qtbot, window, Qt.Key.Key_F11)
    settle(window.session)
    assert shown(window, "value", "a2") == "-131.7"


def test_the_page_is_about_what_is_asked_for(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "net.bpdesk"
    save(net("x -> h -> y", seed=3, rows=[[0.5, 1.0]]), path)
    window = open_window(qtbot, path)
    press(qtbot, window, Qt.Key.Key_F9)
    pages = []
    for _ in range(9):
        window.canvas.setFocus()
        press(qtbot, window, Qt.Key.Key_F11)
        settle(window.session)
        assert NOT_YET in window.side.explain.text
        pages.append(window.side.explain.heading.text)
    node, by = "Node ", "How the cost changes with "
    assert pages == [
        f"{node}h", f"{node}y", "The cost: Squared error C", f"{node}y", f"{node}h",
        f"{by}h_y", f"{by}b_y", f"{by}x_h", f"{by}b_h",
    ]  # fmt: skip
    moment = window.session.moment
    assert moment is not None
    assert answer(qtbot, window, repr(moment.bias_gradients["h"])).startswith("Right.")
    assert window.side.explain.heading.text == f"{by}b_h"
