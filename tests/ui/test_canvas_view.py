import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QHelpEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from bpdesk.ui.canvas.place import Place
from bpdesk.ui.canvas.scene import NetworkScene
from bpdesk.ui.canvas.value_editor import ValueEditor
from bpdesk.ui.canvas.view import NetworkView
from bpdesk.ui.theme import DARK, LIGHT
from tests.builders import net, one_weight
from tests.ui.moments import third_of_the_post

WEIGHT, INPUT, TARGET = Place("weight", "w"), Place("input", "a1"), Place("target", "a2")


@pytest.fixture
def view(qtbot: QtBot) -> NetworkView:
    scene = NetworkScene(LIGHT)
    scene.show_document(one_weight())
    scene.show_moment(third_of_the_post(one_weight()))
    shown = NetworkView(scene)
    qtbot.addWidget(shown)
    shown.resize(900, 500)
    with qtbot.waitExposed(shown):
        shown.show()
    shown.activateWindow()
    return shown


def network(view: NetworkView) -> NetworkScene:
    scene = view.scene()
    assert isinstance(scene, NetworkScene)
    return scene


def where(view: NetworkView, place: Place) -> QPoint:
    return view.mapFromScene(network(view).reading.rectangle(place).center())


def opened(view: NetworkView, qtbot: QtBot, place: Place) -> ValueEditor:
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where(view, place))
    assert isinstance(view.editor, ValueEditor)
    return view.editor


def edits(view: NetworkView) -> list[tuple[Place, float]]:
    told: list[tuple[Place, float]] = []
    view.value_edited.connect(lambda place, value: told.append((place, value)))
    return told


def wheel(view: NetworkView, at: QPoint, notches: int) -> None:
    nothing = Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        QPointF(at),
        QPointF(view.viewport().mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        nothing,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def test_fit_shows_everything_at_most_at_150_percent(view: NetworkView) -> None:
    shown = view.mapFromScene(network(view).bounds()).boundingRect()
    assert view.viewport().rect().adjusted(11, 11, -11, -11).contains(shown)
    assert view.zoom <= 1.5
    view.resize(2400, 1600)
    assert view.zoom == 1.5


def test_it_keeps_fitting_until_the_person_zooms(view: NetworkView) -> None:
    view.resize(500, 400)
    fitted = view.zoom
    assert fitted < 1.0
    wheel(view, QPoint(250, 200), 1)
    zoomed = view.zoom
    assert zoomed > fitted
    view.resize(900, 500)
    network(view).show_document(net("a1 -> h1 h2 h3 -> a2"))
    assert view.zoom == zoomed
    view.fit()
    assert view.zoom != zoomed


@pytest.mark.parametrize("notches", [3, -3])
def test_the_wheel_zooms_at_the_pointer(view: NetworkView, notches: int) -> None:
    at = QPoint(300, 200)
    before = view.mapToScene(at)
    wheel(view, at, notches)
    after = view.mapFromScene(before)
    assert (after - at).manhattanLength() <= 3


def test_zoom_has_ends(view: NetworkView) -> None:
    wheel(view, QPoint(400, 200), 100)
    assert view.zoom == pytest.approx(16.0)
    wheel(view, QPoint(400, 200), -100)
    assert view.zoom == pytest.approx(0.1)


def test_the_middle_button_pans(view: NetworkView, qtbot: QtBot) -> None:
    start = view.mapToScene(QPoint(300, 200))
    QTest.mousePress(view.viewport(), Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier, QPoint(300, 200))
    QTest.mouseMove(view.viewport(), QPoint(320, 210))
    QTest.mouseMove(view.viewport(), QPoint(380, 240))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.MiddleButton, Qt.KeyboardModifier.NoModifier, QPoint(380, 240))
    assert (view.mapFromScene(start) - QPoint(380, 240)).manhattanLength() <= 2


def test_a_click_selects_and_a_click_beside_deselects(view: NetworkView, qtbot: QtBot) -> None:
    for place, expected in ((WEIGHT, ("weight", "w")), (INPUT, ("input", "a1")), (TARGET, ("target", "a2"))):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where(view, place))
        assert network(view).selection == expected
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(5, 5))
    assert network(view).selection is None


@pytest.mark.parametrize(("place", "exact"), [(WEIGHT, "3.62331206256"), (INPUT, "5.7"), (TARGET, "50.1")])
def test_a_double_click_opens_the_full_number(view: NetworkView, qtbot: QtBot, place: Place, exact: str) -> None:
    editor = opened(view, qtbot, place)
    assert editor.text() == editor.selectedText() == exact
    assert (editor.geometry().center() - where(view, place)).manhattanLength() < 30


def test_enter_takes_the_number(view: NetworkView, qtbot: QtBot) -> None:
    told = edits(view)
    editor = opened(view, qtbot, WEIGHT)
    QTest.keyClicks(editor, "1/4")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert told == [(WEIGHT, 0.25)]
    assert view.editor is None
    assert view.hasFocus()


