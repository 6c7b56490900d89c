"""Moving or copying nodes: they follow the pointer, stop in line with others or on the grid, and one edit is made at the end."""

from collections.abc import Iterable

import numpy as np
from PySide6.QtCore import QPointF, Qt

from bpdesk.ui.canvas.ghosts import Ghosts
from bpdesk.ui.canvas.guides import Guides, Landing, landing
from bpdesk.ui.canvas.preview import Positions
from bpdesk.ui.canvas.scene import NetworkScene
from bpdesk.ui.canvas.tools.gesture import Held
from bpdesk.ui.canvas.wishes import Wishes

_REACH = 6.0
"""Pixels on the screen within which nodes stand in line."""


class MoveNodes:
    """Moves nodes by as much as the pointer has come from `at`; Shift keeps them on one axis, Alt off the guides.

    While Ctrl is held they stay, and outlines show where their copies will be.
    """

    def __init__(
        self, scene: NetworkScene, nodes: Iterable[str], wishes: Wishes, at: QPointF, zoom: float, on_grid: bool, held: Held
    ) -> None:
        network = scene.network
        self._start = {node: network.node_by_id[node].position for node in nodes}
        others = [node.position for node in network.nodes if node.id not in self._start]
        self._others = np.array(others, dtype=np.float64).reshape(-1, 2)
        self._preview, self._wishes, self._from = scene.preview, wishes, at
        self._reach, self._on_grid = _REACH / zoom, on_grid
        self._held = held
        self._guides, self._ghosts = Guides(scene, scene.theme.accent), Ghosts(scene, scene.theme.accent)
        self._nodes = network.node_by_id

    def move(self, at: QPointF) -> None:
        found = self._landing(at)
        self._guides.show(found.lines)
        if self._copies():
            self._preview.clear()
            self._ghosts.show(self._nodes, self._moved(found))
        else:
            self._ghosts.clear()
            self._preview.move(self._moved(found))

    def end(self, at: QPointF) -> None:
        found = self._landing(at)
        positions = self._moved(found)
        self._guides.clear()
        self._ghosts.clear()
        if positions != self._start and self._copies():
            self._wishes.copy_by(found.across, found.down)
        elif positions != self._start:
            self._wishes.move(positions)
        self._preview.clear()

    def cancel(self) -> None:
        self._guides.clear()
        self._ghosts.clear()
        self._preview.clear()

    def _copies(self) -> bool:
        return bool(self._held() & Qt.KeyboardModifier.ControlModifier)

    def _landing(self, at: QPointF) -> Landing:
        held = self._held()
        way, reach = at - self._from, 0.0 if held & Qt.KeyboardModifier.AltModifier else self._reach
        one_axis = bool(held & Qt.KeyboardModifier.ShiftModifier)
        return landing(self._start, self._others, (way.x(), way.y()), reach, on_grid=self._on_grid, along_one_axis=one_axis)

    def _moved(self, by: Landing) -> Positions:
        return {node: (x + by.across, y + by.down) for node, (x, y) in self._start.items()}
