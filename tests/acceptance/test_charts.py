"""The landscape and the regions in the window: opened from View, following the shown moment, the choices and the canvas."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bpdesk.files.store import save
from bpdesk.ui.canvas.place import Place
from bpdesk.ui.charts.chart_panel import ChartPanel
from bpdesk.ui.charts.landscape_chart import MapChart, ValleyChart
from bpdesk.ui.charts.region_chart import FitChart, RegionChart
from bpdesk.ui.main_window import MainWindow
from bpdesk.ui.playback import UNLIMITED
from tests.builders import net
from tests.windows import arrive, open_window, press, settle, step, type_over, wait


def open_chart(window: MainWindow, panel: ChartPanel) -> None:
    """As the View menu does it."""
    window.docks.dock_of(panel).toggleViewAction().trigger()
    settle(window.session)


def choose(window: MainWindow, panel: ChartPanel, name: str, key: str) -> None:
    """Choose in a box of the header, as with the keyboard."""
    box = panel.choices[name]
    box.setCurrentIndex(box.findData(key))
    box.activated.emit(box.currentIndex())
    settle(window.session)


def turn_wheel(panel: ChartPanel, steps: int) -> None:
    none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    at = QPointF(100, 60)
    QApplication.sendEvent(panel.canvas, QWheelEvent(at, panel.canvas.mapToGlobal(at), QPoint(), QPoint(0, 120 * steps), *none, False))


def valley(window: MainWindow) -> ValleyChart:
    chart = window.charts.landscape.chart
    assert isinstance(chart, ValleyChart)
    return chart


def regions(window: MainWindow) -> RegionChart:
    chart = window.charts.regions.chart
    assert isinstance(chart, RegionChart)
    return chart


def test_the_posts_parabola_with_its_twenty_steps(qtbot: QtBot) -> None:
    window = open_window(qtbot)
    panel = window.charts.panels[0]
    assert not panel.isVisible()
    step(qtbot, window, 20)
    open_chart(window, panel)
    chart = valley(window)
    assert np.allclose(chart.profile.costs, (5.7 * chart.profile.values - 50.1) ** 2, rtol=1e-12, atol=1e-9)
    assert len(chart.path.costs) == 21
    assert np.allclose(chart.path.costs, (5.7 * chart.path.points[:, 0] - 50.1) ** 2, rtol=1e-12)
    assert chart.path.points[-1, 0] == pytest.approx(8.7893, abs=5e-5)
    assert chart.bounds[0][0] < -23.1
    assert chart.held == ""
    window.commands.go_to(2)
    arrive(qtbot, window, 2)
    settle(window.session)
    here = valley(window).stand
    assert here.iteration == 2
    assert here.slopes[0] == pytest.approx(2 * 5.7 * (5.7 * here.at[0] - 50.1))
    assert here.after is not None
    assert here.after[0] == pytest.approx(here.at[0] - 0.007 * here.slopes[0])
    wide = chart.bounds[0]
    turn_wheel(panel, 2)
    settle(window.session)
    assert valley(window).bounds[0][1] - valley(window).bounds[0][0] < wide[1] - wide[0]
    type_over(qtbot, window, Place("target", "a2"), "0")
    settle(window.session)
    assert np.allclose(valley(window).profile.costs, (5.7 * valley(window).profile.values) ** 2, rtol=1e-12, atol=1e-9)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    path = tmp_path / "plane.bpdesk"
    rows = [[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]]
    save(net("x1 x2 -> h1 h2 -> y", seed=4, rows=rows, test=[[0.5, 0.5, 0]], output="sigmoid", learning_rate=0.5), path)
    return open_window(qtbot, path)


def test_two_parameters_are_contours_that_refine_and_say_what_is_held(window: MainWindow, qtbot: QtBot) -> None:
    step(qtbot, window, 7)
    panel = window.charts.panels[0]
    open_chart(window, panel)
    window.scene.select("weight", "h1_y")
    settle(window.session)
    assert valley(window).label == "h1_y"
    choose(window, panel, "second", "h1.bias")
    chart = window.charts.landscape.chart
    assert isinstance(chart, MapChart)
    assert chart.surface.costs.shape == (200, 200)
    assert chart.held == "The other 7 parameters are held as at iteration 7."
    run = window.session.playback.run
    assert run is not None
    parameters = run.state_at(7).parameters.copy()
    parameters[run.program.edge_index["h1_y"]] = chart.surface.x[30]
    parameters[run.program.bias_index["h1"]] = chart.surface.y[150]
    assert chart.surface.costs[150, 30] == run.engine.cost(run.regime_at(7), parameters, run.program.train)
    assert chart.path.points[:, 0].tolist() == [run.moment(k, 0).weights["h1_y"] for k in range(8)]
    assert not panel.canvas.grab().isNull()
    window.commands.set_speed(UNLIMITED)
    press(qtbot, window, Qt.Key.Key_F5)
    wait(qtbot, lambda: window.session.playback.newest > 300)
    press(qtbot, window, Qt.Key.Key_F5)
    settle(window.session)
    chart = window.charts.landscape.chart
    assert isinstance(chart, MapChart)
    assert chart.stand.iteration == window.session.playback.newest


def test_regions_follow_the_moment_the_node_and_the_fineness(window: MainWindow, qtbot: QtBot) -> None:
    panel = window.charts.panels[1]
    open_chart(window, panel)
    first = regions(window)
    assert first.node.id == "y"
    assert first.values.shape == (50, 50)
    assert first.x[0] < 0 < 1 < first.x[-1]
    assert len(first.train.targets) == 4
    assert first.test.inputs.tolist() == [[0.5, 0.5]]
    step(qtbot, window, 3)
    settle(window.session)
    later = regions(window)
    assert later.iteration == 3
    assert not np.array_equal(first.values, later.values)
    choose(window, panel, "fineness", "100")
    assert regions(window).values.shape == (100, 100)
    window.scene.select("node", "h2")
    settle(window.session)
    assert regions(window).node.id == "h2"
    turn_wheel(panel, -2)
    settle(window.session)
    assert regions(window).x[-1] > later.x[-1]
    qtbot.mouseClick(panel.header.close_button, Qt.MouseButton.LeftButton)
    assert not panel.isVisible()


def test_one_input_is_a_curve_against_the_data_in_its_own_units(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "line.bpdesk"
    save(net("x -> h -> y", seed=4, rows=[[0, 1], [2, 5]], test=[[1, 3]]), path)
    window = open_window(qtbot, path)
    open_chart(window, window.charts.panels[1])
    chart = window.charts.regions.chart
    assert isinstance(chart, FitChart)
    assert chart.train.targets.tolist() == [1, 5]
    moment = window.session.moment
    assert moment is not None
    assert np.interp(0.0, chart.x, chart.values) == pytest.approx(moment.shown.activations["y"], abs=1e-4)


def test_what_cannot_be_shown_says_why(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "three.bpdesk"
    save(net("x1 x2 x3 -> y"), path)
    window = open_window(qtbot, path)
    panel = window.charts.panels[1]
    open_chart(window, panel)
    assert window.charts.regions.chart is None
    assert "This network has 3" in panel.canvas.accessibleDescription()
