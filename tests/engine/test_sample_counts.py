"""Any number of samples: rows are padded to whole lanes and walked in chunks, and neither may be seen in the numbers."""

from dataclasses import replace

import numpy as np
import pytest

from bpdesk.engine.program import Program, compile_document
from bpdesk.engine.regime import Regime
from bpdesk.engine.state import start
from bpdesk.engine.step import Engine
from bpdesk.model.document import Document
from tests.builders import net
from tests.engine import reference


def _engine(document: Document) -> Engine:
    program = compile_document(document)
    assert isinstance(program, Program)
    return Engine(program)


@pytest.mark.parametrize("count", [1, 3, 4, 5, 8, 11, 12, 16, 17, 20, 21, 28, 31, 37])
@pytest.mark.parametrize(("output", "cost"), [("linear", "squared_error"), ("sigmoid", "binary_cross_entropy"), ("softmax", "huber")])
def test_the_gradient_is_that_of_the_samples_alone(count: int, output: str, cost: str) -> None:
    random = np.random.default_rng(count)
    rows = random.uniform(0.0, 1.0, (count, 4)).tolist()
    document = net("a b -> h -> y u", rows=rows, activation="tanh", output=output, cost=cost)
    engine, begin = _engine(document), reference.start_of(document)
    found, gradient = engine.gradient(Regime.at_start(engine.program), engine.program.start, np.arange(count, dtype=np.int64))
    assert found == pytest.approx(reference.cost(document, begin, range(count)), rel=1e-12)
    for name, slope in zip(begin.names, gradient.tolist(), strict=True):
        before, after = (reference.cost(document, begin.moved(name, by), range(count)) for by in (-6e-6, 6e-6))
        assert slope == pytest.approx((after - before) / 1.2e-5, rel=1e-6, abs=1e-8)


@pytest.mark.parametrize("count", [8_191, 8_192, 8_193, 20_000])
def test_the_gradient_of_more_samples_than_a_chunk_has_room_for(count: int) -> None:
    random = np.random.default_rng(count)
    x, y = random.normal(size=(2, count))
    document = net("x -> y", rows=np.stack([x, y], axis=1).tolist(), output="linear")
    engine, begin = _engine(document), reference.start_of(document)
    found, gradient = engine.gradient(Regime.at_start(engine.program), engine.program.start, np.arange(count, dtype=np.int64))
    error = begin.weights["x_y"] * x + begin.biases["y"] - y
    assert found == pytest.approx(float(np.mean(error**2)), rel=1e-12)
    assert gradient.tolist() == pytest.approx([float(np.mean(2 * error * x)), float(np.mean(2 * error))], rel=1e-10)


def test_huge_parameters_stop_nothing_as_long_as_each_is_finite() -> None:
    document = net("a b c d e f g h i -> y", biases=False, rows=[[1e-160] * 9 + [0.0]], output="linear")
    engine = _engine(document)
    huge = replace(start(engine.program), parameters=np.full(9, 1.7e308))
    assert engine.advance(Regime.at_start(engine.program), huge, 5, np.zeros(0, np.int64)).made == 5
