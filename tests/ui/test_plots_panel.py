"""The plot panel as a person meets it: curves, scales, the read-out, zoom, names and notes."""

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from bpdesk import text
from bpdesk.training.curves import Curve
from bpdesk.ui.pictures import PictureSize, plot_paint, record_picture
from bpdesk.ui.plots.end_names import name_at, name_of
from bpdesk.ui.plots.frame import Frame
from bpdesk.ui.plots.legend import CurveList
from bpdesk.ui.plots.plot_curve import PlotContent, PlotCurve, ReferenceLine
from bpdesk.ui.plots.plot_panel import PlotPanel
from bpdesk.ui.plots.read_out import card_rect, card_size
from bpdesk.ui.theme import DARK, LIGHT, run_colour
from bpdesk.ui.vector.drawing import Words
from tests.ui.plot_contents import curve, plot_curve, posts_costs, posts_weights

EMPTY = "The cost after each iteration. Press Step once the network has data."


@pytest.fixture
def panel(qtbot: QtBot) -> PlotPanel:
    panel = PlotPanel("Cost", LIGHT, "costPlot", "cost", EMPTY)
    qtbot.addWidget(panel)
    panel.resize(720, 244)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def button(panel: PlotPanel, name: str) -> QToolButton:
    found = panel.findChild(QToolButton, f"costPlot.{name}")
    assert isinstance(found, QToolButton)
    return found


def point_at(panel: PlotPanel, iteration: float, value: float) -> QPoint:
    frame = panel.view.frame
    height = frame.scale.height_of(value)
    assert height is not None
    return frame.point(iteration, height).toPoint()


def hover(panel: PlotPanel, iteration: float, value: float) -> None:
    """Move the pointer there; sent to the plot itself, for the platform's own pointer may still leave another test's window."""
    viewport = panel.view.viewport()
    for shift in (QPoint(-3, 0), QPoint(0, 0)):
        at = QPointF(point_at(panel, iteration, value) + shift)
        none = Qt.MouseButton.NoButton
        moved = QMouseEvent(QEvent.Type.MouseMove, at, viewport.mapToGlobal(at), none, none, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(viewport, moved)


def turn_wheel(panel: PlotPanel, at: QPoint, steps: int) -> None:
    viewport = panel.view.viewport()
    glob = QPointF(viewport.mapToGlobal(at))
    none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    QApplication.sendEvent(viewport, QWheelEvent(QPointF(at), glob, QPoint(), QPoint(0, 120 * steps), *none, False))


def picture(panel: PlotPanel) -> QImage:
    view: QWidget = panel.view
    return view.grab().toImage()


def pixels(image: QImage) -> npt.NDArray[np.int64]:
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), -1, 4)[..., :3].astype(np.int64)


def colours(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name().upper() for x in range(image.width()) for y in range(image.height())}


def test_the_curve_that_is_drawn_is_the_one_that_came_in(panel: PlotPanel) -> None:
    panel.show_curves([plot_curve("w", posts_weights())], 20, 20)
    iterations, values = panel.curve_values("w")
    assert iterations.tolist() == list(range(21))
    assert values.tolist() == posts_weights()
    assert [curve.y.tolist() for curve in panel.view.lines.curves] == [posts_weights()]


def test_a_curve_that_goes_on_is_drawn_as_one_that_was_there_at_once(panel: PlotPanel) -> None:
    """What was drawn before is kept as a picture, and only the new end drawn."""
    random = np.random.default_rng(3)
    walks = [np.cumsum(random.normal(size=700)).tolist() for _ in range(3)]

    def shown(until: int) -> npt.NDArray[np.int64]:
        panel.show_curves([plot_curve(f"w{i}", [-60.0, 60.0, *walk[:until]]) for i, walk in enumerate(walks)], 300, 650)
        return pixels(picture(panel))

    def shown_at_once(until: int) -> npt.NDArray[np.int64]:
        """After the pens were others, so that nothing that was kept fits."""
        panel.light("w1")
        shown(until)
        panel.light("")
        return shown(until)

    bit_by_bit = [shown(until) for until in (350, 351, 420, 421, 599, 600)][-1]
    assert np.abs(bit_by_bit - shown_at_once(600)).max() <= 3
    assert np.abs(shown(300) - shown_at_once(300)).max() <= 3
    assert np.abs(shown(300) - bit_by_bit).max() > 100


