"""How a window does with large tables: 100 000 rows of 20 columns, digits of 64 columns, a CSV of a million rows.

A script: `QT_QPA_PLATFORM=offscreen python -m tests.benchmarks.large_data`. Prints a Markdown table. Gaps between two turns of the
event loop are told by the clock and need an idle machine; "work" is the processor time of the window's thread in such a gap, "waiting"
what it waited in it for another thread.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bpdesk.files.schema import write
from bpdesk.files.store import save
from bpdesk.files.writing import encoded
from bpdesk.model import edits
from bpdesk.model.dataset import Dataset, Rows
from bpdesk.model.document import Document
from bpdesk.model.recipes import layered
from bpdesk.model.settings import Optimizer, Training
from bpdesk.ui.dialogs.import_table import ImportTableDialog
from bpdesk.ui.main_window import MainWindow
from bpdesk.ui.recovery import INTERVAL
from bpdesk.ui.speeds import UNLIMITED
from tests.benchmarks.figures import Figure, idle, tell, wait_for
from tests.benchmarks.holdings import memory_in_use
from tests.benchmarks.pulse import Pulse

ROWS, INPUTS = 100_000, 19
DIGITS = (1_797, 64, 10)
SEED = 1


def large_document() -> Document:
    """19 inputs, one output, 100 000 rows of doubles with all their digits."""
    chance = np.random.default_rng(SEED)
    table = chance.normal(size=(ROWS, INPUTS + 1))
    table[:, -1] = np.tanh(table[:, :4].sum(axis=1))
    document = layered((INPUTS, 16, 1), "tanh", "linear", True, SEED)
    ids = tuple(node.id for node in (*document.network.inputs, *document.network.outputs))
    data = Dataset(ids, Rows.of(table, len(ids)), Rows.of([], len(ids)))
    return replace(document, title="large", data=data, training=Training("mean_squared_error", Optimizer.of("adam"), 0.01, 32, True))


def digits_csv(path: Path) -> None:
    """A table in the shape of the 8×8 digits: 64 grey values from 0 to 16 and a class from 0 to 9, each drawn around its class's own."""
    rows, pixels, classes = DIGITS
    chance = np.random.default_rng(SEED)
    centres = chance.integers(0, 17, (classes, pixels))
    kinds = chance.integers(0, classes, rows)
    grey = np.clip(np.round(centres[kinds] + chance.normal(0, 3, (rows, pixels))), 0, 16).astype(int)
    heads = [f"pixel_{place // 8}_{place % 8}" for place in range(pixels)]
    lines = [",".join((*map(str, values), str(kind))) for values, kind in zip(grey, kinds, strict=True)]
    path.write_text("\n".join([",".join((*heads, "digit")), *lines]) + "\n", encoding="utf-8")


def big_csv(path: Path, rows: int, columns: int) -> None:
    """So many rows of numbers with three decimals."""
    chance = np.random.default_rng(SEED)
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(f"c{place}" for place in range(columns)) + "\n")
        for first in range(0, rows, 10_000):
            np.savetxt(file, chance.normal(size=(min(10_000, rows - first), columns)), fmt="%.3f", delimiter=",")


def watched(act: Callable[[], None], until: Callable[[], bool], settle: float = 0.3) -> tuple[float, str]:
    """Seconds until it is reached, and what the event loop's gaps were on the way."""
    pulse = Pulse()
    begun = time.perf_counter()
    act()
    wait_for(until)
    seconds = time.perf_counter() - begun
    idle(settle)
    told = pulse.told()
    pulse.deleteLater()
    return seconds, told


def _settled(window: MainWindow) -> bool:
    return not window.session.thread_of_engine.is_busy and window.session.moment is not None


def table_of_many_rows(window: MainWindow, folder: Path) -> Iterator[Figure]:
    path, session = folder / "large.bpdesk", window.session
    save(large_document(), path)
    window.side.panel.bring_forward(window.side.data)
    seconds, gaps = watched(lambda: window.files.open(path), lambda: session.path == path and _settled(window))
    yield Figure(f"{ROWS:,} × {INPUTS + 1} open, {path.stat().st_size >> 20} MB", f"{seconds:.1f} s; {gaps}", "under 3 s")
    yield from _scrolled(window)
    yield from _trained(window)
    yield from _edited(window)
    yield from _edited_whole(window)
    yield from _saved(window, path)


def _scrolled(window: MainWindow) -> Iterator[Figure]:
    table, taken = window.side.data.table, []
    bar = table.verticalScrollBar()
    for place in np.linspace(0, bar.maximum(), 60, dtype=int).tolist():
        begun = time.thread_time()
        bar.setValue(place)
        QApplication.processEvents()
        table.viewport().repaint()
        taken.append(1e3 * (time.thread_time() - begun))
    yield Figure("scroll its table", f"median {np.median(taken):.0f} ms, at most {max(taken):.0f} ms a frame (work)", "under 50 ms")
    table.setCurrentIndex(table.model().index(table.model().rowCount() - 1, 0))
    begun = time.thread_time()
    for _ in range(40):
        QTest.keyClick(table, Qt.Key.Key_PageUp)
        wait_for(lambda: _settled(window))
    yield Figure("Page Up in it", f"{1e3 * (time.thread_time() - begun) / 40:.0f} ms a page (work)", "under 50 ms")


