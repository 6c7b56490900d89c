"""When a panel beside the run has to be shown anew: with each moment at rest, in a run every so often, with each edit, once it is seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, SignalInstance

from bpdesk.ui.session import Session


class MomentFollower(QObject):
    """Calls `show`; `spacing` says how many milliseconds lie between two calls while a run goes on."""

    def __init__(
        self, session: Session, shown: SignalInstance, show: Callable[[], None], spacing: Callable[[], int], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._playback, self._show, self._spacing = session.playback, show, spacing
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(show)
        shown.connect(show)
        session.document_changed.connect(show)
        session.runs.problems_changed.connect(show)
        session.playback.running_changed.connect(show)
        session.playback.moment_changed.connect(self._follow)

    def _follow(self) -> None:
        if not self._playback.is_running:
            self._show()
        elif not self._soon.isActive():
            self._soon.start(self._spacing())