def test_a_dashed_curve_that_goes_on_has_the_dashes_of_one_that_was_there_at_once(panel: PlotPanel) -> None:
    walk = np.cumsum(np.random.default_rng(3).normal(size=700)).tolist()

    def shown(until: int, first: float) -> npt.NDArray[np.int64]:
        values = [first, 60.0, *walk[:until]]
        panel.show_curves([replace(plot_curve(name, values), dash=(6.0, 4.0)) for name in ("w1", "w2")], 300, 650)
        return pixels(picture(panel))

    bit_by_bit = [shown(until, -60.0) for until in (350, 351, 420, 421, 500, 600)][-1]
    shown(600, -59.0)
    at_once = shown(600, -60.0)
    assert (np.abs(bit_by_bit - at_once).max(axis=2) > 40).sum() <= 30, "but for where the pieces meet"
    panel.view.lines._kept = []
    panel.view.lines._sheet = None
    assert (np.abs(shown(650, -60.0) - at_once).max(axis=2) > 40).sum() > 60


def test_the_first_curve_lies_on_top_of_one_that_has_come_further(panel: PlotPanel) -> None:
    """What settles later is added to the picture under what was there."""
    red, grey = replace(plot_curve("w1", []), colour="#FF0000"), replace(plot_curve("w2", []), colour="#909090")

    def shown(until: int, behind: int) -> npt.NDArray[np.int64]:
        middle = replace(red, curve=curve([-4.0, 4.0, *[0.0] * until]))
        panel.show_curves([middle, replace(grey, curve=curve([-4.0, 4.0, *[0.0] * (until - behind)]))], until, 650)
        return pixels(picture(panel))

    for turn, until in enumerate(range(300, 600, 11)):
        bit_by_bit = shown(until, turn % 3 * 9)
    panel.light("w1")
    shown(until, turn % 3 * 9)
    panel.light("")
    at_once = shown(until, turn % 3 * 9)
    assert (np.abs(bit_by_bit - at_once).max(axis=2) > 30).sum() < 40, "but for where the pieces meet"


def test_a_point_that_nothing_joins_to_others_is_seen(panel: PlotPanel) -> None:
    """As the start of a run whose past isn't replayed."""
    values = [5.0, math.nan, *[0.5] * 100]
    panel.show_curves([plot_curve("w1", values)], 100, 101)
    lone = panel.view.drawn[0].lone_points
    assert lone == [(0.0, 5.0)]
    at = panel.view.frame.point(*lone[0]).toPoint()
    assert panel.view.grab().toImage().pixelColor(at).name() == LIGHT.curves[0].lower()


def test_curves_that_stand_are_kept_as_a_picture_that_looks_as_they_do(panel: PlotPanel) -> None:
    """One looks around in a run that rests: only the cursor moves."""
    random = np.random.default_rng(3)
    walks = {name: np.cumsum(random.normal(size=150)).tolist() for name in ("w1", "w2", "w3")}

    def shown(at: int, names: tuple[str, ...]) -> npt.NDArray[np.int64]:
        panel.show_curves([plot_curve(name, [-60.0, 60.0, *walks[name]]) for name in names], at, 151)
        return pixels(picture(panel))

    both, all_three = ("w1", "w2"), ("w1", "w2", "w3")
    fresh = shown(40, all_three)
    assert panel.view.lines._sheet is None
    assert np.abs(shown(40, all_three) - fresh).max() <= 3
    assert panel.view.lines._sheet is not None
    fewer = shown(40, both)
    assert np.abs(fewer - fresh).max() > 100
    assert np.abs(shown(40, both) - fewer).max() <= 3
    assert np.abs(shown(40, all_three) - fresh).max() <= 3


