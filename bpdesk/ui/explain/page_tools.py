"""Small buttons and menus that pages of derivations have at their head."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from bpdesk.text import tr
from bpdesk.ui import fonts

Entry = tuple[str, str]
"""What an entry stands for, and its label."""
_COPIES: Sequence[Entry] = (("latex", "As LaTeX"), ("text", "As plain text"), ("picture", "As a picture"))


def page_button(parent: QWidget, object_name: str, text: str, tip: str) -> QToolButton:
    """One that is reached by Tab; without a text its tooltip is its name."""
    button = QToolButton(parent)
    button.setObjectName(object_name)
    button.setText(text)
    button.setAccessibleName(text or tip)
    button.setToolTip(tip)
    button.setFont(fonts.font(12))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def with_menu(button: QToolButton, menu: QMenu) -> QToolButton:
    """The button, which opens that menu."""
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setMenu(menu)
    return button


def menu_of(parent: QWidget, object_name: str, entries: Sequence[Entry], choose: Callable[[str], None]) -> QMenu:
    """A menu whose entries tell what they stand for; they are called after it."""
    menu = QMenu(parent)
    for what, label in entries:
        action = menu.addAction(tr(label))
        action.setObjectName(f"{object_name}.{what}")
        action.triggered.connect(lambda _checked=False, what=what: choose(what))
    return menu


def copy_menu(parent: QWidget, object_name: str, copy: Callable[[str], None]) -> QMenu:
    """The ways in which formulas are copied."""
    return menu_of(parent, object_name, _COPIES, copy)
