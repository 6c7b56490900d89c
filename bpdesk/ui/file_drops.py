"""Files that are dropped on a window. Text belongs to the canvas; anywhere else the reason is told why it isn't taken."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from bpdesk.text import tr
from bpdesk.ui.file_kinds import ENDING, TABLE_ENDINGS, is_called_table


class FileDrops(QObject):
    """Watches a window for what falls through the widgets in it."""

    dropped = Signal(Path)
    """A document."""
    table_dropped = Signal(Path)
    refused = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, (QDragEnterEvent, QDragMoveEvent, QDropEvent)):
            return False
        data = event.mimeData()
        if not (data.hasUrls() or data.hasText()):
            event.ignore()
            return True
        # A copy, also where a move is proposed: after that the other program would delete what it gave.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.type() == QEvent.Type.Drop:
            self._take(data)
        return True

    def _take(self, data: QMimeData) -> None:
        found = _document_in(data)
        if isinstance(found, Path) and is_called_table(found):
            self.table_dropped.emit(found)
        elif isinstance(found, Path):
            self.dropped.emit(found)
        else:
            self.refused.emit(found)


def _document_in(data: QMimeData) -> Path | str:
    """The document or table that was dropped, or why there is none."""
    if not data.hasUrls():
        return tr("Text can be dropped on the canvas, rows of numbers in Data.")
    if len(data.urls()) > 1:
        return tr("Drop one document at a time.")
    path = Path(data.urls()[0].toLocalFile())
    if not data.urls()[0].isLocalFile():
        return tr("Only files of this computer can be dropped here.")
    if path.is_dir():
        return tr("{name} is a folder, not a document.", name=path.name)
    if path.suffix.lower() not in (ENDING, *TABLE_ENDINGS):
        return tr("{name} is neither a bpdesk document (.bpdesk) nor a table (.csv).", name=path.name)
    return path
