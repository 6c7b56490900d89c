"""PyTorch eager as a peer of the engine: dense layers as one writes them there, its own derivatives, gradient descent by hand.

PyTorch is no dependency of the project: where it isn't installed there is no such peer.
"""

import importlib
import importlib.util
from typing import Any

import numpy as np

from bpdesk.engine.program import Floats, Program
from tests.benchmarks.peers import Group, Trainer, batch_size, groups_by_level


def in_torch(program: Program) -> Trainer | None:
    """A trainer in double precision on one thread; None where PyTorch isn't there."""
    if importlib.util.find_spec("torch") is None:
        return None
    torch = importlib.import_module("torch")
    torch.set_num_threads(1)
    layers = [_Layer(torch, program, group) for group in groups_by_level(program)]
    made = {tuple(layer.group.nodes): place for place, layer in enumerate(layers)}
    inputs, targets = torch.tensor(program.train.inputs), torch.tensor(program.train.targets)
    rows, batch, rate = len(program.train), batch_size(program), program.training.learning_rate
    outputs = torch.from_numpy(program.outputs.astype(np.int64))

    def forward(x: Any) -> Any:
        values: list[Any] = []
        known, order = [x], [int(node) for node in program.inputs]
        for layer in layers:
            sources = [int(node) for node in layer.group.sources]
            if sources == [int(node) for node in program.inputs]:
                source = x
            elif tuple(sources) in made:
                source = values[made[tuple(sources)]]
            else:
                source = torch.cat(known, 1)[:, [order.index(node) for node in sources]]
            values.append(layer.forward(source))
            known.append(values[-1])
            order += layer.group.nodes
        if layers[-1].group.nodes == outputs.tolist():
            return values[-1]
        return torch.cat(known, 1)[:, [order.index(int(node)) for node in outputs]]

    def train(count: int) -> Floats:
        for layer in layers:
            layer.reset()
        position = 0
        for _ in range(count):
            position = 0 if position >= rows else position
            taken = min(batch, rows - position)
            error = forward(inputs[position : position + taken]) - targets[position : position + taken]
            ((error * error).sum() / taken).backward()
            with torch.no_grad():
                for layer in layers:
                    layer.descend(rate)
            position += taken
        return _gathered(program, layers)

    return train


class _Layer:
    """The nodes of one level with one activation: a dense matrix, whose missing edges are masked, and biases."""

    def __init__(self, torch: Any, program: Program, group: Group) -> None:
        self.group, self._torch, self._program = group, torch, program
        mask = np.zeros(group.matrix.shape)
        mask[group.at] = 1.0
        self._mask = None if mask.all() else torch.from_numpy(mask)
        self.activate = {0: lambda z: z, 1: torch.sigmoid, 2: torch.tanh}[group.code]
        self.reset()

    def reset(self) -> None:
        """Begin with the program's own weights."""
        matrix, bias = np.zeros(self.group.matrix.shape), np.zeros(len(self.group.nodes))
        matrix[self.group.at] = self._program.start[self.group.weight]
        bias[self.group.biased] = self._program.start[self.group.bias]
        self.matrix = self._torch.from_numpy(matrix).requires_grad_()
        self.bias = self._torch.from_numpy(bias).requires_grad_() if self.group.biased else None

    def forward(self, source: Any) -> Any:
        matrix = self.matrix if self._mask is None else self.matrix * self._mask
        return self.activate(self._torch.nn.functional.linear(source, matrix, self.bias))

    def descend(self, rate: float) -> None:
        for parameter in (self.matrix, self.bias):
            if parameter is not None:
                parameter -= rate * parameter.grad
                parameter.grad = None


def _gathered(program: Program, layers: list[_Layer]) -> Floats:
    result = program.start.copy()
    for layer in layers:
        result[layer.group.weight] = layer.matrix.detach().numpy()[layer.group.at]
        if layer.bias is not None:
            result[layer.group.bias] = layer.bias.detach().numpy()[layer.group.biased]
    return result
