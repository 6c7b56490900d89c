"""What a page needs to know of a network's shape: the edges into and out of each node, and names. Found once, for all samples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from bpdesk.explain.names import Names
from bpdesk.model.network import Edge, Network


class Wiring:
    """Of one network; edges are in document order."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self.names = Names(network)

    @cached_property
    def incoming(self) -> Mapping[str, list[Edge]]:
        return _grouped((edge.target, edge) for edge in self._network.edges)

    @cached_property
    def outgoing(self) -> Mapping[str, list[Edge]]:
        return _grouped((edge.source, edge) for edge in self._network.edges)


def _grouped(pairs: Iterable[tuple[str, Edge]]) -> Mapping[str, list[Edge]]:
    found: defaultdict[str, list[Edge]] = defaultdict(list)
    for node, edge in pairs:
        found[node].append(edge)
    return found
