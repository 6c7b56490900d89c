"""The words that painted symbols stand for: a recording keeps them beside the shapes, so that its pictures can be searched."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QPainter

from bpdesk.ui.vector.recorder import RecordingDevice


def is_recorded(painter: QPainter) -> bool:
    """Whether there is somebody to note words for."""
    return isinstance(painter.device(), RecordingDevice)


def note_words(painter: QPainter, words: str, font: QFont, width: float) -> None:
    """What the symbols read that stand at the painter's origin, so wide."""
    device = painter.device()
    if isinstance(device, RecordingDevice):
        device.recorder.add_words(words, font, QPointF(), width, None)
