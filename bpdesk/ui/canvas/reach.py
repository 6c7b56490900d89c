"""Where a canvas can show things: positions in files may be any finite numbers, a scene has a size."""

from dataclasses import replace

from bpdesk.model.document import Document

FARTHEST = 100_000.0


def within_reach(document: Document) -> Document:
    """The document with nodes that lie too far out at the rim of what can be shown; the same object where none does."""
    nodes = document.network.nodes
    if all(abs(place) <= FARTHEST for node in nodes for place in node.position):
        return document
    moved = tuple(replace(node, position=(_inside(node.position[0]), _inside(node.position[1]))) for node in nodes)
    return replace(document, network=replace(document.network, nodes=moved))


def _inside(place: float) -> float:
    return min(max(place, -FARTHEST), FARTHEST)
