"""A node: its shape with the value and the activation's curve inside, its label above, bias and delta below."""

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from bpdesk.model.names import shown_label
from bpdesk.model.network import Node
from bpdesk.ui import fonts
from bpdesk.ui.canvas.activation_glyph import activation_glyph
from bpdesk.ui.canvas.canvas_item import CanvasItem, is_readable, zoom_of
from bpdesk.ui.canvas.density import USUAL, Density
from bpdesk.ui.canvas.geometry import HALF_SQUARE, INNER_RADIUS, RADIUS, SQUARE_CORNER
from bpdesk.ui.canvas.legibility import Legibility
from bpdesk.ui.canvas.node_afar import BESIDE, HIGHEST, FromAfar, paint_values, value_fits
from bpdesk.ui.canvas.node_numbers import NodeNumbers
from bpdesk.ui.canvas.node_rows import BiasRow, DeltaRow, height_below
from bpdesk.ui.canvas.paint import LINE_HEIGHT, draw_text, fitting_size, ink, paint_ground, pen, text_width
from bpdesk.ui.canvas.shown import Shown
from bpdesk.ui.icons import ON_CANVAS, paint_icon
from bpdesk.ui.math_label import prepare
from bpdesk.ui.theme import Theme

_LABEL_SIZE, _LABEL_BASELINE, _LABEL_WIDEST = 18.0, -RADIUS - 11, 132.0
_GLYPH_CENTRE = 13.0
_BARRED_OPACITY = 0.5
_SIZE_FROM_AFAR = 10.0
_PROBLEM = QRectF(RADIUS - 13, -RADIUS - 3, ON_CANVAS + 2, ON_CANVAS + 2)

RIM, _RIM_IN_WORK = 1.5, 3.5
_NO_BRUSH, _MIDDLE = Qt.BrushStyle.NoBrush, QPointF()
_Z_SIZES, _Z_BASELINE, _ROOM_FOR_Z = (10, 9, 8, 7), -13.5, {"hidden": 46.0, "output": 38.0}

Role = Literal["", "end", "barred"]


class NodeLooks:
    """One for all nodes: `changes` counts what makes any of them look otherwise, besides their values."""

    def __init__(self) -> None:
        self.changes = 0


