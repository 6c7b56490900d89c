"""Wheel, two fingers and pinch on the canvas: zoom at the pointer by wheel and pinch, pan by two fingers and sideways by Shift+wheel."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QNativeGestureEvent, QWheelEvent

from bpdesk.ui.canvas.lens import Lens

_ZOOM_PER_NOTCH, _NOTCH = 1.2, 120
_PAN_PER_NOTCH = 72
SetZoom = Callable[[float, QPoint], None]


class Wheel:
    """Of one view. `set_zoom` takes a zoom and the point of the viewport that stands still."""

    def __init__(self, lens: Lens, set_zoom: SetZoom) -> None:
        self._lens, self._set_zoom = lens, set_zoom

    def turn(self, event: QWheelEvent) -> None:
        """Zoom or pan by what was turned."""
        across, down, held = event.angleDelta().x(), event.angleDelta().y(), event.modifiers()
        is_of_fingers = event.phase() != Qt.ScrollPhase.NoScrollPhase
        if is_of_fingers and not held & Qt.KeyboardModifier.ControlModifier:
            by = event.pixelDelta()
            self._lens.pan(QPoint(-by.x(), -by.y()))
        elif held & Qt.KeyboardModifier.ShiftModifier or not down:
            self._lens.pan(QPoint(round(-_PAN_PER_NOTCH * (across or down) / _NOTCH), 0))
        else:
            self._set_zoom(self._lens.zoom * _ZOOM_PER_NOTCH ** (down / _NOTCH), event.position().toPoint())
        event.accept()

    def pinch(self, event: QNativeGestureEvent) -> bool:
        """Zoom by a pinch; whether it was one."""
        if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self._set_zoom(self._lens.zoom * (1 + event.value()), event.position().toPoint())
        return True
