"""New documents: an empty canvas, and a layered network from sizes that are typed, with what comes of them in view."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from bpdesk.files.schema import read, write
from bpdesk.model.document import Document
from bpdesk.ui.canvas.place import Place
from bpdesk.ui.dialogs.new_layered import NewLayeredDialog
from bpdesk.ui.main_window import MainWindow
from tests.windows import activate, open_window, press, step, type_over, wait


def ask(qtbot: QtBot, window: MainWindow) -> NewLayeredDialog:
    """The dialog, as the menu opens it."""
    window.actions_by_name["new_layered"].trigger()
    dialogs = window.findChildren(NewLayeredDialog)
    qtbot.waitExposed(dialogs[-1])
    return dialogs[-1]


def part(dialog: QWidget, name: str) -> QWidget:
    found = dialog.findChild(QWidget, f"newLayered.{name}")
    assert isinstance(found, QWidget)
    return found


def line(dialog: QWidget, name: str) -> QLineEdit:
    field = part(dialog, name)
    assert isinstance(field, QLineEdit)
    return field


def text(dialog: QWidget, name: str) -> str:
    label = part(dialog, name)
    assert isinstance(label, QLabel)
    return label.text()


def fill(qtbot: QtBot, dialog: NewLayeredDialog, name: str, typed: str) -> None:
    line(dialog, name).selectAll()
    qtbot.keyClicks(line(dialog, name), typed)


def make(qtbot: QtBot, dialog: NewLayeredDialog) -> None:
    qtbot.mouseClick(part(dialog, "make"), Qt.MouseButton.LeftButton)


def choose(dialog: NewLayeredDialog, name: str, value: str) -> None:
    box = part(dialog, name)
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData(value))


def test_ctrl_n_begins_with_an_empty_canvas(qtbot: QtBot) -> None:
    window = open_window(qtbot)
    step(qtbot, window, 2)
    press(qtbot, window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.session.document == Document()
    assert window.session.path is None
    assert window.session.moment is None
    assert window.windowTitle().startswith("Untitled")
    assert not window.actions_by_name["undo"].isEnabled()


@pytest.mark.parametrize("name", ["new", "new_layered"])
def test_unsaved_work_is_asked_about_first(qtbot: QtBot, name: str) -> None:
    window = open_window(qtbot)
    type_over(qtbot, window, Place("weight", "w"), "2")
    document = window.session.document
    window.actions_by_name[name].trigger()
    for dialog in window.findChildren(NewLayeredDialog):
        make(qtbot, dialog)
    box = window.findChild(QMessageBox, "unsaved")
    assert box is not None
    box.button(QMessageBox.StandardButton.Cancel).click()
    assert window.session.document is document


def test_a_layered_network_is_made_given_values_and_stepped(qtbot: QtBot) -> None:
    window = open_window(qtbot)
    dialog = ask(qtbot, window)
    assert text(dialog, "preview") == "2 inputs, 4 hidden, 1 output: 12 weights, 5 biases"
    fill(qtbot, dialog, "sizes", "1-3-2")
    assert text(dialog, "preview") == "1 input, 3 hidden, 2 outputs: 9 weights, 5 biases"
    choose(dialog, "hidden", "relu")
    choose(dialog, "output", "softmax")
    biases = part(dialog, "biases")
    assert isinstance(biases, QCheckBox)
    biases.setChecked(False)
    assert text(dialog, "preview") == "1 input, 3 hidden, 2 outputs: 9 weights"
    make(qtbot, dialog)
    network = window.session.document.network
    assert [node.activation for node in network.nodes] == [None, "relu", "relu", "relu", "softmax", "softmax"]
    assert not network.biased
    assert read(write(window.session.document)) == window.session.document
    assert window.session.problems[0].message == "row 1: value of x₁ is missing"
    for place, typed in ((Place("input", "x1"), "0.5"), (Place("target", "y1"), "1"), (Place("target", "y2"), "0")):
        activate(qtbot, window)
        type_over(qtbot, window, place, typed)
    wait(qtbot, lambda: window.session.moment is not None)
    step(qtbot, window, 2)
    assert window.session.moment is not None
    assert window.session.moment.weights.keys() == network.edge_by_id.keys()


def test_the_same_seed_makes_the_same_network_and_the_next_dialog_proposes_the_same_choices(qtbot: QtBot) -> None:
    window = open_window(qtbot, loads_engine=False)
    made = []
    for typed in ("7", "7", "8"):
        dialog = ask(qtbot, window)
        fill(qtbot, dialog, "sizes", "3-2")
        fill(qtbot, dialog, "seed", typed)
        make(qtbot, dialog)
        made.append(window.session.document)
    assert made[0] == made[1] != made[2]
    dialog = ask(qtbot, window)
    assert line(dialog, "sizes").text() == "3-2"
    assert not part(dialog, "hidden").isEnabled()
    assert part(dialog, "output").isEnabled()
    dialog.reject()


@pytest.mark.parametrize(
    ("name", "typed", "reason"),
    [
        ("sizes", "2-x-", "Type the sizes of the layers, input first: 2-4-1."),
        ("sizes", "2-0-1", "Each layer has at least one node."),
        ("sizes", "4", "At least two layers: inputs and outputs, as in 2-1."),
        ("sizes", "2000-2000", "4000 nodes are too many: at most 2000."),
        ("seed", "-1", "Type a whole number from 0 to 9223372036854775807."),
        ("seed", "", "Type a number."),
    ],
)
def test_what_makes_no_network_is_said_below_the_field_and_nothing_is_made(qtbot: QtBot, name: str, typed: str, reason: str) -> None:
    window = open_window(qtbot, loads_engine=False)
    document = window.session.document
    dialog = ask(qtbot, window)
    line(dialog, name).clear()
    fill(qtbot, dialog, name, typed)
    assert text(dialog, f"{name}.reason") == reason
    make(qtbot, dialog)
    assert dialog.isVisible()
    assert window.session.document is document
    dialog.reject()


def test_an_empty_canvas_offers_a_layered_network(qtbot: QtBot) -> None:
    window = open_window(qtbot)
    window.actions_by_name["new"].trigger()
    button = window.findChild(QPushButton, "canvas_empty.new_layered")
    assert button is not None
    assert button.isVisible()
    button.click()
    dialog = window.findChild(NewLayeredDialog)
    assert dialog is not None
    qtbot.keyClick(line(dialog, "sizes"), Qt.Key.Key_Return)
    assert len(window.session.document.network.nodes) == 7
    assert not button.isVisible()


def test_each_layer_has_its_activation_and_start_weights_follow_a_rule(qtbot: QtBot) -> None:
    window = open_window(qtbot)
    dialog = ask(qtbot, window)
    assert not part(dialog, "hidden2").isVisible()
    fill(qtbot, dialog, "sizes", "2-3-2-1")
    choose(dialog, "hidden", "relu")
    choose(dialog, "hidden2", "sigmoid")
    choose(dialog, "rule", "constant")
    assert not part(dialog, "seed").isVisible()
    fill(qtbot, dialog, "value", "1/4")
    make(qtbot, dialog)
    network = window.session.document.network
    assert [node.activation for node in network.nodes] == [None] * 2 + ["relu"] * 3 + ["sigmoid"] * 2 + ["linear"]
    assert {edge.weight for edge in network.edges} == {0.25}
    again = ask(qtbot, window)
    assert (line(again, "value").text(), line(again, "sizes").text()) == ("0.25", "2-3-2-1")
    choose(again, "rule", "uniform")
    fill(qtbot, again, "value", "0")
    make(qtbot, again)
    assert again.isVisible()
    assert "above 0" in again.form.reason(line(again, "value"))
    again.reject()
