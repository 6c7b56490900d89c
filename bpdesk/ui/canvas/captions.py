"""Captions on demand: above each level its number, below the network how a weight's two indices are read."""

from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from bpdesk.model.network import Network
from bpdesk.model.topology import levels
from bpdesk.text import tr, whole
from bpdesk.ui import fonts
from bpdesk.ui.canvas.paint import draw_text, paint_ground, text_width
from bpdesk.ui.math_label import prepare
from bpdesk.ui.theme import Theme

_SIZE, _APART, _LINE = 13.0, 16.0, 20.0
_WEIGHT, _SYMBOL = "w_ji", 1.2
"""How the weight is written where it isn't typeset, and how much larger than the words its symbol is."""


@dataclass(frozen=True)
class Caption:
    """A text whose middle is at `x`."""

    text: str
    x: float


def level_captions(network: Network) -> list[Caption]:
    """One for each level: a `layer` where every edge leads to the next, else a `level`."""
    arrows = [(edge.source, edge.target) for edge in network.edges]
    level = levels([node.id for node in network.nodes], arrows)
    is_layered = all(level[target] == level[source] + 1 for source, target in arrows)
    found = []
    for number, nodes in groupby(sorted(network.nodes, key=lambda node: level[node.id]), key=lambda node: level[node.id]):
        members = list(nodes)
        name = tr("Layer {n}", n=whole(number)) if is_layered else tr("Level {n}", n=whole(number))
        kinds = {node.kind for node in members}
        of = tr(", inputs") if kinds == {"input"} else tr(", outputs") if kinds == {"output"} else ""
        found.append(Caption(name + of, sum(node.position[0] for node in members) / len(members)))
    return found


class CaptionsItem(QGraphicsItem):
    """Lies over the network's rims; empty until it is asked for."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setZValue(2.5)
        self._theme = theme
        self._captions: list[Caption] = []
        self._around = QRectF()
        self._enlargement = 1.0
        self.is_on = False

    def enlarge(self, enlargement: float) -> None:
        """Draw the texts that much larger than at 100 %."""
        self.prepareGeometryChange()
        self._enlargement = enlargement

    def show_network(self, network: Network, around: QRectF) -> None:
        """Take a network and what it takes in the scene."""
        self.prepareGeometryChange()
        self._captions = level_captions(network) if self.is_on and network.nodes else []
        self._around = around
        self.update()

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def boundingRect(self) -> QRectF:
        result = QRectF()
        for _, rect in self.texts():
            result = result.united(rect)
        return result

    def texts(self) -> list[tuple[str, QRectF]]:
        """Each text and where it stands, one row above the other where two would meet."""
        found: list[tuple[str, QRectF]] = []
        line = _LINE * self._enlargement
        for caption in self._captions:
            rect = self._rect(caption.text, caption.x, self._around.top() - _APART - line)
            while any(rect.intersects(other) for _, other in found):
                rect.translate(0, -line)
            found.append((caption.text, rect))
        if found:
            convention = tr("w_ji leads into node j, from node i")
            found.append((convention, self._rect(convention, self._around.center().x(), self._around.bottom() + _APART)))
        return found

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        for text, rect in self.texts():
            paint_ground(painter, rect, self._theme)
            size, baseline = _SIZE * self._enlargement, rect.bottom() - 6 * self._enlargement
            left, symbol = rect.left() + 4, prepare("w_{ji}", _SYMBOL * size)
            if text.startswith(_WEIGHT):
                symbol.draw(painter, left, baseline, self._theme.muted)
                left, text = left + text_width(_WEIGHT, size, fonts.REGULAR), text.removeprefix(_WEIGHT)
            draw_text(painter, left, baseline, text, size, fonts.REGULAR, self._theme.muted)

    def _rect(self, text: str, x: float, top: float) -> QRectF:
        width = text_width(text, _SIZE * self._enlargement, fonts.REGULAR) + 8
        return QRectF(x - width / 2, top, width, _LINE * self._enlargement)
