"""When the Explain page writes what: numbers at once, formulas one a turn of the event loop, numbers alone while iterations fly by."""

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from bpdesk.assets import resource
from bpdesk.explain import mathsvg
from bpdesk.training.stopping import Conditions
from bpdesk.ui.engine_thread import EngineThread
from bpdesk.ui.explain.sheet import Ink, Sheet
from bpdesk.ui.explain.turns import Turns
from bpdesk.ui.main_window import MainWindow
from bpdesk.ui.speeds import UNLIMITED
from bpdesk.ui.typeset import Typeset
from tests.windows import open_window, settle, step, wait

_FORMULAS = [rf"\sqrt{{{name}^{{2}} + 1}}" for name in "abcdefg"]


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    window = open_window(qtbot, resource("examples", "layered.bpdesk"))
    window.side.panel.bring_forward(window.side.explain)
    return window


def test_between_two_turns_of_the_event_loop_one_formula_at_most_is_typeset(qtbot: QtBot) -> None:
    thread = EngineThread()
    turns, ended = Turns(thread, thread), []
    turns.ended.connect(lambda: ended.append(True))
    waiting: list[int] = []

    def look() -> None:
        waiting.append(sum(turns.typesetter.ask(tex, 31.0) is None for tex in _FORMULAS))

    look()
    other = QTimer(thread)
    other.timeout.connect(look)
    other.start(0)
    turns.follow(True)
    wait(qtbot, lambda: bool(ended))
    other.stop()
    look()
    assert waiting[0] == len(_FORMULAS)
    assert waiting[-1] == 0
    assert {before - after for before, after in zip(waiting, waiting[1:], strict=False)} <= {0, 1}
    thread.close()


def test_what_is_off_waits_and_goes_on_later(qtbot: QtBot) -> None:
    thread = EngineThread()
    turns, ended = Turns(thread, thread), []
    turns.ended.connect(lambda: ended.append(True))
    turns.typesetter.ask(_FORMULAS[0], 33.0)
    turns.follow(True)
    turns.follow(False)
    qtbot.waitUntil(lambda: not thread.is_busy)
    assert mathsvg.is_loaded()
    assert turns.typesetter.ask(_FORMULAS[0], 33.0) is None
    turns.follow(True)
    wait(qtbot, lambda: bool(ended))
    assert turns.typesetter.ask(_FORMULAS[0], 33.0) is not None
    thread.close()


def typeset_formulas(window: MainWindow) -> int:
    parts = [part for view in window.side.explain.views if not view.isHidden() for part in view.sheet.parts]
    return sum(isinstance(part, Ink) and isinstance(part.what, Typeset) for part in parts)


def test_the_numbers_are_there_before_the_formulas(window: MainWindow, qtbot: QtBot) -> None:
    """Without a turn of the event loop since the selection."""
    explain = window.side.explain
    wait(qtbot, lambda: not explain.turns.is_busy)
    window.scene.select("weight", "w1_11")
    assert "∂C/∂" in explain.text
    moment = window.session.moment
    assert moment is not None
    assert f"{moment.weight_gradients['w1_11']:.3f}" in explain.text
    assert explain.turns.is_busy
    before = typeset_formulas(window)
    wait(qtbot, lambda: not explain.turns.is_busy)
    assert typeset_formulas(window) > before


def test_while_iterations_fly_by_there_are_numbers_only(window: MainWindow, qtbot: QtBot) -> None:
    explain, playback = window.side.explain, window.session.playback
    window.scene.select("weight", "w1_11")
    assert explain.section("derivative") is not None
    playback.speed = UNLIMITED
    playback.start_running()
    wait(qtbot, lambda: playback.shown_iteration > 0)
    assert [section.name for section in explain.page.sections] == ["brief"]  # type: ignore[union-attr]  # it runs, so there is a page
    assert "While running, numbers only." in explain.text
    assert "·" not in explain.text
    assert not explain.turns.is_busy
    playback.pause()
    settle(window.session)
    assert explain.section("derivative") is not None
    assert "·" in explain.text


def test_while_it_runs_slowly_the_page_stays_whole(window: MainWindow, qtbot: QtBot) -> None:
    window.scene.select("weight", "w1_11")
    playback = window.session.playback
    playback.speed = 5.0
    playback.start_running()
    wait(qtbot, lambda: playback.shown_iteration > 0)
    assert window.side.explain.section("derivative") is not None
    playback.pause()
    settle(window.session)


def test_a_run_that_ends_by_itself_leaves_the_whole_page(window: MainWindow, qtbot: QtBot) -> None:
    window.scene.select("weight", "w1_11")
    playback = window.session.playback
    playback.speed = UNLIMITED
    playback.conditions = Conditions(iteration=5000)
    playback.start_running()
    wait(qtbot, lambda: not playback.is_running)
    assert playback.shown_iteration == 5000
    assert window.side.explain.section("derivative") is not None
    assert "While running" not in window.side.explain.text


@pytest.mark.parametrize("name", ["explain", "matrix"])
def test_where_an_iteration_takes_long_its_page_is_computed_beside_the_window(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    window.side.panel.bring_forward(getattr(window.side, name))
    settle(window.session)
    before = said(window, name)
    monkeypatch.setattr("bpdesk.ui.explain.situations._TAKES_LONG", 0)
    window.side.show_now()
    assert "takes long" in said(window, name)
    wait(qtbot, lambda: said(window, name) == before)
    window.commands.set_speed(UNLIMITED)
    window.session.playback.start_running()
    wait(qtbot, lambda: window.session.playback.newest > 100 and "takes long" in said(window, name))
    window.session.playback.pause()
    wait(qtbot, lambda: "takes long" not in said(window, name))
    settle(window.session)
    at_rest = said(window, name)
    monkeypatch.undo()
    window.side.show_now()
    assert said(window, name) == at_rest


def said(window: MainWindow, name: str) -> str:
    """The page's words and numbers."""
    if name == "explain":
        return window.side.explain.text
    panel = window.side.matrix
    return panel.hint.text() if panel.hint.isVisible() else " ".join(section.kind for section in panel.sections)


def test_what_looks_as_before_is_not_laid_out_again(qtbot: QtBot) -> None:
    window = open_window(qtbot, resource("examples", "chain-of-two.bpdesk"))
    explain = window.side.explain
    window.scene.select_edge(window.session.document.network.edges[0].id)
    step(qtbot, window)
    settle(window.session)
    qtbot.waitUntil(lambda: not explain.turns.is_busy)

    def sheets() -> dict[str, Sheet]:
        return {view.objectName().removeprefix("explain."): view.sheet for view in explain.views if not view.isHidden()}

    before = sheets()
    window.side.show_now()
    assert sheets() == before
    assert all(sheet is before[name] for name, sheet in sheets().items())
    step(qtbot, window)
    settle(window.session)
    changed = {name for name, sheet in sheets().items() if sheet is not before[name]}
    assert {"derivative", "step", "check"} <= changed
    assert "conventions" not in changed
