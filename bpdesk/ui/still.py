"""Shows a picture of what looks as it did the time before, instead of drawing it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Protocol, Self, TypeVar

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from bpdesk.ui.sheet import Sheet


class Look(Protocol):
    """All that decides how something is drawn."""

    def is_as(self, other: Self) -> bool:
        """Whether nobody can tell it from the other."""
        ...


_Look = TypeVar("_Look", bound=Look)


class Still(Generic[_Look]):
    """What changes each time is drawn each time: a picture of it would be for nothing."""

    def __init__(self) -> None:
        self._look: _Look | None = None
        """That of the picture, or of what was drawn last."""
        self._sheet: Sheet | None = None
        self._seen = QRectF()

    def forget(self) -> None:
        """It has to be drawn again."""
        self._look = self._sheet = None

    def show(self, painter: QPainter, seen: QRectF, look: _Look, draw: Callable[[QPainter], None]) -> None:
        """Show that part of the scene, which `draw` draws."""
        if seen.isEmpty():
            return
        if self._look is None or not look.is_as(self._look):
            self._look, self._sheet = look, None
            draw(painter)
            return
        if self._sheet is None or not self._sheet.fits(painter) or self._seen != seen:
            self._look, self._seen = look, QRectF(seen)
            self._sheet = Sheet(painter, self._seen)
            on_sheet = self._sheet.painter()
            draw(on_sheet)
            on_sheet.end()
        self._sheet.show(painter)
