"""One section of the page: paints its sheet, tells what is pointed at and what is clicked."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from bpdesk.explain.formula import Ref
from bpdesk.explain.hand.place import place_of
from bpdesk.explain.page import Section
from bpdesk.explain.printing import Mark
from bpdesk.text import NOT_YET, exact, tr
from bpdesk.ui import fonts
from bpdesk.ui.explain.boxes import Formulas, Typesetter
from bpdesk.ui.explain.page_tools import copy_menu
from bpdesk.ui.explain.section_sheet import section_sheet
from bpdesk.ui.explain.sheet import Hit, Sheet
from bpdesk.ui.plain import as_rich_text
from bpdesk.ui.theme import Theme

_FIRST_WIDTH, _LEAST_WIDTH = 300, 240
_AROUND_POINTED_OUT = 5.0


class SectionView(QWidget):
    """Shows a section."""

    pointed = Signal(object)
    """The Refs of what is under the pointer; none over nothing."""
    chosen = Signal(object)
    """The Ref that was clicked."""
    copy_wanted = Signal(str, object)
    """As what, and the section."""
    terms_wanted = Signal()
    """Terms that are left out of a sum are to be written."""

    def __init__(self, typesetter: Typesetter, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self._typesetter, self._theme = typesetter, theme
        self._section: Section | None = None
        self._digits = 4
        self._sheet = Sheet()
        self._laid_out_for = 0, 0.0
        self._formulas: Formulas = []
        self._waits = False
        self._lit: frozenset[Ref] = frozenset()
        self._pointed_out: int | None = None

    @property
    def text(self) -> str:
        """What stands there, line by line."""
        return "\n".join(self._sheet.lines)

    @property
    def sheet(self) -> Sheet:
        return self._sheet

    def show_section(self, section: Section, digits: int) -> None:
        """Laid out anew only where it differs from what is shown."""
        if self._shows(section, digits):
            return
        self._section, self._digits = section, digits
        self._pointed_out = None
        self.setObjectName(f"explain.{section.name}")
        self.lay_out()

    def take_formulas(self) -> None:
        """Formulas that waited are there."""
        if self._waits:
            self.lay_out()

    def lay_out(self) -> None:
        """Anew: another width, or a formula whose turn has come."""
        if self._section is None:
            return
        self._laid_out_for = width, _ = self._room
        with self._typesetter.noting() as self._formulas:
            self._sheet = section_sheet(self._section, self._digits, width, self._typesetter)
        self._waits = not self._typesetter.go_on_showing(self._formulas)
        self.setFixedHeight(round(self._sheet.height) + 1)
        self.setAccessibleName(self._section.heading or tr("Derivation"))
        self.setAccessibleDescription(self.text)
        self.update()

    def point_out(self, key: str) -> float:
        """Lay a ground under the line where a mistake of that kind belongs, until another page is shown; tells how far down it ends."""
        if self._section is None or not self._section.items:
            return 0.0
        self._pointed_out = place_of(self._section, key)
        self.update()
        return self.pointed_out.bottom()

    @property
    def pointed_out(self) -> QRectF:
        """Where the line stands that is pointed out; empty where none is."""
        return QRectF() if self._pointed_out is None else self._sheet.item_rect(self._pointed_out, self.width())

    def light(self, refs: Iterable[Ref]) -> None:
        """Lay a ground under all that stands for those things."""
        lit = frozenset(refs)
        if lit != self._lit:
            self._lit = lit
            self.update()

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_FIRST_WIDTH, round(self._sheet.height) + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.accent_soft))
            painter.drawRoundedRect(self.pointed_out.adjusted(0, -_AROUND_POINTED_OUT, 0, -_AROUND_POINTED_OUT), 6, 6)
            self._sheet.paint(painter, self._theme, self._lit)

    @property
    def _room(self) -> tuple[int, float]:
        """What decides how it is laid out besides what it says: its width, and how large everything is."""
        return max(self.width(), _LEAST_WIDTH), fonts.scale()

    def _shows(self, section: Section, digits: int) -> bool:
        """Whether it looks as it would if it were laid out now."""
        is_same = digits == self._digits and self._room == self._laid_out_for and section == self._section
        return is_same and self._typesetter.go_on_showing(self._formulas) and not self._waits

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hit = self._sheet.hit_at(event.position())
        can_click = hit is not None and hit.mark is not None and (hit.mark.ref is not None or hit.mark.opens)
        self.setCursor(Qt.CursorShape.PointingHandCursor if can_click else Qt.CursorShape.ArrowCursor)
        self.pointed.emit(() if hit is None else hit.refs)

    def leaveEvent(self, event: QEvent) -> None:
        self.pointed.emit(())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        hit = self._sheet.hit_at(event.position())
        if hit is None or hit.mark is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if hit.mark.opens:
            self.terms_wanted.emit()
        elif hit.mark.ref is not None:
            self.chosen.emit(hit.mark.ref)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = copy_menu(self, "explain.copy", lambda form: self.copy_wanted.emit(form, self._section))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            hit = self._sheet.hit_at(QPointF(event.pos()))
            tip = "" if hit is None else tip_of(hit)
            QToolTip.showText(event.globalPos(), as_rich_text(tip) if tip else "", self)
            return True
        return super().event(event)


def tip_of(hit: Hit) -> str:
    """The name and the exact value of what is pointed at."""
    return hit.tip if hit.mark is None else _said(hit.mark)


def _said(mark: Mark) -> str:
    value = NOT_YET if mark.value is None else exact(mark.value)
    meaning = {
        "backward": tr("What comes back from the cost."),
        "slope": tr("Slope of the activation function at this node's z."),
        "forward": tr("A value that goes forward."),
        "target": tr("The target."),
    }.get(mark.role, "")
    if mark.opens:
        meaning = tr("A click writes all terms out.")
    return "\n".join(filter(None, (f"{mark.name} = {value}", meaning)))
