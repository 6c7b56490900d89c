"""The usual mistakes of a hand calculation, each made on purpose, for one value of one iteration.

The right value is the engine's. A mistaken one goes through the same forward pass, and through a backward pass in NumPy in which one
thing is done wrong: δ_j = f′(z_j) (∂C_n/∂a_j + Σ_k w_jk δ_k) without the f′, with the weights after the update, and so on. A new mistake
is an entry of `Mistake`, a line here, and its sentence in `diagnosis`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Literal

import numpy as np

from bpdesk.model.catalogue import SOFTMAX

if TYPE_CHECKING:
    from bpdesk.engine.program import Floats, Program
    from bpdesk.engine.regime import Regime
    from bpdesk.engine.state import State
    from bpdesk.engine.step import Engine, Pass
    from bpdesk.model.settings import Training

Asked = Literal["pre_activation", "activation", "cost", "delta", "weight_gradient", "bias_gradient", "weight", "bias"]

_SAME_SLIP = 1e-12


class Mistake(Enum):
    """What can go wrong. The value is the key of the line of the derivation where it belongs."""

    SIGN = ("sign", "mean")
    NO_SLOPE = ("no slope", "slope")
    NO_SLOPE_ANYWHERE = ("no slope anywhere", "slope")
    HALF = ("half", "cost")
    DOUBLE = ("double", "cost")
    UPDATED_WEIGHT = ("updated weight", "sum")
    NO_MEAN = ("no mean", "mean")
    NO_RATE = ("no rate", "update")
    ADDED = ("added", "update")
    NO_INPUT = ("no input", "value_in")
    NO_BIAS = ("no bias", "sum")
    NO_ACTIVATION = ("no activation", "slope")
    NO_PENALTY = ("no penalty", "mean")

    @property
    def line(self) -> str:
        return self.value[1]


@dataclass(frozen=True)
class Question:
    """A value that is asked for: of an edge (by its id) or of a node; `weight` and `bias` ask for the new one, after the update.

    `cost` is the shown sample's and has no id.
    """

    kind: Asked
    identifier: str


@dataclass(frozen=True)
class Answers:
    """The right value, and what each mistake that changes it makes of it; all finite. `before` is what an updated parameter was."""

    right: float
    mistaken: dict[Mistake, float]
    before: float | None = None


def answers(engine: Engine, regime: Regime, state: State, row: int, question: Question) -> Answers:
    """What is right for the iteration that begins at that state, and what is wrong; z, a and δ are those of the training row `row`."""
    work = _Work(engine, regime, state, row)
    right = work.right(question)
    found = {mistake: value for mistake, value in work.mistaken(question) if math.isfinite(value) and value != right}
    if Mistake.NO_SLOPE in found and math.isclose(
        found[Mistake.NO_SLOPE], found.get(Mistake.NO_SLOPE_ANYWHERE, math.nan), rel_tol=_SAME_SLIP
    ):
        del found[Mistake.NO_SLOPE_ANYWHERE]  # the only slope on the way that isn't 1 is the node's own
    return Answers(right, found, work.before(question))


class _Work:
    """One iteration's numbers, and the ways to get them wrong."""

    def __init__(self, engine: Engine, regime: Regime, state: State, row: int) -> None:
        self.engine, self.regime, self.state = engine, regime, state
        self.program = engine.program
        self.rows = engine.batch(regime, state)
        self.batch = engine.trace(regime, state.parameters, self.program.train, self.rows)
        self.shown = engine.trace(regime, state.parameters, self.program.train, np.array([row], np.int64))
        self.gradient = engine.gradient(regime, state.parameters, self.rows)[1]
        after = engine.advance(regime, state, 1, np.zeros(0, np.int64))
        self.after = after.state.parameters if after.made else state.parameters

    def right(self, question: Question) -> float:
        if question.kind == "cost":
            return float(self.shown.costs[0])
        if question.kind in ("pre_activation", "activation", "delta"):
            values = {
                "pre_activation": self.shown.pre_activations, "activation": self.shown.activations, "delta": self.shown.deltas
            }  # fmt: skip
            return float(values[question.kind][self._node(question.identifier), 0])
        index = self._index(question)
        return float((self.after if question.kind in ("weight", "bias") else self.gradient)[index])

    def before(self, question: Question) -> float | None:
        return float(self.state.parameters[self._index(question)]) if question.kind in ("weight", "bias") else None

    def mistaken(self, question: Question) -> Iterator[tuple[Mistake, float]]:
        if question.kind == "pre_activation":
            yield from self._of_pre_activation(self._node(question.identifier))
        elif question.kind == "cost":
            yield Mistake.HALF, float(self.shown.costs[0]) / 2
            yield Mistake.DOUBLE, float(self.shown.costs[0]) * 2
        elif question.kind == "activation":
            node = self._node(question.identifier)
            yield Mistake.NO_ACTIVATION, float(self.shown.pre_activations[node, 0])
        elif question.kind == "delta":
            yield from self._of_delta(self._node(question.identifier))
        elif question.kind in ("weight_gradient", "bias_gradient"):
            yield from self._of_gradient(self._index(question))
        else:
            yield from self._of_update(self._index(question))

    def _of_pre_activation(self, node: int) -> Iterator[tuple[Mistake, float]]:
        value = float(self.shown.pre_activations[node, 0])
        yield Mistake.SIGN, -value
        place = int(np.flatnonzero(self.program.neuron == node)[0])
        if self.program.has_bias[place]:
            yield Mistake.NO_BIAS, value - float(self.state.parameters[self.program.bias[place]])

    def _of_delta(self, node: int) -> Iterator[tuple[Mistake, float]]:
        yield Mistake.SIGN, -float(self.shown.deltas[node, 0])
        for mistake, values in self._wrong_deltas(self.shown):
            yield mistake, float(values[node, 0])
        slope = float(self.shown.slopes[node, 0])
        if slope != 0 and self.program.activations[node] != SOFTMAX:
            yield Mistake.NO_SLOPE, float(self.shown.deltas[node, 0]) / slope

    def _of_gradient(self, index: int) -> Iterator[tuple[Mistake, float]]:
        right, samples = float(self.gradient[index]), len(self.rows)
        yield Mistake.SIGN, -right
        penalty = self._penalty(index)
        if penalty:
            yield Mistake.NO_PENALTY, right - penalty
        if samples > 1:
            yield Mistake.NO_MEAN, (right - penalty) * samples + penalty
        source, target = self._ends(index)
        for mistake, values in self._wrong_deltas(self.batch):
            yield mistake, self._from_deltas(values, source, target) + penalty
        slope = self.batch.slopes[target]
        if (slope != 0).all() and self.program.activations[target] != SOFTMAX:
            without = _only(self.batch.deltas, target, self.batch.deltas[target] / slope)
            yield Mistake.NO_SLOPE, self._from_deltas(without, source, target) + penalty
        if source is not None:
            yield Mistake.NO_INPUT, self._from_deltas(self.batch.deltas, None, target) + penalty

    def _of_update(self, index: int) -> Iterator[tuple[Mistake, float]]:
        if self.regime.frozen[index]:
            return
        for mistake, gradient in self._of_gradient(index):
            if mistake is not Mistake.SIGN:
                yield mistake, self._updated(index, gradient)
        before = float(self.state.parameters[index])
        yield Mistake.ADDED, 2 * before - float(self.after[index])
        rate = self.regime.training.learning_rate
        if rate not in (0.0, 1.0):
            yield Mistake.NO_RATE, before + (float(self.after[index]) - before) / rate

    def _wrong_deltas(self, passed: Pass) -> Iterator[tuple[Mistake, Floats]]:
        yield Mistake.HALF, passed.deltas / 2
        yield Mistake.DOUBLE, passed.deltas * 2
        yield Mistake.NO_SLOPE_ANYWHERE, self._backward(passed, self.state.parameters, with_slopes=False)
        yield Mistake.UPDATED_WEIGHT, self._backward(passed, self.after, with_slopes=True)

    def _backward(self, passed: Pass, weights: Floats, *, with_slopes: bool) -> Floats:
        """The deltas `(n, B)`, with those weights on the way back."""
        program = self.program
        delta = np.zeros_like(passed.activations)
        delta[program.outputs] = passed.output_gradients
        is_softmax = np.array([name == SOFTMAX for name in program.activations])
        if with_slopes and is_softmax.any():
            shares = passed.activations[is_softmax]
            delta[is_softmax] = shares * (delta[is_softmax] - (shares * delta[is_softmax]).sum(axis=0))
        for place in range(len(program.neuron) - 1, -1, -1):
            node = int(program.neuron[place])
            if with_slopes and not is_softmax[node]:
                delta[node] *= passed.slopes[node]
            incoming = slice(int(program.first_edge[place]), int(program.first_edge[place + 1]))
            np.add.at(delta, program.source[incoming], weights[program.weight[incoming]][:, None] * delta[node])
        return delta

    def _from_deltas(self, deltas: Floats, source: int | None, target: int) -> float:
        values = deltas[target] if source is None else deltas[target] * self.batch.activations[source]
        return float(values.mean())

    def _updated(self, index: int, gradient: float) -> float:
        memory = [float(slot[index]) for slot in self.state.memory]
        return updated(self.regime.training, float(self.state.parameters[index]), gradient, memory, self.state.steps)

    def _penalty(self, index: int) -> float:
        training, weight = self.regime.training, float(self.state.parameters[index])
        if index >= len(self.program.edge_ids):
            return 0.0
        return training.l1 * ((weight > 0) - (weight < 0)) + training.l2 * weight

    def _ends(self, index: int) -> tuple[int | None, int]:
        return ends(self.program, index)

    def _index(self, question: Question) -> int:
        table = self.program.edge_index if question.kind in ("weight", "weight_gradient") else self.program.bias_index
        return table[question.identifier]

    def _node(self, identifier: str) -> int:
        return self.program.node_ids.index(identifier)


