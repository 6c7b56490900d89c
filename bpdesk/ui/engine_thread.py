"""The one worker thread of the engine: loads it, then one job at a time. Results are fetched by a timer of the window's thread.

Nothing of Qt is touched in the thread, so a job may be anything that computes and changes nothing that is shown.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

Result = TypeVar("Result")
_POLL_MILLISECONDS = 2
_NOTICED_MILLISECONDS = 400


class EngineThread(QObject):
    """Runs jobs off the window's thread; `done` is called with the result on the window's thread."""

    made_wait = Signal()
    """A job takes so long that a person notices; `caught_up` follows when none is left."""
    caught_up = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="engine")
        self._is_closed = False
        self._last: list[Callable[[], None]] = []
        self._waiting: list[tuple[Future[Any], Callable[[Any], None]]] = []
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MILLISECONDS)
        self._timer.timeout.connect(self._hand_over)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_NOTICED_MILLISECONDS)
        self._patience.timeout.connect(self.made_wait)

    @property
    def is_busy(self) -> bool:
        return bool(self._waiting)

    @property
    def is_closed(self) -> bool:
        """Whether its window is gone, or about to go: nothing that comes from elsewhere should be shown there."""
        return self._is_closed

    def do(self, job: Callable[[], Result], done: Callable[[Result], None]) -> None:
        """Run the job after those that wait; an exception of it is raised on the window's thread. Nothing is begun once it is closed."""
        if self._is_closed:
            return
        if not self._waiting:
            self._patience.start()
        self._waiting.append((self._executor.submit(job), done))
        self._timer.start()

    def wait_until(self, reached: Callable[[], bool]) -> None:
        """Hand over what is under way, waiting for it, until that is so; at once where it is."""
        while self._waiting and not reached():
            wait([self._waiting[0][0]])
            self._hand_over()

    def close(self) -> None:
        """Forget the jobs that wait and whatever the one that runs brings; to be called before the window goes.

        An iteration can take seconds and can't be cut short: the window doesn't wait for it, the program's end does.
        """
        if self._is_closed:
            return
        self._is_closed = True
        self._timer.stop()
        self._patience.stop()
        for future, _ in self._waiting:
            future.cancel()
        self._waiting.clear()
        for job in self._last:
            self._executor.submit(job)
        self._executor.shutdown(wait=False)

    def do_at_end(self, job: Callable[[], None]) -> None:
        """Run that job as the very last one, after the one that runs when the thread is closed."""
        self._last.append(job)

    def _hand_over(self) -> None:
        while self._waiting and self._waiting[0][0].done():
            future, done = self._waiting.pop(0)
            if not self._waiting:
                self._timer.stop()
                self._patience.stop()
                self.caught_up.emit()
            done(future.result())
