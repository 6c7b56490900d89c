"""Draws a `Drawing` with any painter: on an image, on a page."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QTextLayout

from bpdesk.ui.vector.drawing import Drawing, Shape, Words

_UNSEEN = QColor(0, 0, 0, 0)
_ALTERNATES = QFont.Tag("calt")


def replay(drawing: Drawing, painter: QPainter, *, searchable: bool = False) -> None:
    """Draw every mark in logical pixels of the painter; `searchable` where what is drawn as text shall be found as text."""
    clip: QPainterPath | None = None
    painter.save()
    for mark in drawing.marks:
        if mark.clip is not clip:
            clip = mark.clip
            painter.restore()
            painter.save()
            if clip is not None:
                painter.setClipPath(clip, Qt.ClipOperation.IntersectClip)
        painter.setOpacity(mark.opacity)
        if isinstance(mark, Shape):
            _draw_shape(painter, mark)
        elif searchable:
            _draw_searchable(painter, mark)
        elif mark.colour is not None:
            _draw_words(painter, mark, mark.font, mark.colour)
    painter.restore()


def _draw_shape(painter: QPainter, shape: Shape) -> None:
    painter.setPen(Qt.PenStyle.NoPen if shape.pen is None else shape.pen)
    painter.setBrush(Qt.BrushStyle.NoBrush if shape.fill is None else shape.fill)
    painter.drawPath(shape.path)


def _draw_searchable(painter: QPainter, words: Words) -> None:
    """As text where a reader knows every letter of it again, else as shapes with unseen text over them."""
    plain = QFont(words.font)
    for tag in plain.featureTags():
        plain.unsetFeature(tag)
    plain.setFeature(_ALTERNATES, 0)
    if words.colour is not None and _glyphs(words.text, plain) == _glyphs(words.text, words.font):
        _draw_words(painter, words, plain, words.colour)
        return
    if words.colour is not None:
        painter.fillPath(words.outline(), words.colour)
    _draw_words(painter, words, plain, _UNSEEN)


def _draw_words(painter: QPainter, words: Words, font: QFont, colour: QColor) -> None:
    before = painter.transform()
    painter.setTransform(words.place, combine=True)
    if colour is _UNSEEN:
        painter.scale(words.width / max(1.0, QFontMetricsF(font).horizontalAdvance(words.text)), 1)
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(QPointF(), words.text)
    painter.setTransform(before)


def _glyphs(text: str, font: QFont) -> list[int]:
    """Which drawings of the font a text is made of: figures of equal width aren't those that its characters stand for."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return [index for run in layout.glyphRuns() for index in run.glyphIndexes()]
