"""Nodes, edges, and the network they make: immutable values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Literal

Kind = Literal["input", "hidden", "output"]
KINDS: tuple[Kind, ...] = ("input", "hidden", "output")


@dataclass(frozen=True, slots=True)
class Bias:
    """A neuron's bias; a frozen one takes part in the pass but is never updated."""

    value: float
    frozen: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """An input, or a neuron with its activation function.

    `position` is the centre, x to the right and y down, in pixels at 100 %. An input has neither activation nor bias.
    """

    id: str
    kind: Kind
    position: tuple[float, float]
    activation: str | None = None
    bias: Bias | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A weighted connection from the node `source` to the node `target` (their ids)."""

    id: str
    source: str
    target: str
    weight: float
    frozen: bool = False
    label: str | None = None


@dataclass(frozen=True)
class Network:
    """Nodes and edges in document order."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()

    @cached_property
    def node_by_id(self) -> Mapping[str, Node]:
        return MappingProxyType({node.id: node for node in self.nodes})

    @cached_property
    def edge_by_id(self) -> Mapping[str, Edge]:
        return MappingProxyType({edge.id: edge for edge in self.edges})

    @cached_property
    def edges_into(self) -> Mapping[str, Sequence[Edge]]:
        """Of each node, in document order."""
        return self._grouped((edge.target, edge) for edge in self.edges)

    @cached_property
    def edges_out_of(self) -> Mapping[str, Sequence[Edge]]:
        """Of each node, in document order."""
        return self._grouped((edge.source, edge) for edge in self.edges)

    @cached_property
    def inputs(self) -> tuple[Node, ...]:
        return tuple(node for node in self.nodes if node.kind == "input")

    @cached_property
    def outputs(self) -> tuple[Node, ...]:
        return tuple(node for node in self.nodes if node.kind == "output")

    @cached_property
    def biased(self) -> tuple[Node, ...]:
        """The nodes that have a bias."""
        return tuple(node for node in self.nodes if node.bias is not None)

    def _grouped(self, pairs: Iterable[tuple[str, Edge]]) -> Mapping[str, Sequence[Edge]]:
        found: dict[str, list[Edge]] = {node.id: [] for node in self.nodes}
        for node, edge in pairs:
            found[node].append(edge)
        return MappingProxyType({node: tuple(edges) for node, edges in found.items()})
