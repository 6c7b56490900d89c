"""All that a plot paints besides its curves: what lies below them and what lies above."""

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from bpdesk.ui.plots.axes import paint_axes, paint_caption, paint_empty, paint_note
from bpdesk.ui.plots.drawn_curve import DrawnCurve, Note, note_on_unshown
from bpdesk.ui.plots.end_names import paint_names, paint_value
from bpdesk.ui.plots.frame import Frame
from bpdesk.ui.plots.legend import paint_columns
from bpdesk.ui.plots.marks import paint_beyond, paint_cursor, paint_points, paint_rectangle
from bpdesk.ui.plots.plot_curve import PlotContent
from bpdesk.ui.plots.read_out import paint_read_out, read_out
from bpdesk.ui.theme import Theme

_GAP = 10


@dataclass(frozen=True)
class Painting:
    """A plot within the rectangle `whole`; `ground` is the colour behind it, None where nothing is."""

    whole: QRectF
    frame: Frame
    content: PlotContent
    curves: tuple[DrawnCurve, ...]
    theme: Theme
    ground: str | None
    names_fit: bool
    in_picture: bool
    lit: str = ""

    @cached_property
    def note(self) -> Note | None:
        """What is said about values that can't be shown."""
        note = note_on_unshown(self.curves, self.content.references, self.frame.scale)
        return note if note is not None and (note.is_warning or not self.in_picture) else None

    @cached_property
    def shown_below(self) -> object:
        """All that `paint_below` depends on but the size of type."""
        content = self.content
        if content.is_empty:
            return self.whole.getRect(), content.empty_text, self.theme
        frame = self.frame
        place = frame.area.getRect(), frame.iterations, frame.heights, frame.scale
        return self.whole.getRect(), place, content.references, content.y_label, self.note, self.theme

    def paint_below(self, painter: QPainter) -> None:
        """Grid, numbers and notes."""
        if self.content.is_empty:
            paint_empty(painter, self.whole, self.content.empty_text, self.theme)
            return
        paint_axes(painter, self.frame, self.content, self.theme)
        paint_caption(painter, self.frame, self.content.y_label, self.theme)
        note = self.note
        if note is not None:
            paint_note(painter, self.frame, note, self.theme)

    def paint_above(self, painter: QPainter) -> None:
        """The shown moment, points and names."""
        if self.content.is_empty:
            return
        if self.content.cursor is not None:
            paint_cursor(painter, self.frame, self.content.cursor, self.theme.accent)
        above = [each for each in reversed(self.curves) if not each.lies_under(self.lit)]
        for curve in sorted(above, key=lambda each: not each.plot.is_noise):
            paint_points(painter, self.frame, curve, self.content.cursor, self.ground)
        self._paint_names(painter)
        for curve in self.curves:
            paint_beyond(painter, self.frame, curve)

    def paint_pointer(self, painter: QPainter, pointer: QPointF | None, rectangle: QRectF | None) -> None:
        """The rectangle that is being drawn, else the card under the pointer."""
        if self.content.is_empty:
            return
        if rectangle is not None:
            paint_rectangle(painter, rectangle, self.theme.accent)
        elif pointer is not None and (shown := read_out(self.frame, self.curves, pointer)) is not None:
            paint_read_out(painter, shown, pointer, self.whole, self.theme)

    def _paint_names(self, painter: QPainter) -> None:
        named = self.curves if self.names_fit and self.content.has_legend and not self.content.is_named_by_value else ()
        paint_names(painter, self.frame, self.content, named, self.theme, self.ground, self.lit)
        if self.content.is_named_by_value and self.content.cursor is not None:
            paint_value(painter, self.frame, self.curves[0], self.content.cursor, self.theme, self.ground)
        if self.in_picture and not self.names_fit and self.content.has_legend:
            left, area = self.frame.area.right() + _GAP, self.frame.area
            paint_columns(painter, self.content.curves, QRectF(left, area.top(), self.whole.right() - left, area.height()), self.theme)
