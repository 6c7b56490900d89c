"""Icons: the drawings in `resources/icons`, in the colours of the theme, sharp at every device pixel ratio.

A new icon is one SVG file there, drawn with `currentColor` on a grid of 24.
"""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from bpdesk.assets import resource
from bpdesk.ui import fonts
from bpdesk.ui.theme import Theme

IN_BARS, IN_BUTTONS, ON_CANVAS = 20, 18, 14
_RATIOS = (1.0, 1.25, 1.5, 1.75, 2.0, 3.0)


def icon(name: str, theme: Theme, size: int = IN_BARS, colour: str | None = None) -> QIcon:
    """That icon for the states normal, disabled and switched on; `colour` is for a ground of its own, as a filled button.

    `size` is at 100 %: it is as much larger as everything is.
    """
    states = (
        (QIcon.Mode.Normal, QIcon.State.Off, colour or theme.text),
        (QIcon.Mode.Normal, QIcon.State.On, colour or theme.accent),
        (QIcon.Mode.Disabled, QIcon.State.Off, theme.disabled),
        (QIcon.Mode.Disabled, QIcon.State.On, theme.disabled),
    )
    result = QIcon()
    for mode, state, ink in states:
        for ratio in _RATIOS:
            result.addPixmap(pixmap(name, ink, fonts.scaled(size), ratio), mode, state)
    return result


def pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    """That icon on a transparent ground, `size` logical pixels wide."""
    result = QPixmap(round(size * ratio), round(size * ratio))
    result.fill(Qt.GlobalColor.transparent)
    with QPainter(result) as painter:
        paint_icon(painter, name, QRectF(result.rect()), colour)
    result.setDevicePixelRatio(ratio)
    return result


def paint_icon(painter: QPainter, name: str, rect: QRectF, colour: str) -> None:
    """Paint that icon into `rect`."""
    _renderer(name, colour).render(painter, rect)


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))
