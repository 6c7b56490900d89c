"""What passes between two turns of the event loop: by the clock, and what of it is whose."""

import threading
import time
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Qt, QTimer


class Pulse(QObject):
    """Ticks each millisecond while there is nothing else to do; keeps what passed between two ticks, in milliseconds.

    In a gap this thread works, or is ready while the machine does something else, or waits. It can have waited for another thread of
    the program, which holds the interpreter, for as long as that had a processor at most: such waiting is kept too. Where the system
    doesn't tell how long a thread was ready, the rest of the gap counts as waiting.
    """

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[float] = []
        self.work: list[float] = []
        self.waits: list[float] = []
        self._told = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._tick)
        self._last = self._now()
        self._timer.start()

    def told(self) -> str:
        """The gaps by the clock, the work and the waiting for others in them."""
        gaps, work, waits = np.array(self.gaps), np.array(self.work), np.array(self.waits)
        return (
            f"95 % under {np.percentile(gaps, 95):.0f} ms, at most {gaps.max():.0f} ms "
            f"(work 95 % under {np.percentile(work, 95):.0f} ms, at most {work.max():.0f} ms; "
            f"waiting 95 % under {np.percentile(waits, 95):.0f} ms, at most {waits.max():.0f} ms)"
        )

    def _tick(self) -> None:
        now = self._now()
        gap, work, all_work, ready = 1e3 * (now - self._last)
        self.gaps.append(gap)
        self.work.append(work)
        self.waits.append(max(0.0, min(gap - work - ready, all_work - work)))
        self._last = now

    def _now(self) -> np.ndarray:
        """By the clock, of the processor, that of all threads, and ready without one, in seconds."""
        ready = int(self._told.read_text(encoding="ascii").split()[1]) / 1e9 if self._told.exists() else 0.0
        return np.array([time.perf_counter(), time.thread_time(), time.process_time(), ready])
