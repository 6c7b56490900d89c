"""Collects garbage in the window's thread only.

Python collects wherever it happens to allocate, also in the engine's thread. Widgets and timers in cycles of references would be
destroyed there, and Qt would still send them events: the program would crash. So the automatic collection is switched off, and made
up for here, by the same rules, but for the oldest objects. To look through these takes a tenth of a second where a document is large,
and finds next to nothing: it is done where the program holds a quarter more than then and rests, or three times as much as it did then or
when a document had been opened.
"""

import gc
import sys
import time

from PySide6.QtCore import QObject, QTimer

_NAME = "garbage"
_MILLISECONDS = 250
_AT_REST, _AT_ONCE = 1.25, 3.0
"""How many times as much is held when the oldest are looked through."""
_REST, _LITTLE_WORK = 4, 0.2
"""Turns in which the program takes no more of a processor than this, until it is taken to rest; the engine's threads count."""
_MANY = 30_000
"""New objects that count as old after one look: a document has been opened, and a second look would hold up what is done next."""


class GarbageCollector(QObject):
    """Lives as long as the application."""

    def __init__(self, application: QObject) -> None:
        super().__init__(application)
        self.setObjectName(_NAME)
        gc.disable()
        self._held = self._expected = 0
        """How much was held after all was looked through, and how much is since documents were opened."""
        self._quiet = 0
        """Turns since it had much to do."""
        self._clock, self._work = time.perf_counter(), time.process_time()
        self._growth = self._excess = 0.0
        """How many times as much of each it was when that was last looked at."""
        self._next_count = gc.get_threshold()[2]
        timer = QTimer(self)
        timer.timeout.connect(lambda: self.take_turn(has_much_to_do=self._share_of_work() > _LITTLE_WORK))
        timer.start(_MILLISECONDS)

    def take_turn(self, *, has_much_to_do: bool) -> None:
        """Collect what the interpreter would by now; all is looked through where there is much more of it, at a time that suits."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        self._quiet = 0 if has_much_to_do else self._quiet + 1
        if counts[2] > self._next_count:
            self._next_count = counts[2] + thresholds[2]
            self._growth, self._excess = _held() / max(1, self._held), _held() / max(1, self._expected)
        if self._excess > _AT_ONCE or (self._growth > _AT_REST and self._quiet >= _REST):
            gc.collect(2)
            self._held = self._expected = _held()
            self._growth, self._excess, self._next_count = 0.0, 0.0, thresholds[2]
        elif counts[0] > _MANY:
            gc.collect(1)
            self._expected = max(self._expected, _held())
        elif counts[1] > thresholds[1]:
            gc.collect(1)
        elif counts[0] > thresholds[0]:
            gc.collect(0)

    def _share_of_work(self) -> float:
        """Of the time since the turn before."""
        clock, work = time.perf_counter(), time.process_time()
        share = (work - self._work) / max(clock - self._clock, 1e-6)
        self._clock, self._work = clock, work
        return share


def _held() -> int:
    """Blocks of memory. To count objects takes longer than to collect the young ones; it is done where Python doesn't know of blocks."""
    return sys.getallocatedblocks() or len(gc.get_objects())


def collect_in_this_thread(application: QObject) -> None:
    """Have garbage collected in this thread from now on, once for an application."""
    if application.findChild(GarbageCollector, _NAME) is None:
        GarbageCollector(application)
