"""Scrubbing: a number that is dragged sideways grows or shrinks, and everything follows; the whole drag is one undo step."""

from __future__ import annotations

import math
from itertools import count

from PySide6.QtCore import QPointF, Qt

from bpdesk.ui.canvas.place import Place
from bpdesk.ui.canvas.tools.gesture import Held
from bpdesk.ui.canvas.wishes import Wishes

_PER_PIXEL, _FOR_ZERO = 0.01, 0.01
_keys = count()


class Scrub:
    """One pixel of the screen is one hundredth of the number, with Shift a tenth of that, with Ctrl ten times."""

    def __init__(self, place: Place, value: float, wishes: Wishes, at: QPointF, zoom: float, held: Held) -> None:
        self._place, self._wishes, self._zoom, self._held = place, wishes, zoom, held
        self._start = self._value = value
        self._step = abs(value) * _PER_PIXEL or _FOR_ZERO
        self._x = at.x()
        self._key = f"scrub {next(_keys)}"
        self._exact = value

    def move(self, at: QPointF) -> None:
        """Take the way since the last move, at what is held now."""
        pixels, self._x = (at.x() - self._x) * self._zoom, at.x()
        step = self._step * _speed(self._held())
        self._exact += pixels * step
        value = _rounded(self._exact, step)
        if value != self._value and math.isfinite(value):
            self._value = value
            self._wishes.scrub(self._place, value, self._key)

    def end(self, at: QPointF) -> None:
        self.move(at)

    def cancel(self) -> None:
        if self._value != self._start:
            self._wishes.give_up_scrub(self._key)


def _speed(held: Qt.KeyboardModifier) -> float:
    if held & Qt.KeyboardModifier.ShiftModifier:
        return 0.1
    return 10.0 if held & Qt.KeyboardModifier.ControlModifier else 1.0


def _rounded(value: float, step: float) -> float:
    """To a digit below the step, so that a scrubbed number is short."""
    return round(value, max(1 - math.floor(math.log10(step)), 0))
