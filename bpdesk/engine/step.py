"""One iteration and many: state → state, the cost, the gradient, and the trace that shows all of one iteration.

Importing this loads the compiled kernel (0.4 s from its cache, some seconds the first time).
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from bpdesk.engine import kernel
from bpdesk.engine.batches import orders, shuffles
from bpdesk.engine.program import Floats, Program, Samples
from bpdesk.engine.regime import Regime
from bpdesk.engine.state import State
from bpdesk.model.catalogue import GRADIENT_DESCENT, LINEAR, SOFTMAX
from bpdesk.model.settings import Training

Rows = npt.NDArray[np.int64]

_NOTHING: Rows = np.zeros(0, np.int64)
_MOST_ORDERED_ROWS = 1_000_000
_ROOM_IN_CACHE = 16_384


@dataclass(frozen=True)
class Block:
    """What some iterations left: the state after them and, for each, what stood before its update.

    batch_costs `(made,)`, watched `(made, quantities)`. Where the next update wasn't finite and so was not made, `stopped_at` is
    the cost of its batch, else None. `gradient` `(P,)` is that of the last batch, whether its update was made or not.
    """

    state: State
    batch_costs: Floats
    watched: Floats
    stopped_at: float | None
    gradient: Floats

    @property
    def made(self) -> int:
        return len(self.batch_costs)


@dataclass(frozen=True)
class Pass:
    """The values of some samples, `(n, B)` by node in document order; targets and ∂C_n/∂a `(o, B)`; C_n `(B,)`; rows `(B,)`."""

    rows: Rows
    pre_activations: Floats
    activations: Floats
    slopes: Floats
    deltas: Floats
    targets: Floats
    output_gradients: Floats
    costs: Floats


class Engine:
    """A program made ready for the kernel. Holds no state: the same arguments give the same bits, from any thread."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._wiring = _wiring(program)

    def advance(self, regime: Regime, state: State, count: int, watched: Rows) -> Block:
        """Make up to `count` iterations; fewer where an update isn't finite, or where the order of so many epochs would be too large."""
        program, rows = self.program, len(self.program.train)
        batch = regime.batch_size(rows)
        count, epochs = _bounded(count, batch, rows, state.position, shuffles(regime))
        parameters, memory = state.parameters.copy(), state.memory.copy()
        costs, record, gradient = np.empty(count), np.empty((count, len(watched))), np.empty_like(parameters)
        made, position, epochs_begun = kernel.train(
            self._wiring, _rule(regime.training), program.train.inputs, program.train.targets, orders(regime, state.epoch, epochs, rows),
            batch, state.position, count, parameters, memory, state.steps, ~regime.frozen, self._room(batch),
            gradient, np.empty_like(parameters), np.empty_like(memory), costs, watched, record,
        )  # fmt: skip
        parameters.flags.writeable = memory.flags.writeable = False
        after = State(state.iteration + made, parameters, memory, state.steps + made, state.epoch + epochs_begun, position)
        return Block(after if made else state, costs[:made], record[:made], float(costs[made]) if made < count else None, gradient)

    def batch(self, regime: Regime, state: State) -> Rows:
        """The rows of the next iteration's batch, in its order."""
        rows = len(self.program.train)
        size = regime.batch_size(rows)
        epoch, position = (state.epoch + 1, 0) if state.position >= rows else (state.epoch, state.position)
        taken: Rows = orders(regime, epoch, 1, rows)[0, position : position + size]
        return taken

    def cost(self, regime: Regime, parameters: Floats, samples: Samples) -> float:
        """The mean cost of the samples with regularisation."""
        rows = np.arange(len(samples), dtype=np.int64)
        room = self._room(len(samples))
        return float(kernel.evaluate(self._wiring, _rule(regime.training), samples.inputs, samples.targets, rows, parameters, room))

    def gradient(self, regime: Regime, parameters: Floats, rows: Rows) -> tuple[float, Floats]:
        """The cost of those training rows with regularisation, and its gradient `(P,)`, frozen parameters included."""
        return self._differentiate(regime, parameters, self.program.train, rows, self._room(len(rows)))

    def trace(self, regime: Regime, parameters: Floats, samples: Samples, rows: Rows) -> Pass:
        """Every value of those samples."""
        values = _empty_values(len(self.program.node_ids), len(self.program.outputs), len(rows))
        self._differentiate(regime, parameters, samples, rows, values)
        gradients = np.empty((len(self.program.outputs), len(rows)))
        kernel.output_gradients(self._wiring, _rule(regime.training), values, gradients)
        shares = values.a[self._softmax_nodes]
        values.slope[self._softmax_nodes] = shares * (1 - shares)
        return Pass(rows, values.z, values.a, values.slope, values.delta, values.target, gradients, values.cost)

    def outputs(self, training: Training, parameters: Floats, samples: Samples) -> tuple[Floats, Floats]:
        """The outputs `(o, B)` and the costs C_n `(B,)` of samples, forward only."""
        rows = np.arange(len(samples), dtype=np.int64)
        values, rule = self._room(max(1, len(rows))), _rule(training)
        activations, costs = np.empty((len(self.program.outputs), len(rows))), np.empty(len(rows))
        chunk = len(values.cost)
        for start in range(0, len(rows), chunk):
            part = slice(start, start + chunk)
            kernel.evaluate(self._wiring, rule, samples.inputs, samples.targets, rows[part], parameters, values)
            taken = len(rows[part])
            activations[:, part], costs[part] = values.a[self.program.outputs, :taken], values.cost[:taken]
        return activations, costs

    def _differentiate(
        self, regime: Regime, parameters: Floats, samples: Samples, rows: Rows, values: kernel.Values
    ) -> tuple[float, Floats]:
        """One iteration of the one training kernel whose update is thrown away: a second kernel would take as long again to compile."""
        rule = _rule(regime.training)._replace(optimizer=kernel.OPTIMIZER_CODES[GRADIENT_DESCENT])
        gradient, cost, no_memory = np.empty_like(parameters), np.empty(1), np.empty((0, len(parameters)))
        kernel.train(
            self._wiring, rule, samples.inputs, samples.targets, rows.reshape(1, -1), len(rows), 0, 1,
            parameters.copy(), no_memory, 0, ~regime.frozen, values, gradient, np.empty_like(parameters), no_memory,
            cost, _NOTHING, np.empty((1, 0)),
        )  # fmt: skip
        return float(cost[0]), gradient

    def _room(self, columns: int) -> kernel.Values:
        """Room for a chunk: as many columns as fit the cache, whatever the number of iterations, so that bits don't depend on it."""
        nodes = len(self.program.node_ids)
        widest = max(32, _ROOM_IN_CACHE // nodes // 8 * 8)
        return _empty_values(nodes, len(self.program.outputs), min(columns, widest))

    @cached_property
    def _softmax_nodes(self) -> npt.NDArray[np.bool_]:
        return np.array([activation == SOFTMAX for activation in self.program.activations])


def _bounded(count: int, batch: int, rows: int, position: int, shuffled: bool) -> tuple[int, int]:
    """How many iterations one call makes, and how many epochs they touch."""
    per_epoch = -(-rows // batch)
    left = -(-(rows - position) // batch)
    if shuffled:
        count = min(count, left + per_epoch * max(1, _MOST_ORDERED_ROWS // rows))
    return count, 1 + max(0, -(-(count - left) // per_epoch))


def _empty_values(nodes: int, outputs: int, columns: int) -> kernel.Values:
    by_node = np.zeros((4, nodes, columns))
    return kernel.Values(by_node[0], by_node[1], by_node[2], by_node[3], np.empty((outputs, columns)), np.empty(columns))


def _rule(training: Training) -> kernel.Rule:
    settings = training.optimizer.settings
    epsilon = settings.get("epsilon", 0.0)
    others = [value for name, value in settings.items() if name != "epsilon"]
    first, second = [*others, 0.0, 0.0][:2]
    return kernel.Rule(
        kernel.COST_CODES[training.cost], kernel.OPTIMIZER_CODES[training.optimizer.name],
        *map(float, (training.learning_rate, first, second, epsilon, training.l1, training.l2)),
    )  # fmt: skip


def _wiring(program: Program) -> kernel.Wiring:
    nodes = len(program.node_ids)
    is_neuron = np.zeros(nodes, np.bool_)
    is_neuron[program.neuron] = True
    output = np.full(nodes, -1, np.int64)
    output[program.outputs] = np.arange(len(program.outputs))
    codes = np.array([kernel.ACTIVATION_CODES[name or LINEAR] for name in program.activations], np.int64)
    return kernel.Wiring(
        program.neuron, program.first_edge, program.source, program.weight, program.has_bias, program.bias,
        codes[program.neuron], output[program.neuron], is_neuron, program.inputs, program.outputs,
        codes[program.outputs], len(program.edge_ids),
    )  # fmt: skip
