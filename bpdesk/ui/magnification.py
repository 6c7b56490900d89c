"""Shows the whole program larger, for a projector, at once: type, icons, and the sizes that widgets were given.

Type grows through `fonts`; what is drawn by hand multiplies its sizes with `fonts.scale()`. The canvas grows by its own measure.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDockWidget, QGraphicsView, QTabBar, QToolBar, QWidget

from bpdesk.ui import fonts

_UNLIMITED = 16_777_215  # Qt's QWIDGETSIZE_MAX
_KEPT = "magnified"
_HEIGHT_OF_STYLE = "_q_stylesheet_minh"
_PIXELS = re.compile(r"(\d+)px")


class Magnification(QObject):
    """Of all widgets of an application; it watches for new ones only while there is something to be magnified.

    `dress` puts the application's style sheet on anew.
    """

    def __init__(self, application: QApplication, dress: Callable[[], None], factor: float) -> None:
        super().__init__(application)
        self._application, self._dress = application, dress
        self.choose(factor)

    def choose(self, factor: float) -> None:
        """Show everything that much larger than at 100 %."""
        before = fonts.scale()
        fonts.set_scale(factor)
        self._application.removeEventFilter(self)
        if factor != before:
            self._dress()
            self._application.setFont(_rescaled(self._application.font(), before))
            for widget in self._application.allWidgets():
                if widget.testAttribute(Qt.WidgetAttribute.WA_SetFont):
                    widget.setFont(_rescaled(widget.font(), before))
                bring(widget, factor)
        if factor != 1.0:
            self._application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A widget is polished once, before it is first seen."""
        if event.type() == QEvent.Type.Polish and isinstance(watched, QWidget):
            bring(watched, fonts.scale())
        return False


def bring(widget: QWidget, factor: float) -> None:
    """Give a widget's icons and fixed sizes that factor, whatever they have now."""
    before = widget.property(_KEPT) or 1.0
    if factor == before:
        return
    widget.setProperty(_KEPT, factor)
    if isinstance(widget, QAbstractButton | QComboBox | QToolBar | QTabBar):
        widget.setIconSize(_resized(widget.iconSize(), before, factor))
    if not widget.isWindow() and not isinstance(widget, QDockWidget | QGraphicsView):
        least, most = _resized(widget.minimumSize(), before, factor), _resized(widget.maximumSize(), before, factor)
        if widget.property(_HEIGHT_OF_STYLE) is not None:
            least.setHeight(widget.minimumHeight())
            most.setHeight(widget.maximumHeight())
        widget.setMaximumSize(most.expandedTo(widget.minimumSize()))
        widget.setMinimumSize(least)
        widget.setMaximumSize(most)


def put_on(application: QApplication, sheet: str) -> None:
    """Put a style sheet on, with its lengths as much larger as everything is; hairlines stay.

    The same sheet once more would polish every widget of every window again, so it isn't. Qt gives a widget the first font back that
    it had when a sheet is replaced: each keeps the one that it has.
    """
    factor = fonts.scale()
    magnified = _PIXELS.sub(lambda found: found[0] if found[1] == "1" else f"{round(int(found[1]) * factor)}px", sheet)
    if application.styleSheet() == magnified:
        return
    own = [(widget, widget.font()) for widget in application.allWidgets() if widget.testAttribute(Qt.WidgetAttribute.WA_SetFont)]
    application.setStyleSheet(magnified)
    for widget, font in own:
        if widget.font() != font:
            widget.setFont(font)


def _rescaled(font: QFont, before: float) -> QFont:
    """The font in today's scale; sizes are whole pixels, so that the size at 100 % can be told from any other."""
    result = QFont(font)
    if font.pixelSize() > 0:
        result.setPixelSize(fonts.scaled(round(font.pixelSize() / before)))
    return result


def _resized(size: QSize, before: float, factor: float) -> QSize:
    return QSize(_length(size.width(), before, factor), _length(size.height(), before, factor))


def _length(pixels: int, before: float, factor: float) -> int:
    return pixels if pixels >= _UNLIMITED else round(round(pixels / before) * factor)
