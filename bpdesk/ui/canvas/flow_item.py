"""Draws the arrows that go along with edges within an iteration: teal forward, magenta back, pale when done."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from bpdesk.ui.canvas.companions import Companion
from bpdesk.ui.canvas.edge_item import EdgeItem
from bpdesk.ui.canvas.geometry import Route, unit
from bpdesk.ui.canvas.paint import arrow_head, pen
from bpdesk.ui.theme import Theme, edge_width, mix

_NOW, _DONE, _DONE_STRENGTH = 2.25, 1.5, 0.5
_BESIDE, _SHORTER = 6.0, 5.0
_HEAD = (10.0, 4.0)
_MOST = 300
_PULSE, _SHORTEST = 0.3, 0.02


class FlowItem(QGraphicsItem):
    """Lies over the edges and under their labels."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setZValue(1.5)
        self._theme = theme
        self._companions: Sequence[Companion] = ()
        self._ways: list[tuple[Companion, Route]] = []
        self._progress = 1.0
        self._is_pulse = False
        self._bounds = QRectF()

    def show_progress(self, progress: float) -> None:
        """Show how far what is in work has come along its edges, from 0 to 1."""
        if progress != self._progress:
            self._progress = progress
            self.update()

    def show_pulses(self, forward: bool, progress: float, edges: Mapping[str, EdgeItem]) -> None:
        """Let a short piece go along every edge, forward or back; in a crowd none."""
        if len(edges) <= _MOST:
            if not self._is_pulse or self._companions[0].forward != forward:
                self.show_companions([Companion(edge, forward, is_now=True) for edge in edges], edges)
                self._is_pulse = bool(edges)
            self.show_progress(progress)

    def show_companions(self, companions: Sequence[Companion], edges: Mapping[str, EdgeItem]) -> None:
        """Take the arrows of a place; of many only those in work, and where these are many, none could be followed."""
        self.prepareGeometryChange()
        self._is_pulse = False
        kept = companions if len(companions) <= _MOST else [each for each in companions if each.is_now]
        self._companions = kept if len(kept) <= _MOST else ()
        self._ways = [(each, _beside(edges[each.edge], each)) for each in self._companions if each.edge in edges]
        self._bounds = QRectF()
        for _, way in self._ways:
            self._bounds = self._bounds.united(way.path().boundingRect().adjusted(-8, -8, 8, 8))
        self.update()

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def shape(self) -> QPainterPath:
        """It is never what is pointed at."""
        return QPainterPath()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        for companion, whole in self._ways:
            colour = self._theme.forward if companion.forward else self._theme.backward
            if not companion.is_now:
                colour = mix(self._theme.canvas, colour, _DONE_STRENGTH)
            way = self._as_far(whole) if companion.is_now else whole
            if way is None:
                continue
            length, half = _HEAD if companion.is_now else (_HEAD[0] * 0.8, _HEAD[1] * 0.8)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(pen(colour, _NOW if companion.is_now else _DONE))
            painter.drawPath(way.path(shortened=0.8 * length))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            painter.drawPolygon(arrow_head(way.end, way.arriving, length, half))

    def _as_far(self, way: Route) -> Route | None:
        """The part of a way that is drawn while something travels along it."""
        if self._progress >= 1.0 and not self._is_pulse:
            return way
        begins = max(self._progress - _PULSE, 0.0) if self._is_pulse else 0.0
        return _piece(way, begins, self._progress) if self._progress - begins > _SHORTEST else None


def _piece(way: Route, begins: float, ends: float) -> Route:
    """From one place on a way to another."""
    if way.control is None:
        return Route(way.point(begins), way.point(ends))
    cut = _cut(way, ends)
    share = begins / ends
    assert cut.control is not None
    return Route(cut.point(share), cut.end, cut.control + (cut.end - cut.control) * share)


def _beside(edge: EdgeItem, companion: Companion) -> Route:
    """The way of the arrow: a value's on the left of the edge's direction, a delta's on its right."""
    route, off = edge.route, (edge_width(edge.weight) / 2 + _BESIDE) * (-1 if companion.forward else 1)
    control = route.control
    leaving = unit((route.end if control is None else control) - route.start)
    start = route.start + _across(leaving) * off + leaving * _SHORTER
    end = route.end + _across(route.arriving) * off - route.arriving * _SHORTER
    bend = None if control is None else control + _across(unit(route.end - route.start)) * off
    way = Route(start, end, bend) if companion.forward else Route(end, start, bend)
    return way if companion.reach == 1.0 else _cut(way, companion.reach)


def _cut(way: Route, reach: float) -> Route:
    """The first part of a way (de Casteljau)."""
    if way.control is None:
        return Route(way.start, way.point(reach))
    return Route(way.start, way.point(reach), way.start + (way.control - way.start) * reach)


def _across(along: QPointF) -> QPointF:
    """To the right of a direction, y down."""
    return QPointF(-along.y(), along.x())
