"""Finding out where a number comes from: by selecting on the canvas, by pointing and clicking in the page, step by step."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolButton, QToolTip
from pytestqt.qtbot import QtBot

from bpdesk.explain.formula import Ref
from bpdesk.files.examples import load_example
from bpdesk.files.store import load
from bpdesk.model import drawing
from bpdesk.text import MINUS, NOT_YET
from bpdesk.ui.canvas.place import Place
from bpdesk.ui.canvas.selection import Selection
from bpdesk.ui.explain.check_dialog import CheckDialog
from bpdesk.ui.explain.section_view import SectionView
from bpdesk.ui.main_window import MainWindow
from tests.cli.cases import document
from tests.windows import activate, arrive, open_window, point_of, press, settle, shown, step, wait


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    return open_window(qtbot)


def page(window: MainWindow) -> str:
    return window.side.explain.text.replace(MINUS, "-")


def show(window: MainWindow, example: str) -> None:
    window.session.open(load_example(example), None)
    settle(window.session)


def section(window: MainWindow, name: str) -> SectionView:
    found = window.side.explain.section(name)
    assert found is not None, page(window)
    return found


def point_of_mark(view: SectionView, ref: Ref) -> QPoint:
    return next(hit.rect.center().toPoint() for hit in view.sheet.hits if hit.mark is not None and hit.mark.ref == ref)


def test_the_page_is_there_first_and_follows_each_step(window: MainWindow, qtbot: QtBot) -> None:
    assert window.side.panel.front == "explain"
    assert page(window).startswith("How the cost changes with W⁽ᴸ⁾\n∂C/∂W⁽ᴸ⁾ = ∂C/∂a⁽ᴸ⁾ · ∂a⁽ᴸ⁾/∂z⁽ᴸ⁾ · ∂z⁽ᴸ⁾/∂W⁽ᴸ⁾")
    step(qtbot, window, 3)
    for line in ("= 2(20.65 - 50.1) · 1 · 5.7", "= -58.89 · 1 · 5.7", "= -335.7", "= 3.623 - 0.007 · (-335.7)", "= 5.973"):
        assert line in page(window)
    assert "a larger weight gives a smaller cost. So this step makes the weight larger." in page(window)


def test_pointing_at_a_factor_lights_its_thing_and_the_other_way_round(window: MainWindow, qtbot: QtBot) -> None:
    view = section(window, "derivative")
    before = window.canvas.grab().toImage()
    qtbot.mouseMove(view, point_of_mark(view, Ref("node", "a1")))
    assert window.canvas.grab().toImage() != before
    qtbot.mouseMove(view, QPoint(view.width() - 1, 1))
    assert window.canvas.grab().toImage() == before
    plain = view.grab().toImage()
    qtbot.mouseMove(window.canvas.viewport(), point_of(window, Place("input", "a1")) - QPoint(3, 3))
    qtbot.mouseMove(window.canvas.viewport(), point_of(window, Place("input", "a1")))
    assert view.grab().toImage() != plain


def test_a_factor_tells_its_exact_value_and_leads_to_its_thing_when_clicked(window: MainWindow, qtbot: QtBot) -> None:
    show(window, "mazur")
    window.scene.select("weight", "w1")
    view = section(window, "derivative")
    point = point_of_mark(view, Ref("delta", "h1"))
    window.side.explain.show()
    view.event(QHelpEvent(QHelpEvent.Type.ToolTip, point, view.mapToGlobal(point)))
    assert QToolTip.text().count("0.0087") == 1
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=point)
    assert window.scene.selection == ("node", "h1")
    assert "δ_(h₁) = f′(z_(h₁)) · (w₅ · δ_(o₁) + w₇ · δ_(o₂))" in page(window)


def test_why_the_first_weight_of_the_chain_moves_as_it_does_in_iteration_5(window: MainWindow, qtbot: QtBot) -> None:
    """As a new user would: open the example, step, click the weight, read."""
    show(window, "chain-of-two")
    activate(qtbot, window)
    window.canvas.setFocus()
    step(qtbot, window, 4)
    qtbot.mouseClick(window.canvas.viewport(), Qt.MouseButton.LeftButton, pos=point_of(window, Place("weight", "w1")))
    moment = window.session.moment
    assert moment is not None
    text = page(window)
    assert "∂C/∂W⁽ᴸ⁻¹⁾" in text
    assert "δ⁽ᴸ⁻¹⁾ = f′(z⁽ᴸ⁻¹⁾) · W⁽ᴸ⁾ · δ⁽ᴸ⁾" in text
    assert "The step of iteration 5\nW⁽ᴸ⁻¹⁾ ← W⁽ᴸ⁻¹⁾ - η · ∂C/∂W⁽ᴸ⁻¹⁾" in text
    assert "The gradient is negative: a larger weight gives a smaller cost. So this step makes the weight larger." in text
    told = section(window, "step").text.splitlines()[-2]

    # Or after it: the page says that what led here is one step back.
    window.canvas.setFocus()
    step(qtbot, window)
    assert float(told.removeprefix("= ")) == pytest.approx(float(shown(window, "weight", "w1")), abs=6e-4)
    assert "This is iteration 6, which comes next. Back by one (Shift+Space) it is iteration 5, which led here." in page(window)
    press(qtbot, window, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    arrive(qtbot, window, 4)
    assert "The step of iteration 5\n" in page(window)


def test_nothing_selected_shows_the_cost_and_several_things_ask_for_one(window: MainWindow) -> None:
    window.scene.deselect()
    assert page(window).startswith("The cost: Squared error C")
    assert "(-131.7 - 50.1)²" in page(window)
    window.scene.choose(Selection.several(window.scene.network, ["a1", "a2"]))
    assert "Several things are selected" in page(window)


def test_what_is_not_reached_inside_an_iteration_is_a_dash(window: MainWindow, qtbot: QtBot) -> None:
    show(window, "mazur")
    window.scene.select("weight", "w1")
    activate(qtbot, window)
    window.canvas.setFocus()
    qtbot.keyClick(window.canvas, Qt.Key.Key_F11)
    settle(window.session)
    assert window.session.moment is not None
    assert window.session.moment.inside is not None
    assert page(window).startswith("Node h₁")
    assert f"= 0.241 · (0.400 · {NOT_YET} + 0.500 · {NOT_YET})" in page(window)
    window.scene.select("weight", "w2")
    assert f"= {NOT_YET} · 0.1" in page(window)
    assert "The gradient is" not in page(window)


def test_a_selected_weight_that_redo_removes_leaves_the_page_calm(window: MainWindow) -> None:
    show(window, "mazur")
    window.session.reshape("Delete", drawing.delete, (), ("w3",))
    window.session.undo()
    settle(window.session)
    window.scene.select("weight", "w3")
    assert page(window).startswith("How the cost changes with w₃")
    window.session.redo()
    settle(window.session)
    assert page(window).startswith("The cost: Half squared error")


def test_labels_that_do_not_typeset_stand_as_typed(window: MainWindow) -> None:
    window.session.apply("Rename", drawing.set_edge_label, "w", r"\frac{1")
    settle(window.session)
    assert r"\frac{1" in page(window)
    window.session.apply("Rename", drawing.set_edge_label, "w", r"\mathbb{W} & <b>")
    settle(window.session)
    assert "= -2072" in page(window)


def test_a_diverged_run_says_that_no_update_can_be_made(window: MainWindow, qtbot: QtBot) -> None:
    window.commands.set_learning_rate(0.05)
    settle(window.session)
    window.commands.step(1000)
    wait(qtbot, lambda: window.session.playback.run is not None and window.session.playback.run.stop is not None)
    settle(window.session)
    assert "The cost is not finite here, so no update is made." in page(window)


def test_all_paths_are_written_out_and_each_lights_its_way(window: MainWindow, qtbot: QtBot) -> None:
    show(window, "mazur")
    window.scene.select("weight", "w1")
    assert window.side.explain.section("paths") is None
    qtbot.mouseClick(button(window, "explain.paths"), Qt.MouseButton.LeftButton)
    assert button(window, "explain.paths").text() == "All paths (2)"
    view = section(window, "paths")
    assert "P₂: i₁ → h₁ → o₂\nP₂ = i₁ · f′(z_(h₁)) · w₇ · δ_(o₂)" in page(window)
    before = window.canvas.grab().toImage()
    point = next(hit.rect.center().toPoint() for hit in view.sheet.hits if hit.also)
    qtbot.waitUntil(lambda: view.visibleRegion().contains(point))
    qtbot.mouseMove(view, point)
    assert window.canvas.grab().toImage() != before
    window.scene.select("weight", "w5")
    assert not button(window, "explain.paths").isVisible()


def test_the_finite_difference_stands_beside_the_derivative(window: MainWindow) -> None:
    assert "✓ The finite difference agrees" in page(window)
    window.session.open(load(document("edge_relu_at_zero")), None)
    settle(window.session)
    edge = next(edge for edge in window.scene.network.edges if window.scene.network.node_by_id[edge.target].activation == "relu")
    window.scene.select("weight", edge.id)
    settle(window.session)
    assert "kink" in page(window)


def test_one_table_checks_every_derivative(window: MainWindow, qtbot: QtBot) -> None:
    show(window, "mazur")
    window.actions_by_name["check_all"].trigger()
    settle(window.session)
    dialog = window.findChild(CheckDialog)
    assert dialog is not None
    assert dialog.summary.text() == "12 derivatives of the batch's cost. 12 agree with their central differences."
    assert dialog.model.index(0, 0).data() == "w₁"
    assert dialog.model.index(0, 4).data() == "✓ agrees"
    dialog.table.doubleClicked.emit(dialog.model.index(4, 0))
    assert window.scene.selection == ("weight", dialog.model.refs[4].id)
    dialog.reject()


def test_a_page_and_a_section_are_copied(window: MainWindow, qtbot: QtBot) -> None:
    clipboard, explained = QApplication.clipboard(), window.side.explain.page
    assert explained is not None
    copy(window, "latex")
    assert "\\begin{aligned}\n\\frac{\\partial C}{\\partial W^{(L)}} &= \\frac{\\partial C}" in clipboard.text()
    assert "textcolor" not in clipboard.text()
    copy(window, "text")
    assert "∂C/∂W⁽ᴸ⁾ = ∂C/∂a⁽ᴸ⁾ · ∂a⁽ᴸ⁾/∂z⁽ᴸ⁾ · ∂z⁽ᴸ⁾/∂W⁽ᴸ⁾\n  = 2(a⁽ᴸ⁾ − y) · 1 · a⁽ᴸ⁻¹⁾" in clipboard.text()
    copy(window, "picture")
    assert {"image/svg+xml", "application/pdf"} <= set(clipboard.mimeData().formats())
    assert not clipboard.image().isNull()
    window.explaining.copy("latex", next(each for each in explained.sections if each.name == "step"))
    assert clipboard.text().startswith("\\[\n\\begin{aligned}\nW^{(L)} &\\leftarrow W^{(L)} - \\eta \\cdot \\frac{\\partial C}{")
    clipboard.clear()


@pytest.mark.parametrize("ending", ["pdf", "tex", "md"])
def test_the_iteration_is_saved_as_a_worked_solution(window: MainWindow, tmp_path: Path, ending: str) -> None:
    show(window, "mazur")
    window.explaining.write_to(str(tmp_path / f"worked.{ending}"))
    written = (tmp_path / f"worked.{ending}").read_bytes()
    if ending == "pdf":
        assert written.startswith(b"%PDF")
        return
    text = written.decode()
    assert "iteration 1 worked out" in text
    assert text.count("aligned") >= 2 * 30
    assert "0.400 \\cdot 0.138" in text


def test_a_solution_that_can_not_be_saved_says_why(window: MainWindow, tmp_path: Path) -> None:
    window.explaining.write_to(str(tmp_path / "nowhere" / "worked.md"))
    assert not window.message.isHidden()


def test_what_the_next_step_shows_is_hidden_while_it_is_asked_for(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_by_name["predict"].trigger()
    assert section(window, "derivative").text.replace(MINUS, "-").splitlines()[1:] == [
        "= 2(a⁽ᴸ⁾ - y) · 1 · a⁽ᴸ⁻¹⁾", "= 2(-131.7 - 50.1) · 1 · 5.7", f"= {NOT_YET} · 1 · 5.7", f"= {NOT_YET}"
    ]  # fmt: skip
    assert window.side.explain.section("check") is None
    assert all(number not in page(window) for number in ("-8.595", "-363.5", "-2072"))
    window.actions_by_name["predict"].trigger()
    settle(window.session)
    assert all(number in page(window) for number in ("-8.595", "-363.5", "-2072"))


def button(window: MainWindow, name: str) -> QToolButton:
    found = window.findChild(QToolButton, name)
    assert found is not None
    return found


def copy(window: MainWindow, form: str) -> None:
    menu = button(window, "explain.copy").menu()
    next(action for action in menu.actions() if action.objectName() == f"explain.copy.{form}").trigger()
