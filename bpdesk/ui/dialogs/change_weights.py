"""Asks how the selected weights are to be changed: set, added to, multiplied, or drawn anew by a rule."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from bpdesk.model.initializers import INITIALIZERS, TAKING_A_VALUE, Initializer
from bpdesk.model.network import Network
from bpdesk.model.recipes import HIGHEST_SEED
from bpdesk.model.weighing import ADD, MULTIPLY, SET, changed, drawn
from bpdesk.text import count, read_number, tr
from bpdesk.ui.dialogs.decision import decision
from bpdesk.ui.form import Form, choice
from bpdesk.ui.theme import LIGHT, Theme
from bpdesk.ui.value_field import whole_number

_WAYS = ((SET, "Set all to"), (ADD, "Add"), (MULTIPLY, "Multiply by"))
_WIDTH = 400

WeightChange = Callable[[Network, dict[str, float]], dict[str, float]]
"""From a network and the shown weights by edge id to the new ones; a Refusal says why not."""


class ChangeWeightsDialog(QDialog):
    """Emits `chosen` with a WeightChange."""

    chosen = Signal(object)

    def __init__(self, edges: int, seed: int, parent: QWidget | None = None, theme: Theme = LIGHT) -> None:
        super().__init__(parent)
        self.setObjectName("changeWeights")
        self.setWindowTitle(tr("Change weights"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._read_seed = whole_number(0, HIGHEST_SEED)
        self.form = Form(theme, self)
        self.form.add_note(count(edges, "{n} selected weight, in one undo step", "{n} selected weights, in one undo step"))
        ways = [(way, tr(label)) for way, label in _WAYS]
        rules = [
            (f"draw {entry.name}", tr("Draw anew: {rule}", rule=tr(entry.label))) for entry in INITIALIZERS if entry.name != "constant"
        ]
        self.way = choice([*ways, *rules], tr("Change"), "changeWeights.way", tr("What is done to each weight"), self)
        self.value = self._line("changeWeights.value", tr("Value"), tr("A number, also 1/3 or -2e-3"), "0.5")
        self.seed = self._line("changeWeights.seed", tr("Seed"), tr("The same seed draws the same weights"), str(seed))
        self._lay_out()
        self.way.currentIndexChanged.connect(self._show_fields)
        self._show_fields()

    def accept(self) -> None:
        """Tell the change; what can't be read keeps the dialog open."""
        self.form.forget_reasons()
        change = self._read()
        if change is not None:
            self.chosen.emit(change)
            super().accept()

    @property
    def _rule(self) -> str:
        """The rule by which weights are drawn; empty where they are not."""
        way = str(self.way.currentData())
        return way.removeprefix("draw ") if way.startswith("draw ") else ""

    @property
    def _takes_value(self) -> bool:
        return not self._rule or self._rule in TAKING_A_VALUE

    def _read(self) -> WeightChange | None:
        rule, way = self._rule, str(self.way.currentData())
        field: QLineEdit = self.value
        try:
            value = read_number(self.value.text()) if self._takes_value else 1.0
            if not rule:
                return lambda _network, weights: changed(weights, way, value)
            initializer = Initializer(rule, value)
            field = self.seed
            seed = self._read_seed(self.seed.text())
        except ValueError as reason:
            self.form.show_reason(field, str(reason))
            field.setFocus()
            field.selectAll()
            return None
        return lambda network, weights: drawn(network, weights, initializer, seed)

    def _show_fields(self) -> None:
        self.form.set_row_visible(self.value, self._takes_value)
        self.form.set_row_visible(self.seed, bool(self._rule))

    def _line(self, object_name: str, name: str, tip: str, text: str) -> QLineEdit:
        line = QLineEdit(text, self)
        line.setObjectName(object_name)
        line.setAccessibleName(name)
        line.setToolTip(tip)
        return line

    def _lay_out(self) -> None:
        for caption, field in ((tr("Change"), self.way), (tr("Value"), self.value), (tr("Seed"), self.seed)):
            self.form.add(caption, field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 16)
        column.addWidget(self.form)
        column.addWidget(decision(self, "changeWeights.change", tr("Change weights")))
        self.setMinimumWidth(_WIDTH)
        self.value.selectAll()
        self.value.setFocus()
