"""A document: everything that a file holds, as one immutable value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from bpdesk.model.dataset import Dataset
from bpdesk.model.network import Network
from bpdesk.model.run_record import RunRecord
from bpdesk.model.settings import Training

Json = None | bool | int | float | str | tuple["Json", ...] | Mapping[str, "Json"]


@dataclass(frozen=True)
class Document:
    """Network, data, training settings and the run; `view` is what the window remembers about looks.

    Equality is by value, numbers compared as Python compares them.
    """

    title: str = ""
    notes: str = ""
    network: Network = field(default_factory=Network)
    data: Dataset | None = None
    training: Training = field(default_factory=Training)
    run: RunRecord | None = None
    view: Mapping[str, Json] = field(default_factory=lambda: MappingProxyType({}))


def numbers_of(document: Document) -> object:
    """All of a document that decides what its training computes, apart from changes on the way; compared by value."""
    network = document.network
    nodes = [(node.id, node.kind, node.activation, node.bias) for node in network.nodes]
    edges = [(edge.id, edge.source, edge.target, edge.weight, edge.frozen) for edge in network.edges]
    return nodes, edges, document.data, document.training
