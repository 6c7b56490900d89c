"""What lies over a canvas without nodes: how to draw, and where else to begin."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bpdesk.text import tr
from bpdesk.ui import fonts
from bpdesk.ui.canvas.paint import arrow_head, pen
from bpdesk.ui.ink import ink
from bpdesk.ui.theme import Theme

_DRAWING_HEIGHT, _HALF_SPAN, _HALF_NODE = 96, 150.0, 27.0
_DASH = (4.0, 4.0)


class EmptyCanvas(QWidget):
    """A title and three lines, that let the mouse through; below them a button for each of a few actions."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("canvas_empty")
        self._title = QLabel(tr("Draw your network here"), self)
        self._title.setFont(fonts.font(20, fonts.SEMIBOLD))
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._ways = [
            (QLabel(how, self), QLabel(what, self))
            for how, what in (
                (tr("Double-click"), tr("makes a neuron")),
                (tr("Drag from a neuron’s rim"), tr("makes a connection")),
                (tr("I, H, O and C"), tr("do the same without a mouse")),
            )
        ]
        self.setAccessibleName(" ".join(label.text() for way in self._ways for label in way))
        self._bar = QWidget(parent)
        self._buttons = QHBoxLayout(self._bar)
        self._lay_out()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible)
        self._bar.setVisible(visible)

    def offer(self, actions: Sequence[QAction]) -> None:
        """A button for each of those actions."""
        for action in actions:
            button = QPushButton(action.icon(), action.text(), self._bar)
            button.setObjectName(f"canvas_empty.{action.objectName().removeprefix('action.')}")
            button.setToolTip(action.toolTip())
            button.setAccessibleName(action.text())
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(action.trigger)
            action.changed.connect(lambda button=button, action=action: button.setIcon(action.icon()))
            self._buttons.addWidget(button)

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        ink(self._title, theme.text)
        for how, what in self._ways:
            ink(how, theme.text)
            ink(what, theme.muted)
        self.update()

    def move_into(self, parent: QWidget) -> None:
        self.resize(self.sizeHint())
        self._bar.resize(self._bar.sizeHint())
        top = max((parent.height() - self.height() - self._bar.height()) // 2, 0)
        self.move((parent.width() - self.width()) // 2, top)
        self._bar.move((parent.width() - self._bar.width()) // 2, top + self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """An input, an edge and a neuron, dashed."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            middle = QPointF(self.width() / 2, _DRAWING_HEIGHT / 2 - 8)
            node = QRectF(-_HALF_NODE, -_HALF_NODE, 2 * _HALF_NODE, 2 * _HALF_NODE)
            left, right = middle - QPointF(_HALF_SPAN, 0), middle + QPointF(_HALF_SPAN, 0)
            painter.setPen(pen(self._theme.trace, 1.5, _DASH))
            painter.drawRoundedRect(node.translated(left), 7, 7)
            painter.drawEllipse(node.translated(right))
            tip = right - QPointF(_HALF_NODE + 4, 0)
            painter.drawLine(left + QPointF(_HALF_NODE + 5, 0), tip - QPointF(11, 0))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.trace))
            painter.drawPolygon(arrow_head(tip, QPointF(1, 0), 11, 5))

    def _lay_out(self) -> None:
        column, grid = QVBoxLayout(self), QGridLayout()
        column.setContentsMargins(12, _DRAWING_HEIGHT, 12, 4)
        column.setSpacing(18)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(10)
        for row, (how, what) in enumerate(self._ways):
            how.setFont(fonts.font(14, fonts.MEDIUM))
            what.setFont(fonts.font(14))
            grid.addWidget(how, row, 0, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(what, row, 1, Qt.AlignmentFlag.AlignLeft)
        self._buttons.setSpacing(10)
        column.addWidget(self._title)
        column.addLayout(grid)
        column.addSpacing(40)
