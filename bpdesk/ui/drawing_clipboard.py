"""Copies what is selected as text in the file's format, and pastes such text; anything else is refused in a sentence."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QObject, QPointF, Signal
from PySide6.QtGui import QGuiApplication

from bpdesk.files.schema import FormatError, read, write
from bpdesk.model import drawing
from bpdesk.model.document import Document
from bpdesk.text import tr, whole
from bpdesk.ui.canvas.scene import NetworkScene
from bpdesk.ui.drawing_wishes import DrawingWishes, Grown
from bpdesk.ui.restart import restarted
from bpdesk.ui.session import Session

MIME = "application/x-bpdesk"
_ACROSS, _DOWN = 48.0, 96.0
_READ_AT_ONCE = 500_000
"""Characters up to which reading takes no time that can be noticed."""
_MOST_PASTED = 8_000_000
"""Characters: more than all that can be drawn has, however long its names are."""
_MOST_EDGES = 10_000
Offset = tuple[float, float]


class DrawingClipboard(QObject):
    """Copies and pastes for one session."""

    refused = Signal(str)

    def __init__(self, session: Session, scene: NetworkScene, wishes: DrawingWishes) -> None:
        super().__init__(wishes)
        self._session, self._scene, self._wishes = session, scene, wishes
        self._pasted, self._times = "", 0

    def copy(self) -> None:
        """What is selected, with the parameters that are shown."""
        data = QMimeData()
        text = write(self._selected())
        data.setText(text)
        data.setData(MIME, text.encode())
        QGuiApplication.clipboard().setMimeData(data)
        self._pasted, self._times = text, 0

    def holds_network(self) -> bool:
        """Whether what the clipboard holds looks like one; whether it is one shows when it is pasted."""
        data = QGuiApplication.clipboard().mimeData()
        return data is not None and (data.hasFormat(MIME) or (data.hasText() and _looks_like_document(data.text())))

    def duplicate(self, across: float = _ACROSS, down: float = _DOWN) -> None:
        """What is selected, once more so far from itself."""
        self._put(tr("Duplicate"), self._selected(), lambda _: (across, down))

    def paste(self) -> None:
        """What the clipboard holds; each time a little farther on."""
        text = _text_of(QGuiApplication.clipboard().mimeData())
        self._times = self._times + 1 if text == self._pasted else 1
        self._pasted = text
        times = self._times
        self._take(text, lambda _: (_ACROSS * times, _DOWN * times))

    def drop(self, text: str, at: QPointF) -> None:
        """What a text holds, about that point."""
        self._take(text, lambda fragment: _offset_to(fragment, at))

    def _selected(self) -> Document:
        choice = self._scene.choice
        session = self._session
        shown = restarted(session.document, session.moment, session.playback.newest)
        return drawing.fragment(shown, choice.nodes, choice.edges)

    def _take(self, text: str, offset: Callable[[Document], Offset]) -> None:
        if not text:
            self.refused.emit(tr("The clipboard holds no network."))
        elif len(text) > _MOST_PASTED:
            told = tr("Too large to paste: {n} characters, and at most {most} can be. Save it as a file, and open that.",
                      n=whole(len(text)), most=whole(_MOST_PASTED))  # fmt: skip
            self.refused.emit(told)
        elif len(text) <= _READ_AT_ONCE:
            self._take_read(_read(text), offset)
        else:
            self._session.thread_of_engine.do(lambda: _read(text), lambda outcome: self._take_read(outcome, offset))

    def _take_read(self, outcome: Document | FormatError, offset: Callable[[Document], Offset]) -> None:
        if isinstance(outcome, FormatError):
            self.refused.emit(tr("What was pasted is no network: {reason}.", reason=str(outcome).rstrip(".")))
        else:
            self._put(tr("Paste"), outcome, offset)

    def _put(self, text: str, fragment: Document, offset: Callable[[Document], Offset]) -> None:
        edges = len(fragment.network.edges) + len(self._scene.network.edges)
        if edges > _MOST_EDGES:
            told = tr("Too large to paste: {n} connections in all; {most} can be drawn.", n=whole(edges), most=whole(_MOST_EDGES))
            self.refused.emit(told)
            return

        def edit(document: Document) -> Grown:
            return drawing.paste(document, fragment, offset(fragment))

        if fragment.network.nodes:
            self._wishes.add(text, edit)


def _text_of(data: QMimeData | None) -> str:
    """Nothing at all may be there, which Qt's types don't tell."""
    if data is None:
        return ""
    return bytes(data.data(MIME).data()).decode(errors="replace") if data.hasFormat(MIME) else data.text()


def _looks_like_document(text: str) -> bool:
    return text.lstrip("\ufeff \t\r\n").startswith("{") and '"bpdesk"' in text


def _read(text: str) -> Document | FormatError:
    try:
        return read(text)
    except FormatError as fault:
        return fault


def _offset_to(fragment: Document, at: QPointF) -> Offset:
    """So that the middle of the fragment comes to the point."""
    nodes = fragment.network.nodes
    if not nodes:
        return 0.0, 0.0
    xs, ys = [node.position[0] for node in nodes], [node.position[1] for node in nodes]
    return round(at.x() - (min(xs) + max(xs)) / 2), round(at.y() - (min(ys) + max(ys)) / 2)
