"""Where a run stands: parameters, the optimizer's memory, the place in the epoch. Pure values, no computation."""

from dataclasses import dataclass, replace

import numpy as np

from bpdesk.engine.program import Floats, Program
from bpdesk.engine.regime import Regime
from bpdesk.model.catalogue import optimizer_entry
from bpdesk.model.run_record import ByParameter, Change, SavedState


@dataclass(frozen=True)
class State:
    """After `iteration` updates: parameters `(P,)` and memory `(slots, P)`, read-only.

    `steps` counts the updates since the optimizer's memory began (Adam's t). `position` rows of epoch `epoch` are taken;
    at the epoch's end it stays there until the next update begins another.
    """

    iteration: int
    parameters: Floats
    memory: Floats
    steps: int = 0
    epoch: int = 0
    position: int = 0

    @property
    def size(self) -> int:
        """Bytes of its arrays."""
        return self.parameters.nbytes + self.memory.nbytes


def start(program: Program) -> State:
    """Iteration 0, before any change."""
    return State(0, program.start, _new_memory(program, program.training.optimizer.name))


def changed(program: Program, state: State, change: Change, before: Regime, after: Regime) -> State:
    """The state with that change made: new values, and what another optimizer or another way of batching brings with it."""
    parameters = state.parameters
    if change.edges or change.biases:
        parameters = parameters.copy()
        for edge, weight in change.edges.items():
            parameters[program.edge_index[edge]] = weight
        for node, bias in change.biases.items():
            parameters[program.bias_index[node]] = bias
        parameters.flags.writeable = False
    result = replace(state, parameters=parameters)
    if after.begins_new_memory(before):
        result = replace(result, memory=_new_memory(program, after.training.optimizer.name), steps=0)
    if after.begins_new_epoch(before) and state.position > 0:
        result = replace(result, position=len(program.train))
    return result


def saved(program: Program, state: State, regime: Regime) -> SavedState:
    """The state as a document holds it."""
    entry = optimizer_entry(regime.training.optimizer.name)
    memory = {name: program.by_parameter(values) for name, values in zip(entry.memory, state.memory, strict=True)}
    return SavedState(program.by_parameter(state.parameters), memory, state.steps if entry.counts_steps else None)


def restored(program: Program, record: SavedState, regime: Regime, replayed: State) -> State:
    """The state that a document holds; what it doesn't hold is that of `replayed`, which stands at the same iteration."""
    entry = optimizer_entry(regime.training.optimizer.name)
    memory = [program.as_array(_complete(record.memory[name], record.parameters)) for name in entry.memory]
    stacked = np.array(memory, np.float64).reshape(len(memory), program.parameter_count)
    return replace(
        replayed,
        parameters=program.as_array(record.parameters),
        memory=stacked,
        steps=replayed.steps if record.steps is None else record.steps,
    )


def _complete(values: ByParameter, parameters: ByParameter) -> ByParameter:
    return ByParameter(
        {edge: values.edges.get(edge, 0.0) for edge in parameters.edges}, {node: values.biases.get(node, 0.0) for node in parameters.biases}
    )


def _new_memory(program: Program, optimizer: str) -> Floats:
    memory = np.zeros((len(optimizer_entry(optimizer).memory), program.parameter_count))
    memory.flags.writeable = False
    return memory
