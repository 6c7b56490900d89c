"""A picture of the network at a moment: the scene of the canvas, whole, at 100 % of the resolution or as large as fits."""

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter

from bpdesk.engine.moment import Moment
from bpdesk.model.document import Document
from bpdesk.ui.canvas.scene import NetworkScene
from bpdesk.ui.pictures import LARGEST_SIDE, MOST_PIXELS, SCREEN_DPI, SMALLEST_SIDE, PictureSize, render_png
from bpdesk.ui.theme import LIGHT, Theme

_MARGIN = 24.0


def network_png(document: Document, moment: Moment | None, pixels: tuple[int, int] | None, dpi: int, theme: Theme = LIGHT) -> bytes:
    """The bytes of a PNG file, so many pixels wide and high; without a size as large as the network is."""
    scene = NetworkScene(theme)
    scene.show_document(document)
    scene.show_moment(moment)
    whole = scene.bounds().adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
    size = PictureSize(*(pixels or _fitting(whole.size(), dpi)), dpi)
    return render_png(lambda painter, room: _paint(painter, room, scene, whole), size, QColor(theme.canvas))


def _paint(painter: QPainter, room: QSizeF, scene: NetworkScene, whole: QRectF) -> None:
    """In the middle, and never enlarged: the resolution says how large text and lines are."""
    scale = min(1.0, room.width() / whole.width(), room.height() / whole.height())
    target = QRectF(0, 0, whole.width() * scale, whole.height() * scale)
    target.moveCenter(QRectF(0, 0, room.width(), room.height()).center())
    scene.render(painter, target, whole, Qt.AspectRatioMode.KeepAspectRatio)


def _fitting(whole: QSizeF, dpi: int) -> tuple[int, int]:
    """The pixels that it takes at that resolution, within what a picture can have."""
    scale = dpi / SCREEN_DPI
    width, height = whole.width() * scale, whole.height() * scale
    shrink = min(1.0, LARGEST_SIDE / max(width, height), (MOST_PIXELS / (width * height)) ** 0.5)
    return max(SMALLEST_SIDE, int(width * shrink)), max(SMALLEST_SIDE, int(height * shrink))
