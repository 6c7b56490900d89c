"""A recorded painting at another scale, its strokes heavier or finer."""

from dataclasses import replace

from PySide6.QtGui import QPainterPath, QPen, QTransform

from bpdesk.ui.vector.drawing import Drawing, Mark, Shape


def scaled(drawing: Drawing, factor: float, strokes: float) -> Drawing:
    """Everything so many times as large; lines, besides, so many times as wide."""
    if factor == 1 and strokes == 1:
        return drawing
    to = QTransform.fromScale(factor, factor)
    clips: dict[int, QPainterPath] = {}
    return Drawing(drawing.size * factor, tuple(_scaled(mark, to, factor * strokes, clips) for mark in drawing.marks))


def _scaled(mark: Mark, to: QTransform, strokes: float, clips: dict[int, QPainterPath]) -> Mark:
    """One clip stays one for all marks that share it."""
    clip = mark.clip if mark.clip is None else clips.setdefault(id(mark.clip), to.map(mark.clip))
    if isinstance(mark, Shape):
        return replace(mark, path=to.map(mark.path), pen=None if mark.pen is None else _pen(mark.pen, strokes), clip=clip)
    return replace(mark, place=mark.place * to, clip=clip)


def _pen(pen: QPen, strokes: float) -> QPen:
    """Dashes are in pen widths: they grow with it."""
    result = QPen(pen)
    result.setWidthF(pen.widthF() * strokes)
    return result
