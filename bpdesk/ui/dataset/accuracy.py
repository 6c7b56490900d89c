"""How many rows of each part are told their right class at the shown moment. Computed on the engine's thread, a slice at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, Signal

from bpdesk.engine.moment import Moment
from bpdesk.model.classes import Classes, classes_of
from bpdesk.model.dataset import Dataset, Indices
from bpdesk.model.document import Document
from bpdesk.model.rows import Part
from bpdesk.text import tr, whole
from bpdesk.ui.dataset.forecast import prediction_of
from bpdesk.ui.latest import Latest
from bpdesk.ui.session import Session

_SPACING = 400
_WORK_AT_ONCE = 20_000_000
"""Multiplications of a slice: some hundredths of a second."""
PARTS: tuple[Part, ...] = ("train", "test")


@dataclass(frozen=True)
class Counted:
    """Of each part that has complete rows, how many of them are right and how many there are."""

    right: dict[Part, tuple[int, int]]

    def with_slice(self, part: Part, right: int, rows: int) -> Counted:
        """With some rows more."""
        before = self.right.get(part, (0, 0))
        return Counted({**self.right, part: (before[0] + right, before[1] + rows)})

    def text(self) -> str:
        """`Accuracy: training 96.0 % (144 of 150), test 90.0 % (27 of 30)`, broken between parts only; empty where nothing was counted."""
        names = {"train": tr("training"), "test": tr("test")}
        told = [
            tr(
                "{part} {share} % ({right} of {all})",
                part=names[part],
                share=f"{100 * right / rows:.1f}",
                right=whole(right),
                all=whole(rows),
            ).replace(" ", "\N{NO-BREAK SPACE}")
            for part, (right, rows) in self.right.items()
            if rows
        ]
        return tr("Accuracy: {parts}", parts=", ".join(told)) if told else ""


Slice = Callable[[], tuple[Part, int, int]]
"""Counts some rows: their part, how many are right, how many there are."""


class Accuracy(QObject):
    """Follows the shown moment, where the targets tell classes."""

    counted = Signal(object)
    """A `Counted`; None where there are no classes."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._latest = Latest(session.thread_of_engine, _SPACING, self)
        self._data: Dataset | None = None
        self._followed: Dataset | None = None
        self._classes: Classes | None = None
        self._moment: Moment | None = None

    def classes(self, document: Document) -> Classes | None:
        """How the targets of that document tell classes; None where they don't."""
        if document.data is not self._data:
            self._data, self._classes = document.data, classes_of(document)
        return self._classes

    def follow(self, document: Document, moment: Moment | None) -> None:
        """Count at that moment, soon."""
        if document.data is self._followed and moment is self._moment:
            return
        self._followed = document.data
        classes, self._moment = self.classes(document), moment
        slices = [] if classes is None or moment is None else _slices(document, moment, self._session, classes)
        if slices:
            self._latest.ask(slices[0], lambda found: self._go_on(moment, slices[1:], Counted({}).with_slice(*found)))
        else:
            self._latest.forget()
            self.counted.emit(None)

    def _go_on(self, moment: Moment | None, slices: list[Slice], counted: Counted) -> None:
        """Have the next slice counted, unless another moment is shown by now; the last one tells."""
        if not slices:
            self.counted.emit(counted)
        elif moment is self._moment:
            self._session.thread_of_engine.do(slices[0], lambda found: self._go_on(moment, slices[1:], counted.with_slice(*found)))


def _slices(document: Document, moment: Moment, session: Session, classes: Classes) -> list[Slice]:
    """What counts the rows of each part piece by piece, on the engine's thread."""
    data, size = document.data, max(1, _WORK_AT_ONCE // max(1, len(document.network.edges)))
    found: list[Slice] = []
    for part in PARTS if data is not None else ():
        rows = len(data.train if part == "train" else data.test) if data is not None else 0
        for first in range(0, rows, size):
            count = _slice(document, moment, session, classes, part, np.arange(first, min(rows, first + size)))
            found += [] if count is None else [count]
    return found


def _slice(document: Document, moment: Moment, session: Session, classes: Classes, part: Part, rows: Indices) -> Slice | None:
    predict, data = prediction_of(session, document, part, rows, moment), document.data
    if predict is None or data is None:
        return None
    places = [data.columns.index(node.id) for node in document.network.outputs]
    table = data.train if part == "train" else data.test

    def count() -> tuple[Part, int, int]:
        outputs, targets = predict().outputs, table.take(rows)[:, places]
        complete = ~(np.isnan(outputs) | np.isnan(targets)).any(axis=1)
        return part, int(classes.right(outputs[complete], targets[complete]).sum()), int(complete.sum())

    return count
