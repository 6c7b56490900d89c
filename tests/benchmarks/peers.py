"""The peers that the engine is measured against: NumPy level by level, and the same algorithm in C where gcc is there.

Both make squared error and gradient descent with batches in order, for linear, sigmoid and tanh nodes.
"""

import ctypes
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from bpdesk.engine.program import Floats, Program

Trainer = Callable[[int], Floats]
_CODES = {"linear": 0, "sigmoid": 1, "tanh": 2}


def by_levels(program: Program) -> Trainer:
    """Dense matrices from the sources of each level to its nodes; a trainer gives the parameters after so many iterations."""
    groups = groups_by_level(program)
    rows, batch = len(program.train), batch_size(program)

    def train(count: int) -> Floats:
        p, position, rate = program.start.copy(), 0, program.training.learning_rate
        a, delta = np.zeros((len(program.node_ids), batch)), np.zeros((len(program.node_ids), batch))
        for _ in range(count):
            position = 0 if position >= rows else position
            taken = min(batch, rows - position)
            a[program.inputs, :taken] = program.train.inputs[position : position + taken].T
            for group in groups:
                group.forward(p, a[:, :taken])
            delta[:] = 0.0
            delta[program.outputs, :taken] = 2 * (a[program.outputs, :taken] - program.train.targets[position : position + taken].T)
            gradient = np.zeros_like(p)
            for group in reversed(groups):
                group.backward(gradient, a[:, :taken], delta[:, :taken])
            p -= rate * (gradient / taken)
            position += taken
        return p

    return train


def groups_by_level(program: Program) -> "list[Group]":
    """The neurons by level and activation, in the order in which they are computed."""
    level: dict[int, int] = {}
    for q, node in enumerate(program.neuron.tolist()):
        sources = program.source[program.first_edge[q] : program.first_edge[q + 1]]
        level[node] = 1 + max((level.get(source, 0) for source in sources.tolist()), default=0)
    groups = [
        Group(program, [q for q, node in enumerate(program.neuron.tolist()) if level[node] == depth and _code(program, node) == code])
        for depth in sorted(set(level.values()))
        for code in _CODES.values()
    ]
    return [group for group in groups if group.nodes]


class Group:
    """The nodes of one level with one activation."""

    def __init__(self, program: Program, neurons: list[int]) -> None:
        self.nodes = [int(program.neuron[q]) for q in neurons]
        edges = [(row, e) for row, q in enumerate(neurons) for e in range(program.first_edge[q], program.first_edge[q + 1])]
        self.sources, place = np.unique([program.source[e] for _, e in edges], return_inverse=True)
        self.at = (np.array([row for row, _ in edges], np.intp), place)
        self.weight = program.weight[[e for _, e in edges]] if edges else np.zeros(0, np.intp)
        biased = [(row, int(program.bias[q])) for row, q in enumerate(neurons) if program.has_bias[q]]
        self.biased, self.bias = [row for row, _ in biased], [index for _, index in biased]
        self.code = _code(program, self.nodes[0]) if self.nodes else 0
        self.matrix = np.zeros((len(self.nodes), len(self.sources)))

    def forward(self, p: Floats, a: Floats) -> None:
        self.matrix[self.at] = p[self.weight]
        z = self.matrix @ a[self.sources]
        z[self.biased] += p[self.bias, None]
        a[self.nodes] = z if self.code == 0 else 1 / (1 + np.exp(-z)) if self.code == 1 else np.tanh(z)

    def backward(self, gradient: Floats, a: Floats, delta: Floats) -> None:
        value = a[self.nodes]
        slope = 1.0 if self.code == 0 else value * (1 - value) if self.code == 1 else 1 - value * value
        own = delta[self.nodes] * slope
        gradient[self.weight] = (own @ a[self.sources].T)[self.at]
        gradient[self.bias] = own.sum(axis=1)[self.biased]
        delta[self.sources] += self.matrix.T @ own


def compiled(folder: Path) -> ctypes.CDLL | None:
    """The C peer, compiled for this processor into that folder; None where there is no gcc."""
    compiler = shutil.which("gcc")
    if compiler is None:
        return None
    source, library = Path(__file__).with_name("peer.c"), folder / "peer.so"
    subprocess.run(
        [compiler, "-O3", "-march=native", "-ffast-math", "-fno-finite-math-only", "-shared", "-fPIC", source, "-o", library, "-lm"],
        check=True,
    )
    peer = ctypes.CDLL(str(library))
    peer.train.restype = ctypes.c_double
    return peer


def in_c(peer: ctypes.CDLL, program: Program) -> Trainer:
    """A trainer that calls the C peer."""
    nodes, batch = len(program.node_ids), batch_size(program)
    is_neuron = np.zeros(nodes, np.int32)
    is_neuron[program.neuron] = 1
    bias = np.where(program.has_bias, program.bias.astype(np.int32), -1).astype(np.int32)
    codes = np.array([_code(program, node) for node in program.neuron.tolist()], np.int32)
    rooms = [np.zeros((nodes, batch)) for _ in range(4)]
    gradient, p = np.zeros_like(program.start), program.start.copy()
    indices = [program.neuron, program.first_edge, program.source, program.weight, program.inputs, program.outputs]
    counts = [nodes, len(program.neuron), len(p), len(program.inputs), len(program.outputs), len(program.train), batch]
    tables: list[np.ndarray[Any, Any]] = [*indices, bias, codes, is_neuron, program.train.inputs, program.train.targets]
    changed = [p, gradient, *rooms]
    net = _Net(*counts, *(_address(table) for table in tables), program.training.learning_rate, *(_address(table) for table in changed))
    keep = (tables, changed)

    def train(count: int) -> Floats:
        costs = np.empty(count)
        keep[1][0][:] = program.start
        peer.train(ctypes.byref(net), ctypes.c_long(count), ctypes.c_void_p(_address(costs)))
        return p.copy()

    return train


class _Net(ctypes.Structure):
    _fields_ = [
        *((name, ctypes.c_long) for name in ("nodes", "neurons", "parameters", "inputs", "outputs", "rows", "batch")),
        *((f"table{place}", ctypes.c_void_p) for place in range(11)),
        ("rate", ctypes.c_double),
        *((f"room{place}", ctypes.c_void_p) for place in range(6)),
    ]


def _address(table: np.ndarray[Any, Any]) -> int:
    assert table.flags.c_contiguous
    return int(table.ctypes.data)


def _code(program: Program, node: int) -> int:
    return _CODES[program.activations[node] or "linear"]


def batch_size(program: Program) -> int:
    """Rows of a batch."""
    return min(program.training.batch_size or len(program.train), len(program.train))
