"""The plot itself, on screen and in pictures: pyqtgraph holds the curves and the zoom, layers of our own paint all that is around them."""

import math

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from bpdesk.training.curves import Curve
from bpdesk.ui.plots.axes import heights_of_numbers
from bpdesk.ui.plots.drawn_curve import DrawnCurve, drawn, line_of, note_on_unshown
from bpdesk.ui.plots.end_names import MOST_NAMES, NAME_GAP, room_for_names
from bpdesk.ui.plots.follow import followed
from bpdesk.ui.plots.frame import Frame, Range
from bpdesk.ui.plots.hand import Grasp, Hand, key_at, shape_for
from bpdesk.ui.plots.layers import LINE_WIDTH, CurveArea, Layer, quick_pen_width
from bpdesk.ui.plots.legend import room_for_columns
from bpdesk.ui.plots.painting import Painting
from bpdesk.ui.plots.plot_curve import PlotContent
from bpdesk.ui.plots.read_out import ReadOut, read_out
from bpdesk.ui.plots.scale import held_near, iteration_bound, scale_for
from bpdesk.ui.plots.strokes import axis_font, text_width
from bpdesk.ui.theme import Theme

MOST_POINTS = 900
"""In a picture, and in the widest window; on screen no more than pixels lie side by side."""
_LEAST_POINTS = 100
_LEFT, _TOP, _TOP_WITH_CAPTION, _BOTTOM = 58.0, 14.0, 30.0, 40.0
_BESIDE_NUMBERS = 18.0
_SMALLEST_AREA = 8.0


