"""What travels along the edges: begins with a single move onward at a slow speed, ends by itself, never changes a number."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QProxyStyle, QStyle, QStyleHintReturn, QStyleOption, QWidget
from pytestqt.qtbot import QtBot

from bpdesk.engine.moment import Moment
from bpdesk.training.inside import entered
from bpdesk.ui.canvas.scene import NetworkScene
from bpdesk.ui.canvas.travel import FASTEST, Travel, reduces_motion
from bpdesk.ui.canvas.view import NetworkView
from bpdesk.ui.theme import LIGHT
from tests.builders import net
from tests.training.test_replay import run_of
from tests.windows import open_window, press, settle

DOCUMENT = net("x1 x2 -> h1 h2 -> y")


@pytest.fixture(scope="module")
def moments() -> list[Moment]:
    run = run_of(DOCUMENT)
    run.advance(2)
    return [run.moment(iteration, 0) for iteration in range(3)]


def travelled(before: Moment, now: Moment, speed: float | None = None) -> tuple[list[str], Travel]:
    """The ways that something travels between two moments, up to now."""
    travel, ways = Travel(), []
    travel.moved.connect(lambda way, progress: ways.append(way))
    travel.follow(before, None)
    travel.follow(now, speed)
    return ways, travel


def test_after_a_step_values_travel_and_then_deltas(qtbot: QtBot, moments: list[Moment]) -> None:
    ways, travel = travelled(moments[0], moments[1])
    qtbot.waitUntil(lambda: bool(ways) and ways[-1] == "")
    assert list(dict.fromkeys(ways)) == ["forward", "backward", ""]
    assert not travel.is_under_way


def test_only_single_moves_onward_at_slow_speeds_travel(qtbot: QtBot, moments: list[Moment]) -> None:
    assert travelled(moments[0], moments[1], FASTEST)[0] == ["forward"]
    for before, now, speed in ((0, 1, FASTEST * 1.1), (0, 2, None), (1, 0, None), (1, 1, None)):
        assert travelled(moments[before], moments[now], speed)[0] == []


def test_inside_what_is_in_work_travels(qtbot: QtBot, moments: list[Moment]) -> None:
    first = entered(run_of(DOCUMENT), 0, 0, "thing")
    assert first.inside is not None
    second = replace(first, inside=first.inside.onward())
    assert travelled(replace(first, inside=None), first)[0] == ["inside"]
    assert travelled(first, second)[0] == ["inside"]
    assert travelled(second, first)[0] == []


class _Calm(QProxyStyle):
    """A system that asks for less motion."""

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,
    ) -> int:
        return 0 if hint == QStyle.StyleHint.SH_Widget_Animation_Duration else super().styleHint(hint, option, widget, returnData)


def test_a_system_that_wants_less_motion_gets_none(qtbot: QtBot, moments: list[Moment]) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    assert not reduces_motion()
    application.setStyle(_Calm("Fusion"))
    try:
        assert reduces_motion()
        assert travelled(moments[0], moments[1])[0] == []
    finally:
        application.setStyle("Fusion")
        assert not reduces_motion()


def test_every_picture_on_the_way_can_be_drawn_and_tells_the_same_numbers(qtbot: QtBot, moments: list[Moment]) -> None:
    scene = NetworkScene(LIGHT)
    view = NetworkView(scene)
    qtbot.addWidget(view)
    scene.show_document(DOCUMENT)
    for moment in (moments[0], entered(run_of(DOCUMENT), 0, 0, "phase")):
        scene.show_moment(moment)
        before = [scene.reading.text("value", node.id) for node in DOCUMENT.network.nodes]
        for way in ("forward", "backward", "inside", ""):
            for progress in (0.0, 0.1, 0.5, 1.0):
                scene.show_travel(way, progress)
                assert not view.grab().isNull()
        assert [scene.reading.text("value", node.id) for node in DOCUMENT.network.nodes] == before


def test_it_can_be_switched_off(qtbot: QtBot) -> None:
    window = open_window(qtbot)
    ways: list[str] = []
    window.looks.travel.moved.connect(lambda way, progress: ways.append(way))
    action = window.findChild(QAction, "action.travel")
    assert action is not None
    assert action.isChecked()
    press(qtbot, window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "forward" in ways)
    qtbot.waitUntil(lambda: not window.looks.travel.is_under_way)
    action.trigger()
    assert not action.isChecked()
    ways.clear()
    press(qtbot, window, Qt.Key.Key_Space)
    settle(window.session)
    assert not window.looks.travel.is_under_way
    assert ways == []
