"""A plot on screen: what the mouse does on it, and the read-out under the pointer."""

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QToolTip, QWidget

from bpdesk.ui.plots.hand import Grasp, Hand, key_at, shape_for
from bpdesk.ui.plots.plot_figure import PlotFigure
from bpdesk.ui.plots.read_out import ReadOut, read_out
from bpdesk.ui.theme import Theme


class PlotView(PlotFigure):
    """A plot that is pointed at: the shown moment is dragged, a rectangle zooms, curves and names tell that the pointer is at them."""

    cursor_moved = Signal(object)
    """The person drags the shown moment to that iteration, an int that Qt's own may have no room for."""
    pointed = Signal(str)
    """The pointer is at the curve with that key, or at none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._pointer: QPointF | None = None
        self._hand = Hand()
        self._pointed_at = ""

    @property
    def read_out(self) -> ReadOut | None:
        """What the card under the pointer says now."""
        return None if self._pointer is None else read_out(self.frame, self.drawn, self._pointer)

    def paint_above(self, painter: QPainter) -> None:
        super().paint_above(painter)
        self.painting.paint_pointer(painter, self._pointer, self._hand.rectangle(self.frame))

    def viewportEvent(self, event: QEvent) -> bool:
        """Below the curves a tooltip has the whole note, which a narrow plot cuts off."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and event.pos().y() > self.frame.area.bottom():
            QToolTip.showText(event.globalPos(), self.note, self)
            return True
        return bool(super().viewportEvent(event))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self.mapToScene(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not self._hand.press(self.frame, self.content.cursor, at):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = self.mapToScene(event.position().toPoint())
        if self._hand.grasp is Grasp.NOTHING:
            super().mouseMoveEvent(event)
            self._point_at(self._pointer)
        else:
            self._hand.move(self._pointer)
            if self._hand.grasp is Grasp.CURSOR:
                self._move_cursor(self._pointer.x())
        self.update_layers()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._hand.grasp is Grasp.NOTHING:
            super().mouseReleaseEvent(event)
        elif event.button() == Qt.MouseButton.LeftButton:
            ranges = self._hand.ranges(self.frame)
            self._hand.let_go()
            if ranges is not None:
                self.zoom_to(*ranges)
        self.update_layers()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pointer = None
        self._tell_pointed("")
        self.update_layers()

    def _move_cursor(self, x: float) -> None:
        iteration = min(max(round(self.frame.iteration(x)), 0), self.content.newest)
        if iteration != self.content.cursor:
            self.cursor_moved.emit(iteration)

    def _point_at(self, at: QPointF) -> None:
        named = self.names_fit and not self.content.is_named_by_value
        self._tell_pointed(key_at(self.frame, self.content, self.drawn, at, named=named))
        self.viewport().setCursor(shape_for(self.frame, self.content.cursor, at))

    def _tell_pointed(self, key: str) -> None:
        if key != self._pointed_at:
            self._pointed_at = key
            self.pointed.emit(key)
