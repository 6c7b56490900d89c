"""Collects garbage in the window's thread only.

Python collects wherever it happens to allocate, also in the engine's thread. Widgets and timers in cycles of references would be
destroyed there, and Qt would still send them events: the program would crash. So the automatic collection is switched off, and made
up for here, by the same thresholds.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_NAME = "garbage"
_MILLISECONDS = 250


class GarbageCollector(QObject):
    """Lives as long as the application."""

    def __init__(self, application: QObject) -> None:
        super().__init__(application)
        self.setObjectName(_NAME)
        gc.disable()
        timer = QTimer(self)
        timer.timeout.connect(self.collect)
        timer.start(_MILLISECONDS)

    def collect(self) -> None:
        """What the interpreter would do by now: the oldest generation that has reached its threshold."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > thresholds[generation]:
                gc.collect(generation)
                return


def collect_in_this_thread(application: QObject) -> None:
    """Have garbage collected in this thread from now on, once for an application."""
    if application.findChild(GarbageCollector, _NAME) is None:
        GarbageCollector(application)
