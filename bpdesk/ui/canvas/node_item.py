"""A node: its shape with the value and the activation's curve inside, its label above, bias and delta below."""

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from bpdesk.model.network import Node
from bpdesk.text import NOT_YET
from bpdesk.ui import fonts
from bpdesk.ui.canvas.activation_glyph import activation_glyph
from bpdesk.ui.canvas.canvas_item import CanvasItem, is_readable, zoom_of
from bpdesk.ui.canvas.density import USUAL, Density
from bpdesk.ui.canvas.geometry import HALF_SQUARE, INNER_RADIUS, RADIUS, SQUARE_CORNER
from bpdesk.ui.canvas.legibility import Legibility
from bpdesk.ui.canvas.node_afar import HIGHEST, FromAfar
from bpdesk.ui.canvas.node_rows import BiasRow, DeltaRow, height_below
from bpdesk.ui.canvas.paint import LINE_HEIGHT, draw_text, fitting_size, paint_ground, pen, text_width
from bpdesk.ui.canvas.shown import Shown
from bpdesk.ui.icons import ON_CANVAS, paint_icon
from bpdesk.ui.math_label import prepare
from bpdesk.ui.theme import Theme

_LABEL_SIZE, _LABEL_BASELINE, _LABEL_WIDEST = 18.0, -RADIUS - 11, 132.0
_VALUE_SIZES = (15, 14, 12, 11, 10, 9, 8, 7)
_LONGEST_AT_FULL_SIZE = 5
_SMALLEST_GIVEN = 9.0
_ROOM = {"input": 53.0, "hidden": 54.0, "output": 49.0}
_GLYPH_CENTRE = 13.0
_BARRED_OPACITY = 0.5
_SIZE_FROM_AFAR = 10.0
_PROBLEM = QRectF(RADIUS - 13, -RADIUS - 3, ON_CANVAS + 2, ON_CANVAS + 2)

_RIM_IN_WORK = 3.5
_Z_SIZES, _Z_BASELINE, _ROOM_FOR_Z = (10, 9, 8, 7), -13.5, {"hidden": 46.0, "output": 38.0}

Role = Literal["", "end", "barred"]


