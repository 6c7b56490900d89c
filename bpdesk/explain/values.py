"""Every value that a derivation shows comes from here: None for what the shown iteration hasn't reached yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from bpdesk.engine.iteration import Iteration
from bpdesk.engine.moment import Moment, RowPass
from bpdesk.model.run_record import ByParameter

ValueKind = Literal[
    "weight", "bias", "target", "pre_activation", "activation", "slope", "output_gradient", "sample_cost", "delta",
    "weight_gradient", "bias_gradient", "batch_cost", "new_weight", "new_bias", "memory",
]  # fmt: skip
Reached = Callable[[ValueKind, str], bool]


def everything(_kind: ValueKind, _identifier: str) -> bool:
    """At rest the whole iteration is known."""
    return True


@dataclass(frozen=True, eq=False)
class Values:
    """The values of one iteration for one sample; `reached` says which are known."""

    iteration: Iteration
    row: RowPass
    reached: Reached = everything

    @property
    def moment(self) -> Moment:
        return self.iteration.moment

    @property
    def knows_all(self) -> bool:
        return self.reached is everything

    def of(self, kind: ValueKind, identifier: str = "") -> float | None:
        """The value of that kind of an edge, or of a node; None where it isn't reached, or where there is none."""
        return self._table(kind).get(identifier) if self.reached(kind, identifier) else None

    def memory(self, slot: str, kind: Literal["weight", "bias"], identifier: str, *, after: bool) -> float | None:
        """The optimizer's memory of a parameter, before the update or after it."""
        memory = self.iteration.memory_after if after else self.iteration.memory
        if memory is None or (after and not self.reached("memory", identifier)):
            return None
        return _by_kind(memory[slot], kind)[identifier]

    def for_row(self, row: RowPass) -> Values:
        """The same iteration, another sample."""
        return replace(self, row=row)

    def _table(self, kind: ValueKind) -> Mapping[str, float]:
        moment, row, after = self.moment, self.row, self.iteration.after
        tables: dict[ValueKind, Mapping[str, float]] = {
            "weight": moment.weights,
            "bias": moment.biases,
            "target": row.targets,
            "pre_activation": row.pre_activations,
            "activation": row.activations,
            "slope": row.slopes,
            "output_gradient": row.output_gradients,
            "sample_cost": {"": row.cost},
            "delta": row.deltas,
            "weight_gradient": moment.weight_gradients,
            "bias_gradient": moment.bias_gradients,
            "batch_cost": {"": moment.batch_cost},
            "new_weight": {} if after is None else after.edges,
            "new_bias": {} if after is None else after.biases,
        }
        return tables[kind]


def _by_kind(values: ByParameter, kind: Literal["weight", "bias"]) -> Mapping[str, float]:
    return values.edges if kind == "weight" else values.biases
