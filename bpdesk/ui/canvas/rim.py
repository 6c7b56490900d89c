"""Where a node's rim is: the ring from which edges are drawn."""

import numpy as np
from PySide6.QtCore import QPointF

from bpdesk.model.network import Network
from bpdesk.ui.canvas.geometry import RADIUS

INNER, OUTER = 5.0, 10.0
"""How far within and beyond a node's outline the rim reaches, in pixels at 100 %."""


def nearest_node(network: Network, at: QPointF, reach: float) -> str | None:
    """The node whose centre is nearest to the point, at most `reach` away."""
    if not network.nodes:
        return None
    centres = np.array([node.position for node in network.nodes])
    distance = np.hypot(*(centres - (at.x(), at.y())).T)
    nearest = int(np.argmin(distance))
    return network.nodes[nearest].id if distance[nearest] <= reach else None


def node_of_rim(network: Network, at: QPointF) -> str | None:
    """The node on whose rim the point lies."""
    node = nearest_node(network, at, RADIUS + OUTER)
    if node is None:
        return None
    x, y = network.node_by_id[node].position
    return node if np.hypot(at.x() - x, at.y() - y) >= RADIUS - INNER else None
