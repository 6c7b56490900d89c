"""Plots as a person makes them: ticked on the canvas and in lists, tied to the canvas, kept with the document."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QColor, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QDockWidget, QMenu, QToolButton, QTreeWidget, QTreeWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from bpdesk.files.store import load, save
from bpdesk.model.document import Json
from bpdesk.model.math_syntax import as_typed, linear
from bpdesk.model.quantities import Quantity
from bpdesk.model.run_record import Change
from bpdesk.ui.canvas.place import Place
from bpdesk.ui.main_window import MainWindow
from bpdesk.ui.plots.end_names import name_at
from bpdesk.ui.plots.legend import CurveList
from bpdesk.ui.plots.plot_panel import PlotPanel
from bpdesk.ui.plotting.plotted import TRACE_DASH
from tests.builders import net, with_run
from tests.windows import arrive, hover, open_window, point_of, press, settle, step, type_over, wait

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "small.bpdesk"
    save(net("x1 x2 -> h1 h2 -> y", seed=1, rows=[[0, 0, 1], [0, 1, 0], [0, 0, 0]], learning_rate=0.5), path)
    return path


@pytest.fixture
def window(qtbot: QtBot, path: Path) -> MainWindow:
    return open_window(qtbot, path)


def choose_on_canvas(window: MainWindow, kind: str, identifier: str, name: str) -> None:
    """Right-click there, and click an entry of the menu's Plot."""
    window.scene.select(kind, identifier)
    window.drawing.wishes.menu_wanted.emit(QPoint(200, 200))
    menu = [each for each in window.canvas.findChildren(QMenu, "canvas.menu") if each.isVisible()][-1]
    trigger(menu, f"canvas.menu.plot.{name}")
    menu.close()


def trigger(owner: QWidget, name: str) -> None:
    action = owner.findChild(QAction, name)
    assert isinstance(action, QAction)
    action.trigger()


def titles(window: MainWindow) -> list[str]:
    return [spec.title(window.session.document) for spec in window.plots.specs]


def last(window: MainWindow) -> PlotPanel:
    return window.plots.panels[window.plots.specs[-1].name]


def curve(window: MainWindow, panel: PlotPanel, quantity: Quantity) -> list[float]:
    return [float(value) for value in panel.curve_values(quantity.key)[1]]


