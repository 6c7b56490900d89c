"""Zoom and panning of the view, and fitting it to what it shows until the person looks elsewhere."""

from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtWidgets import QGraphicsView

SMALLEST_ZOOM, LARGEST_ZOOM, LARGEST_FITTED = 0.1, 16.0, 1.5
_SMALLEST_FITTED = 0.001
"""A network may be so wide that its nodes are dots when all of it is shown."""
_MARGIN = 12.0
_ROOM_TO_PAN = 20_000.0


class Lens:
    """Moves a view over its scene."""

    def __init__(self, view: QGraphicsView) -> None:
        self._view = view
        self.keeps_fitting = True
        self.largest_fitted = LARGEST_FITTED
        self.top = 0
        """How many pixels at the upper rim are covered."""

    @property
    def zoom(self) -> float:
        """1.0 at 100 %."""
        return self._view.transform().m11()

    def fit(self, bounds: QRectF) -> None:
        """Show all of `bounds`, at 150 % at most, unless the person looks elsewhere."""
        self._view.setSceneRect(bounds.adjusted(-_ROOM_TO_PAN, -_ROOM_TO_PAN, _ROOM_TO_PAN, _ROOM_TO_PAN))
        if not self.keeps_fitting:
            return
        zoom = 1.0 if bounds.isEmpty() else min(self.largest_fitted, self._whole_zoom(bounds))
        self._view.resetTransform()
        self._view.scale(zoom, zoom)
        self._view.centerOn(bounds.center() - QPointF(0, self.top / 2 / zoom))

    def shows(self, bounds: QRectF) -> bool:
        """Whether all of `bounds` is in view."""
        seen = self._view.viewport().rect().adjusted(0, self.top, 0, 0)
        return self._view.mapToScene(seen).boundingRect().contains(bounds)

    def bring(self, bounds: QRectF) -> None:
        """Bring all of `bounds` into view by the shortest way, smaller only where it wouldn't fit."""
        self.keeps_fitting = False
        self._view.setSceneRect(self._view.sceneRect().united(bounds))
        zoom = min(self.zoom, self._whole_zoom(bounds))
        self._view.scale(zoom / self.zoom, zoom / self.zoom)
        seen = self._view.mapToScene(self._view.viewport().rect().adjusted(0, self.top, 0, 0)).boundingRect()
        room = _MARGIN / zoom
        wanted = bounds.adjusted(-room, -room, room, room)
        across = min(wanted.left() - seen.left(), 0.0) or max(wanted.right() - seen.right(), 0.0)
        down = min(wanted.top() - seen.top(), 0.0) or max(wanted.bottom() - seen.bottom(), 0.0)
        self.pan(QPoint(round(across * zoom), round(down * zoom)))

    def set_zoom(self, zoom: float, at: QPoint) -> None:
        """Zoom, with the point `at` of the viewport standing still."""
        before = self._view.mapToScene(at)
        factor = min(max(zoom, min(SMALLEST_ZOOM, self.zoom)), LARGEST_ZOOM) / self.zoom
        self._view.scale(factor, factor)
        self.pan(self._view.mapFromScene(before) - at)

    def pan(self, by: QPoint) -> None:
        """Move on by so many pixels; from now on the person decides where to look."""
        self.keeps_fitting = False
        across, down = self._view.horizontalScrollBar(), self._view.verticalScrollBar()
        across.setValue(across.value() + by.x())
        down.setValue(down.value() + by.y())

    def _whole_zoom(self, bounds: QRectF) -> float:
        """The largest at which all of it is in view."""
        room = self._view.viewport().size()
        across = (room.width() - 2 * _MARGIN) / bounds.width()
        down = (room.height() - self.top - 2 * _MARGIN) / bounds.height()
        return max(min(across, down), _SMALLEST_FITTED)
