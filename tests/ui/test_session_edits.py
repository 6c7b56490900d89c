"""What an edit does to the run of a session: from the shown parameters on, before the engine is there, and faster than the engine."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from bpdesk.engine.program import Program, compile_document
from bpdesk.engine.step import Engine
from bpdesk.files.schema import read, write
from bpdesk.model import drawing, rows
from bpdesk.model.document import Document
from bpdesk.model.run_record import RunRecord
from bpdesk.model.settings import Optimizer
from bpdesk.training.run import Run
from bpdesk.ui.session import Session
from tests.builders import net
from tests.windows import settle


@pytest.fixture
def session(qapp: QApplication) -> Iterator[Session]:
    session = Session(net("x1 x2 -> h -> y", rows=3))
    yield session
    settle(session)
    session.close()


def loaded(session: Session) -> Session:
    session.runs.load_engine()
    settle(session)
    return session


def stepped(session: Session, count: int) -> Session:
    loaded(session).playback.step(count)
    settle(session)
    return session


def trained(document: Document, iterations: int) -> Document:
    """The document with its run saved at that iteration."""
    program = compile_document(document)
    assert isinstance(program, Program)
    run = Run(Engine(program))
    run.advance(iterations)
    return replace(document, run=RunRecord("run 1", iterations, run.saved_state()))


def weights(document: Document) -> dict[str, float]:
    return {edge.id: edge.weight for edge in document.network.edges}


def test_a_new_shape_begins_with_the_shown_parameters_in_one_undo_step(session: Session) -> None:
    start = session.document
    stepped(session, 5).playback.go_to(3)
    settle(session)
    assert session.moment is not None
    shown = dict(session.moment.weights)
    session.reshape("Delete", drawing.delete, [], ["h_y"])
    settle(session)
    shown.pop("h_y")
    assert weights(session.document) == shown
    assert session.document.run is None
    assert (session.playback.shown_iteration, session.playback.newest) == (0, 0)
    session.undo()
    settle(session)
    assert session.document is start
    assert (session.playback.shown_iteration, session.playback.newest) == (3, 5)


def test_an_edit_that_changes_nothing_leaves_the_run(session: Session) -> None:
    start = session.document
    stepped(session, 5).reshape("Delete", drawing.delete, ["gone"], [])
    assert session.document is start
    assert session.playback.newest == 5


def test_a_refused_edit_leaves_the_run(session: Session) -> None:
    start = session.document
    stepped(session, 5)
    with pytest.raises(drawing.Refusal):
        session.reshape("Connect", lambda document: drawing.connect(document, "h", "x1", 1.0)[0])
    assert session.document is start
    assert session.playback.shown_iteration == 5


def test_an_edit_taken_back_at_once_brings_back_its_own_run(session: Session) -> None:
    start = session.document
    stepped(session, 5).numbers.set_number("input", "x1", 0.75)
    session.undo()
    settle(session)
    assert session.document is start
    assert session.moment is not None
    assert session.moment.iteration == session.playback.newest == 5
    assert session.moment.shown.activations["x1"] != 0.75


def test_edits_faster_than_the_engine_follow_one_another(session: Session) -> None:
    stepped(session, 5)
    session.numbers.set_number("weight", "h_y", 2.0)
    session.numbers.set_number("weight", "x1_h", 3.0)
    session.reshape("Bias", drawing.set_node_bias, "y", 4.0)
    session.reshape("Delete", drawing.delete, ["x2"], [])
    settle(session)
    assert weights(session.document) == {"x1_h": 3.0, "h_y": 2.0}
    assert session.moment is not None
    assert session.moment.biases["y"] == 4.0


def test_what_is_saved_faster_than_the_engine_can_be_read(session: Session) -> None:
    stepped(session, 5).numbers.set_training("Choose optimizer", optimizer=Optimizer.of("adam"))
    found: list[Document] = []
    session.when_savable(lambda: found.append(session.document_to_save()))
    assert not found
    settle(session)
    (saved,) = found
    assert read(write(saved)) == saved
    assert saved.run is not None
    assert saved.run.iteration == 5


def test_a_number_typed_before_the_engine_is_there_changes_the_saved_run_where_it_stands(qapp: QApplication, session: Session) -> None:
    session.open(trained(session.document, 7), None)
    session.numbers.set_number("weight", "h_y", 2.0)
    loaded(session)
    run = session.document.run
    assert run is not None
    assert [(change.iteration, dict(change.edges)) for change in run.changes] == [(7, {"h_y": 2.0})]
    assert session.playback.shown_iteration == 7


def test_a_shape_drawn_before_the_engine_is_there_begins_with_the_saved_parameters(session: Session) -> None:
    document = trained(session.document, 7)
    assert document.run is not None
    session.open(document, None)
    session.reshape("Add", lambda before: drawing.add_node(before, "hidden", (0.0, 0.0))[0])
    assert weights(session.document) == dict(document.run.state.parameters.edges)


def test_settings_of_a_run_that_lacks_a_value_go_on_from_its_parameters(session: Session) -> None:
    document = trained(session.document, 7)
    assert document.run is not None
    assert document.data is not None
    session.open(replace(document, data=replace(document.data, train=document.data.train.with_value(0, 0, float("nan")))), None)
    loaded(session).numbers.set_training("Choose optimizer", optimizer=Optimizer.of("adam"))
    saved = session.document_to_save()
    assert read(write(saved)) == saved
    assert saved.training.optimizer.name == "adam"
    assert weights(saved) == dict(document.run.state.parameters.edges)


def test_the_shown_row_is_one_that_is_there(session: Session) -> None:
    stepped(session, 2).runs.show_row(2)
    settle(session)
    session.reshape("Remove", rows.remove_rows, "train", [1, 2])
    settle(session)
    assert session.row == 0
    assert session.moment is not None
    assert session.moment.shown.row == 0


def test_another_document_drops_what_was_wished_for_the_one_before(session: Session) -> None:
    session.runs.when_settled(lambda: session.playback.step(9))
    session.open(net("a -> b"), None)
    loaded(session)
    assert session.playback.newest == 0