def test_log_draws_the_logarithm_and_tells_the_scale_once(panel: PlotPanel, qtbot: QtBot) -> None:
    panel.show_curves([plot_curve("cost", posts_costs())], 20, 20)
    with qtbot.waitSignal(panel.scale_changed) as told:
        QTest.mouseClick(button(panel, "log"), Qt.MouseButton.LeftButton)
    assert told.args == [True]
    assert panel.is_logarithmic
    assert np.allclose(panel.view.lines.curves[0].y, np.log10(posts_costs()))
    assert panel.curve_values("cost")[1].tolist() == posts_costs()


def test_setting_the_scale_moves_the_buttons_silently(panel: PlotPanel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(panel.scale_changed):
        panel.set_logarithmic(True)
    assert button(panel, "log").isChecked()
    assert not button(panel, "linear").isChecked()


def test_the_export_button_asks_for_a_picture(panel: PlotPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.export_requested):
        QTest.mouseClick(button(panel, "export"), Qt.MouseButton.LeftButton)


def test_what_a_log_axis_cant_show_is_said(panel: PlotPanel) -> None:
    panel.set_logarithmic(True)
    panel.show_curves([plot_curve("w", [-1.0, 0.0, 2.0, 3.0])], 3, 3)
    assert panel.note == "2 values at or below 0 can't be shown on a log axis."
    assert panel.curve_values("w")[1].tolist() == [2.0, 3.0]
    panel.set_logarithmic(False)
    assert panel.note == ""


def test_what_a_log_axis_cant_show_is_counted_in_all_the_curve(panel: PlotPanel) -> None:
    """Also where a pixel stands for many points; those above 0 are drawn even among others that can't be."""
    values = [-1.0] * 20_000
    values[3], values[7], values[12_001] = 5.0, 2.0, 3.0
    values[15_001:15_003] = [math.inf, math.nan]
    panel.set_logarithmic(True)
    panel.show_curves([plot_curve("w", values)], 19_999, 19_999)
    low = text.whole(19_995)
    assert panel.note == f"{low} values at or below 0 can't be shown on a log axis. 2 values aren't finite and can't be shown."
    assert sorted(set(panel.curve_values("w")[1].tolist())) == [2.0, 3.0, 5.0]


def test_a_reference_line_that_an_axis_cant_show_is_said(panel: PlotPanel) -> None:
    references = [ReferenceLine(0.0, "y^*"), ReferenceLine(2.0, "least")]
    panel.set_logarithmic(True)
    panel.show_curves([plot_curve("a", [1.0, 2.0, 3.0])], 2, 2, references)
    assert panel.note == "y^*, 0, can't be shown on a log axis."
    panel.set_logarithmic(False)
    assert panel.note == ""
    panel.show_curves([plot_curve("a", [1.0, 2.0])], 1, 1, [ReferenceLine(math.inf, "least", "The least possible cost")])
    assert panel.note == "The least possible cost, ∞, can't be shown on this axis."


def test_an_earlier_run_that_goes_on_beyond_a_log_axis_is_marked_and_said(panel: PlotPanel) -> None:
    """Thirteen powers of ten below the least value of the run that is shown."""
    own = plot_curve("cost", [100.0, 1.0])
    earlier = replace(plot_curve("cost run 1", [10.0 ** (2 - 2 * k) for k in range(12)], 1), label="run 1", is_earlier=True)
    panel.set_logarithmic(True)
    panel.show_curves([earlier, own], 1, 1)
    assert panel.note == "run 1 goes on beyond this axis."
    frame, drawn = panel.view.frame, panel.view.drawn[0]
    assert frame.heights[0] == -12
    assert drawn.leaving(frame.iterations, frame.heights) == (7.0, -12.0)
    tip = frame.point(7.0, -12.0)
    image = panel.view.grab().toImage()
    assert image.pixelColor(round(tip.x()) + 2, round(tip.y()) - 6) == QColor(earlier.colour)
    panel.show_curves([replace(earlier, curve=curve([100.0, 10.0, 1.0])), own], 1, 1)
    assert panel.note == ""


def test_earlier_runs_lie_under_the_one_that_is_shown_with_their_points(panel: PlotPanel) -> None:
    own = plot_curve("w", [1.0, 2.0, 3.0])
    earlier = replace(plot_curve("w run 1", [1.0, 2.0, 1.0], 1), dash=(4.0, 3.0), is_earlier=True)
    for order in ([earlier, own], [own, earlier]):
        panel.show_curves(order, 0, 2)
        frame, image = panel.view.frame, panel.view.grab().toImage()
        for iteration, height, colour in ((0, 1.0, own.colour), (1, 2.0, own.colour), (2, 3.0, own.colour), (2, 1.0, earlier.colour)):
            at = frame.point(iteration, height).toPoint()
            assert image.pixelColor(at) == QColor(colour), (iteration, height)


def test_a_picture_says_what_data_it_lacks_but_not_which_reference_line(qapp: QApplication) -> None:
    content = PlotContent((plot_curve("w", [1.0, 2.0]),), newest=1, references=(ReferenceLine(0.0, "least"),), logarithmic=True)
    assert "can't be shown" not in words_of(content)
    lacking = replace(content, curves=(plot_curve("w", [-1.0, 2.0]),))
    assert "1 value at or below 0 can't be shown on a log axis." in words_of(lacking)


USUAL_SIZE, COLUMN = PictureSize(900, 500), PictureSize(1063, 709, 300)


def test_a_note_is_shortened_where_a_picture_is_as_narrow_as_a_column(qapp: QApplication) -> None:
    lacking = PlotContent((plot_curve("w", [-1.0] * 4_899 + [2.0]),), newest=4_900, logarithmic=True)
    assert "4899 values ≤ 0 not shown" in words_of(lacking, COLUMN)
    unbounded = replace(lacking, curves=(plot_curve("w", [-1.0, 2.0, math.inf]),))
    assert "Some values not shown" in words_of(unbounded, COLUMN)
    assert "1 value isn't finite" in words_of(unbounded)


def words_of(content: PlotContent, size: PictureSize = USUAL_SIZE) -> str:
    drawing = record_picture(plot_paint([content]), size)
    return " ".join(mark.text for mark in drawing.marks if isinstance(mark, Words))


def test_values_that_a_point_stands_for_are_said_without_a_number(panel: PlotPanel) -> None:
    panel.set_logarithmic(True)
    ranged = Curve(np.array([0.0, 10.0, 20.0]), np.array([-1.0, 0.0, 1.0]), np.array([1.0, 2.0, 3.0]))
    panel.show_curves([replace(plot_curve("w", [1.0]), curve=ranged)], 20, 20)
    assert panel.note == "Values at or below 0 can't be shown on a log axis."


def test_a_note_that_is_cut_off_is_whole_in_its_tooltip(panel: PlotPanel) -> None:
    panel.set_logarithmic(True)
    panel.show_curves([plot_curve("w", [-1.0, 2.0])], 1, 1)
    viewport = panel.view.viewport()
    at = QPoint(30, viewport.height() - 4)
    QApplication.sendEvent(viewport, QHelpEvent(QEvent.Type.ToolTip, at, viewport.mapToGlobal(at)))
    assert QToolTip.text() == panel.note
    QToolTip.hideText()


def test_one_iteration_is_a_point(panel: PlotPanel) -> None:
    panel.show_curves([plot_curve("w", [3.0])], 0, 0)
    assert panel.curve_values("w")[1].tolist() == [3.0]
    assert LIGHT.curves[0].upper() in colours(picture(panel))
    assert panel.note == ""


@pytest.mark.parametrize("logarithmic", [False, True])
def test_infinite_values_are_said_and_leave_the_range_alone(panel: PlotPanel, logarithmic: bool) -> None:
    panel.set_logarithmic(logarithmic)
    panel.show_curves([plot_curve("cost", [1.0, 10.0, math.inf, math.nan])], 1, 3)
    assert panel.note == "2 values aren't finite and can't be shown."
    assert panel.view.frame.heights[1] <= 12
    assert not picture(panel).isNull()


@pytest.mark.parametrize("values", [[1e308, -1e308, 5.0], [5e-324, 0.0], [0.0, 0.0], [math.nan, math.inf], [1.0, 1.0 + 1e-16]])
def test_extreme_values_are_drawn_without_complaint(panel: PlotPanel, values: list[float]) -> None:
    for logarithmic in (False, True):
        panel.set_logarithmic(logarithmic)
        panel.show_curves([plot_curve("w", values)], 1, len(values))
        assert all(map(math.isfinite, panel.view.frame.heights))
        assert not picture(panel).isNull()


def test_a_curve_of_ranges_is_drawn_from_its_lowest_to_its_highest(panel: PlotPanel) -> None:
    ranged = Curve(np.array([0.0, 10.0, 20.0]), np.array([0.0, 4.0, 1.0]), np.array([1.0, 5.0, 2.0]))
    panel.show_curves([PlotCurve("w", "w", ranged, LIGHT.curves[0])], 20, 20)
    iterations, values = panel.curve_values("w")
    assert iterations.tolist() == [0, 0, 10, 10, 20, 20]
    assert values.tolist() == [0, 1, 4, 5, 2, 1]


def test_the_value_at_the_cursor_is_shown_only_where_it_is_known(qtbot: QtBot) -> None:
    panel = PlotPanel("Cost", LIGHT, "costPlot", "cost", EMPTY, shows_value=True)
    qtbot.addWidget(panel)
    panel.resize(720, 244)
    ranged = Curve(np.array([0.0, 10.0]), np.array([0.25, 4.0]), np.array([0.25, 5.5]))
    unknown = PlotCurve("cost", "cost", ranged, LIGHT.backward)
    known = PlotCurve("cost", "cost", ranged, LIGHT.backward, now=4.75)
    panel.show_curves([unknown], 10, 10)
    without = picture(panel)
    panel.show_curves([known], 10, 10)
    assert picture(panel) != without
    assert panel.view.drawn[0].exact_at(10) == 4.75


def test_the_read_out_has_the_full_value_of_the_nearest_iteration(panel: PlotPanel) -> None:
    panel.show_curves([plot_curve("w", posts_weights())], 20, 20)
    hover(panel, 2.8, 3.0)
    shown = panel.view.read_out
    assert shown is not None
    assert shown.title == "Iteration 3"
    assert shown.lines[0].value == text.given(posts_weights()[3])


def test_the_read_out_goes_with_the_pointer(panel: PlotPanel) -> None:
    panel.show_curves([plot_curve("w", posts_weights())], 20, 20)
    hover(panel, 3, 0)
    with_card = picture(panel)
    QApplication.sendEvent(panel.view, QEvent(QEvent.Type.Leave))
    assert panel.view.read_out is None
    assert picture(panel) != with_card


def test_the_read_out_says_a_range_where_a_point_spans_many_iterations(panel: PlotPanel) -> None:
    ranged = Curve(np.array([0.0, 10.0]), np.array([0.25, 4.0]), np.array([0.25, 5.5]))
    panel.show_curves([PlotCurve("w", "w", ranged, LIGHT.curves[0])], 10, 10)
    hover(panel, 9.8, 4.5)
    shown = panel.view.read_out
    assert shown is not None
    assert shown.lines[0].value == "from 4.0 to 5.5"


def test_the_read_out_says_where_a_value_is_of_another_iteration(panel: PlotPanel) -> None:
    """The cost over all rows is taken once an epoch, that of a batch at each iteration."""
    costs = Curve(np.array([0.0, 2.0, 4.0]), np.array([3.0, 2.0, 1.0]), np.array([3.0, 2.0, 1.0]))
    panel.show_curves([plot_curve("batch", [3.5, 2.5, 1.5, 1.0, 0.5]), PlotCurve("cost", "cost", costs, LIGHT.curves[0])], 4, 4)
    hover(panel, 3.2, 1.0)
    shown = panel.view.read_out
    assert shown is not None
    assert shown.title == "Iteration 3"
    assert {line.curve.key: line.value for line in shown.lines} == {"batch": "1.0", "cost": "1.0 at 4"}


def test_the_read_out_marks_the_curve_under_the_pointer(panel: PlotPanel) -> None:
    panel.show_curves([plot_curve("a", [5.0] * 6), plot_curve("b", [1.0] * 6)], 5, 5)
    hover(panel, 2, 1.1)
    shown = panel.view.read_out
    assert shown is not None
    assert [line.curve.key for line in shown.lines] == ["a", "b"]
    assert shown.lines[shown.nearest].curve.key == "b"


def test_the_read_out_stays_within_a_low_plot(panel: PlotPanel, qtbot: QtBot) -> None:
    panel.resize(500, 190)
    panel.show_curves([plot_curve(f"w{i}", [i / 3, i / 2], i) for i in range(12)], 1, 1)
    qtbot.waitUntil(lambda: panel.view.height() < 160)
    hover(panel, 0.2, 1)
    shown = panel.view.read_out
    assert shown is not None
    inside = QRectF(panel.view.rect())
    assert inside.contains(card_rect(card_size(shown), QPointF(490, 150), inside))


def test_the_wheel_zooms_and_show_all_goes_back(panel: PlotPanel) -> None:
    panel.show_curves([plot_curve("w", posts_weights())], 20, 20)
    whole = panel.view.frame.iterations
    assert not button(panel, "showAll").isVisible()
    turn_wheel(panel, point_at(panel, 10, 0), 3)
    zoomed = panel.view.frame.iterations
    assert zoomed[1] - zoomed[0] < whole[1] - whole[0]
    assert zoomed[0] < 10 < zoomed[1]
    assert button(panel, "showAll").isVisible()
    QTest.mouseClick(button(panel, "showAll"), Qt.MouseButton.LeftButton)
    assert panel.view.frame.iterations == whole
    assert not button(panel, "showAll").isVisible()


def test_a_zoom_stays_while_the_run_goes_on(panel: PlotPanel) -> None:
    panel.show_curves([plot_curve("w", posts_weights(9))], 9, 9)
    turn_wheel(panel, point_at(panel, 5, 0), 2)
    zoomed = panel.view.frame.iterations
    panel.show_curves([plot_curve("w", posts_weights(20))], 20, 20)
    assert panel.view.frame.iterations == zoomed


def test_zooming_out_of_all_shows_all(panel: PlotPanel) -> None:
    panel.show_curves([plot_curve("w", posts_weights())], 20, 20)
    whole = panel.view.frame.iterations
    turn_wheel(panel, point_at(panel, 10, 0), 1)
    turn_wheel(panel, point_at(panel, 10, 0), -3)
    area = next(item for item in panel.view.scene().items() if isinstance(item, pg.ViewBox))
    assert panel.view.frame.iterations == tuple(area.viewRange()[0]) == whole
    assert not button(panel, "showAll").isVisible()


def test_pyqtgraphs_own_menu_is_gone(panel: PlotPanel) -> None:
    panel.show_curves([plot_curve("w", posts_weights())], 20, 20)
    QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, point_at(panel, 10, 0))
    assert QApplication.activePopupWidget() is None


