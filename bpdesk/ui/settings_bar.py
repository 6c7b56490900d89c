"""Learning rate and cost at the right of the tool bar: the settings in force at the shown moment, to be typed over."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from bpdesk.model.catalogue import COST_NAMES, COSTS
from bpdesk.model.settings import Training
from bpdesk.text import number, tr
from bpdesk.ui import fonts
from bpdesk.ui.ink import ink
from bpdesk.ui.reason_below import ReasonBelow
from bpdesk.ui.theme import Theme
from bpdesk.ui.value_field import ValueField, not_negative


class SettingsBar(QWidget):
    """Shows training settings; tells what was typed or chosen."""

    learning_rate_typed = Signal(object)
    cost_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tip = tr("How far each update goes against the gradient")
        self.learning_rate = ValueField(tr("Learning rate"), "settings.learningRate", self, read=not_negative, tip=tip)
        self.learning_rate.setFixedWidth(96)
        self.learning_rate.value_typed.connect(self.learning_rate_typed)
        self._reason = ReasonBelow(self.learning_rate, theme)
        self._cost = QComboBox(self)
        self._cost.setObjectName("settings.cost")
        self._cost.setAccessibleName(tr("Cost"))
        self._cost.setToolTip(tr("How the outputs are compared with their targets"))
        self._cost.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for entry in COSTS:
            self._cost.addItem(tr(entry.label), entry.name)
        self._cost.activated.connect(lambda index: self.cost_chosen.emit(COST_NAMES[index]))
        self._bound = QLabel(self)
        self._bound.setObjectName("settings.rateBound")
        self._bound.setAccessibleName(tr("Bound of the learning rate"))
        self._bound.hide()
        self._drawn_with: tuple[QFont, str] | None = None
        self._rate, self._limit, self._theme = 0.0, float("inf"), theme
        self._labels = [_label(tr("Learning rate"), self.learning_rate, self), _label(tr("Cost"), self._cost, self)]
        self._lay_out()
        self.show_theme(theme)

    def commit_typing(self) -> bool:
        """Take what is being typed; False when it can't be read, and the keyboard goes back there."""
        if self.learning_rate.commit():
            return True
        self.learning_rate.setFocus(Qt.FocusReason.OtherFocusReason)
        self.learning_rate.selectAll()
        return False

    def show_training(self, training: Training) -> None:
        self.learning_rate.show_value(training.learning_rate)
        self._rate = training.learning_rate
        self._colour_bound()
        self._cost.setCurrentIndex(COST_NAMES.index(training.cost))

    def show_rate_bound(self, rate: float | None, explanation: str, *, may_return: bool = False) -> None:
        """Show beside the rate below which value it should stay, and why; nothing for None, whose room stays where one `may_return`."""
        policy = self._bound.sizePolicy()
        policy.setRetainSizeWhenHidden(may_return and (policy.retainSizeWhenHidden() or not self._bound.isHidden()))
        self._bound.setSizePolicy(policy)
        self._bound.setVisible(rate is not None)
        if rate is not None:
            self._limit = rate
            self._bound.setText(tr("below {rate}", rate=number(rate)))
            self._bound.setToolTip(explanation)
            self._bound.setAccessibleDescription(explanation)
            self._colour_bound()

    def show_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._colour_bound()
        self._reason.show_theme(theme)
        for label in self._labels:
            ink(label, theme.muted)

    def _colour_bound(self) -> None:
        """A rate beyond the bound is told by more than colour: by a heavier line."""
        beyond = self._rate >= self._limit
        font, colour = fonts.font(11, fonts.SEMIBOLD if beyond else fonts.REGULAR), self._theme.warning if beyond else self._theme.muted
        if (font, colour) != self._drawn_with:
            self._drawn_with = font, colour
            self._bound.setFont(font)
            ink(self._bound, colour)

    def _lay_out(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addStretch(1)
        for label, field in zip(self._labels, (self.learning_rate, self._cost), strict=True):
            if field is self.learning_rate:
                row.addLayout(_stacked(label, self._bound))
            else:
                row.addWidget(label)
            row.addWidget(field)


def _label(text: str, buddy: QWidget, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setBuddy(buddy)
    return label


def _stacked(*labels: QLabel) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addStretch(1)
    for label in labels:
        label.setAlignment(Qt.AlignmentFlag.AlignRight)
        column.addWidget(label)
    column.addStretch(1)
    return column
