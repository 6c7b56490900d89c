"""Keeps what takes long to draw as a picture, so that panning, zooming and hovering needn't draw it again.

Where only values or the zoom have changed, the next picture is drawn a few milliseconds at a time, while the one before is shown.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QRectF, QTimer
from PySide6.QtGui import QPainter

from bpdesk.ui.sheet import Sheet

_SLOW = 0.012
"""Seconds of drawing from which a picture is kept."""
_REST = 90
"""Milliseconds without a zoom after which it is drawn at the new one."""
_AROUND = 0.35
"""How much farther than what is seen the picture reaches on each side, so that it can be panned."""
_SLICE, _LONGEST = 0.004, 0.006
"""Seconds of drawing in one turn of the event loop: of work, and by the clock, for others may have the processor meanwhile."""
Stroke = Callable[[QPainter], None]
Draw = Callable[[QPainter, QRectF], Iterator[Stroke]]
"""What draws a part of the scene, piece by piece, at the zoom of a painter."""


class FilmTurns(QObject):
    """Draws the next pictures of a scene's films one after the other: in each turn of the event loop one of them goes on."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: list[CrowdFilm] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    def add(self, film: CrowdFilm) -> None:
        self._waiting.append(film)
        self._timer.start()

    def remove(self, film: CrowdFilm) -> None:
        if film in self._waiting:
            self._waiting.remove(film)

    def _go_on(self) -> None:
        if self._waiting:
            self._waiting[0].go_on()
        else:
            self._timer.stop()


class CrowdFilm:
    """One picture of a part of the scene at a zoom. While zooming it is shown stretched, and drawn again by `update` when that rests."""

    def __init__(self, update: Callable[[], None], turns: FilmTurns) -> None:
        self._update, self._turns = update, turns
        self._picture: Sheet | None = None
        self._next: _Picture | None = None
        self._is_old = False
        self._asked_at = (0.0, 0.0)
        """Zoom and pixels of the screen for one of the window's."""
        self._is_slow = self._rests = False
        self._timer = QTimer(turns)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST)
        self._timer.timeout.connect(self._come_to_rest)

    def go_on(self) -> None:
        """Draw at the next picture for a moment, and show it once it is ready."""
        if self._next is not None and self._next.go_on():
            self._take(self._next)
            self._drop_next()
            self._update()

    def forget(self) -> None:
        """What is drawn has changed."""
        self._picture = None
        self._drop_next()

    def grow_old(self) -> None:
        """What is drawn has other colours or widths now: another picture is drawn bit by bit, and this one shown until then."""
        self._is_old = True

    def show(self, painter: QPainter, seen: QRectF, draw: Draw) -> None:
        """Show the part of the scene that is seen: what is kept where that will do, else drawn."""
        if seen.isEmpty():
            return
        if not self._is_slow:
            self._draw_at_once(painter, seen, draw)
            return
        at = painter.worldTransform().m11(), painter.device().devicePixelRatioF()
        is_same = self._picture is not None and at == self._picture.at
        is_too_small = self._picture is not None and is_same and not self._picture.part.adjusted(-1, -1, 1, 1).contains(seen)
        is_to_sharpen = not is_same and self._rests and at == self._asked_at
        if self._picture is None or is_too_small:
            self._draw_anew(painter, seen, draw)
        elif is_to_sharpen or (self._is_old and is_same):
            self._begin_next(painter, seen, draw, at)
        elif not is_same and at != self._asked_at:
            self._rests = False
            self._timer.start()
        self._asked_at = at
        if self._picture is not None:
            self._picture.show(painter)

    def _come_to_rest(self) -> None:
        self._rests = True
        self._update()

    def _draw_at_once(self, painter: QPainter, seen: QRectF, draw: Draw) -> None:
        begun = time.thread_time()
        for stroke in draw(painter, seen):
            stroke(painter)
        self._is_slow = time.thread_time() - begun > _SLOW

    def _draw_anew(self, painter: QPainter, seen: QRectF, draw: Draw) -> None:
        self._drop_next()
        self._is_old = False
        picture = _Picture(painter, seen, draw)
        while not picture.go_on():
            pass
        self._take(picture)

    def _begin_next(self, painter: QPainter, seen: QRectF, draw: Draw, at: tuple[float, float]) -> None:
        if self._next is not None and self._next.sheet.at != at:
            self._drop_next()
        if self._next is None:
            self._is_old = False
            self._next = _Picture(painter, seen, draw)
            self._turns.add(self)

    def _drop_next(self) -> None:
        self._turns.remove(self)
        self._next = None

    def _take(self, picture: _Picture) -> None:
        self._picture, self._is_slow = picture.sheet, picture.work > _SLOW / 4
        self._rests = self._rests and picture.sheet.at != self._asked_at


class _Picture:
    """One that is being drawn, of somewhat more than is seen."""

    def __init__(self, painter: QPainter, seen: QRectF, draw: Draw) -> None:
        wide, high = _AROUND * seen.width(), _AROUND * seen.height()
        self.sheet = Sheet(painter, seen.adjusted(-wide, -high, wide, high))
        self._strokes = draw(painter, self.sheet.part)
        self.work = 0.0
        """Seconds that drawing has taken so far."""

    def go_on(self) -> bool:
        """Draw for a moment; whether it is ready. Where there is no pixel nothing is drawn."""
        if self.sheet.is_empty:
            return True
        begun, is_ready = time.thread_time(), True
        work_ends, clock_ends = begun + _SLICE, time.perf_counter() + _LONGEST
        with self.sheet.painting() as painter:
            for stroke in self._strokes:
                stroke(painter)
                if time.thread_time() > work_ends or time.perf_counter() > clock_ends:
                    is_ready = False
                    break
        self.work += time.thread_time() - begun
        return is_ready
