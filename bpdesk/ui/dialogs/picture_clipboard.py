"""A picture on the clipboard in every form at once, so that each program takes the best that it knows."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QColor, QGuiApplication

from bpdesk.ui.pictures import PictureFormat, PictureSize, render, render_image
from bpdesk.ui.vector.drawing import Drawing


def copy_picture(drawing: Drawing, size: PictureSize, background: QColor | None, title: str) -> None:
    """Put it there as an image, as SVG and as PDF."""
    data = QMimeData()
    data.setImageData(render_image(drawing, size, background))
    for kind, mime in ((PictureFormat.SVG, "image/svg+xml"), (PictureFormat.PDF, "application/pdf")):
        data.setData(mime, render(drawing, size, background, kind, title))
    QGuiApplication.clipboard().setMimeData(data)
