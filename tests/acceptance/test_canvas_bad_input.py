"""What nobody should do to the canvas: nothing is harmed or lost, and a short reason says what isn't taken."""

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from bpdesk.files.schema import read, write
from bpdesk.model import drawing
from bpdesk.ui.canvas.place import Place
from bpdesk.ui.canvas.selection import Selection
from bpdesk.ui.drawing_clipboard import MIME
from bpdesk.ui.main_window import MainWindow
from tests.builders import net
from tests.windows import open_window, point_of, press, settle, wait

K, LEFT, NONE = Qt.Key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
WEIGHT = Place("weight", "x_y")


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    opened = open_window(qtbot)
    opened.session.open(net("x -> y", seed=1, rows=[[1.0, 2.0]]), None)
    settle(opened.session)
    opened.canvas.setFocus()
    return opened


def send(window: MainWindow, kind: QEvent.Type, at: QPoint, held: Qt.KeyboardModifier = NONE) -> None:
    port = window.canvas.viewport()
    own = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else LEFT
    down = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else LEFT
    QApplication.sendEvent(port, QMouseEvent(kind, QPointF(at), QPointF(port.mapToGlobal(at)), own, down, held))


def begin_drag(window: MainWindow, start: QPoint, by: QPoint) -> None:
    send(window, QEvent.Type.MouseButtonPress, start)
    send(window, QEvent.Type.MouseMove, start + by / 2)
    send(window, QEvent.Type.MouseMove, start + by)


def node(window: MainWindow, name: str, across: float = 0.0) -> QPoint:
    x, y = window.session.document.network.node_by_id[name].position
    return window.canvas.mapFromScene(QPointF(x + across, y))


def reasons(window: MainWindow) -> str:
    """All that is told at this moment."""
    note = window.canvas.findChild(QLabel, "canvas_note")
    shown = [note.text()] if note is not None and note.isVisible() else []
    message = [label.text() for label in window.message.findChildren(QLabel) if label.isVisible()]
    return " ".join([*shown, window.statusBar().currentMessage(), *message]).strip()


def drop_files(window: MainWindow, *urls: QUrl) -> None:
    data = QMimeData()
    data.setUrls(list(urls))
    action, at = Qt.DropAction.CopyAction, window.canvas.mapTo(window, QPoint(100, 100))
    for event in (QDragEnterEvent(at, action, data, LEFT, NONE), QDropEvent(QPointF(at), action, data, LEFT, NONE)):
        QApplication.sendEvent(window, event)


@pytest.mark.parametrize("what", ["picture", "text", "folder", "nothing", "two", "web", "broken", "binary"])
def test_foreign_files_that_are_dropped_are_refused_with_a_reason(window: MainWindow, qtbot: QtBot, tmp_path: Path, what: str) -> None:
    before = window.session.document
    picture, text, broken, binary = (tmp_path / name for name in ("a.png", "a.odt", "a.bpdesk", "b.bpdesk"))
    QImage(4, 4, QImage.Format.Format_RGB32).save(str(picture))
    text.write_text("hello", encoding="utf-8")
    broken.write_text('{"format": "bpdesk"', encoding="utf-8")
    binary.write_bytes(bytes(range(256)) * 40)
    dropped = {
        "picture": [picture], "text": [text], "folder": [tmp_path], "nothing": [tmp_path / "gone.bpdesk"],
        "two": [broken, text], "broken": [broken], "binary": [binary],
    }  # fmt: skip
    urls = [QUrl("https://example.org/net.bpdesk")] if what == "web" else [QUrl.fromLocalFile(str(path)) for path in dropped[what]]
    drop_files(window, *urls)
    settle(window.session)
    qtbot.waitUntil(lambda: bool(reasons(window)))
    assert 10 < len(reasons(window)) < 400
    assert window.session.document is before


@pytest.mark.parametrize("what", ["picture", "garbage", "html"])
def test_foreign_contents_of_the_clipboard_are_refused_with_a_reason(window: MainWindow, qtbot: QtBot, what: str) -> None:
    before, data = window.session.document, QMimeData()
    if what == "picture":
        data.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    elif what == "garbage":
        data.setData(MIME, QByteArray(bytes(range(256))))
    else:
        data.setHtml("<b>hello</b>")
    QApplication.clipboard().setMimeData(data)
    press(qtbot, window, K.Key_V, CTRL)
    settle(window.session)
    assert window.session.document is before
    assert reasons(window)


def test_a_million_digits_are_refused_and_the_field_stays_open(window: MainWindow, qtbot: QtBot) -> None:
    before = window.session.document
    window.canvas.edit(WEIGHT)
    editor = window.canvas.editor
    assert editor is not None
    QApplication.clipboard().setText("1" * 1_000_000)
    QTest.keyClick(editor, K.Key_V, CTRL)
    QTest.keyClick(editor, K.Key_Return)
    assert window.canvas.editor is editor
    assert 5 < len(editor.reason) < 200
    assert window.canvas.rect().contains(editor.geometry())
    QTest.keyClick(editor, K.Key_Escape)
    assert window.session.document is before
    window.canvas.rename("node", "y")
    editor = window.canvas.editor
    assert editor is not None
    QTest.keyClick(editor, K.Key_V, CTRL)
    QTest.keyClick(editor, K.Key_Return)
    assert "200" in editor.reason
    QTest.keyClick(editor, K.Key_Escape)
    assert window.session.document is before


