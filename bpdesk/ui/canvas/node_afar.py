"""A node's name and value where it is shown so small that they don't fit into it: above and below it, in a size that can be read."""

from collections.abc import Iterator

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from bpdesk.ui import fonts
from bpdesk.ui.canvas.geometry import RADIUS
from bpdesk.ui.canvas.paint import LINE_HEIGHT, draw_text, paint_ground, text_width
from bpdesk.ui.math_label import MathLabel, prepare
from bpdesk.ui.theme import Theme

HIGHEST = 50.0
"""What a value from afar takes below the rim at most: neighbours are near."""
_LARGEST_NAME, _NAME_BY_VALUE, _WIDEST = 31.0, 1.05, 150.0
_LARGEST_INSIDE, _WIDEST_INSIDE = 38.0, 1.6 * RADIUS
_GAP = 4.0


class FromAfar:
    """The texts of one node, relative to its centre, at a size of type in the scene.

    What finds no room beside the nodes gives way on a screen, where one can go nearer. On paper a name then stands in the node itself,
    which is empty from afar, and a value is as large as there is room for.
    """

    def __init__(self, name: str, value: str, size: float, *, on_paper: bool) -> None:
        self._value, self._size = value, size
        self._is_inside = on_paper and size > _LARGEST_NAME
        self._name = self._prepared(name)
        if on_paper:
            self._size = min(size, HIGHEST / LINE_HEIGHT)
        self._shows_value = bool(value) and LINE_HEIGHT * self._size <= HIGHEST

    def rectangles(self) -> Iterator[tuple[str, QRectF]]:
        """Name and rectangle of each of the two that there is, and room for."""
        if self._name is not None:
            width, height = self._name.width, self._name.ascent + self._name.descent
            yield "label", QRectF(-width / 2, -height / 2 if self._is_inside else -RADIUS - _GAP - height, width, height)
        if self._shows_value:
            width = text_width(self._value, self._size, fonts.SEMIBOLD)
            yield "value", QRectF(-width / 2, RADIUS + _GAP, width, self._size)

    def paint(self, painter: QPainter, theme: Theme, ink: str) -> None:
        """The value in that ink."""
        for what, rect in self.rectangles():
            if what == "value" or not self._is_inside:
                paint_ground(painter, rect.adjusted(-4, -1, 4, 3), theme)
            if what == "value":
                baseline = rect.top() + 0.92 * self._size
                draw_text(painter, rect.left(), baseline, self._value, self._size, fonts.SEMIBOLD, ink)
            elif self._name is not None:
                self._name.draw(painter, rect.left(), rect.top() + self._name.ascent, theme.text)

    def _prepared(self, name: str) -> MathLabel | None:
        if self._is_inside:
            return prepare(name, min(_LARGEST_INSIDE, _NAME_BY_VALUE * self._size), _WIDEST_INSIDE)
        return prepare(name, _NAME_BY_VALUE * self._size, _WIDEST) if self._size <= _LARGEST_NAME else None
