"""Asks when a run shall end by itself. An empty line asks for nothing.

A new condition is a field here and a field of `Conditions`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from bpdesk.text import read_number, tr
from bpdesk.training.stopping import Conditions
from bpdesk.ui.dialogs.decision import decision
from bpdesk.ui.form import Form, check_box, push_button
from bpdesk.ui.theme import Theme
from bpdesk.ui.value_field import Read, ValueField, Write, number_text, or_none, whole_number

Never = Callable[[str, Conditions], str]
_HIGHEST = 10**15
_MOST_EPOCHS = 10**6


class StopWhenDialog(QDialog):
    """Tells the conditions; `never` says of one by its name why it can never hold, which is told below it and not taken."""

    chosen = Signal(object)
    dropped = Signal()
    """It was left with something else in it than what is asked for."""

    def __init__(self, asked: Conditions, never: Never, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stopWhen")
        self.setWindowTitle(tr("Stop when"))
        self._never, self._was_asked = never, asked
        self.form = Form(theme, self)
        self.form.add_note(tr("Run goes on until one of these is so, and stops at that very iteration. Leave empty what doesn't matter."))
        self._fields: dict[str, ValueField] = {}
        self._boxes: dict[str, QCheckBox] = {}
        self._make_fields()
        self._show(asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 16)
        column.addWidget(self.form)
        column.addWidget(self._buttons())
        self.setMinimumWidth(440)

    def accept(self) -> None:
        unread = next((field for field in self._fields.values() if not field.commit()), None)
        if unread is not None:
            unread.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        asked = self._asked()
        reasons = {field.name: self._never(field.name, asked) for field in fields(Conditions)}
        for name, field in self._fields.items():
            field.refuse(reasons[name])
        for name, box in self._boxes.items():
            self.form.show_reason(box, reasons[name])
        refused = next((field for name, field in self._fields.items() if reasons[name]), None)
        if refused is not None:
            refused.setFocus(Qt.FocusReason.OtherFocusReason)
            refused.selectAll()
        elif not any(reasons.values()):
            self.chosen.emit(asked)
            super().accept()

    def reject(self) -> None:
        if self._asked() != self._was_asked or any(field.isModified() for field in self._fields.values()):
            self.dropped.emit()
        super().reject()

    def _make_fields(self) -> None:
        each = tr("With batches it is looked at once an epoch, else after each iteration.")
        self._add("cost_below", tr("Cost below"), or_none(read_number), number_text, tr("The cost over the training set.") + " " + each)
        self._add("iteration", tr("Iteration"), or_none(whole_number(0, _HIGHEST)), _whole_text, tr("Stop after so many iterations"))
        tip = tr("√Σg² over all weights and biases that aren't frozen: how steep the cost is where it stands")
        self._add("gradient_below", tr("Gradient norm below"), or_none(read_number), number_text, tip)
        tip = tr("So many epochs in a row with a larger cost over the test set: what is learnt no longer helps with other rows")
        self._add("test_rises", tr("Test cost rises, epochs"), or_none(whole_number(1, _MOST_EPOCHS)), _whole_text, tip)
        self._add_box("sign_changes", tr("A weight changes its sign"), tr("Pause where a weight has passed 0"))
        self._add_box("cost_rises", tr("The cost rises"), tr("Pause where the cost is larger than before.") + " " + each)

    def _add(self, name: str, caption: str, read: Read, write: Write, tip: str) -> None:
        field = ValueField(caption, f"stopWhen.{name}", self, read=read, write=write, tip=tip)
        field.value_typed.connect(field.show_value)
        self._fields[name] = field
        self.form.add(caption, field)

    def _add_box(self, name: str, text: str, tip: str) -> None:
        self._boxes[name] = check_box(text, f"stopWhen.{name}", tip, self)
        self.form.add("", self._boxes[name])

    def _show(self, asked: Conditions) -> None:
        for name, field in self._fields.items():
            field.put_back()
            field.show_value(getattr(asked, name))
        for name, box in self._boxes.items():
            box.setChecked(getattr(asked, name))

    def _asked(self) -> Conditions:
        values: dict[str, Any] = {name: field.value for name, field in self._fields.items()}
        return Conditions(**values, **{name: box.isChecked() for name, box in self._boxes.items()})

    def _buttons(self) -> QDialogButtonBox:
        buttons = decision(self, "stopWhen.set", tr("Set"))
        clear = push_button(tr("Clear all"), "stopWhen.clear", tr("Let Run go on until Pause"), buttons)
        clear.clicked.connect(lambda: self._show(Conditions()))
        buttons.addButton(clear, QDialogButtonBox.ButtonRole.ResetRole)
        return buttons


def _whole_text(value: int | None) -> str:
    return "" if value is None else str(value)
