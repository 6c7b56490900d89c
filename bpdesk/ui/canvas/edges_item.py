"""Draws the edges of a network that is no crowd, all at once: many items cost more than their lines. Each one's item answers clicks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from bpdesk.ui.canvas.canvas_item import pixels_of
from bpdesk.ui.canvas.edge_item import EdgeItem, EdgeValues
from bpdesk.ui.canvas.geometry import Array
from bpdesk.ui.canvas.paint import ink
from bpdesk.ui.still import Still
from bpdesk.ui.theme import edge_widths

_NO_PEN, _NO_BRUSH = Qt.PenStyle.NoPen, Qt.BrushStyle.NoBrush
_UNSEEN = 1 / 8
"""Of a pixel of the screen: a line may be so much wider or narrower than its weight says."""


class EdgesItem(QGraphicsItem):
    """Lies under all that draws itself; empty while the network is a crowd."""

    def __init__(self, values: EdgeValues, scene: QObject) -> None:
        super().__init__()
        self.setZValue(-1)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self._values = values
        self._edges: tuple[EdgeItem, ...] = ()
        self._bounds = QRectF()
        self._still = Still[_Look](self.update, scene)

    def show_edges(self, edges: Iterable[EdgeItem]) -> None:
        """Take the edges of a network, or none; also when they have other ways now."""
        self.prepareGeometryChange()
        self._edges, self._bounds = tuple(edges), QRectF()
        self._still.forget()
        for edge in self._edges:
            self._bounds = self._bounds.united(edge.boundingRect())
        self.update()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        drawn = [edge for edge in self._edges if edge.is_drawn_by_others]
        if widget is None:
            _draw(drawn, painter)
        else:
            look = _look_of(drawn, self._values, _UNSEEN / pixels_of(painter))
            self._still.show(painter, option.exposedRect, look, partial(_draw, drawn))


class _Look(NamedTuple):
    """What decides how edges are drawn; widths that differ by less than `tolerance` look alike."""

    changes: int
    widths: Array
    signs: Sequence[bool]
    frozen: Sequence[bool]
    tolerance: float

    def is_as(self, other: _Look) -> bool:
        are_alike = (self.changes, self.signs, self.frozen) == (other.changes, other.signs, other.frozen)
        return are_alike and bool((np.abs(self.widths - other.widths) < self.tolerance).all())

    def is_exactly(self, other: _Look) -> bool:
        return np.array_equal(self.widths, other.widths)


def _look_of(edges: Sequence[EdgeItem], values: EdgeValues, tolerance: float) -> _Look:
    weights = np.array([values.weights.get(edge.identifier, edge.edge.weight) for edge in edges])
    frozen = [edge.identifier in values.frozen for edge in edges] if values.weights else [edge.edge.frozen for edge in edges]
    return _Look(values.changes, edge_widths(weights), (weights < 0).tolist(), frozen, tolerance)


def _draw(edges: Iterable[EdgeItem], painter: QPainter) -> None:
    """All lines, then all heads, so that pens and brushes change as seldom as they can."""
    strokes = [edge.stroke for edge in edges]
    painter.setBrush(_NO_BRUSH)
    for stroke in strokes:
        stroke.draw_line(painter)
    painter.setPen(_NO_PEN)
    filled = ""
    for stroke in sorted(strokes, key=lambda each: each.colour):
        if stroke.colour != filled:
            filled = stroke.colour
            painter.setBrush(ink(filled))
        painter.drawPolygon(stroke.head)
