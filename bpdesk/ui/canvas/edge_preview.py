"""The dashed line of an edge that is being drawn."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from bpdesk.model.network import Node
from bpdesk.ui.canvas.geometry import RADIUS, centre, route_between, unit
from bpdesk.ui.canvas.paint import arrow_head, pen
from bpdesk.ui.theme import Theme

_WIDTH, _DASH, _HEAD = 2.0, (6.0, 4.0), (11.0, 4.5)


class EdgePreview(QGraphicsItem):
    """Leads from the rim of `source` to the pointer, or to the rim of a node that may be its end."""

    def __init__(self, source: Node, theme: Theme) -> None:
        super().__init__()
        self._source, self._theme = source, theme
        self._start = self._end = centre(source)
        self.setZValue(5)

    def lead_to(self, at: QPointF, target: Node | None) -> None:
        """Follow the pointer."""
        self.prepareGeometryChange()
        if target is not None:
            route = route_between(self._source, target)
            self._start, self._end = route.start, route.end
        else:
            self._start, self._end = centre(self._source) + unit(at - centre(self._source)) * RADIUS, at

    def boundingRect(self) -> QRectF:
        return QRectF(self._start, self._end).normalized().adjusted(-12, -12, 12, 12)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        along = unit(self._end - self._start)
        painter.setPen(pen(self._theme.muted, _WIDTH, _DASH))
        painter.drawLine(self._start, self._end - along * _HEAD[0])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.muted))
        painter.drawPolygon(arrow_head(self._end, along, *_HEAD))
