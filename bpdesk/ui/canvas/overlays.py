"""All that lies over the canvas and isn't part of the picture, in its place: hint, zoom, note, the scale of fills, the walk's phases."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from bpdesk.ui.canvas.empty_canvas import EmptyCanvas
from bpdesk.ui.canvas.fill_scale import FillScale
from bpdesk.ui.canvas.note import Note
from bpdesk.ui.canvas.overlay import Hint, ZoomText
from bpdesk.ui.canvas.walk_overlay import WalkOverlay
from bpdesk.ui.theme import Theme


class Overlays:
    """Those of one canvas."""

    def __init__(self, theme: Theme, canvas: QWidget) -> None:
        self._canvas = canvas
        self.hint, self._zoom_text, self.note, self.empty = Hint(canvas), ZoomText(canvas), Note(canvas), EmptyCanvas(canvas)
        self.walk = WalkOverlay(theme, canvas)
        self._fills = FillScale(theme, canvas)

    def show_theme(self, theme: Theme) -> None:
        for part in (self.hint, self._zoom_text, self.note, self.empty, self.walk, self._fills):
            part.show_theme(theme)

    def tell(self, text: str, at: QPoint) -> None:
        """A short reason there."""
        self.note.tell(text, at)

    def arrange(self, zoom: float, *, is_empty: bool) -> None:
        """Put each in its place; on a canvas without nodes that says how to begin."""
        canvas = self._canvas
        self._zoom_text.show_zoom(zoom)
        self.empty.setVisible(is_empty)
        self._zoom_text.move_into(canvas)
        self.empty.move_into(canvas)
        self._fills.move_into(canvas, until=self._zoom_text.x())
        until = self._zoom_text.x() if self._fills.isHidden() else self._fills.x()
        self.hint.move_into(canvas, until=until)
        self.walk.move_into(canvas, until=until)
