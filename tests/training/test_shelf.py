"""Runs that were made before stay on the shelf within bounds: what is soon made anew and takes much memory doesn't."""

import numpy as np

from bpdesk.engine.program import Program, compile_document
from bpdesk.engine.step import Engine
from bpdesk.model.document import Document
from bpdesk.training.run import Run
from bpdesk.training.shelf import Shelf
from tests.builders import net

MANY = 60_000


def _documents(rows: int) -> list[Document]:
    table = np.random.default_rng(1).normal(size=(rows, 3))
    return [net("x1 x2 -> y", rows=(table + shift).tolist()) for shift in range(3)]


def _run(document: Document, iterations: int) -> Run:
    program = compile_document(document)
    assert isinstance(program, Program)
    run = Run(Engine(program))
    run.advance(iterations)
    return run


def test_large_sets_that_were_not_trained_on_make_room_and_trained_runs_stay() -> None:
    shelf = Shelf()
    trained, untouched, newest = _documents(MANY)
    runs = [_run(trained, 1), _run(untouched, 0), _run(newest, 0)]
    for document, run in zip((trained, untouched, newest), runs, strict=True):
        shelf.put(document, run)
    assert [shelf.find(document) for document in (trained, untouched, newest)] == [runs[0], None, runs[2]]


def test_small_ones_stay_at_their_start_too() -> None:
    shelf = Shelf()
    documents = _documents(5)
    runs = [_run(document, 0) for document in documents]
    for document, run in zip(documents, runs, strict=True):
        shelf.put(document, run)
    assert [shelf.find(document) for document in documents] == runs


def test_samples_are_put_together_once_and_only_when_asked_for() -> None:
    program = compile_document(_documents(MANY)[0])
    assert isinstance(program, Program)
    assert program.train_count == MANY
    assert "train" not in vars(program)
    assert program.train is program.train
    assert program.test is None
