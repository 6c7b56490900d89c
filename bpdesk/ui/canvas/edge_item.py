"""An edge: a line as wide as its weight is large, in the colour and dash of its sign, with an arrow head."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPainterPathStroker
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from bpdesk.model.network import Edge
from bpdesk.ui.canvas.canvas_item import CanvasItem
from bpdesk.ui.canvas.geometry import Route
from bpdesk.ui.canvas.paint import NEGATIVE_DASH, arrow_head, head_size, ink, pen
from bpdesk.ui.theme import Theme, edge_width, mix

_FROZEN_STRENGTH = 0.7
_HALO = 11.0
_GRASP = 12.0


def edge_colour(theme: Theme, weight: float, frozen: bool) -> str:
    """By sign; paler when frozen."""
    colour = theme.sign(weight)
    return mix(theme.canvas, colour, _FROZEN_STRENGTH) if frozen else colour


class EdgeItem(CanvasItem):
    """An edge along its route. In a crowd it only answers clicks, and draws itself when selected or pointed at."""

    def __init__(self, edge: Edge, route: Route, theme: Theme) -> None:
        super().__init__(edge.id, theme)
        self.weight = edge.weight
        self.frozen = edge.frozen
        self._selected = False
        self._work = ""
        self._in_crowd = False
        self.edge, self.route = edge, route
        self._shape: QPainterPath | None = None
        self._drawn_width = 0.0
        self._take_route(route)

    def show_edge(self, edge: Edge, route: Route, in_crowd: bool) -> None:
        """Take a changed edge of the same id."""
        before, self.edge = self.edge, edge
        if before is edge and route is self.route and in_crowd == self._in_crowd:
            return
        self._in_crowd = in_crowd
        self._take_route(route)

    def show_value(self, weight: float, frozen: bool) -> None:
        if (weight, frozen) != (self.weight, self.frozen):
            self.weight, self.frozen = weight, frozen
            if not self._drawn_by_crowd:
                self.update()

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

    def set_hovered(self, hovered: bool) -> None:
        super().set_hovered(hovered)
        self._decide_contents()

    def set_lit(self, lit: bool) -> None:
        super().set_lit(lit)
        self._decide_contents()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def shape(self) -> QPainterPath:
        if self._shape is None:
            stroker = QPainterPathStroker()
            stroker.setWidth(_GRASP)
            self._shape = stroker.createStroke(self.route.path())
        return self._shape

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        width = edge_width(self.weight) + (1 if self.hovered else 0)
        colour = edge_colour(self.theme, self.weight, self.frozen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ground = "halo" if self._selected else self._work or ("accent_soft" if self.stands_out else "")
        if ground:
            painter.setPen(pen(getattr(self.theme, ground), width + _HALO, round_ends=True))
            painter.drawPath(self.route.path())
        dash = NEGATIVE_DASH if self.weight < 0 and not self._in_crowd else None
        if width != self._drawn_width:
            length, half = head_size(width)
            self._drawn_width = width
            self._line = self.route.path(shortened=0.8 * length)
            self._head = arrow_head(self.route.end, self.route.arriving, length, half)
        painter.setPen(pen(colour, width, dash))
        painter.drawPath(self._line)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink(colour))
        painter.drawPolygon(self._head)

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
        self._drawn_by_crowd = self._in_crowd and not (self._selected or self._work or self.hovered or self.stands_out)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents, self._drawn_by_crowd)
