"""How soon the Explain page is up: processor time of the window's thread until it shows its numbers, and for each formula that follows.

A script: `QT_QPA_PLATFORM=offscreen python -m tests.benchmarks.explain_speed`. A Markdown table; asked for are 100 ms for a page.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QApplication

from bpdesk.files.store import save
from bpdesk.model.document import Document
from bpdesk.ui.app import new_window
from bpdesk.ui.canvas.selection import Selection
from bpdesk.ui.main_window import MainWindow
from tests.builders import net
from tests.windows import windows_on

_PATIENCE = 120_000
_TIMES = 5


def _layers(*sizes: int) -> str:
    return " -> ".join(" ".join(f"n{level}_{place}" for place in range(size)) for level, size in enumerate(sizes))


def _wait(reached: Callable[[], bool]) -> None:
    deadline = QDeadlineTimer(_PATIENCE)
    while not reached():
        assert not deadline.hasExpired(), "it takes too long"
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def _milliseconds(work: Callable[[], None]) -> float:
    begins = time.thread_time()
    work()
    return 1e3 * (time.thread_time() - begins)


def _opened(folder: Path, document: Document) -> MainWindow:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    path = folder / "network.bpdesk"
    save(replace(document, title=""), path)
    window = new_window(windows_on(folder), path)
    window.resize(1440, 900)
    window.show()
    window.session.runs.load_engine()
    _wait(lambda: window.session.moment is not None)
    return window


def _measure(name: str, window: MainWindow) -> None:
    network, explain = window.session.document.network, window.side.explain
    window.side.panel.bring_forward(explain)
    subjects = [
        ("first weight", "weight", network.edges[0].id),
        ("last weight", "weight", network.edges[-1].id),
        ("hidden node", "node", next(node.id for node in network.nodes if node.kind == "hidden")),
        ("output", "node", network.outputs[0].id),
        ("the cost", "", ""),
    ]
    for label, kind, identifier in subjects:
        chosen = Selection.of(kind, identifier) if kind else Selection.several(network, [node.id for node in network.nodes[:2]])
        if not kind:
            window.scene.choose(chosen)
            chosen = Selection()
        first = _milliseconds(lambda chosen=chosen: window.scene.choose(chosen))  # type: ignore[misc]  # mypy can't infer a lambda's default
        turns = []
        while explain.turns.is_busy:
            turns.append(_milliseconds(explain.turns.take))
        again = min(_milliseconds(window.side.show_now) for _ in range(_TIMES))
        told = f"{len(turns)} of at most {max(turns, default=0.0):.0f} ms"
        sys.stdout.write(f"| {name}, {label} | {first:.0f} ms | {again:.0f} ms | {told} |\n")


def main() -> None:
    QApplication.instance() or QApplication(sys.argv)
    sys.stdout.write("| page | selecting it | its page again | formulas |\n|---|---|---|---|\n")
    with tempfile.TemporaryDirectory() as folder:
        small = net(_layers(2, 8, 8, 1), rows=20)
        large = net(_layers(784, 30, 10), rows=60, batch_size=20)
        softmax = net(_layers(784, 30, 10), rows=60, batch_size=20, output="softmax", cost="cross_entropy")
        for name, document in (("2-8-8-1", small), ("784-30-10", large), ("784-30-10 softmax", softmax)):
            window = _opened(Path(folder), document)
            _measure(name, window)
            window.session.undo_history.mark_clean()
            window.close()


if __name__ == "__main__":
    main()
