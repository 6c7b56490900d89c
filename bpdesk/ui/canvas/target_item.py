"""An output's target: a dotted line with the error a − y above it, the bullseye, and the given number."""

from typing import Literal

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from bpdesk.model.network import Node
from bpdesk.text import NOT_YET
from bpdesk.ui import fonts
from bpdesk.ui.canvas.canvas_item import CanvasItem, is_readable
from bpdesk.ui.canvas.geometry import RADIUS
from bpdesk.ui.canvas.legibility import Legibility
from bpdesk.ui.canvas.node_rows import height_below
from bpdesk.ui.canvas.paint import LINE_HEIGHT, cap_height, draw_text, paint_ground, pen, text_width
from bpdesk.ui.canvas.shown import Shown
from bpdesk.ui.icons import paint_icon
from bpdesk.ui.math_label import prepare
from bpdesk.ui.theme import Theme

Side = Literal["right", "below", "above"]
SIDES: tuple[Side, ...] = ("right", "below", "above")

_ERROR_SIZE, _TARGET_SIZE, _NAME_SIZE = 13.0, 15.0, 18.0
_START, _SHORTEST, _AROUND_ERROR = RADIUS + 6, 84.0, 8.0
_EYE, _AFTER_EYE = 26.0, 6.0
_ABOVE_LINE = 9.0
_ABOVE_LABEL = RADIUS + 36


