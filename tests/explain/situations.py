"""Situations for tests: a document some iterations on."""

from bpdesk.engine.observation import iteration_after
from bpdesk.engine.program import Program, compile_document
from bpdesk.engine.step import Engine
from bpdesk.explain.situation import Situation
from bpdesk.model.document import Document
from bpdesk.training.run import Run


def situation_of(document: Document, iterations: int = 0, row: int = 0) -> Situation:
    """The document after so many iterations, with that training row shown."""
    program = compile_document(document)
    assert isinstance(program, Program)
    run = Run(Engine(program))
    run.advance(iterations)
    moment = run.moment(run.newest, row)
    return Situation.of(document, iteration_after(run.engine, run.regime_at(moment.iteration), moment))
