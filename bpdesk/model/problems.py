"""What keeps a document from running, and remarks that don't, each with its place."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bpdesk.model.document import Document
from bpdesk.model.network import Node
from bpdesk.text import tr, whole

_MISSING_VALUES_NAMED = 20
Naming = Callable[[Node], str]


@dataclass(frozen=True, slots=True)
class Problem:
    """A sentence for the person. `where` is a node's id, `data`, or `network`; a remark is not `blocking`.

    `count` is how many things it tells of.
    """

    where: str
    message: str
    blocking: bool = True
    count: int = 1


def by_id(node: Node) -> str:
    """As the columns of a file are named."""
    return node.id


def problems(document: Document, naming: Naming = by_id) -> list[Problem]:
    """All that is missing or odd in a document that could be read, blocking problems first; nodes are named by `naming`."""
    return [*_blocking(document, naming), *_remarks(document, naming)]


def _blocking(document: Document, naming: Naming) -> Iterator[Problem]:
    if not document.network.outputs:
        yield Problem("network", tr("The network has no output."))
    if document.data is None or not len(document.data.train):
        yield Problem("data", tr("There is no training row: give the inputs their values and the outputs their targets."))
    else:
        yield from _missing_values(document, naming)


def _missing_values(document: Document, naming: Naming) -> Iterator[Problem]:
    assert document.data is not None
    train = document.data.train
    for row, column in train.gaps(_MISSING_VALUES_NAMED):
        node = document.network.node_by_id[document.data.columns[column]]
        name = naming(node)
        what = tr("value of {name}", name=name) if node.kind == "input" else tr("target of {name}", name=name)
        yield Problem(node.id, tr("row {row}: {what} is missing", row=whole(int(row) + 1), what=what))
    more = train.gap_count() - _MISSING_VALUES_NAMED
    if more > 0:
        yield Problem("data", tr("{n} more values are missing", n=whole(more)), count=more)


def _remarks(document: Document, naming: Naming) -> Iterator[Problem]:
    targets = {edge.target for edge in document.network.edges}
    sources = {edge.source for edge in document.network.edges}
    for node in document.network.nodes:
        if node.kind != "input" and node.id not in targets:
            yield Problem(node.id, tr("Nothing feeds {name}: its pre-activation is its bias, or 0.", name=naming(node)), blocking=False)
        if node.kind != "output" and node.id not in sources:
            yield Problem(node.id, tr("{name} leads nowhere: it doesn't touch the cost.", name=naming(node)), blocking=False)
