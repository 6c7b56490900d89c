"""Random edits, undos, redos, steps and jumps on a real session, patient or in a hurry; whenever it has settled, everything agrees."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import capture_exceptions

from bpdesk.engine.moment import Moment
from bpdesk.engine.program import Program, compile_document
from bpdesk.engine.step import Engine
from bpdesk.files.schema import read, write
from bpdesk.model import drawing, rows
from bpdesk.model.arrange import tidied
from bpdesk.model.branching import changes_of
from bpdesk.model.catalogue import COST_NAMES, OPTIMIZER_NAMES
from bpdesk.model.document import Document
from bpdesk.model.initializers import Initializer
from bpdesk.model.linking import add_layer, connect_groups
from bpdesk.model.network import KINDS
from bpdesk.model.new_start import draw_start
from bpdesk.model.run_looks import places, run_names, with_hidden
from bpdesk.model.runs import delete_branch, rename_run
from bpdesk.model.settings import Optimizer
from bpdesk.training.run import Run
from bpdesk.ui.refused import unless_refused
from bpdesk.ui.session import Session
from tests.builders import net, one_weight
from tests.windows import settle

STARTS: tuple[Callable[[], Document], ...] = (
    Document,
    one_weight,
    lambda: net("x -> h -> y", rows=2),
    lambda: net("x1 x2 -> h1 h2 -> y1 y2", rows=3, test=1, batch_size=2, shuffle=True),
)
_MOST_NODES = 12
NUMBERS = st.sampled_from([-2.0, -0.5, 0.0, 0.25, 1.0, 1e200])
PLACES = st.sampled_from([(0.0, 0.0), (24.0, -48.0), (320.0, 7.5)])
ACTIVATIONS = st.sampled_from(["linear", "tanh", "relu", "softmax"])
SETTINGS = st.one_of(
    st.builds(lambda value: {"learning_rate": value}, st.sampled_from([0.0, 0.01, 0.5])),
    st.builds(lambda value: {"batch_size": value}, st.sampled_from([None, 1, 2])),
    st.builds(lambda value: {"cost": value}, st.sampled_from(COST_NAMES)),
    st.builds(lambda value: {"optimizer": Optimizer.of(value)}, st.sampled_from(OPTIMIZER_NAMES)),
    st.builds(lambda value: {"shuffle": value}, st.booleans()),
    st.builds(lambda value: {"seed": value}, st.integers(0, 3)),
    st.builds(lambda one, two: {"l1": one, "l2": two, "batch_size": 1}, *[st.sampled_from([0.0, 0.1])] * 2),
)


class DocumentMachine(RuleBasedStateMachine):
    """A person at one session. In a hurry they don't wait for what an action brings before the next one."""

    session: Session

    @initialize(start=st.sampled_from(STARTS))
    def open(self, start: Callable[[], Document]) -> None:
        self.hurried = False
        self.session = Session(start())
        self.session.runs.load_engine()
        self._settle()

    @rule(hurried=st.booleans())
    def hurry(self, hurried: bool) -> None:
        self.hurried = hurried

    @rule(kind=st.sampled_from(KINDS), place=PLACES)
    def add_node(self, kind: Any, place: tuple[float, float]) -> None:
        self.session.reshape("Add", lambda document: drawing.add_node(document, kind, place)[0])

    @rule(data=st.data(), weight=NUMBERS)
    def connect(self, data: st.DataObject, weight: float) -> None:
        for source, target in [data.draw(self._nodes(2, 2))] if len(self.session.document.network.nodes) > 1 else []:
            self._reshape(_connected, source, target, weight)

    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        self._reshape(drawing.delete, data.draw(self._nodes(0, 1)), data.draw(self._edges(0, 1)))

    @rule(data=st.data(), place=PLACES)
    def duplicate(self, data: st.DataObject, place: tuple[float, float]) -> None:
        part = drawing.fragment(self.session.document, data.draw(self._nodes(0, 2)), data.draw(self._edges(0, 1)))
        self._reshape(lambda document: drawing.paste(document, part, place)[0])

    @rule(data=st.data(), name=ACTIVATIONS)
    def set_activation(self, data: st.DataObject, name: str) -> None:
        self._reshape(drawing.set_activation, data.draw(self._nodes(1, 2)), name)

    @rule(data=st.data(), kind=st.sampled_from(KINDS))
    def set_kind(self, data: st.DataObject, kind: Any) -> None:
        for node in data.draw(self._nodes(1, 1)):
            self._reshape(drawing.set_kind, node, kind)

    @rule(data=st.data(), value=st.none() | NUMBERS)
    def give_bias(self, data: st.DataObject, value: float | None) -> None:
        for node in data.draw(self._nodes(1, 1)):
            self._reshape(drawing.set_node_bias, node, value)

    @rule(data=st.data(), place=PLACES, label=st.sampled_from([None, "a", "W^{(1)}"]))
    def change_looks(self, data: st.DataObject, place: tuple[float, float], label: str | None) -> None:
        for node in data.draw(self._nodes(1, 1)):
            self.session.apply("Move", drawing.move, {node: place}, merge_key="move")
            self.session.apply("Rename", drawing.set_node_label, node, label)

    @rule(data=st.data(), value=NUMBERS)
    def set_number(self, data: st.DataObject, value: float) -> None:
        document = self.session.document
        numbers = [("weight", edge.id) for edge in document.network.edges] + [("bias", node.id) for node in document.network.biased]
        if document.data is not None and len(document.data.train):
            numbers += [("input", node.id) for node in document.network.inputs] + [("target", node.id) for node in document.network.outputs]
        if numbers:
            self.session.numbers.set_number(*data.draw(st.sampled_from(numbers)), value)

    @rule(data=st.data(), values=st.lists(NUMBERS, min_size=2, max_size=2), key=st.sampled_from([None, "scrub"]))
    def set_weights_and_scrub(self, data: st.DataObject, values: list[float], key: str | None) -> None:
        chosen = data.draw(self._edges(1, 2))
        if chosen:
            self.session.numbers.set_weights("Change weights", dict(zip(chosen, values, strict=False)))
            for value in values:
                self.session.numbers.set_number("weight", chosen[0], value, key)

    @rule(data=st.data())
    def grow_many(self, data: st.DataObject) -> None:
        nodes = data.draw(self._nodes(1, 2))
        if len(self.session.document.network.nodes) < _MOST_NODES:
            self._reshape(lambda document: add_layer(document, nodes, lambda: 0.5)[0])
        self._reshape(lambda document: connect_groups(document, nodes, lambda: -0.5, skipping=len(nodes) > 1)[0])

    @rule()
    def tidy(self) -> None:
        self.session.apply("Tidy", drawing.move, tidied(self.session.document.network))

    @rule(changed=SETTINGS)
    def set_training(self, changed: dict[str, Any]) -> None:
        self.session.numbers.set_training("Set", **changed)

    @rule(data=st.data(), values=st.lists(NUMBERS, min_size=1, max_size=6), part=st.sampled_from(["train", "test"]))
    def fill_row(self, data: st.DataObject, values: list[float], part: Any) -> None:
        columns = () if self.session.document.data is None else self.session.document.data.columns
        if columns:
            width = len(columns)
            self._reshape(rows.paste_rows, part, data.draw(st.integers(0, 2)), columns[0], [(values * width)[:width]])

    @rule(row=st.integers(0, 2), part=st.sampled_from(["train", "test"]))
    def remove_row(self, row: int, part: Any) -> None:
        self._reshape(rows.remove_rows, part, [row])

    @rule(row=st.integers(0, 2))
    def show_row(self, row: int) -> None:
        data = self.session.document.data
        if data is not None and row < len(data.train):
            self.session.runs.show_row(row)

    @rule(count=st.integers(-3, 7))
    def step(self, count: int) -> None:
        self.session.runs.when_settled(lambda: self.session.playback.step(count))

    @rule(iteration=st.integers(0, 30))
    def jump(self, iteration: int) -> None:
        self.session.runs.when_settled(lambda: self.session.playback.go_to(iteration))

    @rule(data=st.data())
    def switch_run(self, data: st.DataObject) -> None:
        for name in data.draw(_one_of(run_names(self.session.document)[:-1])):
            self.session.numbers.switch_run(name)

    @rule(data=st.data())
    def delete_branch(self, data: st.DataObject) -> None:
        for name in data.draw(_one_of(run_names(self.session.document)[:-1])):
            self.session.apply("Delete", delete_branch, name)

    @rule(data=st.data(), new=st.sampled_from(["run 1", "run 2", "a", "the one with the long name", "other start 1"]))
    def rename_run(self, data: st.DataObject, new: str) -> None:
        for name in data.draw(_one_of(run_names(self.session.document))):
            before = places(self.session.document)
            self.session.apply("Rename", unless_refused(rename_run, lambda _: None), name, new)
            assert sorted(places(self.session.document).values()) == sorted(before.values())

    @rule(data=st.data(), hidden=st.booleans())
    def hide_run(self, data: st.DataObject, hidden: bool) -> None:
        names = [*run_names(self.session.document)[:-1], *(start.key for start in self.session.runs.other_starts())]
        for name in data.draw(_one_of(names)):
            self.session.apply("Hide", with_hidden, name, hidden)

    @rule(seed=st.integers(0, 5), resets=st.booleans())
    def draw_weights(self, seed: int, resets: bool) -> None:
        self.session.numbers.set_start("New random weights", lambda each: draw_start(each, Initializer(), seed, resets_biases=resets))

    @rule(data=st.data())
    def switch_start(self, data: st.DataObject) -> None:
        for name in data.draw(_one_of([start.key for start in self.session.runs.other_starts()])):
            self.session.numbers.switch_start(name)

    @rule()
    def go_back_to_the_start(self) -> None:
        self.session.runs.when_settled(lambda: self.session.playback.go_to(0))

    @rule(changed=SETTINGS, share=st.floats(0, 1))
    def change_before(self, changed: dict[str, Any], share: float) -> None:
        self.session.numbers.change_at(round(share * self.session.playback.newest), "Try", **changed)

    @rule()
    def open_what_is_saved(self) -> None:
        self.session.when_savable(lambda: self.session.open(read(write(self.session.document_to_save())), None))

    @rule(times=st.integers(1, 4))
    def undo(self, times: int) -> None:
        for _ in range(times):
            self.session.undo()

    @rule(times=st.integers(1, 4))
    def redo(self, times: int) -> None:
        for _ in range(times):
            self.session.redo()

    @precondition(lambda self: self.session.undo_history.can_undo)
    @rule()
    def undo_and_redo(self) -> None:
        document, waiting = self.session.document, self.session.waiting_edits
        self.session.undo()
        assert self.session.waiting_edits == max(0, waiting - 1)
        if not waiting:
            assert self.session.document is not document
            self.session.redo()
            assert self.session.document is document

    @rule()
    def save(self) -> None:
        self.session.when_savable(self._save)

    @invariant()
    def the_start_can_be_saved(self) -> None:
        document = replace(self.session.document, run=None)
        assert read(write(document)) == document

    @invariant()
    def everything_agrees(self) -> None:
        if not self.hurried:
            self._settle()
            self._look()

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self._settle()
            self._look()
            self.session.close()

    def _save(self) -> None:
        document = self.session.document_to_save()
        assert read(write(document)) == document

    def _reshape(self, edit: Callable[..., Document], *arguments: Any) -> None:
        self.session.reshape("Edit", unless_refused(edit, lambda _: None), *arguments)

    def _settle(self) -> None:
        with capture_exceptions() as raised:
            settle(self.session)
        for _, exception, _ in raised:
            raise exception

    def _look(self) -> None:
        session, playback = self.session, self.session.playback
        assert session.waiting_edits == 0
        self._save()
        compiled = compile_document(session.document)
        assert session.runs.can_run == isinstance(compiled, Program)
        assert (session.moment is not None) == session.runs.can_run
        assert 0 <= playback.shown_iteration <= playback.newest
        assert playback.iteration == playback.shown_iteration
        if session.moment is not None and isinstance(compiled, Program):
            fresh = Run(Engine(compiled), changes_of(session.document))
            fresh.advance(session.moment.iteration)
            assert session.moment.shown.row == session.row
            assert _numbers(session.moment) == _numbers(fresh.moment(session.moment.iteration, session.row))
        for _, run in session.runs.earlier():
            straight = Run(run.engine, run.changes)
            straight.advance(run.newest)
            for iteration in {run.first, (run.first + run.newest) // 2, run.newest}:
                assert run.state_at(iteration).parameters.tobytes() == straight.state_at(iteration).parameters.tobytes()
                assert run.state_at(iteration).memory.tobytes() == straight.state_at(iteration).memory.tobytes()
        assert len(set(places(session.document).values())) == len(run_names(session.document))

    def _nodes(self, fewest: int, most: int) -> st.SearchStrategy[list[str]]:
        return _some([node.id for node in self.session.document.network.nodes], fewest, most)

    def _edges(self, fewest: int, most: int) -> st.SearchStrategy[list[str]]:
        return _some([edge.id for edge in self.session.document.network.edges], fewest, most)


def _connected(document: Document, source: str, target: str, weight: float) -> Document:
    return drawing.connect(document, source, target, weight)[0]


def _one_of(names: Sequence[str]) -> st.SearchStrategy[list[str]]:
    """One of the names, or none where there are none."""
    return st.sampled_from([[name] for name in names]) if names else st.just([])


def _some(names: list[str], fewest: int, most: int) -> st.SearchStrategy[list[str]]:
    """That many of the names, or none where there are too few."""
    if len(names) < fewest or not names:
        return st.just([])
    return st.lists(st.sampled_from(names), min_size=fewest, max_size=most, unique=True)


def _numbers(moment: Moment) -> dict[str, str]:
    """Everything that a moment holds, to the last bit."""
    return {field.name: repr(_plain(getattr(moment, field.name))) for field in fields(moment)}


def _plain(value: Any) -> Any:
    if hasattr(value, "tolist"):
        return value.tolist()
    if isinstance(value, frozenset):
        return sorted(value)
    return {name: _plain(each) for name, each in vars(value).items()} if hasattr(value, "shown") else value


@pytest.mark.timeout(600)
def test_everything_agrees_after_any_edits_and_steps(qapp: QApplication) -> None:
    run_state_machine_as_test(DocumentMachine, settings=settings(settings(), stateful_step_count=30))
