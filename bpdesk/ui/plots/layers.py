"""The items of a plot's scene: the area of the curves, which zooms, and layers below and above them."""

from collections.abc import Callable

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from bpdesk.ui.plots.drawn_curve import DrawnCurve
from bpdesk.ui.plots.frame import Range
from bpdesk.ui.sheet import Sheet

LINE_WIDTH = 1.5
_MANY_POINTS = 1_000


class Layer(QGraphicsItem):
    """All of the scene, painted by `paint_all`; the pointer goes through it.

    With `shown` it is painted on an opaque ground, and again only when what that returns has changed; its first is the ground's colour.
    """

    def __init__(self, paint_all: Callable[[QPainter], None], height: float, shown: Callable[[], tuple[str, object]] | None = None) -> None:
        super().__init__()
        self._paint_all, self._shown = paint_all, shown
        self._sheet: Sheet | None = None
        self._on_sheet: object = None
        self._rect = QRectF()
        self.setZValue(height)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def cover(self, rect: QRectF) -> None:
        if rect != self._rect:
            self.prepareGeometryChange()
            self._rect = rect

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._shown is None or widget is None:
            self._paint_all(painter)
        else:
            self._up_to_date(painter, *self._shown()).show(painter)

    def _up_to_date(self, painter: QPainter, ground: str, shown: object) -> Sheet:
        sheet = self._sheet
        if sheet is None or not sheet.fits(painter) or self._on_sheet != (ground, shown):
            self._sheet, self._on_sheet = sheet, _ = Sheet(painter, self._rect, ground), (ground, shown)
            with sheet.painting() as on_sheet:
                self._paint_all(on_sheet)
        return sheet


class CurveArea(pg.ViewBox):  # type: ignore[misc]  # pyqtgraph has no types
    """What of the plot is shown. The wheel zooms at the pointer, a drag with the middle button moves what is zoomed."""

    def __init__(self) -> None:
        super().__init__(enableMenu=False, defaultPadding=0)
        self.disableAutoRange()
        self.setZValue(0)
        self.may_move = False

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


def quick_pen_width(curves: tuple[DrawnCurve, ...], ratio: float) -> float:
    """How wide a pen may be, in device pixels: any but 1 takes several times as long, which shows from some thousand points on."""
    return LINE_WIDTH * ratio if sum(len(curve.x) for curve in curves) <= _MANY_POINTS else 1.0