def test_escape_leaves_the_number(view: NetworkView, qtbot: QtBot) -> None:
    told = edits(view)
    editor = opened(view, qtbot, WEIGHT)
    QTest.keyClicks(editor, "7")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert told == []
    assert view.editor is None


def test_a_click_elsewhere_takes_the_number(view: NetworkView, qtbot: QtBot) -> None:
    told = edits(view)
    QTest.keyClicks(opened(view, qtbot, TARGET), "8,5")
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(5, 5))
    assert view.commit_edit()
    assert told == [(TARGET, 8.5)]


def test_an_unchanged_number_is_no_edit(view: NetworkView, qtbot: QtBot) -> None:
    told = edits(view)
    opened(view, qtbot, WEIGHT)
    assert view.commit_edit()
    assert told == []
    assert view.editor is None


@pytest.mark.parametrize("typed", ["abc", "1e999", "1/0", "", "nan"])
def test_what_cannot_be_read_stays_with_the_reason(view: NetworkView, qtbot: QtBot, typed: str) -> None:
    told = edits(view)
    editor = opened(view, qtbot, WEIGHT)
    editor.clear()
    QTest.keyClicks(editor, typed)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert view.editor is editor
    assert editor.reason
    assert not view.commit_edit()
    assert told == []
    editor.selectAll()
    QTest.keyClicks(editor, "2")
    assert editor.reason == ""
    assert view.commit_edit()
    assert told == [(WEIGHT, 2.0)]


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_Return])
def test_keys_open_the_selected_number(view: NetworkView, qtbot: QtBot, key: Qt.Key) -> None:
    network(view).select_edge("w")
    view.setFocus()
    QTest.keyClick(view, key)
    assert isinstance(view.editor, ValueEditor)
    assert view.editor.place == WEIGHT


def test_keys_open_nothing_without_a_selection(view: NetworkView, qtbot: QtBot) -> None:
    QTest.keyClick(view, Qt.Key.Key_F2)
    assert view.editor is None


def test_a_new_field_waits_for_the_one_that_cannot_be_read(view: NetworkView, qtbot: QtBot) -> None:
    editor = opened(view, qtbot, WEIGHT)
    QTest.keyClicks(editor, "abc")
    view.edit(TARGET)
    assert view.editor is editor


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_F10, Qt.Key.Key_PageDown])
def test_typing_keeps_the_keys_from_the_window(view: NetworkView, qtbot: QtBot, key: Qt.Key) -> None:
    steps: list[bool] = []
    step = QAction(view)
    step.setShortcut(key)
    step.triggered.connect(lambda: steps.append(True))
    view.addAction(step)
    qtbot.waitUntil(view.isActiveWindow)
    view.setFocus()
    QTest.keyClick(view, key)
    assert len(steps) == 1
    editor = opened(view, qtbot, WEIGHT)
    QTest.keyClick(editor, key)
    assert len(steps) == 1
    editor.cancel()
    QTest.keyClick(view, key)
    assert len(steps) == 2


def test_closing_while_typing_does_no_harm(view: NetworkView, qtbot: QtBot) -> None:
    opened(view, qtbot, WEIGHT)
    view.close()
    assert view.commit_edit()


def test_the_field_goes_with_the_number(view: NetworkView, qtbot: QtBot) -> None:
    editor = opened(view, qtbot, WEIGHT)
    wheel(view, QPoint(10, 10), 2)
    assert (editor.geometry().center() - where(view, WEIGHT)).manhattanLength() < 30


def test_a_field_over_what_is_gone_closes(view: NetworkView, qtbot: QtBot) -> None:
    told = edits(view)
    QTest.keyClicks(opened(view, qtbot, WEIGHT), "4")
    network(view).show_document(net("x -> y"))
    assert view.editor is None
    assert told == []


def test_pointing_at_a_number_tells_all_its_digits(view: NetworkView, qtbot: QtBot) -> None:
    at = where(view, WEIGHT)
    QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at)))
    qtbot.waitUntil(lambda: "3.62331206256" in QToolTip.text())
    beside = QPoint(5, 5)
    QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, beside, view.viewport().mapToGlobal(beside)))
    qtbot.waitUntil(lambda: QToolTip.text() == "" or not QToolTip.isVisible())


def test_hint_and_zoom_are_told(view: NetworkView) -> None:
    view.show_hint("Space", "makes the next step.")
    hint, zoom = view.findChild(QWidget, "canvas_hint"), view.findChild(QLabel, "canvas_zoom")
    assert hint is not None
    assert zoom is not None
    assert hint.isVisible()
    assert hint.accessibleName() == "Space makes the next step."
    assert zoom.text() == f"{round(100 * view.zoom)} %"
    view.hide_hint()
    assert not hint.isVisible()


def test_it_paints_in_both_themes(view: NetworkView) -> None:
    light = view.grab().toImage()
    view.show_theme(DARK)
    assert network(view).theme is DARK
    dark = view.grab().toImage()
    assert light.pixelColor(2, 2).name().upper() == LIGHT.canvas
    assert dark.pixelColor(2, 2).name().upper() == DARK.canvas
