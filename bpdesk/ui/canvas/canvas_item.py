"""What every item of the canvas answers: what is under a point, where its labels are, what it draws in which theme."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QGraphicsSceneHoverEvent, QStyleOptionGraphicsItem

from bpdesk.ui.theme import Theme

READABLE_FROM = 0.4  # below this zoom texts are left out
MOST_HELP = 1.5


class CanvasItem(QGraphicsItem):
    """An item that stands for the node or edge with that id."""

    def __init__(self, identifier: str, theme: Theme) -> None:
        super().__init__()
        self.identifier = identifier
        self.theme = theme
        self.hovered = False
        self.lit = self.near = False
        self.setAcceptHoverEvents(True)

    def show_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def set_hovered(self, hovered: bool) -> None:
        if hovered != self.hovered:
            self.hovered = hovered
            self.update()
            self._decide_contents()

    def set_lit(self, lit: bool) -> None:
        """Show that another part of the window points at it."""
        self.lit = lit
        self.update()
        self._decide_contents()

    def set_near(self, near: bool) -> None:
        """Show that the pointer is over what this one belongs with: an edge of the node, an end of the edge."""
        if near != self.near:
            self.near = near
            self.set_lit(self.lit)

    @property
    def stands_out(self) -> bool:
        """Whether it is pointed at from elsewhere."""
        return self.lit or self.near

    def _decide_contents(self) -> None:
        """Decide whether it draws itself, where another item draws many at once; what is hovered or lit has changed."""

    def hoverEnterEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        self.set_hovered(True)

    def hoverLeaveEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        self.set_hovered(False)

    def part_at(self, point: QPointF) -> str | None:
        """What of it is at that point of the item, as in `weight` or `bias`."""
        raise NotImplementedError

    def part_rectangle(self, part: str) -> QRectF:
        """Where that part's number stands, in the scene."""
        raise NotImplementedError

    def label_rectangles(self) -> list[tuple[str, QRectF]]:
        """Name and rectangle in the scene of each text outside of the node's body."""
        return []


def is_readable(painter: QPainter, enlargement: float = 1.0) -> bool:
    """Whether texts can be read at the painter's zoom, or that much enlarged; on a finer screen they can be at a smaller one."""
    return enlargement * zoom_of(painter) * min(painter.device().devicePixelRatioF(), MOST_HELP) >= READABLE_FROM


def zoom_of(painter: QPainter) -> float:
    """1.0 at 100 %."""
    return float(QStyleOptionGraphicsItem.levelOfDetailFromTransform(painter.worldTransform()))


def pixels_of(painter: QPainter) -> float:
    """Of the screen, for one of the scene."""
    return zoom_of(painter) * painter.device().devicePixelRatioF()
