"""Random edits, steps and jumps with the whole window around them: every panel and chart follows whatever comes, and raises nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from bpdesk.files.schema import read, write
from bpdesk.model import drawing, rows
from bpdesk.model.catalogue import ACTIVATION_NAMES, COST_NAMES, OPTIMIZER_NAMES
from bpdesk.model.document import Document
from bpdesk.model.initializers import Initializer
from bpdesk.model.network import KINDS
from bpdesk.model.new_start import draw_start
from bpdesk.model.settings import Optimizer
from bpdesk.ui.canvas.selection import Selection
from bpdesk.ui.main_window import MainWindow
from bpdesk.ui.refused import unless_refused
from bpdesk.ui.speeds import SPEEDS
from tests.builders import net, one_weight
from tests.windows import open_window, settle

STARTS: tuple[Callable[[], Document], ...] = (
    one_weight,
    lambda: net("x -> h -> y", rows=2),
    lambda: net("x1 x2 -> h1 h2 -> y1 y2", rows=3, test=1, batch_size=2, shuffle=True),
)
ACTS = (
    "inside", "inside_back", "inside_finish", "predict", "run", "cancel_way", "ten_on", "ten_back", "epoch_on", "epoch_back", "newest",
    "start", "large_side", "select_all", "duplicate", "tidy", "undo", "redo",
)  # fmt: skip
_NUMBERS = (-2.0, 0.0, 0.25, 1.0, 1e-300, 1e160, -1e200, 1.7e308)
_RATES = (0.0, 0.01, 0.5, 5.0, 1e170)

T = TypeVar("T")


class Person:
    """Does things at the window that come to mind by chance; now and then waits for what they bring."""

    def __init__(self, window: MainWindow, chance: Random) -> None:
        self._window, self._session, self._chance = window, window.session, chance

    def do(self, thing: str) -> None:
        getattr(self, thing)()
        if self._chance.random() < 0.7:
            wait_for_all(self._window)

    def set_number(self) -> None:
        network = self._session.document.network
        numbers = [("weight", edge.id) for edge in network.edges] + [("bias", node.id) for node in network.biased]
        data = self._session.document.data
        if data is not None and len(data.train):
            numbers += [("input", node.id) for node in network.inputs] + [("target", node.id) for node in network.outputs]
        for kind, name in self._one_of(numbers):
            self._session.numbers.set_number(kind, name, self._chance.choice(_NUMBERS))

    def set_training(self) -> None:
        name, values = self._chance.choice((
            ("learning_rate", _RATES),
            ("cost", COST_NAMES),
            ("optimizer", [Optimizer.of(name) for name in OPTIMIZER_NAMES]),
            ("batch_size", (None, 1, 2)),
            ("l2", (0.0, 0.1, 1e308)),
        ))  # fmt: skip
        self._session.numbers.set_training("Set", **{name: self._chance.choice(list(values))})

    def change_before(self) -> None:
        at = self._chance.randint(0, self._session.playback.newest)
        self._session.numbers.change_at(at, "Try", learning_rate=self._chance.choice(_RATES))

    def edit_nodes(self) -> None:
        network = self._session.document.network
        for node in self._one_of(network.nodes):
            edit, argument = self._chance.choice((
                (drawing.set_kind, self._chance.choice(KINDS)),
                (drawing.set_activation, self._chance.choice(ACTIVATION_NAMES)),
                (drawing.set_node_bias, self._chance.choice((None, 0.5))),
            ))  # fmt: skip
            names = [node.id] if edit is drawing.set_activation else node.id
            self._session.reshape("Edit", unless_refused(edit, lambda _: None), names, argument)

    def connect(self) -> None:
        nodes = [node.id for node in self._session.document.network.nodes]
        if len(nodes) > 1:
            self._session.reshape("Connect", unless_refused(_connected, lambda _: None), *self._chance.sample(nodes, 2))

    def delete(self) -> None:
        network = self._session.document.network
        nodes, edges = [node.id for node in self._one_of(network.nodes)], [edge.id for edge in self._one_of(network.edges)]
        self._session.reshape("Delete", drawing.delete, *self._chance.choice(((nodes, []), ([], edges))))

    def remove_a_row(self) -> None:
        self._session.reshape("Remove", unless_refused(rows.remove_rows, lambda _: None), "train", [0])

    def draw_weights(self) -> None:
        seed = self._chance.randint(0, 5)
        self._session.numbers.set_start("Draw", lambda each: draw_start(each, Initializer(), seed, resets_biases=True))

    def step(self) -> None:
        count = self._chance.randint(-3, 7)
        self._session.runs.when_settled(lambda: self._session.playback.step(count))

    def jump(self) -> None:
        iteration = self._chance.randint(0, 40)
        self._session.runs.when_settled(lambda: self._session.playback.go_to(iteration))

    def choose_a_speed(self) -> None:
        self._session.playback.choose_speed(self._chance.choice(SPEEDS))

    def act(self) -> None:
        action = self._window.actions_by_name[self._chance.choice(ACTS)]
        if action.isEnabled():
            action.trigger()

    def select(self) -> None:
        network = self._session.document.network
        nodes, edges = [node.id for node in self._one_of(network.nodes)], [edge.id for edge in self._one_of(network.edges)]
        self._window.scene.choose(Selection.several(network, *self._chance.choice(((nodes, []), ([], edges), (nodes, edges)))))

    def bring_a_panel_forward(self) -> None:
        self._window.side.panel.header.tabs.setCurrentIndex(self._chance.randint(0, 6))

    def show_or_hide_a_dock(self) -> None:
        self._chance.choice(self._window.docks.toggles).trigger()

    def take_what_a_message_offers(self) -> None:
        message = self._window.message
        buttons = [each for each in message.findChildren(QPushButton) if each.objectName().startswith("message.answer")]
        for button in self._one_of(buttons) if message.isVisible() else []:
            button.click()

    def use_the_list_of_runs(self) -> None:
        panel = self._window.side.runs
        self._window.side.panel.bring_forward(panel)
        wait_for_all(self._window)
        for row in self._one_of(range(panel.table.rowCount())):
            panel.table.selectRow(row)
            self._chance.choice((panel.go_on, panel.replay_selected, panel.toggle, panel.delete))()

    def save_and_open(self) -> None:
        self._session.when_savable(lambda: self._session.open(read(write(self._session.document_to_save())), None))

    def _one_of(self, things: Sequence[T]) -> list[T]:
        """One of them, or none where there are none."""
        return [self._chance.choice(things)] if things else []


THINGS = [name for name in vars(Person) if not name.startswith("_") and name != "do"]


def wait_for_all(window: MainWindow) -> None:
    """Pause, and let everything that was asked for arrive and be painted; what is raised on the way is raised here."""
    window.session.playback.pause()
    with capture_exceptions() as raised:
        QApplication.processEvents()
        settle(window.session)
        QApplication.processEvents()
    for _, exception, _ in raised:
        raise exception


def _connected(document: Document, source: str, target: str) -> Document:
    return drawing.connect(document, source, target, 0.5)[0]


@pytest.mark.timeout(900)
def test_the_window_follows_whatever_comes(qtbot: QtBot) -> None:
    window = open_window(qtbot)

    @settings(derandomize=True)  # what it does beyond that depends on how soon the engine answers
    @given(start=st.sampled_from(STARTS), things=st.lists(st.sampled_from(THINGS), min_size=10, max_size=40), seed=st.integers(0, 2**32))
    def whatever_comes(start: Callable[[], Document], things: list[str], seed: int) -> None:
        window.actions_by_name["predict"].setChecked(False)
        window.session.open(start(), None)
        person = Person(window, Random(seed))
        for thing in things:
            person.do(thing)
        wait_for_all(window)

    whatever_comes()