def test_more_curves_than_fit_are_named_in_a_list(panel: PlotPanel) -> None:
    names = panel.findChild(CurveList, "costPlot.names")
    assert isinstance(names, CurveList)
    panel.show_curves([plot_curve(f"w{i}", [i, i + 1.0], i) for i in range(3)], 1, 1)
    assert not names.isVisible()
    panel.show_curves([plot_curve(f"w{i}", [i, i + 1.0], i) for i in range(12)], 1, 1)
    assert names.isVisible()
    assert [names.item(row).text() for row in range(names.count())] == [f"w{i}" for i in range(12)]


def test_an_empty_plot_says_what_will_be_there(panel: PlotPanel) -> None:
    assert panel.content.empty_text == EMPTY
    assert LIGHT.muted in colours(picture(panel).copy(200, 80, 320, 60))
    panel.show_curves([plot_curve("cost", [1.0, 1.0])], 1, 1)
    assert LIGHT.muted not in colours(picture(panel).copy(200, 60, 320, 30))


def test_a_name_stands_at_the_end_of_its_curve_and_has_room(panel: PlotPanel) -> None:
    named = PlotCurve("w", "W^{(L)} long words", curve(posts_weights()), LIGHT.curves[0])
    panel.show_curves([named], 20, 20)
    end = point_at(panel, 20, posts_weights()[-1])
    beside = picture(panel).copy(end.x() + 8, end.y() - 12, panel.view.width() - end.x() - 8, 24)
    assert {LIGHT.curves[0], LIGHT.text} <= colours(beside)
    assert panel.view.width() - end.x() > name_of(named).width + 30


