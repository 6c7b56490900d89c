"""Keeps what is computed beside the run up to date: one job at a time on the engine's thread, the newest wish next, never in a rush."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from bpdesk.ui.engine_thread import EngineThread

Job = Callable[[], Any]
Done = Callable[[Any], None]


class Latest(QObject):
    """At rest a wish is seen to at once; while they keep coming, as in a run, every `spacing` milliseconds. The last one always is."""

    def __init__(self, thread: EngineThread, spacing: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread, self._spacing = thread, spacing
        self._wish: tuple[Job, Done] | None = None
        self._in_flight = False
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._begin)

    def ask(self, job: Job, done: Done) -> None:
        """Have the job done; an earlier wish that waits is dropped, and the answer to it with it."""
        self._wish = job, done
        if not self._in_flight and not self._timer.isActive():
            waited = self._since.elapsed() if self._since.isValid() else self._spacing
            if waited >= self._spacing:
                self._begin()
            else:
                self._timer.start(self._spacing - waited)

    def forget(self) -> None:
        """Nothing is wanted any more."""
        self._wish = None
        self._timer.stop()

    def _begin(self) -> None:
        if self._wish is not None and not self._in_flight:
            self._in_flight = True
            wish = self._wish
            self._thread.do(wish[0], lambda result: self._finish(wish, result))

    def _finish(self, wish: tuple[Job, Done], result: Any) -> None:
        self._in_flight = False
        self._since.start()
        if self._wish is wish:
            self._wish = None
            wish[1](result)
        elif self._wish is not None:
            self._timer.start(self._spacing)
