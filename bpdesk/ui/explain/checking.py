"""The finite-difference check of one derivative, computed on the engine's thread for the moment that is shown."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, Signal

from bpdesk.engine.moment import Moment
from bpdesk.explain.check import check_section
from bpdesk.explain.kinks import kink, kink_of_row
from bpdesk.explain.page import Page, Section, Words
from bpdesk.explain.situation import Situation
from bpdesk.text import tr
from bpdesk.ui.session import Session

if TYPE_CHECKING:
    from bpdesk.engine.gradient_check import Comparison
    from bpdesk.training.run import Run

_MOST_PRODUCTS = 5_000_000
_CHECKED = ("weight", "bias", "node")


class Checking(QObject):
    """One comparison at a time; `arrived` tells that the one that was asked for is there."""

    arrived = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._subject: tuple[Any, ...] = ()
        self._found: Comparison | None = None

    def section(self, run: Run, situation: Situation, page: Page) -> Section | None:
        """The check as a section: asked for the first time, it says that it comes. None where there is nothing to check."""
        index, moment = _index(run, page), situation.moment
        if index is None or moment.inside is not None or moment.is_asked:
            return None
        subject = (moment, page.kind, page.identifier)
        if subject != self._subject:
            self._subject, self._found = subject, None
            if not self._ask(run, moment, page, index):
                return None
        if self._found is None:
            return Section("check", tr("Check: a central difference"), (Words(tr("Comparing…"), quiet=True),))
        return check_section(_name(page), self._found, _kink(situation, page))

    def _ask(self, run: Run, moment: Moment, page: Page, index: int) -> bool:
        """Have it compared, where that takes no longer than a step."""
        rows = np.array([moment.shown.row], np.int64) if page.kind == "node" else moment.batch
        if len(rows) * len(run.program.edge_ids) > _MOST_PRODUCTS:
            return False
        subject, regime = self._subject, run.regime_at(moment.iteration)
        self._session.thread_of_engine.do(
            lambda: _compared(run, regime, moment, rows, index), lambda comparison: self._take(subject, comparison)
        )
        return True

    def _take(self, subject: tuple[Any, ...], comparison: Comparison) -> None:
        if subject == self._subject:
            self._found = comparison
            self.arrived.emit()


def _index(run: Run, page: Page) -> int | None:
    """Which parameter is moved: for a node its bias, as ∂C_n/∂b is δ."""
    if page.kind not in _CHECKED:
        return None
    program = run.program
    return (program.edge_index if page.kind == "weight" else program.bias_index).get(page.identifier)


def _kink(situation: Situation, page: Page) -> str:
    if page.kind == "node":
        return kink_of_row(situation, page.identifier)
    return kink(situation, "weight" if page.kind == "weight" else "bias", page.identifier)


def _name(page: Page) -> str:
    return f"z_{{{page.symbol}}}" if page.kind == "node" else page.symbol


def _compared(run: Run, regime: Any, moment: Moment, rows: Any, index: int) -> Comparison:
    """On the engine's thread, where the engine is loaded."""
    check = importlib.import_module("bpdesk.engine.gradient_check").check_parameter
    comparison: Comparison = check(run.engine, regime, moment.state.parameters, rows, index)
    return comparison
