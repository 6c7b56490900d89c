"""The head of the Matrix page: which level is shown, buttons for the others, the index convention, and copying."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from bpdesk.explain.layers import Layers
from bpdesk.explain.matrices import Convention
from bpdesk.text import tr
from bpdesk.ui import fonts
from bpdesk.ui.explain.page_tools import copy_menu, menu_of, page_button, with_menu
from bpdesk.ui.icons import IN_BUTTONS, icon
from bpdesk.ui.ink import ink
from bpdesk.ui.matrix.words import level_name, level_sizes
from bpdesk.ui.theme import Theme

_MOST_BUTTONS = 5
CONVENTIONS: tuple[tuple[Convention, str], ...] = (("columns", "Wⱼᵢ"), ("rows", "Wᵢⱼ"))


class Header(QWidget):
    """Tells which level is wanted, 0 for all, which convention, and as what the page is to be copied."""

    level_wanted = Signal(int)
    convention_wanted = Signal(str)
    copy_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("matrix.header")
        self._layers: Layers | None = None
        self._level = 0
        self._has_all = False
        self._theme = theme
        self._title, self._sizes = QLabel(self), QLabel(self)
        for label, size, weight in ((self._title, 15, fonts.SEMIBOLD), (self._sizes, 12, fonts.REGULAR)):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setFont(fonts.font(size, weight))
        self._levels = QHBoxLayout()
        self._levels.setSpacing(4)
        self._many = QComboBox(self)
        self._many.setObjectName("matrix.levels")
        self._many.setAccessibleName(tr("Level"))
        self._many.activated.connect(lambda place: self.level_wanted.emit(place if self._has_all else place + 1))
        self.buttons: list[QToolButton] = []
        self._group = QButtonGroup(self)
        order = tr("Which index comes first, and whether vectors are columns or rows")
        self._convention = page_button(self, "matrix.convention", "", order)
        with_menu(self._convention, self._convention_menu())
        self._copy = page_button(self, "matrix.copy", "", tr("Copy this page"))
        with_menu(self._copy, copy_menu(self._copy, "matrix.copy", self.copy_wanted.emit))
        self._copy.setIconSize(QSize(IN_BUTTONS, IN_BUTTONS))
        self._lay_out()
        self.show_theme(theme)

    def show_level(self, layers: Layers, level: int, convention: Convention) -> None:
        if layers is not self._layers:
            self._layers = layers
            self._make_buttons(layers)
        self._level = level
        self._title.setText(level_name(layers, level))
        self._sizes.setText(level_sizes(layers, level))
        for label in (self._title, self._sizes):
            label.setVisible(level > 0)
        self._many.setCurrentIndex(level if self._has_all else level - 1)
        if self.buttons:
            self.buttons[level if self._has_all else level - 1].setChecked(True)
        self._convention.setText(f"{dict(CONVENTIONS)[convention]} ▾")

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        ink(self._sizes, theme.muted)
        self._copy.setIcon(icon("copy", theme, IN_BUTTONS))
        button = "#matrix\\.header QToolButton"
        self.setStyleSheet(
            f"{button} {{ border: 1px solid transparent; border-radius: 6px; padding: 3px 8px; color: {theme.muted}; }}"
            f"{button}:hover {{ background: {theme.hover}; }}"
            f"{button}:checked {{ background: {theme.accent_soft}; border-color: {theme.accent}; color: {theme.text}; }}"
            f"{button}:focus {{ border-color: {theme.focus}; }}"
            f"{button}::menu-indicator {{ image: none; }}"
        )

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for widget in (self._title, self._sizes):
            first.addWidget(widget)
        first.addStretch(1)
        second.addLayout(self._levels)
        second.addWidget(self._many)
        second.addStretch(1)
        second.addWidget(self._convention)
        second.addWidget(self._copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 16, 4)
        column.setSpacing(6)
        column.addLayout(first)
        column.addLayout(second)

    def _make_buttons(self, layers: Layers) -> None:
        for button in self.buttons:
            self._group.removeButton(button)
            button.deleteLater()
        few = layers.last <= _MOST_BUTTONS
        self._has_all = layers.last > 1
        levels = range(0 if self._has_all else 1, layers.last + 1)
        self.buttons = [self._level_button(layers, level) for level in levels] if few else []
        self._many.clear()
        self._many.addItems([level_name(layers, level) for level in levels])
        self._many.setVisible(not few)

    def _level_button(self, layers: Layers, level: int) -> QToolButton:
        sizes = level_sizes(layers, level)
        tip = sizes if level else f"{level_name(layers, level)}, {sizes}"
        button = page_button(self, f"matrix.level.{level}", level_name(layers, level) if level else tr("All"), tip)
        button.setCheckable(True)
        button.clicked.connect(lambda _checked=False, level=level: self.level_wanted.emit(level))
        self._group.addButton(button)
        self._levels.addWidget(button)
        return button

    def _convention_menu(self) -> QMenu:
        entries = (
            ("columns", "Wⱼᵢ, vectors are columns: z = W a + b, ∂C/∂W = δ aᵀ"),
            ("rows", "Wᵢⱼ, vectors are rows: z = a W + b, ∂C/∂W = aᵀ δ"),
        )
        return menu_of(self._convention, "matrix.convention", entries, self.convention_wanted.emit)
