"""The named matrices of a network at one iteration: W, b, a, z, f′(z), ∇C, δ, the softmax's Jacobian, gradients, and an optimizer's memory.

Values come from the situation's `Values`, so that a cell is None where the shown iteration hasn't reached it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from bpdesk.engine.moment import RowPass
from bpdesk.explain.formula import Quantity, Ref, Role
from bpdesk.explain.layers import Block, Layers
from bpdesk.explain.matrices import Cell, CellKind, Grid, Matrix, Product, Scalar, difference
from bpdesk.explain.names import derivative_tex
from bpdesk.explain.shown_numbers import number_tex
from bpdesk.explain.situation import Situation
from bpdesk.model.catalogue import SIGMOID, SOFTMAX
from bpdesk.model.network import Node
from bpdesk.text import number

_FUNCTIONS = {SIGMOID: r"\sigma", SOFTMAX: r"\operatorname{softmax}", "tanh": r"\tanh", "sin": r"\sin"}
_ABSENT = Cell(0.0, "", kind="absent")
_SAMPLE = ("",)


@dataclass(frozen=True, eq=False)
class Grids:
    """Makes the matrices of one situation; those of a level hold the shown sample unless samples are given."""

    situation: Situation
    layers: Layers

    def name(self, letter: str, level: int) -> str:
        """`z^{(2)}`."""
        return f"{letter}^{{({level})}}"

    def block_name(self, block: Block, letter: str = "W") -> str:
        """`W^{(2)}`, or `W^{(2,0)}` in a network where edges pass over a level."""
        return f"{letter}^{{({block.target},{block.source})}}" if self.layers.has_skips else self.name(letter, block.target)

    def function(self, level: int) -> str:
        """What the activation function of a level is called: f where it has no sign of its own, or several are in use."""
        found = {node.activation for node in self.layers.levels[level]}
        return _FUNCTIONS.get(found.pop() or "", "f") if len(found) == 1 else "f"

    def weights(self, block: Block) -> Grid:
        return self._of_weights(block, "W", self.block_name(block), self._weight)

    def new_weights(self, block: Block) -> Grid:
        return self._of_weights(block, "W new", self.block_name(block), lambda edge: self._new(self._weight(edge), "new_weight", edge))

    def weight_gradients(self, block: Block) -> Grid:
        return self._of_weights(block, "dW", derivative_tex("C", self.block_name(block)), self._weight_gradient)

    def weight_memory(self, block: Block, slot: str, *, after: bool) -> Grid:
        name = self.block_name(block, slot.upper())
        return self._of_weights(block, slot.upper() + " new" * after, name, lambda edge: self._memory(slot, "weight", edge, after))

    def biases(self, level: int) -> Grid:
        return self._of_biases(level, "b", self.name("b", level), self._bias)

    def new_biases(self, level: int) -> Grid:
        return self._of_biases(level, "b new", self.name("b", level), lambda node: self._new(self._bias(node), "new_bias", node))

    def bias_gradients(self, level: int) -> Grid:
        return self._of_biases(level, "db", derivative_tex("C", self.name("b", level)), self._bias_gradient)

    def bias_memory(self, level: int, slot: str, *, after: bool) -> Grid:
        key = slot + " new" * after
        return self._of_biases(level, key, self.name(slot, level), lambda node: self._memory(slot, "bias", node, after))

    def has_biases(self, level: int) -> bool:
        return any(node.bias is not None for node in self.layers.levels[level])

    def activations(self, level: int, samples: Sequence[RowPass] | None = None, unheld: int = 0) -> Grid:
        return self._of_samples(level, "a", samples, unheld, lambda situation, node: _of(situation.activation(node)))

    def pre_activations(self, level: int) -> Grid:
        return self._of_samples(level, "z", None, 0, lambda situation, node: _of(replace(situation.pre_activation(node), role="text")))

    def deltas(self, level: int, samples: Sequence[RowPass] | None = None, unheld: int = 0) -> Grid:
        return self._of_samples(level, r"\delta", samples, unheld, lambda situation, node: _of(situation.delta(node)))

    def slopes(self, level: int) -> Grid:
        function = r"\sigma" if self.function(level) == r"\sigma" else "f"
        grid = self._of_samples(level, "f'", None, 0, lambda situation, node: _of(situation.slope(node)))
        return replace(grid, tex=f"{function}'({self.name('z', level)})")

    def cost_gradients(self, level: int) -> Grid:
        """∇C: ∂C/∂a of the shown sample; outputs whose short form stands elsewhere, and all that are no outputs, are absent."""

        def cell(situation: Situation, node: str) -> Cell:
            is_long = situation.node(node).kind == "output" and (self._is_softmax(level) or not situation.has_short_delta(node))
            return _of(situation.output_gradient(node)) if is_long else _ABSENT

        return replace(self._of_samples(level, "dC", None, 0, cell), tex=r"\nabla C")

    def errors(self, level: int) -> Matrix:
        """What the outputs send back whose slope cancels: a − y, and with softmax a Σ y − y."""

        def activation(situation: Situation, node: str) -> Cell:
            return _of(situation.activation(node, "backward")) if situation.has_short_delta(node) else _ABSENT

        def target(situation: Situation, node: str) -> Cell:
            return _of(situation.target(node)) if situation.has_short_delta(node) else _ABSENT

        a = self._of_samples(level, "a", None, 0, activation)
        y = replace(self._of_samples(level, "y", None, 0, target), tex="y")
        share = sum(self.situation.values.row.targets.values()) if self._is_softmax(level) else 1.0
        if math.isclose(share, 1.0, rel_tol=1e-15):
            return difference(a, y)
        return difference(Product((a,), (Scalar(r"\Sigma y", share, number_tex(number(share, 6)), number(share, 6)),)), y)

    def jacobian(self, level: int) -> Grid:
        """∂a_i/∂z_j of the shown sample: a_i([i = j] − a_j) among softmax outputs, f′ on the diagonal of any other node."""
        nodes, names = self.layers.levels[level], self._nodes(level)

        def cell(row: int, column: int) -> Cell:
            of, by = nodes[row], nodes[column]
            name = derivative_tex(self.situation.names.node(of.id), self.situation.names.pre_activation(by.id))
            if of.activation == SOFTMAX == by.activation:
                a, other = self.situation.activation(of.id).value, self.situation.activation(by.id).value
                value = None if a is None or other is None else a * (1 - a) if row == column else -a * other
                return Cell(value, name, "slope", Ref("node", of.id))
            return replace(_of(self.situation.slope(of.id)), name=name) if row == column else _ABSENT

        return Grid("J", "J", names, names, cell, nodes=(self._ids(level), self._ids(level)))

    def _is_softmax(self, level: int) -> bool:
        return any(node.activation == SOFTMAX for node in self.layers.levels[level])

    def _nodes(self, level: int) -> tuple[str, ...]:
        return tuple(self.situation.names.node(node.id) for node in self.layers.levels[level])

    def _ids(self, level: int) -> tuple[str, ...]:
        return tuple(node.id for node in self.layers.levels[level])

    def _of_weights(self, block: Block, key: str, tex: str, of: Callable[[str], Cell]) -> Grid:
        def cell(row: int, column: int) -> Cell:
            edge = block.edges.get((row, column))
            return _ABSENT if edge is None else of(edge)

        nodes = (self._ids(block.target), self._ids(block.source))
        return Grid(f"{key} {block.target} {block.source}", tex, self._nodes(block.target), self._nodes(block.source), cell, nodes=nodes)

    def _of_biases(self, level: int, key: str, tex: str, of: Callable[[str], Cell]) -> Grid:
        nodes = self.layers.levels[level]

        def cell(row: int, _column: int) -> Cell:
            return _ABSENT if nodes[row].bias is None else of(nodes[row].id)

        return Grid(f"{key} {level}", tex, self._nodes(level), _SAMPLE, cell, nodes=(self._ids(level), ()))

    def _of_samples(
        self, level: int, letter: str, samples: Sequence[RowPass] | None, unheld: int, of: Callable[[Situation, str], Cell]
    ) -> Grid:
        """A column for the shown sample; or one for each of the samples, the letter then a capital."""
        nodes: Sequence[Node] = self.layers.levels[level]
        situations = [self.situation] if samples is None else [self.situation.for_row(row) for row in samples]
        capital = letter if samples is None else _capital(letter)
        columns = _SAMPLE if samples is None else tuple(rf"\text{{{row.row + 1}}}" for row in samples)
        return Grid(
            f"{capital} {level}", self.name(capital, level), self._nodes(level), columns,
            lambda row, column: of(situations[column], nodes[row].id), unheld, nodes=(self._ids(level), ()),
        )  # fmt: skip

    def _weight(self, edge: str) -> Cell:
        return _of(self.situation.weight(edge), "frozen" if edge in self.situation.moment.frozen_weights else "number")

    def _bias(self, node: str) -> Cell:
        return _of(self.situation.bias(node), "frozen" if node in self.situation.moment.frozen_biases else "number")

    def _new(self, cell: Cell, kind: Literal["new_weight", "new_bias"], identifier: str) -> Cell:
        value = self.situation.values.of(kind, identifier)
        role: Role = "negative" if value is not None and value < 0 else "positive"
        return replace(cell, value=value, role=role)

    def _weight_gradient(self, edge: str) -> Cell:
        weight = self._weight(edge)
        value = self.situation.values.of("weight_gradient", edge)
        return replace(weight, value=value, name=derivative_tex("C", weight.name), role="text")

    def _bias_gradient(self, node: str) -> Cell:
        bias = self._bias(node)
        value = self.situation.values.of("bias_gradient", node)
        return replace(bias, value=value, name=derivative_tex("C", bias.name), role="text")

    def _memory(self, slot: str, kind: Literal["weight", "bias"], identifier: str, after: bool) -> Cell:
        parameter = self._weight(identifier) if kind == "weight" else self._bias(identifier)
        value = self.situation.values.memory(slot, kind, identifier, after=after)
        return replace(parameter, value=value, name=rf"{slot}({parameter.name})", role="text")

    @cached_property
    def is_batch(self) -> bool:
        """Whether the gradient is of more than the shown sample."""
        moment = self.situation.moment
        return len(moment.batch) > 1 or not moment.shown_row_in_batch


def _of(quantity: Quantity, kind: CellKind = "number") -> Cell:
    return Cell(quantity.value, quantity.tex, quantity.role, quantity.ref, "given" if quantity.is_given else kind)


def _capital(letter: str) -> str:
    return r"\Delta" if letter == r"\delta" else letter.upper()
