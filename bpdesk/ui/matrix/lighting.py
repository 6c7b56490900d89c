"""Which cells are lit: that of the selected weight or bias, those of the values that meet in it, and what is pointed at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bpdesk.explain.formula import Ref
from bpdesk.explain.matrices import Cell, Grid
from bpdesk.model.network import Network

_OF_NODES: tuple[Literal["node", "delta", "target"], ...] = ("node", "delta", "target")
Ground = Literal["none", "selected", "related", "pointed"]


@dataclass(frozen=True)
class Lighting:
    """`related` are the activation and the delta whose product the selected weight's gradient is; `nodes` those that it is about."""

    selected: Ref | None = None
    related: frozenset[Ref] = frozenset()
    pointed: frozenset[Ref] = frozenset()
    nodes: frozenset[str] = frozenset()

    @classmethod
    def of(cls, network: Network, primary: tuple[str, str] | None, pointed: frozenset[Ref] = frozenset()) -> Lighting:
        """For what is selected on the canvas."""
        if primary is None:
            return cls(pointed=pointed)
        kind, identifier = primary
        if kind == "weight" and identifier in network.edge_by_id:
            edge = network.edge_by_id[identifier]
            return cls(
                Ref("weight", identifier),
                frozenset({Ref("node", edge.source), Ref("delta", edge.target)}),
                pointed,
                frozenset({edge.source, edge.target}),
            )
        if kind == "bias":
            return cls(Ref("bias", identifier), frozenset({Ref("delta", identifier)}), pointed, frozenset({identifier}))
        related = frozenset(Ref(each, identifier) for each in _OF_NODES)
        return cls(None, related, pointed, frozenset({identifier}))

    def ground(self, cell: Cell) -> Ground:
        if cell.ref is None:
            return "none"
        if cell.ref == self.selected:
            return "selected"
        if cell.ref in self.pointed:
            return "pointed"
        is_lit = cell.ref in self.related and (cell.role in ("forward", "backward") or self.selected is None)
        return "related" if is_lit else "none"

    def places(self, grid: Grid) -> tuple[set[int], set[int]]:
        """The rows and the columns of what is selected, so that they are written though others are left out."""
        rows, columns = ({place for place, node in enumerate(side) if node in self.nodes} for side in grid.nodes)
        return rows, columns
