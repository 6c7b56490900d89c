"""The page that `bpdesk export --what derivation` writes: about one thing, or the whole iteration worked out; of the first row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bpdesk.cli.messages import Refusal
from bpdesk.files.faults import quoted
from bpdesk.model.document import Document

if TYPE_CHECKING:
    from bpdesk.explain.page import Page, PageKind
    from bpdesk.training.walk import Walk

DIGITS = 4
TEXT_ENDINGS = (".tex", ".md")
_COST = "cost"


def derivation(document: Document, walk: Walk, typed: str | None) -> Page:
    """Of the iteration that begins where the walk stands: of a weight or a bias as a history file names it, a node, or `cost`."""
    from bpdesk.engine.observation import iteration_after, observe
    from bpdesk.explain.page import page
    from bpdesk.explain.situation import Situation
    from bpdesk.explain.solution import solution

    moment = observe(walk.engine, walk.regime, walk.state, 0)
    situation = Situation.of(document, iteration_after(walk.engine, walk.regime, moment))
    if typed is None:
        return solution(situation, document.title or "Untitled")
    return page(situation, *subject_of(document, typed))


def subject_of(document: Document, typed: str) -> tuple[PageKind, str]:
    """What is called so: a weight before a node of the same name."""
    network = document.network
    if typed in network.edge_by_id:
        return "weight", typed
    node = network.node_by_id.get(typed)
    if node is not None:
        return ("input" if node.kind == "input" else "node"), typed
    owner = network.node_by_id.get(typed.removesuffix(".bias"))
    if owner is not None and owner.bias is not None:
        return "bias", owner.id
    if typed == _COST:
        return "cost", ""
    raise Refusal(f"no weight, bias or node is called {quoted(typed)}")


def written(page: Page, ending: str) -> bytes:
    """The page as LaTeX or Markdown."""
    from bpdesk.export.worked_solution import latex_document, markdown_document

    return (latex_document if ending == ".tex" else markdown_document)(page, DIGITS).encode()
