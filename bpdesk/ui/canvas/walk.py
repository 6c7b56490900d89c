"""Shows on a picture where within an iteration it stands: what is in work has a thick rim, arrows go along with the edges."""

from collections.abc import Mapping

from PySide6.QtWidgets import QGraphicsScene

from bpdesk.engine.phases import Inside
from bpdesk.model.network import Network
from bpdesk.ui.canvas.companions import companions
from bpdesk.ui.canvas.edge_item import EdgeItem
from bpdesk.ui.canvas.flow_item import FlowItem
from bpdesk.ui.canvas.node_item import NodeItem
from bpdesk.ui.canvas.shown import Shown
from bpdesk.ui.theme import PHASE_COLOURS, Theme

_MOST_HALOS = 300
_ROWS = {"delta": "delta", "bias_gradient": "bias", "bias": "bias"}


class Walk:
    """The marks of one picture."""

    def __init__(self, scene: QGraphicsScene, theme: Theme) -> None:
        self._flow = FlowItem(theme)
        scene.addItem(self._flow)
        self._inside: Inside | None = None
        self._network = Network()
        self._marked: tuple[set[NodeItem], set[EdgeItem]] = set(), set()

    def show_values(self, shown: Shown, nodes: Mapping[str, NodeItem], edges: Mapping[str, EdgeItem]) -> None:
        """Take the place of a moment."""
        inside = None if shown.moment is None else shown.moment.inside
        if inside is None and self._inside is None:
            return
        self._inside, self._network = inside, shown.document.network
        rims, halos = _marks(shown, inside)
        marked = {nodes[node] for node in rims}, {edges[edge] for edge in halos}
        for node in self._marked[0] | marked[0]:
            node.set_work(*rims.get(node.identifier, ("", "")))
        for edge in self._marked[1] | marked[1]:
            edge.set_work(halos.get(edge.identifier, ""))
        self._marked = marked
        self.follow(edges)

    def follow(self, edges: Mapping[str, EdgeItem]) -> None:
        """Let the arrows go along with the edges as they run now."""
        self._flow.show_companions(companions(self._network, self._inside), edges)

    def show_travel(self, way: str, progress: float, edges: Mapping[str, EdgeItem]) -> None:
        """Show what travels (see `travel.Travel`), and when nothing does any more what stands."""
        if way in ("forward", "backward"):
            self._flow.show_pulses(way == "forward", progress, edges)
            return
        if not way:
            self.follow(edges)
        self._flow.show_progress(progress)

    def show_theme(self, theme: Theme) -> None:
        self._flow.show_theme(theme)


def _marks(shown: Shown, inside: Inside | None) -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
    """Of nodes in work the colour and which of their rows it is (none: the node itself), of edges in work the ground."""
    if inside is None:
        return {}, {}
    colour, ground = PHASE_COLOURS[inside.phase]
    if inside.phase == "cost":
        return {node.id: (colour, "") for node in shown.document.network.outputs}, {}
    rims, halos = {}, {}
    for kind, of in (value for station in inside.now for value in station.values):
        if kind in ("weight", "weight_gradient"):
            halos[of] = ground
        else:
            rims[of] = colour, _ROWS.get(kind, "")
    return rims, halos if len(halos) <= _MOST_HALOS else {}
