"""The value of a quantity at one moment of a run."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from bpdesk.engine.moment import Moment
from bpdesk.engine.program import Floats, Program
from bpdesk.engine.state import State
from bpdesk.model.quantities import Quantity

if TYPE_CHECKING:
    from bpdesk.training.run import Run

_OF_GRADIENT = frozenset({"weight_gradient", "bias_gradient", "gradient_norm"})
_OF_ROW = frozenset({"activation", "delta"})


def value_in(moment: Moment, quantity: Quantity) -> float | None:
    """The quantity at that moment; None where the moment doesn't have it. Activations and deltas are those of the shown row."""
    kind, of = quantity.kind, quantity.of
    if kind == "gradient_norm":
        free = [slope for edge, slope in moment.weight_gradients.items() if edge not in moment.frozen_weights]
        return norm([*free, *(slope for node, slope in moment.bias_gradients.items() if node not in moment.frozen_biases)])
    tables = {
        "weight": moment.weights, "weight_gradient": moment.weight_gradients, "bias": moment.biases,
        "bias_gradient": moment.bias_gradients, "activation": moment.shown.activations, "delta": moment.shown.deltas,
    }  # fmt: skip
    if kind in tables:
        return tables[kind].get(of)
    return {"cost": moment.cost, "test_cost": moment.test_cost}.get(kind)


def values_at(run: Run, state: State, row: int, wanted: Sequence[Quantity]) -> Floats:
    """The values `(quantities,)` at that state of the run: gradients of the next batch, activations and deltas of that training row."""
    program, regime = run.program, run.regime_at(state.iteration)
    kinds = {quantity.kind for quantity in wanted}
    gradient = rows = None
    if kinds & _OF_GRADIENT:
        _, gradient = run.engine.gradient(regime, state.parameters, run.engine.batch(regime, state))
    if kinds & _OF_ROW:
        rows = run.engine.trace(regime, state.parameters, program.train, np.array([row], np.int64))
    result = np.empty(len(wanted))
    for place, quantity in enumerate(wanted):
        if quantity.kind in ("weight", "bias"):
            result[place] = state.parameters[parameter_of(program, quantity)]
        elif quantity.kind in _OF_ROW and rows is not None:
            table = rows.activations if quantity.kind == "activation" else rows.deltas
            result[place] = table[program.node_ids.index(quantity.of), 0]
        elif quantity.kind == "cost":
            result[place] = run.engine.cost(regime, state.parameters, program.train)
        elif gradient is not None:
            free = ~regime.frozen
            result[place] = norm(gradient[free]) if quantity.kind == "gradient_norm" else gradient[parameter_of(program, quantity)]
        else:
            raise ValueError(f"{quantity.kind} is not sampled")
    return result


def parameter_of(program: Program, quantity: Quantity) -> int:
    """Where the weight or bias stands among the parameters that the quantity is, or is the gradient of."""
    return program.edge_index[quantity.of] if quantity.is_of_edge else program.bias_index[quantity.of]


def is_of_program(program: Program, quantity: Quantity) -> bool:
    """Whether a run of that program has it."""
    of = quantity.entry.of
    if of == "edge":
        return quantity.of in program.edge_index
    if of == "bias":
        return quantity.of in program.bias_index
    if quantity.kind == "test_cost":
        return program.test is not None
    return of == "network" or (
        quantity.of in program.node_ids and (of == "node" or program.activations[program.node_ids.index(quantity.of)] is not None)
    )


def norm(values: Sequence[float] | Floats) -> float:
    """The Euclidean norm, also of values whose squares overflow."""
    return math.hypot(*values)
