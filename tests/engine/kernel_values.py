"""The kernel's values at chosen points: one node fed through a weight of 1, so that its pre-activation is the input."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bpdesk.engine.program import Program, compile_document
from bpdesk.engine.regime import Regime
from bpdesk.engine.step import Engine, Pass
from bpdesk.model.document import Document
from tests.builders import net


def engine_of(document: Document) -> Engine:
    program = compile_document(document)
    assert isinstance(program, Program)
    return Engine(program)


def gradient_at_start(document: Document) -> tuple[float, list[float]]:
    """The cost of all training rows and its gradient, parameter by parameter."""
    engine = engine_of(document)
    rows = np.arange(len(engine.program.train), dtype=np.int64)
    cost, gradient = engine.gradient(Regime.at_start(engine.program), engine.program.start, rows)
    return cost, gradient.tolist()


def unit(document: Document) -> Document:
    """The document with every weight 1 and every bias 0."""
    nodes = tuple(replace(node, bias=node.bias and replace(node.bias, value=0.0)) for node in document.network.nodes)
    edges = tuple(replace(edge, weight=1.0) for edge in document.network.edges)
    return replace(document, network=replace(document.network, nodes=nodes, edges=edges))


def traced(document: Document) -> Pass:
    """All training rows at the start."""
    engine = engine_of(document)
    program = engine.program
    return engine.trace(Regime.at_start(program), program.start, program.train, np.arange(len(program.train), dtype=np.int64))


def activated(activation: str, points: Sequence[float]) -> tuple[list[float], list[float]]:
    """f and f′ at the points."""
    passed = traced(unit(net("x -> y", output=activation, biases=False, rows=[[z, 0.5] for z in points])))
    return passed.activations[1].tolist(), passed.slopes[1].tolist()
