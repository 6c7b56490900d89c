"""A file whose saved state isn't what its run leads to: said once, when it becomes known; the state holds, and nothing is lost."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from bpdesk.files.store import save
from tests.builders import net
from tests.windows import arrive, open_window, press, settle, step, wait


def edited(path: Path, old: str, new: str) -> None:
    """Change the file as an editor does."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_weight_edited_in_the_file_is_told_once_and_holds(qtbot: QtBot, tmp_path: Path) -> None:
    first, path = open_window(qtbot), tmp_path / "edited.bpdesk"
    step(qtbot, first, 5)
    assert first.session.moment is not None
    replayed = first.session.moment.weights["w"]
    save(first.session.document_to_save(), path)
    edited(path, repr(replayed), "3.5")
    window = open_window(qtbot, path)
    wait(qtbot, lambda: "isn't what its run leads to" in window.message.text)
    assert "At iteration 5 the weight W⁽ᴸ⁾ is 3.5" in window.message.text
    assert f"{replayed:.6g}"[:6] in window.message.text
    assert "The file's state holds from iteration 5 on" in window.message.text
    assert window.session.moment is not None
    assert window.session.moment.weights["w"] == 3.5
    close = window.message.findChild(QToolButton, "message.close")
    assert close is not None
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    window.canvas.setFocus()
    step(qtbot, window, 2)
    press(qtbot, window, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    arrive(qtbot, window, 0)
    settle(window.session)
    assert window.message.text == ""
    saved, goes_on = window.session.document_to_save(), 3.5
    for _ in range(2):
        goes_on -= 0.007 * 2 * (5.7 * goes_on - 50.1) * 5.7
    assert saved.run is not None
    assert saved.run.iteration == 7
    assert saved.run.state.parameters.edges["w"] == pytest.approx(goes_on)


def test_it_is_told_when_a_long_past_is_asked_for(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "wide.bpdesk"
    layer = " ".join(f"h{i}" for i in range(30))
    save(net(f"x1 x2 -> {layer} -> y", rows=200), path)
    first = open_window(qtbot, path)
    first.commands.step(5_000)
    arrive(qtbot, first, 5_000)
    assert first.session.moment is not None
    save(first.session.document_to_save(), path)
    edited(path, repr(first.session.moment.weights["h7_y"]), "2.25")
    window = open_window(qtbot, path)
    settle(window.session)
    assert window.message.text == ""
    window.commands.go_to(4_999)
    arrive(qtbot, window, 4_999)
    window.commands.go_to(5_000)
    arrive(qtbot, window, 5_000)
    wait(qtbot, lambda: "the weight h7_y is 2.25" in window.message.text)
