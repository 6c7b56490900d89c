"""Ids and labels that a stranger has chosen: the window shows them as texts, on every page, and runs and fetches nothing."""

import socket
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QTextBrowser, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from bpdesk.files.store import load, save
from bpdesk.model.document import Document
from bpdesk.ui.main_window import MainWindow
from tests.builders import net
from tests.windows import open_window, press, settle, step, wait

NAMES = [
    "\N{PILE OF POO}\N{ZERO WIDTH JOINER}\N{ROCKET}",
    "שלום עולם",
    "\u202eevil\u202c",
    "e\u0301\u0323\u0300" * 8,
    "\"quotes\" 'and' `ticks`",
    '<b>bold</b><img src="http://127.0.0.1:9/x.png"><a href="file:///etc/passwd">x</a>',
    "<script>alert(1)</script>&amp;&lt;",
    r"\frac{1}{",
    r"\input{/etc/passwd}",
    r"\href{http://127.0.0.1:9}{x}_{^}",
    "_" * 64,
    '=HYPERLINK("http://127.0.0.1:9")',
    "{name} %s %1 $(reboot) ${x}",
    "../../etc/passwd",
    " ",
]
PAGES = ("explain", "matrix", "inspector", "training", "data", "runs", "table")


def _named(name: str) -> Document:
    """Two inputs, two hidden nodes, an output; ids and labels are that name, with a letter more where they must differ."""
    document = net("x1 x2 -> h1 h2 -> y", rows=3, test=1)
    ids = {node.id: f"{name}{node.id}"[-64:] for node in document.network.nodes}
    nodes = tuple(replace(node, id=ids[node.id], label=name[:200]) for node in document.network.nodes)
    edges = tuple(
        replace(edge, id=f"{name}{edge.id}"[-64:], source=ids[edge.source], target=ids[edge.target], label=name[:200])
        for edge in document.network.edges
    )
    assert document.data is not None
    data = replace(document.data, columns=tuple(ids[column] for column in document.data.columns))
    return replace(document, title=name, notes=f"{name}\n{name}", network=replace(document.network, nodes=nodes, edges=edges), data=data)


def _rich(window: MainWindow) -> list[str]:
    """The texts of all that would show markup, were there any."""
    found = []
    for widget in window.findChildren(QWidget):
        if isinstance(widget, QLabel) and widget.textFormat() in (Qt.TextFormat.RichText, Qt.TextFormat.AutoText):
            found.append(widget.text())
        if isinstance(widget, (QTextBrowser, QTextEdit)) and not widget.isReadOnly():
            found.append(widget.toHtml())
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_only_a_text(qtbot: QtBot, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _socket, address: opened.append(address))
    handler = _Handler(opened)
    for scheme in ("http", "https", "file"):
        QDesktopServices.setUrlHandler(scheme, handler, "open")  # type: ignore[arg-type]  # as PySide takes it
    save(_named(name), tmp_path / "a.bpdesk")
    window = open_window(qtbot, tmp_path / "a.bpdesk")
    network = window.session.document.network
    for chosen in (("node", network.nodes[2].id), ("weight", network.edges[0].id)):
        window.scene.select(*chosen)
        for page in PAGES:
            window.side.panel.bring_forward(getattr(window.side, page))
            settle(window.session)
            window.grab()
            assert not [text for text in _rich(window) if "<img" in text or "<script" in text or '<a href="file' in text]
        press(qtbot, window, Qt.Key.Key_F11)
        settle(window.session)
        step(qtbot, window)
    press(qtbot, window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    wait(qtbot, lambda: window.session.undo_history.is_clean)
    assert load(tmp_path / "a.bpdesk").network.nodes == network.nodes
    for scheme in ("http", "https", "file"):
        QDesktopServices.unsetUrlHandler(scheme)
    assert opened == []


class _Handler(QObject):
    def __init__(self, opened: list[object]) -> None:
        super().__init__()
        self._opened = opened

    def open(self, url: object) -> None:
        self._opened.append(url)
