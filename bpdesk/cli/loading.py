"""A document from its file, and its program, or one line that says why not. The engine is loaded here, when it is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bpdesk.cli.messages import Refusal, path_in_words, say
from bpdesk.files.faults import FormatError
from bpdesk.files.store import load
from bpdesk.model.document import Document
from bpdesk.model.problems import problems
from bpdesk.model.run_record import Change

if TYPE_CHECKING:
    from bpdesk.training.walk import Walk

_MOST_REMARKS = 10


def load_document(path: str) -> Document:
    """The document in that file; FileError or Refusal when there is none."""
    try:
        return load(path)
    except FormatError as failure:
        raise Refusal(f"{path_in_words(path)}: {failure}") from None


def can_run(document: Document) -> bool:
    return not any(problem.blocking for problem in problems(document))


def begin_walk(document: Document, path: str) -> Walk:
    """A walk at the start of the document, changes of iteration 0 made; Refusal when something is missing."""
    found = problems(document)
    blocking = [problem.message for problem in found if problem.blocking]
    if blocking:
        more = f" (and {len(blocking) - 1} more)" if len(blocking) > 1 else ""
        raise Refusal(f"{path_in_words(path)}: {blocking[0]}{more}")
    _tell_remarks([problem.message for problem in found], path)
    return _walk(document)


def changes_of(document: Document) -> tuple[Change, ...]:
    return () if document.run is None else document.run.changes


def _walk(document: Document) -> Walk:
    from bpdesk.engine.program import Program, compile_document
    from bpdesk.engine.step import Engine
    from bpdesk.training.walk import Walk

    program = compile_document(document)
    assert isinstance(program, Program)
    return Walk(Engine(program), changes_of(document))


def _tell_remarks(remarks: list[str], path: str) -> None:
    for remark in remarks[:_MOST_REMARKS]:
        say(f"{path_in_words(path)}: {remark}")
    if len(remarks) > _MOST_REMARKS:
        say(f"{path_in_words(path)}: {len(remarks) - _MOST_REMARKS} more remarks of these kinds")
