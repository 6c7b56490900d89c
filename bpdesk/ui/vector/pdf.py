"""A `Drawing` as a PDF file of one page: shapes as shapes, text as text in embedded fonts."""

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QColor, QPageLayout, QPageSize, QPainter, QPdfWriter

from bpdesk.ui.vector.drawing import Drawing
from bpdesk.ui.vector.recorder import DPI
from bpdesk.ui.vector.replay import replay

_DOTS_PER_INCH = 1200
_POINTS_PER_INCH = 72


def pdf_bytes(drawing: Drawing, background: QColor | None, title: str) -> bytes:
    """A page as large as the drawing at 100 %; without a background the paper shows through."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = _writer(buffer, drawing.size, title)
    with QPainter(writer) as painter:
        painter.scale(_DOTS_PER_INCH / DPI, _DOTS_PER_INCH / DPI)
        if background is not None:
            painter.fillRect(QRectF(0, 0, drawing.size.width() + 1, drawing.size.height() + 1), background)
        replay(drawing, painter, searchable=True)
    return bytes(buffer.data().data())


def _writer(buffer: QBuffer, size: QSizeF, title: str) -> QPdfWriter:
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("bpdesk")
    writer.setResolution(_DOTS_PER_INCH)
    page = QPageSize(size * (_POINTS_PER_INCH / DPI), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))
    return writer