def test_the_range_rests_and_grows_in_steps(panel: PlotPanel) -> None:
    bounds = []
    for newest in range(1, 21):
        panel.show_curves([plot_curve("w", posts_weights(newest))], newest, newest)
        bounds.append(panel.view.frame.iterations[1])
    assert sorted(set(bounds)) == [10, 12, 16, 20]


def test_another_theme_recolours_what_is_shown(panel: PlotPanel) -> None:
    panel.show_curves([plot_curve("w", posts_weights(), 1)], 20, 20)
    panel.show_theme(DARK)
    assert panel.content.curves[0].colour == DARK.curves[1]
    assert picture(panel).pixelColor(3, 3).name().upper() == DARK.panel


def test_the_shown_moment_is_marked_in_the_accent(panel: PlotPanel) -> None:
    panel.show_curves([plot_curve("w", posts_weights())], 5, 20)
    at = panel.view.frame.x(5)
    column = [picture(panel).pixelColor(round(at), y).name().upper() for y in range(20, 40)]
    assert column.count(LIGHT.accent) >= 10


def test_every_button_can_be_found_named_and_explained(panel: PlotPanel) -> None:
    for name in ("linear", "log", "export", "showAll"):
        assert button(panel, name).toolTip()
        assert button(panel, name).accessibleName()


