"""The dots behind the network, 24 apart; farther where they would crowd."""

import math

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from bpdesk.ui.canvas.paint import pen

STEP = 24.0
_DOT, _CLOSEST = 2.0, 14.0


def paint_grid(painter: QPainter, rect: QRectF, colour: str, zoom: float) -> None:
    """Paint the dots within `rect` of the scene."""
    step = STEP * 2.0 ** max(0, math.ceil(math.log2(_CLOSEST / (STEP * zoom))))
    columns = range(math.floor(rect.left() / step), math.ceil(rect.right() / step) + 1)
    rows = range(math.floor(rect.top() / step), math.ceil(rect.bottom() / step) + 1)
    painter.setPen(pen(colour, _DOT / zoom, round_ends=True))
    painter.drawPoints([QPointF(column * step, row * step) for column in columns for row in rows])