def _trained(window: MainWindow) -> Iterator[Figure]:
    playback = window.session.playback
    before = playback.newest
    pulse = Pulse()
    playback.speed = UNLIMITED
    playback.start_running()
    idle(6.0)
    playback.pause()
    gaps = pulse.told()
    pulse.deleteLater()
    wait_for(lambda: not window.session.thread_of_engine.is_busy)
    yield Figure("train it with batches of 32", f"{(playback.newest - before) / 6:.0f} iterations a second; {gaps}", "at most 50 ms")


def _edited(window: MainWindow) -> Iterator[Figure]:
    """Cells typed over, and the recovery copies that follow."""
    session = window.session
    column = session.document.network.inputs[0].id
    taken, before = [], memory_in_use()
    for row in range(0, 100_000, 10_000):
        begun = time.thread_time()
        session.reshape("Set value", edits.set_training_value, row, column, 0.5 + row)
        QApplication.processEvents()
        taken.append(1e3 * (time.thread_time() - begun))
        wait_for(lambda: _settled(window))
    figure = f"median {np.median(taken):.0f} ms, at most {max(taken):.0f} ms (work); 10 edits add {memory_in_use() - before:.0f} MB"
    yield Figure("edit one of its cells", figure, "under 100 ms")
    pulse = Pulse()
    session.reshape("Set value", edits.set_training_value, 5, column, 0.25)
    idle(INTERVAL / 1e3 + 6)
    gaps = pulse.told()
    pulse.deleteLater()
    yield Figure("while its recovery copies are written", gaps, "at most 50 ms")


