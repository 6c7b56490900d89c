"""Draws the weights' bare numbers all at once: many items cost more than their texts. Each one's item answers clicks."""

from collections.abc import Iterable
from itertools import product

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from bpdesk.ui import fonts
from bpdesk.ui.canvas.canvas_item import is_readable
from bpdesk.ui.canvas.paint import ink, number_font, paint_grounds
from bpdesk.ui.canvas.weight_label import SMALL, WeightLabel


class NumbersItem(QGraphicsItem):
    """Lies where the labels lie that have more to say and draw themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.setZValue(2)
        self._shown: list[WeightLabel] = []
        self._bounds = QRectF()

    def show_labels(self, labels: Iterable[WeightLabel]) -> None:
        """Take those of the labels that are to be seen, at the places where they stand now."""
        self.prepareGeometryChange()
        self._shown, self._bounds = [label for label in labels if label.isVisible()], QRectF()
        for label in self._shown:
            self._bounds = self._bounds.united(label.sceneBoundingRect())
        self.update()

    def follow(self, label: WeightLabel) -> None:
        """Take one that has moved."""
        self.prepareGeometryChange()
        self._bounds = self._bounds.united(label.sceneBoundingRect())

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """All grounds, then all numbers, so that pens and fonts change as seldom as they can."""
        bare = [label for label in self._shown if label.is_bare]
        if not bare:
            return
        sizes = [size for size in {label.size for label in bare} if is_readable(painter, size / SMALL)]
        written, theme = [label.written for label in bare if label.size in sizes], bare[0].theme
        paint_grounds(painter, [each.rect for each in written], theme)
        for size, is_negative in product(sizes, (False, True)):
            painter.setFont(number_font(size, fonts.MEDIUM))
            painter.setPen(ink(theme.sign(-1.0 if is_negative else 1.0)))
            for each in written:
                if each.is_negative is is_negative and each.size == size:
                    painter.drawText(each.place, each.text)