def ends(program: Program, index: int) -> tuple[int | None, int]:
    """Where the parameter's edge comes from, None for a bias, and the neuron that it belongs to: indices of nodes."""
    if index >= len(program.edge_ids):
        return None, program.node_ids.index(program.biased_ids[index - len(program.edge_ids)])
    edge = int(np.flatnonzero(program.weight == index)[0])
    place = int(np.searchsorted(program.first_edge, edge, side="right")) - 1
    return int(program.source[edge]), int(program.neuron[place])


def updated(training: Training, w: float, g: float, memory: list[float], steps: int) -> float:
    """A parameter after one update with the gradient g: the rules of the document format, section 2, in plain Python."""
    rate, settings = training.learning_rate, training.optimizer.settings
    name = training.optimizer.name
    if name == "gradient_descent":
        return w - rate * g
    if name == "momentum":
        return w + settings["momentum"] * memory[0] - rate * g
    if name == "nesterov":
        mu = settings["momentum"]
        return w - rate * (g + mu * (mu * memory[0] + g))
    if name in ("adagrad", "rmsprop"):
        share = settings.get("decay")
        s = memory[0] + g * g if share is None else share * memory[0] + (1 - share) * g * g
        return w - rate * g / (math.sqrt(s) + settings["epsilon"])
    first, second, t = settings["beta1"], settings["beta2"], steps + 1
    m, v = first * memory[0] + (1 - first) * g, second * memory[1] + (1 - second) * g * g
    return w - rate * (m / (1 - first**t)) / (math.sqrt(v / (1 - second**t)) + settings["epsilon"])


def _only(deltas: Floats, node: int, values: Floats) -> Floats:
    result = deltas.copy()
    result[node] = values
    return result
