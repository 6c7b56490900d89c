"""Keeps what takes long to draw as a picture, so that panning, zooming and hovering needn't draw it again."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPixmap, QTransform

_SLOW = 0.012
"""Seconds of drawing from which a picture is kept."""
_REST = 90
"""Milliseconds without a zoom after which it is drawn at the new one."""
_AROUND = 0.35
"""How much farther than what is seen the picture reaches on each side, so that it can be panned."""
Draw = Callable[[QPainter, QRectF], None]


class CrowdFilm:
    """One picture of a part of the scene at a zoom. While zooming it is shown stretched, and drawn again by `update` when that rests."""

    def __init__(self, update: Callable[[], None], parent: QObject) -> None:
        self._picture: QPixmap | None = None
        self._part = QRectF()
        self._drawn_at = self._asked_at = (0.0, 0.0)
        """Zoom and pixels of the screen for one of the window's."""
        self._is_slow = self._rests = False
        self._timer = QTimer(parent)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST)
        self._timer.timeout.connect(lambda: self._come_to_rest(update))

    def forget(self) -> None:
        """What is drawn has changed."""
        self._picture = None

    def show(self, painter: QPainter, seen: QRectF, draw: Draw) -> None:
        """Show the part of the scene that is seen: what is kept where that will do, else drawn."""
        if not self._is_slow:
            self._draw_at_once(painter, seen, draw)
            return
        at = painter.worldTransform().m11(), painter.device().devicePixelRatioF()
        is_same = at == self._drawn_at
        is_too_small = is_same and not self._part.adjusted(-1, -1, 1, 1).contains(seen)
        is_to_sharpen = not is_same and self._rests and at == self._asked_at
        if self._picture is None or is_too_small or is_to_sharpen:
            self._draw_anew(painter, seen, draw)
        elif not is_same and at != self._asked_at:
            self._rests = False
            self._timer.start()
        self._asked_at = at
        if self._picture is not None:
            painter.drawPixmap(self._part, self._picture, QRectF(self._picture.rect()))

    def _come_to_rest(self, update: Callable[[], None]) -> None:
        self._rests = True
        update()

    def _draw_at_once(self, painter: QPainter, seen: QRectF, draw: Draw) -> None:
        begun = time.thread_time()
        draw(painter, seen)
        self._is_slow = time.thread_time() - begun > _SLOW

    def _draw_anew(self, painter: QPainter, seen: QRectF, draw: Draw) -> None:
        """Whole pixels of the screen meet whole ones of the picture, so that it is as sharp as what is drawn at once."""
        way, ratio = painter.worldTransform(), painter.device().devicePixelRatioF()
        port = way.mapRect(seen)
        wanted = port.adjusted(-_AROUND * port.width(), -_AROUND * port.height(), _AROUND * port.width(), _AROUND * port.height())
        wanted = QRectF(wanted.toAlignedRect())
        picture = QPixmap(QSize(round(wanted.width() * ratio), round(wanted.height() * ratio)))
        picture.fill(Qt.GlobalColor.transparent)
        part = way.inverted()[0].mapRect(wanted)
        inner = QPainter(picture)
        inner.setRenderHints(painter.renderHints())
        inner.setTransform(way * QTransform.fromTranslate(-wanted.left(), -wanted.top()) * QTransform.fromScale(ratio, ratio))
        begun = time.thread_time()
        draw(inner, part)
        inner.end()
        self._is_slow = time.thread_time() - begun > _SLOW / 4
        self._picture, self._part, self._drawn_at, self._rests = picture, part, (way.m11(), ratio), False
