"""Where the plots' curves come from: what a run records itself, and what is sampled of it on the engine's thread, slice by slice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from bpdesk.engine.moment import Moment
from bpdesk.model.quantities import COSTS, Quantity
from bpdesk.training.curves import NOTHING, Curve
from bpdesk.training.quantity_values import value_in
from bpdesk.training.samples import Samples, Taken
from bpdesk.ui.engine_thread import EngineThread

if TYPE_CHECKING:
    from bpdesk.training.run import Run

_SLICE_SECONDS, _SLICE_WHILE_RUNNING = 0.012, 0.004
_MOST_GROUPS = 6
_OF_ROW = ("activation", "delta")


class CurveSources(QObject):
    """Gives curves at any time, as far as they are known; `grown` when more of them is."""

    grown = Signal()

    def __init__(self, thread: EngineThread, parent: QObject) -> None:
        super().__init__(parent)
        self._thread = thread
        self._groups: list[Samples] = []
        self._in_flight = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self.fill)
        self.is_hasty = False
        """Whether the run goes on: a slice is then short, and asked for from outside."""

    def want(self, wanted: Iterable[tuple[Run, Sequence[Quantity], int]]) -> None:
        """From now on that is plotted, of each run for that row; the rest is forgotten."""
        groups: list[Samples] = []
        for run, quantities, row in wanted:
            sampled = [quantity for quantity in quantities if _is_sampled(run, quantity)]
            for of_row in (False, True):
                groups += self._groups_of(run, [each for each in sampled if (each.kind in _OF_ROW) is of_row], row if of_row else 0)
        self._groups = groups

    def fill(self) -> None:
        """Have the next slice computed where anything is missing."""
        group = None if self._in_flight else next((each for each in self._groups if not each.is_complete), None)
        if group is not None:
            self._in_flight = True
            seconds = _SLICE_WHILE_RUNNING if self.is_hasty else _SLICE_SECONDS
            self._thread.do(lambda: group.work(seconds), lambda found: self._take(group, found))

    def curve(self, run: Run, quantity: Quantity, row: int) -> Curve:
        """What is known of it; it ends where the run was seen last."""
        if quantity.kind in COSTS:
            return _cost_curve(run, quantity)
        place = _watched_place(run, quantity)
        if place is not None:
            return run.parameter_curve(place)
        group = next((each for each in self._groups if each.run is run and quantity in each.wanted), None)
        if group is None:
            return NOTHING
        return _ended(group.curve(quantity), run.end, run.newest, quantity, row)

    def _groups_of(self, run: Run, wanted: Sequence[Quantity], row: int) -> list[Samples]:
        """The groups that hold them already, and one for what is new; all in one when they are too many."""
        if not wanted:
            return []
        ours = [each for each in self._groups if each.run is run and each.row == row and not set(each.wanted).isdisjoint(wanted)]
        missing = [each for each in wanted if not any(each in group.wanted for group in ours)]
        if not missing:
            return ours
        added = Samples(run, missing if len(ours) < _MOST_GROUPS else wanted, row)
        if not added.wanted:
            return ours
        return [*ours, added] if len(ours) < _MOST_GROUPS else [added]

    def _take(self, group: Samples, found: Taken) -> None:
        self._in_flight = False
        group.take(found)
        if group in self._groups:
            self.grown.emit()
        if not self.is_hasty:
            self._again.start()


def _is_sampled(run: Run, quantity: Quantity) -> bool:
    return quantity.kind not in COSTS and _watched_place(run, quantity) is None


def _watched_place(run: Run, quantity: Quantity) -> int | None:
    """Where among its watched parameters the run records the quantity."""
    index = {"weight": run.program.edge_index, "bias": run.program.bias_index}.get(quantity.kind)
    place = None if index is None else index.get(quantity.of)
    return place if place is not None and place < len(run.watched) else None


def _cost_curve(run: Run, quantity: Quantity) -> Curve:
    if quantity.kind == "batch_cost":
        return run.batch_cost_curve()
    return run.cost_curve(run.end) if quantity.kind == "cost" else run.test_cost_curve(run.end)


def _ended(curve: Curve, end: Moment | None, newest: int, quantity: Quantity, row: int) -> Curve:
    """The curve up to the moment that was seen last, where that is the newest and of the same row."""
    if end is None or end.iteration != newest or (quantity.kind in _OF_ROW and end.shown.row != row):
        return curve
    value = value_in(end, quantity)
    return curve if value is None else curve.ended(newest, value)
