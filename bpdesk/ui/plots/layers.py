"""The items of a plot's scene: the area with the curves, which zooms, and layers below and above it that we paint ourselves."""

from collections.abc import Callable

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from bpdesk.ui.plots.drawn_curve import DrawnCurve
from bpdesk.ui.plots.frame import Range
from bpdesk.ui.plots.strokes import curve_pen

LINE_WIDTH = 1.5
_LIT = 2.5
_MANY_POINTS, _SEGMENTS_FROM = 1_000, 200


class Layer(QGraphicsItem):
    """All of the scene, painted by `paint_all`; the pointer goes through it."""

    def __init__(self, paint_all: Callable[[QPainter], None], height: float) -> None:
        super().__init__()
        self._paint_all = paint_all
        self._rect = QRectF()
        self.setZValue(height)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def cover(self, rect: QRectF) -> None:
        self.prepareGeometryChange()
        self._rect = rect

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_all(painter)


class CurveArea(pg.ViewBox):  # type: ignore[misc]  # pyqtgraph has no types
    """The curves, clipped to their area. The wheel zooms at the pointer, a drag with the middle button moves what is zoomed.

    Items live as long as their curve does: making one costs more than handing it new data.
    """

    def __init__(self) -> None:
        super().__init__(enableMenu=False, defaultPadding=0)
        self.disableAutoRange()
        self.setZValue(0)
        self.may_move = False
        self._items: dict[str, pg.PlotCurveItem] = {}

    def mouseDragEvent(self, event: object, axis: int | None = None) -> None:
        if not self.may_move or event.button() != Qt.MouseButton.MiddleButton:  # type: ignore[attr-defined]  # pyqtgraph's own event
            event.ignore()  # type: ignore[attr-defined]  # pyqtgraph's own event
            return
        super().mouseDragEvent(event, axis)

    def show_ranges(self, iterations: Range, heights: Range) -> None:
        if tuple(map(tuple, self.viewRange())) != (iterations, heights):
            self.setLimits(minXRange=1, minYRange=(heights[1] - heights[0]) * 1e-9)
            self.setRange(xRange=iterations, yRange=heights, padding=0)

    def shown_ranges(self) -> tuple[Range, Range]:
        (left, right), (low, high) = self.viewRange()
        return (float(left), float(right)), (float(low), float(high))

    def show_curves(self, curves: tuple[DrawnCurve, ...], pen_width: float, lit: str = "", *, quickly: bool) -> None:
        """Draw those curves and no others, with pens that many device pixels wide; `quickly` where frames count more than joints.

        The curve with the key `lit` is drawn stronger, over the others.
        """
        for key in self._items.keys() - {curve.plot.key for curve in curves}:
            self.removeItem(self._items.pop(key))
        for height, curve in enumerate(curves):
            item = self._items.get(curve.plot.key) or self._new_item(curve.plot.key)
            is_lit = curve.plot.key == lit
            item.setZValue(1 if is_lit else -height)
            pen = curve_pen(curve.plot.colour, curve.plot.dash, pen_width * (_LIT if is_lit else 1), cosmetic=True)
            item.setSegmentedLineMode("on" if quickly and in_segments(curve) else "off")
            item.setData(curve.x, curve.y, pen=pen, antialias=True, connect="finite")

    def _new_item(self, key: str) -> pg.PlotCurveItem:
        item = self._items[key] = pg.PlotCurveItem()
        self.addItem(item, ignoreBounds=True)
        return item


def quick_pen_width(curves: tuple[DrawnCurve, ...], ratio: float) -> float:
    """How wide a pen may be, in device pixels: any but 1 takes several times as long, which shows from some thousand points on."""
    return LINE_WIDTH * ratio if sum(len(curve.x) for curve in curves) <= _MANY_POINTS else 1.0


def in_segments(curve: DrawnCurve) -> bool:
    """Whether a line is drawn piece by piece: for a long one twice to four times as fast. Dashes would start anew with each piece."""
    return curve.plot.dash is None and len(curve.x) >= _SEGMENTS_FROM
