"""The bar above everything: files, undo, tools for drawing, fit and tidy, and the settings that are changed most."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QToolBar, QWidget

from bpdesk.text import tr
from bpdesk.ui.actions import Actions
from bpdesk.ui.drawing_desk import DrawingDesk
from bpdesk.ui.settings_bar import SettingsBar

_BEFORE_TOOLS = (("new", "open", "save", "export_picture"), ("undo", "redo"))
_AFTER_TOOLS = ("fit", "tidy")


def tool_bar(parent: QWidget, actions: Actions, drawing: DrawingDesk, settings: SettingsBar) -> QToolBar:
    """The bar, filled."""
    bar = QToolBar(tr("Tools"), parent)
    bar.setObjectName("toolBar")
    bar.setMovable(False)
    bar.setIconSize(QSize(20, 20))
    for group in _BEFORE_TOOLS:
        _add(bar, actions, group)
        bar.addSeparator()
    drawing.fill(bar, actions)
    bar.addSeparator()
    _add(bar, actions, _AFTER_TOOLS)
    bar.addWidget(settings)
    return bar


def _add(bar: QToolBar, actions: Actions, names: tuple[str, ...]) -> None:
    for name in names:
        bar.addAction(actions[name])