class NodeItem(CanvasItem):
    """A node of the network, at its position."""

    def __init__(self, node: Node, theme: Theme) -> None:
        super().__init__(node.id, theme)
        self.setZValue(3)
        self.value_text = ""
        self._value_size = 15.0
        self._fill_of: float = 0.0
        self._selected = False
        self._role: Role = ""
        self._work = self._z_text = ""
        self._density = USUAL
        self._lacks_input = self._has_problem = False
        self._half_width = 0.0
        self._numbers: tuple[object, ...] = ()
        self._bounds: QRectF | None = None
        self._legibility = Legibility()
        self.show_node(node)

    def show_node(self, node: Node) -> None:
        """Take a changed node of the same id."""
        self._change_geometry()
        self.node = node
        self._numbers = ()
        self.setPos(QPointF(*node.position))
        self._label = prepare(node.label or node.id, _LABEL_SIZE, _LABEL_WIDEST)
        self.bias_row = BiasRow() if node.bias is not None else None
        self.delta_row = DeltaRow(second=node.bias is not None) if node.kind != "input" else None
        self._half_width = max(RADIUS + 8, self._label.width / 2 + 4, *(row.half_width for row in self._rows()))
        self.update()

    def show_values(self, shown: Shown) -> None:
        """Take the values of a moment; drawn anew only where a text or the fill changed."""
        node = self.node
        value, delta, bias = shown.activation(node), shown.delta(node), shown.bias(node)
        pre_activation, gradient = shown.pre_activation(node), shown.bias_gradient(node) if self._density == "everything" else None
        given, is_frozen = shown.given_value(node) if node.kind == "input" else None, bias is not None and shown.bias_is_frozen(node)
        numbers = (value, delta, bias, pre_activation, gradient, given, is_frozen, shown.digits, self._density, node.kind)
        if numbers == self._numbers:
            return
        self._numbers = numbers
        self._lacks_input = node.kind == "input" and given is None
        text = shown.given_text(node) if node.kind == "input" else shown.text(value)
        changed = self._take_value(text, shown.text(value)) or (value or 0.0) != self._fill_of
        self._fill_of = value or 0.0
        if self.bias_row is not None:
            gradient_text = shown.text(gradient) if self._density == "everything" else ""
            changed |= self.bias_row.show(shown.text(bias), bias or 0.0, is_frozen, gradient_text)
        if self.delta_row is not None:
            changed |= self.delta_row.show(shown.text(delta), known=delta is not None)
            before, self._z_text = self._z_text, shown.text(pre_activation)
            changed |= self._density == "everything" and before != self._z_text
        if changed and self._legibility.from_afar:
            self._change_geometry()
        if changed:
            self._grow()
            self.update()

    def set_density(self, density: Density) -> None:
        """How much it tells from the next values on."""
        self._change_geometry()
        self._density = density
        self.update()

    def set_legibility(self, legibility: Legibility) -> None:
        """How large texts must be, and whether the node is seen from afar."""
        self._change_geometry()
        self._legibility = legibility
        self.update()

    def set_selected(self, selected: bool) -> None:
        if selected != self._selected:
            self._selected = selected
            self.update()

    def set_work(self, colour: str, row: str) -> None:
        """Show in that colour (a token; none when empty) that the node, or its `delta` or `bias`, is in work."""
        before = self._work, *(each.work for each in self._rows())
        self._work = "" if row == "bias" else colour
        for each in self._rows():
            each.work = colour if each.name == row else ""
        if (self._work, *(each.work for each in self._rows())) != before:
            self.update()

    def set_problem(self, has_problem: bool) -> None:
        """Whether something is missing here that its values don't show."""
        if has_problem != self._has_problem:
            self._has_problem = has_problem
            self.update()

    def set_role(self, role: Role) -> None:
        """Whether an edge that is being drawn may end here."""
        if role != self._role:
            self._role = role
            self.setOpacity(_BARRED_OPACITY if role == "barred" else 1.0)
            self.update()

    def boundingRect(self) -> QRectF:
        if self._bounds is None:
            self._bounds = self._found_bounds()
        return self._bounds

    def _found_bounds(self) -> QRectF:
        top = _LABEL_BASELINE - self._label.ascent - 3
        bottom = RADIUS + max(8 + height_below(self.bias_row is not None, self.delta_row is not None), HIGHEST)
        bounds = QRectF(-self._half_width, top, 2 * self._half_width, bottom - top)
        for _, rect in self._from_afar(self._legibility.afar_size).rectangles() if self._legibility.from_afar else ():
            bounds = bounds.united(rect.adjusted(-4, -2, 4, 4))
        return bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        self._paint_body(painter)
        if self._legibility.from_afar or not (self._legibility.on_paper or is_readable(painter)):
            size = self._legibility.afar_size if self._legibility.from_afar else _SIZE_FROM_AFAR / zoom_of(painter)
            self._from_afar(size).paint(painter, self.theme, self._ink())
            self._paint_problem(painter)
            return
        self._paint_value(painter)
        paint_ground(painter, self._label_rect().adjusted(-3, -2, 3, 1), self.theme)
        self._label.draw(painter, -self._label.width / 2, _LABEL_BASELINE, self.theme.text)
        for row in self._rows():
            row.paint(painter, self.theme)
        self._paint_problem(painter)

    def part_at(self, point: QPointF) -> str | None:
        if self._legibility.from_afar:
            found = next((what for what, rect in self._texts() if rect.contains(point)), None)
            if found is not None:
                return "label" if found == "label" else self._value_part()
        elif (row := next((row for row in self._rows() if row.rect.contains(point)), None)) is not None:
            return row.name
        elif self._label_rect().contains(point):
            return "label"
        if self._body().contains(point):
            return self._value_part()
        return None

    def part_rectangle(self, part: str) -> QRectF:
        if part == "bias" and self.bias_row is not None:
            return self.mapRectToScene(self.bias_row.number_rect)
        if part == "label":
            return self.mapRectToScene(dict(self._texts()).get("label", self._label_rect()))
        size = self._value_size
        width = max(text_width(self.value_text, size, fonts.SEMIBOLD), 28.0)
        return self.mapRectToScene(QRectF(-width / 2, self._value_baseline() - size, width, LINE_HEIGHT * size))

    def label_rectangles(self) -> list[tuple[str, QRectF]]:
        return [(f"{self.identifier} {name}", self.mapRectToScene(rect)) for name, rect in self._texts()]

    def reserved_rectangles(self) -> list[QRectF]:
        """What other labels keep off: the body, and the texts as wide as they may soon be."""
        rects = [self._body().adjusted(-3, -3, 3, 3), self._label_rect(), *(row.reserved_rect for row in self._rows())]
        if self._legibility.from_afar:
            rects = [rects[0], *(rect.adjusted(-3, 0, 3, 0) for _, rect in self._texts())]
        return [self.mapRectToScene(rect) for rect in rects]

    def _texts(self) -> list[tuple[str, QRectF]]:
        """Name and rectangle of each text outside of the body, as they are shown."""
        if self._legibility.from_afar:
            return list(self._from_afar(self._legibility.afar_size).rectangles())
        return [("label", self._label_rect()), *((row.name, row.rect) for row in self._rows())]

    def _from_afar(self, size: float) -> FromAfar:
        value = "" if self._density == "plain" else self.value_text
        name, paper, share = self.node.label or self.node.id, self._legibility.on_paper, self._legibility.smallest_share
        return FromAfar(name, value, size, on_paper=paper, shrinks_to=share)

    def _value_part(self) -> str:
        return "input" if self.node.kind == "input" else "node"

    def _rows(self) -> list[BiasRow | DeltaRow]:
        if self._density == "plain":
            return []
        return [row for row in (self.bias_row, self.delta_row) if row is not None]

    def _take_value(self, text: str, computed: str) -> bool:
        """Given values are shown as typed where they fit, else to as many digits as computed ones."""
        room = _ROOM[self.node.kind]
        size = _value_size(text, room)
        if text_width(text, max(size, _SMALLEST_GIVEN), fonts.SEMIBOLD) > room:
            text, size = computed, _value_size(computed, room)
        changed = text != self.value_text
        self.value_text, self._value_size = text, size
        return changed

    def _change_geometry(self) -> None:
        self.prepareGeometryChange()
        self._bounds = None

    def _grow(self) -> None:
        needed = max((row.half_width for row in self._rows()), default=0.0)
        if needed > self._half_width:
            self._change_geometry()
            self._half_width = needed

    def _body(self) -> QRectF:
        half = HALF_SQUARE if self.node.kind == "input" else RADIUS
        return QRectF(-half, -half, 2 * half, 2 * half)

    def _label_rect(self) -> QRectF:
        label = self._label
        return QRectF(-label.width / 2, _LABEL_BASELINE - label.ascent, label.width, label.ascent + label.descent)

    def _value_baseline(self) -> float:
        return 0.36 * self._value_size if self.node.kind == "input" else 1.0

    def _paint_body(self, painter: QPainter) -> None:
        theme, body = self.theme, self._body()
        outline = pen(getattr(theme, self._work), _RIM_IN_WORK) if self._work else pen(theme.node_line, 2.5 if self.hovered else 1.5)
        if self.stands_out:
            self._paint_outline(painter, body.adjusted(-5, -5, 5, 5), SQUARE_CORNER + 5, pen(theme.accent_soft, 8), QBrush())
        if self._selected or self._role == "end":
            self._paint_outline(painter, body.adjusted(-5, -5, 5, 5), SQUARE_CORNER + 5, pen(theme.accent, 2), QBrush())
        self._paint_outline(painter, body, SQUARE_CORNER, outline, QBrush(QColor(theme.fill(self._fill_of))))
        if self.node.kind == "output":
            painter.setPen(pen(theme.node_line, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(), INNER_RADIUS, INNER_RADIUS)

    def _paint_problem(self, painter: QPainter) -> None:
        if self._has_problem:
            paint_icon(painter, "warning", _PROBLEM, self.theme.warning)

    def _ink(self) -> str:
        if self.value_text == NOT_YET:
            return self.theme.muted
        return self.theme.warning if self._lacks_input else self.theme.text

    def _paint_outline(self, painter: QPainter, rect: QRectF, corner: float, outline: QPen, brush: QBrush) -> None:
        painter.setPen(outline)
        painter.setBrush(brush)
        if self.node.kind == "input":
            painter.drawRoundedRect(rect, corner, corner)
        else:
            painter.drawEllipse(rect)

    def _paint_value(self, painter: QPainter) -> None:
        size = self._value_size
        width = text_width(self.value_text, size, fonts.SEMIBOLD)
        if self._density != "plain":
            draw_text(painter, -width / 2, self._value_baseline(), self.value_text, size, fonts.SEMIBOLD, self._ink())
        if self._density == "everything" and self.node.kind != "input":
            self._paint_z(painter)
        if self.node.activation is not None:
            painter.setPen(pen(self.theme.slope, 1.5, round_ends=True))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(activation_glyph(self.node.activation).translated(0, 0 if self._density == "plain" else _GLYPH_CENTRE))

    def _paint_z(self, painter: QPainter) -> None:
        """Above the value, smaller than it."""
        text = f"z {self._z_text}"
        size = fitting_size(text, _ROOM_FOR_Z[self.node.kind], _Z_SIZES, fonts.REGULAR)
        draw_text(painter, -text_width(text, size, fonts.REGULAR) / 2, _Z_BASELINE, text, size, fonts.REGULAR, self.theme.muted)


def _value_size(text: str, room: float) -> float:
    """15 up to five characters, 14 at six, 12 from seven on, and smaller where it would still leave the node."""
    first = min(max(len(text) - _LONGEST_AT_FULL_SIZE, 0), 2)
    return fitting_size(text, room, _VALUE_SIZES[first:], fonts.SEMIBOLD)
