"""Turns of the event loop in which formulas are typeset, one in each: numbers are never kept waiting by them.

What typesets is loaded on the engine's thread the first time that a formula waits for it.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from bpdesk.explain import mathsvg
from bpdesk.ui.engine_thread import EngineThread
from bpdesk.ui.explain.boxes import Typesetter


class Turns(QObject):
    """Of one page. `ended`: all that was due is typeset, and the page can be laid out with it, which may make more due."""

    ended = Signal()

    def __init__(self, thread: EngineThread, parent: QObject) -> None:
        super().__init__(parent)
        self.typesetter = Typesetter()
        self._thread = thread
        self._is_on = self._is_loading = False
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.take)

    @property
    def is_busy(self) -> bool:
        """Whether formulas wait, and are to be typeset."""
        return self._is_on and self.typesetter.is_due

    def follow(self, on: bool) -> None:
        """Typeset what is due from now on, or leave it waiting."""
        self._is_on = on
        if not self.is_busy:
            self._timer.stop()
        elif mathsvg.is_loaded():
            self._timer.start()
        elif not self._is_loading:
            self._is_loading = True
            self._thread.do(mathsvg.load, lambda _: self._begin())

    def take(self) -> None:
        """Typeset the formula whose turn it is."""
        if self.typesetter.is_due:
            self.typesetter.do_next()
        if not self.typesetter.is_due:
            self._timer.stop()
            self.ended.emit()

    def _begin(self) -> None:
        self._is_loading = False
        self.follow(self._is_on)
