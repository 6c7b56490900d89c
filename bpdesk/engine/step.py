"""One iteration and many: state → state, the cost, the gradient, and the trace that shows all of one iteration.

Importing this loads the compiled kernel (0.4 s from its cache, some seconds the first time).
"""

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from bpdesk.engine import kernel
from bpdesk.engine.batches import orders, shuffles
from bpdesk.engine.optimizer_loops import OPTIMIZER_CODES
from bpdesk.engine.program import Floats, Program, Samples
from bpdesk.engine.regime import Regime
from bpdesk.engine.state import State
from bpdesk.engine.tables import line_of, padded, two_lines, unfilled, zeros
from bpdesk.engine.wiring import rule_of, wiring_of
from bpdesk.model.catalogue import GRADIENT_DESCENT, SOFTMAX
from bpdesk.model.settings import Training

Rows = npt.NDArray[np.int64]

_NOTHING: Rows = np.zeros(0, np.int64)
_MOST_ORDERED_ROWS = 1_000_000
_ROOM_IN_CACHE = 16_384
_ROOM_TO_KEEP = 65_536
_MOST_ROOMS = 4


@dataclass(frozen=True)
class Buckets:
    """What to fold while iterating: the first so many parameters, in buckets of `width` iterations, the first bucket of `room`."""

    parameters: int
    width: int
    room: int

    def number(self, iterations: int) -> int:
        """How many buckets so many iterations fall into."""
        return 0 if iterations == 0 else 1 + max(0, -(-(iterations - self.room) // self.width))


@dataclass(frozen=True)
class Folded:
    """The least and the largest values in each bucket: of the cost `(buckets, 1)`, of the parameters `(buckets, parameters)`."""

    width: int
    costs: tuple[Floats, Floats]
    parameters: tuple[Floats, Floats]


@dataclass(frozen=True)
class Block:
    """What `made` iterations left: the state after them and, for each, what stood before its update.

    batch_costs `(made,)`, where they are wanted; watched `(made, quantities)`; `folded` where that is wanted. Where the next update wasn't
    finite and so was not made, `stopped_at` is the cost of its batch, else None. `gradient` `(P,)` is that of the last batch, whether its
    update was made or not.
    """

    state: State
    made: int
    batch_costs: Floats
    watched: Floats
    stopped_at: float | None
    gradient: Floats
    folded: Folded | None = None


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


class _Kept(threading.local):
    """What a thread keeps from call to call, as making it takes as long as a short block: rooms by their columns, lines to write on."""

    def __init__(self) -> None:
        self.rooms: dict[int, kernel.Values] = {}
        self.line = self.parameters = self.memory = unfilled(0, 0)
        self.free: tuple[Regime, Floats] | None = None
        """Which parameters training changes, under the regime of the last call."""


class Engine:
    """A program made ready for the kernel. Holds no state: the same arguments give the same bits, from any thread."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._wiring = wiring_of(program)
        self._kept = _Kept()

    def advance(
        self, regime: Regime, state: State, count: int, watched: Rows, buckets: Buckets | None = None, *, costs: bool = True
    ) -> Block:
        """Make up to `count` iterations; fewer where an update isn't finite, or where the order of so many epochs would be too large.

        What is `watched` and, with `costs`, the cost of the batch are kept of every iteration; `buckets` has them folded.
        """
        program, rows = self.program, len(self.program.train)
        batch = regime.batch_size(rows)
        count, epochs = _bounded(count, batch, rows, state.position, shuffles(regime))
        size = program.parameter_count
        kept = self._kept
        parameters = kept.parameters = two_lines(state.parameters, kept.parameters)
        memory = kept.memory = two_lines(state.memory, kept.memory)
        each_cost, record, gradient = np.empty(count if costs else 0), np.empty((count, len(watched))), unfilled(1, size)
        bands = _NO_BANDS if buckets is None else _bands(buckets, count)
        made, position, epochs_begun, last_cost = kernel.train(
            self._wiring, rule_of(regime.training), program.train.inputs, program.train.targets, orders(regime, state.epoch, epochs, rows),
            batch, state.position, count, parameters, memory, state.steps, self._free(regime), self._room(batch),
            gradient, each_cost, watched, record, bands,
        )  # fmt: skip
        newest, remembered = line_of(parameters, made % 2, size)[0], line_of(memory, made % 2, size)
        after = State(state.iteration + made, newest, remembered, state.steps + made, state.epoch + epochs_begun, position)
        stopped_at = float(last_cost) if made < count else None
        folded = None if buckets is None else _folded(bands, buckets, made)
        return Block(after if made else state, made, each_cost[:made], record[:made], stopped_at, gradient[0, :size], folded)

    def batch(self, regime: Regime, state: State) -> Rows:
        """The rows of the next iteration's batch, in its order."""
        rows = len(self.program.train)
        size = regime.batch_size(rows)
        epoch, position = (state.epoch + 1, 0) if state.position >= rows else (state.epoch, state.position)
        taken: Rows = orders(regime, epoch, 1, rows)[0, position : position + size]
        return taken

    def cost(self, regime: Regime, parameters: Floats, samples: Samples) -> float:
        """The mean cost of the samples with regularisation."""
        rows, rule = np.arange(len(samples), dtype=np.int64), rule_of(regime.training)
        room, line = self._room(len(samples)), padded(parameters, self._kept.line)
        self._kept.line = line
        return float(kernel.evaluate(self._wiring, rule, samples.inputs, samples.targets, rows, line, room))

    def costs(self, regime: Regime, points: Iterable[Floats], samples: Samples) -> Iterator[float]:
        """The cost as `cost` gives it, at one set of parameters after the other."""
        rows, room, rule = np.arange(len(samples), dtype=np.int64), self._room(len(samples)), rule_of(regime.training)
        line = padded(np.zeros(self.program.parameter_count))  # filled anew for each: making it takes as long as a small network
        for parameters in points:
            line[0, : len(parameters)] = parameters
            yield float(kernel.evaluate(self._wiring, rule, samples.inputs, samples.targets, rows, line, room))

    def gradient(self, regime: Regime, parameters: Floats, rows: Rows) -> tuple[float, Floats]:
        """The cost of those training rows with regularisation, and its gradient `(P,)`, frozen parameters included."""
        return self._differentiate(regime, parameters, self.program.train, rows, self._room(len(rows)))

    def trace(self, regime: Regime, parameters: Floats, samples: Samples, rows: Rows) -> Pass:
        """Every value of those samples."""
        columns = len(rows)
        values = _empty_values(len(self.program.node_ids), len(self.program.outputs), columns)
        self._differentiate(regime, parameters, samples, rows, values)
        gradients = unfilled(len(self.program.outputs), columns)
        kernel.output_gradients(self._wiring, rule_of(regime.training), values, gradients)
        shares = values.a[self._softmax_nodes]
        values.slope[self._softmax_nodes] = shares * (1 - shares)
        z, a, slope, delta, target, gradients = (
            table[:, :columns] for table in (values.z, values.a, values.slope, values.delta, values.target, gradients)
        )
        return Pass(rows, z, a, slope, delta, target, gradients, values.cost[0, :columns])

    def outputs(self, training: Training, parameters: Floats, samples: Samples) -> tuple[Floats, Floats]:
        """The outputs `(o, B)` and the costs C_n `(B,)` of samples, forward only."""
        activations, costs, known = np.empty((len(self.program.outputs), len(samples))), np.empty(len(samples)), 0
        for values, taken in self._forward(training, parameters, samples):
            part = slice(known, known + taken)
            activations[:, part], costs[part] = values.a[self.program.outputs, :taken], values.cost[0, :taken]
            known += taken
        return activations, costs

    def activations(self, training: Training, parameters: Floats, node: int, inputs: Floats) -> Iterator[Floats]:
        """What one node, by its place in the document, says at inputs `(n, i)`, forward only: part after part, as they are asked for."""
        samples = Samples(np.ascontiguousarray(inputs), np.zeros((len(inputs), len(self.program.outputs))))
        for values, taken in self._forward(training, parameters, samples):
            yield values.a[node, :taken].copy()

    def _forward(self, training: Training, parameters: Floats, samples: Samples) -> Iterator[tuple[kernel.Values, int]]:
        """The values of the samples, chunk after chunk in the same room, and how many of them a chunk has."""
        rows = np.arange(len(samples), dtype=np.int64)
        values, rule, line = self._room(max(1, len(rows))), rule_of(training), padded(parameters)
        for start in range(0, len(rows), values.room):
            part = rows[start : start + values.room]
            kernel.evaluate(self._wiring, rule, samples.inputs, samples.targets, part, line, values)
            yield values, len(part)

    def _differentiate(
        self, regime: Regime, parameters: Floats, samples: Samples, rows: Rows, values: kernel.Values
    ) -> tuple[float, Floats]:
        """One iteration of the one training kernel whose update is thrown away: a second kernel would take as long again to compile."""
        rule = rule_of(regime.training)._replace(optimizer=OPTIMIZER_CODES[GRADIENT_DESCENT])
        size = len(parameters)
        gradient = unfilled(1, size)
        *_, cost = kernel.train(
            self._wiring, rule, samples.inputs, samples.targets, rows.reshape(1, -1), len(rows), 0, 1,
            two_lines(parameters), unfilled(0, size), 0, self._free(regime), values, gradient,
            _NO_COSTS, _NOTHING, np.empty((1, 0)), _NO_BANDS,
        )  # fmt: skip
        return float(cost), gradient[0, :size]

    def _free(self, regime: Regime) -> Floats:
        """Which parameters training changes, as the kernel takes it."""
        kept = self._kept.free
        if kept is None or kept[0] is not regime:
            kept = self._kept.free = regime, padded(~regime.frozen)
        return kept[1]

    def _room(self, columns: int) -> kernel.Values:
        """Room for a chunk: as many columns as fit the cache, whatever the number of iterations, so that bits don't depend on it.

        Each thread keeps a few where they are small: short blocks would take as long to make room as to use it. What it holds is
        nobody's after the call.
        """
        nodes = len(self.program.node_ids)
        widest = max(32, _ROOM_IN_CACHE // nodes // 8 * 8)
        columns = min(columns, widest)
        kept = self._kept.rooms
        room = kept.get(columns)
        if room is None:
            room = _empty_values(nodes, len(self.program.outputs), columns)
            if nodes * columns <= _ROOM_TO_KEEP:
                if len(kept) == _MOST_ROOMS:
                    kept.clear()
                kept[columns] = room
        return room

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
    z, a, slope, delta = (zeros(nodes, columns) for _ in range(4))
    return kernel.Values(z, a, slope, delta, zeros(outputs, columns), zeros(1, columns), columns)


def _bands(buckets: Buckets, iterations: int) -> kernel.Bands:
    number = buckets.number(iterations)
    low, high = (unfilled(number, buckets.parameters) for _ in range(2))
    return kernel.Bands(low, high, np.empty(number), np.empty(number), buckets.width, buckets.room)


def _folded(bands: kernel.Bands, buckets: Buckets, made: int) -> Folded:
    number = buckets.number(made)
    costs = bands.low_cost[:number, np.newaxis], bands.high_cost[:number, np.newaxis]
    return Folded(buckets.width, costs, (bands.low[:number, : buckets.parameters], bands.high[:number, : buckets.parameters]))


_NO_COSTS: Floats = np.empty(0)
_NO_BANDS = kernel.Bands(unfilled(0, 0), unfilled(0, 0), _NO_COSTS, _NO_COSTS, 0, 0)
