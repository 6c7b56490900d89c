"""A function over a plane as filled bands of colour, as shapes: contourpy finds them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import cast

import numpy as np
import numpy.typing as npt
from contourpy import FillType, contour_generator
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from bpdesk.text import number
from bpdesk.training.curves import Array
from bpdesk.ui.math_label import prepare
from bpdesk.ui.plots.frame import Frame
from bpdesk.ui.plots.strokes import NAME_SIZE, axis_font, draw_text
from bpdesk.ui.theme import Theme, mix

BAR = 86.0
"""Room that the bar of colours with its numbers takes at the right."""
_BANDS = 16
_FEWEST_DIGITS, _USUAL_DIGITS, _MOST_EXACT = 3, 4, 6
_NOTHING = 1e-9
_FARTHEST = 8e307
"""A level lies no farther out, for differences of levels must be numbers; what does has the last colour."""
_BAR_WIDTH, _BAR_GAP, _BETWEEN_LEVELS = 12.0, 12.0, 34.0


def cost_levels(costs: Array) -> list[float]:
    """Levels from the least to the largest cost, closer where it is low: evenly spaced roots, so that a parabola has even rings."""
    shown = np.clip(costs[np.isfinite(costs)], -_FARTHEST, _FARTHEST)
    low, high = (float(shown.min()), float(np.quantile(shown, 0.98))) if len(shown) else (0.0, 1.0)
    if not high > low:
        high = low + max(abs(low), 1.0) * 1e-6
    return [low + (high - low) * (step / _BANDS) ** 2 for step in range(_BANDS + 1)]


def cost_colours(theme: Theme, bands: int = _BANDS) -> list[str]:
    """From the ground, where the cost is low, to the cost's own colour."""
    return [mix(theme.canvas, theme.backward, 0.04 + 0.72 * band / max(1, bands - 1)) for band in range(bands)]


def signed_levels(low: float, high: float, middle: float) -> list[float]:
    """Even levels to either side of the middle, as far as the farther end."""
    low, high, middle = (min(max(each, -_FARTHEST), _FARTHEST) for each in (low, high, middle))
    reach = max(high - middle, middle - low, 1e-300, abs(middle) * 1e-15)
    return [middle + reach * (step / (_BANDS / 2)) for step in range(-_BANDS // 2, _BANDS // 2 + 1)]


def signed_colours(theme: Theme) -> list[str]:
    """The sign scale: what is below the middle in the colour of negative values, above in that of positive ones."""
    steps = [(band + 0.5) / (_BANDS / 2) - 1 for band in range(_BANDS)]
    return [mix(theme.canvas, theme.sign(step), 0.72 * abs(step)) for step in steps]


def paint_bands(
    painter: QPainter, frame: Frame, x: Array, y: Array, z: Array, levels: Sequence[float], colours: Sequence[str], edge: str = ""
) -> None:
    """Fill each band between two levels; what lies beyond the last ones takes their colours, what isn't finite stays bare."""
    kept = np.clip(np.where(np.isposinf(z), levels[-1], np.where(np.isneginf(z), levels[0], z)), levels[0], levels[-1])
    generator = contour_generator(x, y, np.ma.masked_invalid(kept), fill_type=FillType.OuterOffset)
    painter.save()
    painter.setClipRect(frame.area)
    for (low, high), colour in zip(pairwise(levels), colours, strict=True):
        top = np.nextafter(high, np.inf) if high == levels[-1] else high
        if top > low:
            path = _path(generator.filled(low, top), frame)
            painter.setPen(QPen(QColor(edge or colour), 0.7))
            painter.setBrush(QColor(colour))
            painter.drawPath(path)
    painter.restore()


def paint_line_at(painter: QPainter, frame: Frame, x: Array, y: Array, z: Array, level: float, pen: QPen) -> None:
    """The line on which the function has that value."""
    generator = contour_generator(x, y, np.ma.masked_invalid(z))
    painter.save()
    painter.setClipRect(frame.area)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for points in generator.lines(level):
        path = QPainterPath()
        _add(path, np.asarray(points), frame)
        painter.drawPath(path)
    painter.restore()


def paint_bar(painter: QPainter, frame: Frame, levels: Sequence[float], colours: Sequence[str], name: str, theme: Theme) -> None:
    """What the colours stand for, at the right; the name is typed as labels are."""
    area = frame.area
    label = prepare(name, NAME_SIZE, BAR - _BAR_GAP)
    label.draw(painter, area.right() + _BAR_GAP, area.top() - 12, theme.muted)
    bar = QRectF(area.right() + _BAR_GAP, area.top(), _BAR_WIDTH, area.height())
    each = bar.height() / len(colours)
    for band, colour in enumerate(colours):
        painter.fillRect(QRectF(bar.left(), bar.bottom() - (band + 1) * each, _BAR_WIDTH, each + 0.3), QColor(colour))
    painter.setPen(QPen(QColor(theme.border), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(bar)
    every = 1
    while len(colours) / every > max(1.0, bar.height() / _BETWEEN_LEVELS) and every < len(colours):
        every *= 2  # so that both ends have their numbers
    shown = levels[::every]
    digits = _digits(shown)
    for place, level in enumerate(shown):
        at = QPointF(bar.right() + 6, bar.bottom() - place * every * each + 4)
        draw_text(painter, at, number(level, digits), axis_font(), theme.muted)


def _digits(shown: Sequence[float]) -> int:
    """As few as say each of them exactly; where none do, so many that the first and the last can be told apart with two to spare."""
    largest, span = max(abs(shown[0]), abs(shown[-1])), shown[-1] - shown[0]
    exact = (digits for digits in range(_FEWEST_DIGITS, _MOST_EXACT + 1) if all(_is_said(each, digits, span) for each in shown))
    apart = math.ceil(math.log10(largest / span)) if span > 0 and largest > 0 else 0
    return next(exact, min(12, _USUAL_DIGITS + max(0, apart)))


def _is_said(value: float, digits: int, span: float) -> bool:
    """Whether so many significant digits, one fewer below 1, say the value as exactly as matters for that span."""
    figures = digits - 1 if abs(value) < 1 else digits
    return abs(float(f"{value:.{figures - 1}e}") - value) <= _NOTHING * span


def _path(filled: object, frame: Frame) -> QPainterPath:
    """Each polygon with its holes, as contourpy gives them: all points in one array, and where each ring begins."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    points, offsets = cast("tuple[list[Array], list[npt.NDArray[np.uint32]]]", filled)
    for polygon, begins in zip(points, offsets, strict=True):
        for first, end in pairwise(begins.tolist()):
            _add(path, polygon[first:end], frame)
            path.closeSubpath()
    return path


def _add(path: QPainterPath, points: Array, frame: Frame) -> None:
    (left, right), (low, high), area = frame.iterations, frame.heights, frame.area
    across = area.left() + (points[:, 0] - left) / (right - left) * area.width()
    down = area.bottom() - (points[:, 1] - low) / (high - low) * area.height()
    path.moveTo(float(across[0]), float(down[0]))
    for x, y in zip(across[1:].tolist(), down[1:].tolist(), strict=True):
        path.lineTo(x, y)
