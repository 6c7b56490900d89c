"""What is selected on the canvas: any number of nodes and edges, and the one number or thing that panels tell about. Values only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bpdesk.model.network import Network

Part = tuple[str, str]
_NODE_KINDS = ("node", "input")


@dataclass(frozen=True)
class Selection:
    """`primary` is kind (`weight`, `bias`, `node`, `input`, `target`) and id; None while nothing or several things are selected."""

    primary: Part | None = None
    nodes: frozenset[str] = frozenset()
    edges: frozenset[str] = frozenset()

    @classmethod
    def of(cls, kind: str, identifier: str) -> Selection:
        """One thing; a bias or a target is selected without its node."""
        nodes = frozenset({identifier} if kind in _NODE_KINDS else ())
        return cls((kind, identifier), nodes, frozenset({identifier} if kind == "weight" else ()))

    @classmethod
    def several(cls, network: Network, nodes: Iterable[str], edges: Iterable[str] = ()) -> Selection:
        """Those of the nodes and edges that are there."""
        there, lines = frozenset(nodes) & network.node_by_id.keys(), frozenset(edges) & network.edge_by_id.keys()
        if len(there) + len(lines) != 1:
            return cls(None, there, lines)
        return cls.of("weight", *lines) if lines else cls.of(node_kind(network, *there), *there)

    @property
    def is_empty(self) -> bool:
        return self.primary is None and not self.nodes and not self.edges

    def with_others(self, network: Network, nodes: Iterable[str], edges: Iterable[str]) -> Selection:
        """Both this and those."""
        return Selection.several(network, self.nodes.union(nodes), self.edges.union(edges))

    def toggled(self, network: Network, kind: str, identifier: str) -> Selection:
        """With that thing more, or less where it is selected already."""
        if kind == "weight":
            return Selection.several(network, self.nodes, self.edges ^ {identifier})
        return Selection.several(network, self.nodes ^ {identifier}, self.edges)

    def within(self, network: Network) -> Selection:
        """What of it is still there; a node that has become an input, or is none any more, as what it is now."""
        nodes, edges = self.nodes & network.node_by_id.keys(), self.edges & network.edge_by_id.keys()
        if self.primary is not None and is_there(network, self.primary):
            kind, identifier = self.primary
            return self if kind not in _NODE_KINDS else Selection.of(node_kind(network, identifier), identifier)
        return Selection.several(network, nodes, edges)


def node_kind(network: Network, node: str) -> str:
    """The kind under which a node is selected."""
    return "input" if network.node_by_id[node].kind == "input" else "node"


def is_there(network: Network, part: Part) -> bool:
    """Whether the network has that weight, node, bias or target."""
    kind, identifier = part
    if kind == "weight":
        return identifier in network.edge_by_id
    node = network.node_by_id.get(identifier)
    return node is not None and (kind != "bias" or node.bias is not None) and (kind != "target" or node.kind == "output")
