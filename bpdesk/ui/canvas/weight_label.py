"""The number on an edge, on an opaque ground; the selected one as a card with its name and its derivative."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from bpdesk.model.names import shown_label
from bpdesk.model.network import Edge
from bpdesk.text import NOT_YET, number
from bpdesk.ui import fonts
from bpdesk.ui.canvas.canvas_item import CanvasItem, is_readable
from bpdesk.ui.canvas.paint import LINE_HEIGHT, cap_height, draw_text, ink, pen, text_width
from bpdesk.ui.canvas.shown import Shown
from bpdesk.ui.icons import ON_CANVAS, paint_icon
from bpdesk.ui.math_label import MathLabel, prepare
from bpdesk.ui.theme import Theme

SMALL, LARGE = 13.0, 16.0
_CORNER = 5.0
_SIDE, _TIGHT_SIDE, _BETWEEN = 7.0, 4.0, 10.0
_NAME_WIDEST = 150.0
_AFTER_PARTIAL = 4.0


class Written(NamedTuple):
    """A bare number in the scene: its ground, and where its text begins."""

    rect: QRectF
    place: QPointF
    text: str
    size: float
    is_negative: bool


class WeightLabel(CanvasItem):
    """Stands at its middle; the scene's owner of places moves it along the edge. While it `is_bare` one item draws all numbers."""

    def __init__(self, edge: Edge, theme: Theme) -> None:
        super().__init__(edge.id, theme)
        self.text = NOT_YET
        self._shown: Shown | None = None
        self._gradient_text: str | None = None
        self._bounds: tuple[object, QRectF] = (None, QRectF())
        self._weight = edge.weight
        self._frozen = edge.frozen
        self._reserved = 0.0
        self._size = SMALL
        self._is_card = self._has_gradient = False
        self._name: MathLabel | None = None
        self._partial = prepare(r"\partial C/\partial", SMALL)
        self._under_partial = prepare("{w}", SMALL)
        self._written: Written | None = None
        self.edge = edge
        self.is_bare = True
        self._decide_contents()

    @property
    def gradient_text(self) -> str:
        """Written when it is asked for: most labels have no row for it."""
        if self._gradient_text is None:
            shown = self._shown
            self._gradient_text = NOT_YET if shown is None else shown.text(shown.weight_gradient(self.edge))
        return self._gradient_text

    def show_edge(self, edge: Edge, size: float, named: bool, selected: bool) -> None:
        """Take the edge and how it is to be shown, its number at that size; a selected one is named in any case."""
        self.prepareGeometryChange()
        self.edge = edge
        self.setZValue(4 if selected else 2)
        self._size, self._written = size, None
        self._is_card = selected
        name = shown_label(edge) if selected else edge.label if named else None
        self._name = prepare(name, self._size + 2, _NAME_WIDEST) if name else None
        self._under_partial = prepare(name or "{w}", self._size, _NAME_WIDEST)
        self._partial = prepare(r"\partial C/\partial" if selected else r"\partial", self._size)
        self._has_gradient = selected
        self._decide_contents()

    def show_gradient(self, shown: bool) -> None:
        """Give it a second row, or take it away where there is no room."""
        self.prepareGeometryChange()
        self._has_gradient = shown
        if shown:
            self._make_room()
        self._decide_contents()

    def reserve(self, digits: int) -> None:
        """Make room for usual numbers of so many digits, so that the label needn't move while they change."""
        self.prepareGeometryChange()
        self._reserved = text_width("−0." + "0" * digits, self._size, fonts.MEDIUM)
        self._make_room()

    def show_values(self, shown: Shown) -> bool:
        """Take the values of a moment; whether it needs a larger place now."""
        before, gradient, was_frozen = self.text, self.gradient_text if self._has_gradient else "", self._frozen
        self._shown, self._gradient_text = shown, None
        self._weight = weight = shown.weights.get(self.identifier, self.edge.weight)
        self._frozen = self.identifier in shown.frozen_weights
        self.text = number(weight, shown.digits)
        if self.text == before and self._frozen == was_frozen and (not self._has_gradient or self.gradient_text == gradient):
            return False
        self._written = None
        if self._frozen != was_frozen:
            self.prepareGeometryChange()
            self._decide_contents()
        if not self.is_bare:
            self.update()
        return self._make_room() or (self._frozen and not was_frozen)

    def stand_at(self, middle: QPointF) -> None:
        """There in the scene."""
        self._written = None
        self.setPos(middle)

    @property
    def size(self) -> float:
        """Of the type of its number."""
        return self._size

    @property
    def written(self) -> Written:
        """The bare number as it stands now."""
        if self._written is None:
            middle, size, width = self.pos(), self._size, text_width(self.text, self._size, fonts.MEDIUM)
            left, y, side, height = middle.x() - width / 2, middle.y(), self._side(), self._row_height()
            rect = QRectF(left - side, y - height / 2, width + 2 * side, height)
            place = QPointF(left, y + cap_height(size, fonts.MEDIUM) / 2)
            self._written = Written(rect, place, self.text, size, self._weight < 0)
        return self._written

    @property
    def place_size(self) -> tuple[float, float]:
        """Width and height of the place that it takes."""
        rect = self._rect(self._reserved)
        return rect.width(), rect.height()

    def boundingRect(self) -> QRectF:
        of = self._reserved, self._size, self._is_card, self._has_gradient, self._frozen, self._name, self._under_partial
        if self._bounds[0] != of:
            self._bounds = of, self._rect(self._reserved).adjusted(-2, -2, 2, 2)
        return self._bounds[1]

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if not is_readable(painter, self._size / SMALL) and not self._is_card:
            return
        rect = self._drawn_rect()
        self._paint_ground(painter, rect)
        if self._has_gradient and not self._is_card:
            first, second = self._bare_rows(rect)
            self._paint_weight(painter, first)
            self._paint_gradient(painter, second)
            return
        self._paint_weight(painter, rect)
        if self._has_gradient:
            self._paint_gradient(painter, rect)

    def _paint_ground(self, painter: QPainter, rect: QRectF) -> None:
        """Each row of a bare label has a ground of its own, so that no more of the edge is hidden than must be."""
        painter.setPen(pen(self.theme.accent, 1.5) if self._is_card else Qt.PenStyle.NoPen)
        painter.setBrush(ink(self.theme.canvas))
        for row in self._bare_rows(rect) if self._has_gradient and not self._is_card else [rect]:
            painter.drawRoundedRect(row, _CORNER, _CORNER)

    def _bare_rows(self, rect: QRectF) -> list[QRectF]:
        """The rows of a label that is no card, each in the middle and as wide as its text."""
        first = 2 * self._side() + self._lead() + text_width(self.text, self._size, fonts.MEDIUM)
        second = 2 * self._side() + self._partial_width() + _AFTER_PARTIAL + text_width(self.gradient_text, self._size, fonts.MEDIUM)
        tall = rect.height() - self._row_height()
        tops = (rect.top(), self._row_height()), (rect.bottom() - tall, tall)
        return [QRectF(-width / 2, top, width, height) for width, (top, height) in zip((first, second), tops, strict=True)]

    def part_at(self, point: QPointF) -> str | None:
        return "weight" if self._drawn_rect().contains(point) else None

    def part_rectangle(self, part: str) -> QRectF:
        rect = self._drawn_rect()
        width = text_width(self.text, self._size, fonts.MEDIUM)
        height = LINE_HEIGHT * self._size
        rect = self._bare_rows(rect)[0] if self._has_gradient and not self._is_card else rect
        top = rect.top() + (self._row_height() - height) / 2
        return self.mapRectToScene(QRectF(rect.right() - self._side() - width, top, width, height))

    def label_rectangles(self) -> list[tuple[str, QRectF]]:
        return [(f"{self.identifier} weight", self.mapRectToScene(self._drawn_rect()))] if self.isVisible() else []

    def _decide_contents(self) -> None:
        self._written = None
        self.is_bare = not (self._is_card or self._has_gradient or self._frozen or self._name)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents, self.is_bare)

    def _make_room(self) -> bool:
        needed = text_width(self.text, self._size, fonts.MEDIUM)
        if self._has_gradient:
            needed = max(needed, text_width(self.gradient_text, self._size, fonts.MEDIUM))
        if needed <= self._reserved:
            return False
        self.prepareGeometryChange()
        self._reserved = needed
        return True

    def _drawn_rect(self) -> QRectF:
        """A card keeps its width; a bare number's ground is as wide as the number, so that it hides no more of the edge than it must."""
        return self._rect(self._reserved if self._is_card or self._has_gradient else text_width(self.text, self._size, fonts.MEDIUM))

    def _rect(self, number_width: float) -> QRectF:
        width = 2 * self._side() + self._lead() + number_width
        height = self._row_height()
        if self._has_gradient:
            between = _BETWEEN if self._is_card else _AFTER_PARTIAL
            width = max(width, 2 * self._side() + self._partial_width() + between + number_width)
            height += self._size + (9 if self._is_card else 4)
        return QRectF(-width / 2, -height / 2, width, height)

    def _row_height(self) -> float:
        return self._size + (14 if self._name else 4 if self._is_tight() else 8)

    def _side(self) -> float:
        return _TIGHT_SIDE if self._is_tight() else _SIDE

    def _is_tight(self) -> bool:
        """Whether it is enlarged, where room is scarce."""
        return self._size > LARGE and not self._is_card

    def _lead(self) -> float:
        """What stands before the number."""
        return (ON_CANVAS + 3 if self._frozen else 0.0) + (self._name.width + _BETWEEN if self._name else 0.0)

    def _partial_width(self) -> float:
        return self._partial.width + (1 + self._under_partial.width if self._is_card else 0.0)

    def _paint_weight(self, painter: QPainter, rect: QRectF) -> None:
        middle = rect.top() + self._row_height() / 2 + (1 if self._is_card else 0)
        baseline = middle + cap_height(self._size, fonts.MEDIUM) / 2
        x = rect.left() + self._side()
        if self._frozen:
            paint_icon(painter, "frozen", QRectF(x - 2, middle - ON_CANVAS / 2, ON_CANVAS, ON_CANVAS), self.theme.frozen)
            x += ON_CANVAS + 3
        if self._name:
            self._name.draw(painter, x, baseline, self.theme.text)
        self._paint_number(painter, rect, baseline, self.text, self.theme.sign(self._weight))

    def _paint_gradient(self, painter: QPainter, rect: QRectF) -> None:
        baseline, x = rect.bottom() - (9 if self._is_card else 4), rect.left() + self._side()
        self._partial.draw(painter, x, baseline, self.theme.muted)
        if self._is_card:
            self._under_partial.draw(painter, x + self._partial.width + 1, baseline, self.theme.muted)
        known = self.gradient_text != NOT_YET
        self._paint_number(painter, rect, baseline, self.gradient_text, self.theme.text if known else self.theme.muted)

    def _paint_number(self, painter: QPainter, rect: QRectF, baseline: float, text: str, colour: str) -> None:
        left = rect.right() - self._side() - text_width(text, self._size, fonts.MEDIUM)
        draw_text(painter, left, baseline, text, self._size, fonts.MEDIUM, colour)