def test_a_node_that_is_dragged_far_outside_is_found_again(window: MainWindow, qtbot: QtBot) -> None:
    before = window.session.document
    window.canvas.set_zoom(0.1)
    begin_drag(window, node(window, "y"), QPoint(40_000, -90_000))
    send(window, QEvent.Type.MouseButtonRelease, QPoint(40_000, -90_000))
    settle(window.session)
    after = window.session.document
    assert window.canvas.viewport().rect().contains(node(window, "y")), "no node is put where nobody looks"
    assert read(write(after)).network == after.network
    press(qtbot, window, K.Key_F)
    assert window.canvas.viewport().rect().contains(node(window, "x"))
    window.scene.choose(Selection.several(window.scene.network, ["y"]))
    press(qtbot, window, K.Key_F, Qt.KeyboardModifier.ShiftModifier)
    assert window.canvas.viewport().rect().contains(node(window, "y"))
    press(qtbot, window, K.Key_Z, CTRL)
    assert window.session.document is before


def test_nodes_that_are_far_apart_are_shown_whole(window: MainWindow, qtbot: QtBot) -> None:
    far = drawing.move(window.session.document, {"y": (60_000.0, -20_000.0)})
    window.session.open(far, None)
    settle(window.session)
    assert all(window.canvas.viewport().rect().contains(node(window, name)) for name in "xy")
    for zoom in (1.2, 0.9):
        window.canvas.set_zoom(window.canvas.zoom * zoom)
    assert window.canvas.zoom < 0.1


@pytest.mark.parametrize("what", ["delete", "undo", "cut", "paste", "tidy", "other document"])
@pytest.mark.parametrize("gesture", ["move", "edge", "scrub", "band", "keys"])
def test_what_comes_in_the_middle_of_a_gesture_does_no_harm(window: MainWindow, qtbot: QtBot, gesture: str, what: str) -> None:
    """The gesture is given up, the document is whole, and letting the button go then does nothing."""
    before = window.session.document
    if gesture == "keys":
        window.scene.choose(Selection.several(window.scene.network, ["x"]))
        press(qtbot, window, K.Key_C)
    else:
        at = {"move": node(window, "x"), "edge": node(window, "x", 34), "scrub": point_of(window, WEIGHT), "band": QPoint(15, 15)}[gesture]
        begin_drag(window, at, QPoint(50, 40))
    if what == "other document":
        window.session.open(net("a -> b -> c"), None)
    else:
        key, held = {"delete": (K.Key_Delete, NONE), "undo": (K.Key_Z, CTRL), "cut": (K.Key_X, CTRL), "paste": (K.Key_V, CTRL),
                     "tidy": (K.Key_L, CTRL)}[what]  # fmt: skip
        press(qtbot, window, key, held)
    settle(window.session)
    now = window.session.document
    assert what == "other document" or now is before
    assert window.canvas._pointer.gesture is None
    send(window, QEvent.Type.MouseMove, QPoint(200, 220))
    send(window, QEvent.Type.MouseButtonRelease, QPoint(200, 220))
    settle(window.session)
    assert window.session.document is now
    picture = window.scene._picture
    assert {name: item.pos().toTuple() for name, item in picture.nodes.items()} == {each.id: each.position for each in now.network.nodes}


@pytest.mark.parametrize("typed", ["7", "abc"])
def test_closing_while_a_number_is_typed_loses_nothing(window: MainWindow, qtbot: QtBot, typed: str) -> None:
    before = window.session.document
    window.canvas.edit(WEIGHT)
    editor = window.canvas.editor
    assert editor is not None
    QTest.keyClicks(editor, typed)
    window.close()
    assert window.isVisible()
    if typed == "7":
        settle(window.session)
        assert window.scene.reading.value(WEIGHT) == 7.0
        assert window.findChild(QMessageBox, "unsaved") is not None
    else:
        assert window.canvas.editor is editor
        assert editor.reason
        assert window.session.document is before


def test_a_number_that_is_scrubbed_stays_where_the_button_is_let_go_outside(window: MainWindow, qtbot: QtBot) -> None:
    before, at = window.session.document, point_of(window, WEIGHT)
    begin_drag(window, at, QPoint(4_000, 0))
    settle(window.session)
    value = window.scene.reading.value(WEIGHT)
    port = window.canvas.viewport()
    none = Qt.MouseButton.NoButton
    back = QPointF(at + QPoint(10, 10))
    QApplication.sendEvent(port, QMouseEvent(QEvent.Type.MouseMove, back, QPointF(port.mapToGlobal(at)), none, none, NONE))
    wait(qtbot, lambda: window.canvas._pointer.gesture is None)
    assert window.session.undo_history.undo_text == "Set weight"
    assert value is not None
    press(qtbot, window, K.Key_Z, CTRL)
    assert window.session.document is before
