"""All training settings, as they are in force at the shown moment. What is typed or chosen goes to the session.

A new setting is one field here; those of the optimizers come from the catalogue (`optimizer_fields`).
"""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QScrollArea, QWidget

from bpdesk.model.catalogue import COSTS, OPTIMIZERS, Setting, optimizer_entry
from bpdesk.model.settings import Optimizer, Training
from bpdesk.text import tr, whole
from bpdesk.ui.form import Form, check_box, choice
from bpdesk.ui.scrolled import scrolled
from bpdesk.ui.session import Session
from bpdesk.ui.theme import Theme
from bpdesk.ui.value_field import Read, ValueField, Write, not_negative, number_text, or_none, whole_number, within

_LARGEST_BATCH, _LARGEST_SEED = 10**9, 2**63 - 1


def _whole_or_empty(value: int | None) -> str:
    return "" if value is None else str(value)


_WRITERS: dict[str, Write] = {"batch_size": _whole_or_empty, "seed": _whole_or_empty}


class TrainingPanel(QWidget):
    """Shows settings; within a run a new value is a change at the shown iteration."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("training")
        self._session = session
        self._training = Training()
        self._form = Form(theme, self)
        self.area: QScrollArea = scrolled(self._form, self)
        self._fields: dict[str, ValueField] = {}
        self._optimizer_fields: dict[tuple[str, str], ValueField] = {}
        self._make_rate_and_cost()
        self._make_optimizer()
        self._make_batches()
        self._make_penalties()

    def show_training(self, training: Training, iteration: int | None) -> None:
        """The settings in force after `iteration` updates, or at the iterations of a run that goes on."""
        self._training = training
        for name, field in self._fields.items():
            field.show_value(getattr(training, name))
        self._shuffle.setChecked(training.shuffle)
        self._cost.setCurrentIndex(self._cost.findData(training.cost))
        self._show_optimizer(training.optimizer)
        at_rest = tr("A new value holds from iteration {k} on.", k=whole(iteration)) if iteration else ""
        self._when.setText(tr("A new value pauses the run, and holds from there on.") if iteration is None else at_rest)
        self._form.set_row_visible(self._when, iteration != 0)

    def show_theme(self, theme: Theme) -> None:
        self._form.show_theme(theme)

    def commit_typing(self) -> bool:
        """Take what is being typed; False when it can't be read."""
        return all(field.commit() for field in (*self._fields.values(), *self._optimizer_fields.values()))

    def _make_rate_and_cost(self) -> None:
        self._when = self._form.add_note("")
        self._when.setObjectName("training.when")
        self._add("learning_rate", tr("Learning rate"), not_negative, tr("How far each update goes against the gradient"))
        self._cost = choice(
            [(entry.name, tr(entry.label)) for entry in COSTS],
            tr("Cost"), "training.cost", tr("How the outputs are compared with their targets"), self,
        )  # fmt: skip
        self._cost.activated.connect(lambda: self._set(tr("Choose cost"), cost=self._cost.currentData()))
        self._form.add(tr("Cost"), self._cost)

    def _make_optimizer(self) -> None:
        self._optimizer = choice(
            [(entry.name, tr(entry.label)) for entry in OPTIMIZERS],
            tr("Optimizer"), "training.optimizer", tr("How an update follows from the gradients"), self,
        )  # fmt: skip
        self._optimizer.activated.connect(self._choose_optimizer)
        self._form.add(tr("Optimizer"), self._optimizer)
        for entry in OPTIMIZERS:
            for setting in entry.settings:
                self._optimizer_fields[entry.name, setting.name] = self._optimizer_field(entry.name, setting)

    def _make_batches(self) -> None:
        self._form.add_heading(tr("Batches"))
        tip = tr("How many training rows each update uses. Empty: all of them.")
        self._add("batch_size", tr("Batch size"), or_none(whole_number(1, _LARGEST_BATCH)), tip)
        self._fields["batch_size"].setPlaceholderText(tr("all rows"))
        tip = tr("Take the rows in another order in each epoch. It matters where a batch isn't all rows.")
        self._shuffle = check_box(tr("Shuffle the rows"), "training.shuffle", tip, self)
        self._shuffle.clicked.connect(lambda on: self._set(tr("Switch shuffling"), shuffle=on))
        self._form.add("", self._shuffle)
        self._add(
            "seed", tr("Seed"), whole_number(0, _LARGEST_SEED), tr("Decides the order of shuffled rows: the same seed, the same order")
        )

    def _make_penalties(self) -> None:
        self._form.add_heading(tr("Penalties on weights"))
        self._add("l1", tr("L1"), not_negative, tr("Adds l1·Σ|w| to the cost: drives weights to 0"))
        self._add("l2", tr("L2"), not_negative, tr("Adds (l2/2)·Σw² to the cost: keeps weights small"))

    def _add(self, name: str, caption: str, read: Read, tip: str) -> None:
        field = ValueField(caption, f"training.{name}", self, read=read, write=_WRITERS.get(name, number_text), tip=tip)
        field.value_typed.connect(lambda value: self._set(tr("Set {name}", name=caption.lower()), **{name: value}))
        self._fields[name] = field
        self._form.add(caption, field)

    def _optimizer_field(self, optimizer: str, setting: Setting) -> ValueField:
        caption = tr(setting.label)
        tip = tr("A number {range}", range=setting.range_text)
        field = ValueField(caption, f"training.{optimizer}.{setting.name}", self, read=within(setting), tip=tip)
        field.value_typed.connect(lambda value: self._set_optimizer_value(setting, value))
        self._form.add(caption, field)
        return field

    def _show_optimizer(self, optimizer: Optimizer) -> None:
        self._optimizer.setCurrentIndex(self._optimizer.findData(optimizer.name))
        for (name, setting), field in self._optimizer_fields.items():
            self._form.set_row_visible(field, name == optimizer.name)
            if name == optimizer.name:
                field.show_value(optimizer.settings[setting])
            elif field.isModified():
                field.put_back()

    def _choose_optimizer(self) -> None:
        chosen = optimizer_entry(self._optimizer.currentData())
        if chosen.name != self._training.optimizer.name:
            self._set(tr("Choose optimizer"), optimizer=Optimizer.of(chosen.name))

    def _set_optimizer_value(self, setting: Setting, value: float) -> None:
        now = self._training.optimizer
        text = tr("Set {name}", name=tr(setting.label).lower())
        self._set(text, optimizer=Optimizer.of(now.name, **{**now.settings, setting.name: value}))

    def _set(self, text: str, **values: Any) -> None:
        self._session.numbers.set_training(text, **values)
