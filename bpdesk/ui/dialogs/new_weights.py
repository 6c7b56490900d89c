"""Asks how new random weights are drawn, and from which seed: shown, so that the same weights can be drawn again."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from bpdesk.model.initializers import HE, INITIALIZERS, UNIFORM, XAVIER, Initializer
from bpdesk.model.recipes import HIGHEST_SEED
from bpdesk.text import read_number, tr
from bpdesk.ui.dialogs.decision import decision
from bpdesk.ui.form import Form, check_box, choice
from bpdesk.ui.theme import Theme
from bpdesk.ui.value_field import ValueField, whole_number

_RANDOM = (XAVIER, HE, UNIFORM)


@dataclass(frozen=True)
class WeightsChoice:
    """What was chosen in the dialog; all but the seed is proposed again."""

    initializer: Initializer = field(default_factory=Initializer)
    seed: int = 0
    resets_biases: bool = True


class NewWeightsDialog(QDialog):
    """Tells a WeightsChoice."""

    chosen = Signal(object)

    def __init__(self, proposed: WeightsChoice, told: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("newWeights")
        self.setWindowTitle(tr("New random weights"))
        self.form = Form(theme, self)
        self.form.add_note(told)
        tip = tr("Xavier suits tanh and sigmoid, He suits relu: both keep values of one size from layer to layer")
        rules = [(entry.name, tr(entry.label)) for entry in INITIALIZERS if entry.name in _RANDOM]
        self._rule = choice(rules, tr("Drawn"), "newWeights.drawn", tip, self)
        self._rule.setCurrentIndex(self._rule.findData(proposed.initializer.name))
        self._rule.currentIndexChanged.connect(self._show_bound)
        self.form.add(tr("Drawn"), self._rule)
        self._bound = ValueField(tr("Bound"), "newWeights.bound", self, read=_above_0, tip=tr("Weights lie between −bound and bound"))
        self._bound.show_value(proposed.initializer.value)
        self._bound.value_typed.connect(self._bound.show_value)
        self.form.add(tr("Bound"), self._bound)
        self._show_bound()
        tip = tr("The same seed, the same weights")
        self._seed = ValueField(tr("Seed"), "newWeights.seed", self, read=whole_number(0, HIGHEST_SEED), write=str, tip=tip)
        self._seed.show_value(proposed.seed)
        self._seed.value_typed.connect(self._seed.show_value)
        self.form.add(tr("Seed"), self._seed)
        self._biases = check_box(tr("Biases begin at 0"), "newWeights.biases", tr("Else they stay as they are at the start"), self)
        self._biases.setChecked(proposed.resets_biases)
        self.form.add("", self._biases)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 16)
        column.addWidget(self.form)
        column.addWidget(decision(self, "newWeights.draw", tr("Draw")))
        self.setMinimumWidth(420)

    def accept(self) -> None:
        if self._seed.commit() and self._bound.commit():
            initializer = Initializer(str(self._rule.currentData()), self._bound.value)
            self.chosen.emit(WeightsChoice(initializer, self._seed.value, self._biases.isChecked()))
            super().accept()

    def _show_bound(self) -> None:
        self.form.set_row_visible(self._bound, self._rule.currentData() == UNIFORM)


def _above_0(typed: str) -> float:
    value = read_number(typed)
    if value <= 0:
        raise ValueError(tr("Type a number above 0."))
    return value