def test_an_earlier_run_is_seen_beyond_the_newest_iteration_but_does_not_press_the_shown_one_together(panel: PlotPanel) -> None:
    current, before = plot_curve("w", posts_weights(3)), replace(plot_curve("w run 1", posts_weights(40)), is_earlier=True)
    panel.view.show_content(PlotContent((before, current), newest=3, cursor=3))
    assert panel.view.frame.iterations == (0.0, 40.0)
    long = replace(plot_curve("w run 1", posts_weights(3000)), is_earlier=True)
    panel.view.show_content(PlotContent((long, current), newest=3, cursor=3))
    assert panel.view.frame.iterations == (0.0, 50.0)
    assert next(each for each in panel.view.drawn if each.plot is long).values[:4].tolist() == posts_weights(3)


def test_where_an_earlier_run_began_is_seen_though_the_shown_one_is_a_single_point_yet(panel: PlotPanel) -> None:
    before = replace(plot_curve("w run 1", posts_weights(10)), is_earlier=True)
    panel.show_curves([plot_curve("w", [1.0]), before], 0, 0)
    low, high = panel.view.frame.heights
    assert low < -23.1 < 9.0 < high


@pytest.mark.parametrize("logarithmic", [False, True])
def test_an_earlier_run_that_diverged_leaves_the_plot(panel: PlotPanel, logarithmic: bool) -> None:
    current, diverged = plot_curve("c", [4.0, 2.0, 1.0]), replace(plot_curve("c run 1", [4.0, 1e90, 1e300]), is_earlier=True)
    panel.view.show_content(PlotContent((diverged, current), newest=2, cursor=2, logarithmic=logarithmic))
    low, high = panel.view.frame.heights
    assert high < (20 if logarithmic else 50)
    assert low <= (0.0 if logarithmic else 1.0)


