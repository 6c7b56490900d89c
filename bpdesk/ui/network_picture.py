"""A picture of the network at a moment: the scene of the canvas, whole, at 100 % of the resolution or as large as fits."""

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter

from bpdesk.engine.moment import Moment
from bpdesk.model.document import Document
from bpdesk.ui.canvas.density import USUAL, Density
from bpdesk.ui.canvas.legibility import legibility_on_paper
from bpdesk.ui.canvas.scene import NetworkScene
from bpdesk.ui.pictures import PictureSize, size_fitting
from bpdesk.ui.theme import LIGHT, Theme

_MARGIN = 24.0


class NetworkFigure:
    """The network as it is drawn, with nothing selected; `paint` puts it into any room."""

    def __init__(
        self,
        document: Document,
        moment: Moment | None,
        theme: Theme = LIGHT,
        row: int = 0,
        digits: int | None = None,
        density: Density = USUAL,
        captions: bool = False,
    ) -> None:
        self._scene = NetworkScene(theme)
        self._scene.set_density(density)
        if digits is not None:
            self._scene.set_digits(digits)
        self._scene.show_document(document)
        self._scene.show_moment(moment, row)
        self._scene.show_captions(captions)
        self._whole = self._bounds()

    @property
    def extent(self) -> QSizeF:
        """How large it is drawn at 100 %, in logical pixels."""
        return self._whole.size()

    def fitting(self, dpi: int) -> PictureSize:
        """The pixels that it takes at that resolution, within what a picture can have."""
        return size_fitting(self._whole.size(), dpi)

    def paint(self, painter: QPainter, room: QSizeF) -> None:
        """In the middle, and never enlarged: the resolution says how large text and lines are.

        Where the room is small, texts grow against all else, so that they can be read.
        """
        self._scene.show_legibly(legibility_on_paper(_scale(self._whole, room)))
        whole = self._bounds()
        scale = _scale(whole, room)
        target = QRectF(0, 0, whole.width() * scale, whole.height() * scale)
        target.moveCenter(QRectF(0, 0, room.width(), room.height()).center())
        self._scene.render(painter, target, whole, Qt.AspectRatioMode.KeepAspectRatio)

    def _bounds(self) -> QRectF:
        return self._scene.bounds().adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)


def _scale(whole: QRectF, room: QSizeF) -> float:
    return min(1.0, room.width() / whole.width(), room.height() / whole.height())
