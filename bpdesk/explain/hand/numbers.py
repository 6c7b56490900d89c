"""One iteration's numbers, and its way back in NumPy, in which one thing can be done differently.

δ_j = f′(z_j) (∂C_n/∂a_j + Σ_k w_jk δ_k); with softmax the part from the cost goes through its Jacobian.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from bpdesk.explain.layers import Layers, layers_of
from bpdesk.model.catalogue import SOFTMAX
from bpdesk.model.names import one_line

if TYPE_CHECKING:
    from bpdesk.engine.program import Floats, Program
    from bpdesk.engine.regime import Regime
    from bpdesk.engine.state import State
    from bpdesk.engine.step import Engine, Pass
    from bpdesk.explain.hand.mistake import Question
    from bpdesk.model.settings import Training

MOST = 8
"""Of things that are left out or taken alone, one at a time."""


class Numbers:
    """Of the iteration that begins at that state; z, a and δ that are asked for are those of the training row `row`."""

    def __init__(self, engine: Engine, regime: Regime, state: State, row: int) -> None:
        self.regime, self.state = regime, state
        self.program: Program = engine.program
        self.rows = engine.batch(regime, state)
        self.batch = engine.trace(regime, state.parameters, self.program.train, self.rows)
        self.shown = engine.trace(regime, state.parameters, self.program.train, np.array([row], np.int64))
        self.cost, self.gradient = engine.gradient(regime, state.parameters, self.rows)
        after = engine.advance(regime, state, 1, np.zeros(0, np.int64))
        self.after: Floats | None = after.state.parameters if after.made else None

    @property
    def parameters(self) -> Floats:
        return self.state.parameters

    @property
    def training(self) -> Training:
        return self.regime.training

    @cached_property
    def layers(self) -> Layers:
        return layers_of(self.program.network)

    @cached_property
    def incoming(self) -> Mapping[int, list[tuple[int, int]]]:
        """By neuron, the parameter index of each edge into it and the node that it comes from."""
        program, found = self.program, {}
        for place, node in enumerate(program.neuron):
            edges = range(int(program.first_edge[place]), int(program.first_edge[place + 1]))
            found[int(node)] = [(int(program.weight[edge]), int(program.source[edge])) for edge in edges]
        return found

    @cached_property
    def outgoing(self) -> Mapping[int, list[tuple[int, int]]]:
        """By node, the parameter index of each edge out of it and the node that it leads to."""
        found: dict[int, list[tuple[int, int]]] = {node: [] for node in range(len(self.program.node_ids))}
        for target, edges in self.incoming.items():
            for weight, source in edges:
                found[source].append((weight, target))
        return found

    def node(self, identifier: str) -> int:
        return self.program.node_ids.index(identifier)

    def name(self, node: int) -> str:
        """As a sentence says it."""
        return one_line(self.program.network.node_by_id[self.program.node_ids[node]])

    def name_of_parameter(self, index: int) -> str:
        """A weight's own name, of a bias the name of its node."""
        edges = self.program.edge_ids
        if index < len(edges):
            return one_line(self.program.network.edge_by_id[edges[index]])
        return self.name(self.ends(index)[1])

    def index(self, question: Question) -> int:
        table = self.program.edge_index if question.kind in ("weight", "weight_gradient") else self.program.bias_index
        return table[question.identifier]

    def ends(self, index: int) -> tuple[int | None, int]:
        """Where the parameter's edge comes from, None for a bias, and the neuron that it belongs to."""
        program = self.program
        if index >= len(program.edge_ids):
            return None, self.node(program.biased_ids[index - len(program.edge_ids)])
        edge = program.network.edge_by_id[program.edge_ids[index]]
        return self.node(edge.source), self.node(edge.target)

    def bias(self, node: int) -> float | None:
        found = self.program.bias_index.get(self.program.node_ids[node])
        return None if found is None else float(self.parameters[found])

    def is_softmax(self, node: int) -> bool:
        return self.program.activations[node] == SOFTMAX

    def penalty(self, index: int) -> float:
        """What regularisation adds to the gradient of a weight."""
        weight = float(self.parameters[index])
        if index >= len(self.program.edge_ids):
            return 0.0
        return self.training.l1 * ((weight > 0) - (weight < 0)) + self.training.l2 * weight

    def after_step(self, index: int, gradient: float) -> float:
        """The parameter after an update with that gradient."""
        memory = [float(slot[index]) for slot in self.state.memory]
        return updated(self.training, float(self.parameters[index]), gradient, memory, self.state.steps)

    def ahead(self, node: int) -> list[int]:
        """That node and all neurons that it leads to, from the inputs on."""
        found = {node}
        for neuron in map(int, self.program.neuron):
            if any(source in found for _, source in self.incoming[neuron]):
                found.add(neuron)
        return [neuron for neuron in map(int, self.program.neuron) if neuron in found]

    def own(self, passed: Pass, without: Collection[int] = ()) -> Floats:
        """What the cost sends back to each node itself, through the slopes but those of `without`."""
        program = self.program
        own = np.zeros_like(passed.activations)
        own[program.outputs] = passed.output_gradients
        softmax = [node for node in map(int, program.outputs) if self.is_softmax(node) and node not in without]
        if softmax:
            shares, back = passed.activations[softmax], own[softmax]
            own[softmax] = shares * (back - (passed.activations[program.outputs] * passed.output_gradients).sum(axis=0))
        plain = [node for node in map(int, program.outputs) if not self.is_softmax(node) and node not in without]
        own[plain] *= passed.slopes[plain]
        return own

    def deltas(self, passed: Pass, *, weights: Floats | None = None, without: Collection[int] = (), own: Floats | None = None) -> Floats:
        """The deltas `(n, B)`, through those weights on the way back, without the slopes of some nodes, or from other beginnings."""
        way = self.parameters if weights is None else weights
        delta = self.own(passed, without) if own is None else own.copy()
        for node in map(int, self.program.neuron[::-1]):
            if not self.outgoing[node]:
                continue
            back = sum((way[weight] * delta[target] for weight, target in self.outgoing[node]), np.zeros(passed.activations.shape[1]))
            delta[node] += back if node in without else back * passed.slopes[node]
        return delta

    @cached_property
    def weights_met(self) -> Floats:
        """The weights as somebody meets them who updates each before she goes back through it."""
        met, delta, batch = self.parameters.copy(), self.own(self.batch), self.batch
        for node in map(int, self.program.neuron[::-1]):
            for weight, target in self.outgoing[node]:
                delta[node] += met[weight] * delta[target] * batch.slopes[node]
            for weight, source in self.incoming[node]:
                if not self.regime.frozen[weight]:
                    gradient = float((delta[node] * batch.activations[source]).mean()) + self.penalty(weight)
                    met[weight] = self.after_step(weight, gradient)
        return met


def updated(training: Training, w: float, g: float, memory: list[float], steps: int, *, corrects: bool = True, root: float = 0.5) -> float:
    """A parameter after one update with the gradient g: the rules of the document format, section 2, in plain Python.

    Without `corrects` Adam's means stay as they are, `root` is the power that the mean square is taken to.
    """
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
        return w - rate * g / (float(s**root) + settings["epsilon"])
    first, second, t = settings["beta1"], settings["beta2"], steps + 1
    m, v = first * memory[0] + (1 - first) * g, second * memory[1] + (1 - second) * g * g
    if corrects:
        m, v = m / (1 - first**t), v / (1 - second**t)
    return w - rate * m / (float(v**root) + settings["epsilon"])