def test_a_trace_takes_the_pale_colour_of_a_pictures_theme() -> None:
    pale = replace(plot_curve("cost run 2", [1.0, 2.0]), colour=run_colour(DARK, 1), is_earlier=True)
    assert PlotContent((pale,)).in_colours_of(LIGHT).curves[0].colour == run_colour(LIGHT, 1)


def test_a_narrow_plot_says_in_short_which_line_it_cant_show(panel: PlotPanel) -> None:
    panel.set_logarithmic(True)
    panel.show_curves([plot_curve("cost", [2.0, 1.0])], 1, 1, [ReferenceLine(0.0, "least", "The least possible cost")])
    note = panel.view.painting.note
    assert note is not None
    assert (note.text, note.short) == ("The least possible cost, 0, can't be shown on a log axis.", "least = 0 not shown")


def test_the_name_of_an_earlier_run_that_others_go_on_beyond_stands_beside_the_plot(panel: PlotPanel) -> None:
    """Its trace ends half-way, where its name would lie across the others; two traces and a curve end at one height."""
    own = plot_curve("w", [float(k % 3) for k in range(30)] + [1.0])
    before = [replace(plot_curve(f"w run {n}", [1.0] * (8 + 4 * n), n), label=f"run {n}", dash=(4.0, 3.0), is_earlier=True) for n in (1, 2)]
    panel.show_curves([*before, own], 30, 30)
    view = panel.view
    named = {
        key: [point for point in points_of(view.viewport().rect()) if name_at(view.frame, view.content, view.drawn, point) == key]
        for key in ("w run 1", "w run 2", "w")
    }
    for key in ("w run 1", "w run 2"):
        assert min(point.x() for point in named[key]) > view.frame.area.right()
    first, second = (sum(point.y() for point in named[key]) / len(named[key]) for key in ("w run 1", "w run 2"))
    assert abs(first - second) >= 15
    assert named["w"]


