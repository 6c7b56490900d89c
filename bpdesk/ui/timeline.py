"""The timeline: all iterations so far, the shown one as the knob, a diamond where something was changed, a fork where a run branched off.

Drag it to any moment, or go along it with the arrow keys.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from bpdesk.text import tr, whole
from bpdesk.ui import fonts
from bpdesk.ui.change_words import Mark
from bpdesk.ui.plain import as_rich_text
from bpdesk.ui.plots.ticks import Tick, iteration_ticks
from bpdesk.ui.theme import Theme

_MARGIN, _LINE = 14.0, 17.0
_KNOB, _DIAMOND, _REACH = 8.0, 4.5, 7.0
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_Up: 1}
"""Page Up and Page Down are the window's here too, which makes iterations that aren't there yet."""


class Timeline(QWidget):
    """Tells which iteration the person wants to see."""

    iteration_requested = Signal(object)
    """An int, which Qt's own may have no room for."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timeline")
        self.setAccessibleName(tr("Timeline"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._theme = theme
        self._iteration, self._newest, self._stopped = 0, 0, False
        self._marks: tuple[Mark, ...] = ()

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What is marked."""
        return self._marks

    @property
    def knob(self) -> int:
        """The iteration at which the knob stands."""
        return self._iteration

    def show_run(self, iteration: int, newest: int, marks: Sequence[Mark], stopped: bool) -> None:
        """Show where the run is or goes to, what was changed where, and whether it ended there."""
        self._iteration, self._newest, self._marks, self._stopped = min(iteration, newest), newest, tuple(marks), stopped
        self.setAccessibleDescription(tr("Iteration {k} of {newest}", k=whole(iteration), newest=whole(newest)))
        self.update()

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, 44)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 44)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._request(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._request(event.position().x())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_to(0 if key == Qt.Key.Key_Home else self._newest)
        elif key in _STEPS:
            self._go_to(min(max(self._iteration + _STEPS[key], 0), self._newest))
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), as_rich_text(self.tip(event.pos().x())), self)
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_own(event):
            event.accept()
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_line(painter, self.width() - _MARGIN, self._theme.border)
            if self._iteration:
                self._paint_line(painter, self._x(self._iteration), self._theme.accent)
            self._paint_ticks(painter)
            for mark in self._marks:
                (self._paint_fork if mark.is_branch else self._paint_diamond)(painter, self._x(mark.iteration))
            if self._stopped:
                painter.setPen(_round_pen(self._theme.problem, 2))
                x = self._x(self._newest)
                painter.drawLine(QPointF(x, _LINE - 8), QPointF(x, _LINE + 8))
            painter.setPen(QPen(QColor(self._theme.panel), 2))
            painter.setBrush(QColor(self._theme.accent if self._newest else self._theme.field_border))
            knob = QPointF(self._x(self._iteration), _LINE)
            painter.drawEllipse(knob, _KNOB, _KNOB)
            if self.hasFocus():
                painter.setPen(QPen(QColor(self._theme.focus), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(knob, _KNOB + 3, _KNOB + 3)

    def _paint_line(self, painter: QPainter, end: float, colour: str) -> None:
        painter.setPen(_round_pen(colour, 4))
        painter.drawLine(QPointF(_MARGIN, _LINE), QPointF(end, _LINE))

    def _paint_ticks(self, painter: QPainter) -> None:
        font = fonts.font(11)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.muted))
        widest = metrics.horizontalAdvance(whole(self._newest)) + 18
        room = (self.width() - 2 * _MARGIN) / widest
        ticks = iteration_ticks(0.0, float(max(self._newest, 1)), max(1, int(room)))[: self._newest + 1]
        if len(ticks) == 1 < self._newest and widest < self.width() - 2 * _MARGIN:
            ticks.append(Tick(float(self._newest), whole(self._newest)))  # no round number has room between the ends
        for tick in ticks:
            width = metrics.horizontalAdvance(tick.text)
            x = min(max(self._x(int(tick.position)) - width / 2, 0.0), self.width() - width)
            painter.drawText(QPointF(x, _LINE + 22), tick.text)

    def _paint_diamond(self, painter: QPainter, x: float) -> None:
        y, d = _LINE - 12, _DIAMOND
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.muted))
        painter.drawPolygon(QPolygonF([QPointF(x, y - d), QPointF(x + d, y), QPointF(x, y + d), QPointF(x - d, y)]))

    def _paint_fork(self, painter: QPainter, x: float) -> None:
        """A pale line that leaves the timeline upward: the run that went on there."""
        pen = _round_pen(self._theme.trace, 2)
        pen.setStyle(Qt.PenStyle.DashLine)
        pen.setDashPattern([2.0, 1.5])
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF([QPointF(x, _LINE), QPointF(x + 6, _LINE - 9), QPointF(x + 16, _LINE - 9)]))

    def _x(self, iteration: int) -> float:
        return _MARGIN + (self.width() - 2 * _MARGIN) * iteration / max(self._newest, 1)

    def _iteration_at(self, x: float) -> int:
        share = (x - _MARGIN) / max(self.width() - 2 * _MARGIN, 1.0)
        return round(min(max(share, 0.0), 1.0) * self._newest)

    def _request(self, x: float) -> None:
        self._go_to(self._iteration_at(x))

    def _go_to(self, iteration: int) -> None:
        """The knob follows at once, whatever the way there takes."""
        if iteration != self._iteration:
            self._iteration = iteration
            self.update()
            self.iteration_requested.emit(iteration)

    def tip(self, x: float) -> str:
        """What is to be said about that place: that training ended or what was changed near it, else which iteration it is."""
        near = sorted((abs(self._x(mark.iteration) - x), place) for place, mark in enumerate(self._marks))
        found = [self._marks[place] for distance, place in near if distance <= _REACH]
        ends = self._stopped and abs(self._x(self._newest) - x) <= _REACH
        if not found and not ends:
            return tr("Iteration {k}: drag to show another moment.", k=whole(self._iteration_at(x)))
        told = self._newest if ends else found[0].iteration
        here = [mark for mark in found if mark.iteration == told]
        said = [line for mark in here for line in mark.text.split("\n")]
        if ends:
            said.append(tr("Training ended here: the next update isn't finite."))
        start = tr("Iteration {k}", k=whole(told))
        return f"{start}: {said[0]}" if len(said) == 1 else "\n".join([f"{start}:", *said])


def _is_own(event: QKeyEvent) -> bool:
    """Whether a key moves the knob, and nothing else while the timeline has the focus."""
    return event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier) and (
        event.key() in _STEPS or event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End)
    )


def _round_pen(colour: str, width: float) -> QPen:
    return QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
