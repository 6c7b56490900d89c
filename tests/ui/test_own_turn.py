"""What was computed for a view and its painting take turns of the event loop."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtWidgets import QApplication, QGraphicsScene, QGraphicsView
from pytestqt.qtbot import QtBot

from bpdesk.ui.own_turn import paint_in_own_turn
from tests.builders import net
from tests.windows import arrive, open_drawn, press, step


class Watch(QObject):
    """Notes paintings, and turns in between."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self._timer = QTimer(self)
        self._timer.timeout.connect(lambda: self.seen.append("turn"))
        self._timer.start(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.seen.append("paint")
        return False


def test_a_view_is_painted_in_a_turn_to_come_and_as_usual_from_then_on(qtbot: QtBot) -> None:
    scene = QGraphicsScene(QRectF(0, 0, 100, 100))
    view = QGraphicsView(scene)
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    item, mode = scene.addRect(QRectF(10, 10, 20, 20)), view.viewportUpdateMode()
    watch = Watch()
    view.viewport().installEventFilter(watch)
    QApplication.processEvents()
    for width in (30, 40):
        watch.seen = []
        paint_in_own_turn(view)
        paint_in_own_turn(view)
        item.setRect(QRectF(10, 10, width, 20))
        qtbot.waitUntil(lambda: "paint" in watch.seen)
        assert watch.seen[0] == "turn"
        assert view.viewportUpdateMode() == mode
    watch.seen = []
    item.setRect(QRectF(10, 10, 70, 20))
    qtbot.waitUntil(lambda: "paint" in watch.seen)


def test_what_is_uncovered_is_painted_meanwhile(qtbot: QtBot) -> None:
    scene = QGraphicsScene(QRectF(0, 0, 100, 100))
    view = QGraphicsView(scene)
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    QApplication.processEvents()
    watch = Watch()
    view.viewport().installEventFilter(watch)
    paint_in_own_turn(view)
    assert not view.grab().isNull()
    assert "paint" in watch.seen


def test_another_moment_is_painted_once(qtbot: QtBot) -> None:
    window = open_drawn(qtbot, net("x1 x2 -> h1 h2 -> y", rows=4, seed=1))
    step(qtbot, window, 3)
    qtbot.waitUntil(lambda: window.weights_plot.content.cursor == 3)
    watch = Watch()
    window.canvas.viewport().installEventFilter(watch)

    def is_shown(iteration: int) -> bool:
        return window.weights_plot.content.cursor == iteration

    for key, iteration in ((Qt.Key.Key_Home, 0), (Qt.Key.Key_End, 3)):
        QApplication.processEvents()
        watch.seen = []
        press(qtbot, window, key, Qt.KeyboardModifier.ControlModifier)
        arrive(qtbot, window, iteration)
        qtbot.waitUntil(partial(is_shown, iteration))
        QApplication.processEvents()
        assert watch.seen.count("paint") == 1
