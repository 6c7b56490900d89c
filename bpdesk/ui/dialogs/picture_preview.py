"""The left side of the export dialog: the picture as it will come out, as large as fits, and its measures in words."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from bpdesk.ui import fonts
from bpdesk.ui.pictures import PictureSize, preview_image
from bpdesk.ui.theme import LIGHT, Theme
from bpdesk.ui.vector.drawing import Drawing

_MARGIN, _CAPTION = 28, 44
_SQUARE = 8


class PicturePreview(QWidget):
    """Shows what `show_picture` was given last."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("exportPicture.preview")
        self.setMinimumSize(QSize(420, 360))
        self.caption = ""
        self.image = QImage()
        self._theme = theme
        self._shown: tuple[Drawing, PictureSize, QColor | None] | None = None

    def show_picture(self, drawing: Drawing, size: PictureSize, background: QColor | None, caption: str) -> None:
        self._shown, self.caption = (drawing, size, background), caption
        self.setAccessibleName(caption)
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(self._theme.window))
            self._paint_picture(painter)
            painter.setFont(fonts.font(12))
            painter.setPen(QColor(self._theme.muted))
            below = QRect(0, self.height() - _CAPTION, self.width(), _CAPTION)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.caption)

    def _draw(self) -> None:
        if self._shown is None:
            return
        drawing, size, background = self._shown
        ratio = self.devicePixelRatioF()
        room = QSize(self.width() - 2 * _MARGIN, self.height() - _MARGIN - _CAPTION)
        self.image = preview_image(drawing, size, room * ratio, background)
        self.image.setDevicePixelRatio(ratio)
        self.update()

    def _paint_picture(self, painter: QPainter) -> None:
        extent = self.image.deviceIndependentSize().toSize()
        corner = QPoint((self.width() - extent.width()) // 2, _MARGIN + (self.height() - _MARGIN - _CAPTION - extent.height()) // 2)
        rect = QRect(corner, extent)
        if self.image.hasAlphaChannel():
            _paint_chequers(painter, rect)
        painter.drawImage(corner, self.image)
        painter.setPen(QColor(self._theme.border))
        painter.drawRect(rect.adjusted(-1, -1, 0, 0))


def _paint_chequers(painter: QPainter, rect: QRect) -> None:
    """Squares that say: nothing here. They are light in both themes, as the paper that such a picture is for."""
    painter.fillRect(rect, QColor(LIGHT.canvas))
    for top in range(0, rect.height(), _SQUARE):
        for left in range((top // _SQUARE % 2) * _SQUARE, rect.width(), 2 * _SQUARE):
            painter.fillRect(QRect(rect.left() + left, rect.top() + top, _SQUARE, _SQUARE).intersected(rect), QColor(LIGHT.grid))