class TargetItem(CanvasItem):
    """The target of the output `node`, at the output's position, to one side of it; `label` is its name."""

    def __init__(self, node: Node, label: str, theme: Theme) -> None:
        super().__init__(node.id, theme)
        self.setZValue(1)
        self.text = self.error_text = NOT_YET
        self._side: Side = "right"
        self._reserved_error = self._reserved_target = 0.0
        self._selected = False
        self._known = False
        self._legibility = Legibility()
        self._difference = prepare("{a-y} =", 16.0)
        self.show_node(node, label)

    def show_node(self, node: Node, label: str) -> None:
        """Take a changed output of the same id."""
        self.prepareGeometryChange()
        self.node = node
        self._name = prepare(label, _NAME_SIZE)
        self.setPos(QPointF(*node.position))

    @property
    def side(self) -> Side:
        return self._side

    def place(self, side: Side) -> None:
        self.prepareGeometryChange()
        self._side = side
        self.update()

    def set_legibility(self, legibility: Legibility) -> None:
        """How large texts must be, and whether the output is seen from afar."""
        self.prepareGeometryChange()
        self._legibility = legibility
        self._reserved_target = 0.0
        self._make_room()
        self.update()

    def set_selected(self, selected: bool) -> None:
        if selected != self._selected:
            self._selected = selected
            self.update()

    def reserve(self, digits: int) -> None:
        """Make room for usual numbers of so many digits."""
        self.prepareGeometryChange()
        self._reserved_error = text_width("−0." + "0" * digits, _ERROR_SIZE, fonts.MEDIUM)
        self._reserved_target = text_width("0.0", _TARGET_SIZE, fonts.SEMIBOLD)
        self._make_room()

    def show_values(self, shown: Shown) -> bool:
        """Take the values of a moment; whether more room is taken now than before."""
        text, error = shown.given_text(self.node), shown.text(shown.error(self.node))
        self._known = shown.given_value(self.node) is not None
        if (text, error) == (self.text, self.error_text):
            return False
        self.text, self.error_text = text, error
        self.update()
        return self._make_room()

    def extent(self, side: Side) -> QRectF:
        """What it takes in the scene on that side."""
        rect = self._error_rect(side, self._reserved_error).united(self._target_rect(side, self._reserved_target))
        return self.mapRectToScene(rect.united(self._name_rect(side)))

    def boundingRect(self) -> QRectF:
        return self.mapRectFromScene(self.extent(self._side)).adjusted(-6, -6, 6, 6)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        theme = self.theme
        if self._side == "right" and self._known:
            painter.setPen(pen(theme.backward, 1.5, dash=(3, 4)))
            painter.drawLine(QLineF(_START, 0, self._eye().left() - 4, 0))
        paint_icon(painter, "target", self._eye(), theme.target)
        if self._legibility.from_afar:
            self._paint_target(painter)
        if self._legibility.from_afar or not (self._legibility.on_paper or is_readable(painter)):
            return
        name, rect = self._name, self._name_rect(self._side)
        name.draw(painter, rect.left(), rect.top() + name.ascent, theme.text)
        self._paint_target(painter)
        if self._known:
            self._paint_error(painter)

    def part_at(self, point: QPointF) -> str | None:
        if self._target_rect(self._side, self._target_width()).adjusted(-4, -4, 4, 4).contains(point):
            return "target"
        if self._name_rect(self._side).contains(point):
            return "target"
        return "error" if self._error_rect(self._side, self._error_width()).contains(point) else None

    def part_rectangle(self, part: str) -> QRectF:
        return self.mapRectToScene(self._number_rect())

    def label_rectangles(self) -> list[tuple[str, QRectF]]:
        if not self.isVisible():
            return []
        rects = [("target", self._target_rect(self._side, self._target_width()))]
        if not self._legibility.from_afar:
            rects.append(("target name", self._name_rect(self._side)))
        if self._known and not self._legibility.from_afar:
            rects.append(("error", self._error_rect(self._side, self._error_width())))
        return [(f"{self.identifier} {name}", self.mapRectToScene(rect)) for name, rect in rects]

    def _make_room(self) -> bool:
        error, target = max(self._reserved_error, self._error_width()), max(self._reserved_target, self._target_width())
        if (error, target) == (self._reserved_error, self._reserved_target):
            return False
        self.prepareGeometryChange()
        self._reserved_error, self._reserved_target = error, target
        return True

    def _error_width(self) -> float:
        return text_width(self.error_text, _ERROR_SIZE, fonts.MEDIUM)

    def _target_width(self) -> float:
        return text_width(self.text, self._target_size(), fonts.SEMIBOLD)

    def _target_size(self) -> float:
        return max(_TARGET_SIZE, self._legibility.afar_size) if self._legibility.from_afar else _TARGET_SIZE

    def _lead(self) -> float:
        """From the start of the error's text to its number."""
        return self._difference.width + 2

    def _row_below(self) -> float:
        return RADIUS + height_below(self.node.bias is not None, True) + _EYE / 2

    def _row(self, side: Side) -> float:
        return {"right": 0.0, "below": self._row_below(), "above": -_ABOVE_LABEL - _EYE / 2 - 18}[side]

    def _span(self) -> float:
        return max(_SHORTEST, self._lead() + self._reserved_error + 2 * _AROUND_ERROR)

    def _eye_left(self, side: Side, number_width: float) -> float:
        if side == "right":
            return _START + self._span()
        return -(self._name.width + 5 + _EYE + _AFTER_EYE + number_width) / 2 + self._name.width + 5

    def _eye(self) -> QRectF:
        return QRectF(self._eye_left(self._side, self._target_width()), self._row(self._side) - _EYE / 2, _EYE, _EYE)

    def _target_rect(self, side: Side, number_width: float) -> QRectF:
        """The bullseye and the number."""
        return QRectF(self._eye_left(side, number_width), self._row(side) - _EYE / 2, _EYE + _AFTER_EYE + number_width, _EYE)

    def _number_rect(self) -> QRectF:
        height = LINE_HEIGHT * self._target_size()
        return QRectF(self._eye().right() + _AFTER_EYE, self._eye().center().y() - height / 2, self._target_width(), height)

    def _name_rect(self, side: Side) -> QRectF:
        name, left = self._name, self._eye_left(side, self._target_width())
        height = name.ascent + name.descent
        if side == "right":
            return QRectF(left + (_EYE - name.width) / 2, self._row(side) - 22 - name.ascent, name.width, height)
        return QRectF(left - 5 - name.width, self._row(side) + 5 - name.ascent, name.width, height)

    def _error_rect(self, side: Side, number_width: float) -> QRectF:
        width = self._lead() + number_width
        if side == "right":
            left, baseline = _START + (self._span() - width) / 2, -_ABOVE_LINE
        else:
            left, baseline = -width / 2, self._row(side) + _EYE / 2 + 15
        return QRectF(left, baseline - 13, width, 17)

    def _paint_target(self, painter: QPainter) -> None:
        rect = self._number_rect()
        size = self._target_size()
        baseline = rect.center().y() + cap_height(size, fonts.SEMIBOLD) / 2
        colour = self.theme.text if self._known else self.theme.warning
        draw_text(painter, rect.left(), baseline, self.text, size, fonts.SEMIBOLD, colour)
        if self._selected:
            painter.setPen(pen(self.theme.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._target_rect(self._side, self._target_width()).adjusted(-4, -3, 5, 3), 5, 5)

    def _paint_error(self, painter: QPainter) -> None:
        rect = self._error_rect(self._side, self._error_width())
        paint_ground(painter, rect.adjusted(-2, 0, 2, -1), self.theme)
        colour = self.theme.backward if self.error_text != NOT_YET else self.theme.muted
        self._difference.draw(painter, rect.left(), rect.top() + 13, colour)
        draw_text(painter, rect.left() + self._lead(), rect.top() + 13, self.error_text, _ERROR_SIZE, fonts.MEDIUM, colour)
