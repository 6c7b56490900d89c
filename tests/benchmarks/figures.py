"""Figures that a benchmark measures in a real window: how they are told, and how one waits for what is measured."""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop

from bpdesk.ui.app import new_application, new_window
from bpdesk.ui.main_window import MainWindow
from tests.windows import windows_on

PATIENCE = 120_000
"""Milliseconds."""


@dataclass(frozen=True)
class Figure:
    """What was measured, in words with its unit, and what is asked for."""

    name: str
    measured: str
    wanted: str


def wait_for(reached: Callable[[], bool]) -> None:
    """Let the window live until that is so."""
    deadline = QDeadlineTimer(PATIENCE)
    while not reached():
        assert not deadline.hasExpired(), "it takes too long"
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def idle(seconds: float) -> None:
    """Let the window live for so long."""
    end = time.perf_counter() + seconds
    wait_for(lambda: time.perf_counter() >= end)


def tell(measure: Callable[[MainWindow, Path], Iterator[Figure]]) -> None:
    """Measure in a window of its own, with a folder to write into: each figure as it comes on standard error, then all as a table."""
    application = new_application(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        window = new_window(windows_on(Path(folder), "light"), None)
        window.resize(1440, 900)
        window.show()
        window.session.runs.load_engine()
        wait_for(lambda: window.session.moment is not None)
        figures = []
        for figure in measure(window, Path(folder)):
            sys.stderr.write(f"{figure}\n")
            figures.append(figure)
        window.session.undo_history.mark_clean()
        window.close()
        window.session.close()
        application.processEvents()
    lines = ["| what | measured | asked for |", "|---|---|---|", *(f"| {one.name} | {one.measured} | {one.wanted} |" for one in figures)]
    sys.stdout.write("\n".join(lines) + "\n")
