"""How much room the dock at the right has: its usual width, or half of the window and all of its height. A document may ask for a panel."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject

from bpdesk.model.document import Document
from bpdesk.ui.docks import Docks
from bpdesk.ui.session import Session
from bpdesk.ui.side_dock import SideDock

_VIEW, _PANEL, _LARGE = "side", "panel", "large"


class SideRoom(QObject):
    """Follows what an opened document's view asks for: `{"panel": "matrix", "large": true}`."""

    def __init__(self, session: Session, side: SideDock, docks: Docks) -> None:
        super().__init__(side)
        self._session, self._side, self._docks = session, side, docks
        side.panel.header.large_wanted.connect(self.show_large)
        session.opened.connect(self._show_kept)
        self._show_kept()

    @property
    def is_large(self) -> bool:
        return self._docks.is_large

    def show_large(self, large: bool) -> None:
        """Give it half of the window, over the whole height, or its usual width."""
        if large:
            self._side.show()
        self._docks.enlarge(large)
        self._side.panel.header.show_large(large)

    def _show_kept(self) -> None:
        panel, large = kept_side(self._session.document)
        if panel:
            self._side.panel.front = panel
        if large:
            self.show_large(True)


def kept_side(document: Document) -> tuple[str, bool]:
    """The panel that is to be in front, empty where none is asked for, and whether it is to be large."""
    kept = document.view.get(_VIEW)
    if not isinstance(kept, Mapping):
        return "", False
    panel = kept.get(_PANEL)
    return panel if isinstance(panel, str) else "", kept.get(_LARGE) is True
