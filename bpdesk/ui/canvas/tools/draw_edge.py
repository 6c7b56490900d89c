"""Drawing an edge: a dashed line from a node's rim to the pointer. Nodes that may be its end are lit; another says why it may not."""

from collections.abc import Callable

from PySide6.QtCore import QPointF

from bpdesk.model.drawing import allowed_targets, why_not_connect
from bpdesk.ui.canvas.edge_preview import EdgePreview
from bpdesk.ui.canvas.geometry import RADIUS
from bpdesk.ui.canvas.rim import OUTER, nearest_node
from bpdesk.ui.canvas.scene import NetworkScene
from bpdesk.ui.canvas.wishes import Wishes


class DrawEdge:
    """Ends on a node with an edge, on empty ground with a new neuron. `tell` shows a reason at the pointer."""

    def __init__(self, scene: NetworkScene, source: str, wishes: Wishes, tell: Callable[[str], None], at: QPointF) -> None:
        self._scene, self._source, self._wishes, self._tell = scene, source, wishes, tell
        self._allowed = allowed_targets(scene.network, source)
        self._line = EdgePreview(scene.network.node_by_id[source], scene.theme)
        scene.addItem(self._line)
        scene.preview.mark_ends(self._allowed, scene.network.node_by_id.keys() - self._allowed - {source})
        self.move(at)

    def move(self, at: QPointF) -> None:
        target = self._target(at)
        network = self._scene.network
        self._tell(why_not_connect(network, self._source, target) or "" if target else "")
        self._line.lead_to(at, network.node_by_id[target] if target and target in self._allowed else None)

    def end(self, at: QPointF) -> None:
        target = self._target(at)
        self.cancel()
        if target is not None:
            self._wishes.connect(self._source, target)
        elif nearest_node(self._scene.network, at, RADIUS + OUTER) is None and _is_seen(self._scene, at):
            self._wishes.grow(self._source, at)

    def cancel(self) -> None:
        self._tell("")
        self._scene.preview.clear()
        self._scene.removeItem(self._line)

    def _target(self, at: QPointF) -> str | None:
        node = nearest_node(self._scene.network, at, RADIUS + OUTER)
        return None if node == self._source else node


def _is_seen(scene: NetworkScene, at: QPointF) -> bool:
    """No node is drawn where nobody looks."""
    return any(view.viewport().rect().contains(view.mapFromScene(at)) for view in scene.views())
