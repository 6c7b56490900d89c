"""Shows a picture of what looks as it did the time before, instead of drawing it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Protocol, Self, TypeVar

from PySide6.QtCore import QObject, QRectF, QTimer
from PySide6.QtGui import QPainter

from bpdesk.ui.sheet import Sheet


class Look(Protocol):
    """All that decides how something is drawn."""

    def is_as(self, other: Self) -> bool:
        """Whether nobody can tell it from the other."""
        ...

    def is_exactly(self, other: Self) -> bool:
        """Whether it is the very same."""
        ...


_REST = 250
"""Milliseconds without a change."""
_Look = TypeVar("_Look", bound=Look)


class Still(Generic[_Look]):
    """What changes each time is drawn each time: a picture of it would be for nothing.

    Where the picture shows another look that nobody can tell from it, it is drawn anew by `update` once nothing changes any more.
    """

    def __init__(self, update: Callable[[], None], parent: QObject) -> None:
        self._update = update
        self._rest = QTimer(parent)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._come_to_rest)
        self._look: _Look | None = None
        """That of the picture, or of what was drawn last."""
        self._sheet: Sheet | None = None
        self._seen = QRectF()

    def forget(self) -> None:
        """It has to be drawn again."""
        self._look = self._sheet = None
        self._rest.stop()

    def show(self, painter: QPainter, seen: QRectF, look: _Look, draw: Callable[[QPainter], None]) -> None:
        """Show that part of the scene, which `draw` draws."""
        if seen.isEmpty():
            return
        if self._look is None or not look.is_as(self._look):
            self.forget()
            self._look = look
            draw(painter)
            return
        if self._sheet is None or not self._sheet.fits(painter) or self._seen != seen:
            self._look, self._seen = look, QRectF(seen)
            self._sheet = Sheet(painter, self._seen)
            with self._sheet.painting() as on_sheet:
                draw(on_sheet)
        self._sheet.show(painter)
        if look.is_exactly(self._look):
            self._rest.stop()
        else:
            self._rest.start()

    def _come_to_rest(self) -> None:
        self.forget()
        self._update()
