"""The history of a run as a CSV file, written in slices so that other work can come between them."""

import time
from collections.abc import Sequence

from bpdesk.engine.step import Engine
from bpdesk.export.history import History
from bpdesk.export.text_file import AnyPath, GrowingFile
from bpdesk.model.run_record import Change
from bpdesk.training.walk import Walk, walk_to


class HistoryFile:
    """Walks from the start of a run, its changes made, to an iteration; nothing is at the path until all is."""

    def __init__(self, engine: Engine, changes: Sequence[Change], iterations: int, path: AnyPath) -> None:
        self._walk = Walk(engine, changes)
        self._file = GrowingFile(path)
        self._history = History(self._walk, 1, self._file)
        self._iterations = iterations

    @property
    def share(self) -> float:
        """How much of it is done, from 0 to 1."""
        return self._walk.iteration / max(1, self._iterations)

    def go_on(self, seconds: float) -> bool:
        """Write for about that long; whether the file is in place now. FileError where it can't be."""
        ends = time.perf_counter() + seconds
        walk_to(self._walk, self._iterations, lambda: time.perf_counter() > ends, [self._history])
        if self._walk.iteration < self._iterations and self._walk.stopped_at is None:
            return False
        self._history.finish()
        self._file.finish()
        return True

    def discard(self) -> None:
        """Forget what was written so far."""
        self._file.discard()
