"""Moving nodes: they follow the pointer, and one edit is made at the end."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF

from bpdesk.model.network import Network
from bpdesk.ui.canvas.preview import Positions, Preview
from bpdesk.ui.canvas.wishes import Wishes


class MoveNodes:
    """Moves nodes by as much as the pointer has come from `at`."""

    def __init__(self, network: Network, nodes: Iterable[str], preview: Preview, wishes: Wishes, at: QPointF) -> None:
        self._start = {node: network.node_by_id[node].position for node in nodes}
        self._preview, self._wishes, self._from = preview, wishes, at

    def move(self, at: QPointF) -> None:
        self._preview.move(self._moved(at))

    def end(self, at: QPointF) -> None:
        positions = self._moved(at)
        if positions != self._start:
            self._wishes.move(positions)
        self._preview.clear()

    def cancel(self) -> None:
        self._preview.clear()

    def _moved(self, at: QPointF) -> Positions:
        across, down = round(at.x() - self._from.x()), round(at.y() - self._from.y())
        return {node: (x + across, y + down) for node, (x, y) in self._start.items()}
