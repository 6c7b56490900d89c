"""Learning rate and cost at the right of the tool bar: the settings in force at the shown moment, to be typed over."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from bpdesk.model.catalogue import COST_NAMES, COSTS
from bpdesk.model.settings import Training
from bpdesk.text import exact, read_number, tr
from bpdesk.ui import fonts
from bpdesk.ui.theme import Theme


class NumberField(QLineEdit):
    """A line that takes a number: Enter and leaving it take what is typed, Esc puts back what was there."""

    number_typed = Signal(float)
    refused = Signal(str)

    def __init__(self, name: str, object_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self.setFont(fonts.font(13))
        self._value = 0.0
        self._smallest = 0.0
        self.editingFinished.connect(self.commit)
        self.textEdited.connect(lambda: self._mark(""))

    def show_number(self, value: float) -> None:
        """Show the value in force; something that is being typed stays."""
        self._value = value
        if not self.isModified():
            self.setText(exact(value))
            self._mark("")

    def commit(self) -> bool:
        """Take what is typed; False, with the reason told, when it can't be read."""
        if not self.isModified():
            return True
        try:
            value = read_number(self.text())
            if value < self._smallest:
                raise ValueError(tr("Type a number that is not below 0."))
        except ValueError as reason:
            self._mark(str(reason))
            self.refused.emit(str(reason))
            return False
        self.setModified(False)
        self._mark("")
        if value != self._value:
            self.number_typed.emit(value)
        self.setText(exact(self._value))
        return True

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _belongs_to_typing(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._put_back()
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.isModified():
            self.clearFocus()

    def _put_back(self) -> None:
        self.setModified(False)
        self.show_number(self._value)
        self.clearFocus()

    def _mark(self, reason: str) -> None:
        self.setProperty("invalid", bool(reason))
        self.setToolTip(reason)
        self.style().unpolish(self)
        self.style().polish(self)


class SettingsBar(QWidget):
    """Shows training settings; tells what was typed or chosen."""

    learning_rate_typed = Signal(float)
    cost_chosen = Signal(str)
    refused = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.learning_rate = NumberField(tr("Learning rate"), "settings.learningRate", self)
        self.learning_rate.setFixedWidth(96)
        self.learning_rate.number_typed.connect(self.learning_rate_typed)
        self.learning_rate.refused.connect(self.refused)
        self._cost = QComboBox(self)
        self._cost.setObjectName("settings.cost")
        self._cost.setAccessibleName(tr("Cost"))
        self._cost.setToolTip(tr("How the outputs are compared with their targets"))
        self._cost.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for entry in COSTS:
            self._cost.addItem(tr(entry.label), entry.name)
        self._cost.activated.connect(lambda index: self.cost_chosen.emit(COST_NAMES[index]))
        self._labels = [_label(tr("Learning rate"), self.learning_rate, self), _label(tr("Cost"), self._cost, self)]
        self._lay_out()
        self.show_theme(theme)

    def show_training(self, training: Training) -> None:
        self.learning_rate.show_number(training.learning_rate)
        self._cost.setCurrentIndex(COST_NAMES.index(training.cost))

    def show_theme(self, theme: Theme) -> None:
        for label in self._labels:
            label.setStyleSheet(f"color: {theme.muted}; background: transparent;")

    def _lay_out(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addStretch(1)
        for label, field in zip(self._labels, (self.learning_rate, self._cost), strict=True):
            row.addWidget(label)
            row.addWidget(field)


def _label(text: str, buddy: QWidget, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setBuddy(buddy)
    return label


def _belongs_to_typing(event: QKeyEvent) -> bool:
    return event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier)
