"""The bar under the canvas: step, back, run; the shown iteration and its cost; the timeline; the speed."""

from collections.abc import Collection

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QSlider, QToolButton, QVBoxLayout, QWidget

from bpdesk.text import NOT_YET, exact, number, tr, whole
from bpdesk.ui import fonts
from bpdesk.ui.actions import Actions
from bpdesk.ui.choice_menu import ChoiceMenu
from bpdesk.ui.giving_way import GivingWay
from bpdesk.ui.icons import IN_BUTTONS, icon
from bpdesk.ui.ink import ink
from bpdesk.ui.overflow import Overflow
from bpdesk.ui.reading_label import ReadingLabel
from bpdesk.ui.speeds import SPEEDS, USUAL, description, name_of, short_name
from bpdesk.ui.theme import Theme
from bpdesk.ui.timeline import Timeline

USUAL_DIGITS = 4
_SPACING = 4
_TIMELINE, _LEAST_TIMELINE = 150, 90
"""The timeline's width in pixels, for which all but the most needed gives way; below the least one it goes too."""
_WIDTHS, _TIGHT_WIDTHS = (74, 96), (48, 56)
"""Of iteration and cost, in pixels."""


class TransportBar(QFrame):
    """Shows where the run is; tells the speed that is wanted. Its buttons are the window's actions."""

    speed_chosen = Signal(float)

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("transport")
        self._theme, self._actions, self._digits = theme, actions, USUAL_DIGITS
        self.timeline = Timeline(theme, self)
        self._iteration, self._cost = _reading(self, "transport.iteration"), _reading(self, "transport.cost")
        self._step = _step_button(self, actions["step"])
        self._captions = [_caption(self, text) for text in (tr("Iteration"), tr("Cost"), tr("Speed"))]
        self._speed = _speed_slider(self)
        self._speed.valueChanged.connect(self._choose_speed)
        self._speed_box = _stacked(self._captions[2], self._speed)
        self._speed_box.setContentsMargins(4, 0, 4, 0)
        actions["stop_when"].setIconText(actions["stop_when"].text())  # Qt would leave out the dots
        self._stop = _tool(self, actions["stop_when"])
        self._finish = _tool(self, actions["inside_finish"])
        self._start, self._back, self._inside_back, self._inside = (
            _tool(self, actions[name]) for name in ("start", "back", "inside_back", "inside")
        )
        self._more = Overflow("transport.more", self)
        self._speeds_of_more = QMenu(self)
        names = [(place, name_of(speed)) for place, speed in enumerate(SPEEDS)]
        self._speed_choice = ChoiceMenu(self._speeds_of_more, "transport.speed", tr("Speed"), names, self._speed.setValue)
        self._boxes = [_stacked(caption, reading) for caption, reading in zip(self._captions, (self._iteration, self._cost), strict=False)]
        self._boxes[0].setContentsMargins(0, 0, _SPACING, 0)
        self._giving = [
            self._speed_box, self._finish, self._inside_back, self._start, self._stop, self._inside, self.timeline, self._back,
        ]  # fmt: skip
        self._gone: list[QWidget] | None = None
        self._ways = GivingWay(self._lay_out(), self._giving, self._least_width)
        actions["step"].changed.connect(self._follow_step)
        self.show_theme(theme)
        self._describe_speed()

    @property
    def speed(self) -> float:
        """Iterations a second."""
        return SPEEDS[self._speed.value()]

    def show_speed(self, speed: float) -> None:
        """Show a speed that was chosen elsewhere."""
        self._speed.setValue(SPEEDS.index(speed))

    def show_moment(self, iteration: int | None, cost: float | None) -> None:
        """Show an iteration and its cost, or that neither is known yet."""
        for reading, text in (
            (self._iteration, NOT_YET if iteration is None else whole(iteration)),
            (self._cost, NOT_YET if cost is None else number(cost, self._digits)),
        ):
            reading.show_text(text)
        told = tr("The cost over the whole training set, with regularisation.")
        self._cost.setToolTip(told if cost is None else f"{told}\n{exact(cost)}")

    def show_digits(self, digits: int) -> None:
        """Show the next cost to so many significant digits."""
        self._digits = digits

    def show_conditions(self, told: str) -> None:
        """Tell in words when a run stops by itself; empty where it doesn't."""
        self._stop.setToolTip(f"{self._actions['stop_when'].toolTip()}\n{told}" if told else self._actions["stop_when"].toolTip())
        self._stop.setAccessibleDescription(told)
        self._stop.setProperty("on", bool(told))
        self._stop.style().unpolish(self._stop)
        self._stop.style().polish(self._stop)

    def show_running(self, running: bool) -> None:
        """Let the button for running show what a press does now."""
        self._actions["run"].setText(tr("Pause") if running else tr("Run"))
        self._actions["run"].setIcon(icon("pause" if running else "run", self._theme))

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.timeline.show_theme(theme)
        self._more.show_theme(theme)
        self.setStyleSheet(f"#transport {{ background: {theme.panel}; }}")
        for caption in self._captions:
            ink(caption, theme.muted)
        self._follow_step()

    def minimumSizeHint(self) -> QSize:
        """Without what gives way where it is narrow."""
        return QSize(self._ways.least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()  # a number may need more room
        return done

    def _fit(self) -> None:
        """Show what finds room; keys, menus and the button at the end have the rest."""
        if not self.isVisible():
            return
        gone = self._ways.gone(self.width())
        has_words = not gone and self._ways.needed(()) + self._width_of_words <= self.width()
        self._stop.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon if has_words else Qt.ToolButtonStyle.ToolButtonIconOnly)
        if gone == self._gone:
            return
        self._gone = gone
        for part in self._giving:
            part.setVisible(part not in gone)
        for reading, width in zip((self._iteration, self._cost), _TIGHT_WIDTHS if self.timeline in gone else _WIDTHS, strict=True):
            reading.set_least_width(width)
        self._more.offer(self._of_more(gone))

    @property
    def _width_of_words(self) -> int:
        return self._stop.fontMetrics().horizontalAdvance(self._stop.text()) + 3 * _SPACING

    def _least_width(self, widget: QWidget, gone: Collection[QWidget]) -> int | None:
        """Of what isn't always as wide as it is now."""
        if widget is self.timeline:
            alone = all(part in gone for part in self._giving[: self._giving.index(self.timeline)])
            return fonts.scaled(_LEAST_TIMELINE if alone else _TIMELINE)
        if widget is self._stop and self._stop.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon:
            return self._stop.sizeHint().width() - self._width_of_words
        if widget is self._more:
            return self._more.sizeHint().width() if gone else 0
        readings = zip(self._boxes, self._captions, (self._iteration, self._cost), _WIDTHS, _TIGHT_WIDTHS, strict=False)
        for box, caption, reading, least, tight in readings:
            if widget is box:
                is_tight, was_tight = self.timeline in gone, self.timeline.isHidden()
                grown = reading.minimumWidth() if is_tight == was_tight else 0
                width = max(reading.sizeHint().width(), tight if is_tight else least, grown, caption.sizeHint().width())
                return width + box.contentsMargins().right()
        return None

    def _of_more(self, gone: Collection[QWidget]) -> list[QAction]:
        """What had to give way, in the order in which it stands in the row."""
        tools = (self._start, self._back, self._inside_back, self._inside, self._finish, self._stop)
        hidden = [tool.defaultAction() for tool in tools if tool in gone]
        return hidden + self._speeds_of_more.actions() if self._speed_box in gone else hidden

    def _follow_step(self) -> None:
        action = self._actions["step"]
        ink = self._theme.on_accent if action.isEnabled() else self._theme.disabled
        self._step.setEnabled(action.isEnabled())
        self._step.setToolTip(action.toolTip())
        self._step.setIcon(icon("step", self._theme, IN_BUTTONS, ink))

    def _choose_speed(self) -> None:
        self._describe_speed()
        self.speed_chosen.emit(self.speed)

    def _describe_speed(self) -> None:
        self._speed.setToolTip(description(self.speed))
        self._speed.setAccessibleDescription(description(self.speed))
        self._captions[2].setText(short_name(self.speed))
        self._speed_choice.show(self._speed.value())

    def _lay_out(self) -> QHBoxLayout:
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 6)
        row.setSpacing(_SPACING)
        row.addWidget(self._start)
        row.addWidget(self._back)
        row.addSpacing(4)
        row.addWidget(self._step)
        row.addSpacing(4)
        row.addWidget(self._inside_back)
        row.addWidget(self._inside)
        row.addWidget(self._finish)
        row.addWidget(_tool(self, self._actions["run"]))
        row.addSpacing(6)
        for box, reading, width in zip(self._boxes, (self._iteration, self._cost), _WIDTHS, strict=True):
            reading.set_least_width(width)
            row.addWidget(box)
        row.addWidget(self.timeline, 1)
        row.addWidget(self._speed_box)
        row.addWidget(self._stop)
        row.addWidget(self._more)
        return row