class PlotView(pg.GraphicsView):  # type: ignore[misc]  # pyqtgraph has no types
    """Curves against the iteration with axes, names and marks; on screen also the read-out under the pointer.

    Names that don't fit at the ends of their curves are left to a list beside the plot; a picture (`pen_ratio` given: device pixels
    per logical one) has them in columns instead, and a caption.
    """

    zoom_changed = Signal(bool)
    names_fit_changed = Signal(bool)
    cursor_moved = Signal(int)
    """The person drags the shown moment to that iteration."""
    pointed = Signal(str)
    """The pointer is at the curve with that key, or at none."""

    _layers: tuple[Layer, ...] = ()  # pyqtgraph's own constructor already asks for a layout

    def __init__(self, theme: Theme, parent: QWidget | None = None, pen_ratio: float | None = None) -> None:
        super().__init__(parent, background=None)
        self.content = PlotContent()
        self.drawn: tuple[DrawnCurve, ...] = ()
        self.names_fit = True
        self.is_zoomed = False
        self._pen_ratio = pen_ratio
        self._least_room = 0.0
        self._scale = scale_for((), False)
        self._area = QRectF(0, 0, _SMALLEST_AREA, _SMALLEST_AREA)
        self._pointer: QPointF | None = None
        self._hand = Hand()
        self._follows = False
        self._lit = self._pointed_at = ""
        self._thinned_to = 0
        self._curves = CurveArea()
        self._layers = (Layer(self._paint_below, -1), Layer(self._paint_above, 1))
        for item in (self._curves, *self._layers):
            self.addItem(item)
        self._curves.sigRangeChangedManually.connect(self._take_zoom)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.show_theme(theme, None if pen_ratio else theme.panel)

    def show_content(self, content: PlotContent) -> None:
        """Draw that; a zoom stays."""
        if content.logarithmic != self.content.logarithmic:
            self._set_zoomed(False)
        self.content = content
        reach = iteration_bound(content.reach)
        shown = [each.curve.within(0, reach) if each.is_earlier else each.curve for each in content.curves]
        whole = [curve.thinned(self._most_points, above_zero=content.logarithmic) for curve in shown]
        values, earlier = (
            [
                bound
                for each, curve in zip(content.curves, whole, strict=True)
                if each.is_earlier == old
                for bound in (curve.low, curve.high)
            ]
            for old in (False, True)
        )
        values += held_near(values, earlier, content.logarithmic)
        references = [] if content.is_empty else [each.as_array() for each in content.references]
        self._scale = scale_for(values + references, content.logarithmic)
        self._draw_lines(whole)
        if self.is_zoomed and self._follows:
            self._curves.show_ranges(*followed(self.frame, self.drawn, content.newest))
            self._draw_lines()
        self._lay_out()
        self._draw_curves()

    def light(self, key: str) -> None:
        """Draw the curve with that key stronger than the others; none without a key."""
        if key != self._lit:
            self._lit = key
            self._draw_curves()
            self._update_layers()

    def follow(self, on: bool) -> None:
        """While zoomed, keep the newest iteration in view, or stay where it is."""
        self._follows = on
        self.show_content(self.content)

    def show_theme(self, theme: Theme, ground: str | None) -> None:
        """Take those colours; `ground` is the one behind all, None where nothing is."""
        self._theme, self._ground = theme, ground
        self.setBackground(None if self._pen_ratio else ground)
        self._update_layers()

    def show_all(self) -> None:
        """Back from a zoom."""
        self._set_zoomed(False)
        self._draw_lines()
        self._lay_out()
        self._draw_curves()

    def keep_room(self, room: float) -> None:
        """Keep at least that much free to the right, so that stacked plots are in line."""
        self._least_room = room
        self._lay_out()

    def resize_now(self, size: QSize) -> None:
        """Take that size without waiting for the event of a window that is on no screen."""
        self.resize(size)
        self.resizeEvent(None)

    @property
    def room(self) -> float:
        """How much is free to the right of the curves."""
        return float(self.width() - self._area.right())

    @property
    def note(self) -> str:
        """What is said about values that can't be shown."""
        note = None if self.content.is_empty else note_on_unshown(self.drawn, self.content.references, self._scale)
        return "" if note is None else note.text

    @property
    def frame(self) -> Frame:
        iterations, heights = self._curves.shown_ranges() if self.is_zoomed else self._whole_ranges()
        return Frame(self._area, iterations, heights, self._scale)

    @property
    def read_out(self) -> ReadOut | None:
        """What the card under the pointer says now."""
        return None if self._pointer is None else read_out(self.frame, self.drawn, self._pointer)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if self._layers:
            self._lay_out()
            if self._most_points != self._thinned_to:
                self._draw_lines()
                self._draw_curves()

    def viewportEvent(self, event: QEvent) -> bool:
        """Below the curves a tooltip has the whole note, which a narrow plot cuts off."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and event.pos().y() > self._area.bottom():
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
        self._update_layers()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._hand.grasp is Grasp.NOTHING:
            super().mouseReleaseEvent(event)
        elif event.button() == Qt.MouseButton.LeftButton:
            ranges = self._hand.ranges(self.frame)
            self._hand.let_go()
            if ranges is not None:
                self._curves.show_ranges(*ranges)
                self._take_zoom()
        self._update_layers()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._pointer = None
        self._tell_pointed("")
        self._update_layers()

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

    @property
    def _most_points(self) -> int:
        """Points that can be told apart, of each curve."""
        if self._pen_ratio is not None:
            return MOST_POINTS
        return min(MOST_POINTS, max(_LEAST_POINTS, math.ceil(float(self.width() * self.devicePixelRatioF()))))

    def _draw_lines(self, whole: list[Curve] | None = None) -> None:
        """The lines of the curves: no more points than can be told apart, of what is shown; `whole` is what they are unzoomed."""
        curves = whole or []
        self._thinned_to = self._most_points
        if self.is_zoomed or whole is None:
            iterations = self.frame.iterations
            parts = [each.curve.within(*iterations) for each in self.content.curves]
            curves = [part.thinned(self._most_points, above_zero=self.content.logarithmic) for part in parts]
        lines = [line_of(curve) for curve in curves]
        self.drawn = tuple(drawn(each, line, self._scale) for each, line in zip(self.content.curves, lines, strict=True))

    def _draw_curves(self) -> None:
        width = LINE_WIDTH * self._pen_ratio if self._pen_ratio else quick_pen_width(self.drawn, self.devicePixelRatioF())
        self._curves.show_curves(self.drawn, width, self._lit, quickly=self._pen_ratio is None)

    def _whole_ranges(self) -> tuple[Range, Range]:
        return (0.0, iteration_bound(self.content.reach)), (self._scale.low, self._scale.high)

    def _lay_out(self) -> None:
        """Place the area, and what it shows, for the present size and content."""
        whole = QRectF(0, 0, self.width(), self.height())
        top = _TOP_WITH_CAPTION if self.content.y_label else _TOP
        height = max(_SMALLEST_AREA, whole.height() - top - _BOTTOM)
        self._settle_names(height)
        left = self._room_at_the_left(top, height)
        width = max(_SMALLEST_AREA, whole.width() - left - self._room_at_the_right(whole.width(), height))
        self._area = QRectF(left, top, width, height)
        self._curves.setGeometry(self._area)
        if not self.is_zoomed:
            self._curves.show_ranges(*self._whole_ranges())
        for layer in self._layers:
            layer.cover(whole)
        self._update_layers()

    def _room_at_the_left(self, top: float, height: float) -> float:
        """Enough for the longest number of the value axis, as −4×10¹⁵³."""
        iterations, heights = self._whole_ranges()
        frame = Frame(QRectF(_LEFT, top, height, height), iterations, heights, self._scale)
        longest = max((text_width(tick.text, axis_font()) for tick in heights_of_numbers(frame)), default=0.0)
        return max(_LEFT, longest + _BESIDE_NUMBERS)

    def _room_at_the_right(self, width: float, height: float) -> float:
        room = room_for_names(self.content, named=self.names_fit and self.content.has_legend and not self.content.is_named_by_value)
        if self._pen_ratio and not self.names_fit and self.content.has_legend:
            room += room_for_columns(self.content.curves, height, width / 2)
        return max(self._least_room, room)

    def _settle_names(self, height: float) -> None:
        """Whether the names fit at the ends; it depends on the height alone, so that the list beside the plot can't sway it."""
        number_of = len(self.content.curves)
        fit = number_of <= MOST_NAMES and number_of * NAME_GAP <= height + NAME_GAP
        if fit != self.names_fit:
            self.names_fit = fit
            self.names_fit_changed.emit(fit)

    def _take_zoom(self) -> None:
        shown, whole = self._curves.shown_ranges(), self._whole_ranges()
        if all(low <= all_low and all_high <= high for (low, high), (all_low, all_high) in zip(shown, whole, strict=True)):
            self.show_all()
        else:
            self._set_zoomed(True)
            self._draw_lines()
            self._draw_curves()
            self._update_layers()

    def _set_zoomed(self, zoomed: bool) -> None:
        if zoomed != self.is_zoomed:
            self.is_zoomed = self._curves.may_move = zoomed
            self._follows = self._follows and zoomed
            self.zoom_changed.emit(zoomed)

    def _update_layers(self) -> None:
        for layer in self._layers:
            layer.update()

    def _paint_below(self, painter: QPainter) -> None:
        self._painting().paint_below(painter)

    def _paint_above(self, painter: QPainter) -> None:
        self._painting().paint_above(painter, self._pointer, self._hand.rectangle(self.frame))

    def _painting(self) -> Painting:
        whole, in_picture = self.sceneRect(), self._pen_ratio is not None
        return Painting(whole, self.frame, self.content, self.drawn, self._theme, self._ground, self.names_fit, in_picture, self._lit)
