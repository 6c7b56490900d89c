"""A recorded painting: its marks in the order in which they were made, in logical pixels, no transform left."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtGui import QColor, QFont, QPainterPath, QPen, QTransform


@dataclass(frozen=True, slots=True)
class Shape:
    """A path that is filled, stroked or both; the pen's width and dashes are in logical pixels."""

    path: QPainterPath
    pen: QPen | None
    fill: QColor | None
    opacity: float
    clip: QPainterPath | None


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text from the origin of `place` on, `width` long before it; without a colour it is to be found, not seen."""

    text: str
    font: QFont
    place: QTransform
    width: float
    colour: QColor | None
    opacity: float
    clip: QPainterPath | None

    def outline(self) -> QPainterPath:
        """The shapes of the letters where they stand."""
        path = QPainterPath()
        path.addText(QPointF(), self.font, self.text)
        return self.place.map(path)


Mark = Shape | Words


@dataclass(frozen=True)
class Drawing:
    """All marks, within a size in logical pixels."""

    size: QSizeF
    marks: tuple[Mark, ...]