class NodeItem(CanvasItem):
    """A node of the network, at its position.

    From afar, with nothing that sets it apart, it `is_drawn_by_others`: all of them at once.
    """

    def __init__(self, node: Node, theme: Theme, looks: NodeLooks) -> None:
        super().__init__(node.id, theme)
        self._looks = looks
        self.setZValue(3)
        self._numbers = NodeNumbers(node)
        self._selected = False
        self._role: Role = ""
        self._work = ""
        self._density = USUAL
        self._has_problem = False
        self._half_width = 0.0
        self._afar: FromAfar | None = None
        self._bounds: QRectF | None = None
        self._legibility = Legibility()
        self.is_drawn_by_others = False
        self.show_node(node)

    def show_node(self, node: Node) -> None:
        """Take a changed node of the same id."""
        self._change_geometry()
        self._numbers.take_node(node)
        self.setPos(QPointF(*node.position))
        self._label = prepare(shown_label(node), _LABEL_SIZE, _LABEL_WIDEST)
        self._make_room()
        self._decide_contents()

    def take_numbers(self, node: Node) -> None:
        """Take a node that differs in numbers only; its values come next."""
        self._numbers.node = node

    def show_values(self, shown: Shown) -> None:
        """Take the values of a moment; drawn anew only where one has changed."""
        digits = self._numbers.digits
        if self.is_drawn_by_others and not self.tells_value and shown.digits == digits:
            self._numbers.show_later(shown)
        elif self._numbers.show(shown, tells_all=self._density == "everything"):
            if shown.digits != digits:
                self._change_geometry()
                self._make_room()
            if self._legibility.from_afar and self.tells_value:
                self._reach_out()
            self.update()

    @property
    def node(self) -> Node:
        return self._numbers.node

    @property
    def tells_value(self) -> bool:
        """Whether its value has room where it is seen from afar."""
        return self._density != "plain" and value_fits(self._legibility.afar_size, on_paper=self._legibility.on_paper)

    @property
    def value_text(self) -> str:
        """Its value, or a given one as it was typed."""
        return self._numbers.value_text

    @property
    def bias_row(self) -> BiasRow | None:
        return self._numbers.bias_row

    @property
    def delta_row(self) -> DeltaRow | None:
        return self._numbers.delta_row

    def set_density(self, density: Density) -> None:
        """How much it tells from the next values on."""
        self._change_geometry()
        self._density = density
        self._make_room()
        self._decide_contents()

    def set_legibility(self, legibility: Legibility) -> None:
        """How large texts must be, and whether the node is seen from afar."""
        self._change_geometry()
        self._legibility = legibility
        self._decide_contents()

    def set_selected(self, selected: bool) -> None:
        if selected != self._selected:
            self._selected = selected
            self._decide_contents()

    def set_work(self, colour: str, row: str) -> None:
        """Show in that colour (a token; none when empty) that the node, or its `delta` or `bias`, is in work."""
        before = self._work, *(each.work for each in self._rows())
        self._work = "" if row == "bias" else colour
        for each in self._rows():
            each.work = colour if each.name == row else ""
        if (self._work, *(each.work for each in self._rows())) != before:
            self._decide_contents()

    def set_problem(self, has_problem: bool) -> None:
        """Whether something is missing here that its values don't show."""
        if has_problem != self._has_problem:
            self._has_problem = has_problem
            self._decide_contents()

    def set_role(self, role: Role) -> None:
        """Whether an edge that is being drawn may end here."""
        if role != self._role:
            self._role = role
            self.setOpacity(_BARRED_OPACITY if role == "barred" else 1.0)
            self._decide_contents()

    def show_theme(self, theme: Theme) -> None:
        self._looks.changes += 1
        super().show_theme(theme)

    @property
    def fill_of(self) -> float:
        """The value that decides its colour."""
        return self._numbers.fill_of

    @property
    def fill(self) -> str:
        """The colour that its value has."""
        return self.theme.fill(self.fill_of)

    @property
    def ink(self) -> str:
        """The colour of its value's text."""
        return self._numbers.ink(self.theme)

    @property
    def from_afar(self) -> FromAfar:
        """Its texts where it is seen from afar."""
        return self._from_afar(self._legibility.afar_size)

    def paint_name_from_afar(self, painter: QPainter) -> None:
        """Its name, if that has room, where the painter draws all nodes at once."""
        afar = self._afar or self.from_afar
        if afar.has_name:
            afar.paint_name(painter, self.pos(), self.theme)

    def boundingRect(self) -> QRectF:
        if self._bounds is None:
            self._bounds = self._around(self._half_width)
        return self._bounds

    def extent(self) -> QRectF:
        """What it takes in the scene with the numbers of now."""
        return self.mapRectToScene(self._around(max([self._least_half_width, *(row.half_width for row in self._rows())])))

    def _around(self, half_width: float) -> QRectF:
        top = _LABEL_BASELINE - self._label.ascent - 3
        bottom = RADIUS + max(8 + height_below(self._numbers.has_bias, self._numbers.has_delta), HIGHEST)
        bounds = QRectF(-half_width, top, 2 * half_width, bottom - top)
        for _, rect in self.from_afar.rectangles() if self._legibility.from_afar else ():
            bounds = bounds.united(rect.adjusted(-BESIDE, -2, BESIDE, 4))
        return bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        self._paint_body(painter)
        if self._legibility.from_afar or not (self._legibility.on_paper or is_readable(painter)):
            size = self._legibility.afar_size if self._legibility.from_afar else _SIZE_FROM_AFAR / zoom_of(painter)
            texts = self._from_afar(size)
            texts.paint_name(painter, _MIDDLE, self.theme)
            paint_values(painter, [(texts, _MIDDLE, self.ink)], self.theme)
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
        size = self._numbers.value_size
        width = max(text_width(self.value_text, size, fonts.SEMIBOLD), 28.0)
        return self.mapRectToScene(QRectF(-width / 2, self._value_baseline() - size, width, LINE_HEIGHT * size))

    def label_rectangles(self) -> list[tuple[str, QRectF]]:
        return [(f"{self.identifier} {name}", self.mapRectToScene(rect)) for name, rect in self._texts()]

    def reserved_rectangles(self) -> list[QRectF]:
        """What other labels keep off: the body, and the texts as wide as they may soon be."""
        return [self.mapRectToScene(rect) for rect in self._reserved()]

    def reserved_extent(self) -> QRectF:
        """Around all that other labels keep off, in the scene."""
        first, *others = self._reserved()
        for rect in others:
            first = first.united(rect)
        return self.mapRectToScene(first)

    def _reserved(self) -> list[QRectF]:
        body = self._body().adjusted(-3, -3, 3, 3)
        if self._legibility.from_afar:
            return [body, *(rect.adjusted(-3, 0, 3, 0) for _, rect in self._texts())]
        return [body, self._label_rect(), *(row.reserved_rect for row in self._rows())]

    def _texts(self) -> list[tuple[str, QRectF]]:
        """Name and rectangle of each text outside of the body, as they are shown."""
        if self._legibility.from_afar:
            return list(self.from_afar.rectangles())
        return [("label", self._label_rect()), *((row.name, row.rect) for row in self._rows())]

    def _from_afar(self, size: float) -> FromAfar:
        paper = self._legibility.on_paper
        tells_value = self._density != "plain" and value_fits(size, on_paper=paper)
        value = self.value_text if tells_value else ""
        if self._afar is None or self._afar.asked != size:
            name, share = shown_label(self.node), self._legibility.smallest_share
            self._afar = FromAfar(name, value, size, on_paper=paper, shrinks_to=share)
        elif value != self._afar.value:
            self._afar.tell(value)
        return self._afar

    def _value_part(self) -> str:
        return "input" if self.node.kind == "input" else "node"

    def _decide_contents(self) -> None:
        """Who draws it; a change shows in both, for nothing less than the whole canvas is ever drawn anew."""
        self.update()
        is_apart = self._selected or self._role or self._work or self._has_problem or self.hovered or self.stands_out
        self.is_drawn_by_others = self._legibility.from_afar and not is_apart
        self._numbers.look_up()
        self._looks.changes += 1
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents, self.is_drawn_by_others)
        self.update()

    def _rows(self) -> list[BiasRow | DeltaRow]:
        if self._density == "plain":
            return []
        return [row for row in (self.bias_row, self.delta_row) if row is not None]

    def _change_geometry(self) -> None:
        self.prepareGeometryChange()
        self._bounds = self._afar = None
        self._looks.changes += 1

    def _reach_out(self) -> None:
        """Take more room where a value needs it, and keep it: a scene that is told of each new width does nothing else."""
        before = self.boundingRect()
        if text_width(self.value_text, self._legibility.afar_size, fonts.SEMIBOLD) / 2 + BESIDE > before.right():
            self.prepareGeometryChange()
            self._bounds = before.united(self._around(self._half_width))

    @property
    def _least_half_width(self) -> float:
        return max(RADIUS + 8, self._label.width / 2 + 4)

    def _make_room(self) -> None:
        """For any number of so many digits: what it is isn't known before it is written."""
        self._half_width = max(self._least_half_width, self._numbers.reach(tells_all=self._density == "everything"))

    def _body(self) -> QRectF:
        half = HALF_SQUARE if self.node.kind == "input" else RADIUS
        return QRectF(-half, -half, 2 * half, 2 * half)

    def _label_rect(self) -> QRectF:
        label = self._label
        return QRectF(-label.width / 2, _LABEL_BASELINE - label.ascent, label.width, label.ascent + label.descent)

    def _value_baseline(self) -> float:
        return 0.36 * self._numbers.value_size if self.node.kind == "input" else 1.0

    def _paint_body(self, painter: QPainter) -> None:
        theme, body = self.theme, self._body()
        outline = pen(getattr(theme, self._work), _RIM_IN_WORK) if self._work else pen(theme.node_line, 2.5 if self.hovered else RIM)
        if self.stands_out:
            self._paint_outline(painter, body.adjusted(-5, -5, 5, 5), SQUARE_CORNER + 5, pen(theme.accent_soft, 8), _NO_BRUSH)
        if self._selected or self._role == "end":
            self._paint_outline(painter, body.adjusted(-5, -5, 5, 5), SQUARE_CORNER + 5, pen(theme.accent, 2), _NO_BRUSH)
        self._paint_outline(painter, body, SQUARE_CORNER, outline, ink(self.fill))
        if self.node.kind == "output":
            painter.setPen(pen(theme.node_line, RIM))
            painter.setBrush(_NO_BRUSH)
            painter.drawEllipse(_MIDDLE, INNER_RADIUS, INNER_RADIUS)

    def _paint_problem(self, painter: QPainter) -> None:
        if self._has_problem:
            paint_icon(painter, "warning", _PROBLEM, self.theme.warning)

    def _paint_outline(self, painter: QPainter, rect: QRectF, corner: float, outline: QPen, brush: QColor | Qt.BrushStyle) -> None:
        painter.setPen(outline)
        painter.setBrush(brush)
        if self.node.kind == "input":
            painter.drawRoundedRect(rect, corner, corner)
        else:
            painter.drawEllipse(rect)

    def _paint_value(self, painter: QPainter) -> None:
        size = self._numbers.value_size
        width = text_width(self.value_text, size, fonts.SEMIBOLD)
        if self._density != "plain":
            draw_text(painter, -width / 2, self._value_baseline(), self.value_text, size, fonts.SEMIBOLD, self.ink)
        if self._density == "everything" and self.node.kind != "input":
            self._paint_z(painter)
        if self.node.activation is not None:
            painter.setPen(pen(self.theme.slope, 1.5, round_ends=True))
            painter.setBrush(_NO_BRUSH)
            painter.drawPath(activation_glyph(self.node.activation).translated(0, 0 if self._density == "plain" else _GLYPH_CENTRE))

    def _paint_z(self, painter: QPainter) -> None:
        """Above the value, smaller than it."""
        text = f"z {self._numbers.z_text}"
        size = fitting_size(text, _ROOM_FOR_Z[self.node.kind], _Z_SIZES, fonts.REGULAR)
        draw_text(painter, -text_width(text, size, fonts.REGULAR) / 2, _Z_BASELINE, text, size, fonts.REGULAR, self.theme.muted)
