"""Plots as a picture: painted at any size and scale by the same code as on screen, whatever is zoomed or shown there."""

import math
from collections.abc import Sequence
from dataclasses import replace

import shiboken6
from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter

from bpdesk.ui import fonts
from bpdesk.ui.plots.plot_curve import PlotContent
from bpdesk.ui.plots.plot_view import PlotView
from bpdesk.ui.theme import Theme


@fonts.at_full_size()
def paint_plots(painter: QPainter, size: QSizeF, contents: Sequence[PlotContent], theme: Theme, ground: str | None) -> None:
    """Paint whole plots one above the other, their axes in line, from the origin to `size` in logical pixels of the painter.

    The shown moment is left out: it belongs to the window. `ground` is the colour that the plots are painted on, None where that
    isn't known: names then don't cover what is below them.
    """
    ratio = math.hypot(painter.worldTransform().m11(), painter.worldTransform().m12())
    height = size.height() / len(contents)
    views = [PlotView(theme, pen_ratio=ratio) for _ in contents]
    try:
        for view, content in zip(views, contents, strict=True):
            view.show_theme(theme, ground)
            view.show_content(replace(content.in_colours_of(theme), cursor=None))
            view.resize_now(QSize(max(1, round(size.width())), max(1, round(height))))
        room = max(view.room for view in views)
        for place, view in enumerate(views):
            view.keep_room(room)
            _paint(painter, view, QRectF(0, place * height, size.width(), height))
    finally:
        for view in views:
            shiboken6.delete(view)


def _paint(painter: QPainter, view: PlotView, rect: QRectF) -> None:
    scene = view.scene()
    scene.prepareForPaint()
    scene.render(painter, rect, view.sceneRect(), Qt.AspectRatioMode.IgnoreAspectRatio)
