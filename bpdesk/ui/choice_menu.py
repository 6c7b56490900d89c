"""A submenu in which one of several values is chosen; the one that holds is ticked."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

Value = TypeVar("Value")


class ChoiceMenu(Generic[Value]):
    """Makes the submenu `name` of a menu, with a label for each value."""

    def __init__(self, parent: QMenu, name: str, title: str, values: Sequence[tuple[Value, str]], choose: Callable[[Value], None]) -> None:
        menu = parent.addMenu(title)
        menu.setObjectName(f"menu.{name}")
        group = QActionGroup(menu)
        self._actions = {value: menu.addAction(label) for value, label in values}
        for value, action in self._actions.items():
            action.setObjectName(f"action.{name}.{value}")
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(lambda _checked=False, value=value: choose(value))

    def show(self, value: Value) -> None:
        """Tick the value that holds."""
        self._actions[value].setChecked(True)
