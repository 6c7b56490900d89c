"""An edge: a line as wide as its weight is large, in the colour and dash of its sign, with an arrow head."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from bpdesk.model.network import Edge
from bpdesk.ui.canvas.canvas_item import CanvasItem
from bpdesk.ui.canvas.geometry import Route
from bpdesk.ui.canvas.paint import NEGATIVE_DASH, arrow_head, head_size, ink, pen
from bpdesk.ui.theme import Theme, edge_width, mix

_FROZEN_STRENGTH = 0.7
_HALO = 11.0
_GRASP = 12.0
_STEPS_OF_WIDTH = 32
"""Of a pixel: smaller changes of a weight can't be seen, and needn't make a line anew."""


def edge_colour(theme: Theme, weight: float, frozen: bool) -> str:
    """By sign; paler when frozen."""
    colour = theme.sign(weight)
    return mix(theme.canvas, colour, _FROZEN_STRENGTH) if frozen else colour


class Stroke(NamedTuple):
    """What an edge is drawn with: its line up to the head, and the head."""

    pen: QPen
    line: QLineF | QPainterPath
    head: QPolygonF
    colour: str

    def draw_line(self, painter: QPainter) -> None:
        """The line without its head; a straight one is drawn in half of the time that a path takes."""
        painter.setPen(self.pen)
        if isinstance(self.line, QLineF):
            painter.drawLine(self.line)
        else:
            painter.drawPath(self.line)


class EdgeValues:
    """All edges' weights at the shown moment, and which of them are frozen, by their ids: one for all, so that a crowd needn't be told.

    `changes` counts what makes any of them look otherwise, besides these.
    """

    def __init__(self) -> None:
        self.weights: Mapping[str, float] = {}
        self.frozen: Collection[str] = ()
        self.changes = 0


class EdgeItem(CanvasItem):
    """An edge along its route. It answers clicks, and draws itself when selected or pointed at; else `is_drawn_by_others`, all at once."""

    def __init__(self, edge: Edge, route: Route, theme: Theme, values: EdgeValues) -> None:
        super().__init__(edge.id, theme)
        self._values = values
        self._selected = False
        self._work = ""
        self._in_crowd = self._alone = False
        self.edge, self.route = edge, route
        self.is_drawn_by_others = True
        self._shape: QPainterPath | None = None
        self._stroke: Stroke | None = None
        self._stroke_of = 0.0, False
        self._drawn_width = 0.0
        self._take_route(route)

    def show_edge(self, edge: Edge, route: Route, in_crowd: bool, alone: bool = False) -> None:
        """Take a changed edge of the same id; it draws itself while it is `alone`, on its way elsewhere."""
        before, self.edge = self.edge, edge
        if before is edge and route is self.route and (in_crowd, alone) == (self._in_crowd, self._alone):
            return
        self._in_crowd, self._alone = in_crowd, alone
        self._take_route(route)

    @property
    def weight(self) -> float:
        return self._values.weights.get(self.identifier, self.edge.weight)

    @property
    def frozen(self) -> bool:
        return self.identifier in self._values.frozen if self.identifier in self._values.weights else self.edge.frozen

    def show_theme(self, theme: Theme) -> None:
        self._forget_stroke()
        super().show_theme(theme)

    def set_selected(self, selected: bool) -> None:
        if selected == self._selected:
            return
        self._selected = selected
        self.setZValue(0.5 if selected else 0)
        self._decide_contents()
        self.update()

    def set_work(self, ground: str) -> None:
        """Show on that ground (a token; none when empty) that the weight is in work."""
        if ground != self._work:
            self._work = ground
            self._decide_contents()
            self.update()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def shape(self) -> QPainterPath:
        if self._shape is None:
            stroker = QPainterPathStroker()
            stroker.setWidth(_GRASP)
            self._shape = stroker.createStroke(self.route.path())
        return self._shape

    @property
    def stroke(self) -> Stroke:
        """How it is drawn now; the same one as before while its weight has changed by less than can be seen."""
        weight, frozen = self.weight, self.frozen
        if self._stroke is None or (weight, frozen) != self._stroke_of:
            width = round((edge_width(weight) + (1 if self.hovered else 0)) * _STEPS_OF_WIDTH) / _STEPS_OF_WIDTH
            if width != self._drawn_width:
                length, half = head_size(width)
                self._line = self.route.line(shortened=0.8 * length)
                self._head = arrow_head(self.route.end, self.route.arriving, length, half)
            if self._stroke is None or width != self._drawn_width or (weight < 0, frozen) != (self._stroke_of[0] < 0, self._stroke_of[1]):
                colour = edge_colour(self.theme, weight, frozen)
                dash = NEGATIVE_DASH if weight < 0 and not self._in_crowd else None
                self._stroke = Stroke(pen(colour, width, dash), self._line, self._head, colour)
            self._drawn_width, self._stroke_of = width, (weight, frozen)
        return self._stroke

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        stroke = self.stroke
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ground = "halo" if self._selected else self._work or ("accent_soft" if self.stands_out else "")
        if ground:
            painter.setPen(pen(getattr(self.theme, ground), stroke.pen.widthF() + _HALO, round_ends=True))
            painter.drawPath(self.route.path())
        stroke.draw_line(painter)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink(stroke.colour))
        painter.drawPolygon(stroke.head)

    def part_at(self, point: QPointF) -> str | None:
        return "weight"

    def part_rectangle(self, part: str) -> QRectF:
        middle = self.route.point(0.5)
        return QRectF(middle.x() - 24, middle.y() - 9, 48, 18)

    def _take_route(self, route: Route) -> None:
        self.prepareGeometryChange()
        self.route = route
        self._shape, self._drawn_width = None, 0.0
        self._bounds = route.path().boundingRect().adjusted(-_GRASP, -_GRASP, _GRASP, _GRASP)
        self._decide_contents()
        self.update()

    def _decide_contents(self) -> None:
        """A change of who draws it shows in both: this item is updated by whoever calls, the other with all that changes on the canvas."""
        self._forget_stroke()
        self.is_drawn_by_others = not (self._selected or self._work or self.hovered or self.stands_out or self._alone)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents, self.is_drawn_by_others)

    def _forget_stroke(self) -> None:
        self._stroke = None
        self._values.changes += 1
