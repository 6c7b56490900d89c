"""Notes from a document are shown without anything being fetched, and are typed as plain text."""

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from bpdesk.ui.inspector.notes import Notes
from bpdesk.ui.theme import LIGHT


@pytest.fixture
def notes(qtbot: QtBot) -> Notes:
    widget = Notes(LIGHT)
    qtbot.addWidget(widget)
    widget.show()
    return widget


def test_markdown_is_shown_and_html_is_text(notes: Notes) -> None:
    notes.show_notes("# Head\n\n**bold** <img src='x.png'>\n\n- one")
    assert notes.view.toPlainText().split("\n") == ["Head", "bold <img src='x.png'>", "one"]


def test_nothing_that_notes_name_is_fetched(notes: Notes, tmp_path_factory: pytest.TempPathFactory) -> None:
    picture = tmp_path_factory.mktemp("pictures") / "secret.txt"
    picture.write_text("secret", encoding="utf-8")
    url = QUrl.fromLocalFile(str(picture))
    notes.show_notes(f"![x]({url.toString()}) [y]({url.toString()})")
    assert notes.view.loadResource(int(QTextDocument.ResourceType.ImageResource.value), url) is None
    assert not notes.view.openLinks()


@pytest.mark.parametrize("text", [">" * 50_000, "[" * 50_000, "- " * 5_000, "*a" * 5_000, "*a" * 50_000, "a\n\n" * 20_000])
def test_odd_markdown_harms_nothing(notes: Notes, text: str) -> None:
    notes.show_notes(text)
    assert notes.view.document().blockCount() >= 1


def test_what_no_document_holds_is_left_out(notes: Notes, qtbot: QtBot) -> None:
    notes.show_notes("")
    notes._turn.click()
    notes.editor.insertPlainText("a\x07b\n\tc\u2028d")
    with qtbot.waitSignal(notes.notes_typed) as told:
        notes._turn.click()
    assert told.args == ["ab\n\tc\nd"]
