"""Data that come with the program: each is learned by its own network in the iterations that its notes name."""

import numpy as np
import pytest

from bpdesk.engine.prediction import predict
from bpdesk.engine.program import Program, compile_document
from bpdesk.engine.step import Engine
from bpdesk.files.built_in import BUILT_IN, BuiltIn, built_in
from bpdesk.files.schema import read, write
from bpdesk.model.classes import classes_of
from bpdesk.training.run import Run


@pytest.mark.parametrize("entry", BUILT_IN, ids=lambda entry: entry.name)
def test_each_opens_saves_and_is_learned(entry: BuiltIn) -> None:
    document = built_in(entry.name)
    data = document.data
    assert data is not None
    assert read(write(document)) == document == built_in(entry.name)
    program = compile_document(document)
    assert isinstance(program, Program)
    run = Run(Engine(program))
    run.advance(entry.iterations)
    moment, classes = run.moment(run.newest, 0), classes_of(document)
    if classes is None:
        assert moment.cost < {"sine": 0.005, "line": 0.1}[entry.name]
        return
    places = [data.columns.index(node.id) for node in document.network.outputs]
    for rows, least in ((data.train, 0.97), (data.test, 0.9)):
        if len(rows):
            table = rows.array()
            assert np.mean(classes.right(predict(run.engine, moment, document.network, data, table).outputs, table[:, places])) >= least


def test_iris_is_fishers() -> None:
    """Means of R's `iris` by species, and its number of flowers."""
    data = built_in("iris").data
    assert data is not None
    table = np.concatenate((data.train.array(), data.test.array()))
    assert table[table[:, 4] == 1][:, :4].mean(axis=0) == pytest.approx([5.006, 3.428, 1.462, 0.246])
    assert table[table[:, 6] == 1][:, :4].mean(axis=0) == pytest.approx([6.588, 2.974, 5.552, 2.026])
    assert table[:, 4:].sum(axis=0).tolist() == [50, 50, 50]
