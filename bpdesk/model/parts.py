"""Editing each node or each edge of a document: what the edits of drawing are made of."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from bpdesk.model.document import Document
from bpdesk.model.network import Edge, Node

Part = TypeVar("Part", Node, Edge)


def with_nodes(document: Document, edit: Callable[[Node], Node]) -> Document:
    """The document with each node edited; the same document where none changes."""
    nodes = _edited(document.network.nodes, edit)
    return document if nodes is document.network.nodes else replace(document, network=replace(document.network, nodes=nodes))


def with_edges(document: Document, edit: Callable[[Edge], Edge]) -> Document:
    """The document with each edge edited; the same document where none changes."""
    edges = _edited(document.network.edges, edit)
    return document if edges is document.network.edges else replace(document, network=replace(document.network, edges=edges))


def without_run(document: Document) -> Document:
    """The document without what was trained: that belonged to another network."""
    return document if document.run is None else replace(document, run=None)


def _edited(parts: tuple[Part, ...], edit: Callable[[Part], Part]) -> tuple[Part, ...]:
    """A part that comes out equal stays the very same object."""
    changed: Sequence[Part] = [part if (new := edit(part)) == part else new for part in parts]
    return parts if all(one is other for one, other in zip(changed, parts, strict=True)) else tuple(changed)