def move_to(
    panel: PlotPanel, at: QPointF, buttons: Qt.MouseButton = Qt.MouseButton.NoButton, *, kind: QEvent.Type = QEvent.Type.MouseMove
) -> None:
    viewport = panel.view.viewport()
    button = LEFT if kind != QEvent.Type.MouseMove else Qt.MouseButton.NoButton
    event = QMouseEvent(kind, at, viewport.mapToGlobal(at), button, buttons, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(viewport, event)


def drag(panel: PlotPanel, start: QPointF, end: QPointF) -> None:
    move_to(panel, start, LEFT, kind=QEvent.Type.MouseButtonPress)
    for share in (0.3, 0.7, 1.0):
        move_to(panel, start + (end - start) * share, LEFT)
    move_to(panel, end, kind=QEvent.Type.MouseButtonRelease)


def item_of(panel: PlotPanel, text: str) -> QTreeWidgetItem:
    tree = panel.chooser.findChild(QTreeWidget)
    assert isinstance(tree, QTreeWidget)
    return tree.findItems(text, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)[0]


def test_what_is_ticked_on_the_canvas_is_plotted_from_the_start(window: MainWindow, qtbot: QtBot) -> None:
    step(qtbot, window, 4)
    choose_on_canvas(window, "weight", "h1_y", "weight_gradient")
    choose_on_canvas(window, "node", "h1", "delta")
    choose_on_canvas(window, "node", "y", "activation")
    settle(window.session)
    assert titles(window) == ["Cost", "Weights", "Gradients of weights", "Deltas", "Activations"]
    run = window.session.playback.run
    assert run is not None
    gradients, deltas, activations = [window.plots.panels[f"plot{number}"] for number in (3, 4, 5)]
    wait(qtbot, lambda: len(curve(window, gradients, Quantity("weight_gradient", "h1_y"))) == 5)
    assert curve(window, gradients, Quantity("weight_gradient", "h1_y")) == [run.moment(k, 0).weight_gradients["h1_y"] for k in range(5)]
    wait(qtbot, lambda: len(curve(window, deltas, Quantity("delta", "h1"))) == 5)
    assert curve(window, deltas, Quantity("delta", "h1")) == [run.moment(k, 0).shown.deltas["h1"] for k in range(5)]
    assert [(line.value, line.label) for line in activations.content.references] == [(1.0, "y^*")]
    window.session.runs.show_row(1)
    settle(window.session)
    wait(qtbot, lambda: len(curve(window, deltas, Quantity("delta", "h1"))) == 5)
    assert curve(window, deltas, Quantity("delta", "h1")) == [run.moment(k, 1).shown.deltas["h1"] for k in range(5)]
    choose_on_canvas(window, "node", "h1", "delta")
    assert window.plots.panels["plot4"].content.curves == ()
    assert "Nothing is ticked" in window.plots.panels["plot4"].content.empty_text


def test_the_cost_of_a_batch_is_plotted_where_it_is_ticked_even_of_a_batch_that_is_the_whole_set(window: MainWindow, qtbot: QtBot) -> None:
    step(qtbot, window, 4)
    panel, run = window.plots.panels["cost"], window.session.playback.run
    assert run is not None
    assert [each.key for each in panel.content.curves] == ["cost"]
    qtbot.mouseClick(panel.header.title, LEFT)
    assert item_of(panel, "Cost, batch").checkState(0) == Qt.CheckState.Unchecked
    item_of(panel, "Cost, batch").setCheckState(0, Qt.CheckState.Checked)
    wait(qtbot, lambda: len(panel.content.curves) == 2)
    iterations, costs = panel.curve_values("batch_cost")
    assert iterations.tolist() == [1, 2, 3, 4]
    assert costs.tolist() == [run.moment(k, 0).cost for k in range(4)]
    panel.chooser.hide()


def test_batches_that_are_less_than_the_set_have_a_curve_from_the_start(qtbot: QtBot, tmp_path: Path) -> None:
    document = net("x1 x2 -> y", seed=1, rows=[[0, 0, 1], [0, 1, 0], [0, 0, 0]])
    save(replace(document, training=replace(document.training, batch_size=2)), tmp_path / "batches.bpdesk")
    window = open_window(qtbot, tmp_path / "batches.bpdesk")
    step(qtbot, window, 2)
    assert [each.key for each in window.plots.panels["cost"].content.curves] == ["batch_cost", "cost"]


def test_lists_plots_and_their_place_are_kept_with_the_document(window: MainWindow, qtbot: QtBot, path: Path) -> None:
    window.actions_by_name["new_plot"].trigger()
    panel = last(window)
    dock = next(each for each in window.findChildren(QDockWidget) if each.isAncestorOf(panel))
    assert dock.windowTitle() == "Empty plot"
    qtbot.mouseClick(panel.header.title, LEFT)
    assert panel.chooser.isVisible()
    qtbot.keyClicks(panel.chooser.search, "norm")
    item_of(panel, "Gradient norm").setCheckState(0, Qt.CheckState.Checked)
    wait(qtbot, lambda: len(panel.content.curves) == 1)
    assert dock.windowTitle() == "Gradient norm plot"
    item_of(panel, "Biases").setCheckState(0, Qt.CheckState.Checked)
    wait(qtbot, lambda: len(panel.content.curves) == 4)
    qtbot.mouseClick(panel.header.log, LEFT)
    panel.chooser.hide()
    saved = window.session.document_to_save()
    save(saved, path)
    assert load(path).view == saved.view
    other = open_window(qtbot, path)
    assert other.plots.specs == window.plots.specs
    assert [each.key for each in last(other).content.curves] == [each.key for each in panel.content.curves]
    assert last(other).is_logarithmic
    qtbot.mouseClick(last(other).header.close_button, LEFT)
    assert titles(other) == ["Cost", "Weights"]
    assert "plots" not in open_window(qtbot).session.document_to_save().view


def test_a_name_lights_the_canvas_and_the_canvas_lights_a_curve(window: MainWindow, qtbot: QtBot) -> None:
    step(qtbot, window, 3)
    panel, frame = window.weights_plot, window.weights_plot.view.frame
    weight = panel.curve_values("h1_y")[1][-1]
    move_to(panel, frame.point(3, weight))
    assert window.scene._picture.edges["h1_y"].lit
    QApplication.sendEvent(panel.view, QEvent(QEvent.Type.Leave))
    assert not any(item.lit for item in window.scene._picture.edges.values())
    quiet = panel.view.grab().toImage()
    window.scene.point_at(window.canvas.mapToScene(point_of(window, Place("weight", "h1_y"))))
    assert panel.view.grab().toImage() != quiet
    window.scene.point_at(None)
    assert panel.view.grab().toImage() == quiet


def test_the_shown_moment_is_dragged_and_a_rectangle_zooms(window: MainWindow, qtbot: QtBot) -> None:
    step(qtbot, window, 10)
    panel = window.cost_plot
    frame = panel.view.frame
    drag(panel, QPointF(frame.x(10), 60), QPointF(frame.x(4), 70))
    arrive(qtbot, window, 4)
    drag(panel, QPointF(frame.x(1.5), 50), QPointF(frame.x(3.5), 90))
    zoomed = panel.view.frame
    assert zoomed.iterations == pytest.approx((1.5, 3.5), abs=0.2)
    assert zoomed.heights == pytest.approx((frame.height(90), frame.height(50)), abs=0.1)
    follow = panel.findChild(type(panel.header.export), "costPlot.follow")
    qtbot.mouseClick(follow, LEFT)
    step(qtbot, window, 0)
    window.commands.go_to(40)
    arrive(qtbot, window, 40)
    assert panel.view.frame.iterations[0] < 40 < panel.view.frame.iterations[1]
    assert panel.view.frame.iterations[1] - panel.view.frame.iterations[0] == pytest.approx(2, abs=0.3)
    qtbot.mouseClick(panel.findChild(type(panel.header.export), "costPlot.showAll"), LEFT)
    assert panel.view.frame.iterations[0] == 0


def test_earlier_runs_stay_pale_in_every_plot(window: MainWindow, qtbot: QtBot) -> None:
    step(qtbot, window, 5)
    choose_on_canvas(window, "node", "y", "activation")
    window.commands.go_to(2)
    arrive(qtbot, window, 2)
    type_over(qtbot, window, Place("weight", "h1_y"), "4")
    settle(window.session)
    panel, key = last(window), Quantity("activation", "y").key
    wait(qtbot, lambda: len(panel.curve_values(f"{key} run 1")[0]) == 6)
    assert [each.label for each in panel.content.curves] == ["run 1", "y"]
    assert panel.content.curves[0].dash == TRACE_DASH
    wait(qtbot, lambda: len(panel.curve_values(key)[0]) == 3)


def test_equal_inputs_with_different_targets_bound_the_cost(window: MainWindow) -> None:
    [line] = window.cost_plot.content.references
    assert line.value == pytest.approx((0.5**2 + 0.5**2) / 3)
    drawn = window.cost_plot.view.frame.scale.height_of(line.value)
    assert drawn == pytest.approx(np.log10(1 / 6))


def test_plots_stack_side_by_side_and_in_tabs(window: MainWindow, qtbot: QtBot) -> None:
    docks = [window.docks.dock_of(panel) for _, panel in window.plots.shown]
    for name, alike in (("stacked", "x"), ("side_by_side", "y")):
        trigger(window, f"action.plots.{name}")
        QApplication.processEvents()
        assert getattr(docks[0], alike)() == getattr(docks[1], alike)()
        assert docks[0].isVisible()
        assert docks[1].isVisible()
    trigger(window, "action.plots.tabs")
    assert window.tabifiedDockWidgets(docks[0]) == [docks[1]]
    qtbot.mouseClick(window.weights_plot.header.close_button, LEFT)
    assert docks[1].isHidden()


def test_thousands_of_weights_and_a_view_made_up_by_others(qtbot: QtBot, tmp_path: Path) -> None:
    document = net(" ".join(f"x{i}" for i in range(60)) + " -> " + " ".join(f"h{i}" for i in range(40)) + " -> y", rows=2)
    ticked: tuple[Json, ...] = (("weight", "gone"), ("weight", "h39_y"), ("pi",), 3)
    made_up: tuple[Json, ...] = (
        {"name": "a b", "curves": ()},
        7,
        {"name": "plot9", "curves": ticked},
    )
    document = with_run(document, 0, [Change(0, training={"learning_rate": 0.01})])
    save(replace(document, view={"plots": made_up}), tmp_path / "large.bpdesk")
    window = open_window(qtbot, tmp_path / "large.bpdesk")
    step(qtbot, window, 2)
    assert titles(window) == ["Cost", "Weights", "Weights"]
    wait(qtbot, lambda: len(last(window).curve_values("h39_y")[0]) == 3)
    panel = last(window)
    qtbot.mouseClick(panel.header.title, LEFT)
    item_of(panel, "Weights").setCheckState(0, Qt.CheckState.Checked)
    wait(qtbot, lambda: panel.chooser.note.isVisible())
    assert panel.chooser.note.text() == "A plot has room for 64 curves."
    assert len(panel.content.curves) == 1
    panel.chooser.hide()
    press(qtbot, window, Qt.Key.Key_Space)


@pytest.fixture
def wide(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """More weights than have room at the ends of their curves: they are named in a list."""
    save(net("x1 x2 x3 x4 -> h1 h2 h3 h4 h5 -> y", seed=3, rows=2, learning_rate=0.5), tmp_path / "wide.bpdesk")
    window = open_window(qtbot, tmp_path / "wide.bpdesk")
    step(qtbot, window, 3)
    return window


def entry_of(panel: PlotPanel, label: str) -> QPointF:
    """Where a name stands in the list beside the plot."""
    names = panel.findChild(CurveList)
    assert isinstance(names, CurveList)
    assert names.isVisible()
    item = next(names.item(place) for place in range(names.count()) if names.item(place).text() == label)
    names.scrollToItem(item)
    return QPointF(names.visualItemRect(item).center())


def point_in(widget: QWidget, at: QPointF) -> None:
    """Move the pointer there."""
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, at, widget.mapToGlobal(at), none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)


def test_a_name_in_the_list_lights_its_edge_and_the_edge_its_name(wide: MainWindow) -> None:
    panel = wide.weights_plot
    at = entry_of(panel, as_typed("x2_h3"))
    names = panel.findChild(CurveList)
    assert isinstance(names, CurveList)
    port = names.viewport()
    point_in(port, at)
    lit = [edge for edge, item in wide.scene._picture.edges.items() if item.lit]
    assert lit == ["x2_h3"]
    QApplication.sendEvent(names, QEvent(QEvent.Type.Leave))
    assert not any(item.lit for item in wide.scene._picture.edges.values())
    quiet = port.grab().toImage().pixelColor(2, round(at.y()))
    hover(wide, point_of(wide, Place("weight", "x2_h3")))
    assert port.grab().toImage().pixelColor(2, round(at.y())) == QColor(wide.themes.theme.accent_soft)
    hover(wide, QPoint(1, 1))
    assert port.grab().toImage().pixelColor(2, round(at.y())) == quiet


def test_a_name_at_the_end_of_a_curve_lights_its_edge(window: MainWindow, qtbot: QtBot) -> None:
    step(qtbot, window, 3)
    edges = window.session.document.network.edges
    window.plots.tick([Quantity("weight", edge.id) for edge in edges[2:]], False)
    panel = window.weights_plot
    view, curves = panel.view, panel.view.drawn
    assert view.names_fit
    named = next(
        (x, y, key)
        for x in range(round(view.frame.x(3)) + 36, view.width(), 4)
        for y in range(round(view.frame.area.top()), round(view.frame.area.bottom()), 3)
        if (key := name_at(view.frame, panel.content, curves, QPointF(x, y)))
    )
    move_to(panel, QPointF(*named[:2]))
    assert [edge for edge, item in window.scene._picture.edges.items() if item.lit] == [named[2]]


def test_the_wheel_zooms_at_the_pointer_the_middle_button_moves_and_one_click_goes_back(window: MainWindow, qtbot: QtBot) -> None:
    step(qtbot, window, 10)
    view = window.cost_plot.view
    whole, at = view.frame, view.frame.point(5, sum(view.frame.heights) / 2)
    wheel = QWheelEvent(
        at, view.viewport().mapToGlobal(at), QPoint(), QPoint(0, 360),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), wheel)
    zoomed = view.frame
    assert zoomed.iterations[1] - zoomed.iterations[0] < whole.iterations[1] - whole.iterations[0]
    assert zoomed.iteration(at.x()) == pytest.approx(5, abs=0.05)
    middle = Qt.MouseButton.MiddleButton
    for kind, place, held in (
        (QEvent.Type.MouseButtonPress, at, middle),
        (QEvent.Type.MouseMove, at - QPointF(20, 0), middle),
        (QEvent.Type.MouseMove, at - QPointF(60, 0), middle),
        (QEvent.Type.MouseButtonRelease, at - QPointF(60, 0), Qt.MouseButton.NoButton),
    ):
        button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else middle
        event = QMouseEvent(kind, place, view.viewport().mapToGlobal(place), button, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(view.viewport(), event)
    assert view.frame.iterations[0] > zoomed.iterations[0]
    qtbot.mouseClick(window.cost_plot.findChild(QToolButton, "costPlot.showAll"), LEFT)
    assert view.frame.iterations == whole.iterations
    assert view.frame.heights == whole.heights


def test_following_keeps_the_newest_in_view_while_it_runs(window: MainWindow, qtbot: QtBot) -> None:
    step(qtbot, window, 10)
    panel = window.cost_plot
    frame = panel.view.frame
    drag(panel, QPointF(frame.x(2), 40), QPointF(frame.x(6), 90))
    qtbot.mouseClick(panel.findChild(QToolButton, "costPlot.follow"), LEFT)
    press(qtbot, window, Qt.Key.Key_F5)
    wait(qtbot, lambda: window.session.playback.newest > 14)
    press(qtbot, window, Qt.Key.Key_F5)
    settle(window.session)
    newest = window.session.playback.newest
    assert panel.view.frame.iterations[0] < newest <= panel.view.frame.iterations[1]
    qtbot.mouseClick(panel.findChild(QToolButton, "costPlot.follow"), LEFT)
    stays = panel.view.frame.iterations
    window.commands.go_to(newest + 50)
    arrive(qtbot, window, newest + 50)
    assert panel.view.frame.iterations == stays


def test_more_plots_than_there_is_room_for_are_refused_in_words(window: MainWindow) -> None:
    for _ in range(20):
        window.actions_by_name["new_plot"].trigger()
    assert len(window.plots.specs) == 12
    assert "room for 12 plots" in window.message.text


def test_of_many_weights_the_selected_ones_earlier_traces_are_there(window: MainWindow, qtbot: QtBot) -> None:
    step(qtbot, window, 6)
    press(qtbot, window, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    arrive(qtbot, window, 0)
    window.commands.go_to(2)
    arrive(qtbot, window, 2)
    window.session.numbers.set_training("Set learning rate", learning_rate=0.1)
    settle(window.session)

    def traces() -> list[str]:
        return [each.key for each in window.weights_plot.content.curves if each.is_earlier]

    def key(edge: str) -> str:
        return f"{Quantity('weight', edge).key} run 1"

    window.scene.deselect()
    assert traces() == [key("x1_h1")]
    window.scene.select("weight", "h2_y")
    assert traces() == [key("h2_y")]
    shown = next(each for each in window.weights_plot.content.curves if each.is_earlier)
    assert linear(shown.label) == "run 1: h2_y"
    window.scene.select("node", "h1")
    assert traces() == [key("x1_h1")]
