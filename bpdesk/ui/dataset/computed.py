"""The columns beside the data that are computed, not typed: what each output says of a row, its error, the row's cost."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from bpdesk.model.classes import Classes
from bpdesk.model.dataset import Array, Dataset
from bpdesk.model.names import one_line as name
from bpdesk.model.network import Node
from bpdesk.text import NOT_YET, exact, number, tr

if TYPE_CHECKING:
    from bpdesk.engine.prediction import Prediction

Kind = Literal["class", "output", "error", "cost"]


@dataclass(frozen=True)
class Computed:
    """A column; `node` is the output that it is of, `place` which one that is among the outputs."""

    kind: Kind
    node: Node | None = None
    place: int = 0

    def title(self, outputs: int) -> str:
        """What heads it; the output is named where there are several."""
        title = {"class": tr("class"), "output": tr("output"), "error": tr("error"), "cost": tr("cost")}[self.kind]
        return title if self.node is None or outputs == 1 else f"{title} {name(self.node)}"

    def tip(self, data: Dataset | None) -> str:
        """What it holds, in a sentence."""
        if self.kind == "class":
            return tr("The class that the network says at the shown iteration, and whether it is the row's: ✓ right, ✗ wrong")
        is_scaled = data is not None and self.node is not None and self.node.id in data.scaling
        if self.kind == "output" and self.node is not None:
            said = tr("What output {name} says of the row, at the shown iteration", name=name(self.node))
            return said + ("\n" + tr("In the units of the data, not as the network sees them") if is_scaled else "")
        if self.kind == "error" and self.node is not None:
            said = tr("Output less target of {name}: a − y", name=name(self.node))
            return said + ("\n" + tr("In the units of the data, not as the network sees them") if is_scaled else "")
        said = tr("What the row alone costs, without regularisation")
        return said + ("\n" + tr("As the network sees the row: scaled") if data is not None and data.scaling else "")


def computed_columns(outputs: Sequence[Node], classes: Classes | None) -> list[Computed]:
    """The class where there are any, the outputs, then their errors, then the cost."""
    said = [Computed("output", node, place) for place, node in enumerate(outputs)]
    errors = [Computed("error", node, place) for place, node in enumerate(outputs)]
    return [*([] if classes is None else [Computed("class")]), *said, *errors, Computed("cost")] if outputs else []


class ComputedRows:
    """What is known of some rows that follow one another."""

    def __init__(self) -> None:
        self._first = 0
        self._prediction: Prediction | None = None

    def take(self, first: int, prediction: Prediction | None) -> None:
        self._first, self._prediction = first, prediction

    @property
    def rows(self) -> range:
        return range(self._first, self._first + (0 if self._prediction is None else len(self._prediction.costs)))

    def outputs(self, row: int) -> Array | None:
        """All outputs of that row, `(1, outputs)`; None where they aren't known."""
        if self._prediction is None or row not in self.rows:
            return None
        found = self._prediction.outputs[[row - self._first]]
        return None if np.isnan(found).any() else found

    def value(self, row: int, column: Computed, target: float | None) -> float:
        """The number in that row, NaN where none is known; `target` is that of the column's output."""
        if self._prediction is None or row not in self.rows:
            return math.nan
        place = row - self._first
        if column.kind == "cost":
            return float(self._prediction.costs[place])
        said = float(self._prediction.outputs[place, column.place])
        return said if column.kind == "output" else said - (math.nan if target is None else target)


def shown_text(value: float, digits: int) -> str:
    return NOT_YET if math.isnan(value) else number(value, digits)


def full_text(value: float) -> str:
    return tr("Not known yet") if math.isnan(value) else exact(value)
