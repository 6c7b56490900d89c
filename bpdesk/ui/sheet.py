"""A picture of a part of a scene, to be shown again and again in the place of what took long to draw."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QTransform


class Sheet:
    """Transparent, or on a ground. Whole pixels of the screen meet whole ones of it, so that it is as sharp as what is drawn at once."""

    def __init__(self, painter: QPainter, part: QRectF, ground: str | None = None) -> None:
        """For that part of the scene as this painter would draw it."""
        way, ratio = painter.worldTransform(), painter.device().devicePixelRatioF()
        whole = QRectF(way.mapRect(part).toAlignedRect())
        self._whole = whole
        self.pixels = QPixmap(QSize(round(whole.width() * ratio), round(whole.height() * ratio)))
        self.pixels.fill(Qt.GlobalColor.transparent if ground is None else QColor(ground))
        self.part = way.inverted()[0].mapRect(whole)
        self.at = way.m11(), ratio
        """Zoom and pixels of the screen for one of the window's."""
        self._drawn_for, self._hints = QTransform(way), painter.renderHints()
        self._way = way * QTransform.fromTranslate(-whole.left(), -whole.top()) * QTransform.fromScale(ratio, ratio)

    @property
    def is_empty(self) -> bool:
        """Whether it has no pixel to draw on."""
        return self.pixels.isNull()

    def fits(self, painter: QPainter) -> bool:
        """Whether this painter would still draw the same at the same place."""
        return painter.worldTransform() == self._drawn_for and painter.device().devicePixelRatioF() == self.at[1]

    @contextmanager
    def painting(self) -> Iterator[QPainter]:
        """To draw on it, in coordinates of the scene."""
        with QPainter(self.pixels) as painter:
            painter.setRenderHints(self._hints)
            painter.setTransform(self._way)
            yield painter

    def show(self, painter: QPainter) -> None:
        """Pixel for pixel where it fits, which takes a third of the time, else stretched."""
        if not self.fits(painter):
            painter.drawPixmap(self.part, self.pixels, QRectF(self.pixels.rect()))
            return
        painter.resetTransform()
        painter.drawPixmap(self._whole, self.pixels, QRectF(self.pixels.rect()))
        painter.setTransform(self._drawn_for)