def points_of(rect: QRect) -> Iterator[QPointF]:
    """Some points all over it."""
    return (QPointF(x, y) for x in range(rect.left(), rect.right(), 4) for y in range(rect.top(), rect.bottom(), 2))


def test_the_trace_of_a_run_that_diverged_ends_where_it_leaves_the_axis(panel: PlotPanel) -> None:
    """It swings to and fro, ever farther, and would cross the plot at each iteration."""
    own = plot_curve("w", [1.0, -1.0] + [0.5] * 99)
    wild = replace(plot_curve("w run 1", [(-1.7) ** k for k in range(100)], 1), dash=(4.0, 3.0), is_earlier=True)
    panel.show_curves([wild, own], 100, 100)
    frame, image = panel.view.frame, panel.view.grab().toImage()
    coloured = [x for x in range(math.ceil(frame.area.left()), math.floor(frame.area.right())) if shows(image, x, frame, wild.colour)]
    assert coloured
    assert max(coloured) < frame.x(20)
    assert panel.note == "w run 1 goes on beyond this axis."


def shows(image: QImage, x: int, frame: Frame, colour: str) -> bool:
    """Whether a column of pixels within the plot has that colour somewhere."""
    return any(image.pixelColor(x, y) == QColor(colour) for y in range(math.ceil(frame.area.top()), math.floor(frame.area.bottom())))
