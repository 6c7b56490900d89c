"""Random gestures and keys on the real window for a long time: no exception may come of it, and memory must not grow.

A script: `python -m tests.benchmarks.random_use MINUTES [SEED]`. Everything is written into a temporary folder. Rounds of the same gestures
follow one another; after each the first document is opened again, what nothing needs is freed, and what is held is told. So what
grows from round to round is lost, and at the end it is named. Its exit status is 1 after an exception, whose report it prints.
"""

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from bpdesk.model.document import Document
from bpdesk.ui.actions import ACTIONS
from bpdesk.ui.app import new_application
from bpdesk.ui.main_window import MainWindow
from bpdesk.ui.settings_file import open_settings
from bpdesk.ui.windows import Windows
from tests.benchmarks.holdings import Holdings, grown, holdings
from tests.builders import net, one_weight

_LEFT_ALONE = {"quit", "new_window", "print", "full_screen"}
_KEYS = "ihocfa1357.-"
_MODIFIERS = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier)
_NAMED_KEYS = (
    Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Delete, Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Right,
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_F2, Qt.Key.Key_F11, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp,
)  # fmt: skip

_PATIENCE = 100
"""Milliseconds."""

GESTURES = 1000
"""In a round."""


class Person:
    """Somebody who tries everything, in no order."""

    def __init__(self, window: MainWindow, seed: int) -> None:
        self._window, self._chance = window, random.Random(seed)
        self._gestures: list[tuple[float, Callable[[], None]]] = [
            (8, self._press_key), (6, self._click), (5, self._drag), (4, self._double_click), (3, self._wheel), (4, self._act),
            (3, self._type_number), (1, self._right_click), (0.6, self._begin_anew),
        ]  # fmt: skip
        # The menu of a button has an event loop of its own, in which a click ends only once the menu is closed.
        self._closing = QTimer(window)
        self._closing.timeout.connect(_close_popup)
        self._closing.start(_PATIENCE)

    def leave(self) -> None:
        """Nothing more comes from this person."""
        self._closing.stop()
        self._closing.deleteLater()

    def do_something(self) -> None:
        """One gesture; what it opens is closed again, and is gone."""
        weights, gestures = zip(*self._gestures, strict=True)
        self._chance.choices(gestures, weights)[0]()
        QApplication.processEvents()
        for _ in range(3):
            self._close_what_is_open()
        # What is to be deleted waits for an event loop, which there is none of here.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _close_what_is_open(self) -> None:
        _close_popup()
        for dialog in [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QDialog) and widget.isVisible()]:
            dialog.reject()
        for menu in [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMenu) and widget.isVisible()]:
            menu.close()
        QApplication.processEvents()

    def _place(self, widget: QWidget) -> QPoint:
        return QPoint(self._chance.randint(-10, widget.width() + 10), self._chance.randint(-10, widget.height() + 10))

    def _target(self) -> QWidget:
        """Most often the canvas, else any widget that is to be seen."""
        if self._chance.random() < 0.6:
            return self._window.canvas.viewport()
        # Not the window's children by `findChildren`: it would keep what Python knows of each as long as the window lives.
        shown = [each for each in QApplication.allWidgets() if each.window() is self._window and each.isVisible() and each.isEnabled()]
        return self._chance.choice(shown)

    def _press_key(self) -> None:
        widget = QApplication.focusWidget() or self._window
        modifier = self._chance.choice(_MODIFIERS)
        if self._chance.random() < 0.5:
            QTest.keyClick(widget, self._chance.choice(_NAMED_KEYS), modifier)
        else:
            QTest.keyClicks(widget, self._chance.choice(_KEYS))

    def _click(self) -> None:
        widget = self._target()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, self._chance.choice(_MODIFIERS), self._place(widget))

    def _double_click(self) -> None:
        widget = self._window.canvas.viewport()
        QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self._place(widget))

    def _right_click(self) -> None:
        QTest.mouseClick(widget := self._target(), Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, self._place(widget))

    def _drag(self) -> None:
        """Now and then something else happens in the middle of it."""
        widget = self._window.canvas.viewport()
        QTest.mousePress(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self._place(widget))
        for _ in range(3):
            QTest.mouseMove(widget, self._place(widget))
            QApplication.processEvents()
        if self._chance.random() < 0.2:
            self._press_key()
        QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, self._place(widget))

    def _wheel(self) -> None:
        zoom = self._chance.choice((self._window.canvas.zoom * 1.2, self._window.canvas.zoom / 1.2))
        self._window.canvas.set_zoom(zoom)

    def _act(self) -> None:
        name = self._chance.choice([entry.name for entry in ACTIONS if entry.name not in _LEFT_ALONE])
        self._window.actions_by_name[name].trigger()

    def _type_number(self) -> None:
        QTest.keyClicks(QApplication.focusWidget() or self._window, self._chance.choice(("0.5", "-1", "1e999", "abc", "1/3", "0,25")))
        QTest.keyClick(QApplication.focusWidget() or self._window, Qt.Key.Key_Return)

    def _begin_anew(self) -> None:
        """Another document, so that networks don't only grow."""
        documents = (one_weight(), net("x1 x2 -> h1 h2 h3 -> y", rows=5), net("x -> y1 y2", rows=3, batch_size=2))
        self._window.session.open(self._chance.choice(documents), None)


