"""Light, dark, or as the system is: which theme holds, told to whoever shows it."""

from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from bpdesk.ui.magnification import put_on
from bpdesk.ui.theme import DARK, LIGHT, Theme, palette, style_sheet

Choice = Literal["system", "light", "dark"]
CHOICES: tuple[Choice, ...] = ("system", "light", "dark")


class ThemeChoice(QObject):
    """The theme of the whole application."""

    theme_changed = Signal(Theme)

    def __init__(self, application: QApplication, choice: Choice = "system") -> None:
        super().__init__(application)
        self._application = application
        self._systems_own = QPalette(application.palette())
        self.choice: Choice = choice
        self.theme = self._resolved()
        self.dress()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def choose(self, choice: Choice) -> None:
        self.choice = choice
        self._show(self._resolved())

    def _follow_system(self) -> None:
        self._show(self._resolved())

    def _show(self, theme: Theme) -> None:
        if theme is not self.theme:
            self.theme = theme
            self.dress()
            self.theme_changed.emit(theme)

    def dress(self) -> None:
        """Put the theme on the application."""
        self._application.setPalette(palette(self.theme))
        put_on(self._application, style_sheet(self.theme))

    def _resolved(self) -> Theme:
        """The system's scheme, or where it tells none the lightness of its windows."""
        if self.choice != "system":
            return LIGHT if self.choice == "light" else DARK
        scheme = QGuiApplication.styleHints().colorScheme()
        if scheme == Qt.ColorScheme.Unknown:
            return DARK if self._systems_own.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT
        return DARK if scheme == Qt.ColorScheme.Dark else LIGHT
