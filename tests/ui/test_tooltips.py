"""Tooltips look alike, whatever the widget that they are of."""

from typing import Literal

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from bpdesk.ui.theme import DARK, LIGHT
from tests.windows import open_window, wait


def tip_of(qtbot: QtBot, widget: QWidget) -> QWidget:
    """The tooltip, as it comes where the pointer rests on the widget."""
    QToolTip.hideText()
    at = QPoint(2, 2)
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at)))
    wait(qtbot, QToolTip.isVisible)
    return next(each for each in QApplication.topLevelWidgets() if each.objectName() == "qtooltip_label" and each.isVisible())


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_every_labels_tooltip_is_on_the_panels_ground(qtbot: QtBot, choice: Literal["light", "dark"]) -> None:
    window = open_window(qtbot, theme=choice)
    hint = window.settings.findChild(QLabel, "settings.rateBound")
    assert hint is not None
    window.resize(1700, 900)
    wait(qtbot, lambda: not hint.isHidden())
    labels = [label for label in window.findChildren(QLabel) if label.isVisible() and label.toolTip()]
    assert hint in labels
    theme = LIGHT if choice == "light" else DARK
    for label in labels:
        tip = tip_of(qtbot, label)
        image = tip.grab().toImage()
        assert image.pixelColor(3, 3) == QColor(theme.panel), label.objectName()
        assert tip.palette().color(tip.foregroundRole()) == QColor(theme.text), label.objectName()
