"""What a page needs to know of a network's shape: the edges into and out of each node, and names. Found once, for all samples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bpdesk.explain.names import Names
from bpdesk.model.network import Edge, Network


class Wiring:
    """Of one network; edges are in document order."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self.names = Names(network)

    @property
    def incoming(self) -> Mapping[str, Sequence[Edge]]:
        return self._network.edges_into

    @property
    def outgoing(self) -> Mapping[str, Sequence[Edge]]:
        return self._network.edges_out_of
