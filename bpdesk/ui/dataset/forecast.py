"""What the network says at the shown moment of the rows that are looked at. Computed on the engine's thread."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal

from bpdesk.engine.moment import Moment
from bpdesk.model.dataset import Array, Indices
from bpdesk.model.document import Document
from bpdesk.model.rows import Part
from bpdesk.ui.latest import Latest
from bpdesk.ui.session import Session

if TYPE_CHECKING:
    from bpdesk.engine.prediction import Prediction

_SPACING = 100


class Forecast(QObject):
    """Follows the shown moment; while a run goes on, a few times a second."""

    arrived = Signal(int, object)
    """The first row, and the prediction of the rows from there on; None where nothing can be said."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._latest = Latest(session.thread_of_engine, _SPACING, self)
        self._told: tuple[object, ...] = ()

    def follow(self, document: Document, part: Part, rows: range, moment: Moment | None) -> None:
        """Those rows are looked at, at that moment."""
        wanted = (document.network, document.data, part, rows, moment)
        if len(self._told) and part == self._told[2] and rows == self._told[3] and all(wanted[at] is self._told[at] for at in (0, 1, 4)):
            return
        self._told = wanted
        job = prediction_of(self._session, document, part, np.arange(rows.start, rows.stop), moment)
        if job is None:
            self._latest.forget()
            self.arrived.emit(0, None)
        else:
            self._latest.ask(job, lambda prediction: self.arrived.emit(rows.start, prediction))


def prediction_of(
    session: Session, document: Document, part: Part, rows: Indices, moment: Moment | None
) -> Callable[[], Prediction] | None:
    """What computes, on the engine's thread, the prediction of those rows; None where there is nothing to compute."""
    data = document.data
    if data is None or not len(rows):
        return None
    chosen = data.train if part == "train" else data.test
    return prediction_of_table(session, document, lambda: chosen.take(rows), moment)


def prediction_of_table(
    session: Session, document: Document, table: Callable[[], Array], moment: Moment | None
) -> Callable[[], Prediction] | None:
    """The same for rows that come from elsewhere; they have the data's columns."""
    run, network, data = session.playback.run, document.network, document.data
    if run is None or moment is None or data is None or not fits_program(document, run.program.node_ids):
        return None
    engine = run.engine

    def predict() -> Prediction:
        found: Prediction = importlib.import_module("bpdesk.engine.prediction").predict(engine, moment, network, data, table())
        return found

    return predict


def fits_program(document: Document, node_ids: tuple[str, ...]) -> bool:
    """Whether the program is one of that network, as far as its nodes tell."""
    return tuple(node.id for node in document.network.nodes) == node_ids
