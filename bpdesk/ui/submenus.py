"""What fills the words in capitals of the table of menus: examples, recent documents, choices about looks, panels."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from bpdesk.files import examples
from bpdesk.text import tr
from bpdesk.ui.choice_menu import ChoiceMenu
from bpdesk.ui.document_actions import DocumentActions
from bpdesk.ui.preferences import DIGITS, SIZES, Preferences
from bpdesk.ui.recent_files import RecentFiles, RecentMenu

Fill = Callable[[QMenu], None]


class Submenus:
    """The submenus of one window."""

    def __init__(
        self, files: DocumentActions, recent: RecentFiles, preferences: Preferences, panels: Sequence[QAction], others: Mapping[str, Fill]
    ) -> None:
        self._files, self._recent, self._preferences, self._panels, self._others = files, recent, preferences, panels, others

    def by_word(self) -> dict[str, Fill]:
        """What fills each word."""
        return {
            "EXAMPLES": self._fill_examples,
            "RECENT": self._fill_recent,
            "DIGITS": self._fill_digits,
            "SIZE": self._fill_sizes,
            "PANELS": lambda menu: menu.addActions(list(self._panels)),
            **self._others,
        }

    def show_preferences(self) -> None:
        """Tick what holds."""
        self._digits.show(self._preferences.digits)
        self._sizes.show(self._preferences.size)

    def _fill_recent(self, menu: QMenu) -> None:
        RecentMenu(self._recent, menu).chosen.connect(self._files.open_chosen)

    def _fill_digits(self, menu: QMenu) -> None:
        digits = [(number, str(number)) for number in DIGITS]
        self._digits = ChoiceMenu(menu, "digits", tr("Digits shown"), digits, self._preferences.choose_digits)

    def _fill_sizes(self, menu: QMenu) -> None:
        sizes = [(size, f"{size} %") for size in SIZES]
        self._sizes = ChoiceMenu(menu, "size", tr("Size of text and picture"), sizes, self._preferences.choose_size)

    def _fill_examples(self, menu: QMenu) -> None:
        submenu = menu.addMenu(tr("Examples"))
        submenu.setObjectName("menu.examples")
        for name in examples.names():
            action = submenu.addAction(examples.title(name).replace("&", "&&"))
            action.setObjectName(f"action.example.{name}")
            action.triggered.connect(lambda _checked=False, name=name: self._files.open_example(name))
