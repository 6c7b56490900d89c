"""Drawing edges: a dashed line from each node's rim to the pointer. Nodes that may be its end are lit; another says why it may not."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF

from bpdesk.model.drawing import allowed_targets, why_not_connect
from bpdesk.ui.canvas.edge_preview import EdgePreview
from bpdesk.ui.canvas.geometry import RADIUS
from bpdesk.ui.canvas.rim import OUTER, nearest_node
from bpdesk.ui.canvas.scene import NetworkScene
from bpdesk.ui.canvas.wishes import Wishes


class DrawEdge:
    """Ends on a node with an edge from each source, on empty ground with a new neuron. `tell` shows a reason at the pointer."""

    def __init__(self, scene: NetworkScene, sources: Sequence[str], wishes: Wishes, tell: Callable[[str], None], at: QPointF) -> None:
        self._scene, self._sources, self._wishes, self._tell = scene, sources, wishes, tell
        self._allowed = {source: allowed_targets(scene.network, source) for source in sources}
        self._lines = {source: EdgePreview(scene.network.node_by_id[source], scene.theme) for source in sources}
        for line in self._lines.values():
            scene.addItem(line)
        lit = frozenset().union(*self._allowed.values()).difference(sources)
        scene.preview.mark_ends(lit, scene.network.node_by_id.keys() - lit - set(sources))
        self.move(at)

    def move(self, at: QPointF) -> None:
        target = self._target(at)
        network = self._scene.network
        self._tell(self._why_not(target) if target else "")
        for source, line in self._lines.items():
            line.lead_to(at, network.node_by_id[target] if target and target in self._allowed[source] else None)

    def end(self, at: QPointF) -> None:
        target = self._target(at)
        self.cancel()
        if target is not None:
            self._wishes.connect(self._sources, target)
        elif nearest_node(self._scene.network, at, RADIUS + OUTER) is None and _is_seen(self._scene, at):
            self._wishes.grow(self._sources, at)

    def cancel(self) -> None:
        self._tell("")
        self._scene.preview.clear()
        for line in self._lines.values():
            self._scene.removeItem(line)

    def _why_not(self, target: str) -> str:
        """Why no edge at all can end there."""
        if any(target in allowed for allowed in self._allowed.values()):
            return ""
        return why_not_connect(self._scene.network, self._sources[0], target) or ""

    def _target(self, at: QPointF) -> str | None:
        node = nearest_node(self._scene.network, at, RADIUS + OUTER)
        return None if node in self._sources else node


def _is_seen(scene: NetworkScene, at: QPointF) -> bool:
    """No node is drawn where nobody looks."""
    return any(view.viewport().rect().contains(view.mapFromScene(at)) for view in scene.views())
