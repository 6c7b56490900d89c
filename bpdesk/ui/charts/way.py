"""The descent in a landscape: the way so far, what is to be read on it, and the line above the chart that says where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from bpdesk.engine.landscape import Stand
from bpdesk.text import number, tr, whole
from bpdesk.training.curves import Array
from bpdesk.ui import fonts
from bpdesk.ui.charts.reading import Reading, full, within_reach
from bpdesk.ui.plots.frame import Frame
from bpdesk.ui.plots.strokes import draw_text, text_width
from bpdesk.ui.theme import Theme

MOST_DOTS = 60
"""A longer way is a line alone."""


@dataclass(frozen=True)
class Path:
    """The way so far: iterations `(n,)`, the chosen parameters `(n, 1 or 2)` and the cost `(n,)` at each."""

    iterations: Array
    points: Array
    costs: Array

    def until(self, iteration: int) -> Path:
        """The way up to that iteration."""
        kept = self.iterations <= iteration
        return Path(self.iterations[kept], self.points[kept], self.costs[kept])


def reading_of_way(frame: Frame, path: Path, stand: Stand, labels: Sequence[str], pointer: QPointF) -> Reading | None:
    """The step that the pointer means: iteration, parameters, cost, and at the shown one the slopes."""
    way = path.until(stand.iteration)
    across, up = way.points[:, 0], way.costs if len(labels) == 1 else way.points[:, 1]
    place = within_reach(frame, across, up, pointer)
    if place is None and within_reach(frame, *_here(stand, labels), pointer) is None:
        return None
    if place is None or int(way.iterations[place]) == stand.iteration:
        values, iteration, cost = stand.at, stand.iteration, stand.cost
        slopes = tuple((rf"\partial C/\partial {{{label}}}", full(slope)) for label, slope in zip(labels, stand.slopes, strict=True))
    else:
        values, iteration, cost = tuple(way.points[place].tolist()), int(way.iterations[place]), float(way.costs[place])
        slopes = ()
    lines = tuple((label, full(value)) for label, value in zip(labels, values, strict=True))
    at = frame.point(values[0], cost if len(labels) == 1 else values[1])
    return Reading(tr("Iteration {k}", k=whole(iteration)), (*lines, ("{C}", full(cost)), *slopes), at)


def paint_head(painter: QPainter, frame: Frame, stand: Stand, held: str, theme: Theme) -> None:
    """Where it is, and what is held fixed."""
    k, font = whole(stand.iteration), fonts.font(12)
    told = tr("Iteration {k}, cost {cost}", k=k, cost=number(stand.cost))
    words = [f"{told}. {held}", held, tr("All others as at iteration {k}", k=k), tr("Iteration {k}", k=k)] if held else [told]
    shown = next((each for each in words if text_width(each, font) <= frame.area.width()), words[-1])
    shown = QFontMetricsF(font).elidedText(shown, Qt.TextElideMode.ElideRight, frame.area.width())
    draw_text(painter, QPointF(frame.area.right(), frame.area.top() - 12), shown, font, theme.muted, "right")


def held_words(others: int, iteration: int) -> str:
    """Which parameters are held fixed at what moment."""
    if others == 0:
        return ""
    k = whole(iteration)
    if others == 1:
        return tr("The other parameter is held as at iteration {k}.", k=k)
    return tr("The other {n} parameters are held as at iteration {k}.", n=whole(others), k=k)


def _here(stand: Stand, labels: Sequence[str]) -> tuple[Array, Array]:
    """Where the run stands, as a way of one point."""
    return np.array(stand.at[:1]), np.array([stand.cost if len(labels) == 1 else stand.at[1]])
