"""Plots as a picture: painted at any size and scale by the same code as on screen, whatever is zoomed or shown there."""

import math
from collections.abc import Sequence
from dataclasses import replace

import shiboken6
from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter

from bpdesk.ui import fonts
from bpdesk.ui.plots.plot_curve import PlotContent
from bpdesk.ui.plots.plot_figure import PlotFigure
from bpdesk.ui.theme import Theme


@fonts.at_full_size()
def paint_plots(painter: QPainter, size: QSizeF, contents: Sequence[PlotContent], theme: Theme, ground: str | None) -> None:
    """Paint whole plots one above the other, their axes in line, from the origin to `size` in logical pixels of the painter.

    The shown moment is left out: it belongs to the window. `ground` is the colour that the plots are painted on, None where that
    isn't known: names then don't cover what is below them.
    """
    ratio = math.hypot(painter.worldTransform().m11(), painter.worldTransform().m12())
    height = size.height() / len(contents)
    figures = [PlotFigure(theme, pen_ratio=ratio) for _ in contents]
    try:
        for figure, content in zip(figures, contents, strict=True):
            figure.show_theme(theme, ground)
            figure.show_content(replace(content.in_colours_of(theme), cursor=None))
            figure.resize_now(QSize(max(1, round(size.width())), max(1, round(height))))
        room = max(figure.room for figure in figures)
        for place, figure in enumerate(figures):
            figure.keep_room(room)
            _paint(painter, figure, QRectF(0, place * height, size.width(), height))
    finally:
        for figure in figures:
            shiboken6.delete(figure)


def _paint(painter: QPainter, figure: PlotFigure, rect: QRectF) -> None:
    scene = figure.scene()
    scene.prepareForPaint()
    scene.render(painter, rect, figure.sceneRect(), Qt.AspectRatioMode.IgnoreAspectRatio)
