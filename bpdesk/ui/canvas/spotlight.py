"""A ground under one thing of the picture while something that stands for it is pointed at elsewhere, in the colour of its meaning."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from bpdesk.ui.canvas.geometry import RADIUS
from bpdesk.ui.canvas.picture import Picture
from bpdesk.ui.theme import Theme

_AROUND = 9.0
_WIDTH = 18.0
_UNDER_EVERYTHING = -2.0
_GROUNDS = {"delta": "backward_soft", "target": "backward_soft", "node": "forward_soft"}


class Spotlight(QGraphicsItem):
    """Lies under everything, and shows where `light` points it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._path = QPainterPath()
        self._ground = ""
        self.setZValue(_UNDER_EVERYTHING)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.hide()

    def light(self, picture: Picture, things: list[tuple[str, str]]) -> None:
        """Lie under those things: `weight` by edge; `node`, `bias`, `delta` or `target` by node. What isn't there is left out."""
        self.prepareGeometryChange()
        self._path = QPainterPath()
        self._path.setFillRule(Qt.FillRule.WindingFill)
        for kind, identifier in things:
            self._path.addPath(_outline(picture, kind, identifier))
        kinds = {kind for kind, _ in things}
        self._ground = _GROUNDS.get(kinds.pop(), "accent_soft") if len(kinds) == 1 else "accent_soft"
        self.setVisible(not self._path.isEmpty())
        self.update()

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def boundingRect(self) -> QRectF:
        return self._path.boundingRect()

    def shape(self) -> QPainterPath:
        return QPainterPath()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(self._theme, self._ground)))
        painter.drawPath(self._path)


def _outline(picture: Picture, kind: str, identifier: str) -> QPainterPath:
    path = QPainterPath()
    if kind == "weight" and identifier in picture.edges:
        stroker = QPainterPathStroker()
        stroker.setWidth(_WIDTH)
        stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
        return stroker.createStroke(picture.edges[identifier].route.path())
    if kind == "target" and identifier in picture.targets:
        item = picture.targets[identifier]
        path.addRoundedRect(item.sceneBoundingRect(), _AROUND, _AROUND)
    elif kind in ("bias", "delta") and identifier in picture.nodes:
        rects = dict(picture.nodes[identifier].label_rectangles())
        path.addRoundedRect(rects.get(f"{identifier} {kind}", QRectF()).adjusted(-3, -2, 3, 2), _AROUND, _AROUND)
    elif kind == "node" and identifier in picture.nodes:
        path.addEllipse(picture.nodes[identifier].pos(), RADIUS + _AROUND, RADIUS + _AROUND)
    return path
