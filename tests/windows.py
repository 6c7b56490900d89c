"""Real main windows for tests: opened, shown and closed; keys and clicks as a person makes them."""

import atexit
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bpdesk.model.document import Document
from bpdesk.text import MINUS
from bpdesk.ui.app import new_window
from bpdesk.ui.canvas.place import Place
from bpdesk.ui.main_window import MainWindow
from bpdesk.ui.session import Session
from bpdesk.ui.settings_file import open_settings
from bpdesk.ui.theme_choice import Choice
from bpdesk.ui.windows import Windows

_KEPT = tempfile.TemporaryDirectory(prefix="bpdesk-tests-")
atexit.register(_KEPT.cleanup)

LONG = 60_000
"""Milliseconds: the kernel may have to be compiled."""


def open_window(qtbot: QtBot, path: Path | None = None, theme: Choice = "light", *, loads_engine: bool = True) -> MainWindow:
    """The window as the program opens it; it is closed by the test's end."""
    kept = Path(tempfile.mkdtemp(dir=_KEPT.name))
    window = new_window(windows_on(kept, theme), path)
    qtbot.addWidget(window, before_close_func=_let_go)
    with qtbot.waitExposed(window):
        window.show()
    activate(qtbot, window)
    if loads_engine:
        window.session.runs.load_engine()
        wait(qtbot, lambda: path is None or window.session.path is not None or not window.message.isHidden())
        wait(qtbot, lambda: window.session.moment is not None or bool(window.session.problems) or not window.message.isHidden())
    return window


def open_drawn(qtbot: QtBot, document: Document) -> MainWindow:
    """A window on that document, with the focus on its canvas."""
    window = open_window(qtbot)
    window.session.open(document, None)
    settle(window.session)
    window.canvas.setFocus()
    return window


def windows_on(kept: Path, theme: Choice | None = None) -> Windows:
    """The windows of a program that keeps its settings and recovery copies in that folder."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return Windows(application, open_settings(kept / "bpdesk.ini"), kept / "recovery", kept / "open", theme)


def activate(qtbot: QtBot, window: MainWindow) -> None:
    """Bring the window to the front, as after a dialog."""
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)


def wait(qtbot: QtBot, reached: Callable[[], bool]) -> None:
    qtbot.waitUntil(reached, timeout=LONG)


def settle(session: Session) -> None:
    """Let everything that the session has asked of its engine arrive."""
    deadline = QDeadlineTimer(LONG)
    while session.thread_of_engine.is_busy:
        assert not deadline.hasExpired(), "the engine is still busy"
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key where the focus is."""
    qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)


def step(qtbot: QtBot, window: MainWindow, times: int = 1) -> None:
    """Space, so many times, and what it brings."""
    goal = window.session.playback.iteration + times
    for _ in range(times):
        press(qtbot, window, Qt.Key.Key_Space)
    arrive(qtbot, window, goal)


def arrive(qtbot: QtBot, window: MainWindow, iteration: int) -> None:
    """Wait until that iteration is shown."""
    wait(qtbot, lambda: window.session.moment is not None and window.session.moment.iteration == iteration)


def point_of(window: MainWindow, place: Place) -> QPoint:
    """Where a number stands on the canvas."""
    return window.canvas.mapFromScene(window.scene.reading.rectangle(place).center())


def hover(window: MainWindow, at: QPoint) -> None:
    """Point at that place of the canvas; the platform's own pointer may be with another window."""
    port, none = window.canvas.viewport(), Qt.MouseButton.NoButton
    position = QPointF(at), QPointF(port.mapToGlobal(at))
    event = QMouseEvent(QEvent.Type.MouseMove, *position, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(port, event)


def type_over(qtbot: QtBot, window: MainWindow, place: Place, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    """Double-click a number on the canvas, type, and press a key."""
    point = point_of(window, place)
    qtbot.mouseClick(window.canvas.viewport(), Qt.MouseButton.LeftButton, pos=point)
    qtbot.mouseDClick(window.canvas.viewport(), Qt.MouseButton.LeftButton, pos=point)
    editor = window.canvas.editor
    assert editor is not None
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, key)


def type_into(qtbot: QtBot, field: QWidget, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    """Click a field, replace what stands in it, and press a key."""
    qtbot.mouseDClick(field, Qt.MouseButton.LeftButton)
    qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, key)


def shown(window: MainWindow, kind: str, identifier: str) -> str:
    """A text of the canvas with an ASCII minus, as in `-23.10`."""
    return window.scene.reading.text(kind, identifier).replace(MINUS, "-")


def plain(text: str) -> str:
    """A text with usual spaces, and without what keeps a formula on one line."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{WORD JOINER}", "")


def close_all() -> None:
    """Close the windows that are still there, and let them go."""
    application = QApplication.instance()
    windows = (
        [each for each in application.topLevelWidgets() if isinstance(each, MainWindow)] if isinstance(application, QApplication) else []
    )
    for window in windows:
        _let_go(window)
        window.close()
        window.deleteLater()
    if windows:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _let_go(window: QWidget) -> None:
    assert isinstance(window, MainWindow)
    window.session.undo_history.mark_clean()
    window.canvas.hide_hint()
    editor = window.canvas.editor
    if editor is not None:
        editor.cancel()
    # Also where a field that can't be read would keep the window from closing.
    window.commands.history.close()
    window.session.close()
    # A copy made in Python that the clipboard still holds when the interpreter has ended takes the process down.
    QApplication.clipboard().setText("")
