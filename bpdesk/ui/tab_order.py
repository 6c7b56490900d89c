"""Where Tab goes in a window: from area to area as a person reads it, and within one from left to right and from top to bottom.

Docks come, go and are moved, so the order is found when the key is pressed and not when a window is built.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

_ROW = 18
"""Pixels by which the middles of widgets in one row differ at most."""


def next_widget(areas: Sequence[QWidget], now: QWidget | None, *, forward: bool) -> QWidget | None:
    """The widget that Tab leads to from that one, in the areas' order; from the last one to the first. None where none takes the focus."""
    order = [widget for area in areas for widget in _reached(area)]
    if not order:
        return None
    if now not in order:
        return order[0 if forward else -1]
    return order[(order.index(now) + (1 if forward else -1)) % len(order)]


def _reached(area: QWidget) -> list[QWidget]:
    """What in an area takes the focus, as it is read."""
    found = [widget for widget in (area, *area.findChildren(QWidget)) if _takes_focus(widget, area)]
    middles = {widget: widget.mapTo(area.window(), widget.rect().center()) for widget in found}
    return [widget for row in _rows(found, middles) for widget in sorted(row, key=lambda each: middles[each].x())]


def _rows(widgets: Sequence[QWidget], middles: dict[QWidget, QPoint]) -> list[list[QWidget]]:
    rows: list[list[QWidget]] = []
    for widget in sorted(widgets, key=lambda each: middles[each].y()):
        if rows and middles[widget].y() - middles[rows[-1][0]].y() <= _ROW:
            rows[-1].append(widget)
        else:
            rows.append([widget])
    return rows


def _takes_focus(widget: QWidget, area: QWidget) -> bool:
    wanted = Qt.FocusPolicy.TabFocus
    if QGuiApplication.styleHints().tabFocusBehavior() != Qt.TabFocusBehavior.TabFocusAllControls:
        wanted = Qt.FocusPolicy.StrongFocus
    return (
        widget.focusPolicy() & wanted == wanted
        and widget.focusProxy() is None
        and widget.window() is area.window()
        and widget.isEnabled()
        and widget.isVisible()
    )
