"""The same random edits, steps and jumps with the whole window around them: every panel follows, and what is offered is taken at times."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule, run_state_machine_as_test
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from bpdesk.model.document import Document
from bpdesk.model.settings import Training
from bpdesk.ui.canvas.selection import Selection
from bpdesk.ui.main_window import MainWindow
from bpdesk.ui.speeds import SPEEDS
from tests.acceptance.test_document_machine import STARTS, DocumentMachine
from tests.windows import open_window

ACTS = (
    "inside", "inside_back", "inside_finish", "predict", "ten_on", "ten_back", "epoch_on", "epoch_back", "newest",
    "start", "large_side", "select_all", "duplicate", "tidy",
)  # fmt: skip


class WindowMachine(DocumentMachine):
    """A person at `window`, in which one document after the other is opened, and who waits for what each action brings."""

    window: MainWindow

    @initialize(start=st.sampled_from(STARTS))
    def open(self, start: Callable[[], Document]) -> None:
        self.hurried = False
        self.session = self.window.session
        self.window.actions_by_name["predict"].setChecked(False)
        self.session.open(start(), None)
        self._settle()

    def hurry(self, hurried: bool) -> None:
        """No rule here: what a panel offers would depend on how far the engine has come."""

    @rule(data=st.data(), value=st.sampled_from([1.7e308, -1e200, 1e160, 1e-300]))
    def set_an_extreme_number(self, data: st.DataObject, value: float) -> None:
        for name in data.draw(self._edges(1, 1)):
            self.session.numbers.set_number("weight", name, value)

    @rule(data=st.data())
    def show_or_hide_a_dock(self, data: st.DataObject) -> None:
        data.draw(st.sampled_from(self.window.docks.toggles)).trigger()

    @rule(place=st.integers(0, 6))
    def bring_a_panel_forward(self, place: int) -> None:
        self.window.side.panel.header.tabs.setCurrentIndex(place)

    @rule(name=st.sampled_from(ACTS))
    def act(self, name: str) -> None:
        action = self.window.actions_by_name[name]
        if action.isEnabled():
            action.trigger()

    @rule(speed=st.sampled_from(SPEEDS))
    def choose_a_speed(self, speed: float) -> None:
        self.session.playback.choose_speed(speed)

    @rule(data=st.data())
    def select(self, data: st.DataObject) -> None:
        network = self.session.document.network
        self.window.scene.choose(Selection.several(network, data.draw(self._nodes(0, 2)), data.draw(self._edges(0, 1))))

    @rule(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        """Take what the message above the canvas offers."""
        buttons = [each for each in self.window.message.findChildren(QPushButton) if each.objectName().startswith("message.answer")]
        if buttons and self.window.message.isVisible():
            button = data.draw(st.sampled_from(buttons))
            if button.text() != "Stop when…":  # which asks, and waits for an answer
                button.click()

    @rule(place=st.integers(0, 3), act=st.sampled_from(["go_on", "replay_selected", "toggle", "delete"]))
    def use_the_list_of_runs(self, place: int, act: str) -> None:
        panel = self.window.side.runs
        self.window.side.panel.bring_forward(panel)
        self._settle()
        if place < panel.table.rowCount():
            panel.table.selectRow(place)
            getattr(panel, act)()

    @rule(
        cost=st.sampled_from(["binary_cross_entropy", "cross_entropy", "squared_error"]), rate=st.sampled_from([0.001, 5.0, 1e170, 1e200])
    )
    def set_in_the_tool_bar(self, cost: str, rate: float) -> None:
        self.window.settings.cost_chosen.emit(cost)
        self.window.settings.learning_rate_typed.emit(rate)

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self._settle()
            self._look()

    def _settle(self) -> None:
        self.session.playback.pause()
        with capture_exceptions() as raised:
            QApplication.processEvents()
        for _, exception, _ in raised:
            raise exception
        super()._settle()

    def _look(self) -> None:
        moment = self.session.moment
        if moment is None or not (moment.is_asked or self.session.playback.is_inside):
            super()._look()
        assert isinstance(self.session.training, Training)


@pytest.mark.timeout(900)
def test_the_window_follows_any_edits_and_steps(qtbot: QtBot) -> None:
    WindowMachine.window = open_window(qtbot)
    run_state_machine_as_test(WindowMachine, settings=settings(settings(), stateful_step_count=30))
