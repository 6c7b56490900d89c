"""Draws the nodes that are seen from afar, all at once: items cost more than their shapes. Each one's item answers clicks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from bpdesk.ui.canvas.crowd_film import CrowdFilm, FilmTurns, Stroke
from bpdesk.ui.canvas.geometry import HALF_SQUARE, INNER_RADIUS, RADIUS, SQUARE_CORNER, Array
from bpdesk.ui.canvas.node_afar import paint_values
from bpdesk.ui.canvas.node_item import RIM, NodeItem, NodeLooks
from bpdesk.ui.canvas.paint import ink, pen
from bpdesk.ui.still import Still
from bpdesk.ui.theme import fill_shares

_NO_BRUSH = Qt.BrushStyle.NoBrush
_AROUND = 150.0
"""How far a name or a value reaches at most."""
_IN_A_STROKE = 40
_MANY = 100
"""Nodes from which their shapes are drawn bit by bit."""
_UNSEEN = 0.015
"""Of a colour: its share in a fill may be so much larger or smaller than the value says, which is three steps of a screen at most."""


class NodesItem(QGraphicsItem):
    """Lies just below the nodes that draw themselves."""

    def __init__(self, turns: FilmTurns, looks: NodeLooks) -> None:
        super().__init__()
        self.setZValue(2.9)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self._looks, self._still = looks, Still[_Look](self.update, turns)
        self._film = CrowdFilm(self.update, turns)
        self._nodes: tuple[NodeItem, ...] = ()
        self._drawn: list[NodeItem] = []
        self._drawn_at = -1
        """How many changes there had been when these were found."""
        self._bounds = QRectF()

    def show_nodes(self, nodes: Iterable[NodeItem]) -> None:
        """Take the nodes of a network, also when they stand elsewhere now."""
        self.prepareGeometryChange()
        self._nodes, self._bounds = tuple(nodes), QRectF()
        for node in self._nodes:
            self._bounds = self._bounds.united(_around(node))
        self._drawn_at = -1
        self.update()

    def show_values(self) -> None:
        """Fill them with the colours of their new values, bit by bit where they are many."""
        self._film.grow_old()
        self.update()

    def show_theme(self) -> None:
        self._film.forget()
        self.update()

    def follow(self, node: NodeItem) -> None:
        """Take one that has moved."""
        self.prepareGeometryChange()
        self._bounds = self._bounds.united(_around(node))
        self._film.forget()
        self._still.forget()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self._drawn_at != self._looks.changes:
            self._drawn_at, self._drawn = self._looks.changes, [node for node in self._nodes if node.is_drawn_by_others]
            self._film.forget()
            self._still.forget()
        drawn = self._drawn
        if not drawn:
            return
        if widget is None:
            seen = self._bounds
            _draw(drawn, painter)
        else:
            seen = option.exposedRect
            self._show_shapes(painter, seen, drawn)
        around = seen.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)
        told = [(node, at) for node in drawn if around.contains(at := node.pos())] if drawn[0].tells_value else []
        paint_values(painter, [(node.from_afar, at, node.ink) for node, at in told], drawn[0].theme)

    def _show_shapes(self, painter: QPainter, seen: QRectF, drawn: Sequence[NodeItem]) -> None:
        """What stays while only values change, but for the colours of these."""
        if len(drawn) > _MANY:
            self._film.show(painter, seen, lambda _, part: _strokes(drawn, part))
        else:
            look = _Look(fill_shares(np.array([node.fill_of for node in drawn])))
            self._still.show(painter, seen, look, partial(_draw, drawn))


class _Look(NamedTuple):
    """What alone changes in the shapes of the same nodes while they show other values."""

    shares: Array

    def is_as(self, other: _Look) -> bool:
        return bool((np.abs(self.shares - other.shares) < _UNSEEN).all())

    def is_exactly(self, other: _Look) -> bool:
        return np.array_equal(self.shares, other.shares)


def _strokes(nodes: Sequence[NodeItem], seen: QRectF) -> Iterator[Stroke]:
    around = seen.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)
    there = [node for node in nodes if around.contains(node.pos())]
    for first in range(0, len(there), _IN_A_STROKE):
        yield partial(_draw, there[first : first + _IN_A_STROKE])


def _draw(nodes: Sequence[NodeItem], painter: QPainter) -> None:
    """Their shapes, and their names where these have room."""
    painter.setPen(pen(nodes[0].theme.node_line, RIM))
    for node in nodes:
        painter.setBrush(ink(node.fill))
        if node.node.kind == "input":
            square = QRectF(-HALF_SQUARE, -HALF_SQUARE, 2 * HALF_SQUARE, 2 * HALF_SQUARE)
            painter.drawRoundedRect(square.translated(node.pos()), SQUARE_CORNER, SQUARE_CORNER)
        else:
            painter.drawEllipse(node.pos(), RADIUS, RADIUS)
            if node.node.kind == "output":
                painter.setBrush(_NO_BRUSH)
                painter.drawEllipse(node.pos(), INNER_RADIUS, INNER_RADIUS)
    for node in nodes:
        node.paint_name_from_afar(painter)


def _around(node: NodeItem) -> QRectF:
    return QRectF(node.x() - _AROUND, node.y() - _AROUND, 2 * _AROUND, 2 * _AROUND)
