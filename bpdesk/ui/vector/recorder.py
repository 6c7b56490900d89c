"""Records what a painter does as a `Drawing`: transforms are made, pens resolved, the state is kept with each mark.

Lines, rectangles, ellipses and points arrive here as paths and polygons: Qt makes them so where an engine doesn't.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QPointF, QSizeF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
    QTextItem,
    QTransform,
)

from bpdesk.ui.vector.drawing import Drawing, Mark, Shape, Words

DPI = 96
_MM_PER_INCH = 25.4
_Dirty = QPaintEngine.DirtyFlag


class BitmapPainted(Exception):
    """What was painted holds pixels, which no vector picture may have."""


class Recorder(QPaintEngine):
    """The engine behind a `RecordingDevice`."""

    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.marks: list[Mark] = []
        self.has_bitmaps = False
        self._pen = QPen()
        self._brush = QBrush(Qt.BrushStyle.NoBrush)
        self._transform = QTransform()
        self._opacity = 1.0
        self._clip: QPainterPath | None = None
        self._is_clipping = True

    def begin(self, device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: QPaintEngineState) -> None:
        """Copy what has changed: the state's own objects live only as long as this call."""
        dirty = state.state()
        if dirty & _Dirty.DirtyPen:
            self._pen = QPen(state.pen())
        if dirty & _Dirty.DirtyBrush:
            self._brush = QBrush(state.brush())
        if dirty & _Dirty.DirtyOpacity:
            self._opacity = state.opacity()
        if dirty & _Dirty.DirtyTransform:
            self._transform = QTransform(state.transform())
        if dirty & _Dirty.DirtyClipEnabled:
            self._is_clipping = state.isClipEnabled()
        if dirty & (_Dirty.DirtyClipPath | _Dirty.DirtyClipRegion):
            self._take_clip(state, is_path=bool(dirty & _Dirty.DirtyClipPath))

    def drawPath(self, path: QPainterPath) -> None:
        self._add_shape(path, fills=True)

    def drawPolygon(self, points: Sequence[QPointF] | Sequence[QPoint], mode: QPaintEngine.PolygonDrawMode) -> None:  # type: ignore[override]  # the stub lacks the list that the binding hands over
        is_open = mode == QPaintEngine.PolygonDrawMode.PolylineMode
        path = QPainterPath()
        path.addPolygon(QPolygonF([QPointF(point) for point in points]))
        if not is_open:
            path.closeSubpath()
        if mode == QPaintEngine.PolygonDrawMode.WindingMode:
            path.setFillRule(Qt.FillRule.WindingFill)
        self._add_shape(path, fills=not is_open)

    def drawTextItem(self, point: QPointF, item: QTextItem) -> None:  # type: ignore[override]  # the binding hands over a QPointF
        font = QFont(item.font())
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        self.add_words(item.text(), font, point, item.width(), QColor(self._pen.color()))

    def drawPixmap(self, target: object, pixmap: object, source: object) -> None:
        self.has_bitmaps = True

    def drawImage(self, target: object, image: object, source: object, flags: object = None) -> None:
        self.has_bitmaps = True

    def add_words(self, text: str, font: QFont, point: QPointF, width: float, colour: QColor | None) -> None:
        """A line of text with its left end at a point of the painter's own coordinates."""
        if not text.strip():
            return
        place = QTransform.fromTranslate(point.x(), point.y()) * self._transform
        self.marks.append(Words(text, font, place, width, colour, self._opacity, self._clip_in_force()))

    def _add_shape(self, path: QPainterPath, *, fills: bool) -> None:
        fill = QColor(self._brush.color()) if fills and self._brush.style() != Qt.BrushStyle.NoBrush else None
        pen = self._resolved_pen()
        if fill is not None or pen is not None:
            self.marks.append(Shape(self._transform.map(path), pen, fill, self._opacity, self._clip_in_force()))

    def _resolved_pen(self) -> QPen | None:
        if self._pen.style() == Qt.PenStyle.NoPen or self._pen.brush().style() == Qt.BrushStyle.NoBrush:
            return None
        pen = QPen(self._pen)
        scale = 1.0 if pen.isCosmetic() else math.sqrt(abs(self._transform.determinant()))
        pen.setWidthF((pen.widthF() or 1.0) * scale)
        pen.setCosmetic(False)
        return pen

    def _clip_in_force(self) -> QPainterPath | None:
        return self._clip if self._is_clipping else None

    def _take_clip(self, state: QPaintEngineState, *, is_path: bool) -> None:
        operation = state.clipOperation()
        if operation == Qt.ClipOperation.NoClip:
            self._clip = None
            return
        path = QPainterPath(state.clipPath()) if is_path else _path_of_region(state)
        clip = self._transform.map(path)
        if operation == Qt.ClipOperation.IntersectClip and self._clip is not None:
            clip = self._clip.intersected(clip)
        self._clip, self._is_clipping = clip, True


class RecordingDevice(QPaintDevice):
    """Something to paint on that keeps what is painted; it measures as a screen of so many logical pixels at 100 %."""

    def __init__(self, size: QSizeF) -> None:
        super().__init__()
        self.recorder = Recorder()
        self._size = size

    def paintEngine(self) -> QPaintEngine:
        return self.recorder

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        names = QPaintDevice.PaintDeviceMetric
        width, height = math.ceil(self._size.width()), math.ceil(self._size.height())
        answers = {
            names.PdmWidth: width,
            names.PdmHeight: height,
            names.PdmWidthMM: round(width / DPI * _MM_PER_INCH),
            names.PdmHeightMM: round(height / DPI * _MM_PER_INCH),
            names.PdmNumColors: 1 << 24,
            names.PdmDepth: 32,
            names.PdmDevicePixelRatio: 1,
            names.PdmDevicePixelRatioScaled: round(QPaintDevice.devicePixelRatioFScale()),
        }
        return answers.get(metric, DPI)


def record(paint: Callable[[QPainter, QSizeF], None], size: QSizeF) -> Drawing:
    """What that function paints within so many logical pixels."""
    device = RecordingDevice(size)
    with QPainter(device) as painter:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        paint(painter, size)
    if device.recorder.has_bitmaps:
        raise BitmapPainted
    return Drawing(size, tuple(device.recorder.marks))


def _path_of_region(state: QPaintEngineState) -> QPainterPath:
    path = QPainterPath()
    path.addRegion(state.clipRegion())
    return path
