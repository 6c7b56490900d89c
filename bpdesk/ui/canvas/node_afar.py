"""A node's name and value where it is shown so small that they don't fit into it: above and below it, in a size that can be read.

Where the next node is too near for that, the name stands alone in the node.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from bpdesk.ui import fonts
from bpdesk.ui.canvas.geometry import RADIUS
from bpdesk.ui.canvas.paint import LINE_HEIGHT, ink, number_font, paint_ground, paint_grounds, text_width
from bpdesk.ui.math_label import MathLabel, prepare
from bpdesk.ui.theme import Theme

HIGHEST = 50.0
"""What a value from afar takes below the rim at most: neighbours are near."""
BESIDE = 4.0
"""What a ground reaches beyond its text on either side."""
_LARGEST_NAME, _NAME_BY_VALUE, _WIDEST = 31.0, 1.05, 150.0
_LARGEST_INSIDE, _WIDEST_INSIDE = 38.0, 1.6 * RADIUS
_GAP = 4.0
_ROOM_INSIDE = 58.0
"""The longest diagonal of a name inside."""


def value_fits(size: float, *, on_paper: bool) -> bool:
    """Whether a value of that size has room below its node; on paper it is made to fit."""
    return on_paper or LINE_HEIGHT * size <= HIGHEST


class FromAfar:
    """The texts of one node, relative to its centre, at a size of type in the scene.

    A name that finds no room beside the nodes stands in the node itself, which is empty from afar; on a screen, where one can go nearer,
    only where `shrinks_to` of the size will do. There a value gives way; on paper it is as large as there is room for.
    """

    def __init__(self, name: str, value: str, size: float, *, on_paper: bool, shrinks_to: float = 1.0) -> None:
        self.value, self._size, self.asked = value, size, size
        self._name = prepare(name, _NAME_BY_VALUE * size, _WIDEST) if size <= _LARGEST_NAME else None
        self.inside = None if self._name is not None else _on_paper(name, size) if on_paper else _fitting_inside(name, size, shrinks_to)
        self._shows_value = value_fits(size, on_paper=on_paper)
        if on_paper:
            self._size = min(size, HIGHEST / LINE_HEIGHT)
        self._of_name = self._place_of_name(is_told=on_paper)
        self._of_value = QRectF()
        self.tell(value)

    @property
    def has_name(self) -> bool:
        """Whether there is room for the name."""
        return self._name is not None or self.inside is not None

    @property
    def size_of_value(self) -> float:
        """Of its type."""
        return self._size

    def tell(self, value: str) -> None:
        """Take another value."""
        self.value = value
        if value and self._shows_value:
            width = text_width(value, self._size, fonts.SEMIBOLD)
            self._of_value = QRectF(-width / 2, RADIUS + _GAP, width, self._size)
        else:
            self._of_value = QRectF()

    def rectangles(self) -> Sequence[tuple[str, QRectF]]:
        """Name and rectangle of each of the two that there is, and room for. A name in the node on a screen has none: it is the node."""
        return [(name, rect) for name, rect in (("label", self._of_name), ("value", self._of_value)) if not rect.isNull()]

    def _place_of_name(self, *, is_told: bool) -> QRectF:
        if self._name is not None:
            width, height = self._name.width, self._name.ascent + self._name.descent
            return QRectF(-width / 2, -RADIUS - _GAP - height, width, height)
        if self.inside is not None and is_told:
            width, height = self.inside.width, self.inside.ascent + self.inside.descent
            return QRectF(-width / 2, -height / 2, width, height)
        return QRectF()

    def paint_name(self, painter: QPainter, at: QPointF, theme: Theme) -> None:
        """Of the node that stands there."""
        if self._name is not None:
            rect = self._of_name.translated(at)
            paint_ground(painter, rect.adjusted(-BESIDE, -1, BESIDE, 3), theme)
            self._name.draw(painter, rect.left(), rect.top() + self._name.ascent, theme.text)
        elif self.inside is not None:
            inside = self.inside
            inside.draw(painter, at.x() - inside.width / 2, at.y() + (inside.ascent - inside.descent) / 2, theme.text)

    def value_at(self, at: QPointF) -> tuple[QRectF, QPointF] | None:
        """The ground of the value of the node that stands there, and where its text begins; None where it has no room."""
        if self._of_value.isNull():
            return None
        rect = self._of_value.translated(at)
        return rect.adjusted(-BESIDE, -1, BESIDE, 3), QPointF(rect.left(), rect.top() + 0.92 * self._size)


def paint_values(painter: QPainter, texts: Sequence[tuple[FromAfar, QPointF, str]], theme: Theme) -> None:
    """Those of nodes and where these stand, each in its ink: all grounds, then all numbers, so that pens and fonts seldom change."""
    placed = [(afar, place, colour) for afar, at, colour in texts if (place := afar.value_at(at)) is not None]
    if not placed:
        return
    paint_grounds(painter, [ground for _, (ground, _), _ in placed], theme)
    size = 0.0
    for afar, (_, start), colour in placed:
        if afar.size_of_value != size:
            size = afar.size_of_value
            painter.setFont(number_font(size, fonts.SEMIBOLD))
        painter.setPen(ink(colour))
        painter.drawText(start, afar.value)


def _on_paper(name: str, size: float) -> MathLabel:
    return prepare(name, min(_LARGEST_INSIDE, _NAME_BY_VALUE * size), _WIDEST_INSIDE)


def _fitting_inside(name: str, size: float, shrinks_to: float) -> MathLabel | None:
    """The name in that size, or in one in which it fits into a node; None where that can't be read."""
    wanted = prepare(name, _NAME_BY_VALUE * size, _WIDEST)
    share = min(1.0, _ROOM_INSIDE / math.hypot(wanted.width, wanted.ascent + wanted.descent))
    return prepare(name, round(share * _NAME_BY_VALUE * size, 1), _WIDEST) if share >= shrinks_to else None
