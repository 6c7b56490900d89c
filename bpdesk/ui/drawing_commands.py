"""Commands on many things at once: select by kind, align, tidy, connect groups, add a layer, give many weights other values."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection

from PySide6.QtCore import QObject

from bpdesk.model.aligning import ALIGNMENTS, SPREADS, aligned, spread
from bpdesk.model.arrange import tidied
from bpdesk.model.document import Document
from bpdesk.model.groups import groups
from bpdesk.model.linking import add_layer, connect_groups
from bpdesk.text import tr
from bpdesk.ui.actions import Actions
from bpdesk.ui.canvas.scene import NetworkScene
from bpdesk.ui.canvas.selection import Selection
from bpdesk.ui.canvas.view import NetworkView
from bpdesk.ui.dialogs.change_weights import ChangeWeightsDialog
from bpdesk.ui.drawing_wishes import DrawingWishes, Grown, random_weight
from bpdesk.ui.session import Session

ON_CANVAS = ("select_nodes", "select_edges", "tidy")


class DrawingCommands(QObject):
    """For one canvas; each is one undo step."""

    def __init__(self, session: Session, scene: NetworkScene, canvas: NetworkView, wishes: DrawingWishes) -> None:
        super().__init__(canvas)
        self._session, self._scene, self._canvas, self._wishes = session, scene, canvas, wishes

    def by_name(self) -> dict[str, Callable[[], None]]:
        """A method for each of their actions."""
        return {
            "select_nodes": lambda: self._select(nodes=self._scene.network.node_by_id),
            "select_edges": lambda: self._select(edges=self._scene.network.edge_by_id),
            "select_incoming": lambda: self._select_edges_at("target"),
            "select_outgoing": lambda: self._select_edges_at("source"),
            "tidy": self._tidy,
            **{f"align_{alignment}": self._aligner(alignment) for alignment in ALIGNMENTS},
            **{f"spread_{direction}": self._spreader(direction) for direction in SPREADS},
            "connect_groups": lambda: self._connect_groups(tr("Connect groups"), skipping=False),
            "connect_skipping": lambda: self._connect_groups(tr("Connect groups all to all"), skipping=True),
            "add_layer": self._add_layer,
            "change_weights": self._ask_weights,
        }

    def enable(self, actions: Actions) -> None:
        choice, none_there = self._scene.choice, tr("There are no nodes yet.")
        actions.enable("network", bool(self._scene.network.nodes), none_there)
        actions.enable("nodes", bool(choice.nodes), tr("Select one or more nodes first."))
        actions.enable("several_nodes", len(choice.nodes) > 1, tr("Select two or more nodes first."))
        parted = len(groups(self._scene.network, choice.nodes)) if len(choice.nodes) > 1 else 1
        actions.enable("groups", parted > 1, tr("Select two groups of nodes, one to the right of the other."))
        actions.enable("several_groups", parted > 2, tr("Select three or more groups of nodes, side by side."))
        actions.enable("edges", bool(choice.edges), tr("Select one or more connections first."))

    def _select(self, nodes: Collection[str] = (), edges: Collection[str] = ()) -> None:
        self._scene.choose(Selection.several(self._scene.network, nodes, edges))

    def _select_edges_at(self, end: str) -> None:
        nodes = self._scene.choice.nodes
        self._select(edges=[edge.id for edge in self._scene.network.edges if getattr(edge, end) in nodes])

    def _tidy(self) -> None:
        self._wishes.move(tidied(self._scene.network), tr("Tidy"))
        self._canvas.fit()

    def _aligner(self, alignment: str) -> Callable[[], None]:
        return lambda: self._wishes.move(aligned(self._places(), alignment), tr("Align"))

    def _spreader(self, direction: str) -> Callable[[], None]:
        return lambda: self._wishes.move(spread(self._places(), direction), tr("Space evenly"))

    def _places(self) -> dict[str, tuple[float, float]]:
        network = self._scene.network
        return {node: network.node_by_id[node].position for node in sorted(self._scene.choice.nodes)}

    def _connect_groups(self, text: str, *, skipping: bool) -> None:
        chosen = self._scene.choice.nodes

        def edit(document: Document) -> Grown:
            after, edges = connect_groups(document, chosen, random_weight, skipping=skipping)
            return after, [], edges

        self._wishes.add(text, edit)

    def _add_layer(self) -> None:
        network, chosen = self._scene.network, self._scene.choice.nodes
        behind = [node.id for node in network.nodes if node.id in chosen]

        def edit(document: Document) -> Grown:
            after, nodes = add_layer(document, behind, random_weight)
            return after, nodes, []

        self._wishes.add(tr("Add layer"), edit)

    def _ask_weights(self) -> None:
        edges = [edge.id for edge in self._scene.network.edges if edge.id in self._scene.choice.edges]
        dialog = ChangeWeightsDialog(len(edges), random.randrange(10_000), self._canvas.window())
        dialog.chosen.connect(lambda change: self._wishes.change_weights(edges, change))
        dialog.open()