def _edited_whole(window: MainWindow) -> Iterator[Figure]:
    """All cells, a column, one cell: selected, cleared, undone, with keys and clicks."""
    table, control = window.side.data.table, Qt.KeyboardModifier.ControlModifier

    def click() -> None:
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(table.model().index(0, 0)).center())

    def click_header() -> None:
        across = table.horizontalHeader()
        QTest.mouseClick(across.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(across.sectionViewportPosition(0) + 10, 8))

    def key(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> Callable[[], None]:
        return lambda: QTest.keyClick(table, key, modifiers)

    select_all, clear, undo = key(Qt.Key.Key_A, control), key(Qt.Key.Key_Delete), key(Qt.Key.Key_Z, control)
    to_top, fill = key(Qt.Key.Key_Home, control), key(Qt.Key.Key_D, control)
    whole, column = {"Ctrl+A": select_all, "Delete": clear, "Ctrl+Z": undo, "Ctrl+Home": to_top}, {"header": click_header}
    for what, acts, wanted in (
        ("all cells", whole, "under 500 ms each"),
        ("fill down all", {"Ctrl+A": select_all, "Ctrl+D": fill, "Ctrl+Z": undo}, "under 500 ms each"),
        ("a column", {**column, "Delete": clear, "Ctrl+Z": undo}, "under 500 ms each"),
        ("one cell", {"Delete": clear, "Ctrl+Z": undo}, "under 50 ms each"),
    ):
        table.verticalScrollBar().setValue(0)
        click()
        yield Figure(what, ", ".join(f"{name} {_work(window, act):.0f} ms" for name, act in acts.items()) + " (work)", wanted)


def _work(window: MainWindow, act: Callable[[], None]) -> float:
    """Milliseconds of the window's thread until what it brings is shown."""
    begun = time.thread_time()
    act()
    QApplication.processEvents()
    taken = 1e3 * (time.thread_time() - begun)
    wait_for(lambda: not window.session.thread_of_engine.is_busy)
    return taken


def _saved(window: MainWindow, path: Path) -> Iterator[Figure]:
    before = path.stat().st_mtime_ns
    seconds, gaps = watched(window.files.save, lambda: window.session.undo_history.is_clean and path.stat().st_mtime_ns != before)
    yield Figure("save it", f"{seconds:.1f} s; {gaps}", "at most 50 ms")


def digits(window: MainWindow, folder: Path) -> Iterator[Figure]:
    path, session = folder / "digits.csv", window.session
    digits_csv(path)
    seconds, gaps = watched(lambda: window.commands.data.importing.read(path), lambda: _dialog(window) is not None)
    yield Figure("1 797 × 65 CSV: preview", f"{seconds:.1f} s; {gaps}", "at most 50 ms")
    dialog = _dialog(window)
    assert dialog is not None
    dialog.hidden.setText("30")
    seconds, gaps = watched(dialog.take.click, lambda: len(session.document.network.outputs) == DIGITS[2] and _settled(window))
    yield Figure("1 797 × 65 CSV: import as 64-30-10", f"{seconds:.1f} s; {gaps}", "")
    pulse = Pulse()
    session.playback.speed = UNLIMITED
    session.playback.start_running()
    idle(8.0)
    session.playback.pause()
    gaps = pulse.told()
    pulse.deleteLater()
    wait_for(lambda: _settled(window))
    idle(1.5)
    right = window.side.data.findChild(type(window.side.data._right), "data.accuracy")
    told = "" if right is None else right.text()
    yield Figure("train 64-30-10", f"{session.playback.newest} iterations in 8 s, {told}; {gaps}", "95 % under 20 ms, at most 50 ms")


def imports(window: MainWindow, folder: Path) -> Iterator[Figure]:
    for rows, columns in ((100_000, 20), (1_000_000, 3), (1_000_000, 20)):
        path = folder / f"{rows}x{columns}.csv"
        big_csv(path, rows, columns)
        yield from _imported(window, path)
        path.unlink()


def _imported(window: MainWindow, path: Path) -> Iterator[Figure]:
    window.session.open(Document(), None)
    before = memory_in_use()
    window.message.put_away()
    told = window.message.isVisible
    seconds, gaps = watched(lambda: window.commands.data.importing.read(path), lambda: _dialog(window) is not None or told())
    dialog = _dialog(window)
    words = f"{seconds:.1f} s, {memory_in_use() - before:.0f} MB more: {window.message.text if dialog is None else dialog.told.text()}"
    yield Figure(f"{path.name} of {path.stat().st_size >> 20} MB: preview", f"{words}; {gaps}", "at most 50 ms")
    if dialog is not None:
        data = window.session.document.data

        def is_answered() -> bool:
            is_taken = window.session.document.data is not data
            return (is_taken and _settled(window)) or (not is_taken and "Nothing" in dialog.told.text())

        seconds, gaps = watched(dialog.take.click, is_answered)
        is_refused = window.session.document.data is data
        words = f"refused: {dialog.told.text()}" if is_refused else "taken"
        yield Figure("… import", f"{words} after {seconds:.1f} s; {gaps}", "at most 50 ms")
        if is_refused:
            dialog.reject()


def _dialog(window: MainWindow) -> ImportTableDialog | None:
    """The dialog once it shows what was read."""
    return next(
        (each for each in window.findChildren(ImportTableDialog) if each.isVisible() and each.told.text() not in ("", "Reading…")), None
    )


def pasted(window: MainWindow, _folder: Path) -> Iterator[Figure]:
    """As many rows as can be pasted, into the table; and a text as large as can be pasted, on the canvas."""
    session, data, clipboard = window.session, window.side.data, QApplication.clipboard()
    session.open(replace(large_document(), data=None), None)
    wait_for(lambda: not session.thread_of_engine.is_busy)
    window.side.panel.bring_forward(data)
    chance = np.random.default_rng(SEED)
    line = "\t".join(f"{value:.4f}" for value in chance.normal(size=INPUTS + 1)) + "\n"
    clipboard.setText(line * (16_000_000 // len(line)))
    before = session.document
    seconds, gaps = watched(
        data.table.paste_requested.emit, lambda: session.document is not before and not session.thread_of_engine.is_busy
    )
    rows = 0 if session.document.data is None else len(session.document.data.train)
    yield Figure(f"paste {rows:,} × {INPUTS + 1} of 16 million characters", f"{seconds:.1f} s; {gaps}", "at most 50 ms")
    text = write(layered((270, 270, 1), "tanh", "linear", True, SEED))
    clipboard.setText(text)
    said = window.statusBar().currentMessage
    window.statusBar().clearMessage()
    seconds, gaps = watched(window.drawing.by_name()["paste"], lambda: "large" in said())
    clipboard.clear()
    yield Figure(f"paste {len(text):,} characters on the canvas", f"{said()} {seconds:.1f} s; {gaps}", "at most 50 ms")


def refused(window: MainWindow, folder: Path) -> Iterator[Figure]:
    """A file as large as the table's, whose rows stand where none belong: read at one go, and refused."""
    path = folder / "refused.bpdesk"
    path.write_bytes(b"".join(encoded(large_document())).replace(b'"train": [', b'"trian": [', 1))
    window.message.put_away()
    seconds, gaps = watched(lambda: window.files.open(path), window.message.isVisible)
    yield Figure(
        f"{path.stat().st_size >> 20} MB of rows under a wrong key: {window.message.text}", f"{seconds:.1f} s; {gaps}", "at most 50 ms"
    )


PARTS = {"table": table_of_many_rows, "digits": digits, "imports": imports, "pasted": pasted, "refused": refused}


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    tell(lambda window, folder: (figure for part in sys.argv[1:] or PARTS for figure in PARTS[part](window, folder)))
