"""What a person chose about looks, for all windows at once and the next start: light or dark, digits shown, size; and the speed
of runs, which is each window's own and at the next start the one chosen last.

Another choice is a value here with its signal, the places that follow it, and a submenu (`choice_menu`).
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QApplication

from bpdesk.ui.magnification import Magnification
from bpdesk.ui.settings_file import read, write
from bpdesk.ui.speeds import SPEEDS, USUAL
from bpdesk.ui.theme_choice import CHOICES, Choice, ThemeChoice

DIGITS = (3, 4, 6, 8)
SIZES = (100, 125, 150)
_FIRST_DIGITS = 4
_KEY = "preferences"


class Preferences(QObject):
    """The choices of the whole application. A `theme` given at the start wins over the one that was kept, and isn't kept."""

    changed = Signal()

    def __init__(self, application: QApplication, settings: QSettings, theme: Choice | None = None) -> None:
        super().__init__(application)
        self._settings = settings
        kept = read(settings, _KEY)
        self._kept_theme = _one_of(CHOICES, kept.get("theme"), "system")
        self.themes = ThemeChoice(application, theme or self._kept_theme)
        self.travels = bool(_one_of((True, False), kept.get("travels"), True))
        self.snaps = bool(_one_of((True, False), kept.get("snaps"), False))
        self.digits = _one_of(DIGITS, kept.get("digits"), _FIRST_DIGITS)
        self.speed: float = _one_of(SPEEDS, kept.get("speed"), USUAL)
        self.size: int = _one_of(SIZES, kept.get("size"), SIZES[0])
        self._magnification = Magnification(application, self.themes.dress, self.size / 100)

    def choose_theme(self, choice: Choice) -> None:
        """Show all windows like that, also after the next start."""
        self._kept_theme = choice
        self._keep()
        self.themes.choose(choice)
        self.changed.emit()

    def choose_digits(self, digits: int) -> None:
        """Show computed numbers to so many significant digits."""
        self.digits = digits
        self._keep()
        self.changed.emit()

    def choose_travels(self, travels: bool) -> None:
        """Let values and deltas travel along the edges at slow speeds, or not."""
        self.travels = travels
        self._keep()
        self.changed.emit()

    def choose_snaps(self, snaps: bool) -> None:
        """Let nodes that are dragged stop at the grid, or not."""
        self.snaps = snaps
        self._keep()
        self.changed.emit()

    def keep_speed(self, speed: float) -> None:
        """Let the next window begin with that speed."""
        if speed != self.speed:
            self.speed = speed
            self._keep()

    def choose_size(self, size: int) -> None:
        """Show type, icons and nodes larger, in all windows at once."""
        self.size = size
        self._keep()
        self._magnification.choose(size / 100)
        self.changed.emit()

    def kept(self, key: str) -> dict[str, Any]:
        """What else is kept under that key; nothing where there is none."""
        return read(self._settings, key)

    def keep(self, key: str, value: dict[str, Any]) -> None:
        """Keep that for the next start."""
        write(self._settings, key, value)

    def _keep(self) -> None:
        write(self._settings, _KEY, {
            "theme": self._kept_theme, "digits": self.digits, "travels": self.travels, "snaps": self.snaps, "size": self.size,
            "speed": self.speed,
        })  # fmt: skip


def _one_of(choices: tuple[Any, ...], found: object, otherwise: Any) -> Any:
    """What was kept, where it is still one of the choices: a file of settings may hold anything."""
    return found if any(found == choice and type(found) is type(choice) for choice in choices) else otherwise
