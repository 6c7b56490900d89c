"""The landscape and the regions in the window: opened from View, following the shown moment, the choices and the canvas."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSizeF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from bpdesk.files.examples import load_example
from bpdesk.files.store import save
from bpdesk.model.document import Json
from bpdesk.model.math_syntax import as_typed
from bpdesk.text import MINUS
from bpdesk.ui.canvas.place import Place
from bpdesk.ui.charts.chart_panel import ChartPanel
from bpdesk.ui.charts.fit_chart import FitChart
from bpdesk.ui.charts.map_chart import MapChart
from bpdesk.ui.charts.region_chart import RegionChart
from bpdesk.ui.charts.valley_chart import ValleyChart
from bpdesk.ui.dialogs.export_picture import ExportPictureDialog
from bpdesk.ui.main_window import MainWindow
from bpdesk.ui.speeds import UNLIMITED
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


def test_parameters_are_listed_in_plain_words(qtbot: QtBot, tmp_path: Path) -> None:
    save(load_example("xor"), tmp_path / "xor.bpdesk")
    window = open_window(qtbot, tmp_path / "xor.bpdesk")
    panel = window.charts.panels[0]
    open_chart(window, panel)
    box = panel.choices["first"]
    names = [box.itemText(place) for place in range(box.count())]
    assert names[0] == "w₁₁"
    assert names[-3:] == ["b h₁", "b h₂", "b y\u0302"]


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
    assert valley(window).label == as_typed("h1_y")
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
    assert len(first.rows.train.targets) == 4
    assert first.rows.test.inputs.tolist() == [[0.5, 0.5]]
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


def test_regions_are_live_while_it_trains_and_end_with_the_run(window: MainWindow, qtbot: QtBot) -> None:
    panel = window.charts.panels[1]
    open_chart(window, panel)
    window.commands.set_speed(UNLIMITED)
    press(qtbot, window, Qt.Key.Key_F5)
    playback, seen = window.session.playback, {regions(window).iteration}

    def goes_on() -> bool:
        assert playback.is_running
        seen.add(regions(window).iteration)
        return len(seen) > 5

    wait(qtbot, goes_on)
    press(qtbot, window, Qt.Key.Key_F5)
    settle(window.session)
    assert not playback.is_running
    assert regions(window).iteration == playback.newest
    before = regions(window).values
    window.commands.go_to(0)
    arrive(qtbot, window, 0)
    settle(window.session)
    assert regions(window).iteration == 0
    assert not np.array_equal(regions(window).values, before)


def test_regions_of_every_output_and_hidden_node_are_what_the_network_says_at_its_rows(qtbot: QtBot, tmp_path: Path) -> None:
    rows = [[0, 0, 0, 1], [0, 1, 1, 0], [1, 0, 1, 0], [1, 1, 0, 1]]
    path = tmp_path / "two.bpdesk"
    save(net("x1 x2 -> h1 h2 h3 -> y1 y2", seed=2, rows=rows, activation="tanh", learning_rate=0.1), path)
    window = open_window(qtbot, path)
    panel = window.charts.panels[1]
    open_chart(window, panel)
    type_range(qtbot, panel, "0", "1", "0", "1", points="2")  # the corners are the rows
    step(qtbot, window, 5)
    settle(window.session)
    run = window.session.playback.run
    assert run is not None
    box = panel.choices["node"]
    assert [box.itemData(place) for place in range(box.count())] == ["y1", "y2", "h1", "h2", "h3"]
    for node in ("y1", "y2", "h1", "h2", "h3"):
        choose(window, panel, "node", node)
        chart = regions(window)
        assert (chart.node.id, chart.iteration) == (node, 5)
        for row, (x1, x2, *_) in enumerate(rows):
            assert chart.values[x2, x1] == pytest.approx(run.moment(5, row).shown.activations[node], rel=1e-13)


def test_one_input_is_a_curve_against_the_data_in_its_own_units(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "line.bpdesk"
    save(net("x -> h -> y", seed=4, rows=[[0, 1], [2, 5]], test=[[1, 3]]), path)
    window = open_window(qtbot, path)
    open_chart(window, window.charts.panels[1])
    chart = window.charts.regions.chart
    assert isinstance(chart, FitChart)
    assert chart.rows.train.targets.tolist() == [1, 5]
    moment = window.session.moment
    assert moment is not None
    assert np.interp(0.0, chart.x, chart.values) == pytest.approx(moment.shown.activations["y"], abs=1e-4)


def test_a_chart_is_exported_from_its_header_with_its_numbers_beside_it(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    panel = window.charts.panels[1]
    open_chart(window, panel)
    qtbot.mouseClick(panel.header.export, Qt.MouseButton.LeftButton)
    dialog = window.findChild(ExportPictureDialog)
    assert isinstance(dialog, ExportPictureDialog)
    assert dialog.subject_name == "regions"
    qtbot.mouseClick(dialog.fields.style_fields.table, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    asked = window.findChild(QFileDialog, "exportPicture.path")
    assert isinstance(asked, QFileDialog)
    asked.fileSelected.emit(str(tmp_path / "plane.png"))
    asked.close()
    chart = regions(window)
    lines = (tmp_path / "plane.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "x1,x2,y"
    assert [float(line.split(",")[2]) for line in lines[1:]] == chart.values.ravel().tolist()


def test_what_cannot_be_shown_says_why(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "three.bpdesk"
    save(net("x1 x2 x3 -> y"), path)
    window = open_window(qtbot, path)
    panel = window.charts.panels[1]
    open_chart(window, panel)
    assert window.charts.regions.chart is None
    assert "This network has 3" in panel.canvas.accessibleDescription()


def point_at(panel: ChartPanel, at: QPointF) -> None:
    """Move the pointer there."""
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, at, panel.canvas.mapToGlobal(at), none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(panel.canvas, event)


def read(panel: ChartPanel) -> dict[str, str]:
    """Names and values on the card under the pointer, an ASCII minus before negative ones."""
    reading = panel.canvas.reading
    assert reading is not None
    return {name: value.replace(MINUS, "-") for name, value in reading.lines}


def type_range(qtbot: QtBot, panel: ChartPanel, *ends: str, points: str = "", key: Qt.Key = Qt.Key.Key_Return) -> None:
    """Open Range, and type over what stands there."""
    qtbot.mouseClick(panel.header.range, Qt.MouseButton.LeftButton)
    popup = panel.range_popup
    assert popup.isVisible()
    fields = [field for axis in popup.ends for field in axis]
    for field, text in (*zip(fields, ends, strict=False), *(((popup.points, points),) if points else ())):
        field.selectAll()
        qtbot.keyClick(field, Qt.Key.Key_Delete)
        qtbot.keyClicks(field, text)
    qtbot.keyClick(popup.ends[0][0], key)


def test_the_read_out_of_the_valley_has_every_digit(qtbot: QtBot) -> None:
    window = open_window(qtbot)
    panel = window.charts.panels[0]
    step(qtbot, window, 5)
    open_chart(window, panel)
    chart, size = valley(window), QSizeF(panel.canvas.size())
    assert panel.canvas.reading is None
    middle = QPointF(size.width() / 2, 45)
    point_at(panel, middle)
    found = read(panel)
    w = float(found["W^{(L)}"])
    assert float(found["{C}"]) == pytest.approx((5.7 * w - 50.1) ** 2, rel=1e-13)
    assert repr(w) == found["W^{(L)}"]
    reading = panel.canvas.reading
    assert reading is not None
    assert abs(reading.at.x() - middle.x()) < 3
    point_at(panel, chart.frame(size).point(-23.1, (5.7 * -23.1 - 50.1) ** 2))
    assert panel.canvas.reading is not None
    assert panel.canvas.reading.title == "Iteration 0"
    assert read(panel)["W^{(L)}"] == "-23.1"
    point_at(panel, chart.frame(size).point(chart.stand.at[0], chart.stand.cost))
    slope = 2 * 5.7 * (5.7 * chart.stand.at[0] - 50.1)
    assert float(read(panel)[r"\partial C/\partial {W^{(L)}}"]) == pytest.approx(slope, rel=1e-13)
    with_card = panel.canvas.grab().toImage()
    QApplication.sendEvent(panel.canvas, QEvent(QEvent.Type.Leave))
    assert panel.canvas.reading is None
    assert panel.canvas.grab().toImage() != with_card


def test_the_read_out_of_contours_and_regions_is_what_the_engine_computes(window: MainWindow, qtbot: QtBot) -> None:
    step(qtbot, window, 3)
    landscape, plane = window.charts.panels
    for panel in (landscape, plane):
        open_chart(window, panel)
    window.charts.landscape.choose("x1_h1", "h1_y")
    settle(window.session)
    run = window.session.playback.run
    assert run is not None
    window.docks.dock_of(landscape).raise_()
    point_at(landscape, QPointF(landscape.canvas.width() * 0.25, landscape.canvas.height() * 0.3))
    found = read(landscape)
    assert landscape.canvas.reading is not None
    assert landscape.canvas.reading.title == "The cost there"
    parameters = run.state_at(3).parameters.copy()
    for key in ("x1_h1", "h1_y"):
        parameters[run.program.edge_index[key]] = float(found[as_typed(key)])
    assert float(found["{C}"]) == run.engine.cost(run.regime_at(3), parameters, run.program.train)
    chart = regions(window)
    size = QSizeF(plane.canvas.size())
    point_at(plane, chart.frame(size).point(1.0, 0.0))
    assert plane.canvas.reading is not None
    assert plane.canvas.reading.title == "Training row 3"
    assert read(plane) == {"x1": "1.0", "x2": "0.0", "y^*": "1.0"}
    point_at(plane, chart.frame(size).point(0.5, 0.5))
    assert plane.canvas.reading is not None
    assert plane.canvas.reading.title == "Test row 1"
    point_at(plane, chart.frame(size).point(0.3, 0.7))
    found = read(plane)
    moment = run.moment(3, 0)
    hidden = [
        1 / (1 + np.exp(-sum(moment.weights[f"{x}_{h}"] * float(found[x]) for x in ("x1", "x2")) - moment.biases[h])) for h in ("h1", "h2")
    ]
    z = sum(moment.weights[f"{h}_y"] * a for h, a in zip(("h1", "h2"), hidden, strict=True)) + moment.biases["y"]
    assert float(found["y"]) == pytest.approx(1 / (1 + np.exp(-z)), rel=1e-12)


def test_ranges_and_resolution_are_typed_kept_with_the_document_and_given_back(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    landscape, plane = window.charts.panels
    for panel in (landscape, plane):
        open_chart(window, panel)
    window.charts.landscape.choose("h2_y")
    settle(window.session)
    assert "charts" not in open_window(qtbot).session.document_to_save().view
    type_range(qtbot, landscape, "-2", "3/2")
    settle(window.session)
    assert valley(window).bounds == ((-2.0, 1.5),)
    assert landscape.header.show_all.isVisible()
    type_range(qtbot, plane, "-1", "2", "0", "4", points="33")
    settle(window.session)
    chart = regions(window)
    assert (chart.bounds, chart.values.shape) == (((-1.0, 2.0), (0.0, 4.0)), (33, 33))
    choose(window, plane, "node", "h1")
    path = tmp_path / "kept.bpdesk"
    saved = window.session.document_to_save()
    save(saved, path)
    other = open_window(qtbot, path)
    for panel in other.charts.panels:
        open_chart(other, panel)
    assert valley(other).label == as_typed("h2_y")
    assert valley(other).bounds == ((-2.0, 1.5),)
    again = regions(other)
    assert (again.node.id, again.bounds, again.values.shape) == ("h1", ((-1.0, 2.0), (0.0, 4.0)), (33, 33))
    assert other.session.document_to_save().view == saved.view
    qtbot.mouseClick(other.charts.panels[1].header.show_all, Qt.MouseButton.LeftButton)
    settle(other.session)
    assert np.allclose(regions(other).bounds, (-0.2, 1.2))
    assert not other.charts.panels[1].header.show_all.isVisible()


@pytest.mark.parametrize(
    ("ends", "points", "said"),
    [
        (("2", "1"), "", "A range ends above where it begins."),
        (("1", "1"), "", "A range ends above where it begins."),
        (("a", "1"), "", "is not a number"),
        (("", "1"), "", "Type a number."),
        (("0", "1e200"), "", "within ±10"),
        (("1", "1.0000000000001"), "", "too narrow"),
        (("0", "1"), "0", "a whole number from 2 to 400"),
        (("0", "1"), "100000", "a whole number from 2 to 400"),
        (("0", "1"), "2.5", "a whole number from 2 to 400"),
    ],
)
def test_a_range_that_makes_no_chart_is_refused_where_it_is_typed(
    window: MainWindow, qtbot: QtBot, ends: tuple[str, str], points: str, said: str
) -> None:
    panel = window.charts.panels[1]
    open_chart(window, panel)
    before = regions(window).bounds
    type_range(qtbot, panel, *ends, points=points)
    assert panel.range_popup.isVisible()
    assert said in panel.range_popup.note.text()
    panel.range_popup.hide()
    settle(window.session)
    assert regions(window).bounds == before


@pytest.mark.parametrize(
    "kept", [7, {"landscape": 3}, {"landscape": {"of": (1, 2), "ranges": ((1, "x"),)}}, {"regions": {"node": "gone", "fineness": -1}}]
)
def test_a_view_made_up_by_others_changes_nothing(qtbot: QtBot, tmp_path: Path, kept: Json) -> None:
    path = tmp_path / "odd.bpdesk"
    save(replace(net("x1 x2 -> y", rows=[[0, 0, 1], [1, 1, 0]]), view={"charts": kept}), path)
    window = open_window(qtbot, path)
    for panel in window.charts.panels:
        open_chart(window, panel)
    assert valley(window).label == as_typed("x1_y")
    assert regions(window).values.shape == (50, 50)


def test_any_of_thousands_of_weights_can_be_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "large.bpdesk"
    save(net(" ".join(f"x{i}" for i in range(60)) + " -> " + " ".join(f"h{i}" for i in range(40)) + " -> y", rows=2), path)
    window = open_window(qtbot, path)
    panel = window.charts.panels[0]
    open_chart(window, panel)
    assert panel.choices["first"].count() == 60 * 40 + 40 + 41
    choose(window, panel, "first", "h39_y")
    assert valley(window).label == as_typed("h39_y")
    choose(window, panel, "second", "h39_y")
    assert panel.choice("second") == ""
    choose(window, panel, "second", "y.bias")
    assert isinstance(window.charts.landscape.chart, MapChart)


def test_the_landscape_at_one_iteration_and_of_a_cost_of_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "done.bpdesk"
    save(net("x -> y", biases=False, rows=[[0, 0]]), path)
    window = open_window(qtbot, path)
    panel = window.charts.panels[0]
    open_chart(window, panel)
    chart = valley(window)
    assert chart.stand.iteration == 0
    assert chart.profile.costs.tolist() == [0.0] * len(chart.profile.costs)
    assert not panel.canvas.grab().isNull()


def test_a_landscape_that_takes_long_says_how_far_it_is_and_the_run_goes_on(qtbot: QtBot, tmp_path: Path) -> None:
    path, hidden = tmp_path / "slow.bpdesk", " ".join(f"h{i}" for i in range(40))
    save(net(f"x1 x2 -> {hidden} -> {hidden.replace('h', 'g')} -> y", rows=9_000, learning_rate=0.01), path)
    window = open_window(qtbot, path)
    panel = window.charts.panels[0]
    window.docks.dock_of(panel).toggleViewAction().trigger()
    wait(qtbot, lambda: "The picture is being computed" in panel.canvas.accessibleDescription())
    assert window.charts.landscape.chart is None
    step(qtbot, window, 2)
    assert window.charts.landscape.chart is None
    settle(window.session)
    assert valley(window).stand.iteration == 2


def test_a_large_picture_says_how_far_it_is_and_is_given_up_for_another(qtbot: QtBot, tmp_path: Path) -> None:
    path, hidden = tmp_path / "wide.bpdesk", " ".join(f"h{i}" for i in range(220))
    rows = [[0, 0, 0], [1, 1, 1]]
    wide = net(f"x1 x2 -> {hidden} -> {hidden.replace('h', 'g')} -> y", seed=3, rows=rows, activation="tanh")
    save(replace(wide, title="wide"), path)
    window = open_window(qtbot, path)
    panel = window.charts.panels[1]
    open_chart(window, panel)
    assert regions(window).values.shape == (50, 50)
    type_range(qtbot, panel, "0", "1", "0", "1", points="400")
    wait(qtbot, lambda: "Being computed" in panel.canvas.note)
    window.commands.step(1)
    wait(qtbot, lambda: window.session.playback.newest == 1)
    assert (regions(window).iteration, regions(window).values.shape) == (0, (50, 50))  # the step went by the picture
    choose(window, panel, "fineness", "25")
    assert (regions(window).iteration, regions(window).values.shape) == (1, (25, 25))
    assert panel.canvas.note == ""


def test_a_chart_that_nobody_sees_is_not_exported_of_an_earlier_moment(window: MainWindow, qtbot: QtBot) -> None:
    for panel in window.charts.panels:
        open_chart(window, panel)
    assert [name for name, _, _ in window.charts.shown()] == ["landscape", "regions"]
    for panel in window.charts.panels:
        qtbot.mouseClick(panel.header.close_button, Qt.MouseButton.LeftButton)
    step(qtbot, window, 2)
    settle(window.session)
    assert window.charts.shown() == []
    open_chart(window, window.charts.panels[0])
    assert [name for name, _, _ in window.charts.shown()] == ["landscape"]
    assert valley(window).stand.iteration == 2