def _tool(parent: QWidget, action: QAction) -> QToolButton:
    button = QToolButton(parent)
    button.setDefaultAction(action)
    button.setIconSize(QSize(20, 20))
    button.setObjectName(f"transport.{action.objectName().removeprefix('action.')}")
    button.setAccessibleName(action.text())
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _step_button(parent: QWidget, action: QAction) -> QPushButton:
    """The one filled button. It takes no focus, so that Space is always the window's and never pressed twice."""
    button = QPushButton(action.text(), parent)
    button.setObjectName("transport.step")
    button.setAccessibleName(action.text())
    button.setProperty("primary", True)
    button.setIconSize(QSize(IN_BUTTONS, IN_BUTTONS))
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.clicked.connect(action.trigger)
    return button


def _speed_slider(parent: QWidget) -> QSlider:
    slider = QSlider(Qt.Orientation.Horizontal, parent)
    slider.setObjectName("transport.speed")
    slider.setAccessibleName(tr("Speed"))
    slider.setRange(0, len(SPEEDS) - 1)
    slider.setValue(SPEEDS.index(USUAL))
    slider.setPageStep(1)
    slider.setFixedWidth(92)
    return slider


def _caption(parent: QWidget, text: str) -> QLabel:
    label = QLabel(text, parent)
    label.setFont(fonts.font(11))
    return label


def _reading(parent: QWidget, object_name: str) -> ReadingLabel:
    label = ReadingLabel(NOT_YET, object_name, parent)
    label.setFont(fonts.font(17, fonts.SEMIBOLD))
    return label


def _stacked(*widgets: QWidget) -> QWidget:
    box = QWidget(widgets[0].parentWidget())
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    for widget in widgets:
        column.addWidget(widget)
    return box
