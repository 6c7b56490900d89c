"""Collects garbage in the window's thread only.

Python collects wherever it happens to allocate, also in the engine's thread. Widgets and timers in cycles of references would be
destroyed there, and Qt would still send them events: the program would crash. So the automatic collection is switched off, and made
up for here, by the same rules: the oldest objects, which take longest, are looked through only when a quarter more of them are there.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_NAME = "garbage"
_MILLISECONDS = 250
_GROWTH = 1.25


class GarbageCollector(QObject):
    """Lives as long as the application."""

    def __init__(self, application: QObject) -> None:
        super().__init__(application)
        self.setObjectName(_NAME)
        gc.disable()
        self._oldest = 0
        """How many old objects there were after all was looked through."""
        self._next_look = gc.get_threshold()[2]
        timer = QTimer(self)
        timer.timeout.connect(self.collect)
        timer.start(_MILLISECONDS)

    def collect(self) -> None:
        """What the interpreter would do by now: the oldest generation that has reached its threshold."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        if counts[2] > self._next_look and self._has_grown():
            gc.collect(2)
            self._oldest, self._next_look = len(gc.get_objects(generation=2)), thresholds[2]
        elif counts[1] > thresholds[1] or counts[0] > thresholds[0]:
            gc.collect(1 if counts[1] > thresholds[1] else 0)

    def _has_grown(self) -> bool:
        """Whether it is worth while to look at the oldest; asked again only after as many younger ones as before."""
        self._next_look += gc.get_threshold()[2]
        return len(gc.get_objects(generation=2)) > _GROWTH * self._oldest


def collect_in_this_thread(application: QObject) -> None:
    """Have garbage collected in this thread from now on, once for an application."""
    if application.findChild(GarbageCollector, _NAME) is None:
        GarbageCollector(application)
