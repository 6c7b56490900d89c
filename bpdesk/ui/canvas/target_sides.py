"""Decides on which side of each output its target stands: on the right, unless something is there."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from PySide6.QtCore import QRectF

from bpdesk.model.network import Network
from bpdesk.ui.canvas.geometry import Route, as_row, crossing, overlapping
from bpdesk.ui.canvas.target_item import Side, TargetItem

_FEEDING_ON: tuple[Side, ...] = ("below", "above", "right")
_ENDING: tuple[Side, ...] = ("right", "below", "above")
_COVERED, _CROSSED = 10.0, 3.0


def place_targets(targets: Iterable[TargetItem], network: Network, routes: Mapping[str, Route], taken: Sequence[QRectF]) -> None:
    """Give each target the side where it covers least."""
    feeding = {edge.source for edge in network.edges}
    rects = np.array([as_row(rect) for rect in taken], dtype=np.float64).reshape(-1, 4)
    pieces = np.concatenate([route.pieces() for route in routes.values()]) if routes else np.zeros((0, 4))
    for target in targets:
        sides = _FEEDING_ON if target.identifier in feeding else _ENDING
        extents = np.array([as_row(target.extent(side)) for side in sides])
        cost = _COVERED * overlapping(extents, rects).sum(axis=1) + _CROSSED * crossing(pieces, extents).sum(axis=1)
        best = int(np.argmin(cost))
        target.place(sides[best])
        rects = np.vstack([rects, extents[best]])
