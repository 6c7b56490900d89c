"""How a window stood when it was closed: its place, its docks, the panel in front. The next one comes back like that.

A dock that comes to be in a later version needs another `_DOCKS_VERSION`; what was kept of earlier ones is then passed over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeGuard

from PySide6.QtCore import QByteArray, QEvent, QObject, QSettings

from bpdesk.ui.settings_file import read, set_aside, write

if TYPE_CHECKING:
    from bpdesk.ui.main_window import MainWindow

_KEY = "window"
_DOCKS_VERSION = 2


class WindowState(QObject):
    """Restores a window at once, and keeps how it stands whenever it is to be closed."""

    def __init__(self, settings: QSettings, window: MainWindow) -> None:
        super().__init__(window)
        self._settings, self._window = settings, window
        self._restore(read(settings, _KEY))
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Close:
            self.keep()
        return super().eventFilter(watched, event)

    def keep(self) -> None:
        """Write down how the window stands."""
        window = self._window
        write(self._settings, _KEY, {
            "geometry": _text(window.saveGeometry()),
            "docks": _text(window.saveState(_DOCKS_VERSION)),
            "chosen": [window.docks.chosen_width, window.docks.chosen_height],
            "panel": window.side.panel.front,
            "large": window.side_room.is_large,
        })  # fmt: skip

    def _restore(self, kept: dict[str, Any]) -> None:
        if not kept:
            return
        window = self._window
        understood = window.restoreGeometry(_bytes(kept.get("geometry")))
        window.side_room.show_large(kept.get("large") is True)
        if window.restoreState(_bytes(kept.get("docks")), _DOCKS_VERSION):
            chosen = kept.get("chosen")
            window.docks.chosen_width, window.docks.chosen_height = [bool(each) for each in chosen] if _is_pair(chosen) else (True, True)
        else:
            understood = False
            window.docks.place()
        window.side.panel.front = str(kept.get("panel", ""))
        if not understood:
            set_aside(self._settings, _KEY)


def _is_pair(found: object) -> TypeGuard[list[object]]:
    return isinstance(found, list) and len(found) == 2


def _text(state: QByteArray) -> str:
    return bytes(state.toBase64().data()).decode("ascii")


def _bytes(text: object) -> QByteArray:
    return QByteArray.fromBase64(text.encode("ascii", "ignore")) if isinstance(text, str) else QByteArray()
