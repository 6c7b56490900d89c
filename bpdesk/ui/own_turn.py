"""Paints in a turn of the event loop by itself, so that what was computed for it and the painting don't hold the loop in one."""

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGraphicsView

_LATER = 1
"""Milliseconds: with none it would still be this turn."""
_HELD = QGraphicsView.ViewportUpdateMode.NoViewportUpdate


def paint_in_own_turn(view: QGraphicsView) -> None:
    """Paint what changes in its scene in this turn in one to come; what is uncovered is painted at any time."""
    mode = view.viewportUpdateMode()
    if mode != _HELD:
        view.setViewportUpdateMode(_HELD)
        QTimer.singleShot(_LATER, view, partial(_paint, view, mode))


def _paint(view: QGraphicsView, mode: QGraphicsView.ViewportUpdateMode) -> None:
    view.setViewportUpdateMode(mode)
    view.viewport().update()
