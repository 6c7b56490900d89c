"""What of a picture is selected, and what is pointed at: it is outlined or lit, and its numbers are shown wherever there is room."""

from collections.abc import Mapping, Sequence

from bpdesk.model.network import Edge, Network
from bpdesk.ui.canvas.canvas_item import CanvasItem
from bpdesk.ui.canvas.crowd_item import CROWD
from bpdesk.ui.canvas.edge_item import EdgeItem
from bpdesk.ui.canvas.node_item import NodeItem
from bpdesk.ui.canvas.selection import Selection
from bpdesk.ui.canvas.target_item import TargetItem

Things = tuple[frozenset[str], frozenset[str]]
"""The ids of nodes and of edges."""
_NOTHING: Things = frozenset(), frozenset()


class Emphasis:
    """Of the items of a picture, by the ids of their nodes and edges."""

    def __init__(self, nodes: Mapping[str, NodeItem], edges: Mapping[str, EdgeItem], targets: Mapping[str, TargetItem]) -> None:
        self._nodes, self._edges, self._targets = nodes, edges, targets
        self._near: set[CanvasItem] = set()
        self._marked: frozenset[str] = frozenset()
        self._chosen, self._pointed_at = _NOTHING, _NOTHING
        self.card: str | None = None
        """The selected weight, whose number is a card."""

    @property
    def near(self) -> set[str]:
        """The ids of what `point_at` lit."""
        return {item.identifier for item in self._near}

    def select(self, selected: Selection) -> None:
        """Outline that and nothing else. In a crowd edges that are many aren't."""
        kind, identifier = selected.primary or ("", "")
        for node in self._nodes.values():
            node.set_selected(node.identifier in selected.nodes or (kind == "bias" and node.identifier == identifier))
        for target in self._targets.values():
            target.set_selected(kind == "target" and target.identifier == identifier)
        marked = selected.edges if len(selected.edges) <= CROWD else frozenset()
        for edge in (self._marked ^ marked) & self._edges.keys():
            self._edges[edge].set_selected(edge in marked)
        self._marked, self._chosen = marked, (selected.nodes, selected.edges)
        self.card = identifier if kind == "weight" else None

    def point_at(self, network: Network, kind: str, identifier: str) -> None:
        """Light the two ends of an edge (`weight`), or the edges of a `node`, and nothing else; nothing for an empty kind."""
        near: set[CanvasItem] = set()
        for edge in network.edges if kind else ():
            if kind == "weight" and edge.id == identifier:
                near |= {self._nodes[edge.source], self._nodes[edge.target]}
            elif kind == "node" and identifier in (edge.source, edge.target):
                near.add(self._edges[edge.id])
        for item in self._near - near:
            item.set_near(False)
        for item in near:
            item.set_near(True)
        self._near = near
        one = frozenset({identifier} if kind else ())
        self._pointed_at = (frozenset(), one) if kind == "weight" else (one, frozenset())

    def told_edges(self, network: Network) -> Sequence[Edge]:
        """Those whose numbers are to be shown: what is pointed at before what is selected, of each the largest weights first."""
        found = [edge for edge in self._around(network, self._pointed_at) + self._around(network, self._chosen) if edge.id in self._edges]
        return list({edge.id: edge for edge in found}.values())

    def _around(self, network: Network, things: Things) -> list[Edge]:
        """Those of the edges, and the edges of those nodes."""
        nodes, edges = things
        if not nodes and not edges or len(nodes) + len(edges) > CROWD:
            return []
        found = [edge for edge in network.edges if edge.id in edges or edge.source in nodes or edge.target in nodes]
        return sorted(found, key=lambda edge: -abs(self._edges[edge.id].weight))
