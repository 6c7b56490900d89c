"""The plot itself, as it is in pictures: pyqtgraph holds the zoom, items of our own paint the curves and all that is around them."""

import math
from dataclasses import replace

import pyqtgraph as pg
from PySide6.QtCore import QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from bpdesk.training.curves import Curve
from bpdesk.ui import fonts
from bpdesk.ui.plots.drawn_curve import DrawnCurve, drawn, note_on_unshown
from bpdesk.ui.plots.follow import followed
from bpdesk.ui.plots.frame import Frame, Range
from bpdesk.ui.plots.layers import LINE_WIDTH, CurveArea, Layer, quick_pen_width
from bpdesk.ui.plots.layout import SMALLEST_AREA, area_of, names_fit
from bpdesk.ui.plots.lines import LiesBelow, Lines
from bpdesk.ui.plots.painting import Painting
from bpdesk.ui.plots.plot_curve import PlotContent
from bpdesk.ui.plots.scale import iteration_bound, scale_for
from bpdesk.ui.plots.thinning import curves_within, scale_of, whole_curves
from bpdesk.ui.theme import Theme

MOST_POINTS = 900
"""In a picture, and in the widest window; on screen no more than pixels lie side by side."""
_LEAST_POINTS = 100


class PlotFigure(pg.GraphicsView):  # type: ignore[misc]  # pyqtgraph has no types
    """Curves against the iteration with axes, names and marks, whole or zoomed.

    Names that don't fit at the ends of their curves are left to a list beside the plot; a picture (`pen_ratio` given: device pixels
    per logical one) has them in columns instead, and a caption.
    """

    zoom_changed = Signal(bool)
    names_fit_changed = Signal(bool)

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
        self._area = QRectF(0, 0, SMALLEST_AREA, SMALLEST_AREA)
        self._follows = False
        self._lit = ""
        self._thinned_to = 0
        self._painting: Painting | None = None
        self._curves, self.lines = CurveArea(), Lines()
        self._layers = (Layer(self.paint_below, -1, None if pen_ratio else self._shown_below), Layer(self.paint_above, 1))
        for item in (self._curves, self.lines, *self._layers):
            self.addItem(item)
        self._curves.sigRangeChangedManually.connect(self._take_zoom)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.show_theme(theme, None if pen_ratio else theme.panel)

    def show_content(self, content: PlotContent) -> None:
        """Draw that; a zoom stays."""
        if content.logarithmic != self.content.logarithmic:
            self._set_zoomed(False)
        before, self.content = self.content, content
        if content.has_lines_of(before) and self._thinned_to == self._most_points:
            self.drawn = tuple(replace(each, plot=plot) for each, plot in zip(self.drawn, content.curves, strict=True))
        else:
            whole = whole_curves(content, self._most_points)
            self._scale = scale_of(content, whole)
            self._draw_lines(whole)
        if self.is_zoomed and self._follows:
            self._curves.show_ranges(*followed(self.frame, self.drawn, content.newest))
            self._draw_lines()
        self._lay_out()

    def light(self, key: str) -> None:
        """Draw the curve with that key stronger than the others; none without a key."""
        if key != self._lit:
            self._lit = key
            self._draw_curves()
            self.update_layers()

    def follow(self, on: bool) -> None:
        """While zoomed, keep the newest iteration in view, or stay where it is."""
        self._follows = on
        self.show_content(self.content)

    def show_theme(self, theme: Theme, ground: str | None) -> None:
        """Take those colours; `ground` is the one behind all, None where nothing is."""
        self._theme, self._ground = theme, ground
        self.setBackground(None if self._pen_ratio else ground)
        self.update_layers()

    def show_all(self) -> None:
        """Back from a zoom."""
        self._set_zoomed(False)
        self._draw_lines()
        self._lay_out()

    def zoom_to(self, iterations: Range, heights: Range) -> None:
        """Show that part alone."""
        self._curves.show_ranges(iterations, heights)
        self._take_zoom()

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
    def painting(self) -> Painting:
        """All that is to be painted besides the curves; the same until that changes."""
        if self._painting is None:
            whole, in_picture = self.sceneRect(), self._pen_ratio is not None
            looks = self._theme, self._ground, self.names_fit, in_picture, self._lit
            self._painting = Painting(whole, self.frame, self.content, self.drawn, *looks)
        return self._painting

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if self._layers:
            if self._most_points != self._thinned_to:
                self._draw_lines()
            self._lay_out()

    def paint_below(self, painter: QPainter) -> None:
        """What lies below the curves."""
        self.painting.paint_below(painter)

    def paint_above(self, painter: QPainter) -> None:
        """What lies above the curves."""
        self.painting.paint_above(painter)

    def _shown_below(self) -> tuple[str, object]:
        """The ground, and all that decides what lies below the curves."""
        return self._ground or self._theme.panel, (self.painting.shown_below, fonts.scale())

    def update_layers(self) -> None:
        self._painting = None
        for layer in self._layers:
            layer.update()

    @property
    def _most_points(self) -> int:
        """Points that can be told apart, of each curve."""
        if self._pen_ratio is not None:
            return MOST_POINTS
        return min(MOST_POINTS, max(_LEAST_POINTS, math.ceil(float(self.width() * self.devicePixelRatioF()))))

    def _draw_lines(self, whole: list[Curve] | None = None) -> None:
        """The lines of what is shown; `whole` are the curves unzoomed, where they are known."""
        self._thinned_to = self._most_points
        if self.is_zoomed or whole is None:
            whole = curves_within(self.content, self.frame.iterations, self._most_points)
        self.drawn = drawn(self.content.curves, whole, self._scale)

    def _draw_curves(self) -> None:
        width = LINE_WIDTH * self._pen_ratio if self._pen_ratio else quick_pen_width(self.drawn, self.devicePixelRatioF())
        below = LiesBelow(self.content.cursor, self._ground)
        self.lines.show_curves(self.drawn, self.frame, width, self._lit, quickly=self._pen_ratio is None, below=below)

    def _whole_ranges(self) -> tuple[Range, Range]:
        return (0.0, iteration_bound(self.content.reach)), (self._scale.low, self._scale.high)

    def _lay_out(self) -> None:
        """Place the area, and what it shows, for the present size and content."""
        size, whole = QSizeF(self.size()), self._whole_ranges()
        self._settle_names(size)
        self._area = area_of(self.content, whole, self._scale, size, self._least_room, columns=self._pen_ratio is not None)
        self._curves.setGeometry(self._area)
        if not self.is_zoomed:
            self._curves.show_ranges(*whole)
        for layer in self._layers:
            layer.cover(QRectF(0, 0, size.width(), size.height()))
        self._draw_curves()
        self.update_layers()

    def _settle_names(self, size: QSizeF) -> None:
        fit = names_fit(self.content, size)
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
            self.update_layers()

    def _set_zoomed(self, zoomed: bool) -> None:
        if zoomed != self.is_zoomed:
            self.is_zoomed = self._curves.may_move = zoomed
            self._follows = self._follows and zoomed
            self.zoom_changed.emit(zoomed)
