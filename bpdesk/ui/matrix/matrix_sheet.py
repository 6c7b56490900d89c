"""The sheet with the matrices of one level: paints them, tells what is pointed at and clicked, opens large ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from bpdesk.explain.formula import Ref
from bpdesk.explain.matrices import Cell, Convention
from bpdesk.explain.matrix_form import Section
from bpdesk.explain.printing import linear_name
from bpdesk.text import tr
from bpdesk.ui import fonts
from bpdesk.ui.engine_thread import EngineThread
from bpdesk.ui.explain.turns import Turns
from bpdesk.ui.matrix.cell_walk import Stop, after, box_of, rect_of
from bpdesk.ui.matrix.grid_box import GridBox
from bpdesk.ui.matrix.layout import MARGIN, Layout, Manner, Placed, lay_out
from bpdesk.ui.matrix.lighting import Lighting
from bpdesk.ui.matrix.overview import lay_out_all
from bpdesk.ui.matrix.sheet_painting import paint_layout
from bpdesk.ui.matrix.words import cell_tip, fold_tip
from bpdesk.ui.plain import as_rich_text
from bpdesk.ui.theme import Theme

_SMALLER, _LEAST = (0.92, 0.85, 0.78, 0.72, 0.67), 0.85
"""How much smaller an overview is painted where it has room enough so: of larger text down to the usual size."""
_FAR_LESS = 0.75


class MatrixSheet(QWidget):
    """Shows sections. `pointed` tells a frozenset of Refs, `chosen` the Ref that was clicked, or whose cell Enter was pressed on.

    `came_to` tells where the cell stands that the arrow keys have come to.
    """

    pointed = Signal(object)
    chosen = Signal(object)
    came_to = Signal(QRectF)

    def __init__(self, thread: EngineThread, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("matrix.sheet")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Matrices: the arrow keys go from number to number, Enter selects, O opens a large one"))
        self._stop: Stop | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._theme = theme
        self._turns = Turns(thread, self)
        self._turns.ended.connect(self._lay_out)
        self._typesetter = self._turns.typesetter
        self._sections: Sequence[Section] = ()
        self._manner = Manner("columns", 4, Lighting(), frozenset(), _new)
        self._lay = lay_out
        self._at: Ref | None = None
        self._shrunk, self._room = 1.0, QSize()
        self.is_typesetting = True
        self.layout_shown = Layout()

    @property
    def manner(self) -> Manner:
        return self._manner

    @property
    def is_whole(self) -> bool:
        """Whether all levels are shown."""
        return self._lay is lay_out_all

    @property
    def is_busy(self) -> bool:
        """Whether formulas wait to be typeset."""
        return self._turns.is_busy

    def show_sections(
        self, sections: Sequence[Section], convention: Convention, digits: int, lighting: Lighting, *, is_whole: bool = False
    ) -> None:
        """Those of one level, or of all."""
        self._sections = sections
        self._lay = lay_out_all if is_whole else lay_out
        self._manner = replace(self._manner, convention=convention, digits=digits, lighting=lighting)
        self._lay_out()

    def light(self, lighting: Lighting) -> None:
        """Light other cells of what is shown."""
        if lighting != self._manner.lighting:
            is_selection = (lighting.selected, lighting.related) != (self._manner.lighting.selected, self._manner.lighting.related)
            self._manner = replace(self._manner, lighting=lighting)
            if is_selection:
                self._lay_out()
            self.update()

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def place_of(self, key: str, row: int, column: int) -> QRectF:
        """Where a cell of the first grid of that key stands; empty where it isn't written."""
        for placed in self.layout_shown.placed:
            box = placed.box
            if isinstance(box, GridBox) and box.grid.key == key and row in box.rows and column in box.columns:
                return self._on_screen(box.rect_of(row, column).translated(placed.x, placed.y))
        return QRectF()

    def sizeHint(self) -> QSize:
        return QSize(round(self.layout_shown.width * self._shrunk), round(self.layout_shown.height * self._shrunk))

    def minimumSizeHint(self) -> QSize:
        return self.minimumSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(event.rect(), QColor(self._theme.panel))
            painter.scale(self._shrunk, self._shrunk)
            clip = QRectF(QPointF(event.rect().topLeft()) / self._shrunk, QSizeF(event.rect().size()) / self._shrunk)
            paint_layout(painter, self.layout_shown, self._manner.lighting, self._theme, clip, self.width() / self._shrunk)
            if self.hasFocus() and self._stop is not None:
                painter.setPen(QPen(QColor(self._theme.focus), 2.0))
                painter.drawRoundedRect(rect_of(self.layout_shown, self._stop).adjusted(1, 1, -1, -1), 4, 4)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point(None)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        stop = after(self.layout_shown, self._stop, event.key()) if is_plain else None
        box = None if self._stop is None else box_of(self.layout_shown, self._stop)
        if stop is not None:
            self._go_to(stop)
        elif box is not None and self._stop is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(box.grid.cell(self._stop.row, self._stop.column))
        elif box is not None and event.key() == Qt.Key.Key_O:
            self._open(box)
        else:
            super().keyPressEvent(event)

    def _go_to(self, stop: Stop) -> None:
        """Stand there, light what it stands for, and tell a screen reader."""
        box = box_of(self.layout_shown, stop)
        assert box is not None
        self._stop = stop
        told = f"{linear_name(box.grid.tex)}: {cell_tip(box.grid, stop.row, stop.column)}".replace("\n", ", ")
        self.setAccessibleDescription(told)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, told))
        self._point(box.grid.cell(stop.row, stop.column).ref)
        self.came_to.emit(self._on_screen(rect_of(self.layout_shown, stop)))
        self.update()

    def _choose(self, cell: Cell) -> None:
        if cell.ref is not None:
            self.chosen.emit(cell.ref)

    def _open(self, box: GridBox) -> None:
        """Show all of a large one, or only its corners."""
        self._manner = replace(self._manner, opened=frozenset(self._manner.opened) ^ {box.grid.key})
        self._lay_out()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._cell_at(event.position())
        ref = None if found is None else found[3].ref
        is_fold = found is None and self._fold_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if ref is not None or is_fold else Qt.CursorShape.ArrowCursor)
        self._point(ref)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        found = self._cell_at(event.position())
        if found is not None:
            self._choose(found[3])
        elif (fold := self._fold_at(event.position())) is not None:
            self._open(fold)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            tip = self.tip_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), as_rich_text(tip) if tip else "", self)
            return True
        return super().event(event)

    def tip_at(self, point: QPointF) -> str:
        """What the pointer there is told."""
        found = self._cell_at(point)
        if found is not None:
            return cell_tip(found[0].grid, found[1], found[2])
        fold = self._fold_at(point)
        return "" if fold is None else fold_tip(fold.grid)

    def laid_out(self, width: float) -> Layout:
        """With all its formulas, for a picture."""
        found = self._lay(self._sections, self._manner, width, self._typesetter)
        while self._typesetter.is_due:
            self._typesetter.do_all()
            found = self._lay(self._sections, self._manner, width, self._typesetter)
        return found

    def fit_into(self, room: QSize) -> None:
        """Be laid out for that much room: what needs more is scrolled."""
        if room != self._room:
            self._room = room
            self._lay_out()

    def _on_screen(self, rect: QRectF) -> QRectF:
        """A place of the layout as it is painted."""
        return QRectF(rect.topLeft() * self._shrunk, rect.size() * self._shrunk)

    def _lay_out(self) -> None:
        self._typesetter.forget_due()
        width = max(float(self._room.width()), 2 * MARGIN * fonts.scale())
        self.layout_shown, self._shrunk = self._fitted(width, float(self._room.height()))
        # What fits can be made narrower, by a scroll bar at its side, and is broken anew then.
        is_within = self.layout_shown.width * self._shrunk <= width + 0.5
        self.setMinimumSize(0 if is_within else self.sizeHint().width(), self.sizeHint().height())
        self.updateGeometry()
        self.update()
        self._turns.follow(self.is_typesetting)

    def _fitted(self, width: float, height: float) -> tuple[Layout, float]:
        """The layout, and how much smaller it is painted: an overview a little, where it is within the room then, or is far less broken."""

        def shrunk(by: float) -> tuple[Layout, float]:
            return self._lay(self._sections, self._manner, width / by, self._typesetter), by

        best = shrunk(1.0)
        if not self.is_whole or (best[0].width <= width and best[0].height <= height):
            return best
        least = min(_LEAST, 1.0 / fonts.scale())
        for by in (each for each in _SMALLER if each >= least):
            layout, _ = smaller = shrunk(by)
            is_narrow, is_low = layout.width * by <= width, layout.height * by <= height
            if is_narrow and is_low:
                return smaller
            if is_narrow and (best[0].width * best[1] > width or layout.height * by < _FAR_LESS * best[0].height * best[1]):
                best = smaller
        return best

    def _point(self, ref: Ref | None) -> None:
        if ref != self._at:
            self._at = ref
            self.pointed.emit(frozenset() if ref is None else frozenset({ref}))

    def _placed_at(self, point: QPointF) -> Placed | None:
        """Of a point of the layout."""
        for placed in self.layout_shown.placed:
            box = placed.box
            if isinstance(box, GridBox) and QRectF(placed.x, placed.y - box.above, box.width, box.above + box.height / 2).contains(point):
                return placed
        return None

    def _cell_at(self, at: QPointF) -> tuple[GridBox, int, int, Cell] | None:
        point = at / self._shrunk
        placed = self._placed_at(point)
        if placed is None or not isinstance(placed.box, GridBox):
            return None
        place = placed.box.cell_at(point - QPointF(placed.x, placed.y))
        return None if place is None else (placed.box, *place, placed.box.grid.cell(*place))

    def _fold_at(self, at: QPointF) -> GridBox | None:
        point = at / self._shrunk
        placed = self._placed_at(point)
        if placed is None or not isinstance(placed.box, GridBox):
            return None
        return placed.box if placed.box.is_fold_at(point - QPointF(placed.x, placed.y)) else None


def _new(name: str) -> str:
    return name + r"\text{" + tr(" new") + "}"
