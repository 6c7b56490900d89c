"""The documents that were opened or saved last, kept over starts, and the submenu that lists them."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QMenu

from bpdesk.files.stamp import absolute
from bpdesk.text import tr
from bpdesk.ui.settings_file import read, write

MOST = 10
_KEY = "recent"
_LONGEST_FOLDER = 60


class RecentFiles:
    """The list, in the settings; the newest first."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    @property
    def paths(self) -> list[Path]:
        """At most ten documents, those that are still there first."""
        return sorted(self._kept(), key=lambda path: not os.path.exists(path))

    def put(self, path: Path) -> None:
        """This one was opened or saved."""
        path = absolute(path)
        self._keep([path, *(other for other in self._kept() if other != path)])

    def drop(self, path: Path) -> None:
        """This one is gone."""
        self._keep([other for other in self._kept() if other != path])

    def clear(self) -> None:
        self._keep([])

    def _kept(self) -> list[Path]:
        self._settings.sync()
        found = read(self._settings, _KEY).get("paths")
        return [Path(each) for each in found if isinstance(each, str) and each][:MOST] if isinstance(found, list) else []

    def _keep(self, paths: list[Path]) -> None:
        write(self._settings, _KEY, {"paths": [str(path) for path in paths[:MOST]]})


class RecentMenu(QMenu):
    """Lists the documents as they are when it is opened."""

    chosen = Signal(Path)

    def __init__(self, recent: RecentFiles, parent: QMenu) -> None:
        super().__init__(tr("Open recent"), parent)
        self.setObjectName("menu.recent")
        self.setToolTipsVisible(True)
        self._recent = recent
        self.aboutToShow.connect(self._fill)
        parent.addMenu(self)
        parent.aboutToShow.connect(self._show_whether_any)
        self._show_whether_any()

    def _show_whether_any(self) -> None:
        self.menuAction().setEnabled(bool(self._recent.paths))

    def _fill(self) -> None:
        self.clear()
        for number, path in enumerate(self._recent.paths):
            action = self.addAction(_label(path))
            action.setObjectName(f"action.recent.{number}")
            action.setToolTip(str(path))
            action.triggered.connect(lambda _checked=False, path=path: self.chosen.emit(path))
        self.addSeparator()
        clear = self.addAction(tr("Clear this list"))
        clear.setObjectName("action.recent.clear")
        clear.triggered.connect(lambda _checked=False: self._recent.clear())


def _label(path: Path) -> str:
    """Name and folder; a folder with a long name is cut at its beginning."""
    folder = str(path.parent)
    shortened = folder if len(folder) <= _LONGEST_FOLDER else "…" + folder[1 - _LONGEST_FOLDER :]
    return f"{path.name} — {shortened}".replace("&", "&&").replace("\t", " ").replace("\n", " ")
