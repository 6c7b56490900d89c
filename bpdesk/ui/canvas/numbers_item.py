"""Draws the weights' bare numbers all at once: many items cost more than their texts. Each one's item answers clicks."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from bpdesk.ui import fonts
from bpdesk.ui.canvas.canvas_item import is_readable
from bpdesk.ui.canvas.paint import ink, number_font
from bpdesk.ui.canvas.weight_label import SMALL, WeightLabel

_NO_PEN, _NO_BRUSH = Qt.PenStyle.NoPen, Qt.BrushStyle.NoBrush


class NumbersItem(QGraphicsItem):
    """Lies where the labels lie that have more to say and draw themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.setZValue(2)
        self._labels: tuple[WeightLabel, ...] = ()
        self._bounds = QRectF()

    def show_labels(self, labels: Iterable[WeightLabel]) -> None:
        """Take the labels that there are, at the places where they stand now."""
        self.prepareGeometryChange()
        self._labels, self._bounds = tuple(labels), QRectF()
        for label in self._labels:
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
        bare = [label for label in self._labels if label.is_bare and label.isVisible()]
        sizes = {label.size for label in bare}
        readable = {size for size in sizes if is_readable(painter, size / SMALL)}
        written = sorted((label.written for label in bare if label.size in readable), key=lambda each: (each.size, each.colour))
        if not written:
            return
        painter.setPen(_NO_PEN)
        painter.setBrush(ink(written[0].ground))
        painter.drawRects([each.rect for each in written])
        painter.setBrush(_NO_BRUSH)
        size, colour = 0.0, ""
        for each in written:
            if each.size != size:
                size = each.size
                painter.setFont(number_font(size, fonts.MEDIUM))
            if each.colour != colour:
                colour = each.colour
                painter.setPen(ink(colour))
            painter.drawText(each.place, each.text)