def _close_popup() -> None:
    popup = QApplication.activePopupWidget()
    if popup is not None:
        QTest.keyClick(popup, Qt.Key.Key_Escape)


def first_document() -> Document:
    """What each round begins with."""
    return net("x1 x2 -> h1 h2 -> y", rows=4)


def _reporting_to(reports: list[str]) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        reports.append(repr(error))
        sys.__excepthook__(kind, error, trace)

    return report


def _round(window: MainWindow, seed: int) -> Holdings:
    """The same as each round before, as far as the window stands alike; then what is left of it."""
    person = Person(window, seed)
    for _ in range(GESTURES):
        person.do_something()
    person.leave()
    window.session.playback.pause()
    window.session.open(first_document(), None)
    window.session.thread_of_engine.wait_until(lambda: not window.session.thread_of_engine.is_busy)
    return holdings()


class Rounds:
    """What is known of all rounds; all of it only of few, for it would be what grows."""

    def __init__(self) -> None:
        self._resident: list[float] = []
        self._at: dict[int, Holdings] = {}
        self._last: Holdings | None = None

    def __len__(self) -> int:
        return len(self._resident)

    def add(self, found: Holdings) -> None:
        """After the next round."""
        self._resident.append(found.resident)
        self._last = found
        if len(self).bit_count() == 1:
            self._at[len(self)] = found

    def told(self) -> str:
        """How memory grew over the later half, when everything that is filled once has been filled."""
        later = self._resident[len(self) // 2 :]
        if len(later) < 2 or self._last is None:
            return "Too few rounds to tell whether memory grows."
        per_round = np.polynomial.Polynomial.fit(range(len(later)), later, 1).convert().coef[-1]
        since = max(place for place in self._at if place <= max(len(self) // 2, 1))
        growing = grown(self._at[since], self._last, len(self) - since)
        told = f"Over the last {len(later)} rounds memory grew by {per_round:+.3f} MB a round."
        return "\n".join((told, f"Since round {since} there is more of:", *growing))


def main(minutes: float, seed: int) -> int:
    reports: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        application = new_application(["bpdesk"])
        sys.excepthook = _reporting_to(reports)
        place = Path(folder)
        windows = Windows(application, open_settings(place / "bpdesk.ini"), place / "recovery", place / "open", "light")
        window = windows.make(first_document())
        windows.show(window)
        QTest.qWaitForWindowExposed(window)
        window.activateWindow()
        rounds = Rounds()
        begun = time.monotonic()
        while time.monotonic() - begun < minutes * 60 and not reports:
            found = _round(window, seed)
            rounds.add(found)
            sys.stdout.write(f"round {len(rounds)}, minute {(time.monotonic() - begun) / 60:.1f}: {found.told()}\n")
            sys.stdout.flush()
        sys.stdout.write(f"end: {len(rounds) * GESTURES} gestures, {len(reports)} exceptions\n{rounds.told()}\n")
        window.close_for_good()
        os.chdir(Path(folder).parent)
    return 1 if reports else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 30.0, int(sys.argv[2]) if len(sys.argv) > 2 else 1))
